"""Who stands with whom: groups that share friends, with the chance that each pair stands together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.edges import Edge
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun


@noun
class Faction:
    """Actors that stand together in most draws; `chance` is the least pair's share of draws."""

    members: tuple[str, ...]
    chance: float


def find_factions(edges: Sequence[Edge]) -> tuple[Faction, ...]:
    """Draw every edge's sign from its posterior, join friends greedily, and keep who stays together.

    Two groups join where the draws between them add up friendly, the strongest pair first; actors
    that no friendly tie joins to anybody are in no faction.
    """
    settings = load_part("network")
    signed = [edge for edge in edges if edge.sign is not None]
    names = sorted({name for edge in signed for name in (edge.a, edge.b)})
    if not names:
        return ()
    index = {name: at for at, name in enumerate(names)}
    pairs = [(index[edge.a], index[edge.b]) for edge in signed]
    rng = np.random.default_rng(settings["seed"])
    prior = settings["prior"]
    # Joining costs by draws times edges: a network of thousands of edges gets fewer draws.
    draws = min(settings["draws"], max(settings["fewest_draws"], settings["most_joins"] // len(signed)))
    drawn = np.stack([2 * rng.beta(e.friendly + prior, e.hostile + prior, draws) - 1 for e in signed])
    together = np.zeros((len(names), len(names)))
    for draw in drawn.T:
        group = partition(pairs, draw, size=len(names))
        together += group[:, None] == group[None, :]
    return _read_off(together / draws, names=names, least=settings["together"])


def partition(
    pairs: Sequence[tuple[int, int]], signs: NDArray[np.float64], *, size: int
) -> NDArray[np.int64]:
    """Return each actor's group: greedy agglomeration on the signed sums between groups."""
    between: dict[tuple[int, int], float] = {}
    for (a, b), sign in zip(pairs, signs, strict=True):
        key = (min(a, b), max(a, b))
        between[key] = between.get(key, 0.0) + float(sign)
    group = np.arange(size)
    while between:
        (a, b), best = max(between.items(), key=lambda row: (row[1], row[0]))
        if best <= 0:
            break
        group[group == b] = a
        between = _merged(between, a, b)
    return group


def _merged(between: dict[tuple[int, int], float], a: int, b: int) -> dict[tuple[int, int], float]:
    merged: dict[tuple[int, int], float] = {}
    for (first, second), sign in between.items():
        x, y = (a if first == b else first), (a if second == b else second)
        if x != y:
            key = (min(x, y), max(x, y))
            merged[key] = merged.get(key, 0.0) + sign
    return merged


def _read_off(together: NDArray[np.float64], *, names: Sequence[str], least: float) -> tuple[Faction, ...]:
    """Return the groups whose members all stand together in more than `least` of the draws."""
    left, found = set(range(len(names))), []
    while left:
        seed = min(left, key=lambda at: (-sum(together[at, other] for other in left), at))
        members = [seed]
        for other in sorted(left - {seed}, key=lambda at: (-together[seed, at], at)):
            if all(together[other, member] > least for member in members):
                members.append(other)
        left -= set(members)
        if len(members) > 1:
            chance = min(together[a, b] for a in members for b in members if a != b)
            found.append(Faction(members=tuple(sorted(names[at] for at in members)), chance=float(chance)))
    return tuple(sorted(found, key=lambda faction: (-len(faction.members), faction.members)))
