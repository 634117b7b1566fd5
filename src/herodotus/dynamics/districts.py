"""A district model of attack, flight and unmixing, after Weidmann and Salehyan (2013).

Agents belong to a group and live in a district. A group's armed attack other groups' people where
they live side by side; the attacked remember, and strike back; those attacked flee to districts
where their own are many and near. As districts unmix, attacks fall without anybody's order. The
model explains, and forecasts nothing: which groups there are, and how many live where, are
claims of the table that is given, never computed of a person.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from herodotus.types import noun

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
# Names of what a run is set by, in the order of the draws.
PARAMETERS = ("attack", "retaliation", "memory", "flight", "homing")


@noun
class Land:
    """Districts with their people by group (districts, groups), and how near each is to each (0 to 1)."""

    names: tuple[str, ...]
    groups: tuple[str, ...]
    people: Floats
    near: Floats


@noun
class Rules:
    """How a run goes.

    `attack` acts a week by a group wholly mixed with another; `retaliation` further acts per act
    remembered; `memory` its half-life in weeks; `flight` chance to flee per act on one's group in a
    district of a hundred agents; `homing` how strongly the fleeing seek their own.
    """

    attack: float
    retaliation: float
    memory: float
    flight: float
    homing: float


@noun
class Course:
    """What a run gave: attacks by week and district, and by week the share who fled and how mixed it is."""

    attacks: Floats
    fled: Floats
    mixing: Floats


def settle(land: Land, *, agents: int, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Return each agent's district and group, drawn by how many people live where."""
    share = land.people.ravel() / land.people.sum()
    cell = np.sort(rng.choice(share.size, size=agents, p=share))
    return cell // len(land.groups), cell % len(land.groups)


def run_districts(
    land: Land,
    rules: Rules,
    *,
    weeks: int,
    agents: int,
    seed: int,
    guarded: Floats | None = None,
    tell: Callable[[], None] | None = None,
) -> Course:
    """Run the model; `guarded` is the share of attacks that each district's guards prevent.

    `tell` is called once a week; raising from it stops the run.
    """
    rng = np.random.default_rng(seed)
    home, group = settle(land, agents=agents, rng=rng)
    size, kinds = land.people.shape
    open_to = np.ones(size) if guarded is None else 1 - guarded
    anger: Floats = np.zeros((size, kinds))
    fade = 0.5 ** (1 / rules.memory)
    attacks, fled, mixing = np.zeros((weeks, size)), np.zeros(weeks), np.zeros(weeks)
    for week in range(weeks):
        living = np.bincount(home * kinds + group, minlength=size * kinds).reshape(size, kinds)
        everyone = np.maximum(living.sum(axis=1, keepdims=True), 1)
        others = (everyone - living) / everyone
        mixing[week] = float((living * others).sum() / agents)
        rate = (rules.attack * living + rules.retaliation * anger) * others * open_to[:, None]
        by_group = rng.poisson(np.minimum(rate, agents)).astype(float)
        attacks[week] = by_group.sum(axis=1)
        hit = _fall_on(by_group, living)
        anger = fade * (anger + hit)
        leaving = rng.random(agents) < -np.expm1(-rules.flight * 100 * (hit / everyone)[home, group])
        fled[week] = leaving.mean()
        home = _move(home, group, leaving, living=living, land=land, rules=rules, rng=rng)
        if tell is not None:
            tell()
    return Course(attacks=attacks, fled=fled, mixing=mixing)


def _fall_on(by_group: Floats, living: Whole) -> Floats:
    """Return whom the attacks fall on: each group's on the other groups there, by their numbers."""
    others = np.maximum(living.sum(axis=1, keepdims=True) - living, 1)
    each = by_group / others
    result: Floats = living * (each.sum(axis=1, keepdims=True) - each)
    return result


def _move(
    home: Whole,
    group: Whole,
    leaving: NDArray[np.bool_],
    *,
    living: Whole,
    land: Land,
    rules: Rules,
    rng: np.random.Generator,
) -> Whole:
    """Return where all live once the fleeing have gone where their own are many and it is near."""
    at = np.flatnonzero(leaving)
    if not len(at):
        return home
    own = living / np.maximum(living.sum(axis=1, keepdims=True), 1)
    pull = (own.T[group[at]] ** rules.homing + 1e-9) * land.near[home[at]]
    pull[np.arange(len(at)), home[at]] = 0.0
    sums = np.cumsum(pull, axis=1)
    chosen = (sums < rng.random((len(at), 1)) * sums[:, -1:]).sum(axis=1)
    moved = home.copy()
    moved[at] = np.minimum(chosen, len(land.names) - 1)
    return moved


def nearness(lon: Floats, lat: Floats, *, scale_km: float) -> Floats:
    """Return how near districts are to one another: 1 side by side, falling off over `scale_km`."""
    north = (lat[:, None] - lat[None, :]) * 111.2
    east = (lon[:, None] - lon[None, :]) * 111.2 * np.cos(np.radians(lat))[:, None]
    result: Floats = np.exp(-np.hypot(north, east) / scale_km)
    return result
