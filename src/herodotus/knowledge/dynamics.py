"""Windows, weights and levels of the dynamics stage, read once from dynamics.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from herodotus.types import noun


@noun
class FloorSettings:
    """Windows in periods, weights without unit; see dynamics.toml for the reasons."""

    mean_window: int
    twelve_window: int
    memory: int
    weight: float
    spread_window: int
    quiet_mean: float


@noun
class RateSettings:
    """Prior in events, draws, seed, interval level, and the counts that a doubling needs."""

    prior_events: float
    draws: int
    seed: int
    level: float
    power_before: int
    power_after: int


@cache
def load_dynamics() -> tuple[FloorSettings, RateSettings]:
    """Return the two tables of dynamics.toml."""
    tables = tomllib.loads(files("herodotus.knowledge").joinpath("dynamics.toml").read_text("utf-8"))
    return FloorSettings(**tables["floors"]), RateSettings(**tables["rates"])
