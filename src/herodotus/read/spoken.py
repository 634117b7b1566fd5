"""Which language a text is in, by its script and its commonest small words; None when unsure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from herodotus.knowledge import load_toml

_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return a two- or three-letter code, or None where the words do not say.

    >>> detect_language("The army said that it had taken the town and that the rebels were in the hills.")
    'en'
    """
    rules: dict[str, float] = load_toml("spoken.toml")["rules"]
    sample = text[: int(rules["letters"])]
    candidates = _by_script(sample, share=rules["script_share"])
    if len(candidates) == 1:
        return candidates[0]
    found = [word.lower() for word in _WORD.findall(sample)]
    if not candidates or len(found) < rules["least_words"]:
        return None
    counts = Counter(found)
    small = _small_words()
    scores = sorted(((sum(counts[word] for word in small[code]) / len(found), code) for code in candidates),
                    key=lambda scored: (-scored[0], scored[1]))
    (best, code), (second, _) = scores[0], scores[1]
    sure = best >= rules["least_share"] and best >= rules["least_lead"] * second
    return code if sure else None


def plain_code(declared: str | None) -> str | None:
    """Return the language of a tag such as "en-GB", or None where it is no tag.

    >>> plain_code("en_GB.UTF-8"), plain_code("English, mostly")
    ('en', None)
    """
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*(?:\.[\w-]+)?", (declared or "").strip())
    return found[1].lower() if found else None


def _by_script(sample: str, *, share: float) -> list[str]:
    """Return the languages of the text's script."""
    counts: Counter[str] = Counter(_script(letter) for letter in sample if letter.isalpha())
    if not counts:
        return []
    # Japanese mixes its own letters with Chinese ones, so a few of its own decide.
    total = counts.total()
    if counts["HIRAGANA"] + counts["KATAKANA"] > total * (1 - share) / 5:
        return ["ja"]
    script, most = max(sorted(counts.items()), key=lambda counted: counted[1])
    table: dict[str, Any] = load_toml("spoken.toml")["scripts"]
    return list(table.get(script, [])) if most >= share * total else []


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    """Return the first word of a letter's Unicode name."""
    return unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0]


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """Return language -> its small words."""
    table: dict[str, str] = load_toml("spoken.toml")["words"]
    return {code: frozenset(line.split()) for code, line in table.items()}
