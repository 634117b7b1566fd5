"""How often, and did it change: rates and ratios with intervals, and what so few events can show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_dynamics
from herodotus.types import noun

Floats = NDArray[np.float64]
_, SETTINGS = load_dynamics()
# Normal quantile that four in five draws stay below: the power that is usually asked for.
_Z80 = 0.8416
_Z90_BOTH = 1.6449


@noun
class Rate:
    """Events a week, with the interval of a gamma posterior (Jeffreys prior)."""

    events: int
    weeks: float
    middle: float
    low: float
    high: float


@noun
class Ratio:
    """Rate after over rate before, with its interval, in words, and what it could not have seen.

    `least` is the smallest growth, as a factor, that as many events as before would have shown in
    four cases of five.
    """

    before: int
    after: int
    middle: float
    low: float
    high: float
    more: float
    words: str
    power: str
    least: float


def estimate_rate(events: int, *, weeks: float) -> Rate:
    """Return the rate of a count over a span, with its interval."""
    if weeks <= 0:
        raise UsageError("a rate needs a span of time", hint="give each side at least one week")
    drawn = _draw(events, weeks=weeks, rng=np.random.default_rng(SETTINGS.seed))
    low, middle, high = _interval(drawn)
    return Rate(events=events, weeks=weeks, middle=middle, low=low, high=high)


def compare_rates(before: int, after: int, *, weeks_before: float, weeks_after: float) -> Ratio:
    """Compare two Poisson rates with gamma posteriors (Jeffreys prior).

    The words say more or less only where the interval lies wholly on one side of 1: a before and
    after is a description, not a cause, and the sentence says so.
    """
    if weeks_before <= 0 or weeks_after <= 0:
        raise UsageError("a rate needs a span of time", hint="give each side at least one week")
    rng = np.random.default_rng(SETTINGS.seed)
    earlier, later = _draw(before, weeks=weeks_before, rng=rng), _draw(after, weeks=weeks_after, rng=rng)
    low, middle, high = _interval(later / earlier)
    words = "more" if low > 1 else "less" if high < 1 else "no detectable difference"
    least = least_growth(before, weeks_before=weeks_before, weeks_after=weeks_after)
    return Ratio(
        before=before,
        after=after,
        middle=middle,
        low=low,
        high=high,
        more=float((later > earlier).mean()),
        words=words,
        power=_power(least),
        least=least,
    )


def least_growth(before: int, *, weeks_before: float, weeks_after: float) -> float:
    """Return the factor of growth that a 90 % interval shows in four cases of five, after so many events.

    By the normal approximation of the log ratio; infinite where nothing was seen before.

    >>> 1.9 < least_growth(19, weeks_before=1, weeks_after=1) < 2.2
    True
    """
    if not before:
        return float("inf")
    share = weeks_after / weeks_before
    factor = 2.0
    for _ in range(60):
        spread = (1 / before + 1 / (before * factor * share)) ** 0.5
        factor = float(np.exp((_Z90_BOTH + _Z80) * spread))
    return factor


def _draw(events: int, *, weeks: float, rng: np.random.Generator) -> Floats:
    return rng.gamma(events + SETTINGS.prior_events, 1 / weeks, SETTINGS.draws)


def _interval(drawn: Floats) -> tuple[float, float, float]:
    tail = (1 - SETTINGS.level) / 2
    low, middle, high = np.quantile(drawn, [tail, 0.5, 1 - tail])
    return float(low), float(middle), float(high)


def _power(least: float) -> str:
    """Say what so many events before could have shown."""
    if least <= 2:  # noqa: PLR2004 (a doubling is the plainest change to name)
        return f"enough events to see a growth by {least:.1f} or more four times in five"
    return (
        f"too few events to see even a doubling reliably (about {SETTINGS.power_before} before "
        f"and {SETTINGS.power_after} after are needed)"
    )
