"""The default forecast: the pooled regression and the floors, mixed by weights fixed on past data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.floors import FLOORS, Floor, fading_by, moments_of, none_at_all, smoothed_by
from herodotus.dynamics.pooled import Learner, forecast
from herodotus.knowledge.dynamics import load_part

Floats = NDArray[np.float64]
# counts (periods, series) -> (series, draws), at keyword-only ahead, draws, rng, neighbours.
Model = Callable[..., Floats]
# Parts of a mixture that are no floors of their own.
PARTS: dict[str, Floor] = {
    "EWMA-NB, fast": smoothed_by(load_part("forecast")["fast"]),
    "NB, 4 moments": moments_of(4),
    "NB, 6 moments": moments_of(6),
    "NB, 9 moments": moments_of(9),
    "NB, fading": fading_by(load_part("forecast")["fading"]),
    "none": none_at_all,
}


def each(floor: Floor) -> Model:
    """Return a floor, which knows one series, as a model of all series."""

    def model(
        counts: Floats, *, ahead: int, draws: int, rng: np.random.Generator, neighbours: Floats | None = None
    ) -> Floats:
        del neighbours
        columns = [floor(column, ahead=ahead, draws=draws, rng=rng) for column in counts.T]
        return np.stack(columns)

    return model


def learned(part: Mapping[str, Any]) -> Model:
    """Return the pooled regression with one set of settings, as a model."""
    learner = Learner.of(dict(part))

    def model(
        counts: Floats, *, ahead: int, draws: int, rng: np.random.Generator, neighbours: Floats | None = None
    ) -> Floats:
        del rng
        return forecast(counts, ahead=ahead, draws=draws, learner=learner, neighbours=neighbours)

    return model


def mixed(period: str = "week", *, measure: str = "events") -> Model:
    """Return the mixture for weeks or months, of events or deaths: each part gives its share of the draws.

    The next period and later ones have their own regression and weights.
    """

    def model(
        counts: Floats, *, ahead: int, draws: int, rng: np.random.Generator, neighbours: Floats | None = None
    ) -> Floats:
        part = part_of(period, ahead=ahead, measure=measure)
        models = {name: each(floor) for name, floor in {**FLOORS, **PARTS}.items()} | {
            "pooled": learned(part)
        }
        drawn = [
            models[name](counts, ahead=ahead, draws=size, rng=rng, neighbours=neighbours)
            for name, size in shares(part["weights"][measure], draws=draws).items()
        ]
        return np.concatenate(drawn, axis=1)

    return model


def part_of(period: str, *, ahead: int, measure: str = "events") -> dict[str, Any]:
    """Return the settings for so far ahead and this measure; the rest is as for the next's events."""
    part: dict[str, Any] = load_part("forecast")[period]
    merged = {**part, **part.get(measure, {})}
    if ahead > 1 and "later" in part:
        merged |= {**part["later"], **part["later"].get(measure, {})}
    return merged


def shares(weights: Mapping[str, float], *, draws: int) -> dict[str, int]:
    """Return how many draws each part gives; the first part takes what rounding leaves.

    >>> shares({"a": 0.5, "b": 0.3, "c": 0.2}, draws=11)
    {'a': 6, 'b': 3, 'c': 2}
    """
    sizes = {name: int(draws * weight) for name, weight in weights.items()}
    first = next(iter(sizes))
    sizes[first] += draws - sum(sizes.values())
    return {name: size for name, size in sizes.items() if size}
