"""Comparing names inside one report: surnames, articles, misspellings, acronyms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import load_actor_words

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words by which a name is compared: no accents, no case, no article particles.

    >>> name_words("Nuri al-Maliki's")
    ('nuri', 'maliki')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?$", "", plain.lower())
    found = [word.replace("’", "'").strip(".") for word in _WORD.findall(plain)]
    articles = load_actor_words().articles
    kept = [word for word in found if word not in articles]
    return tuple(kept or found)


@lru_cache(maxsize=16384)
def close(left: str, right: str) -> bool:
    """Say whether two name words are one spelled twice: a letter or two of a long word apart."""
    if left == right:
        return True
    limits = load_toml("languages/en_actors.toml")["matching"]
    short = min(len(left), len(right))
    allowed = 2 if short >= limits["two"] else 1 if short >= limits["one"] else 0
    if not allowed or abs(len(left) - len(right)) > allowed or left[0] != right[0]:
        return False
    return left.isalpha() and right.isalpha() and _distance(left, right) <= allowed


def _distance(left: str, right: str) -> int:
    """Return edits between two words; swapped neighbours count one (optimal string alignment)."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether the shorter of two personal names may be the longer one's bearer."""
    if len(short) > len(full):
        short, full = full, short
    if len(short) == 1:
        return close(short[0], full[-1]) or short[0] == full[0]
    initial = len(short[0]) == 1 and full[0].startswith(short[0])
    if not (close(short[0], full[0]) or initial):
        return False
    if len(short) == len(full):
        return all(close(a, b) for a, b in zip(short[1:], full[1:], strict=True))
    rest = iter(full[1:])
    return all(any(close(word, other) for other in rest) for word in short[1:])


def same_body(short: tuple[str, ...], full: tuple[str, ...], *, media: bool = False) -> bool:
    """Say whether two names of organisations are one: a misspelled word, a cut end, a kind noun added."""
    if short == full:
        return True
    if len(short) == len(full):
        apart = [(a, b) for a, b in zip(short, full, strict=True) if a != b]
        return len(apart) == 1 and close(*apart[0])
    if len(short) > len(full):
        short, full = full, short
    if media and len(short) == 1:
        return short[0] == full[-1]
    kinds = load_actor_words().kinds
    if len(full) == len(short) + 1 and full[-1] in kinds and same_body(short, full[:-1]):
        return True
    return len(short) >= 2 and full[: len(short)] == short  # noqa: PLR2004 - two words: one alone names many bodies


def initials(acronym: str, expansion: str) -> bool:
    """Say whether the letters of an acronym start words of its expansion, in order.

    >>> initials("SDF", "Syrian Democratic Forces")
    True
    """
    letters = [c for c in acronym.lower() if c.isalpha()]
    starts = [
        word[0].lower()
        for word in re.findall(r"[^\W\d_]+", expansion)
        if word.lower() not in {"the", "of", "and", "for", "in"}
    ]
    every = [word[0].lower() for word in re.findall(r"[^\W\d_]+", expansion)]
    return bool(letters) and (_in_order(letters, starts) or _in_order(letters, every))


def _in_order(letters: list[str], starts: list[str]) -> bool:
    if not starts or letters[0] != starts[0]:
        return False
    rest = iter(starts)
    return all(any(letter == start for start in rest) for letter in letters)
