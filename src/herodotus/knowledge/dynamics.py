"""Windows, weights and levels of the dynamics stage, read once from dynamics.toml."""

from __future__ import annotations

from functools import cache
from typing import Any

from herodotus.knowledge import load_toml
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
    """Return the tables of floors and rates."""
    return FloorSettings(**load_part("floors")), RateSettings(**load_part("rates"))


@cache
def load_part(name: str) -> dict[str, Any]:
    """Return one table of dynamics.toml; callers only read it."""
    part: dict[str, Any] = load_toml("dynamics.toml")[name]
    return part
