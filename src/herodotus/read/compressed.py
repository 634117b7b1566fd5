"""gzip, bzip2 and xz: one compressed file, or a tar inside one."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from herodotus.read.members import read_bounded
from herodotus.read.reader import HEAD_BYTES, Document, Found, Member, Reader, refuse
from herodotus.read.tar import is_tar, read_stream

_GZIP, _BZIP2, _XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
_DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


class _Counted(io.RawIOBase):
    """A stream that ends with ReadError once it has given more than its size allows."""

    def __init__(self, stream: BinaryIO, document: Document) -> None:
        """Count from nothing; the whole compressed file is what the growth is measured by."""
        super().__init__()
        self._stream = stream
        self._document = document
        self._given = 0
        # Two files of a megabyte unpack before the ratio of a tiny archive says anything.
        self._most = max(2 << 20, document.size * document.settings.max_archive_ratio)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, or raise where too many came."""
        chunk = self._stream.read(size)
        self._given += len(chunk)
        if self._given > self._most:
            raise refuse(
                self._document,
                f"grows more than {self._document.settings.max_archive_ratio} times in unpacking",
                hint="this is how a bomb looks; if it is sound, unpack it and give the folder",
            )
        return chunk


def _unpacked(document: Document, stream: BinaryIO) -> BinaryIO:
    """Return the stream of unpacked bytes."""
    head = document.head()
    if head.startswith(_GZIP):
        opened: object = gzip.GzipFile(fileobj=stream)
    elif head.startswith(_BZIP2):
        opened = bz2.BZ2File(stream)
    else:
        opened = lzma.LZMAFile(stream)  # noqa: SIM115 (closed with the file below)
    return cast("BinaryIO", _Counted(cast("BinaryIO", opened), document))


def _read(document: Document) -> Iterator[Found]:
    try:
        with document.open() as stream:
            head = _unpacked(document, stream).read(HEAD_BYTES)
        with document.open() as stream:
            unpacked = _unpacked(document, stream)
            if is_tar(head):
                yield from read_stream(unpacked, document)
                return
            content = read_bounded(unpacked, document, packed_size=document.size, left=document.allowance)
    except _DAMAGED as error:
        raise refuse(
            document, f"cannot be unpacked ({str(error)[:80]})", hint="fetch or pack it again"
        ) from error
    if content is None:
        raise refuse(document, f"unpacks to more than {document.settings.max_file_mb} MB",
                     hint="unpack it and give the file by itself")
    name = document.name
    for ending in READER.extensions:
        name = name.removesuffix(ending)
    yield Member(name=name, content=content)


def _sniff(head: bytes, _document: Document) -> bool:
    """Know it by its signature."""
    return head.startswith((_GZIP, _BZIP2, _XZ))


READER = Reader(extensions=(".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz"), read=_read, sniff=_sniff,
                what="compressed file", by_name=False, limit="max_archive_mb", opens_members=True)
