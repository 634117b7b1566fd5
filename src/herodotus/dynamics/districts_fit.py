"""Fitting the district model by approximate Bayesian computation: draw, run, keep what looks like the told.

Nothing is kept for fitting week by week: a handful of summaries that the mechanism is about, the
same of the model as of the table, each in units of how much it varies over all draws.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.districts import PARAMETERS, Land, Rules, run_districts
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
SUMMARIES = (
    "late over early",
    "share of the busiest tenth",
    "goes with mixing",
    "week to week",
)


@noun
class Posterior:
    """The rules that were kept, the summaries of the table, and those of the kept runs."""

    kept: tuple[Rules, ...]
    told: Floats
    seen: Floats
    runs: int

    def interval(self, name: str) -> tuple[float, float, float]:
        """Return the 5, 50 and 95 % points of one parameter."""
        values = [getattr(rules, name) for rules in self.kept]
        low, middle, high = (float(x) for x in np.quantile(values, [0.05, 0.5, 0.95]))
        return low, middle, high


def summarise(attacks: Floats, land: Land) -> Floats:
    """Return the summaries of attacks (weeks, districts); none depends on how many agents there are."""
    weekly, by_place = attacks.sum(axis=1), np.sort(attacks.sum(axis=0))[::-1]
    third = max(len(weekly) // 3, 1)
    early, late = weekly[:third].mean() + 0.5, weekly[-third:].mean() + 0.5
    top = max(len(by_place) // 10, 1)
    people = land.people.sum(axis=1, keepdims=True)
    share = land.people / np.maximum(people, 1e-9)
    mixed = people[:, 0] * (1 - (share**2).sum(axis=1))
    return np.array(
        [
            np.log(late / early),
            by_place[:top].sum() / max(by_place.sum(), 1.0),
            _correlation(np.sqrt(attacks.sum(axis=0)), np.sqrt(mixed)),
            _correlation(np.log(weekly[1:] + 1), np.log(weekly[:-1] + 1)),
        ]
    )


def _correlation(a: Floats, b: Floats) -> float:
    if len(a) < 3 or a.std() == 0 or b.std() == 0:  # noqa: PLR2004 (two points always agree)
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def draw_rules(rng: np.random.Generator) -> Rules:
    """Draw rules from their priors, evenly on a logarithmic scale."""
    priors = load_part("districts")["priors"]
    chosen = {}
    for name in PARAMETERS:
        low, high = priors[name]
        chosen[name] = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    return Rules(**chosen)


def fit_districts(
    land: Land,
    attacks: Floats,
    *,
    runs: int,
    keep: int,
    agents: int,
    seed: int,
    tell: Callable[[], None] | None = None,
) -> Posterior:
    """Keep the `keep` of `runs` drawn rules whose runs look most like the attacks told (weeks, districts).

    `tell` is called after each run; raising from it stops the fit.
    """
    rng = np.random.default_rng(seed)
    told = summarise(attacks, land)
    rules, seen = [], np.zeros((runs, len(told)))
    for at in range(runs):
        rules.append(draw_rules(rng))
        course = run_districts(land, rules[-1], weeks=len(attacks), agents=agents, seed=seed + at)
        seen[at] = summarise(course.attacks, land)
        if tell is not None:
            tell()
    unit = np.median(np.abs(seen - np.median(seen, axis=0)), axis=0) + 1e-9
    far = np.sqrt((((seen - told) / unit) ** 2).sum(axis=1))
    best = np.argsort(far, kind="stable")[:keep]
    return Posterior(kept=tuple(rules[at] for at in best), told=told, seen=seen[best], runs=runs)
