"""Files inside files: which names are taken, and how much may come out."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import BinaryIO

from herodotus.read.reader import MB, Allowance, Document, refuse

# What file managers leave behind, and nobody means to be read.
_LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
_CHUNK = MB
# Small files pack unpredictably well; below this the ratio says nothing.
_RATIO_FROM = MB


def is_litter(name: str) -> bool:
    """Say whether a path has a hidden part or a file manager's leftover."""
    return any(
        part.startswith(".") or part in _LITTER
        for part in PurePosixPath(name).parts
        if part not in {".", ".."}
    )


def is_outside(name: str) -> bool:
    """Say whether a member's name would lead out of the archive's folder."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":"


def allowance(document: Document) -> Allowance:
    """Return what this archive may unpack; one inside another shares the outer one's."""
    return document.allowance or Allowance(
        bytes_left=document.settings.max_archive_mb * MB, members_left=document.settings.max_archive_members)


def read_bounded(
    stream: BinaryIO, document: Document, *, packed_size: int, left: Allowance | None
) -> bytes | None:
    """Return a member's bytes, None where it is too large, or raise where it grows like a bomb.

    What is declared about a member is not believed: the bytes are counted as they come.
    """
    most = document.settings.max_file_mb * MB
    grown = max(_RATIO_FROM, packed_size * document.settings.max_archive_ratio)
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if left is not None:
            left.bytes_left -= len(chunk)
            if left.bytes_left < 0:
                raise refuse(document, f"unpacks to more than {document.settings.max_archive_mb} MB",
                             hint="unpack it yourself and give the folder, or raise `max_archive_mb`")
        if size > grown:
            raise refuse(
                document,
                f"grows more than {document.settings.max_archive_ratio} times in unpacking",
                hint="this is how a zip bomb looks; if it is sound, unpack it and give the folder",
            )
        if size > most:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
