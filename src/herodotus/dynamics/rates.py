"""How often, and did it change: rates and ratios with intervals, and what so few events can show."""

from __future__ import annotations

import numpy as np

from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_dynamics
from herodotus.types import noun

_, SETTINGS = load_dynamics()


@noun
class Ratio:
    """Rate after over rate before, with its interval, in words, and what it could not have seen."""

    before: int
    after: int
    middle: float
    low: float
    high: float
    words: str
    power: str


def compare_rates(before: int, after: int, *, weeks_before: float, weeks_after: float) -> Ratio:
    """Compare two Poisson rates with gamma posteriors (Jeffreys prior).

    The words say more or less only where the interval lies wholly on one side of 1: a before and
    after is a description, not a cause, and the sentence says so.
    """
    if weeks_before <= 0 or weeks_after <= 0:
        raise UsageError("a rate needs a span of time", hint="give each side at least one week")
    rng = np.random.default_rng(SETTINGS.seed)
    earlier = rng.gamma(before + SETTINGS.prior_events, 1 / weeks_before, SETTINGS.draws)
    later = rng.gamma(after + SETTINGS.prior_events, 1 / weeks_after, SETTINGS.draws)
    tail = (1 - SETTINGS.level) / 2
    low, middle, high = (float(x) for x in np.quantile(later / earlier, [tail, 0.5, 1 - tail]))
    words = "more" if low > 1 else "less" if high < 1 else "no detectable difference"
    enough = (
        before >= SETTINGS.power_before and after + before >= SETTINGS.power_before + SETTINGS.power_after
    )
    power = (
        "enough events to see a doubling four times in five"
        if enough
        else f"too few events to see even a doubling reliably (about {SETTINGS.power_before} before "
        f"and {SETTINGS.power_after} after are needed)"
    )
    return Ratio(before=before, after=after, middle=middle, low=low, high=high, words=words, power=power)
