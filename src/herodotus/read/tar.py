"""TAR archives, plain: each file in them is read like one in a folder."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from herodotus.read.members import allowance, is_litter, is_outside, read_bounded
from herodotus.read.reader import Allowance, Document, Found, Member, Reader, refuse, trouble

_MAGIC_AT = 257
_BLOCK = 512


def read_stream(stream: BinaryIO, document: Document) -> Iterator[Found]:
    """Yield the members of a tar that comes as a stream, each read before the next begins."""
    left = allowance(document)
    files = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=0) as packed:
            for entry in packed:
                if entry.isdir() or is_litter(entry.name):
                    continue
                files += 1
                left.members_left -= 1
                if left.members_left < 0:
                    raise refuse(document, f"holds more than {document.settings.max_archive_members} files",
                                 hint="unpack it and give the folder, or raise `max_archive_members`")
                yield from _member(packed, entry, document, left)
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError) as error:
        raise refuse(
            document, f"is no whole tar archive ({str(error)[:80]})", hint="fetch or pack it again"
        ) from error
    if not files:
        raise refuse(document, "is an archive without files", hint="check that it was packed right")


def _member(
    packed: tarfile.TarFile, entry: tarfile.TarInfo, document: Document, left: Allowance
) -> Iterator[Found]:
    """Yield one member, or an Issue that says why it was left out."""
    shown = f"`{entry.name[:80]}` in it"
    if is_outside(entry.name):
        yield trouble(document, f"{shown} has a name that leads out of the archive, so it was left out",
                      hint="check who made the archive")
    elif not entry.isreg():
        yield trouble(
            document, f"{shown} is a link or a device, so it was left out", hint="pack the file itself"
        )
    else:
        stream = packed.extractfile(entry)
        assert stream is not None
        content = read_bounded(stream, document, packed_size=max(entry.size, 1), left=left)  # type: ignore[arg-type]
        if content is None:
            yield trouble(document, f"{shown} has more than {document.settings.max_file_mb} MB",
                          hint="unpack it and give the file by itself")
        elif len(content) < entry.size:
            yield trouble(document, f"{shown} is cut off", hint="fetch or pack the archive again")
        else:
            yield Member(name=str(PurePosixPath(entry.name)), content=content)


def is_tar(head: bytes) -> bool:
    """Say whether these bytes begin a tar: by its mark, or by the checksum of older ones."""
    if head[_MAGIC_AT:_MAGIC_AT + 5] == b"ustar":
        return True
    block = head[:_BLOCK]
    if len(block) < _BLOCK or not block.strip(b"\0"):
        return False
    try:
        stated = int(block[148:156].strip(b"\0 ") or b"x", 8)
    except ValueError:
        return False
    return stated == sum(block[:148]) + sum(block[156:]) + 8 * ord(" ")


def _read(document: Document) -> Iterator[Found]:
    with document.open() as stream:
        yield from read_stream(stream, document)


def _sniff(head: bytes, _document: Document) -> bool:
    """Know it by its first header."""
    return is_tar(head)


READER = Reader(extensions=(".tar",), read=_read, sniff=_sniff, what="tar archive", by_name=False,
                limit="max_archive_mb", opens_members=True)
