"""Kinship of actors: a state's army, police, government and leaders act for one side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from herodotus.types import Actor

_STATE = frozenset({"government", "armed_force", "role"})


def side_of(actor: Actor, *, homes: Iterable[str | None] = ()) -> str | None:
    """Return the side for which an actor acts, as far as its kind and country say.

    `homes`: the land of which each of its reports speaks most; "the army" there is that land's.
    """
    if actor.kind not in _STATE:
        return None
    lands = {actor.country} if actor.country else set(homes)
    land = next(iter(lands)) if len(lands) == 1 else None
    return f"state:{land}" if land is not None else None


def homes_of(lands: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return report -> the land that it names in most of its entities and places; none where no land leads.

    >>> homes_of([("r", "ML"), ("r", "ML"), ("r", "NE"), ("s", "ML"), ("s", "NE")])
    {'r': 'ML'}
    """
    counts: dict[str, Counter[str]] = {}
    for report, land in lands:
        counts.setdefault(report, Counter())[land] += 1
    return {
        report: min(found, key=lambda land: (-found[land], land))
        for report, found in counts.items()
        if 2 * max(found.values()) > sum(found.values())
    }


def sides_of(actors: Iterable[str], sides: Mapping[str, str]) -> frozenset[str]:
    """Return the known sides of some actor ids."""
    return frozenset(sides[actor] for actor in actors if actor in sides)
