"""ZIP archives: each file in them is read like one in a folder; nothing is ever unpacked to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from herodotus.errors import ReadError
from herodotus.knowledge import load_toml
from herodotus.read.members import allowance, is_litter, is_outside, read_bounded
from herodotus.read.reader import Allowance, Document, Found, Member, Reader, refuse, trouble

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def read_member(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, document: Document) -> bytes:
    """Return one part of a packed document, or raise where it is too large to be sound."""
    with packed.open(entry) as stream:
        content = read_bounded(stream, document, packed_size=entry.compress_size, left=None)  # type: ignore[arg-type]
    if content is None:
        raise refuse(document, f"holds a part of more than {document.settings.max_file_mb} MB",
                     hint="save it as plain text, or split it")
    return content


def _read(document: Document) -> Iterator[Found]:
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as packed:
            yield from _members(packed, document)
    except _DAMAGED as error:
        raise refuse(document, f"is no whole zip archive ({str(error)[:80]})",
                     hint="fetch or pack it again") from error


def _members(packed: zipfile.ZipFile, document: Document) -> Iterator[Found]:
    """Yield the members in the archive's order."""
    names = set(packed.namelist())
    foreign: dict[str, Any] = load_toml("formats.toml")["packed"]
    for mark, (what, hint) in foreign.items():
        if mark in names:
            raise refuse(document, f"is {what}", hint=hint)
    left = allowance(document)
    entries = [entry for entry in packed.infolist() if not entry.is_dir() and not is_litter(entry.filename)]
    if not entries:
        raise refuse(document, "is an archive without files", hint="check that it was packed right")
    if len(entries) > left.members_left:
        raise refuse(
            document,
            f"holds {len(entries)} files, more than {document.settings.max_archive_members}",
            hint="unpack it and give the folder, or raise `max_archive_members`",
        )
    left.members_left -= len(entries)
    for entry in entries:
        yield from _member(packed, entry, document, left)


def _member(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, document: Document, left: Allowance
) -> Iterator[Found]:
    """Yield one member, or an Issue that says why it was left out."""
    name = entry.filename
    unsafe = _unsafe(entry)
    if unsafe:
        yield trouble(document, f"`{name[:80]}` in it {unsafe[0]}", hint=unsafe[1])
        return
    try:
        with packed.open(entry) as stream:
            content = read_bounded(stream, document, packed_size=entry.compress_size, left=left)  # type: ignore[arg-type]
    except ReadError:
        raise
    except (*_DAMAGED, RuntimeError) as error:
        yield trouble(document, f"`{name[:80]}` in it cannot be unpacked ({str(error)[:80]})",
                      hint="fetch or pack the archive again")
        return
    if content is None:
        yield trouble(document, f"`{name[:80]}` in it has more than {document.settings.max_file_mb} MB",
                      hint="unpack it and give the file by itself")
        return
    yield Member(name=str(PurePosixPath(name.replace("\\", "/"))), content=content)


def _unsafe(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Return why a member is left out, and what to do, or None where it is an ordinary file."""
    if is_outside(entry.filename):
        return "has a name that leads out of the archive, so it was left out", "check who made the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link, so it was left out", "pack the file itself"
    if entry.flag_bits & 0x1:
        return "is locked with a password", "unpack the archive with its password and give the folder"
    return None


def _sniff(head: bytes, _document: Document) -> bool:
    """Know it by its signature; DOCX, which has the same, comes first by its name."""
    return head.startswith(_SIGNATURES)


READER = Reader(extensions=(".zip",), read=_read, sniff=_sniff, what="zip archive", by_name=False,
                limit="max_archive_mb", opens_members=True)
