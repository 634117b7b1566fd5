"""Happenings -> counts by place, pair or kind and period, with what could not be counted said beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.happenings import Happening, System
from herodotus.types import noun

Floats = NDArray[np.float64]
# Units of a happening by name, from the widest; a happening that is not known so finely is counted apart.
LEVELS = ("country", "province", "district")


@noun
class Series:
    """Counts of one group by period; `claims` are those under each period's count."""

    name: str
    counts: Floats
    claims: tuple[tuple[str, ...], ...]


@noun
class Counted:
    """All series over the same periods, and how many happenings had no group, no date, or a date too wide.

    A period without an event is a zero only inside the span that the record covers; whether the
    reports would have told of one is not known, and every figure made from this must say so.
    """

    by: str
    period: str
    starts: tuple[date, ...]
    series: tuple[Series, ...]
    ungrouped: int
    undated: int
    imprecise: int
    recalled: int

    def cut(self, periods: int, *, series: Sequence[Series]) -> Counted:
        """Return these series over the first so many periods."""
        kept = tuple(replace(one, counts=one.counts[:periods], claims=one.claims[:periods]) for one in series)
        return replace(self, starts=self.starts[:periods], series=kept)

    @property
    def matrix(self) -> Floats:
        """The counts, periods by series."""
        return np.stack([one.counts for one in self.series], axis=1)


def count(
    system: System, *, by: str, period: str = "week", kind: str | None = None, measure: str = "events"
) -> Counted:
    """Count by country, province, district, pair, kind or all, over the whole dated span.

    `measure` is events or deaths; deaths are the least that the reports state, so that a wide
    claim does not become a wide count.
    """
    missing: Counter[str] = Counter()
    kept: dict[str, list[tuple[date, Happening]]] = {}
    days = []
    for row in system.happenings:
        if kind is not None and row.kind != kind:
            continue
        groups = tuple(_groups(system, row, by=by))
        if row.start is None:
            missing["recalled" if row.recalled else "imprecise" if row.imprecise else "undated"] += 1
            continue
        days.append(begin(row.start, period=period))
        if not groups:
            missing["ungrouped"] += 1
        else:
            for group in groups:
                kept.setdefault(group, []).append((days[-1], row))
    starts = _periods(days, period=period)
    return Counted(
        by=by,
        period=period,
        starts=starts,
        series=tuple(
            _lay_out(name, rows, starts=starts, measure=measure) for name, rows in sorted(kept.items())
        ),
        ungrouped=missing["ungrouped"],
        undated=missing["undated"],
        imprecise=missing["imprecise"],
        recalled=missing["recalled"],
    )


def _groups(system: System, row: Happening, *, by: str) -> Iterator[str]:
    if by == "all":
        yield "all"
    elif by == "kind":
        yield row.kind
    elif by == "pair":
        yield from (f"{system.name(a)} on {system.name(b)}" for a in row.actors for b in row.recipients)
    else:
        depth = LEVELS.index(by)
        if len(row.units) > depth:
            yield row.units[depth]


def begin(day: date, *, period: str) -> date:
    """Return the first day of that day's period: its ISO week's Monday, or its month's first.

    >>> begin(date(2006, 10, 25), period="week"), begin(date(2006, 10, 25), period="month")
    (datetime.date(2006, 10, 23), datetime.date(2006, 10, 1))
    """
    return day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)


def following(start: date, *, period: str) -> date:
    """Return the first day of the next period."""
    return begin(start + timedelta(days=7 if period == "week" else 32), period=period)


def _periods(days: Iterable[date], *, period: str) -> tuple[date, ...]:
    known = sorted(set(days))
    if not known:
        return ()
    starts = [known[0]]
    while starts[-1] < known[-1]:
        starts.append(following(starts[-1], period=period))
    return tuple(starts)


def _lay_out(
    name: str, rows: list[tuple[date, Happening]], *, starts: tuple[date, ...], measure: str
) -> Series:
    size: Callable[[Happening], float] = (
        (lambda row: float(row.killed_low or 0)) if measure == "deaths" else (lambda _: 1.0)
    )
    at = {start: index for index, start in enumerate(starts)}
    counts = np.zeros(len(starts))
    claims: list[list[str]] = [[] for _ in starts]
    for when, row in rows:
        counts[at[when]] += size(row)
        claims[at[when]].extend(row.claims)
    return Series(name=name, counts=counts, claims=tuple(tuple(dict.fromkeys(one)) for one in claims))
