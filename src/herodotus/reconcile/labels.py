"""Which values of a slot say the same, and which exclude each other."""

from __future__ import annotations

from functools import lru_cache

from herodotus.knowledge.reconcile import load_section
from herodotus.knowledge.stems import stem


@lru_cache(maxsize=256)
def verdict_of(slot: str, value: str) -> bool | None:
    """Return whether a value of a yes-or-no slot says yes; None where it says neither.

    >>> verdict_of("authority", "permitted"), verdict_of("agreement", "rejected")
    (True, False)
    """
    slots = load_section("slots")
    if value in slots.get(f"{slot}_yes", ()):
        return True
    return False if value in slots.get(f"{slot}_no", ()) else None


@lru_cache(maxsize=1)
def _statuses() -> dict[str, str]:
    table = load_section("slots")["status"]
    return {
        stem(word.split()[-1]): kind for kind in ("soldier", "fighter", "civilian") for word in table[kind]
    }


@lru_cache(maxsize=4096)
def status_of(word: str) -> str | None:
    """Return civilian, fighter or soldier for what victims are called; None for "people".

    >>> status_of("worshippers"), status_of("militants"), status_of("people")
    ('civilian', 'fighter', None)
    """
    return _statuses().get(stem(word.rsplit(maxsplit=1)[-1])) if word.split() else None


@lru_cache(maxsize=1024)
def manners_exclude(first: str, second: str) -> bool:
    """Say whether two manners cannot both be: neither is the other's coarser word.

    >>> manners_exclude("air_strike", "car_bomb"), manners_exclude("drone", "air_strike")
    (True, False)
    """
    slots = load_section("slots")
    if first in slots["manner_coarse"] or second in slots["manner_coarse"]:
        return False
    left, right = _manner(first), _manner(second)
    return left is not None and right is not None and left != right


def _manner(value: str) -> str | None:
    for kind, words in load_section("slots")["manner"].items():
        if value == kind or value in words:
            return str(kind)
    return None
