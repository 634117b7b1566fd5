"""Try a forecast on the past, period by period, never without the naive floors beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.floors import FLOORS
from herodotus.dynamics.mixture import Model, each
from herodotus.dynamics.scores import covered, crps, interval_score, log_score, within
from herodotus.errors import UsageError
from herodotus.types import noun

Floats = NDArray[np.float64]
FLOOR_MODELS: dict[str, Model] = {name: each(floor) for name, floor in FLOORS.items()}


@noun
class Score:
    """Mean scores of one model over all origins and series.

    `share50`, `share80` and `share90` are the shares inside the central bands by the randomised PIT: counts
    are lumpy, and a band that must hold nine in ten draws often holds more of them. `held90` is the
    plain share inside the 90 % band, ends included.
    """

    model: str
    is_floor: bool
    crps: float
    log: float
    interval: float
    held90: float
    share50: float
    share80: float
    share90: float
    forecasts: int


def roll(
    counts: Floats,
    *,
    origins: Sequence[int],
    models: Mapping[str, Model],
    ahead: int = 1,
    draws: int = 200,
    seed: int = 0,
    neighbours: Floats | None = None,
    tell: Callable[[], None] | None = None,
) -> tuple[Score, ...]:
    """Score each model at every origin; the floors are always in the table.

    `counts` is (periods, series), oldest first, NaN where nothing was observed; an origin is the
    number of periods that a model may see. What was not observed is neither zero nor scored.
    """
    entrants = {**models, **FLOOR_MODELS}
    origins = [
        at for at in origins if at + ahead <= len(counts) and not np.isnan(counts[at + ahead - 1]).all()
    ]
    if not origins:
        raise UsageError("no forecast can be scored at these origins", hint="give longer series")
    # A series that was never observed before an origin cannot be forecast from it.
    came = np.stack([np.where(_known(counts[:at]), counts[at + ahead - 1], np.nan) for at in origins])
    scored = ~np.isnan(came).ravel()
    table = []
    for name, model in entrants.items():
        rng = np.random.default_rng(seed)
        drawn = []
        for at in origins:
            drawn.append(_drawn(model, counts[:at], ahead=ahead, draws=draws, rng=rng, neighbours=neighbours))
            if tell is not None:
                tell()
        flat = np.concatenate(drawn)[scored]
        table.append(_score(name, flat, came.ravel()[scored], is_floor=name in FLOOR_MODELS))
    return tuple(table)


def _known(past: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.logical_not(np.isnan(past)).any(axis=0), np.bool_)


def _drawn(
    model: Model,
    past: Floats,
    *,
    ahead: int,
    draws: int,
    rng: np.random.Generator,
    neighbours: Floats | None,
) -> Floats:
    """Return the draws of every series; those never observed yet get none that counts."""
    known = _known(past)
    kept = neighbours[np.ix_(known, known)] if neighbours is not None else None
    drawn = np.zeros((past.shape[1], draws))
    drawn[known] = model(past[:, known], ahead=ahead, draws=draws, rng=rng, neighbours=kept)
    return drawn


def _score(name: str, drawn: Floats, came: Floats, *, is_floor: bool) -> Score:
    return Score(
        model=name,
        is_floor=is_floor,
        crps=float(crps(drawn, came).mean()),
        log=float(log_score(drawn, came).mean()),
        interval=float(interval_score(drawn, came).mean()),
        held90=covered(drawn, came),
        share50=within(drawn, came, level=0.5, seed=0),
        share80=within(drawn, came, level=0.8, seed=0),
        share90=within(drawn, came, level=0.9, seed=0),
        forecasts=len(came),
    )
