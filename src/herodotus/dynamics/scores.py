"""How good a forecast was: proper scores of draws against what came.

Every function takes `draws` of shape (forecasts, draws) and `came` of shape (forecasts,), both
counts, and returns one score a forecast: lower is better, except `covered`, which is a share.
Sources: Gneiting and Raftery 2007 (CRPS, interval score); the VIEWS 2023/24 challenge for the bins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The challenge's bin edges: no deaths, a few, and then ever wider.
BIN_EDGES = (0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)


def crps(draws: Floats, came: Floats) -> Floats:
    """Continuous ranked probability score, in units of the counts.

    >>> float(crps(np.array([[3.0, 3.0]]), np.array([5.0]))[0])
    2.0
    """
    n = draws.shape[1]
    ordered = np.sort(draws, axis=1)
    # Mean absolute difference of all pairs of draws, by ranks: O(n log n), not O(n^2).
    ranks = 2 * np.arange(1, n + 1) - n - 1
    spread = (ordered * ranks).sum(axis=1) / (n * n)
    result: Floats = np.abs(draws - came[:, None]).mean(axis=1) - spread
    return result


def log_score(draws: Floats, came: Floats) -> Floats:
    """Minus the natural log of the share of draws in the bin that came, one pseudo-draw a bin."""
    bins = len(BIN_EDGES) + 1
    drawn = np.searchsorted(BIN_EDGES, draws)
    hit = np.searchsorted(BIN_EDGES, came)
    inside = (drawn == hit[:, None]).sum(axis=1) + 1
    result: Floats = -np.log(inside / (draws.shape[1] + bins))
    return result


def interval_score(draws: Floats, came: Floats, *, level: float = 0.9) -> Floats:
    """Width of the central `level` interval, plus the penalty where the count fell outside it."""
    tail = (1 - level) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=1)
    miss = np.maximum(low - came, 0) + np.maximum(came - high, 0)
    result: Floats = (high - low) + miss / tail
    return result


def covered(draws: Floats, came: Floats, *, level: float = 0.9) -> float:
    """Share of counts that fell inside the central `level` interval; a good band covers `level`."""
    tail = (1 - level) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=1)
    return float(((came >= low) & (came <= high)).mean())


def probability_transform(draws: Floats, came: Floats, *, seed: int) -> Floats:
    """Randomised PIT: uniform on 0..1 where the forecasts are calibrated (Czado et al. 2009)."""
    below = (draws < came[:, None]).mean(axis=1)
    equal = (draws == came[:, None]).mean(axis=1)
    chance: Floats = np.random.default_rng(seed).random(len(came))
    result: Floats = below + chance * equal
    return result


def within(draws: Floats, came: Floats, *, level: float, seed: int) -> float:
    """Share of counts inside the central `level` of their forecasts, by the randomised PIT.

    Where the forecasts are calibrated this is `level` itself, however lumpy the counts; `covered` is
    at least as high, and for small counts much higher.
    """
    placed = probability_transform(draws, came, seed=seed)
    return float((np.abs(placed - 0.5) < level / 2).mean())
