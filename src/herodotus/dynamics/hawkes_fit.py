"""Fitting a Hawkes process: Newton steps for backgrounds and branching, a search for the half-life."""

from __future__ import annotations

from math import log

import numpy as np

from herodotus.dynamics.half_lives import Solve, intervals, refine, search
from herodotus.dynamics.hawkes import Excited, Floats, Timed, Whole, exposures, hats
from herodotus.dynamics.hawkes_terms import Point, Terms, climb, rates

# Of more events than this, the first so many say where the half-life lies; then all do, this near it.
_MANY = 50_000
_AROUND = 0.25


def fit(events: Timed, *, background: float | None, shortest: float = 0.02, longest: float = 60.0) -> Excited:
    """Fit backgrounds, branching and half-life (searched between `shortest` and `longest` days)."""
    basis = hats(events, background)

    def solve(log_half_life: float, start: Point | None = None) -> tuple[Terms, Point]:
        return _solve(events, basis, log_half_life, start=start)

    best = _find_half_life(events, solve, background=background, low=log(shortest), high=log(longest))
    terms, point = solve(best)
    low, high, life = intervals(solve, best, terms=terms, point=point)
    alone = climb(_without(terms))
    half_life = float(np.exp(best))
    return Excited(
        branching=tuple(float(x) for x in point.branching),
        low=low,
        high=high,
        half_life=half_life,
        half_life_low=half_life / life,
        half_life_high=half_life * life,
        background=background,
        gain=(point.value - alone.value) / len(events.times),
        misfit=_misfit(events, terms, point),
        events=len(events.times),
    )


def _find_half_life(
    events: Timed, solve: Solve, *, background: float | None, low: float, high: float
) -> float:
    """Return the best log half-life; of very many events a first stretch says where to look."""
    if len(events.times) <= _MANY:
        return search(solve, low=low, high=high)
    span = float(events.times[_MANY])
    first = Timed(
        times=events.times[:_MANY], weights=events.weights[:_MANY], kinds=events.kinds[:_MANY],
        span=span, reach=events.reach,
    )  # fmt: skip
    basis = hats(first, background)
    near = search(lambda x, start: _solve(first, basis, x, start=start), low=low, high=high)
    xs = [near - _AROUND, near, near + _AROUND]
    start: Point | None = None
    values = []
    for x in xs:
        start = solve(x, start)[1]
        values.append(start.value)
    return refine(solve, xs, values, start=start)


def _solve(
    events: Timed, basis: tuple[Whole, Whole, Floats, Floats], log_half_life: float, *, start: Point | None
) -> tuple[Terms, Point]:
    terms = _terms(events, basis, rate=log(2) / float(np.exp(log_half_life)))
    return terms, climb(terms, start=start)


def _terms(events: Timed, basis: tuple[Whole, Whole, Floats, Floats], *, rate: float) -> Terms:
    left, right, share, integrals = basis
    past, whole = exposures(events, rate)
    typical = float(events.weights.sum()) / float(integrals.sum())
    return Terms(
        left=left, right=right, share=share, integrals=integrals, past=past, whole=whole,
        weights=events.weights, typical=typical, rate=rate,
    )  # fmt: skip


def _without(terms: Terms) -> Terms:
    """Return the terms of the same background without any excitation."""
    return Terms(
        left=terms.left, right=terms.right, share=terms.share, integrals=terms.integrals,
        past=terms.past[:, :0], whole=terms.whole[:0], weights=terms.weights, typical=terms.typical,
        rate=terms.rate,
    )  # fmt: skip


def _misfit(events: Timed, terms: Terms, point: Point) -> float:
    """Return the Kolmogorov-Smirnov distance of the rescaled waiting times from an exponential.

    Between events the background is taken as straight (as its hats are); the excitation's integral
    is exact for one kind, and for several it is the fall that the decay implies.
    """
    gaps = np.diff(events.times)
    held = terms.past @ point.branching
    base = rates(terms, point.heights, point.branching) - held
    waits = gaps * (base[1:] + base[:-1]) / 2
    if len(events.reach[0]) == 1:
        mine = sum(float(reach[0, 0]) * a for reach, a in zip(events.reach, point.branching, strict=True))
        waits = waits + (held[:-1] + mine * terms.rate * events.weights[:-1] - held[1:]) / terms.rate
    else:
        waits = waits + gaps * held[1:]
    shares = np.sort(-np.expm1(-waits))
    steps = (np.arange(len(shares)) + 0.5) / max(len(shares), 1)
    return float(np.max(np.abs(shares - steps), initial=0.0))
