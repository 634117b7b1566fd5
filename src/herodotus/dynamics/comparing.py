"""Before, during, after: one place's change beside other places' and beside its own sham windows.

The change is the log ratio of two rates, less the part that goes with the change of the control
places, over its own Poisson error. How large such changes are when nothing was done is read off
sham windows: other dates of this place and of the others. Only what lies outside the band that
holds nine of ten shams is called a difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
# Median of the square of a standard normal.
_MEDIAN_OF_SQUARES = 0.4549


@noun
class Window:
    """Days as numbers: before from `first` to `start`, after from `then` to `last`, ends left out."""

    first: int
    start: int
    then: int
    last: int

    def moved(self, days: int) -> Window:
        """Return the window so many days later."""
        return Window(
            first=self.first + days, start=self.start + days, then=self.then + days, last=self.last + days
        )


@noun
class Change:
    """A place's change in a window: `own`, `controls`, `beyond` as log ratios, `z` beyond over its error.

    The placebo band is `low` to `high`, as log ratios for this place's counts; `rank` is the share of
    shams below. `outside` is whether the change lies outside it.
    """

    before: int
    after: int
    own: float
    controls: float
    beyond: float
    z: float
    low: float
    high: float
    rank: float
    shams: int
    outside: bool
    share: float

    @property
    def words(self) -> str:
        """More, less or no detectable difference."""
        if not self.outside:
            return "no detectable difference"
        return "more" if self.beyond > 0 else "less"


@noun
class Days:
    """Sorted days of the events of each place, and the span that the table covers."""

    places: tuple[str, ...]
    days: tuple[Whole, ...]
    first: int
    last: int

    @classmethod
    def of(cls, events: Mapping[str, Sequence[int]]) -> Days:
        """Sort the days of each place."""
        places = tuple(sorted(events))
        days = tuple(np.sort(np.asarray(events[place], np.int64)) for place in places)
        whole = np.concatenate(days)
        return cls(places=places, days=days, first=int(whole.min()), last=int(whole.max()) + 1)

    def count(self, start: Whole, end: Whole) -> Whole:
        """Return (places, windows) events from each start to each end, the end left out."""
        counts = np.zeros((len(self.days), len(start)), np.int64)
        for row, one in zip(counts, self.days, strict=True):
            row[:] = np.searchsorted(one, end) - np.searchsorted(one, start)
        return counts


def compare(days: Days, place: str, *, window: Window) -> Change:
    """Compare one place's change in a window with the others' and with its sham windows."""
    if place not in days.places:
        raise UsageError(f"no event lies in `{place}`", hint=f"there are {', '.join(days.places[:6])}")
    if window.first < days.first or window.last > days.last:
        raise UsageError(
            "the table does not cover the days to compare", hint="it must begin before and end after them"
        )
    at = days.places.index(place)
    starts = _sham_starts(days, window)
    shams = _changes(days, window, starts)
    real = _changes(days, window, np.zeros(1, np.int64))
    return _judge(at, real=real, shams=shams)


@noun
class _Changes:
    """By place and window: events before and after, log ratios, those of all other places, Poisson errors."""

    before: Whole
    after: Whole
    own: Floats
    others: Floats
    error: Floats


def _sham_starts(days: Days, window: Window) -> Whole:
    """Return how far to move the window for each sham: a step at a time, none that touches the real one."""
    settings = load_part("placebo")
    lead = window.last - window.first + settings["gap"]
    low, high = days.first - window.first, days.last - window.last
    moves = np.arange(low + (-low) % settings["step"], high + 1, settings["step"], dtype=np.int64)
    kept: Whole = moves[np.abs(moves) >= lead]
    return kept


def _changes(days: Days, window: Window, moves: Whole) -> _Changes:
    half = load_part("placebo")["continuity"]
    spans = (window.start - window.first, window.last - window.then)
    before = days.count(window.first + moves, window.start + moves)
    after = days.count(window.then + moves, window.last + moves)
    ratio = np.log(spans[0] / spans[1])
    own = np.log(after + half) - np.log(before + half) + ratio
    rest = (before.sum(axis=0) - before, after.sum(axis=0) - after)
    others = np.log(rest[1] + half) - np.log(rest[0] + half) + ratio
    error = np.sqrt(1 / (after + half) + 1 / (before + half))
    return _Changes(before=before, after=after, own=own, others=others, error=error)


def _judge(at: int, *, real: _Changes, shams: _Changes) -> Change:
    """Return the change of place `at`, judged by the shams of all places, its own weighing half."""
    settings = load_part("placebo")
    busy = shams.before + shams.after >= settings["least_counts"]
    if busy.sum() < settings["least_shams"]:
        raise UsageError(
            f"only {int(busy.sum())} sham windows hold enough events for a placebo band",
            hint=f"give a longer table: at least {settings['least_shams']} are needed",
        )
    share = _share(shams, busy)
    temper = _temper(shams, busy, share=share)
    z = (shams.own - share * shams.others) / np.sqrt(shams.error**2 + temper)
    mine = z[at][busy[at]]
    rest = np.concatenate([z[k][busy[k]] for k in range(len(z)) if k != at] or [mine])
    values, weights = _blend(mine, rest)
    tail = (1 - settings["level"]) / 2
    low, high = _weighted(values, weights, tail), _weighted(values, weights, 1 - tail)
    beyond = float(real.own[at, 0] - share * real.others[at, 0])
    error = float(np.sqrt(real.error[at, 0] ** 2 + temper))
    score = beyond / error
    return Change(
        before=int(real.before[at, 0]),
        after=int(real.after[at, 0]),
        own=float(real.own[at, 0]),
        controls=float(real.others[at, 0]),
        beyond=beyond,
        z=score,
        low=low * error,
        high=high * error,
        rank=float(weights[values < score].sum() / weights.sum()),
        shams=len(values),
        outside=not low <= score <= high,
        share=share,
    )


def _share(shams: _Changes, busy: NDArray[np.bool_]) -> float:
    """Return how much of the others' change goes with a place's own, by least squares, within 0 to 1."""
    weight = np.where(busy, 1 / shams.error**2, 0.0)
    top = float((weight * shams.own * shams.others).sum())
    bottom = float((weight * shams.others**2).sum())
    return min(max(top / bottom, 0.0), 1.0) if bottom > 0 else 0.0


def _temper(shams: _Changes, busy: NDArray[np.bool_], *, share: float) -> float:
    """Return the variance of changes beyond Poisson error: without it busy places would stand out."""
    beyond = (shams.own - share * shams.others)[busy]
    poisson = shams.error[busy] ** 2
    # The medians of squares: a few turning points must not widen every band.
    wide = float(np.median(beyond**2)) / _MEDIAN_OF_SQUARES
    return max(wide - float(np.median(poisson)), 0.0)


def _blend(mine: Floats, rest: Floats) -> tuple[Floats, Floats]:
    """Return all sham scores with weights: the place's own and the others' as two halves.

    A place's own shams know its temper but are few and overlap; the others are many.
    """
    if not len(mine):
        return rest, np.ones(len(rest))
    own = load_part("placebo")["own_weight"]
    weights = np.concatenate(
        [np.full(len(mine), own / len(mine)), np.full(len(rest), (1 - own) / max(len(rest), 1))]
    )
    return np.concatenate([mine, rest]), weights


def _weighted(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(int(np.searchsorted(sums, share)), len(values) - 1)])
