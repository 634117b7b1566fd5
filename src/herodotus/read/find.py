"""Which files are read: the ones named, and all in the folders named, in one order everywhere."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from herodotus.errors import UsageError
from herodotus.read.members import is_litter
from herodotus.settings import Settings


def find_files(paths: Sequence[Path | str], *, settings: Settings | None = None) -> list[Path]:  # noqa: ARG001 (the stages' common form)
    """Return the files in order of their paths, each once; raise UsageError where a path is not there.

    Folders are followed through links, but none is entered twice. What is in a folder and is no
    ordinary file (a device, a closed folder, a link to nothing) is returned too, so that reading
    it can say so. Hidden files are left out unless they are named.
    """
    found: dict[str, Path] = {}
    entered: set[tuple[int, int]] = set()
    for named in sorted({str(path) for path in paths}):
        path = Path(named)
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or folder `{named}`", hint=_nearest(path))
        for file in _walk(path, entered) if path.is_dir() else (path,):
            found.setdefault(str(file), file)
    return [found[name] for name in sorted(found)]


def _walk(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path]:
    """Yield what a folder holds; a folder that was entered already is yielded itself, to be told."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in entered:
                if current.is_symlink():
                    yield current
                continue
            with os.scandir(current) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield current
            continue
        entered.add((status.st_dev, status.st_ino))
        for entry in entries:
            if is_litter(entry.name):
                continue
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            else:
                yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _nearest(path: Path) -> str:
    """Return a hint that names the nearest path that is there."""
    parent = path.parent
    try:
        names = sorted(entry.name for entry in parent.iterdir())
    except OSError:
        return "check the spelling; the folder above it is not there either"
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean `{parent / near[0]}`?" if near else "check the spelling, and the folder you are in"
