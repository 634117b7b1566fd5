"""One forecast learned from all series: pooled regression for the mean, past outcomes for the spread.

The mean comes from a log-linear regression on recent means of the series at several half-lives, of
all series, and of the neighbours, fitted on the last periods of every series at once. The spread
is what came in the past cases whose forecast mean was nearest, scaled to this mean: no formula
for the tail, so one extreme week cannot bend every other forecast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from herodotus.errors import UsageError
from herodotus.types import noun

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# exp() of a mean outside these is no count that anybody could have seen.
_LOW, _HIGH = -6.0, 11.0
_STEPS = 15


@noun
class Learner:
    """How the pooled regression learns: see knowledge/dynamics.toml for the reasons."""

    half_lives: tuple[float, ...]
    offset: float
    window: int
    burn: int
    analogues: int
    alpha: float
    ridge: float
    growth: float
    alike: float
    fewest: int

    @classmethod
    def of(cls, part: dict[str, Any]) -> Learner:
        """Read the settings of one kind of period."""
        return cls(
            half_lives=tuple(part["half_lives"]),
            offset=part["offset"],
            window=part["window"],
            burn=part["burn"],
            analogues=part["analogues"],
            alpha=part["alpha"],
            ridge=part["ridge"],
            growth=part["growth"],
            alike=part["alike"],
            fewest=part["fewest"],
        )


def recent_means(counts: Floats, half_life: float) -> Floats:
    """Return the exponentially weighted mean up to and with each period; the unobserved weighs nothing."""
    weight = 1 - 0.5 ** (1 / half_life)
    top, bottom = np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    means = np.zeros(counts.shape)
    for at, row in enumerate(counts):
        seen = ~np.isnan(row)
        top = np.where(seen, (1 - weight) * top + weight * np.where(seen, row, 0.0), top)
        bottom = np.where(seen, (1 - weight) * bottom + weight, bottom)
        means[at] = top / np.maximum(bottom, 1e-12)
    return means


def features(counts: Floats, *, learner: Learner, neighbours: Floats | None = None) -> Floats:
    """Return (periods, series, features): what is known at the end of each period."""
    means = [recent_means(counts, half_life) for half_life in learner.half_lives]
    columns = [np.ones(counts.shape), *(np.log(mean + learner.offset) for mean in means)]
    # Whether all series together run hotter than they did: the war as a whole.
    fast, slow = means[min(1, len(means) - 1)].mean(axis=1), means[-1].mean(axis=1)
    trend = np.log(fast + 0.1) - np.log(slow + 0.1)
    columns.append(np.repeat(trend[:, None], counts.shape[1], axis=1))
    if neighbours is not None:
        share = neighbours / np.maximum(neighbours.sum(axis=1, keepdims=True), 1)
        columns.append(np.log(means[min(1, len(means) - 1)] @ share.T + learner.offset))
    return np.stack(columns, axis=-1)


def forecast(
    counts: Floats, *, ahead: int, draws: int, learner: Learner, neighbours: Floats | None = None
) -> Floats:
    """Return (series, draws) of each series' count `ahead` periods after the last row of `counts`.

    Draws are evenly spaced quantiles, so nothing here is random. Nothing after the last row is seen.
    """
    known = features(counts, learner=learner, neighbours=neighbours)
    last = len(counts) - 1
    origins = np.arange(max(learner.burn, last - learner.window - ahead), last - ahead + 1)
    if not len(origins):
        raise UsageError("too few periods to learn from", hint=f"give at least {learner.burn + ahead + 1}")
    inputs = known[origins].reshape(-1, known.shape[-1])
    outcomes = counts[origins + ahead].reshape(-1)
    seen = ~np.isnan(outcomes)
    inputs, outcomes = inputs[seen], outcomes[seen]
    slopes = regress(inputs, outcomes, alpha=learner.alpha, ridge=learner.ridge)
    means = np.minimum(
        np.exp(np.clip(known[last] @ slopes, _LOW, _HIGH)), _ceiling(known[last], learner=learner)
    )
    past = np.exp(np.clip(inputs @ slopes, _LOW, _HIGH))
    return whole(analogues(means, past=past, outcomes=outcomes, learner=learner, draws=draws))


def _ceiling(known: Floats, *, learner: Learner) -> Floats:
    """Return the most that each series' mean may be: a few times its own highest recent mean.

    A log link without one extrapolates to millions of dead, as entries of the VIEWS challenge did.
    """
    own = np.exp(known[:, 1 : 1 + len(learner.half_lives)]).max(axis=1)
    ceiling: Floats = learner.growth * own
    return ceiling


def regress(inputs: Floats, outcomes: Floats, *, alpha: float, ridge: float) -> Floats:
    """Fit a log-linear mean by weighted least squares, repeated; a negative binomial's weights.

    The ridge pulls towards "as the second mean was", the plainest forecast there is.
    """
    slopes: Floats = np.zeros(inputs.shape[1])
    slopes[min(2, len(slopes) - 1)] = 1.0
    prior = slopes.copy()
    pull = np.full(len(slopes), ridge)
    pull[0] = 0.0
    for _ in range(_STEPS):
        at: Floats = np.clip(inputs @ slopes, _LOW, _HIGH)
        mean: Floats = np.exp(at)
        weight = mean / (1 + alpha * mean)
        target = at + (outcomes - mean) / mean
        square = inputs.T @ (inputs * weight[:, None]) + np.diag(pull + 1e-9)
        new = np.asarray(np.linalg.solve(square, inputs.T @ (weight * target) + pull * prior), np.float64)
        moved = float(np.abs(new - slopes).max())
        slopes = new
        if moved < 1e-5:  # noqa: PLR2004 (beyond what any draw could show)
            break
    return slopes


def analogues(means: Floats, *, past: Floats, outcomes: Floats, learner: Learner, draws: int) -> Floats:
    """Return, for each mean, quantiles of what came in the past cases nearest in mean, scaled to it.

    Cases whose mean is off by more than `alike` times are left out where enough nearer ones remain;
    where the nearest are far off, an outcome is scaled by `growth` at most.
    """
    order = np.argsort(past, kind="stable")
    ordered, came = past[order], outcomes[order]
    size = min(learner.analogues, len(ordered))
    chances = (np.arange(draws) + 0.5) / draws
    drawn = np.empty((len(means), draws))
    for row, mean in enumerate(means):
        middle = int(np.searchsorted(ordered, mean))
        low, high = _near(ordered, mean, middle=middle, size=size, learner=learner)
        scale = np.clip(mean / ordered[low:high], 1 / learner.growth, learner.growth)
        scaled = np.sort(came[low:high] * scale)
        drawn[row] = scaled[np.minimum((chances * len(scaled)).astype(np.int64), len(scaled) - 1)]
    return drawn


def _near(ordered: Floats, mean: float, *, middle: int, size: int, learner: Learner) -> tuple[int, int]:
    """Return the stretch of sorted cases to draw from: the nearest `size`, without those too far off."""
    low = min(max(middle - size // 2, 0), len(ordered) - size)
    high = low + size
    inner = int(np.searchsorted(ordered, mean / learner.alike))
    outer = int(np.searchsorted(ordered, mean * learner.alike))
    closer = (max(low, inner), min(high, outer))
    if closer[1] - closer[0] >= min(learner.fewest, size):
        return closer
    few = min(learner.fewest, size)
    start = min(max(middle - few // 2, 0), len(ordered) - few)
    return start, start + few


def whole(drawn: Floats) -> Floats:
    """Return draws as counts: rounded up or down by evenly spaced chances, so that no mean moves."""
    chance = (np.arange(drawn.shape[1]) * 0.6180339887498949) % 1
    result: Floats = np.floor(drawn + chance[None, :])
    return result
