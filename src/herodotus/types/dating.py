"""What a report's own words say about the day on which it was written."""

from __future__ import annotations

from herodotus.types.base import noun
from herodotus.types.reports import TimeInterval


@noun
class DateClue:
    """Words of time and what they say of the report's date.

    `kind`: told (a day told as past: the report is not older), ahead (a day still to come: the report is
    older), weekday (a weekday with its date: only some years have it), background (a month or a year)
    or relative ("yesterday": it waits for the date). `around`: the words beside it.
    """

    kind: str
    start: int
    end: int
    text: str
    around: str
    time: TimeInterval
    years: tuple[int, ...] = ()


@noun
class Dating:
    """A report's stated date, the clues of its text and the bounds that they set; None where nothing does."""

    report: str
    published: TimeInterval | None
    clues: tuple[DateClue, ...]
    earliest: str | None = None
    latest: str | None = None
    years: tuple[int, ...] = ()
