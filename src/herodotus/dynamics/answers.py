"""What a run of the system says: statements in words, each with the sentences under it.

An answer always has room for what the reports cannot identify and for the assumptions that carry
the rest; the renderers print them whether or not anybody asks.
"""

from __future__ import annotations

from dataclasses import replace

from herodotus.types import noun


@noun
class Quote:
    """The words under a number: which claim, in which report, at which characters, in whose voice."""

    claim: str
    report: str
    title: str
    voice: str
    start: int
    end: int
    text: str


@noun
class Statement:
    """One sentence with its uncertainty in it, and the words that it rests on."""

    text: str
    quotes: tuple[Quote, ...] = ()


@noun
class Figure:
    """A drawing as SVG; the same numbers always stand in the section's table."""

    title: str
    svg: str


@noun
class Section:
    """One part of an answer; `rows` are a table under `columns`."""

    title: str
    statements: tuple[Statement, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    figures: tuple[Figure, ...] = ()


@noun
class Answer:
    """What was asked, what can be said, on which assumptions, and what cannot be said.

    `settings` are all that a second run needs to give the same answer.
    """

    title: str
    sections: tuple[Section, ...]
    assumptions: tuple[str, ...]
    not_identified: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]

    def adding(self, section: Section) -> Answer:
        """Return the answer with one more section."""
        return replace(self, sections=(*self.sections, section))


# Chances as people say them; beyond the ends only a bound is honest with a few thousand draws.
_SAYINGS = (
    (0.02, "fewer than 1 in 50"),
    (0.075, "about 1 in 20"),
    (0.15, "about 1 in 10"),
    (0.225, "about 1 in 5"),
    (0.29, "about 1 in 4"),
    (0.41, "about 1 in 3"),
    (0.59, "about an even chance"),
    (0.71, "about 2 in 3"),
    (0.775, "about 3 in 4"),
    (0.85, "about 4 in 5"),
    (0.925, "about 9 in 10"),
    (0.98, "about 19 in 20"),
    (1.01, "more than 49 in 50"),
)


def odds(chance: float) -> str:
    """Say a chance in words.

    >>> odds(0.66), odds(0.5), odds(0.999)
    ('about 2 in 3', 'about an even chance', 'more than 49 in 50')
    """
    return next(words for bound, words in _SAYINGS if chance < bound)


def number(value: float) -> str:
    """Say a number with as many figures as it deserves.

    >>> number(1234.5), number(12.34), number(0.1234)
    ('1,234', '12.3', '0.12')
    """
    if abs(value) >= 100:  # noqa: PLR2004 (three figures before the point need none after it)
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"  # noqa: PLR2004 (the same)


def plural(count: int, noun_word: str) -> str:
    """Say how many of something.

    >>> plural(1, "event"), plural(3, "event")
    ('1 event', '3 events')
    """
    return f"{count:,} {noun_word}" if count == 1 else f"{count:,} {noun_word}s"
