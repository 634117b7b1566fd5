"""Broken layout -> blocks of running text: wraps joined, page breaks bridged, list marks skipped."""

from __future__ import annotations

import re
from typing import NamedTuple

from herodotus.knowledge.grammar import load_sentence_facts


class Block(NamedTuple):
    """Text that no sentence crosses; `paragraph` counts the blocks from 0."""

    start: int
    end: int
    paragraph: int


class _Line(NamedTuple):
    start: int
    end: int
    mark: int  # where its text begins, after "# ", "* ", "> "
    wide: int  # its length before stripping


_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(r"\s*(?:(?:#{1,6}|[>*+•·▪■●◦]|[-–—](?=\s))\s+)*(?:#{1,6}$)?")
_RULE = re.compile(r"[\s*_=~#—–-]{3,}$")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; a line break inside one is only a space.

    A blank line ends a block, except where the next line goes on in lower case and the last one had
    not ended (a page break in a paragraph). A single line break ends a block unless the text is
    hard-wrapped there: the next word would not have fit on the line.
    """
    found: list[Block] = []
    lines = _lines(text)
    width = _wrap_width(lines)
    before: _Line | None = None
    blank = False
    for line in lines:
        if line.mark >= line.end:
            blank = True
            continue
        if before is not None and _goes_on(text, before, line, blank=blank, width=width):
            found[-1] = found[-1]._replace(end=line.end)
        else:
            found.append(Block(line.mark, line.end, len(found)))
        before, blank = line, False
    return found


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    ends = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    for stop, after in [*ends, (len(text), len(text))]:
        row = text[at:stop]
        stripped = len(row.rstrip())
        mark = _MARK.match(row)
        begin = min(mark.end() if mark else 0, stripped)
        if _RULE.fullmatch(row[:stripped] or "   "):
            begin = stripped
        lines.append(_Line(at, at + stripped, at + begin, len(row)))
        at = after
    return lines


def _wrap_width(lines: list[_Line]) -> int:
    """Return the column at which the text was wrapped, 0 where each line is its own paragraph."""
    facts = load_sentence_facts()
    filled = [line.end - line.start for line in lines if line.mark < line.end]
    if len(filled) < 3:  # noqa: PLR2004 (two lines show no width)
        return 0
    widest = sorted(filled)[int(0.95 * (len(filled) - 1))]
    wide_share = sum(length >= 0.6 * widest for length in filled) / len(filled)
    wrapped = facts.shortest_wrap <= widest <= facts.widest_wrap and wide_share >= facts.wrapped_share
    return widest if wrapped else 0


def _goes_on(text: str, before: _Line, line: _Line, *, blank: bool, width: int) -> bool:
    """Whether `line` continues the sentence that `before` left open."""
    if line.mark > line.start and text[line.start : line.mark].strip():
        return False  # a list item, a heading or a quoted line begins
    heading = text[before.start : before.mark].strip().startswith("#")
    last = text[before.mark : before.end]
    first = text[line.mark : line.end]
    lower = first[:1].islower()
    if blank:
        caseless = last.upper() == last or last.lower() == last
        return lower and not _END.search(last) and not heading and not caseless and len(last) > 1
    if heading:
        return False
    if lower and not _END.search(last) and before.end - before.start >= load_sentence_facts().shortest_wrap:
        return True
    word = first.split(maxsplit=1)[0] if first.split() else ""
    return bool(width) and before.end - before.start + 1 + len(word) > 0.85 * width
