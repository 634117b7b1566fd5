"""Try a forecast on the past, week by week, never without the naive floors beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.floors import FLOORS, Floor, pooled
from herodotus.dynamics.scores import covered, crps, interval_score, log_score
from herodotus.errors import UsageError
from herodotus.types import noun

Floats = NDArray[np.float64]


@noun
class Score:
    """Mean scores of one model over all origins and series; `share` inside its 90 % band."""

    model: str
    is_floor: bool
    crps: float
    log: float
    interval: float
    share: float
    forecasts: int


def roll(
    histories: Sequence[Floats],
    *,
    start: int,
    ahead: int = 1,
    draws: int = 200,
    seed: int = 0,
    models: Mapping[str, Floor] | None = None,
) -> tuple[Score, ...]:
    """Score each model at every origin from `start` on; the floors are always in the table.

    `histories` are count series of equal period, oldest first, NaN where nothing was observed;
    those periods are neither forecast from as zero nor scored.
    """
    entrants = {**(models or {"pool": pooled}), **FLOORS}
    places = [(h, t) for h in histories for t in range(start, len(h) - ahead + 1)]
    places = [(h, t) for h, t in places if not np.isnan(h[t + ahead - 1]) and not np.isnan(h[:t]).all()]
    if not places:
        raise UsageError(f"no forecast can be scored from period {start} on", hint="give longer series")
    came = np.array([h[t + ahead - 1] for h, t in places])
    table = []
    for name, model in entrants.items():
        rng = np.random.default_rng(seed)
        drawn = np.stack([model(h[:t], ahead=ahead, draws=draws, rng=rng) for h, t in places])
        table.append(
            Score(
                model=name,
                is_floor=name in FLOORS,
                crps=float(crps(drawn, came).mean()),
                log=float(log_score(drawn, came).mean()),
                interval=float(interval_score(drawn, came).mean()),
                share=covered(drawn, came),
                forecasts=len(places),
            )
        )
    return tuple(table)
