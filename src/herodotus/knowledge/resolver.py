"""The weights of the place resolver, typed; the reasons stand in knowledge/places/resolver.toml."""

from __future__ import annotations

from functools import lru_cache

from herodotus.knowledge import load_toml
from herodotus.types import noun


@noun
class ResolverWeights:
    """Sections of resolver.toml, each a word -> number."""

    step: dict[str, float]
    kind: dict[str, float]
    weight: dict[str, float]
    votes: dict[str, float]
    radius_km: dict[str, float]


@lru_cache(maxsize=1)
def load_resolver() -> ResolverWeights:
    """Return the shipped weights."""
    table = load_toml("places/resolver.toml")
    return ResolverWeights(
        step=table["step"],
        kind=table["kind"],
        weight=table["weight"],
        votes=table["votes"],
        radius_km=table["radius_km"],
    )
