"""Kinship of actors: a state's army, police, government and leaders act for one side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from herodotus.types import Actor

_STATE = frozenset({"government", "armed_force", "role"})


def side_of(actor: Actor) -> str | None:
    """Return the side for which an actor acts, as far as its kind and country say."""
    if actor.country is None or actor.kind not in _STATE:
        return None
    return f"state:{actor.country}"


def sides_of(actors: Iterable[str], sides: Mapping[str, str]) -> frozenset[str]:
    """Return the known sides of some actor ids."""
    return frozenset(sides[actor] for actor in actors if actor in sides)
