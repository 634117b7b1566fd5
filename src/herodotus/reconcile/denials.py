"""Denials without a deed of their own: "the company denied", "called it lies", "rejected the charge"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from herodotus.knowledge.reconcile import load_families, load_section
from herodotus.knowledge.stems import stem
from herodotus.reconcile.families import content_words
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.surroundings import by_report
from herodotus.types import EventType, Modality

# What may be said to have happened or not; words on words are positions, not deeds.
DEEDS = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.AID,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.PROTEST,
        EventType.RETREAT,
    }
)
_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
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
    plain = is_verb_of_denying(key)
    if not plain and not is_denial(key):
        return None
    reach = load_section("denials")
    for other in rest:
        gap = keys[other].start - (key.at + len(key.trigger))
        denied = keys[other].modality is Modality.DENIED and gap <= reach["far_content"]
        inside = plain and gap <= reach["content"] and keys[other].quote[:1].islower()
        if gap > 0 and (denied or inside):
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
    return key.event_type is EventType.REJECT and (_is_on_a_charge(key) or is_bare(key))


def is_bare(key: ClaimKey) -> bool:
    """Say whether a rejection names nothing that is rejected ("the minister rejected it")."""
    return not (key.heads or key.words or key.topics)


def _is_on_a_charge(key: ClaimKey) -> bool:
    """Say whether what is denied or rejected is a charge or a report of a deed."""
    return bool({*key.heads} & {stem(word) for word in load_section("denials")["charges"]})


def denied_by(keys: Sequence[ClaimKey], members: Sequence[int], place: int) -> int | None:
    """Return what a denial is about: its content, else the nearest deed before it, best the denier's own."""
    key = keys[place]
    step = members.index(place)
    content = _content(keys, members[step + 1 :], place)
    if content is not None:
        return content
    section = load_section("denials")
    if is_verb_of_denying(key) and any(key.heads) and not _is_on_a_charge(key):
        return None  # "denied any tensions": what is denied is named, and is no deed told here
    here = [other for other in members[:step] if 0 < key.at - keys[other].at <= section["reach"]]
    said = [other for other in here if _is_charge(keys[other], key)]
    if said and key.at - keys[said[-1]].at <= section["near"]:
        return said[-1]
    before = [
        other
        for other in here
        if keys[other].event_type in DEEDS and keys[other].modality is Modality.ASSERTED
    ]
    own = [other for other in before if set(keys[other].actors) & set(key.actors)]
    told = [other for other in before if keys[other].speaks and keys[other].voice not in key.actors]
    # A report or charge that is called a lie was told by somebody; without one, only the deed just told.
    near = [
        other
        for other in before
        if key.at - keys[other].at <= section["near"] and keys[other].event_type in _VIOLENT
    ]
    return next((some[-1] for some in (own, told, near) if some), None)


def _is_charge(key: ClaimKey, denial: ClaimKey) -> bool:
    """Say whether somebody else says here what a denial near it may answer: a charge, or a deed told."""
    if key.modality not in {Modality.ASSERTED, Modality.SPECULATED} or (
        key.holder == denial.holder and key.speaks
    ):
        return False
    if key.event_type is EventType.ACCUSE:
        return not set(key.actors) & set(denial.actors)
    return key.speaks and key.family not in load_families().talk and key.voice not in denial.actors


def unwilled(keys: Sequence[ClaimKey], members: Sequence[int], place: int) -> int | None:
    """Return the deed that nobody is said to have asked for ("denied having requested it")."""
    key = keys[place]
    if key.modality is not Modality.DENIED:
        return None
    reach, deeds = load_section("denials")["reach"], _VIOLENT | {EventType.MOBILIZE}
    before = [
        other
        for other in members
        if keys[other].event_type in deeds
        and keys[other].modality is Modality.ASSERTED
        and 0 < key.at - keys[other].at <= reach
    ]
    return before[-1] if before else None
