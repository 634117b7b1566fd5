"""Is the next act between two actors hostile? A logistic model on smoothed rates, which also knows strangers.

Each feature is the log odds that past acts of one group were hostile: of this source, this target,
this pair, these kinds, these countries, this source on this kind ... A pair that never met has its
groups' rates. Only acts of earlier days are seen. Balance (friends of friends) is one feature of
many, and earns what the data say: next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]


@noun
class Act:
    """One signed act; kind and country of either side are what a list of actors says, or empty."""

    day: date
    source: str
    target: str
    hostile: bool
    source_kind: str = ""
    target_kind: str = ""
    source_country: str = ""
    target_country: str = ""


class Tally:
    """Hostile and all acts of each group, each act weighing half after every half-life."""

    def __init__(self, half_life: float | None) -> None:
        """Begin empty; without a half-life nothing fades."""
        self._half_life = half_life
        self._sums: dict[object, tuple[float, float, int]] = {}

    def read(self, key: object, *, today: int) -> tuple[float, float]:
        """Return hostile and all acts of a group as they weigh today."""
        hostile, every, day = self._sums.get(key, (0.0, 0.0, today))
        if self._half_life is not None and day < today:
            fade = 0.5 ** ((today - day) / self._half_life)
            hostile, every = hostile * fade, every * fade
        return hostile, every

    def add(self, key: object, *, today: int, hostile: bool) -> None:
        """Count one act."""
        past, every = self.read(key, today=today)
        self._sums[key] = (past + hostile, every + 1, today)


def groups(act: Act) -> tuple[tuple[object, ...], ...]:
    """Return the groups whose past rates speak for an act, the widest first."""
    s, t = act.source, act.target
    sk, tk, sc, tc = act.source_kind, act.target_kind, act.source_country, act.target_country
    return (
        ("kinds", sk, tk),
        ("countries", sc, tc),
        ("kind abroad", sk, tk, sc == tc),
        ("kinds here", sk, tk, sc, tc),
        ("source", s),
        ("target", t),
        ("source hit", "target", s),
        ("target hits", "source", t),
        ("source on kind", s, tk),
        ("kind on target", sk, t),
        ("source on country", s, tc),
        ("country on target", sc, t),
        ("pair", s, t),
        ("pair back", t, s),
    )


def _kept(act: Act) -> Iterator[tuple[object, ...]]:
    """Yield the groups that an act is counted in; the last four are read the other way round."""
    s, t = act.source, act.target
    for key in groups(act):
        if key[0] == "source hit":
            yield ("source hit", "target", t)
        elif key[0] == "target hits":
            yield ("target hits", "source", s)
        elif key[0] != "pair back":
            yield key
    yield ("pair back", s, t)


def encode(acts: Sequence[Act]) -> tuple[Floats, Floats]:
    """Return (acts, features) seen at the end of the day before each, and whether each was hostile.

    `acts` are in the order of their days.
    """
    settings = load_part("signs")
    tallies = [Tally(None), *(Tally(half_life) for half_life in settings["half_lives"])]
    rows, hostile = [], []
    waiting: list[Act] = []
    balance = Balance()
    for act in acts:
        if waiting and act.day > waiting[-1].day:
            for past in waiting:
                _count(tallies, past)
                balance.add(past)
            waiting = []
        rows.append([*_features(tallies, act, settings=settings), *balance.read(act)])
        hostile.append(float(act.hostile))
        waiting.append(act)
    return np.array(rows, float), np.array(hostile, float)


def _count(tallies: Sequence[Tally], act: Act) -> None:
    today = act.day.toordinal()
    for tally in tallies:
        tally.add("all", today=today, hostile=act.hostile)
        for key in _kept(act):
            tally.add(key, today=today, hostile=act.hostile)


def _features(tallies: Sequence[Tally], act: Act, *, settings: dict[str, float]) -> Iterator[float]:
    """Yield each group's log odds beyond the general ones, by tally, and how much it was seen."""
    today = act.day.toordinal()
    pull = settings["pull"]
    yield 1.0
    for at, tally in enumerate(tallies):
        hostile, every = tally.read("all", today=today)
        general = (hostile + 1) / (every + 2)
        yield float(np.log(general / (1 - general)))
        for key in groups(act):
            past, seen = tally.read(key, today=today)
            rate = (past + pull * general) / (seen + pull)
            odds = float(np.log(rate / (1 - rate)) - np.log(general / (1 - general)))
            yield odds
            if at == 0:
                yield odds * float(np.log1p(seen))


class Balance:
    """Who stands how to whom so far, for the balance of triads."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._signs: dict[str, dict[str, float]] = {}

    def add(self, act: Act) -> None:
        """Count one act for both."""
        for a, b in ((act.source, act.target), (act.target, act.source)):
            near = self._signs.setdefault(a, {})
            near[b] = near.get(b, 0.0) + (-1.0 if act.hostile else 1.0)

    def read(self, act: Act) -> tuple[float]:
        """Return what common neighbours say: friends of friends for, friends of enemies against."""
        first, second = self._signs.get(act.source, {}), self._signs.get(act.target, {})
        if len(second) < len(first):
            first, second = second, first
        said = sum(np.sign(first[k]) * np.sign(second[k]) for k in first if k in second)
        return (float(np.sign(said) * np.log1p(abs(said))),)


def fit_logit(features: Floats, hostile: Floats, *, ridge: float) -> Floats:
    """Fit a logistic regression with a ridge on all but the first column."""
    slopes = np.zeros(features.shape[1])
    pull = np.full(features.shape[1], ridge)
    pull[0] = 1e-6
    for _ in range(25):
        chance = chances(features, slopes)
        weight = np.maximum(chance * (1 - chance), 1e-9)
        curve = features.T @ (features * weight[:, None]) + np.diag(pull)
        step = np.asarray(np.linalg.solve(curve, features.T @ (hostile - chance) - pull * slopes), float)
        slopes = slopes + step
        if float(np.abs(step).max()) < 1e-6:  # noqa: PLR2004 (settled)
            break
    return slopes


def chances(features: Floats, slopes: Floats) -> Floats:
    """Return the chance that each act is hostile."""
    result: Floats = 1 / (1 + np.exp(-np.clip(features @ slopes, -30, 30)))
    return result
