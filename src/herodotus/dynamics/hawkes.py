"""Does one act set off others? Exponential Hawkes processes over a smooth background, in plain arrays.

The rate of kind m at t is background_m(t) + sum over classes c of a_c times the decayed weight of
earlier events that class c lets excite m (the same place, its neighbours, its enemies ...). a_c is
the number of further events that one event sets off by that class; `branching` is their sum over
all a event can excite. Event weights are chances that the event is real and distinct, so that a doubtful
event excites, and counts, less (after REMSE, Lerner and others 2021). The background is a sum of
hats (linear B-splines) `background` days apart, or constant. Which background is right is not
identified by the times themselves: always show two.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.errors import UsageError
from herodotus.types import noun

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# exp() of more than this leaves the range of a double; blocks of the recursion are cut there.
_RANGE = 300.0


@noun
class Excited:
    """A fitted process. `branching` is per class; `log_sd` the standard errors of their logarithms.

    `half_life` is in days with its interval; `gain` nats per event over the same background alone;
    `misfit` the Kolmogorov-Smirnov distance of the rescaled times from what a right model gives.
    """

    branching: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    half_life: float
    half_life_low: float
    half_life_high: float
    background: float | None
    gain: float
    misfit: float
    events: int


def decayed(times: Floats, weights: Floats, *, at: Floats, rate: float) -> Floats:
    """Return, at each time of `at`, the summed weights of strictly earlier events, decayed by their age.

    Both `times` and `at` are sorted. A cumulative sum of exp(rate * (t - start)) in blocks short
    enough not to overflow: linear in the number of events, without a compiled loop.
    """
    before = np.searchsorted(times, at, side="left")
    sums = np.zeros(len(times))
    carried, block_start, lo = 0.0, times[0] if len(times) else 0.0, 0
    while lo < len(times):
        hi = int(np.searchsorted(times, times[lo] + _RANGE / rate, side="right"))
        carried *= float(np.exp(-rate * (times[lo] - block_start)))
        block_start = times[lo]
        grown = np.exp(rate * (times[lo:hi] - block_start))
        sums[lo:hi] = (carried + np.cumsum(weights[lo:hi] * grown)) / grown
        carried, block_start, lo = float(sums[hi - 1]), times[hi - 1], hi
    padded, whens = np.concatenate([[0.0], sums]), np.concatenate([[-np.inf], times])
    with np.errstate(invalid="ignore"):
        ages = np.where(before > 0, at - whens[before], 0.0)
    result: Floats = padded[before] * np.exp(-rate * ages)
    return result


@noun
class Timed:
    """Events to fit: sorted `times` in days from 0 to `span`, weights, and the kind of each.

    `reach` holds one matrix a class: reach[c][m, k] says how much kind k excites kind m.
    """

    times: Floats
    weights: Floats
    kinds: Whole
    span: float
    reach: tuple[Floats, ...]


def timed(
    times: Sequence[float] | Floats,
    *,
    span: float,
    weights: Floats | None = None,
    kinds: Whole | None = None,
    reach: Sequence[Floats] | None = None,
) -> Timed:
    """Sort events and fill in the plain case: weight one, one kind, which excites itself."""
    order = np.argsort(np.asarray(times, float), kind="stable")
    when = np.asarray(times, float)[order]
    if not len(when) or when[0] < 0 or when[-1] > span:
        raise UsageError("event times must lie between 0 and the span", hint="count days from the first day")
    which = np.zeros(len(when), np.int64) if kinds is None else np.asarray(kinds)[order]
    return Timed(
        times=when,
        weights=np.ones(len(when)) if weights is None else np.asarray(weights, float)[order],
        kinds=which,
        span=float(span),
        reach=tuple(reach) if reach is not None else (np.eye(int(which.max()) + 1),),
    )


def exposures(events: Timed, rate: float) -> tuple[Floats, Floats]:
    """Return each event's decayed past by class, times `rate`, and each class's whole exposure."""
    past = np.zeros((len(events.times), len(events.reach)))
    whole = np.zeros(len(events.reach))
    gone = events.weights * -np.expm1(-rate * (events.span - events.times))
    for c, reach in enumerate(events.reach):
        if reach.shape == (1, 1):
            past[:, c] = (
                rate * reach[0, 0] * decayed(events.times, events.weights, at=events.times, rate=rate)
            )
            whole[c] = float(gone.sum() * reach[0, 0])
            continue
        whole[c] = float((gone * reach.sum(axis=0)[events.kinds]).sum())
        for m in range(len(reach)):
            mine = events.kinds == m
            heard = reach[m][events.kinds]
            chosen = heard > 0
            if mine.any() and chosen.any():
                weights = (events.weights * heard)[chosen]
                past[mine, c] = rate * decayed(
                    events.times[chosen], weights, at=events.times[mine], rate=rate
                )
    return past, whole


def hats(events: Timed, background: float | None) -> tuple[Whole, Whole, Floats, Floats]:
    """Return each event's left and right hat, the right one's share, and every hat's integral."""
    kinds = len(events.reach[0])
    if background is None:
        none = np.zeros(len(events.times))
        return events.kinds, events.kinds, none, np.full(kinds, events.span)
    pieces = max(int(np.ceil(events.span / background)), 1)
    width = events.span / pieces
    at = np.minimum((events.times / width).astype(np.int64), pieces - 1)
    share = events.times / width - at
    one = np.full(pieces + 1, width)
    one[[0, -1]] = width / 2
    left = events.kinds * (pieces + 1) + at
    return left, left + 1, share, np.tile(one, kinds)
