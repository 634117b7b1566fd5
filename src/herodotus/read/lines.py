"""The first and last lines of a text, where it names its title, authors, date and agency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from herodotus.knowledge.particulars import number

_LINE = re.compile(r"[^\n]+")
# No head line is longer; of a longer one only its start is looked at, so that a file that is one
# line of a million words takes no time.
_LONGEST = 1000
_EDGES = " \t\u00a0*_>#|~`-–—=•·"
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_UNDERLINE = re.compile(r"^\s*(=+|-+)\s*$")
_ENDS_SENTENCE = re.compile(r"[.。؟!?…]['\"’”»)\]]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not blank; `start` and `end` are its bare words' offsets in the text."""

    start: int
    end: int
    text: str
    heading: bool
    underlined: bool
    blank_before: bool
    blank_after: bool

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDS_SENTENCE.search(self.text))

    @property
    def is_body(self) -> bool:
        """Whether it is too long for a headline, a byline or a date."""
        return len(self.text) > number("head", "body_characters")


def first_lines(text: str) -> list[Line]:
    """Return the lines among which a text names its particulars."""
    return _lines(text, 0, int(number("head", "lines")))


def last_lines(text: str) -> list[Line]:
    """Return the last lines, for dates and signatures that stand at the end."""
    start = max(0, len(text) - int(number("tail", "characters")))
    start = text.find("\n", start) + 1 if start else 0
    return _lines(text, start, len(text))[-int(number("tail", "lines")):]


def _lines(text: str, start: int, count: int) -> list[Line]:
    """Return up to `count` lines from an offset."""
    found: list[Line] = []
    for match in _LINE.finditer(text, start):
        raw = match.group()[:_LONGEST]
        if not raw.strip():
            continue
        if found and _UNDERLINE.match(raw):
            found[-1] = _with_underline(found[-1])
            continue
        bare = raw.strip(_EDGES)
        if not bare:
            continue
        offset = match.start() + raw.index(bare)
        found.append(Line(
            start=offset, end=offset + len(bare), text=bare, heading=bool(_HEADING.match(raw)),
            underlined=False, blank_before=_blank_before(text, match.start()),
            blank_after=_blank_after(text, match.end())))
        if len(found) >= count:
            break
    return found


def _with_underline(line: Line) -> Line:
    """Return the line as a heading underlined by a row of signs."""
    return Line(start=line.start, end=line.end, text=line.text, heading=True, underlined=True,
                blank_before=line.blank_before, blank_after=True)


def _blank_before(text: str, start: int) -> bool:
    """Say whether the line above is blank, or there is none."""
    above = text[:start].rstrip(" \t\u00a0") if start < 2000 else text[start - 2000:start].rstrip(" \t\u00a0")  # noqa: PLR2004 (one paragraph)
    return above in {"", "\n"} or bool(re.search(r"\n[ \t\u00a0]*\n$", above))


def _blank_after(text: str, end: int) -> bool:
    """Say whether the line below is blank, or there is none."""
    return bool(re.match(r"\n[ \t\u00a0]*(?:\n|$)|$", text[end:end + 200]))
