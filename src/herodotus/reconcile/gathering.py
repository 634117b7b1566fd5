"""What a report's own telling puts together: the blow and its dead, the headline and the lead, the denial.

A reader joins "rebels rammed a boat" and "twelve were killed" though no word is shared. These joins need no
score; they ask that the report leaves no choice, and that nothing speaks against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from herodotus.knowledge.reconcile import load_families, load_section, load_windows
from herodotus.reconcile.compare import kinship
from herodotus.reconcile.families import head_of
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.labels import status_of
from herodotus.reconcile.places import Agreement, agreement
from herodotus.reconcile.sides import sides_of
from herodotus.reconcile.surroundings import by_report
from herodotus.reconcile.vetoes import Setting, vetoed
from herodotus.types import EventType, Modality, Scope

_WIDE = frozenset({Scope.CUMULATIVE, Scope.PERIOD})


def gathered_pairs(
    keys: Sequence[ClaimKey], *, of: Callable[[int], int], setting: Setting
) -> Iterator[tuple[int, int]]:
    """Yield pairs of claims of one report that its telling puts together; `of` claim -> its cluster now.

    The caller joins each pair before it asks for the next one.
    """
    for members in by_report(keys):
        acts = [place for place in members if _is_act(keys[place])]
        for step, place in enumerate(members):
            key = keys[place]
            if not _is_single(key):
                continue
            if _is_harm(key):
                found = _lead(keys, members[step:], setting=setting)
                found = found if found is not None else _cause(keys, place, acts, of=of, setting=setting)
            elif key.modality is Modality.DENIED:
                talk = key.family in load_families().talk
                said = (
                    [one for one in members[:step] if keys[one].modality is Modality.ASSERTED]
                    if talk
                    else acts
                )
                found = _denied(keys, place, said, setting=setting)
            elif key.family in load_section("gathering")["moves"]:
                found = _same_body(keys, place, members[:step], setting=setting)
            elif place in acts:
                found = _beside(keys, place, acts, setting=setting)
                found = found if found is not None else _lead(keys, members[step:], setting=setting)
            else:
                found = None
            if found is not None and of(found) != of(place):
                yield min(found, place), max(found, place)


def _is_single(key: ClaimKey) -> bool:
    """Say whether a claim tells of one happening: no sum over a time, nothing long past, nothing to come."""
    wide = any(count.scope in _WIDE for count in key.counts)
    return not (wide or key.background or key.unreal or key.modality is Modality.HYPOTHETICAL)


def _is_act(key: ClaimKey) -> bool:
    told = key.modality in {Modality.ASSERTED, Modality.SPECULATED}
    return told and _is_single(key) and key.family in load_section("gathering")["acts"]


def _is_harm(key: ClaimKey) -> bool:
    return key.modality is Modality.ASSERTED and key.family in load_section("gathering")["harms"]


def _cause(
    keys: Sequence[ClaimKey],
    place: int,
    acts: Sequence[int],
    *,
    of: Callable[[int], int],
    setting: Setting,
) -> int | None:
    """Return the act that did a harm: one beside it, else the only happening told shortly before."""
    key = keys[place]
    fitting = [one for one in acts if one != place and _fits(keys[one], key, setting=setting)]
    beside = [one for one in fitting if _gap(keys[one], key) <= load_windows().side_by_side]
    if beside:
        return min(beside, key=lambda one: (_gap(keys[one], key), one))
    reach = load_windows().near_characters
    near = [one for one in fitting if 0 < key.at - keys[one].at <= reach]
    alike = [one for one in near if set(keys[one].heads) & set(key.heads) - {""}]
    for some in (near, alike):
        if some and len({of(one) for one in some}) == 1:
            return max(some, key=lambda one: (keys[one].at, one))
    return None


def _denied(keys: Sequence[ClaimKey], place: int, acts: Sequence[int], *, setting: Setting) -> int | None:
    """Return what a denial denies: the nearest deed of its kind before it, or word of its kind by another."""
    key = keys[place]
    talk = key.family in load_families().talk
    if not talk and key.event_type not in {EventType.ASSAULT, EventType.COERCE}:
        return None
    reach = load_windows().near_characters
    least = 1.0 if talk else load_section("gathering")["denied_kin"]
    near = [
        one
        for one in acts
        if 0 < key.at - keys[one].at <= reach
        and kinship(keys[one].family, key.family) >= least
        and not (talk and keys[one].holder == key.holder)
        and not vetoed(*_ordered(keys[one], key), setting=setting)
    ]
    return max(near, key=lambda one: (keys[one].at, one)) if near else None


def _same_body(
    keys: Sequence[ClaimKey], place: int, before: Sequence[int], *, setting: Setting
) -> int | None:
    """Return the move of "the soldiers" told before of soldiers: a definite phrase for troops looks back."""
    key = keys[place]
    heads = {
        head_of(name)
        for name in (*key.actor_names, *key.recipient_names)
        if name.lower().startswith(("the ", "these ", "those "))
    }
    moves = load_section("gathering")["moves"]
    found = [
        one
        for one in before
        if keys[one].family in moves
        and keys[one].modality is key.modality
        and key.at - keys[one].at <= load_windows().near_characters
        and heads & {head_of(name) for name in (*keys[one].actor_names, *keys[one].recipient_names)}
        and not vetoed(*_ordered(keys[one], key), setting=setting)
    ]
    return max(found, key=lambda one: (keys[one].at, one)) if found else None


def _beside(keys: Sequence[ClaimKey], place: int, acts: Sequence[int], *, setting: Setting) -> int | None:
    """Return an act told in the same breath at the same place, or by the same doer."""
    key = keys[place]
    found = [
        one
        for one in acts
        if keys[one].at < key.at
        and _gap(keys[one], key) <= load_windows().side_by_side
        and _fits(keys[one], key, setting=setting)
        and (
            set(keys[one].actors) & set(key.actors)
            or agreement(keys[one].place, key.place) in {Agreement.SAME, Agreement.WITHIN}
        )
    ]
    return max(found, key=lambda one: (keys[one].at, one)) if found else None


def _lead(keys: Sequence[ClaimKey], rest: Sequence[int], *, setting: Setting) -> int | None:
    """Return the act of the first lines that a headline announces; None for what is no headline."""
    section = load_section("gathering")
    key = keys[rest[0]]
    if key.at > section["headline"] or key.place is not None or key.days is not None:
        return None
    for place in rest[1:]:
        other = keys[place]
        if other.at > section["lead"]:
            return None
        if (
            (_is_act(other) or _is_harm(other))
            and _is_single(other)
            and kinship(key.family, other.family) >= section["lead_kin"]
            and _fits(key, other, setting=setting)
        ):
            return place
    return None


def _fits(act: ClaimKey, key: ClaimKey, *, setting: Setting) -> bool:
    """Say whether nothing speaks against one happening: veto, other doers, victims of another kind."""
    if kinship(act.family, key.family) <= 0 or vetoed(*_ordered(act, key), setting=setting):
        return False
    if act.days is not None and key.days is not None and act.days != key.days:
        return False
    if agreement(act.place, key.place) in {Agreement.APART, Agreement.LAND}:
        return False
    if act.actors and key.actors and not _same_doers(act, key, setting):
        return False
    if act.family == "clash" or not act.recipients:
        return True
    mine, other = _statuses(act), _statuses(key)
    return not (mine and other) or bool(mine & other)


def _same_doers(act: ClaimKey, key: ClaimKey, setting: Setting) -> bool:
    people = {*act.actors, *act.recipients} if act.family == "clash" else set(act.actors)
    if people & set(key.actors):
        return True
    return bool(sides_of(people, setting.sides) & sides_of(key.actors, setting.sides))


def _statuses(key: ClaimKey) -> frozenset[str]:
    return frozenset(kind for name in key.heads if (kind := status_of(name)) is not None)


def _ordered(first: ClaimKey, second: ClaimKey) -> tuple[ClaimKey, ClaimKey]:
    return (first, second) if first.id < second.id else (second, first)


def _gap(first: ClaimKey, second: ClaimKey) -> int:
    """Return the characters between two clauses; 0 where they overlap."""
    return max(0, max(first.start, second.start) - min(first.end, second.end))
