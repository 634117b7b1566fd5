"""Quotation marks -> quoted stretches: curly, straight, guillemets; unclosed and running over paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_OPENERS = {"“": "”", "„": "”", "«": "»", "``": "''", "''": "''", "‘": "’", '"': '"', "'": "'"}
_MARK = re.compile(r"``|''|[“”„«»‘’\"']")
_LONE = frozenset("‘'’")
_CLOSERS = frozenset({"”", "»", '"', "''"})


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted stretch with its marks; `closed` False where no closing mark stands in its paragraph.

    `resumes` says that it opens a paragraph and carries on the unclosed quote before it.
    """

    start: int
    end: int
    closed: bool = True
    resumes: bool = False


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the quoted stretches of a text in order; none overlaps another, none crosses a paragraph.

    >>> [(quote.start, quote.end) for quote in find_quotes('He said: "No." She left.')]
    [(9, 14)]
    """
    found: list[Quote] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        inside: list[Quote] = []
        orphan = _orphan_end(text, start, end) if found and not found[-1].closed else None
        if orphan is not None:
            first = start + len(text[start:end]) - len(text[start:end].lstrip())
            inside.append(Quote(first, orphan, resumes=True))
        inside += _in_paragraph(text, orphan or start, end)
        if (
            inside
            and orphan is None
            and found
            and not found[-1].closed
            and not text[start : inside[0].start].strip()
        ):
            inside[0] = Quote(inside[0].start, inside[0].end, inside[0].closed, resumes=True)
        found += inside
        start = gap.end() if gap else end
    return tuple(found)


def _orphan_end(text: str, start: int, end: int) -> int | None:
    """Return where a paragraph's first mark closes what an earlier paragraph left open, without reopening."""
    match = _MARK.search(text, start, end)
    while match is not None and match.group() in _LONE:
        match = _MARK.search(text, match.end(), end)
    if match is None or match.group() not in _CLOSERS:
        return None
    before = text[match.start() - 1] if match.start() > start else " "
    opens = match.group() in {'"', "''"} and _opens(text, match.start(), match.end(), match.group())
    return None if opens or before.isspace() else match.end()


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    position = start
    while True:
        opening = _next_opening(text, position, end)
        if opening is None:
            return found
        at, mark = opening
        inside = at + len(mark)
        closing = _closing(text, inside, end, mark)
        if closing is not None:
            found.append(Quote(at, closing))
            position = closing
        elif mark in _LONE:
            position = inside
        else:
            follow = _next_opening(text, inside, end, only=mark)
            stop = follow[0] if follow else end
            stop = at + len(text[at:stop].rstrip())
            found.append(Quote(at, stop, closed=False))
            position = max(stop, inside)


def _next_opening(text: str, start: int, end: int, *, only: str | None = None) -> tuple[int, str] | None:
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if (
            mark in _OPENERS
            and (only is None or mark == only)
            and _opens(text, match.start(), match.end(), mark)
        ):
            return match.start(), mark
    return None


def _opens(text: str, start: int, end: int, mark: str) -> bool:
    """Say whether a mark may open: nothing, space or a bracket before it, a word after it."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark in {"“", "„", "«", "``"}:
        return True
    fits = before.isspace() or before in '([{—–-:*_“"/…'
    if mark in _LONE:
        return fits and not after.isspace() and not after.isdigit()
    return fits


def _closing(text: str, start: int, end: int, mark: str) -> int | None:
    """Return the end of the mark that closes `mark`, None where another opens first or none comes."""
    wanted = _OPENERS[mark]
    doubtful: int | None = None
    for match in _MARK.finditer(text, start, end):
        if match.group() not in {wanted, mark} and not (mark == "‘" and match.group() == "'"):
            continue
        before, after = text[match.start() - 1], text[match.end()] if match.end() < len(text) else " "
        if (
            mark in {'"', "''", "“"}
            and match.group() == mark
            and _opens(text, match.start(), match.end(), mark)
        ):
            if before.isspace() and not after.isspace() and mark != "“":
                return doubtful
            if mark == "“":
                return doubtful
            continue
        if mark not in _LONE:
            if match.group() == wanted:
                return match.end()
            continue
        if before.isspace() or after.isalnum():
            continue
        if before in ",.?!…;" or after in ",.;:?!)" or before != "s":
            return match.end()
        doubtful = doubtful or match.end()
    return doubtful
