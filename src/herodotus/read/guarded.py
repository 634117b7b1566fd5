"""The guarded process itself: it reads one document after another and bounds itself, too."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any, BinaryIO

from herodotus.errors import ReadError
from herodotus.read.guard import document_of, pack, read_frame, write_frame
from herodotus.read.reader import MB, Reader
from herodotus.registry import discover
from herodotus.settings import Settings

# Beyond the parent's own clock: only for the case that the parent was killed.
_ORPHAN_SECONDS = 120


def serve() -> None:
    """Answer requests until the other side closes its end."""
    answers = os.fdopen(os.dup(1), "wb")
    # A parser that prints must not write into the answers.
    os.dup2(2, 1)
    readers: dict[str, Reader] = discover("herodotus.read", attribute="READER")
    sys.setrecursionlimit(2000)  # parsers of nested documents; more would overrun the C stack
    write_frame(answers, b"ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            request: dict[str, Any] = json.loads(read_frame(sys.stdin.buffer))
            _answer(request, read_frame(sys.stdin.buffer), readers, answers)


def _answer(request: dict[str, Any], content: bytes, readers: dict[str, Reader], answers: BinaryIO) -> None:
    """Read one document and write what it holds."""
    chosen = {**request["settings"], "languages": tuple(request["settings"]["languages"])}
    settings = Settings(**chosen)

    def advance() -> None:
        _write(answers, {"kind": "step"})

    document = document_of(request, content, settings=settings, advance=advance)
    _bound(settings)
    try:
        for found in readers[request["reader"]].read(document):
            _write(answers, pack(found))
        _write(answers, {"kind": "done"})
    except ReadError as error:
        _write(answers, {"kind": "error", "message": error.message, "hint": error.hint})
    except MemoryError:
        _write(
            answers,
            {
                "kind": "error",
                "message": f"`{document.name}` needs more than {settings.file_memory_mb} MB",
                "hint": "split the file, or raise `file_memory_mb`",
            },
        )
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 (parsers raise anything at all on damaged files)
        _write(answers, {"kind": "error", "message": f"`{document.name}` is damaged ({type(error).__name__})",
                         "hint": "save it again from its source, or as plain text"})


def _write(answers: BinaryIO, answer: dict[str, Any]) -> None:
    """Write one answer."""
    write_frame(answers, json.dumps(answer).encode())


def _bound(settings: Settings) -> None:
    """Bound memory above what is used now, and life without a parent; Windows has neither call."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
        import signal  # noqa: PLC0415 (its alarm is not on Windows)
    except ImportError:
        return
    signal.alarm(max(_ORPHAN_SECONDS, settings.file_seconds * 12))
    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_used() + settings.file_memory_mb * MB, hard))


def _used() -> int:
    """Return the address space in use, where the system tells."""
    with contextlib.suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
        return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 512 * MB  # what Python and the parsers map elsewhere
