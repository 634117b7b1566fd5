"""How names are spelled in Latin letters, ready for use: compiled rewrites, prices and blocks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from herodotus.knowledge import load_toml
from herodotus.types import noun


@noun
class Transliteration:
    """knowledge/transliteration.toml; `price` is by unordered pair of letters, `insert` by letter."""

    fold: dict[int, str]
    articles: frozenset[str]
    hyphen_articles: frozenset[str]
    bare_articles: frozenset[str]
    particles: frozenset[str]
    joined: frozenset[str]
    servant: frozenset[str]
    suffixes: frozenset[str]
    rules: tuple[tuple[re.Pattern[str], str], ...]
    price: dict[str, float]
    insert: dict[str, float]
    classes: dict[str, str]
    token: float
    token_alone: float
    token_joined: float
    slip_letters: int
    slip: float


@lru_cache(maxsize=1)
def load_transliteration() -> Transliteration:
    """Return the rules of knowledge/transliteration.toml."""
    table: dict[str, Any] = load_toml("transliteration.toml")
    parts, sound, limits = table["parts"], table["sound"], table["thresholds"]
    classes: dict[str, str] = {}
    for group in sound["classes"]:
        for letter in group:
            classes.setdefault(letter, group[0])
    price = {first + second: cost for first, second, cost in sound["cheap"]}
    price.update({second + first: cost for first, second, cost in sound["cheap"]})
    return Transliteration(
        fold={ord(letter): plain for letter, plain in table["fold"].items()},
        articles=frozenset(parts["articles"]),
        hyphen_articles=frozenset(parts["hyphen_articles"]),
        bare_articles=frozenset(parts["bare_articles"]),
        particles=frozenset(parts["particles"]),
        joined=frozenset(parts["joined"]),
        servant=frozenset(parts["servant"]),
        suffixes=frozenset(parts["suffixes"]),
        rules=tuple((re.compile(pattern), plain) for pattern, plain in sound["rules"]),
        price=price,
        insert=dict(sound["insert"]),
        classes=classes,
        token=limits["token"],
        token_alone=limits["token_alone"],
        token_joined=limits["token_joined"],
        slip_letters=limits["slip_letters"],
        slip=limits["slip"],
    )
