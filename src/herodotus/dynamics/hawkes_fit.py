"""Fitting a Hawkes process: Newton steps for backgrounds and branching, a search for the half-life."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np

from herodotus.dynamics.hawkes import Excited, Floats, Timed, Whole, exposures, hats
from herodotus.dynamics.hawkes_terms import Point, Terms, climb, derivatives, rates

# Half-lives of the coarse search, and the most parabolas after it.
_GRID = 9
_PARABOLAS = 12
# Of more events than this, the first so many say where the half-life lies; then all do, this near it.
_MANY = 50_000
# A parabola flatter than this has no top.
_FLAT = 1e-12
_AROUND = 0.25
# Normal quantile of a 90 % interval.
_Z90 = 1.6449
# Search of the half-life stops when it is known to this factor.
_NEAR = 0.02


Solve = Callable[..., tuple[Terms, Point]]


def fit(events: Timed, *, background: float | None, shortest: float = 0.02, longest: float = 60.0) -> Excited:
    """Fit backgrounds, branching and half-life (searched between `shortest` and `longest` days)."""
    basis = hats(events, background)

    def solve(log_half_life: float, start: Point | None = None) -> tuple[Terms, Point]:
        return _solve(events, basis, log_half_life, start=start)

    best = _find_half_life(events, solve, background=background, low=log(shortest), high=log(longest))
    terms, point = solve(best)
    low, high, life = _intervals(solve, best, terms=terms, point=point)
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
        return _search(solve, low=low, high=high)
    span = float(events.times[_MANY])
    first = Timed(
        times=events.times[:_MANY], weights=events.weights[:_MANY], kinds=events.kinds[:_MANY],
        span=span, reach=events.reach,
    )  # fmt: skip
    basis = hats(first, background)
    near = _search(lambda x, start: _solve(first, basis, x, start=start), low=low, high=high)
    xs = [near - _AROUND, near, near + _AROUND]
    start: Point | None = None
    values = []
    for x in xs:
        start = solve(x, start)[1]
        values.append(start.value)
    return _refine(solve, xs, values, start=start)


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


def _search(solve: Solve, *, low: float, high: float) -> float:
    """Return the best log half-life: a coarse grid, then the tops of parabolas through the best three."""
    grid = np.linspace(low, high, _GRID)
    values, start = [], None
    for x in grid:
        start = solve(float(x), start)[1]
        values.append(start.value)
    at = min(max(int(np.argmax(values)), 1), _GRID - 2)
    return _refine(solve, [float(x) for x in grid[at - 1 : at + 2]], values[at - 1 : at + 2], start=start)


def _refine(solve: Solve, xs: list[float], values: list[float], *, start: Point | None) -> float:
    """Narrow three points around a top by parabolas, and by halving where a parabola says nothing new."""
    for _ in range(_PARABOLAS):
        if xs[2] - xs[0] < _NEAR:
            break
        x = _top(xs, values)
        if min(abs(x - known) for known in xs) < _NEAR / 4:
            wide = 0 if xs[1] - xs[0] > xs[2] - xs[1] else 1
            x = xs[1] + (-1 if wide == 0 else 1) * max(_NEAR / 2, (xs[wide + 1] - xs[wide]) * 0.1)
        points = sorted([*zip(xs, values, strict=True), (x, solve(x, start)[1].value)])
        best = min(max(max(range(4), key=lambda at: points[at][1]), 1), 2)
        xs = [point[0] for point in points[best - 1 : best + 2]]
        values = [point[1] for point in points[best - 1 : best + 2]]
    return xs[int(np.argmax(values))]


def _top(xs: list[float], values: list[float]) -> float:
    """Return where the parabola through three points is highest, kept inside them."""
    (a, b, c), (fa, fb, fc) = xs, values
    below = (b - a) * (fb - fc) - (b - c) * (fb - fa)
    if abs(below) < _FLAT:
        return (a + c) / 2
    x = b - 0.5 * ((b - a) ** 2 * (fb - fc) - (b - c) ** 2 * (fb - fa)) / below
    return min(max(x, a + 0.02 * (c - a)), c - 0.02 * (c - a))


def _intervals(
    solve: Solve, best: float, *, terms: Terms, point: Point
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Return low and high of each branching, and the factor of the half-life, all at 90 %.

    From the joint curvature in the logarithms; the half-life's part comes by differences of the
    maximised likelihood (its profile), and the branchings' drift along it is carried.
    """
    size = len(point.heights)
    _, curve = derivatives(terms, point.heights, point.branching)
    spread = np.linalg.inv(curve + np.eye(len(curve)) * 1e-9)
    inner = np.diag(spread)[size:]
    ahead, behind = solve(best + 0.1, point)[1], solve(best - 0.1, point)[1]
    bend = max(-(ahead.value - 2 * point.value + behind.value) / 0.01, 1e-3)
    drift = (np.log(ahead.branching) - np.log(behind.branching)) / 0.2
    log_sd = np.sqrt(inner + drift**2 / bend)
    life = float(np.exp(min(_Z90 / bend**0.5, 5.0)))
    low = tuple(float(x) for x in point.branching * np.exp(-_Z90 * log_sd))
    high = tuple(float(x) for x in point.branching * np.exp(_Z90 * np.minimum(log_sd, 3.0)))
    return low, high, life


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
