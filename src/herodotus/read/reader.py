"""What every format shares: a file comes in as a Document, and Drafts, Members or Issues go out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from herodotus.errors import ReadError
from herodotus.settings import Settings
from herodotus.types import Issue

# Enough for the signatures, the first tags and the first rows by which formats are told apart.
HEAD_BYTES = 8192
MB = 1024 * 1024


@dataclass(slots=True, kw_only=True)
class Allowance:
    """What an archive, with all archives inside it, may still unpack."""

    bytes_left: int
    members_left: int


def _nobody() -> None:
    """Report progress to nobody: what a document does outside the guarded process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The bytes of one file, on disk (`file`) or out of an archive (`content`).

    `path` is what the user is shown, `name` the file's own name, from which a report's key comes.
    `advance` is called at each step of a long document, so that it is not taken for a hang.
    """

    path: str
    name: str
    settings: Settings
    size: int
    file: Path | None = None
    content: bytes | None = None
    depth: int = 0
    allowance: Allowance | None = None
    advance: Callable[[], None] = _nobody

    def open(self) -> BinaryIO:
        """Open the bytes from their start."""
        if self.file is not None:
            return self.file.open("rb")
        return io.BytesIO(self.content or b"")

    def head(self) -> bytes:
        """Return the first bytes, by which a format is known."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def whole(self) -> bytes:
        """Return all bytes; the size was checked before."""
        with self.open() as stream:
            return stream.read(self.settings.max_file_mb * MB + 1)

    @property
    def extension(self) -> str:
        """The ending of the name, in lower case, with its dot."""
        return Path(self.name).suffix.lower()


@dataclass(slots=True, kw_only=True)
class Draft:
    """A report before its particulars are settled: what the format itself declares.

    `published` is as it was written there. `final` drafts come from our own export and are
    taken as they are; others are completed from their text.
    """

    text: str
    key: str | None = None
    path: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    source_kind: str | None = None
    source_country: str | None = None
    published: str | None = None
    published_end: str | None = None
    published_text: str | None = None
    published_precision: str | None = None
    url: str | None = None
    language: str | None = None
    particulars: tuple[tuple[str, str], ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a file: of an archive, or attached to a message."""

    name: str
    content: bytes


Found = Draft | Member | Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format: how it is known, by content first and ending second, and how it is read.

    `sniff` sees the first bytes and, where these do not tell, the document. `read` may raise
    ReadError and nothing else. `guarded` formats need parsers in C or of unbounded appetite, so
    they are read in a process of their own that can be ended. `by_name` formats have no certain
    signature and are believed by their ending too. `limit` is the setting that bounds the size.
    """

    extensions: tuple[str, ...]
    read: Callable[[Document], Iterator[Found]]
    sniff: Callable[[bytes, Document], bool]
    what: str
    guarded: bool = False
    by_name: bool = True
    limit: str = "max_file_mb"
    opens_members: bool = False


def trouble(document: Document, message: str, *, hint: str, level: str = "warning") -> Issue:
    """Return an Issue about this file."""
    return Issue(level=level, stage="read", path=document.path, message=message, hint=hint)


def refuse(document: Document, what: str, *, hint: str) -> ReadError:
    """Return the error that this file cannot be used."""
    return ReadError(f"`{document.name}` {what}", hint=hint)
