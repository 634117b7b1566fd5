"""Events -> counts per place and week, with what could not be placed or dated said beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from herodotus.types import DatePrecision, Event, EventType, noun

# An event known to a month cannot be put into a week; it is counted apart, never guessed.
WEEKLY = {DatePrecision.DAY, DatePrecision.DAYS, DatePrecision.WEEK}


@noun
class Series:
    """Counts of one kind of event at one place by ISO week; `events` are those counted."""

    place: str
    kind: EventType
    first: date
    counts: NDArray[np.float64]
    events: tuple[str, ...]


@noun
class Counted:
    """All series, and how many events had no place, no date, or a date wider than a week."""

    series: tuple[Series, ...]
    unplaced: int
    undated: int
    imprecise: int


def monday(day: date) -> date:
    """Return the Monday of that day's ISO week."""
    return day - timedelta(days=day.weekday())


def count_weeks(events: Iterable[Event]) -> Counted:
    """Count events by place, type and week over the record's whole dated span.

    A week without an event is a zero only inside the span that the record covers; whether the
    reports would have told of one is not known, and every figure made from this must say so.
    """
    missing: Counter[str] = Counter()
    kept: dict[tuple[str, EventType], list[tuple[date, str]]] = {}
    for event in events:
        when = event.time
        if event.place is None:
            missing["place"] += 1
        elif when is None or when.start is None:
            missing["date"] += 1
        elif when.precision not in WEEKLY:
            missing["precision"] += 1
        else:
            week = monday(date.fromisoformat(when.start))
            kept.setdefault((event.place.name, event.event_type), []).append((week, event.id))
    weeks = [week for rows in kept.values() for week, _ in rows]
    series = tuple(
        lay_out(key, rows, first=min(weeks), last=max(weeks)) for key, rows in sorted(kept.items())
    )
    return Counted(
        series=series, unplaced=missing["place"], undated=missing["date"], imprecise=missing["precision"]
    )


def lay_out(key: tuple[str, EventType], rows: list[tuple[date, str]], *, first: date, last: date) -> Series:
    """Return one series over all weeks from `first` to `last`."""
    counts = np.zeros((last - first).days // 7 + 1)
    for week, _ in rows:
        counts[(week - first).days // 7] += 1
    events = tuple(sorted(event for _, event in rows))
    return Series(place=key[0], kind=key[1], first=first, counts=counts, events=events)
