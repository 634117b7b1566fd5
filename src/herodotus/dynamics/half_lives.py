"""The half-life that a likelihood likes best, and how sure it and the branchings are.

Everything else is linear in the rate and climbs to one top for a given half-life, so a search in
one dimension over those tops is the whole fit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.hawkes_terms import Point, Terms, derivatives

# Half-lives of the coarse search, and the most parabolas after it.
_GRID = 9
_PARABOLAS = 12
# A parabola flatter than this has no top.
_FLAT = 1e-12
# Normal quantile of a 90 % interval.
_Z90 = 1.6449
# Search of the half-life stops when it is known to this factor.
_NEAR = 0.02

# Log half-life and where to start -> the terms and their top.
Solve = Callable[..., tuple[Terms, Point]]


def search(solve: Solve, *, low: float, high: float) -> float:
    """Return the best log half-life: a coarse grid, then the tops of parabolas through the best three."""
    grid = np.linspace(low, high, _GRID)
    values, start = [], None
    for x in grid:
        start = solve(float(x), start)[1]
        values.append(start.value)
    at = min(max(int(np.argmax(values)), 1), _GRID - 2)
    return refine(solve, [float(x) for x in grid[at - 1 : at + 2]], values[at - 1 : at + 2], start=start)


def refine(solve: Solve, xs: list[float], values: list[float], *, start: Point | None) -> float:
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


def intervals(
    solve: Solve, best: float, *, terms: Terms, point: Point
) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Return low and high of each branching, and the factor of the half-life, all at 90 %."""
    errors, life = standard_errors(solve, best, terms=terms, point=point)
    low = tuple(float(x) for x in point.branching * np.exp(-_Z90 * errors))
    high = tuple(float(x) for x in point.branching * np.exp(_Z90 * errors))
    return low, high, float(np.exp(min(_Z90 * life, 5.0)))


def standard_errors(
    solve: Solve, best: float, *, terms: Terms, point: Point
) -> tuple[NDArray[np.float64], float]:
    """Return the standard errors of the logarithms of each branching, and of the half-life.

    From the joint curvature in the logarithms; the half-life's part comes by differences of the
    maximised likelihood (its profile), and the branchings' drift along it is carried.
    """
    size = len(point.heights)
    _, curve = derivatives(terms, point.heights, point.branching)
    inner = np.diag(np.linalg.inv(curve))[size:]
    ahead, behind = solve(best + 0.1, point)[1], solve(best - 0.1, point)[1]
    bend = max(-(ahead.value - 2 * point.value + behind.value) / 0.01, 1e-3)
    drift = (np.log(ahead.branching) - np.log(behind.branching)) / 0.2
    errors = np.minimum(np.sqrt(inner + drift**2 / bend), 3.0)
    return np.asarray(errors, np.float64), float(bend**-0.5)
