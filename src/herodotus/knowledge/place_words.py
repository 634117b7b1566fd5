"""The words by which a language places things; the lists stand in knowledge/languages/en_place.toml."""

from __future__ import annotations

from functools import lru_cache

from herodotus.knowledge import load_toml
from herodotus.types import noun


@noun
class PlaceWords:
    """Sections of en_place.toml; sets are of lower-case words or lemmas."""

    locative: frozenset[str]
    strong_locative: frozenset[str]
    never: frozenset[str]
    direction: dict[str, float]
    parts: tuple[str, ...]
    near: tuple[str, ...]
    outskirts: tuple[str, ...]
    units: str
    kilometres: dict[str, float]
    reach: dict[str, float]
    ways: tuple[str, ...]
    place_verbs: frozenset[str]
    place_nouns: frozenset[str]
    dealing_nouns: frozenset[str]
    dealing_verbs: frozenset[str]
    town_parts: frozenset[str]


@lru_cache(maxsize=2)
def load_place_words(language: str = "en") -> PlaceWords:
    """Return the words of that language."""
    table = load_toml(f"languages/{language}_place.toml")
    relation, metonym = table["relation"], table["metonym"]
    return PlaceWords(
        locative=frozenset([*table["locative"], *table["takes_town"]]),
        strong_locative=frozenset(table["strong_locative"]),
        never=frozenset(table["never"]),
        direction=table["direction"],
        parts=_longest_first(table["parts"]["words"]),
        near=_longest_first(relation["near"]),
        outskirts=_longest_first(relation["outskirts"]),
        units=relation["units"],
        kilometres=relation["kilometres"],
        reach=relation["reach"],
        ways=_longest_first(table["ways"]["words"]),
        place_verbs=frozenset(metonym["place_verbs"]),
        place_nouns=frozenset(metonym["place_nouns"]),
        dealing_nouns=frozenset(metonym["dealing_nouns"]),
        dealing_verbs=frozenset(metonym["dealing_verbs"]),
        town_parts=frozenset(table["town_parts"]["words"]),
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
