"""What a text says of itself: title, authors, date, agency, dateline, and where its tail begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from herodotus.knowledge.particulars import agencies, either, number, words
from herodotus.read.bylines import find_reporting, find_standfirst, read_byline, read_names
from herodotus.read.datelines import Dateline, find_dateline
from herodotus.read.dates import find_date, leftover
from herodotus.read.lines import Line, first_lines, last_lines
from herodotus.read.published import above_story, find_published, is_titled
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
    stated = find_published(lines, text, title=head.spans.get("title"), dateline=head.dateline)
    head.published, head.ambiguous_date = stated.time, stated.ambiguous
    if stated.span:
        head.spans["published"] = stated.span
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
    return rest if outlet and is_titled(rest) and not read_byline(rest) else None


def _read_authors(head: Head, lines: list[Line], text: str) -> None:
    """Take the authors from a byline, from names under the title, a standfirst, or the end."""
    above = above_story(lines)
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
