"""Words as stems, heads and families: which kind of happening a claim tells of."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from herodotus.knowledge.reconcile import load_families
from herodotus.knowledge.stems import stem
from herodotus.reconcile.names import fold
from herodotus.types import Claim

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]+|\d+")


@lru_cache(maxsize=1 << 15)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning, numbers among them."""
    found = (match.group() for match in _WORD.finditer(fold(text)))
    return frozenset(intern(stem(word)) for word in found if word not in load_families().small)


@lru_cache(maxsize=1 << 14)
def trigger_family(trigger: str, event_type: str = "") -> tuple[str, str]:
    """Return family and stem of a trigger; an unknown word is a family of its own.

    >>> trigger_family("gun battles")[0], trigger_family("were killed")[0]
    ('clash', 'killing')
    >>> trigger_family("left 31 dead", "ASSAULT")[0]
    'killing'
    """
    families = load_families()
    whole = fold(trigger).strip()
    whole = families.irregular.get(whole, whole)
    words = [families.irregular.get(word, word) for word in re.findall(r"[\w-]+", whole)]
    stems = (
        [stem(word) for word in words if word not in load_families().small]
        or [stem(word) for word in words]
        or [whole]
    )
    allowed = families.types.get(event_type)
    for one in stems:
        family = families.of.get(one)
        if family is not None and (allowed is None or family in allowed):
            return intern(family), intern(one)
    return intern(families.default.get(event_type, "=" + stems[0])), intern(stems[0])


@lru_cache(maxsize=1 << 15)
def head_of(name: str) -> str:
    """Return the stem of a noun phrase's head: the last word before "of", "in" or a comma."""
    phrase = (
        re.split(r",|\b(?:of|in|from|at|who|which|that|and|near|with)\b", fold(name))[0].split()
        or fold(name).split()
        or [""]
    )
    return intern(stem(phrase[-1]))


def kind_told(claim: Claim, family: str) -> str:
    """Let manner, mode and counts speak where the trigger word is of no family or of many."""
    families = load_families()
    told = {slot.value for slot in claim.slots if slot.name == "manner"}
    found = sorted(families.manners[value] for value in told if value in families.manners)
    if found and (family.startswith("=") or family in {"attack", "abduction"} or "takeover" in found):
        return intern(found[0])
    if not family.startswith("=") and family != "attack":
        return family
    harms = {count.harm.value for count in claim.casualties}
    if not trigger_known(claim.trigger.quote):
        counted = next((kind for harm, kind in families.harms.items() if harm in harms), None)
        if counted is not None:
            return intern(counted)
    if claim.mode is not None and family.startswith("="):
        return trigger_family(claim.mode.replace("_", " "))[0]
    return family


@lru_cache(maxsize=1 << 14)
def trigger_known(trigger: str) -> bool:
    """Say whether some word of a trigger is of a family."""
    return any(stem(word) in load_families().of for word in re.findall(r"[\w-]+", fold(trigger)))
