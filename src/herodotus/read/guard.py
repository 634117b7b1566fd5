"""A process of its own for risky parsers: it can be ended when it hangs, and its memory is bounded."""

from __future__ import annotations

import atexit
import base64
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Self

from herodotus.errors import ReadError
from herodotus.read.reader import Document, Draft, Found, Member
from herodotus.types import Issue

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from herodotus.read.guarded import serve; serve()"
)
# Starting Python and the parsers takes two seconds on a busy machine; this is for a swapping one.
_START_SECONDS = 60
# Each step of a long document (a page with text) earns this much more time, so that a book is read
# to its end while a file that stands still is given up in time.
_SECONDS_PER_STEP = 0.25
_FRAME = struct.Struct(">I")


class Guard:
    """One guarded process, started at its first document and again after it had to be ended."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def read(self, document: Document, *, reader: str) -> Iterator[Found]:
        """Yield what the reader finds, or raise ReadError where it was ended or failed."""
        with self._lock:
            answers = list(self._ask(document, reader))
        yield from answers

    def _ask(self, document: Document, reader: str) -> Iterator[Found]:
        """Send one document and receive its drafts, within its time."""
        process = self._running()
        request = {
            "reader": reader, "path": document.path, "name": document.name, "size": document.size,
            "file": str(document.file.absolute()) if document.file else None, "depth": document.depth,
            "settings": asdict(document.settings)}
        clock = _Clock(process, document.settings.file_seconds)
        try:
            with clock:
                write_frame(_pipe(process.stdin), json.dumps(request).encode())
                write_frame(_pipe(process.stdin), document.content or b"")
                yield from self._answers(process, clock)
        except (OSError, EOFError, ValueError) as error:
            self.stop()
            if clock.rang:
                raise ReadError(
                    f"`{document.name}` was not read within {document.settings.file_seconds} s",
                    hint="check the file; for a huge but sound one raise `file_seconds`") from error
            raise ReadError(
                f"`{document.name}` broke its parser",
                hint="the file is damaged, or is made to break programs; save it again from its source",
            ) from error

    def _answers(self, process: subprocess.Popen[bytes], clock: _Clock) -> Iterator[Found]:
        """Yield drafts, members and issues until the process says that it is done."""
        while True:
            answer: dict[str, Any] = json.loads(read_frame(_pipe(process.stdout)))
            kind = answer.pop("kind")
            if kind == "step":
                clock.extend(_SECONDS_PER_STEP)
            elif kind == "done":
                return
            elif kind == "error":
                raise ReadError(answer["message"], hint=answer["hint"])
            else:
                yield unpack(kind, answer)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the process; one that was inherited by a fork is its parent's and is left alone."""
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and code)
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._owner = os.getpid()
        clock = _Clock(self._process, _START_SECONDS)
        with clock, contextlib.suppress(EOFError, OSError):
            if read_frame(_pipe(self._process.stdout)) == b"ready":
                return self._process
        self.stop()
        raise ReadError(
            "the guarded reading process did not start", hint="check that Python may start processes"
        )

    def stop(self) -> None:
        """End the process, if it is ours."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()


class _Clock:
    """Kills a process that is not done in time; time can be added while it runs."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        """Take the process and its first allowance."""
        self.rang = False
        self._process = process
        self._seconds = seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def extend(self, seconds: float) -> None:
        """Allow more time."""
        self._seconds += seconds

    def _watch(self) -> None:
        """Wait in slices, since the allowance may have grown meanwhile."""
        waited = 0.0
        while waited < self._seconds:
            slice_seconds = self._seconds - waited
            if self._done.wait(slice_seconds):
                return
            waited += slice_seconds
        self.rang = True
        self._process.kill()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def _pipe(stream: Any) -> BinaryIO:  # noqa: ANN401 (Popen types its pipes as optional)
    """Return a pipe that Popen surely opened."""
    assert stream is not None
    pipe: BinaryIO = stream
    return pipe


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Write a length and so many bytes."""
    stream.write(_FRAME.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes:
    """Read one frame, or raise EOFError where the other side is gone."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    (length,) = _FRAME.unpack(head)
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def pack(found: Found) -> dict[str, Any]:
    """Return what was found as JSON can hold it."""
    if isinstance(found, Member):
        return {"kind": "member", "name": found.name, "content": base64.b64encode(found.content).decode()}
    return {"kind": "draft" if isinstance(found, Draft) else "issue", **asdict(found)}


def unpack(kind: str, answer: dict[str, Any]) -> Found:
    """Return what was packed."""
    if kind == "member":
        return Member(name=answer["name"], content=base64.b64decode(answer["content"]))
    if kind == "issue":
        return Issue(**answer)
    answer["authors"] = tuple(answer["authors"])
    answer["particulars"] = tuple((name, value) for name, value in answer["particulars"])
    return Draft(**answer)


def document_of(request: dict[str, Any], content: bytes, *, settings: Any, advance: Any) -> Document:  # noqa: ANN401
    """Return the document of a request, in the guarded process."""
    file = Path(request["file"]) if request["file"] else None
    return Document(
        path=request["path"],
        name=request["name"],
        size=request["size"],
        file=file,
        content=None if file else content,
        depth=request["depth"],
        settings=settings,
        advance=advance,
    )


GUARD = Guard()
atexit.register(GUARD.stop)
