"""A claim reduced to what comparison needs: compact, so that a hundred thousand fit in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from sys import intern

from herodotus.knowledge.reconcile import load_families, load_section, load_topics
from herodotus.knowledge.stems import stem
from herodotus.reconcile.families import content_words, head_of, kind_told, trigger_family
from herodotus.reconcile.names import fold, name_tokens
from herodotus.reconcile.profiles import is_country, lands_in, trim
from herodotus.reconcile.sums import scoped
from herodotus.types import (
    Claim,
    Count,
    EventType,
    Evidence,
    Modality,
    Participant,
    Place,
    PlaceMention,
    Slot,
    TimeInterval,
    TimeMention,
    Voice,
    VoiceRole,
)

_UNREAL = frozenset({Modality.PLANNED, Modality.THREATENED, Modality.REQUESTED, Modality.HYPOTHETICAL})
_OWNED = frozenset({"his", "her", "its", "their"})
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|such|his|her|its|their)\s+(?:[\w'\u2019-]+\s+){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """One claim's comparable values. Days are ordinals; `actors` are Actor or in-report entity ids.

    `placed`, `dated`: its own clause says where and when; else the report does, somewhere before.
    `victims`: words that tell those harmed from all others. `unnamed`: the words of actors and of
    recipients whom no Actor bears.
    `topics`: what it asks for, grants or refuses. `unreal`: it has not happened yet, or never; no
    telling of it is a telling of what happened.
    """

    id: str
    report: str
    start: int
    end: int
    at: int
    event_type: EventType
    family: str
    word: str
    trigger: str
    modality: Modality
    act: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    heads: tuple[str, ...]
    place: Place | None
    time: TimeInterval | None
    days: tuple[int, int] | None
    counts: tuple[Count, ...]
    slots: tuple[Slot, ...]
    words: frozenset[str]
    definite: bool
    holder: str
    voice: str | None
    speaks: bool
    relay: str | None
    mode: str | None
    background: bool
    quote: str
    unreal: bool = False
    placed: bool = True
    dated: bool = True
    topics: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    unnamed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def ordinal(text: str | None, *, last: bool = False) -> int | None:
    """Return the day number of an ISO date; a year or month alone is its first (or last) day."""
    if not text:
        return None
    parts = text[:10].split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        if parts[2:]:
            return date(year, month, int(parts[2])).toordinal()
        if not last:
            return date(year, month, 1).toordinal()
        return (date(year + month // 12, month % 12 + 1, 1).toordinal()) - 1
    except ValueError:
        return None


def days_of(time: TimeInterval | None) -> tuple[int, int] | None:
    """Return first and last day of an interval, or None where it is not known."""
    if time is None:
        return None
    first = ordinal(time.start) or ordinal(time.end)
    final = ordinal(time.end, last=True) or ordinal(time.start, last=True)
    return (min(first, final), max(first, final)) if first is not None and final is not None else None


def make_key(claim: Claim, *, actors: Mapping[str, str]) -> ClaimKey:
    """Reduce `claim`; `actors` maps in-report entities to Actors."""
    family, word = trigger_family(claim.trigger.quote, claim.event_type.value)
    first = claim.evidence[0] if claim.evidence else claim.trigger
    voice = claim.attribution.chain[-1] if claim.attribution.chain else None
    entity = voice.entity if voice is not None else None
    time = claim.time.time if claim.time is not None and not _is_later(claim, first) else None
    kind = kind_told(claim, family)
    return ClaimKey(
        id=claim.id,
        report=intern(claim.report),
        start=first.start,
        end=first.end,
        at=claim.trigger.start,
        event_type=claim.event_type,
        family=kind,
        word=word,
        trigger=intern(claim.trigger.quote),
        modality=claim.modality,
        act=claim.attribution.act.value,
        actors=_ids(claim.actors, actors),
        recipients=_ids(claim.recipients, actors),
        actor_names=tuple(intern(one.name) for one in claim.actors),
        recipient_names=tuple(intern(one.name) for one in claim.recipients),
        heads=tuple(sorted({head_of(one.name) for one in claim.recipients})),
        place=claim.place.place if claim.place is not None else None,
        time=time,
        days=days_of(time),
        counts=scoped(claim, first),
        slots=claim.slots,
        words=_telling_words(claim, first.quote, kind),
        definite=_is_definite(claim, own=kind not in load_families().talk),
        holder=intern(voice.name if voice is not None else ""),
        voice=actors.get(entity or "", entity),
        speaks=len(claim.attribution.chain) > 1,
        relay=_relay(claim.attribution.chain),
        mode=claim.mode,
        background=is_background(claim.time, contexts=claim.contexts),
        quote=first.quote,
        unreal=claim.modality in _UNREAL and not _is_presupposed(claim),
        placed=_within(claim.place, first),
        dated=_within(claim.time, first) and not _in_dateline(claim),
        topics=_topics(first.quote),
        victims=_telling_victims(claim.recipients),
        unnamed=(_unnamed(claim.actors, actors), _unnamed(claim.recipients, actors)),
    )


@cache
def common_victims() -> frozenset[str]:
    """Return the stems of common words for those harmed, which tell no victims from others."""
    return frozenset(stem(word) for word in load_section("victims")["common"].split())


def telling_heads(key: ClaimKey) -> set[str]:
    """Return the heads of the phrases for those harmed, without words that fit any victims.

    A common word with a land is telling: "an American soldier", "French nuns".
    """
    heads = {head for head in key.heads if len(head) > 1 and not head.isdigit()} - common_victims()
    return heads | {f"{land} {head_of(name)}" for name in key.recipient_names for land in lands_in(name)}


def _telling_victims(recipients: Iterable[Participant]) -> frozenset[str]:
    """Return the words for those harmed that are no common word for victims, nor a number or a country."""
    rules, common = load_section("victims"), common_victims()
    found: set[str] = set()
    for one in recipients:
        words = name_tokens(trim(one.name))
        if 1 < len(words) <= rules["longest"]:
            found |= {stem(word) for word in words if word.isalpha() and not is_country(word)} - common
    return frozenset(intern(word) for word in found if len(word) >= rules["letters"])


def _is_later(claim: Claim, clause: Evidence) -> bool:
    """Say whether the time is that of what came after it: "closed on Sunday after the death of nine"."""
    if claim.time is None or not clause.start <= claim.time.end <= claim.trigger.start:
        return False
    between = clause.quote[claim.time.end - clause.start : claim.trigger.start - clause.start]
    return re.match(load_section("victims")["later"], between.strip().lower()) is not None


def _in_dateline(claim: Claim) -> bool:
    """Say whether a claim's day stands in the first line, far before its own words: that of the report."""
    rules = load_section("victims")
    return (
        claim.time is not None
        and claim.time.start < rules["dateline"]
        and claim.trigger.start - claim.time.end > rules["dateline_gap"]
    )


def _within(mention: PlaceMention | TimeMention | None, clause: Evidence) -> bool:
    return mention is None or clause.start <= mention.start < clause.end


def _telling_words(claim: Claim, quote: str, family: str) -> frozenset[str]:
    """Return the words by which a claim is known; of words of talk, only what was said, not who said it."""
    words = content_words(quote)
    if family not in load_families().talk:
        return words
    who = " ".join((claim.trigger.quote, *(one.name for one in claim.actors)))
    return words - content_words(who)


def _relay(chain: tuple[Voice, ...]) -> str | None:
    """Return the named voice that passes the words on, first after the report ("told Reuters")."""
    return next(
        (intern(voice.name) for voice in chain[1:] if voice.role is VoiceRole.RELAY and voice.named), None
    )


def _ids(participants: Iterable[Participant], actors: Mapping[str, str]) -> tuple[str, ...]:
    found = {actors.get(one.entity, one.entity) for one in participants if one.entity is not None}
    return tuple(sorted(intern(one) for one in found))


def _unnamed(participants: Iterable[Participant], actors: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(intern(one.name) for one in participants if (one.entity or "") not in actors)


def _is_definite(claim: Claim, *, own: bool = True) -> bool:
    """Say whether the trigger stands after "the" or "this" in its evidence; `own`: "his" counts too."""
    word = fold(claim.trigger.quote).split()[-1:]
    if not word or word[0].endswith("ed") or word[0] in load_families().irregular:
        return False  # a verb in the past: "the police arrested"
    for evidence in claim.evidence:
        if evidence.start <= claim.trigger.start < evidence.end:
            found = _DEFINITE.search(evidence.quote[: claim.trigger.start - evidence.start])
            return found is not None and (own or found.group().split()[0].lower() not in _OWNED)
    return False


@lru_cache(maxsize=1 << 14)
def _topics(quote: str) -> frozenset[str]:
    matters = load_topics()
    return frozenset(matters[word] for word in content_words(quote) if word in matters)


def _is_presupposed(claim: Claim) -> bool:
    """Say whether what is demanded rests on a deed that is given: "investigate the killing of five"."""
    if claim.modality is not Modality.REQUESTED or claim.event_type is not EventType.ASSAULT:
        return False
    counted = any(count.quantity.low is not None for count in claim.casualties)
    return _is_definite(claim) and (counted or claim.time is not None)


def is_background(time: TimeMention | None, *, contexts: tuple[str, ...]) -> bool:
    """Say whether a claim is told in passing about a time long past."""
    return (
        "historical" in contexts
        or "background" in contexts
        or (time is not None and time.anchor == "background")
    )
