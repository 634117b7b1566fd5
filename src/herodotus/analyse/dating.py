"""What an undated report says about its own date: days told as past, days to come, weekdays with their dates.

Nothing is decided here: the clues are listed with their characters, and the bounds follow from them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from herodotus.analyse.times import find_times
from herodotus.analyse.times_said import sentence_head
from herodotus.knowledge.time_words import TimeWords, load_time_words
from herodotus.types import DateClue, DatePrecision, Dating, Report, TimeInterval, TimeMention

_AROUND = 60
_DAY = frozenset({DatePrecision.DAY, DatePrecision.DAYS})
_SPAN = 12  # years after the last day told in which a report may have been written, for weekdays


def find_dating(report: Report) -> Dating:
    """Return the clues of the report's text, read as if no date of publication were known."""
    words = load_time_words()
    mentions = find_times(replace(report, published=None))
    clues = [clue for mention in mentions if (clue := _clue(mention, report.text, words=words)) is not None]
    told = [clue.time.end for clue in clues if clue.kind == "told" and clue.time.end]
    ahead = [clue.time.start for clue in clues if clue.kind == "ahead" and clue.time.start]
    earliest, latest = max(told, default=None), min(ahead, default=None)
    if earliest is None:
        earliest = max((c.time.start for c in clues if c.kind == "background" and c.time.start), default=None)
    clues = [_with_years(clue, earliest=earliest, latest=latest, words=words) for clue in clues]
    return Dating(
        report=report.id,
        published=report.published,
        clues=tuple(clues),
        earliest=earliest,
        latest=latest,
        years=_common(clues),
    )


def _clue(mention: TimeMention, text: str, *, words: TimeWords) -> DateClue | None:
    value = mention.value or ""
    if value.startswith("P") and mention.time.start is None:
        return None  # lengths, "now" and what recurs say nothing of a date
    head = sentence_head(text, mention.start, known=None)
    if mention.time.start is None or mention.anchor != "explicit":
        kind = "relative"
    elif mention.time.precision in _DAY:
        ahead = words.future.search(head) is not None and words.told.search(head) is None
        kind = "ahead" if ahead else "told"
    else:
        kind = "background"
    around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    return DateClue(
        kind=kind,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        around=" ".join(around.split()),
        time=mention.time,
    )


def _weekday_of(text: str, *, words: TimeWords) -> int | None:
    """Return the day of the week (1 Monday) that the words name, None without one."""
    found = [words.tables["weekday"].get(word.lower()) for word in re.findall(r"[A-Za-z]+", text)]
    return next((int(day) for day in found if day), None)


def _with_years(clue: DateClue, *, earliest: str | None, latest: str | None, words: TimeWords) -> DateClue:
    """Return a clue of a weekday with a day and a month with the years in which they fall together."""
    weekday = _weekday_of(clue.text, words=words)
    months = words.tables["month"]
    month = next(
        (months[w.lower()] for w in re.findall(r"[A-Za-z]+", clue.text) if w.lower() in months), None
    )
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)", clue.text)
    if weekday is None or month is None or day is None or earliest is None or clue.kind != "relative":
        return clue
    first = int(earliest[:4])
    last = int(latest[:4]) if latest else first + _SPAN
    years = tuple(year for year in range(first, last + 1) if _falls(year, month, int(day[1])) == weekday)
    time = TimeInterval(start=None, end=None, precision=None, text=clue.text)
    return replace(clue, kind="weekday", time=time, years=years)


def _falls(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).isoweekday()
    except ValueError:
        return None


def _common(clues: Sequence[DateClue]) -> tuple[int, ...]:
    """Return the years that every weekday with a date allows."""
    found = [set(clue.years) for clue in clues if clue.years]
    return tuple(sorted(set.intersection(*found))) if found else ()
