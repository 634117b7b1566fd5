"""Denials without a deed of their own: "the company denied", "called it lies", "rejected the charge"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from herodotus.knowledge.reconcile import load_section
from herodotus.knowledge.stems import stem
from herodotus.reconcile.families import content_words
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.surroundings import by_report
from herodotus.types import EventType, Modality

_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE})
_POSITIONS = frozenset({EventType.REJECT, EventType.ACCUSE})


def settle_denials(keys: Sequence[ClaimKey]) -> list[ClaimKey]:
    """Return the keys; what a voice is said to deny in the next words is denied, not asserted, by it."""
    settled = list(keys)
    for members in by_report(keys):
        for step, place in enumerate(members):
            content = _content(keys, members[step + 1 :], place)
            if content is None or keys[content].modality is not Modality.ASSERTED:
                continue
            denier = set(keys[place].actors)
            if denier & {*keys[content].actors, keys[content].voice}:
                settled[content] = replace(keys[content], modality=Modality.DENIED)
    return settled


def _content(keys: Sequence[ClaimKey], rest: Sequence[int], place: int) -> int | None:
    """Return the claim in the words that follow a verb of denying, if its own clause holds no more."""
    key = keys[place]
    if not is_verb_of_denying(key):
        return None
    for other in rest:
        gap = keys[other].start - (key.at + len(key.trigger))
        if 0 < gap <= load_section("denials")["content"] and keys[other].quote[:1].islower():
            return other
    return None


def is_verb_of_denying(key: ClaimKey) -> bool:
    """Say whether a claim is no more than that somebody denied: its content is a claim of its own."""
    return key.event_type is EventType.REJECT and any(slot.name == "denial" for slot in key.slots)


def is_denial(key: ClaimKey) -> bool:
    """Say whether a claim calls another one untrue, in whatever words."""
    if key.event_type not in _POSITIONS:
        return False
    if is_verb_of_denying(key):
        return True
    words = load_section("denials")
    if content_words(key.trigger) & {stem(word) for word in words["untrue"]}:
        return True
    charged = {stem(word) for word in words["charges"]}
    return key.event_type is EventType.REJECT and bool({*key.heads} & charged)


def denied_by(keys: Sequence[ClaimKey], members: Sequence[int], place: int) -> int | None:
    """Return what a denial is about: its content, else the nearest deed before it, best the denier's own."""
    key = keys[place]
    step = members.index(place)
    content = _content(keys, members[step + 1 :], place)
    if content is not None:
        return content
    reach = load_section("denials")["reach"]
    before = [
        other
        for other in members[:step]
        if keys[other].event_type in _DEEDS
        and keys[other].modality is Modality.ASSERTED
        and 0 < key.at - keys[other].at <= reach
    ]
    own = [other for other in before if set(keys[other].actors) & set(key.actors)]
    told = [other for other in before if keys[other].speaks]
    return next((some[-1] for some in (own, told, before) if some), None)


def unwilled(keys: Sequence[ClaimKey], members: Sequence[int], place: int) -> int | None:
    """Return the deed that nobody is said to have asked for ("denied having requested it")."""
    key = keys[place]
    if key.modality is not Modality.DENIED:
        return None
    reach, deeds = load_section("denials")["reach"], _DEEDS | {EventType.MOBILIZE}
    before = [
        other
        for other in members
        if keys[other].event_type in deeds
        and keys[other].modality is Modality.ASSERTED
        and 0 < key.at - keys[other].at <= reach
    ]
    return before[-1] if before else None
