"""One file to its reports: the format is chosen by content first, by ending second."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from herodotus.errors import ReadError
from herodotus.knowledge import load_toml
from herodotus.read.complete import complete
from herodotus.read.decode import looks_binary
from herodotus.read.find import find_files
from herodotus.read.guard import GUARD
from herodotus.read.members import allowance
from herodotus.read.reader import MB, Document, Draft, Member, Reader, refuse, trouble
from herodotus.read.sidecar import with_particulars
from herodotus.registry import discover
from herodotus.settings import Settings
from herodotus.types import Issue, Report

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """Return format -> its reader, in the order in which they are asked."""
    found: dict[str, Reader] = discover("herodotus.read", attribute="READER")
    return found


def read_path(
    path: Path, *, settings: Settings, particulars: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Report | Issue]:
    """Yield the reports of one file, archive or table, and Issues; bad input never raises.

    The same bytes give the same reports. `particulars` is what `load_particulars` returned.
    """
    for found in _read_file(Path(path), settings):
        yield with_particulars(found, particulars=particulars or {})


def _read_file(path: Path, settings: Settings) -> Iterator[Report | Issue]:
    """Yield what a path on disk holds, or why it holds nothing."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield from _read_folder(path, settings)
            return
        kind = next((what for test, what in _KINDS if test(status.st_mode)), None)
        if kind:
            told = ReadError(f"`{path.name}` is {kind}, not a file", hint="give files and folders")
            yield _error(str(path), told)
            return
        document = Document(path=str(path), name=path.name, settings=settings, size=status.st_size, file=path)
        yield from read_document(document)
    except ReadError as error:
        yield _error(str(path), error)
    except OSError as error:
        yield _error(str(path), _of_system(path, error))


def _read_folder(path: Path, settings: Settings) -> Iterator[Report | Issue]:
    """Yield the reports of a folder; a link to a folder is told, since its files are read already."""
    if path.is_symlink():
        raise ReadError(f"`{path.name}` is a link to a folder that is read already",
                        hint="nothing to do, unless you meant another folder")
    with os.scandir(path):  # a closed folder raises here, rather than looking empty
        pass
    for file in find_files([path], settings=settings):
        yield from _read_file(file, settings)


def read_document(document: Document) -> Iterator[Report | Issue]:
    """Yield the reports of a document and of the files inside it; never raises."""
    try:
        head = _checked_head(document)
        name, reader = _choose(head, document)
        yield from _misnamed(document, reader)
        _check_size(document, reader)
        if reader.opens_members:
            document = replace(document, allowance=allowance(document))
        found = GUARD.read(document, reader=name) if reader.guarded else reader.read(document)
        holds_nothing = True
        for part in found:
            holds_nothing = False
            if isinstance(part, Draft):
                yield from complete(part, document=document)
            elif isinstance(part, Member):
                yield from read_document(_inner(part, document))
            else:
                yield part
        if holds_nothing:
            raise refuse(document, "holds no reports", hint="check that it is the right file, and whole")  # noqa: TRY301 (the clauses below turn it into an Issue)
    except ReadError as error:
        yield _error(document.path, error)
    except OSError as error:
        yield _error(document.path, _of_system(Path(document.name), error))
    except Exception as error:  # noqa: BLE001 (one file never stops a run, whatever a parser does)
        yield trouble(
            document,
            f"it could not be read ({type(error).__name__}: {str(error)[:80]})",
            level="error",
            hint="save it as plain text; and please report this, it should not happen",
        )


def _checked_head(document: Document) -> bytes:
    """Return the first bytes, or raise where the file is empty or of a kind that nobody reads."""
    if not document.size:
        raise refuse(document, "is empty", hint="check that it was saved or fetched whole")
    head = document.head()
    known: list[dict[str, Any]] = load_toml("formats.toml")["unread"]
    for entry in known:
        if head.hex()[: len(entry["starts"])] == entry["starts"]:
            raise refuse(document, f"is {entry['what']}", hint=entry["hint"])
    return head


def _choose(head: bytes, document: Document) -> tuple[str, Reader]:
    """Return the reader that knows the content, else the one of the ending, else that of text."""
    for name, reader in readers().items():
        if reader.sniff(head, document):
            return name, reader
    named = next((reader for reader in readers().values() if document.extension in reader.extensions), None)
    if looks_binary(head):
        shown = f", and no {named.what}" if named else ""
        raise refuse(document, f"is no text{shown}", hint="fetch it again, or save it as text, PDF or DOCX")
    for name, reader in readers().items():
        if document.extension in reader.extensions and reader.by_name:
            return name, reader
    return "text", readers()["text"]


def _misnamed(document: Document, reader: Reader) -> Iterator[Issue]:
    """Yield a note where the ending says another format than the content."""
    if document.extension and document.extension not in reader.extensions and len(document.extension) <= 6:  # noqa: PLR2004 (an ending)
        yield trouble(
            document,
            f"it is named `{document.extension}` but holds {reader.what}, and was read as that",
            hint=f"name it `{reader.extensions[0]}`",
            level="note",
        )


def _check_size(document: Document, reader: Reader) -> None:
    """Raise where the file is larger than its format's limit."""
    limit: int = getattr(document.settings, reader.limit)
    if document.size > limit * MB:
        raise refuse(document, f"has {document.size / MB:,.0f} MB, more than {limit} MB",
                     hint=f"split it into one file per report, or raise `{reader.limit}`")


def _inner(member: Member, document: Document) -> Document:
    """Return a file inside a file as a document of its own, or raise where they nest too deep."""
    if document.depth > document.settings.max_archive_depth:
        raise refuse(document, f"is nested more than {document.settings.max_archive_depth} archives deep",
                     hint="unpack it and give the folder, or raise `max_archive_depth`")
    return Document(
        path=f"{document.path}/{member.name}",
        name=PurePosixPath(member.name).name or member.name,
        settings=document.settings,
        size=len(member.content),
        content=member.content,
        depth=document.depth + 1,
        allowance=document.allowance,
    )


def _error(path: str, error: ReadError) -> Issue:
    """Return the Issue of a file that could not be used."""
    return Issue(level="error", stage="read", path=path, message=error.message, hint=error.hint)


def _of_system(path: Path, error: OSError) -> ReadError:
    """Return what the system said, with what to do."""
    hints = {
        PermissionError: "check who may read it",
        FileNotFoundError: "it was moved, or its link leads nowhere",
    }
    hint = next(
        (text for kind, text in hints.items() if isinstance(error, kind)), "check the disk and the path"
    )
    return ReadError(f"`{path.name}` cannot be opened: {error.strerror or error}", hint=hint)
