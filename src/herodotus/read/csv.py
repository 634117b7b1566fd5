"""CSV and TSV: one row is one report, with the caller's own id and columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from herodotus.read.decode import decode
from herodotus.read.reader import MB, Document, Found, Reader, refuse
from herodotus.read.tables import Lines, choose_columns, draft_of, has_text

_DELIMITERS = (",", ";", "\t", "|")
# More columns than this are no table of reports (the widest event tables have 61).
_MOST_COLUMNS = 2000
_FIRST_BYTES = MB
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _read(document: Document) -> Iterator[Found]:
    head = _first(document)
    header_line = head.lstrip("\ufeff\n\r").split("\n", 1)[0]
    delimiter = _delimiter(header_line)
    if header_line.count(delimiter) > _MOST_COLUMNS:
        raise refuse(document, f"has more than {_MOST_COLUMNS} columns",
                     hint="give a table with one report a row, and its text in a column named `text`")
    csv.field_size_limit(document.settings.max_report_chars * 4)
    with (
        document.open() as raw,
        io.TextIOWrapper(raw, _encoding(document), errors="replace", newline="") as stream,
    ):
        yield from _rows(csv.reader(stream, delimiter=delimiter), document)


def _rows(rows: Iterator[list[str]], document: Document) -> Iterator[Found]:
    """Yield a draft for each row; a broken row is told and the next one read."""
    lines = Lines(document)
    columns: list[str] | None = None
    count = 0
    while True:
        count += 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield from lines.bad(f"row {count}", f"is broken ({error})", hint="check its quotes")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = _header(row, document)
            continue
        yield from _read_row(dict(zip(columns, row, strict=False)), count, document, lines)
    yield from lines.rest()
    if columns is None:
        raise refuse(document, "is an empty table", hint="its first row must name the columns")


def _read_row(row: dict[str, str], count: int, document: Document, lines: Lines) -> Iterator[Found]:
    """Yield the draft of one row, or why there is none."""
    draft = draft_of(row)
    if not draft.text.strip():
        yield from lines.bad(f"row {count}", "has no text", hint="leave the row out, or give its text")
        return
    draft.key = draft.key or f"{document.name}#{count}"
    yield draft


def _header(row: list[str], document: Document) -> list[str]:
    """Return the columns of the first row, or raise where none holds the reports' text."""
    columns = [cell.strip("\ufeff \t") for cell in row]
    if has_text(columns):
        return columns
    if "path" in choose_columns(columns):
        raise refuse(document, "lists particulars of other files and has no texts",
                     hint=f"give it as `--metadata {document.name}`")
    shown = ", ".join(f"`{column[:30]}`" for column in columns[:6])
    raise refuse(
        document,
        f"has no column `text` (its first row is {shown})",
        hint="name the columns in the first row: `text`, and `id`, `title`, `source`, `published`, `url`",
    )


def _first(document: Document) -> str:
    """Return the first part of the file as text."""
    with document.open() as stream:
        return decode(stream.read(_FIRST_BYTES)).text


def _encoding(document: Document) -> str:
    """Return the encoding of the first part, cut at a line's end so that no letter is halved."""
    with document.open() as stream:
        first = stream.read(_FIRST_BYTES)
    whole_lines = first[: first.rfind(b"\n") + 1] if len(first) == _FIRST_BYTES else first
    encoding = decode(whole_lines or first).encoding
    if first.startswith(_MARKS):
        return "utf-8-sig" if encoding == "utf-8" else encoding[: len("utf-16")]
    return encoding


def _delimiter(header_line: str) -> str:
    """Return the sign that stands most often between the column names."""
    return max(_DELIMITERS, key=header_line.count)


def _sniff(head: bytes, document: Document) -> bool:
    """Know a table by a first line that names a text column and another that we know."""
    if document.extension in {".md", ".markdown"} or head.startswith((b"{", b"[", b"<")):
        return False
    first = head.split(b"\n", 1)[0].decode("utf-8", errors="replace").strip()
    delimiter = _delimiter(first)
    columns = [cell.strip().strip('"') for cell in first.split(delimiter)]
    return len(columns) > 1 and has_text(columns) and len(choose_columns(columns)) > 1


READER = Reader(
    extensions=(".csv", ".tsv", ".tab"), read=_read, sniff=_sniff, what="CSV", limit="max_table_mb"
)
