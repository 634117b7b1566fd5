"""The signed network in motion: weekly acts of each pair, run with and without an edit on the same chances.

An act of a on b sets off, spread over the following weeks: more by a on b (repetition), by b on a
(retaliation), by b's allies on a (help), and by anybody on anybody (unrest). Friendly acts hold a
pair's hostile ones back while they are fresh (restraint). Every run draws its own rates and
mechanisms from what is known of them, so that the spread of the answers carries that ignorance too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.mechanisms import SETTING_OFF, Mechanisms
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
# A Poisson term below this, beyond the mean, ends the sum, whatever rounding left of the chance.
_NOTHING = 1e-12


@noun
class World:
    """What a run starts from: directed pairs, their acts told so far, who helps whom, and what an edit did.

    `acts` and `kind_acts` are hostile and friendly acts told of each pair in `weeks`; `allies[i, j]`
    is how surely i helps j (0 to 1). `factor` multiplies a pair's hostile rate, `floor` replaces the
    told acts where it is not negative, `shock` are acts added in the first week, and `spread` lists
    ranges from which each run draws one more factor for the pairs named.
    """

    actors: tuple[str, ...]
    source: Whole
    target: Whole
    acts: Floats
    kind_acts: Floats
    weeks: float
    allies: Floats
    factor: Floats
    shock: Floats
    spread: tuple[tuple[str, Whole, float, float], ...] = ()

    @property
    def back(self) -> Whole:
        """For each pair the index of the pair the other way round, or its own where there is none."""
        at = {(int(a), int(b)): k for k, (a, b) in enumerate(zip(self.source, self.target, strict=True))}
        return np.array([at.get((int(b), int(a)), k) for (a, b), k in at.items()], np.int64)


@noun
class Runs:
    """Hostile acts by run and pair, by run and week, `weekly` by run, week and pair, and what was drawn."""

    by_pair: Floats
    by_week: Floats
    weekly: Floats | None
    drawn: dict[str, Floats]


@noun
class Paired:
    """The same runs without and with the edit."""

    without: Runs
    with_edit: Runs

    @property
    def difference(self) -> Floats:
        """Hostile acts with the edit less without it, by run."""
        result: Floats = self.with_edit.by_pair.sum(axis=1) - self.without.by_pair.sum(axis=1)
        return result


def make_world(
    actors: Sequence[str],
    counts: dict[tuple[int, int], tuple[float, float]],
    *,
    allies: Floats,
    weeks: float,
) -> World:
    """Lay out the pairs that can act: those told of, the other way round, and allies on attackers."""
    pairs = set(counts) | {(b, a) for a, b in counts}
    for (a, b), (hostile, _) in counts.items():
        if hostile:
            pairs |= {(int(k), a) for k in np.flatnonzero(allies[:, b] > 0) if k != a}
    ordered = sorted(pairs)
    told = [counts.get(pair, (0.0, 0.0)) for pair in ordered]
    size = len(ordered)
    return World(
        actors=tuple(actors),
        source=np.array([a for a, _ in ordered], np.int64),
        target=np.array([b for _, b in ordered], np.int64),
        acts=np.array([hostile for hostile, _ in told], float),
        kind_acts=np.array([friendly for _, friendly in told], float),
        weeks=weeks,
        allies=allies,
        factor=np.ones(size),
        shock=np.zeros(size),
    )


def run_paired(
    world: World,
    edited: World,
    *,
    mechanisms: Mechanisms,
    runs: int,
    weeks: int,
    seed: int,
    tell: Callable[[], None] | None = None,
) -> Paired:
    """Run both worlds on the same draws of rates, mechanisms and chances.

    `tell` is called once a week of either world; raising from it stops the run.
    """
    return Paired(
        without=run_world(world, mechanisms=mechanisms, runs=runs, weeks=weeks, seed=seed, tell=tell),
        with_edit=run_world(edited, mechanisms=mechanisms, runs=runs, weeks=weeks, seed=seed, tell=tell),
    )


def run_world(
    world: World,
    *,
    mechanisms: Mechanisms,
    runs: int,
    weeks: int,
    seed: int,
    keep: bool = False,
    tell: Callable[[], None] | None = None,
) -> Runs:
    """Run one world; every chance is drawn by run, pair and week alone, so that an edit shifts none.

    `keep` keeps the acts of every run, week and pair, which is much.
    """
    rng = np.random.default_rng(seed)
    drawn = mechanisms.draw(runs, rng=rng)
    # What acts set off is in the told rates already; the steady part is what is left.
    steady = np.maximum(1 - sum(drawn[name] for name in SETTING_OFF), 0.0)[:, None]
    hostile = _rates(world.acts, weeks=world.weeks, runs=runs, seed=(seed, 1)) * steady * world.factor
    friendly = _rates(world.kind_acts, weeks=world.weeks, runs=runs, seed=(seed, 2))
    for at, (name, pairs, low, high) in enumerate(world.spread):
        chance = np.random.default_rng((seed, 3, at)).random(runs)
        drawn[name] = np.exp(np.log(low) + chance * (np.log(high) - np.log(low)))
        hostile[:, pairs] *= drawn[name][:, None]
    fade = 0.5 ** (1 / drawn["half-life"])[:, None]
    excited, warm = np.zeros_like(hostile), np.zeros_like(hostile)
    by_pair, by_week = np.zeros_like(hostile), np.zeros((runs, weeks))
    weekly = np.zeros((runs, weeks, hostile.shape[1])) if keep else None
    flows = _flows(world)
    for week in range(weeks):
        held = 1 - drawn["restraint"][:, None] * np.minimum(warm, 1)
        rate = hostile * held + _set_off(excited, drawn, flows=flows, base=hostile) * (1 - fade)
        rate = np.minimum(rate, load_part("whatif")["most_rate"])
        acts = poisson_at(rate, rng.random(hostile.shape, np.float32))
        if week == 0:
            acts += world.shock
        kind = poisson_at(friendly, rng.random(hostile.shape, np.float32))
        excited = fade * excited + acts
        warm = fade * (warm + kind)
        by_pair += acts
        by_week[:, week] = acts.sum(axis=1)
        if weekly is not None:
            weekly[:, week] = acts
        if tell is not None:
            tell()
    return Runs(by_pair=by_pair, by_week=by_week, weekly=weekly, drawn=drawn)


def _rates(told: Floats, *, weeks: float, runs: int, seed: tuple[int, int]) -> Floats:
    """Draw weekly rates from their gamma posteriors; pairs never told of act at a small share of the mean.

    Each pair has its own stream of chances, so that an edit of one pair leaves the others' draws alone.
    """
    settings = load_part("whatif")
    seen = told > 0
    drawn = np.zeros((runs, len(told)))
    for pair in np.flatnonzero(seen):
        rng = np.random.default_rng((*seed, int(pair)))
        drawn[:, pair] = rng.gamma(told[pair] + settings["prior_shape"], 1 / weeks, runs)
    typical = drawn[:, seen].mean(axis=1, keepdims=True) if seen.any() else np.zeros((runs, 1))
    result: Floats = np.where(seen, drawn, settings["spill"] * typical)
    return result


@noun
class _Flows:
    """Where acts lead: each pair's reverse, and how much each pair's acts call each other pair's help."""

    back: Whole
    has_back: NDArray[np.bool_]
    help: Floats


def _flows(world: World) -> _Flows:
    back = world.back
    at = {(int(a), int(b)): k for k, (a, b) in enumerate(zip(world.source, world.target, strict=True))}
    calls = np.zeros((len(at), len(at)))
    for (a, b), k in at.items():
        for ally in np.flatnonzero(world.allies[:, b] > 0):
            if (int(ally), a) in at:
                calls[k, at[int(ally), a]] = world.allies[ally, b]
    return _Flows(
        back=back,
        has_back=back != np.arange(len(back)),
        help=calls,
    )


def _set_off(excited: Floats, drawn: dict[str, Floats], *, flows: _Flows, base: Floats) -> Floats:
    """Return the rate that past acts add to each pair, before their fading."""
    added = drawn["repetition"][:, None] * excited
    added += drawn["retaliation"][:, None] * np.where(flows.has_back, excited[:, flows.back], 0.0)
    if flows.help.any():
        added += drawn["help"][:, None] * (excited @ flows.help)
    share = base / np.maximum(base.sum(axis=1, keepdims=True), 1e-12)
    result: Floats = added + drawn["unrest"][:, None] * excited.sum(axis=1, keepdims=True) * share
    return result


def leads_of(world: World) -> tuple[Floats, ...]:
    """Return how the pairs lead to one another by retaliation, repetition, help and unrest, for a fit."""
    size = len(world.source)
    flows = _flows(world)
    back = np.zeros((size, size))
    back[np.arange(size)[flows.has_back], flows.back[flows.has_back]] = 1.0
    share = world.acts * world.factor
    share = np.where(world.acts > 0, share, load_part("whatif")["spill"] * share[share > 0].mean())
    return back, np.eye(size), flows.help, np.tile(share / share.sum(), (size, 1))


def poisson_at(rate: Floats, chance: NDArray[np.float32]) -> Floats:
    """Return the Poisson count at a given chance (its quantile): the same chance, the nearer the counts.

    >>> [float(poisson_at(np.array([rate]), np.array([0.9], np.float32))[0]) for rate in (0.05, 1.0, 2.0)]
    [0.0, 2.0, 4.0]
    """
    counts = np.zeros_like(rate)
    mass = np.exp(-rate)
    left = np.flatnonzero(chance.ravel() > mass.ravel())
    flat, rates, sums = counts.ravel(), rate.ravel(), mass.ravel().copy()
    term, chances, k = sums[left].copy(), chance.ravel(), 0
    while len(left):
        k += 1
        term = term * rates[left] / k
        sums[left] += term
        flat[left] = k
        going = (chances[left] > sums[left]) & ((term > _NOTHING) | (k < rates[left]))
        left, term = left[going], term[going]
    return flat.reshape(rate.shape)


def scaled(world: World, pairs: Whole, *, by: float) -> World:
    """Return the world with the hostile rates of these pairs multiplied."""
    factor = world.factor.copy()
    factor[pairs] *= by
    return replace(world, factor=factor)
