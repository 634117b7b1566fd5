"""What one act sets off: ranges that are published, or fitted to dated acts where there are enough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.half_lives import search, standard_errors
from herodotus.dynamics.hawkes_terms import Point, Terms, climb
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
NAMES = ("retaliation", "repetition", "help", "unrest", "restraint")
SETTING_OFF = NAMES[:4]
# Together, one act must set off fewer than one, or runs explode.
_MOST = 0.9
# How often a fit is simulated and fitted again, and the most that this may move a logarithm.
_AGAIN = 8
_MOST_SHIFT = 0.7
# Normal quantile of a 90 % interval.
_Z90 = 1.6449


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
        for name in SETTING_OFF:
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


@noun
class Acts:
    """Hostile acts by week and directed pair, and how the pairs lead to one another.

    `leads` are matrices by class, in the order of NAMES: leads[c][p, q] is how much an act of pair p
    raises pair q by that mechanism.
    """

    counts: Floats
    leads: tuple[Floats, ...]


@noun
class _Fit:
    """One fit: steady rates of the pairs, logarithms of the mechanisms and the half-life, standard errors."""

    heights: Floats
    logs: Floats
    errors: Floats


def fit_mechanisms(acts: Acts, *, shortest: float = 0.5, longest: float = 8.0, seed: int = 0) -> Mechanisms:
    """Fit retaliation, repetition, help and unrest, and their half-life in weeks, to weekly acts.

    Each pair has its own steady rate, and steady rates fitted to few weeks swallow some of what one
    act sets off; simulating from the fit and fitting again says how much, and that is given back.
    Restraint cannot be told from steady rates here and keeps its published range. The ranges are
    90 % intervals.
    """
    span = (float(np.log(shortest)), float(np.log(longest)))
    first = _fit(acts, span=span)
    worlds = _again(acts, first, times=_AGAIN, rng=np.random.default_rng(seed))
    again = np.stack([_fit(world, span=span).logs for world in worlds])
    swallowed = np.clip(again.mean(axis=0) - first.logs, -_MOST_SHIFT, _MOST_SHIFT)
    middle = first.logs - swallowed
    low, high = np.exp(middle - _Z90 * first.errors), np.exp(middle + _Z90 * first.errors)
    fitted = NAMES[: len(acts.leads)]
    prior = {name: (a, b) for name, a, b in published().ranges}
    found = {name: (float(low[at]), float(high[at])) for at, name in enumerate(fitted)}
    return Mechanisms(
        ranges=tuple((name, *found.get(name, prior[name])) for name in NAMES),
        half_life=(float(low[-1]), float(high[-1])),
        fitted=fitted,
    )


def _fit(acts: Acts, *, span: tuple[float, float]) -> _Fit:
    def solve(log_half_life: float, start: Point | None = None) -> tuple[Terms, Point]:
        terms = _terms(acts, half_life=float(np.exp(log_half_life)))
        return terms, climb(terms, start=start)

    best = search(solve, low=span[0], high=span[1])
    terms, point = solve(best)
    errors, life = standard_errors(solve, best, terms=terms, point=point)
    return _Fit(
        heights=point.heights,
        logs=np.append(np.log(point.branching), best),
        errors=np.append(errors, life),
    )


def _again(acts: Acts, fit: _Fit, *, times: int, rng: np.random.Generator) -> list[Acts]:
    """Simulate weekly acts from a fit, as often as asked."""
    weeks, pairs = acts.counts.shape
    fade = 0.5 ** (1 / float(np.exp(fit.logs[-1])))
    leads = sum(lead * float(np.exp(log)) for lead, log in zip(acts.leads, fit.logs, strict=False))
    excited, counts = np.zeros((times, pairs)), np.zeros((times, weeks, pairs))
    for week in range(weeks):
        rate = fit.heights + excited @ leads * (1 - fade)
        counts[:, week] = rng.poisson(np.minimum(rate, load_part("whatif")["most_rate"]))
        excited = fade * excited + counts[:, week]
    return [Acts(counts=one, leads=acts.leads) for one in counts]


def _terms(acts: Acts, *, half_life: float) -> Terms:
    """Return the weekly Poisson likelihood in the form of a Hawkes process: one steady rate a pair."""
    weeks, pairs = acts.counts.shape
    fade = 0.5 ** (1 / half_life)
    excited = np.zeros((weeks, pairs))
    for week in range(1, weeks):
        excited[week] = fade * excited[week - 1] + acts.counts[week - 1]
    felt = np.stack([excited @ lead * (1 - fade) for lead in acts.leads], axis=-1)
    when, pair = np.nonzero(acts.counts)
    return Terms(
        left=pair,
        right=pair,
        share=np.zeros(len(pair)),
        integrals=np.full(pairs, float(weeks)),
        past=felt[when, pair],
        whole=felt.sum(axis=(0, 1)),
        weights=acts.counts[when, pair],
        typical=float(acts.counts.mean()),
        rate=1.0,
    )
