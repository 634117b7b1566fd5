"""Forms of a place's name to look up, the words for kinds of places, and distances."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from herodotus.knowledge.gazetteer_keys import without_article

FOLDER = Path(__file__).parent


def one_edit(left: str, right: str) -> bool:
    """Say whether two keys differ by one letter changed, added or left out.

    >>> one_edit("benghazi", "bengazi"), one_edit("tikrit", "tirkit")
    (True, False)
    """
    longer, shorter = (left, right) if len(left) >= len(right) else (right, left)
    if len(longer) - len(shorter) > 1 or not shorter:
        return False
    head = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    tail = next(
        (i for i in range(len(shorter) - head) if longer[-1 - i] != shorter[-1 - i]), len(shorter) - head
    )
    return head + tail >= len(longer) - 1


@lru_cache(maxsize=1)
def _type_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: dict[str, Any] = gazetteer_settings()["type_words"]
    built = []
    for kind, sides in words.items():
        after = _either(sides["after"])
        before = _either(sides["before"])
        either = "|".join(
            part for part in (f"^(?:{before}) " if before else "", f" (?:{after})$" if after else "") if part
        )
        built.append((kind, re.compile(either)))
    return tuple(built)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def stripped_forms(key: str) -> list[tuple[str, str]]:
    """Return the key without its type word, and the kind that the word names: "idlib province" -> admin1."""
    forms = []
    for kind, pattern in _type_patterns():
        bare = pattern.sub("", key, count=1)
        if bare != key and bare:
            forms.append((without_article(bare), kind))
    return forms


@lru_cache(maxsize=1)
def gazetteer_settings() -> dict[str, Any]:
    """Return knowledge/places/gazetteer.toml."""
    return tomllib.loads((FOLDER / "places" / "gazetteer.toml").read_text("utf-8"))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance between two (latitude, longitude) points.

    >>> round(distance_km((33.3, 44.4), (36.3, 43.1)))
    354
    """
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for x in (*a, *b))
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
