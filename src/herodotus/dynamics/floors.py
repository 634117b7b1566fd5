"""The naive forecasts that every model must be shown beside: hard to beat, and honest.

Each floor takes one history of counts (oldest first, NaN where nothing was observed: missing is
not zero), how many steps ahead, how many draws and a generator, and returns that many draws of
the count at that step. Windows and half-lives are those measured best on governorate weeks
(knowledge/dynamics.toml keeps them with the reason).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_dynamics

Floats = NDArray[np.float64]
Floor = Callable[..., Floats]

SETTINGS, _ = load_dynamics()


def seen(history: Floats, *, window: int) -> Floats:
    """Return the last `window` observed counts, refusing a history that holds none."""
    observed = history[~np.isnan(history)][-window:]
    if not len(observed):
        raise UsageError(
            "this series holds no observed count", hint="leave it out, or give its earlier counts"
        )
    return observed


def negative_binomial(mean: float, variance: float, *, draws: int, rng: np.random.Generator) -> Floats:
    """Draw counts with this mean and variance; a Poisson where the variance is no larger."""
    mean = max(mean, SETTINGS.quiet_mean)
    if variance <= mean:
        return rng.poisson(mean, draws).astype(float)
    shape = mean * mean / (variance - mean)
    return rng.poisson(rng.gamma(shape, mean / shape, draws)).astype(float)


def last_value(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
    """Poisson around the last count."""
    del ahead  # the last value is the same forecast at every step
    mean = max(float(seen(history, window=1)[0]), SETTINGS.quiet_mean)
    return rng.poisson(mean, draws).astype(float)


def moving_mean(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
    """Poisson around the mean of the last few counts."""
    del ahead
    mean = max(float(seen(history, window=SETTINGS.mean_window).mean()), SETTINGS.quiet_mean)
    return rng.poisson(mean, draws).astype(float)


def last_twelve(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
    """Draw from the last twelve counts themselves: the benchmark that came second of 23 in VIEWS."""
    del ahead
    return rng.choice(seen(history, window=SETTINGS.twelve_window), draws)


def moments(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
    """Negative binomial with the mean and variance of the last twelve counts."""
    return moments_of(SETTINGS.twelve_window)(history, ahead=ahead, draws=draws, rng=rng)


def moments_of(window: int) -> Floor:
    """Return the negative binomial with the mean and variance of the last `window` counts."""

    def floor(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
        del ahead
        recent = seen(history, window=window)
        return negative_binomial(float(recent.mean()), float(recent.var()), draws=draws, rng=rng)

    return floor


def fading_by(half_life: float) -> Floor:
    """Return the negative binomial whose mean and variance weigh half after every half-life."""

    def floor(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
        del ahead
        recent = seen(history, window=int(8 * half_life))
        weights = 0.5 ** (np.arange(len(recent))[::-1] / half_life)
        weights /= weights.sum()
        mean = float(weights @ recent)
        # The weighted variance, less what the weights themselves lose of it.
        lost = 1 - float(weights @ weights)
        variance = float(weights @ (recent - mean) ** 2) / lost if lost > 0 else mean
        return negative_binomial(mean, variance, draws=draws, rng=rng)

    return floor


def smoothed(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
    """Negative binomial around an exponentially weighted mean, wider the further ahead."""
    return smoothed_by(SETTINGS.weight)(history, ahead=ahead, draws=draws, rng=rng)


def smoothed_by(weight: float) -> Floor:
    """Return EWMA-NB with this weight of the newest count."""

    def floor(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
        recent = seen(history, window=SETTINGS.memory)
        mean, errors = float(recent[0]), [0.0]
        for count in recent[1:]:
            errors.append((float(count) - mean) ** 2 - mean)
            mean += weight * (float(count) - mean)
        spread = max(float(np.mean(errors[-SETTINGS.spread_window :])), 0.0) * ahead**0.5
        return negative_binomial(mean, mean + spread, draws=draws, rng=rng)

    return floor


def none_at_all(history: Floats, *, ahead: int, draws: int, rng: np.random.Generator) -> Floats:
    """Nothing: the fighting is over. No forecast by itself, and a part of one."""
    del history, ahead, rng
    return np.zeros(draws)


FLOORS: dict[str, Floor] = {
    "last value": last_value,
    "mean of 4": moving_mean,
    "last 12 as draws": last_twelve,
    "NB, 12 moments": moments,
    "EWMA-NB": smoothed,
}
