"""Rough stems: one for all the forms of a word, so that "raided", "raids" and "the raid" meet."""

from __future__ import annotations

from functools import lru_cache

_QUOTES = "'\u2019\"\u201c\u201d.,"
_SHORT = 3
"""A stem keeps at least this many letters; only longer words lose a last e or a doubled letter."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a rough stem, the same for the forms of one trigger word.

    >>> stem("raided") == stem("raids") == stem("raid"), stem("clashes") == stem("clash")
    (True, True)
    """
    word = word.lower().strip(_QUOTES)
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + _KEEP.get(ending, "")
            break
    if word.endswith("i") and len(word) > _SHORT:
        word = word[:-1] + "y"
    if len(word) > _SHORT + 1 and word[-1] == word[-2] and word[-1] != "s":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _SHORT else word


_ENDINGS = (
    ("ations", 4),
    ("ation", 4),
    ("ings", 3),
    ("ing", 3),
    ("ements", 3),
    ("ement", 3),
    ("sses", 2),
    ("shes", 2),
    ("ches", 2),
    ("ies", 2),
    ("ied", 2),
    ("ed", 3),
    ("es", 3),
    ("s", 3),
)
_KEEP = {"sses": "ss", "shes": "sh", "ches": "ch", "ies": "y", "ied": "y"}
