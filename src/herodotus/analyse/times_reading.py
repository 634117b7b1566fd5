"""The reading of one expression of time, and what all readers share: parts of a day, units, lengths."""

from __future__ import annotations

import re

from herodotus.knowledge.time_words import TimeWords
from herodotus.types import noun


@noun
class Reading:
    """The fields that were said. `value` is a TIMEX3 value that needs no anchor.

    `base` says what an offset counts from: "published" (last week), "previous" (two days later) or "event";
    "narrative" marks words that only narratives use. `short`: the year was said in two figures. `edge`: the
    first or last of its kind.
    `offset` counts `unit`s from it. `span`: "past" and "next" lengths end or begin at their anchor.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    part: str | None = None
    mod: str | None = None
    base: str | None = None
    offset: float | None = None
    unit: str | None = None
    value: str | None = None
    span: str | None = None
    event: str | None = None
    bc: bool = False
    short: bool = False
    edge: bool = False
    vague: bool = False
    calendar: str | None = None


def part_of_day(taken: dict[str, str], words: TimeWords) -> str | None:
    """Return the TIMEX3 code of a part of the day ("NI") or of a clock time ("17:30")."""
    if "clock" in taken:
        return clock_value(taken["clock"])
    part = taken.get("part") or taken.get("pre")
    return str(words.tables["part"][part]) if part else None


def clock_value(said: str) -> str:
    """Return a clock time on the twenty-four-hour clock: "5:30 p.m." -> "17:30"."""
    match = re.match(r"(\d{1,2})(?::(\d\d))?\s?([ap]?)", said)
    assert match is not None
    hour = int(match[1])
    if match[3] == "p" and hour < 12:  # noqa: PLR2004 (the twelve-hour clock)
        hour += 12
    elif match[3] == "a" and hour == 12:  # noqa: PLR2004 (the twelve-hour clock)
        hour = 0
    return f"{hour:02}:{match[2] or '00'}" if match[2] or match[3] else f"{hour:02}"


def unit_code(unit: str, words: TimeWords) -> str:
    """Return a unit's letter, from its singular or plural."""
    units = words.tables["unit"]
    singular = unit[:-3] + "y" if unit.endswith("ies") else unit.rstrip("s") if unit not in units else unit
    return str(units.get(singular, "D"))


def duration_value(number: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a length: 3 and "D" are "P3D", an unsaid number is X.

    >>> duration_value(3, "D"), duration_value(None, "Y"), duration_value(2, "TH"), duration_value(2, "DE")
    ('P3D', 'PXY', 'PT2H', 'P2DE')
    """
    if unit == "2W":
        number, unit = (number * 2 if number is not None else None), "W"
    unit = "D" if unit == "NI" else unit
    said = "X" if number is None else f"{number:g}"
    return f"PT{said}{unit[1:]}" if unit.startswith("T") else f"P{said}{unit}"
