"""What a text says of itself: title, authors, date, agency, dateline, and where its tail begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from herodotus.knowledge.particulars import agencies, either, number, words
from herodotus.read.bylines import find_reporting, find_standfirst, read_byline, read_names
from herodotus.read.datelines import Dateline, find_dateline
from herodotus.read.dates import find_date, is_ambiguous, leftover, read_date
from herodotus.read.lines import Line, first_lines, last_lines
from herodotus.read.tails import find_boilerplate
from herodotus.read.titles import find_letterhead, find_title
from herodotus.types import TimeInterval

Span = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Head:
    """What was found, and at which characters each of it stands (by field name)."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: TimeInterval | None = None
    source: str | None = None
    dateline: Dateline | None = None
    byline: str | None = None
    boilerplate_start: int | None = None
    ambiguous_date: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)


def read_head(text: str) -> Head:
    """Return what the text says of itself; what it does not say stays None."""
    lines = first_lines(text)
    head = Head()
    letterhead = find_letterhead(lines, text)
    titled = find_title(lines, text, after=letterhead[1].end if letterhead else 0)
    if titled:
        head.title, *span = titled
        head.spans["title"] = (span[0], span[1])
    body = _body_start(lines, head)
    _read_dateline(head, lines, text, body)
    _read_date(head, lines, text)
    if letterhead:
        head.source = " ".join(letterhead[0].text.split())
        head.spans["source"] = (letterhead[0].start, letterhead[0].end)
    _read_source(head, lines, text)
    _read_authors(head, lines, text)
    head.boilerplate_start = find_boilerplate(text)
    return head


def _body_start(lines: list[Line], head: Head) -> int:
    """Return the index of the first line that is long, or follows all head lines."""
    for position, line in enumerate(lines):
        if line.is_body and line.start >= head.spans.get("title", (0, 0))[0]:
            return position
    return len(lines)


def _read_dateline(head: Head, lines: list[Line], text: str, body: int) -> None:
    """Take the first dateline at the start of a line, down to the story's first line."""
    after = head.spans.get("title", (0, 0))[1]
    for line in lines[: body + 1]:
        if line.start < after and head.title:
            continue
        found = find_dateline(text, start=line.start)
        if found:
            head.dateline = found
            head.spans["dateline"] = (found.start, found.end)
            return


def _read_date(head: Head, lines: list[Line], text: str) -> None:
    """Take the date of publication: labelled, on a line of its own, in the dateline, or at the end."""
    for line in (*lines, *last_lines(text)):
        found = _labelled_date(line)
        if found and _set_date(head, found[0], (line.start + found[1], line.end), found[2]):
            return
    if _is_chronicle(text):
        return
    for line in _above_story(lines):
        written = find_date(line.text)
        if written is None:
            if is_ambiguous(line.text) and len(line.text.split()) <= number("head", "beside_date_words"):
                head.ambiguous_date = line.text
            continue
        if written.time and _is_date_line(line, written_rest=leftover(line.text, written), head=head):
            head.published = written.time
            head.spans["published"] = (line.start + written.start, line.start + written.end)
            return
    if head.dateline and head.dateline.published:
        head.published = head.dateline.published
        head.spans["published"] = head.spans["dateline"]
        return
    _read_closing_date(head, text)


def _set_date(head: Head, value: str, span: Span, other: bool) -> bool:
    """Keep a labelled date; a date under "updated" is no publication."""
    if other:
        return False
    published = read_date(value)
    if published is None:
        if is_ambiguous(value):
            head.ambiguous_date = value
        return False
    head.published = published
    head.spans["published"] = span
    return True


def _labelled_date(line: Line) -> tuple[str, int, bool] | None:
    """Return the words after "Published:" or its like, their offset, and whether it is another date."""
    if line.is_body:
        return None
    label = rf"(?P<own>{either('labels', 'published')})|(?P<other>{either('labels', 'other_dates')})"
    found = re.match(rf"(?:{label})(?:\s*[:：]\s*|\s+(?=[\dA-Z٠-٩]))", line.text, re.IGNORECASE)
    if not found:
        return None
    value = re.split(
        r"\s*[|;]\s*|\s+(?:-|–|—)\s+|,?\s+updated\b", line.text[found.end() :], flags=re.IGNORECASE
    )[0]
    return value, found.end(), bool(found["other"])


def _above_story(lines: list[Line]) -> list[Line]:
    """Return the lines above the story; below a standfirst only while it is one short paragraph."""
    above: list[Line] = []
    bodies = 0
    for line in lines:
        bodies += line.is_body
        if bodies > 1 or len(line.text) > number("head", "standfirst_characters"):
            break
        above.append(line)
    return above


def _is_date_line(line: Line, *, written_rest: str, head: Head) -> bool:
    """Say whether a line is a date, alone or beside a byline, a place or an outlet."""
    if line.is_body or line.start == head.spans.get("title", (-1, -1))[0]:
        return False
    if not written_rest:
        return True
    if line.ends_sentence or len(written_rest.split()) > number("head", "beside_date_words"):
        return False
    if read_byline(line.text) or read_byline(written_rest) or written_rest in agencies():
        return True
    return head.title is not None and _is_titled(written_rest)


def _is_chronicle(text: str) -> bool:
    """Say whether dates stand as headings through the text, so that none of them is the report's."""
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


def _read_closing_date(head: Head, text: str) -> None:
    """Take a statement's date from its last lines: "Place, date" or a date alone."""
    for line in reversed(last_lines(text)):
        written = find_date(line.text)
        if written is None or written.time is None or line.is_body or line.ends_sentence:
            continue
        rest = leftover(line.text, written)
        if not rest or (line.text.startswith(rest) and len(rest.split()) <= 3 and rest.istitle()):  # noqa: PLR2004 (a town)
            head.published = written.time
            head.spans["published"] = (line.start + written.start, line.start + written.end)
            return


def _read_source(head: Head, lines: list[Line], text: str) -> None:
    """Take who publishes it: a label, a line of its own, a copyright line, else the dateline's agency."""
    for line in (*lines, *last_lines(text)):
        if head.source:
            return
        named = _source_of(line)
        if named:
            head.source = named
            head.spans["source"] = (line.start, line.end)
    if not head.source and head.dateline and head.dateline.agency:
        head.source = head.dateline.agency
        head.spans["source"] = head.spans["dateline"]


def _source_of(line: Line) -> str | None:
    """Return the publisher that a line names, or None."""
    if line.is_body:
        return None
    labelled = re.match(rf"(?:{either('labels', 'source')})\s*[:：]\s*(?=\S)", line.text, re.IGNORECASE)
    if labelled:
        return line.text[labelled.end():].strip(" .*_") or None
    if line.text in agencies():
        return agencies()[line.text]
    if re.match(r"(?:©|\(c\)|copyright)", line.text, re.IGNORECASE):
        named = re.sub(
            r"(?i)^(?:©|\(c\)|copyright|\s|,|\d{4}|by)+|\.?\s*all rights reserved\.?$", "", line.text
        )
        return agencies().get(named.strip(" ."))
    written = find_date(line.text)
    rest = leftover(line.text, written) if written and written.time else ""
    named_words = rest.lower().split()
    outlet = not line.ends_sentence and len(named_words) <= number("head", "beside_date_words") and any(
        word in words("names", "outlets") for word in named_words)
    return rest if outlet and _is_titled(rest) and not read_byline(rest) else None


def _is_titled(rest: str) -> bool:
    """Say whether these words are written as names are: capitals, with small connectors between."""
    small = words("head", "beside_date_small") | words("names", "particles")
    return all(
        not token[0].islower() or token in small for token in rest.replace(",", " ").replace("|", " ").split()
    )


def _read_authors(head: Head, lines: list[Line], text: str) -> None:
    """Take the authors from a byline, from names under the title, a standfirst, or the end."""
    above = _above_story(lines)
    for position, line in enumerate(above):
        found = read_byline(_without_date(line.text))
        if found:
            head.byline = line.text
            head.source = head.source or found.agency
            if found.authors:
                head.authors = found.authors
                head.spans["authors"] = (line.start, line.end)
            return
        if (
            head.title
            and line.start > head.spans["title"][0]
            and _read_bare_names(head, above, position, text)
        ):
            return
    labelled = _labelled_authors(lines)
    standfirst = find_standfirst(text)
    if labelled:
        head.authors = labelled
    elif standfirst:
        head.authors = standfirst[0]
        head.spans["authors"] = standfirst[1:]
    else:
        head.authors = find_reporting(text)


def _read_bare_names(head: Head, above: list[Line], position: int, text: str) -> bool:
    """Take a line of names under the title, with or without its date beside or below."""
    line = above[position]
    bare = _without_date(line.text)
    below = above[position + 1] if position + 1 < len(above) else None
    span = head.spans.get("published")
    same_line = span is not None and line.start <= span[0] < line.end
    beside = span is not None and (
        same_line
        or (below is not None and below.start <= span[0] < below.end)
        or (position > 0 and above[position - 1].start <= span[0] < above[position - 1].end))
    names = None if line.is_body or not bare else read_names(
        bare, beside_date=beside, same_line=same_line, body=text[line.end:])
    if not names:
        return False
    head.authors = names
    head.byline = line.text
    head.spans["authors"] = (line.start, line.end)
    return True


def _labelled_authors(lines: list[Line]) -> tuple[str, ...]:
    """Return the persons of a line such as "Author: Name"."""
    for line in lines:
        found = re.match(rf"(?:{either('labels', 'authors')})\s*[:：]\s*(?=\S)", line.text, re.IGNORECASE)
        if found and not line.is_body:
            byline = read_byline(f"By {line.text[found.end():]}")
            return byline.authors if byline else ()
    return ()


def _without_date(line: str) -> str:
    """Return a line without the date in it."""
    written = find_date(line)
    return leftover(line, written) if written else line
