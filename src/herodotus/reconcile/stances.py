"""Positions on an act stand in the act's event: "objected to the raid", "ordered the siege lifted"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from herodotus.knowledge.reconcile import load_section
from herodotus.knowledge.stems import stem
from herodotus.reconcile.candidates import kind_of
from herodotus.reconcile.compare import kinship
from herodotus.reconcile.denials import denied_by, is_denial, unwilled
from herodotus.reconcile.families import content_words, head_of, trigger_family
from herodotus.reconcile.judged import Judged
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.places import Agreement, agreement
from herodotus.reconcile.surroundings import by_report
from herodotus.types import Modality

_BACK = re.compile(r"\s*(?:to |of |for |by |against )?(?:this|it|that)\b(?!\s+\w*(?:'s|that))", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|such|any)\s+(?:[\w'’-]+\s+)?([\w’-]+)", re.IGNORECASE)


def attach(
    keys: Sequence[ClaimKey], clusters: Sequence[tuple[int, ...]], *, judged: Judged
) -> list[tuple[int, ...]]:
    """Move each cluster of positions into the cluster of the act that most of its claims speak of."""
    of = {place: number for number, members in enumerate(clusters) for place in members}
    wishes = _wishes(keys, of)
    _follow_quotations(keys, of, wishes)
    _oppose_states(keys, of, wishes)
    home = {number: number for number in range(len(clusters))}
    for number in sorted(wishes):
        target = min(wishes[number], key=lambda other: (-wishes[number][other], other))
        while home[target] != target:
            target = home[target]
        if target != number and not judged.bars(
            (keys[place].id for place in clusters[number]), (keys[place].id for place in clusters[target])
        ):
            home[number] = target
    merged: dict[int, list[int]] = defaultdict(list)
    for number, members in enumerate(clusters):
        target = number
        while home[target] != target:
            target = home[target]
        merged[target] += members
    return sorted(tuple(sorted(members)) for members in merged.values())


def _wishes(keys: Sequence[ClaimKey], of: Mapping[int, int]) -> dict[int, Counter[int]]:
    """Return cluster -> clusters of acts that its claims name, with how many do."""
    types = set(load_section("stances")["types"])
    wishes: dict[int, Counter[int]] = defaultdict(Counter)
    for members in by_report(keys):
        for place in members:
            key = keys[place]
            if key.event_type.value not in types:
                continue
            act = next(_acts(keys, members, place, of), None)
            if act is None and is_denial(key):
                act = denied_by(keys, members, place)
            if act is None and not key.words and key.family in load_section("denials")["wills"]:
                act = unwilled(keys, members, place)
            if act is not None and of[act] != of[place]:
                wishes[of[place]][of[act]] += 1
    return wishes


def _acts(
    keys: Sequence[ClaimKey], members: Sequence[int], place: int, of: Mapping[int, int]
) -> Iterator[int]:
    """Yield the acts that a position names, nearest first: the words that stand in its own content."""
    key, section = keys[place], load_section("stances")
    named = named_acts(key)
    bodies = _bodies(key.recipient_names)
    if not named and not bodies:
        return
    near = sorted(members, key=lambda other: (_rank(keys[other], key), keys[other].id))
    for other in near:
        act = keys[other]
        if (
            of[other] == of[place]
            or act.family in section["no_act"]
            or kind_of(act.family) == kind_of(key.family)
            or act.event_type.value in section["types"]
            or act.modality is Modality.HYPOTHETICAL
        ):
            continue
        if _distance(act, key) > section["reach"] or agreement(act.place, key.place) is Agreement.APART:
            continue
        if any(name == "*" or kinship(name, act.family) > 0 for name in named) or (
            bodies & _bodies((*act.actor_names, *act.recipient_names))
        ):
            yield other


def _bodies(names: Sequence[str]) -> set[str]:
    """Return "*" where a phrase names troops: who asks for troops speaks of their coming."""
    troops = {stem(word) for word in load_section("stances")["bodies"]}
    return {"*"} if any(head_of(name) in troops for name in names) else set()


def _rank(act: ClaimKey, key: ClaimKey) -> tuple[bool, int]:
    """Order acts: those in the position's own content first, then the nearest."""
    inside = 0 < act.at - key.at <= len(key.trigger) + load_section("stances")["content"]
    return not (inside and act.at < max(key.end, key.at + len(key.trigger))), _distance(act, key)


def _distance(act: ClaimKey, key: ClaimKey) -> int:
    """Return how far the act stands before the position; one that comes later counts as twice as far."""
    gap = key.at - act.at
    return gap if gap >= 0 else -2 * gap


def named_acts(key: ClaimKey) -> frozenset[str]:
    """Return the families of acts that a position's own content names; "*" for any ("the action").

    Its content is what stands after its word ("objected to the raid"), and whom or what it is on.
    """
    section = load_section("stances")
    generic = {stem(word) for word in section["generic"]}
    after = key.at - key.start + len(key.trigger)
    content = key.quote[max(0, after) : max(0, after) + section["content"]] if after >= 0 else ""
    content = re.split(r"[;.!?]\s", content)[0]  # what another sentence tells is not what this one is on
    words = content_words(" ".join([content, *key.recipient_names]))
    found = {family for word in words if not (family := trigger_family(word)[0]).startswith("=")}
    wide = set(section["no_act"])
    acts = {family for family in found if kind_of(family) != kind_of(key.family) and family not in wide}
    if any(head_is(name, generic) for name in key.recipient_names) or _points_back(content, generic):
        acts.add("*")
    return frozenset(acts)


def _points_back(content: str, generic: set[str]) -> bool:
    """Say whether words mean an act told before: "the action", "this incident", "it"; not "in order to"."""
    if _BACK.match(content):
        return True
    return any(stem(found.group(1)) in generic for found in _DEFINITE.finditer(content))


def head_is(name: str, words: set[str]) -> bool:
    """Say whether a noun phrase's last word is one of `words` (stems)."""
    parts = name.split()
    return bool(parts) and stem(parts[-1]) in words


def _follow_quotations(
    keys: Sequence[ClaimKey], of: Mapping[int, int], wishes: dict[int, Counter[int]]
) -> None:
    """Let a voice's next words follow its reaction: "X objected. X told reporters: this must not recur."."""
    section = load_section("stances")
    types = set(section["types"])
    for members in by_report(keys):
        for step, place in enumerate(members):
            key = keys[place]
            if of[place] not in wishes or key.event_type.value not in types:
                continue
            speakers = {*key.actors, *((key.voice,) if key.voice else ())}
            for other in members[step + 1 :]:
                follower = keys[other]
                if follower.at - key.at > section["quotation"]:
                    break
                if (
                    of[other] not in wishes
                    and follower.event_type.value in types
                    and follower.voice in speakers
                ):
                    wishes[of[other]].update(wishes[of[place]])


def _oppose_states(keys: Sequence[ClaimKey], of: Mapping[int, int], wishes: dict[int, Counter[int]]) -> None:
    """Let a claim that a state is untrue ("calm was a lie") follow the nearest claim that rests on it."""
    for members in by_report(keys):
        held: dict[str, list[int]] = defaultdict(list)
        for place in members:
            for value in states_of(keys[place]):
                if not value.startswith("not "):
                    held[value].append(place)
        for place in members:
            for value in states_of(keys[place]):
                others = [
                    other for other in held.get(value.removeprefix("not "), ()) if of[other] != of[place]
                ]
                if value.startswith("not ") and others:
                    nearest = min(others, key=lambda other: (_distance(keys[other], keys[place]), other))
                    wishes[of[place]][of[nearest]] += len(members)


def states_of(key: ClaimKey) -> tuple[str, ...]:
    """Return the states that a claim gives something, as it words them: "calm", "not calm"."""
    return tuple(sorted({slot.value for slot in key.slots if slot.name == "state"}))
