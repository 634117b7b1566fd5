"""The timeline: when it happened and when it was reported, with how exactly each is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from herodotus.record import EventFilter, Page, Record
from herodotus.record.browsing import HAPPENED, REPORTED, EventRow, bins, browse_events, span

# More bars than this cannot be told apart on one screen; then events are counted by month or year.
_BARS = 80
# A strip of bins is readable up to so many.
_BINS = 120
# An axis leaves events out where this share of them takes less than one part in so many of all the time.
_CORE, _FAR_OFF = 0.6, 10
_LAST_DAY = date(9999, 12, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """A day, month or year and its events; `x` and `width` are hundredths of the axis."""

    key: str
    since: str
    until: str
    events: int
    contested: int
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Events counted along one axis of time; `unit` is day, month or year.

    `before` and `after` count those that lie so far off that the axis leaves them out.
    """

    clock: str
    unit: str
    first: str
    last: str
    most: int
    bins: tuple[Bin, ...]
    marks: tuple[tuple[float, str], ...]
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One event on the axis: when it is said to have happened, and when it was reported.

    `off` is -1 or 1 where it happened before the axis begins or after it ends.
    """

    row: EventRow
    x: float | None
    width: float
    reported: float | None
    reported_width: float
    off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Bars where they are few, bins where they are many, the undated beside them, and a table of all."""

    clock: str
    strip: Strip
    bars: tuple[Bar, ...]
    first: str
    last: str
    marks: tuple[tuple[float, str], ...]
    table: Page[EventRow]
    undated: Page[EventRow]


def timeline_page(
    record: Record, wanted: EventFilter, *, clock: str = HAPPENED, limit: int = 50, offset: int = 0
) -> TimelinePage:
    """Return the timeline of the events that are wanted, by one of two clocks."""
    order = "time" if clock == HAPPENED else "reported"
    dated = _dated(wanted, dated=True)
    table = browse_events(record, dated, order=order, limit=limit, offset=offset, clock=clock)
    undated = browse_events(record, _dated(wanted, dated=False), order="origins", limit=6, clock=clock)
    strip = strip_of(record, wanted, clock=clock)
    first, last = _ends(table.rows, strip)
    return TimelinePage(
        clock=clock,
        strip=strip,
        bars=tuple(_bar(row, first, last) for row in table.rows[:_BARS]) if first else (),
        first=first,
        last=last,
        marks=_marks(first, last),
        table=table,
        undated=undated,
    )


def strip_of(record: Record, wanted: EventFilter, *, clock: str = HAPPENED) -> Strip:
    """Return the events counted by the finest of day, month and year that fits a strip."""
    wanted, before, after = _core(record, wanted, clock=clock)
    ends = span(record, wanted, clock=clock)
    if ends is None:
        return Strip(clock=clock, unit="day", first="", last="", most=0, bins=(), marks=())
    for unit, digits in (("day", 10), ("month", 7), ("year", 4)):
        counted = bins(record, wanted, clock=clock, digits=digits)
        if len(counted) <= _BINS and (unit != "day" or _days(*ends) <= _BINS):
            break
    first, last = _unit_ends(counted[0][0])[0], _unit_ends(counted[-1][0])[1]
    total = _days(first, last) + 1
    made = []
    for key, events, contested in counted:
        since, until = _unit_ends(key)
        made.append(
            Bin(
                key=key, since=since, until=until, events=events, contested=contested,
                x=100 * _days(first, since) / total, width=100 * (_days(since, until) + 1) / total,
            )
        )  # fmt: skip
    most = max(one.events for one in made)
    return Strip(
        clock=clock, unit=unit, first=first, last=last, most=most, bins=tuple(made),
        marks=_marks(first, last), before=before, after=after,
    )  # fmt: skip


def _core(record: Record, wanted: EventFilter, *, clock: str) -> tuple[EventFilter, int, int]:
    """Return the filter without a few events that lie far off, and how many lie before and after.

    Days that were asked for are kept as they are.
    """
    months = bins(record, wanted, clock=clock, digits=7)
    if len(months) < 2 or wanted.since or wanted.until:  # noqa: PLR2004 (one month has no outliers)
        return wanted, 0, 0
    enough = _CORE * sum(events for _, events, _ in months)
    best, begin, held = (len(months), 0, len(months) - 1), 0, 0
    for end, (key, events, _) in enumerate(months):
        held += events
        while held - months[begin][1] >= enough:
            held -= months[begin][1]
            begin += 1
        if held >= enough:
            best = min(best, (_days(months[begin][0], key), begin, end))
    _, begin, end = best
    first, last = _unit_ends(months[begin][0])[0], _unit_ends(months[end][0])[1]
    whole = _days(months[0][0], _unit_ends(months[-1][0])[1])
    if whole <= _FAR_OFF * (_days(first, last) + 1):
        return wanted, 0, 0
    before = sum(events for _, events, _ in months[:begin])
    after = sum(events for _, events, _ in months[end + 1 :])
    return replace(wanted, since=first, until=last), before, after


def _dated(wanted: EventFilter, *, dated: bool) -> EventFilter:
    # What has no date overlaps no days, so days that were asked for do not hide the tray.
    return replace(wanted, dated=True) if dated else replace(wanted, dated=False, since=None, until=None)


def _ends(rows: Sequence[EventRow], strip: Strip) -> tuple[str, str]:
    """Return the ends of the axis of bars: the days of its rows, or of the strip where it left some out."""
    if strip.before or strip.after:
        return strip.first, strip.last
    days = [
        day
        for row in rows[:_BARS]
        for day in (row.time_start, row.time_end, row.reported_start, row.reported_end)
        if day is not None
    ]
    return (min(days), max(days)) if days else ("", "")


def _bar(row: EventRow, first: str, last: str) -> Bar:
    total = _days(first, last) + 1

    def x(day: str | None, *, after: int = 0) -> float | None:
        return None if day is None else min(max(100 * (_days(first, day) + after) / total, 0.0), 100.0)

    start, end = x(row.time_start), x(row.time_end or row.time_start, after=1)
    reported, reported_end = x(row.reported_start), x(row.reported_end, after=1)
    off = 0 if start is None or end is None or end > start else (-1 if start <= 0 else 1)
    return Bar(
        row=row,
        x=start,
        width=(end or 0.0) - (start or 0.0),
        reported=reported,
        reported_width=(reported_end or 0.0) - (reported or 0.0),
        off=off,
    )


def _marks(first: str, last: str) -> tuple[tuple[float, str], ...]:
    """Return (hundredths of the axis, label) of up to four even marks, on firsts of a year, month or day."""
    if not first:
        return ()
    total = _days(first, last) + 1
    begin, end = _day(first), _day(last)
    days = _firsts(begin, end)
    step = max(1, -(-len(days) // 4))
    return tuple((100 * (day - begin).days / total, _label(day, total)) for day in days[::step])


def _firsts(begin: date, end: date) -> list[date]:
    years = [date(year, 1, 1) for year in range(begin.year, end.year + 1)]
    years = [day for day in years if begin <= day <= end]
    if len(years) > 3:  # noqa: PLR2004 (fewer marks than that are no scale)
        return years
    months = [date(year, month, 1) for year in range(begin.year, end.year + 1) for month in range(1, 13)]
    months = [day for day in months if begin <= day <= end]
    if len(months) > 3:  # noqa: PLR2004 (the same)
        return months
    return [begin + timedelta(days=number) for number in range((end - begin).days + 1)]


def _label(day: date, total: int) -> str:
    if day.month == 1 and day.day == 1 and total > 3 * 365:
        return str(day.year)
    return f"{day:%Y-%m}" if total > 4 * 31 else day.isoformat()


def _days(first: str, last: str) -> int:
    return (_day(last) - _day(first)).days


def _day(text: str) -> date:
    """Return a day; parts left out of an ISO date are its first, and what is no date is an end of time."""
    parts = [*text[:10].split("-"), "01", "01"][:3]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return date.min if text[:1] in "-0" else _LAST_DAY


def _unit_ends(key: str) -> tuple[str, str]:
    """Return the first and last day of a year, month or day by its ISO key."""
    start = _day(key)
    if len(key) >= 10:  # noqa: PLR2004 (a whole ISO date)
        return start.isoformat(), start.isoformat()
    if len(key) >= 7:  # noqa: PLR2004 (year and month)
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    else:
        following = date(min(start.year + 1, 9999), 1, 1)
    return start.isoformat(), (following - timedelta(days=1)).isoformat()


__all__ = ["HAPPENED", "REPORTED", "Bar", "Bin", "Strip", "TimelinePage", "strip_of", "timeline_page"]
