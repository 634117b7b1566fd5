"""What one act sets off: ranges that are published, or fitted to dated acts where there are enough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
NAMES = ("retaliation", "repetition", "help", "unrest", "restraint")
# Together, one act must set off fewer than one, or runs explode.
_MOST = 0.9


@noun
class Mechanisms:
    """Each mechanism's low and high (a 90 % range); `fitted` names those that the acts themselves say."""

    ranges: tuple[tuple[str, float, float], ...]
    half_life: tuple[float, float]
    fitted: tuple[str, ...] = ()

    def draw(self, runs: int, *, rng: np.random.Generator) -> dict[str, Floats]:
        """Draw the mechanisms of each run, evenly over their ranges."""
        drawn = {name: low + (high - low) * rng.random(runs) for name, low, high in self.ranges}
        low, high = self.half_life
        drawn["half-life"] = np.exp(np.log(low) + (np.log(high) - np.log(low)) * rng.random(runs))
        total = drawn["retaliation"] + drawn["repetition"] + 2 * drawn["help"] + drawn["unrest"]
        shrink = np.minimum(1.0, _MOST / np.maximum(total, 1e-9))
        for name in ("retaliation", "repetition", "help", "unrest"):
            drawn[name] = drawn[name] * shrink
        return drawn


def published() -> Mechanisms:
    """Return the ranges of knowledge/dynamics.toml, which no report here narrows."""
    settings = load_part("whatif")
    priors = settings["priors"]
    low, high = settings["half_life_weeks"]
    return Mechanisms(
        ranges=tuple((name, float(priors[name][0]), float(priors[name][1])) for name in NAMES),
        half_life=(float(low), float(high)),
    )
