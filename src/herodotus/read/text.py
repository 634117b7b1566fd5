"""Plain text: the words as they stand, with nothing but their encoding and line ends put right."""

from __future__ import annotations

from collections.abc import Iterator

from herodotus.read.decode import decode
from herodotus.read.reader import Document, Draft, Found, Reader, refuse, trouble

# No encoding that we read takes more bytes for one character.
_BYTES_PER_CHARACTER = 4


def read_text(document: Document, *, declared: str | None = None) -> tuple[str, list[Found]]:
    """Return the text of a document and notes on what was mended, or raise where it is too long."""
    longest = document.settings.max_report_chars
    if document.size > longest * _BYTES_PER_CHARACTER:
        raise refuse(document, f"has more than {longest:,} characters",
                     hint="split it into one file per report, or raise `max_report_chars`")
    decoded = decode(document.whole(), declared=declared)
    return decoded.text, [
        trouble(document, message, hint=hint, level="note") for message, hint in decoded.mended
    ]


def _read(document: Document) -> Iterator[Found]:
    text, notes = read_text(document)
    yield Draft(text=text)
    yield from notes


def _sniff(_head: bytes, _document: Document) -> bool:
    """Claim nothing: text is what is left when no other format knows the content."""
    return False


READER = Reader(extensions=(".txt", ".text", ".asc", ".log"), read=_read, sniff=_sniff, what="plain text")
