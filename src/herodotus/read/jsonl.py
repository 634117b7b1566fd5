"""JSON Lines, and a JSON list: one object is one report, with the caller's own id and fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from herodotus.read.decode import decode
from herodotus.read.reader import MB, Document, Found, Reader, refuse
from herodotus.read.tables import Lines, draft_of, has_text, plain_name

# An escape such as \u0041 takes six bytes for one character, and other fields need room.
_BYTES_PER_CHARACTER = 8
_HINT = 'each line must be one object such as {"id": "a1", "text": "...", "published": "2007-05-03"}'


def _read(document: Document) -> Iterator[Found]:
    if _is_list(document):
        yield from _read_list(document)
        return
    lines = Lines(document)
    longest = document.settings.max_report_chars * _BYTES_PER_CHARACTER
    count = 0
    with document.open() as stream:
        while raw := stream.readline(longest):
            count += 1
            if len(raw) == longest and not raw.endswith(b"\n"):
                yield from lines.bad(f"line {count}", f"has more than {longest / MB:.0f} MB", hint=_HINT)
                while raw and not raw.endswith(b"\n"):
                    raw = stream.readline(longest)
            elif raw.strip():
                yield from _read_line(raw, count, document, lines)
    yield from lines.rest()


def _read_line(raw: bytes, count: int, document: Document, lines: Lines) -> Iterator[Found]:
    """Yield the draft of one line, or why there is none."""
    try:
        row = _parse(raw)
    except (ValueError, RecursionError) as error:
        yield from lines.bad(f"line {count}", f"is not JSON ({str(error)[:80]})", hint=_HINT)
        return
    yield from _read_row(row, f"line {count}", f"{document.name}#{count}", lines)


def _parse(raw: bytes) -> Any:  # noqa: ANN401 (any JSON value)
    """Return the value; controls inside strings are let through, other encodings than UTF are tried."""
    try:
        return json.loads(raw, strict=False)
    except UnicodeDecodeError:
        return json.loads(decode(raw).text, strict=False)


def _read_row(row: Any, place: str, key: str, lines: Lines) -> Iterator[Found]:  # noqa: ANN401 (any JSON value)
    """Yield the draft of one object."""
    if not isinstance(row, dict):
        yield from lines.bad(place, f"holds a {type(row).__name__}, not an object", hint=_HINT)
        return
    if not has_text(list(row)):
        names = ", ".join(f"`{plain_name(name)}`" for name in list(row)[:6]) or "nothing"
        yield from lines.bad(place, f"has no `text` (it has {names})", hint=_HINT)
        return
    draft = draft_of(row)
    if not draft.text.strip():
        yield from lines.bad(place, "has an empty `text`", hint="leave the row out, or give its text")
        return
    draft.key = draft.key or key
    yield draft


def _is_list(document: Document) -> bool:
    """Say whether the file is one JSON list rather than one object a line."""
    head = document.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"[", b"{\n", b"{\r"))


def _read_list(document: Document) -> Iterator[Found]:
    """Yield the drafts of a JSON list, or of the one list in an object."""
    if document.size > document.settings.max_file_mb * MB:
        raise refuse(document, f"is one JSON value of more than {document.settings.max_file_mb} MB",
                     hint="write it as JSON Lines: one object a line, which is read line by line")
    try:
        value = _parse(document.whole())
    except (ValueError, RecursionError) as error:
        raise refuse(document, f"is not JSON ({str(error)[:80]})", hint=_HINT) from error
    if isinstance(value, dict):
        lists = [
            part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], dict)
        ]
        value = lists[0] if len(lists) == 1 and not has_text(list(value)) else [value]
    lines = Lines(document)
    for count, row in enumerate(value, start=1):
        yield from _read_row(row, f"entry {count}", f"{document.name}#{count}", lines)
    yield from lines.rest()


def _sniff(head: bytes, document: Document) -> bool:
    """Know the first line by its being an object with a text, or the start of a long one."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        start = start[1:].lstrip()
    if not start.startswith(b'{"') and not start.startswith(b"{\n"):
        return False
    try:
        row, _ = json.JSONDecoder().raw_decode(start.decode("utf-8", errors="replace"))
    except (ValueError, RecursionError):
        return document.extension in READER.extensions
    return isinstance(row, dict) and has_text(list(row))


READER = Reader(extensions=(".jsonl", ".ndjson", ".json"), read=_read, sniff=_sniff, what="JSON Lines",
                limit="max_table_mb")
