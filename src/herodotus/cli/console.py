"""How the command line speaks: results to stdout, everything else to stderr, errors with a hint."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from herodotus.errors import UsageError
from herodotus.pipeline import Progress
from herodotus.pipeline.progress import Silence


def out(text: str) -> None:
    """Write a result; a text that this terminal's encoding cannot show is shown with `?` there."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def json_text(value: object) -> str:
    """Return a view as one JSON document."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def note(text: str) -> None:
    """Tell the person something that is no result."""
    sys.stderr.write(f"{text}\n")


def complain(message: str, *, hint: str = "") -> None:
    """Say what was wrong, and on the next line what to do."""
    sys.stderr.write(f"error: {message}\n" + (f"hint: {hint}\n" if hint else ""))


def width() -> int:
    """Return how wide text may be: the terminal's width, a hundred columns at most and in a pipe."""
    return min(shutil.get_terminal_size((100, 24)).columns, 100) if sys.stdout.isatty() else 100


def colour() -> bool:
    """Whether colour is wanted: on a terminal, unless the person set NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def save(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file as a whole or not at all; its folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def save_text(path: Path, text: str) -> None:
    """Write a text file, UTF-8, as a whole or not at all."""

    def write(stream: BinaryIO) -> None:
        stream.write(text.encode("utf-8", "replace"))

    save(path, write)


def binary_stdout(*, binary: bool, what: str) -> BinaryIO:
    """Return stdout for bytes; refuse where a terminal would show bytes that are no text."""
    if binary and sys.stdout.isatty():
        raise UsageError(f"{what} is not text, and stdout is a terminal", hint="name a file with `-o FILE`")
    return sys.stdout.buffer


@contextmanager
def progress() -> Iterator[Progress]:
    """Give somebody for the pipeline to tell how far it is: a bar, on a terminal only, from one second on."""
    if not sys.stderr.isatty():
        yield Silence()
        return
    from herodotus.cli.bar import Bar  # noqa: PLC0415 (rich's bars take a while to load, and pipes need none)

    with Bar() as bar:
        yield bar
