"""What kind of place the words beside a name ask for: "the city of Hama", "Idlib province"."""

from __future__ import annotations

import re
from functools import lru_cache

from herodotus.knowledge.gazetteer import gazetteer_settings


@lru_cache(maxsize=1)
def type_after() -> re.Pattern[str]:
    """Return the pattern of a type word behind a name: " province"."""
    words = [word for sides in gazetteer_settings()["type_words"].values() for word in sides["after"]]
    return re.compile(rf"[ -](?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def type_before() -> re.Pattern[str]:
    """Return the pattern of a type word before a name: "city of "."""
    words = [
        word
        for sides in gazetteer_settings()["type_words"].values()
        for word in sides["before"]
        if word.endswith(" of")
    ]
    either = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{either})(?: (?:the|al))?[ -]$", re.IGNORECASE)


def _kind_of(word: str, *, side: str) -> str | None:
    for kind, sides in gazetteer_settings()["type_words"].items():
        if word in sides[side]:
            return str(kind)
    return None


def kind_beside(start: int, end: int, *, text: str) -> tuple[str | None, int]:
    """Return the kind that the words beside these characters ask for, and where the name then ends.

    "Gaza City" takes its word in; "Idlib" of "Idlib province" does not.
    """
    after = type_after().match(text, end)
    if after:
        word = after[0].strip(" -")
        return _kind_of(word.lower(), side="after"), after.end() if word[0].isupper() else end
    before = type_before().search(text[max(0, start - 30) : start])
    if before:
        return _kind_of(re.sub(r"[ -](?:the|al)?[ -]*$", "", before[0]).lower(), side="before"), end
    return None, end
