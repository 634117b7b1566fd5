"""When a text says that it was published: never a date inside its story, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from herodotus.knowledge.particulars import agencies, either, number, words
from herodotus.read.bylines import read_byline
from herodotus.read.datelines import Dateline
from herodotus.read.dates import Written, find_date, is_ambiguous, leftover, read_date
from herodotus.read.lines import Line, last_lines
from herodotus.types import TimeInterval

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The date and its characters; `ambiguous` is a date that may be day first or month first."""

    time: TimeInterval | None = None
    span: Span | None = None
    ambiguous: str | None = None


def find_published(
    lines: list[Line], text: str, *, title: Span | None, dateline: Dateline | None
) -> Stated:
    """Return the date of publication: labelled, on a line of its own, in the dateline, or at the end.

    Where dates stand as headings through the text it is a chronicle, and none of them is its date.
    """
    unread: list[str] = []
    for found in _labelled(lines, text, unread):
        return found
    headings = _has_date_headings(text)
    for found in () if headings else _on_own_line(lines, title, unread):
        return found
    if dateline and dateline.published:
        return Stated(time=dateline.published, span=(dateline.start, dateline.end))
    for found in () if headings else _closing(text):
        return found
    return Stated(ambiguous=unread[0] if unread else None)


def _labelled(lines: list[Line], text: str, unread: list[str]) -> Iterator[Stated]:
    """Yield dates after "Published:" or its like; a date under "Updated:" is no publication."""
    for line in (*lines, *last_lines(text)):
        label = re.match(
            rf"(?:{either('labels', 'published')})(?:\s*[:：]\s*|\s+(?=[\dA-Z٠-٩]))", line.text, re.IGNORECASE
        )
        if line.is_body or not label:
            continue
        yield from _valued(line, label.end(), unread)
    for line in lines:
        # A page saved as text runs its headline and "Posted: date" together on one line.
        inline = either("labels", "inline")
        label = re.search(rf"(?:\s(?:{inline})\s*[:：]|\((?:{inline})\b:?)\s*", line.text)
        if label:
            yield from _valued(line, label.end(), unread)


def _valued(line: Line, start: int, unread: list[str]) -> Iterator[Stated]:
    """Yield the date that stands at this place of a line, up to the next label or sign."""
    other = either("labels", "other_dates")
    ends = rf"\s*[|;)]\s*|\s+(?:-|–|—)\s+|,?\s+(?:{other})\b"
    value = re.split(ends, line.text[start:], maxsplit=1, flags=re.IGNORECASE)[0]
    time = read_date(value)
    if time:
        yield Stated(time=time, span=(line.start + start, line.start + start + len(value)))
    elif is_ambiguous(value):
        unread.append(value)


def _on_own_line(lines: list[Line], title: Span | None, unread: list[str]) -> Iterator[Stated]:
    """Yield dates that stand above the story, alone or beside a byline, a place or an outlet."""
    for line in above_story(lines):
        written = find_date(line.text)
        short = len(line.text.split()) <= number("head", "beside_date_words")
        if written is None and short and is_ambiguous(line.text):
            unread.append(line.text)
        if written and written.time and _is_date_line(line, written, title):
            yield _at(line, written)


def _closing(text: str) -> Iterator[Stated]:
    """Yield a statement's date in its last lines: "Place, date" or a date alone."""
    for line in reversed(last_lines(text)):
        written = find_date(line.text)
        if written is None or written.time is None or line.is_body or line.ends_sentence:
            continue
        rest = leftover(line.text, written)
        short = len(rest.split()) <= number("tail", "town_words")
        town = short and rest.istitle() and line.text.startswith(rest)
        if not rest or (town and not _is_other_date(line.text)):
            yield _at(line, written)


def _at(line: Line, written: Written) -> Stated:
    """Return the date with its characters in the text."""
    return Stated(time=written.time, span=(line.start + written.start, line.start + written.end))


def _is_other_date(line: str) -> bool:
    """Say whether the line is about an update, an access or another date that is no publication."""
    return bool(re.search(rf"\b(?:{either('labels', 'other_dates')}|update)\b", line, re.IGNORECASE))


def above_story(lines: list[Line]) -> list[Line]:
    """Return the lines above the story; below a standfirst only while it is one short paragraph."""
    above: list[Line] = []
    bodies = 0
    for line in lines:
        bodies += line.is_body
        if bodies > 1 or len(line.text) > number("head", "standfirst_characters"):
            break
        above.append(line)
    return above


def _is_date_line(line: Line, written: Written, title: Span | None) -> bool:
    """Say whether a line is a date, alone or beside a byline, a place or an outlet."""
    if line.is_body or (title and line.start == title[0]) or _is_other_date(line.text):
        return False
    rest = leftover(line.text, written)
    if not rest:
        return True
    # Two dates are a span of days or of a life, and a date amid other words is part of what they say.
    edge = written.start == 0 or not re.search(r"\w", line.text[written.end :].replace(rest, ""))
    if find_date(rest) or line.ends_sentence or len(rest.split()) > number("head", "beside_date_words"):
        return False
    if read_byline(line.text) or read_byline(rest) or rest in agencies():
        return True
    return title is not None and edge and is_titled(rest)


def is_titled(rest: str) -> bool:
    """Say whether these words are written as names are: capitals, with small connectors between."""
    small = words("head", "beside_date_small") | words("names", "particles")
    return all(not token[0].islower() or token in small for token in re.split(r"[\s,|]+", rest) if token)


def _has_date_headings(text: str) -> bool:
    """Say whether dates stand as headings through the text, as in a chronicle."""
    headings = 0
    for match in re.finditer(r"^[^\n]{4,60}$", text, re.MULTILINE):
        line = match.group()
        if not re.search(r"\d", line):
            continue
        written = find_date(line)
        headings += bool(written and not leftover(line, written).strip("*# "))
        if headings > number("head", "chronicle_dates"):
            return True
    return False
