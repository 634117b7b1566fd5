"""What a time turned out to mean, and what is known while a text is read from its start to its end."""

from __future__ import annotations

import re
from datetime import date

from herodotus.analyse.times_calendar import Days
from herodotus.types import noun

_FINENESS = {
    "D": 0,
    "NI": 0,
    "TH": 0,
    "TM": 0,
    "TS": 0,
    "W": 1,
    "WE": 1,
    "2W": 1,
    "M": 2,
    "Q": 3,
    "Y": 4,
    "DE": 5,
    "CE": 6,
}
_FINE = frozenset({"D", "NI", "TH", "TM", "TS", "W", "WE", "2W", "M"})


@noun
class Said:
    """A resolved (or honestly unresolved) time: its value, its days, and what it was counted from."""

    value: str | None
    days: Days | None = None
    anchor: str = "none"
    unit: str = "D"


@noun
class Standing:
    """Where in its text an expression stands: what a narrative makes of a date depends on it.

    `fronted`: it opens its sentence. `background`: words before it, or brackets, say that it is an aside.
    `explicit`: it says its year. `paragraph` counts paragraphs; `heading`: its line is a heading.
    """

    at: int = 0
    paragraph: int = 0
    fronted: bool = False
    background: bool = False
    explicit: bool = False
    heading: bool = False
    attributive: bool = False
    quoted: bool = False


class Timeline:
    """What is known while a text is read: its publication, the dates already said, the events dated."""

    def __init__(self, *, published: date | None, narrative: bool) -> None:
        """Start with nothing said; `narrative` texts tell of a past of their own, others of recent days."""
        self.published = published
        self.narrative = narrative
        self.last: Said | None = None
        self.last_by: dict[int, Said] = {}
        self.focus: Said | None = None
        self.section: tuple[int, int] | None = None
        self._focused_in = -1
        self._explicit = False
        self.paragraph = 0
        self.future = False
        self.quoted = False
        self._noted_in = -1
        self.blurred = False
        self.ahead: int | None = None
        self.event: date | None = None

    @property
    def now(self) -> date | None:
        """The day that deictic words count from: the publication, and none in a narrative."""
        return None if self.narrative else self.published

    def note(self, said: Said, *, standing: Standing) -> None:
        """Remember a date, for words that look back to it."""
        if said.days is None:
            return
        if standing.heading:
            first, last = said.days[0].year, said.days[1].year
            joined = self.section and standing.paragraph == self._focused_in
            self.section = (self.section[0] if joined and self.section else first, last)
            self._focused_in = standing.paragraph
        if self._leads(said, standing=standing):
            self.focus = said
            if said.unit in _FINE:
                self._focused_in = standing.paragraph
                self._explicit = standing.explicit
        self._noted_in = standing.paragraph
        self.blurred = False
        self.last = said
        for fineness in range(_FINENESS[said.unit], 7):
            self.last_by[fineness] = said

    def _leads(self, said: Said, *, standing: Standing) -> bool:
        """Say whether a date is where the narrative stands now, and not a look back, ahead or aside."""
        assert said.days is not None
        if self.focus is None or self.focus.days is None or standing.heading:
            return True
        if not standing.explicit:
            return not standing.background or said.days[0] >= self.focus.days[0]
        if standing.background:
            return False
        if standing.fronted:
            return True
        year, before = said.days[0].year, self.focus.days[0].year
        settled = self._focused_in == standing.paragraph
        if said.unit in _FINE:
            ahead = (said.days[0] - self.focus.days[0]).days
            return not settled or (0 <= ahead < _LEAP and not standing.attributive)
        return not settled and year >= before and not standing.attributive

    @property
    def news_moved_on(self) -> bool:
        """Whether the last date said stands in another paragraph: "at midnight" need not be of that day."""
        return not self.narrative and self.last is not None and self._noted_in != self.paragraph

    def in_section(self, year: int, *, paragraph: int) -> int:
        """Return the year, drawn into the years of its heading unless the paragraph says its own."""
        if self.section is None or (self._focused_in == paragraph and self._explicit):
            return year
        return min(max(year, self.section[0]), self.section[1])

    def before(self, unit: str) -> Said | None:
        """Return the last date said that is at least as fine as the unit."""
        return self.last_by.get(_FINENESS.get(unit, 0))


_LEAP = 500  # days: a narrative that has its date does not leap further within a paragraph, but looks ahead
_OPENS = re.compile(r"\W*(?:[A-Za-z-]+,? ){0,3}(?:the )?")
_ATTRIBUTIVE = re.compile(
    r" (?!(?:to|and|or|when|after|in|on|at|by|with|the|but|as|was|were|had|for|from|of)\b)[a-z]"
)
_SENTENCE = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?]['\u2019\u201d\")]*\s+(?=['\u2018\u201c\"(`]*[A-Z0-9])"
    r"|\n\s*\n|(?<=[.!?\"])\n|^.{0,60}(?<![,;a-z])\n"
)
"""Where a sentence ends, for texts without sentences: not after "Gen." or "Mr.", and after a heading."""
_HEADING = 90  # a longer line is a paragraph


def sentence_head(text: str, start: int, *, known: int | None) -> str:
    """Return the words of the sentence before an expression; `known` is where the sentence starts."""
    if known is not None:
        return text[max(known, start - 160) : start]
    head = text[max(0, start - 160) : start]
    cut = [found.end() for found in _SENTENCE.finditer(head)]
    return head[cut[-1] :] if cut else head


def standing_of(
    text: str, start: int, end: int, *, head: str, paragraph: int, explicit: bool, aside: re.Pattern[str]
) -> Standing:
    """Return where the expression stands; `head` are its sentence's words before it."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    inside = head.rfind("(") > head.rfind(")")
    return Standing(
        at=start,
        paragraph=paragraph,
        fronted=_OPENS.fullmatch(head) is not None,
        background=inside or (aside.search(head) is not None and _OPENS.fullmatch(head) is None),
        explicit=explicit,
        heading=len(line) < _HEADING
        and not line.endswith((".", "!", "?", '"', "\u201d", ":", ";"))
        and explicit,
        attributive=_ATTRIBUTIVE.match(text, end) is not None,
        quoted=text.count('"', line_start, start) % 2 == 1
        or text.count("\u201c", line_start, start) > text.count("\u201d", line_start, start),
    )
