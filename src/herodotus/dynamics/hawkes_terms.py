"""The likelihood of a Hawkes process for one half-life, and the climb to its top."""

from __future__ import annotations

import numpy as np

from herodotus.dynamics.hawkes import Floats, Whole
from herodotus.types import noun

# Half an event a hat keeps an empty stretch's background above nothing (Jeffreys).
_PRIOR = 0.5
# And the same half event keeps a branching off nothing: published ones lie around this.
_TYPICAL = 0.3
_STEPS = 60
_STILL = 1e-9


@noun
class Terms:
    """What the likelihood is linear in, for one half-life."""

    left: Whole
    right: Whole
    share: Floats
    integrals: Floats
    past: Floats
    whole: Floats
    weights: Floats
    typical: float
    rate: float


@noun
class Point:
    """Heights of the hats, branching by class, and the penalised log likelihood there."""

    heights: Floats
    branching: Floats
    value: float


def rates(terms: Terms, heights: Floats, branching: Floats) -> Floats:
    """Return the rate at each event."""
    base = heights[terms.left] * (1 - terms.share) + heights[terms.right] * terms.share
    rates: Floats = base + terms.past @ branching
    return rates


def _value(terms: Terms, heights: Floats, branching: Floats) -> float:
    fitted = (terms.weights * np.log(rates(terms, heights, branching))).sum()
    expected = (heights * terms.integrals).sum() + (branching * terms.whole).sum()
    prior = _PRIOR * (np.log(heights) - heights / terms.typical).sum()
    prior += _PRIOR * (np.log(branching) - branching / _TYPICAL).sum()
    return float(fitted - expected + prior)


def climb(terms: Terms, *, start: Point | None = None) -> Point:
    """Maximise over heights and branching: Newton on their logarithms, halved where it overshoots.

    For a given half-life the likelihood is concave in heights and branching, so the top is one.
    """
    if start is None:
        heights, branching = np.full(len(terms.integrals), terms.typical), np.full(len(terms.whole), 0.3)
        heights = heights * (0.7 if len(branching) else 1.0)
    else:
        heights, branching = start.heights, start.branching
    value = _value(terms, heights, branching)
    for _ in range(_STEPS):
        slope, curve = derivatives(terms, heights, branching)
        step = _step(slope, curve)
        size = 1.0
        while size > _STILL:
            moved = np.exp(np.clip(size * step, -3, 3))
            new_heights = heights * moved[: len(heights)]
            new_branching = np.clip(branching * moved[len(heights) :], 1e-6, 5.0)
            new = _value(terms, new_heights, new_branching)
            if new >= value:
                break
            size /= 2
        else:
            break
        gained, value, heights, branching = new - value, new, new_heights, new_branching
        if gained < _STILL * abs(value) + 1e-7:
            break
    return Point(heights=heights, branching=branching, value=value)


def _step(slope: Floats, curve: Floats) -> Floats:
    """Return the Newton step on the logarithms, with the curvature made positive where it is not."""
    damped: Floats = curve + np.diag(
        np.full(len(slope), 1e-6 * max(float(np.abs(np.diag(curve)).max()), 1e-9))
    )
    step = np.asarray(np.linalg.solve(damped, slope), np.float64)
    uphill: Floats = slope / np.maximum(np.abs(np.diag(curve)), 1e-9)
    return step if step @ slope > 0 else uphill


def derivatives(terms: Terms, heights: Floats, branching: Floats) -> tuple[Floats, Floats]:
    """Return slope and negative curvature in the logarithms of heights and branching.

    The curvature is the expected form (Fisher's scoring): positive definite everywhere.
    """
    size = len(heights)
    inverse = 1 / rates(terms, heights, branching)
    weighted = terms.weights * inverse
    up = _sum_by(terms.left, weighted * (1 - terms.share), size=size)
    up += _sum_by(terms.right, weighted * terms.share, size=size)
    slope = np.concatenate(
        [
            heights * (up - terms.integrals) + _PRIOR * (1 - heights / terms.typical),
            branching * (terms.past.T @ weighted - terms.whole) + _PRIOR * (1 - branching / _TYPICAL),
        ]
    )
    curve = _gram(terms, weighted * inverse, size=size)
    scale = np.concatenate([heights, branching])
    curve = curve * scale[:, None] * scale[None, :]
    # At the top the likelihood's own slope is minus the prior's; both together add just this.
    curve[np.arange(len(curve)), np.arange(len(curve))] += _PRIOR
    return slope, curve


def _gram(terms: Terms, weight: Floats, *, size: int) -> Floats:
    """Return the weighted products of the terms with each other: hats touch only their neighbours."""
    classes = terms.past.shape[1]
    gram = np.zeros((size + classes, size + classes))
    near, far = 1 - terms.share, terms.share
    at = np.arange(size)
    gram[at, at] = _sum_by(terms.left, weight * near * near, size=size)
    gram[at, at] += _sum_by(terms.right, weight * far * far, size=size)
    beside = _sum_by(terms.left, weight * near * far, size=size)
    gram[at[:-1], at[1:]] += beside[:-1]
    gram[at[1:], at[:-1]] += beside[:-1]
    if (terms.left == terms.right).all():  # one constant hat a kind
        gram[:size, :size] = np.diag(_sum_by(terms.left, weight, size=size))
    for c in range(classes):
        felt = weight * terms.past[:, c]
        cross = _sum_by(terms.left, felt * near, size=size) + _sum_by(terms.right, felt * far, size=size)
        gram[:size, size + c] = gram[size + c, :size] = cross
        gram[size + c, size:] = felt @ terms.past
    return gram


def _sum_by(index: Whole, values: Floats, *, size: int) -> Floats:
    sums: Floats = np.bincount(index, values, minlength=size)[:size].astype(float)
    return sums
