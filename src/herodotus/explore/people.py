"""Pages of an actor, a place and a voice: everything that is said by them, of them, and there."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.errors import UsageError
from herodotus.explore.chapters import where_words
from herodotus.explore.entries import Entry, entries_of
from herodotus.explore.lines import head_of
from herodotus.explore.map import Drawing, draw
from herodotus.explore.timeline import Strip, strip_of
from herodotus.record import ClaimFilter, EventFilter, Page, Record
from herodotus.record.browsing import (
    EventRow,
    Spot,
    browse_events,
    spots,
    tally_claim_actors,
    tally_claims,
)
from herodotus.record.columns import Tally
from herodotus.record.listing import names_of_actors
from herodotus.record.roles import VOICE, actors_of_voice, claims_in_role, count_roles
from herodotus.types import Actor

_EVENTS, _NEAR = 12, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """A tie from the side of one actor."""

    other: str
    name: str
    sign: int
    kind: str
    when: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """One actor: names, ties, events, and its claims in one role (all roles where none is asked for)."""

    actor: Actor
    ties: tuple[TieLine, ...]
    ties_total: int
    roles: tuple[tuple[str, int], ...]
    role: str
    entries: tuple[Entry, ...]
    total: int
    events: Page[EventRow]
    strip: Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """One name of a place: which places it was read as, its events, its actors, its claims."""

    place: str
    readings: tuple[Spot, ...]
    where: tuple[str, ...]
    drawing: Drawing
    events: Page[EventRow]
    actors: tuple[Tally, ...]
    entries: tuple[Entry, ...]
    total: int
    strip: Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePage:
    """One name or description of a voice; an unnamed one may be many people, and is never taken for one."""

    voice: str
    named: bool
    actors: tuple[tuple[str, str], ...]
    reports: tuple[tuple[str, str, int], ...]
    modalities: tuple[Tally, ...]
    entries: tuple[Entry, ...]
    total: int


def actor_page(
    record: Record, actor_id: str, *, role: str = "", limit: int = 50, offset: int = 0
) -> ActorPage:
    """Return the page of an actor; an unknown one is a UsageError."""
    actor = record.actor(actor_id)
    if actor is None:
        raise UsageError(f"there is no actor `{actor_id}` in this record", hint="look for it in the list")
    claims = claims_in_role(record, actor_id, role=role, limit=limit, offset=offset)
    ties = sorted(record.ties(actor=actor_id), key=lambda tie: (-len(tie.claims), tie.a, tie.b, tie.kind))
    names = names_of_actors(record, {one for tie in ties for one in (tie.a, tie.b)})
    wanted = EventFilter(actor=actor_id)
    lines = []
    for tie in ties[:_EVENTS]:
        other = tie.b if tie.a == actor_id else tie.a
        when = tie.start or ""
        if tie.end not in {None, tie.start}:
            when = f"{when} to {tie.end}"
        lines.append(
            TieLine(
                other=other, name=names.get(other, other), sign=tie.sign, when=when,
                kind=tie.kind.replace("_", " "), claims=len(tie.claims),
            )
        )  # fmt: skip
    return ActorPage(
        actor=actor,
        ties=tuple(lines),
        ties_total=len(ties),
        roles=count_roles(record, actor_id),
        role=role,
        entries=entries_of(record, claims.rows),
        total=claims.total,
        events=browse_events(record, wanted, order="contested", limit=_EVENTS),
        strip=strip_of(record, wanted),
    )


def place_page(record: Record, place: str, *, limit: int = 50, offset: int = 0) -> PlacePage:
    """Return the page of a place by its name; one of which nothing is said is a UsageError."""
    claims = record.find_claims(ClaimFilter(place=place), order="time", limit=limit, offset=offset)
    events = browse_events(record, EventFilter(place=place), order="contested", limit=_EVENTS)
    if not claims.total and not events.total:
        raise UsageError(f"there is no place `{place}` in this record", hint="look for it in the list")
    found = spots(record, EventFilter(place=place), most=_NEAR)
    read_as = {claim.place.place.id or claim.place.place.name: claim.place.place
               for claim in claims.rows if claim.place}  # fmt: skip
    return PlacePage(
        place=place,
        readings=found,
        where=tuple(sorted({where_words(one) for one in read_as.values()})),
        drawing=draw(found, width=480, height=300),
        events=events,
        actors=tally_claim_actors(record, ClaimFilter(place=place), most=_NEAR),
        entries=entries_of(record, claims.rows),
        total=claims.total,
        strip=strip_of(record, EventFilter(place=place)),
    )


def voice_page(record: Record, voice: str, *, limit: int = 50, offset: int = 0) -> VoicePage:
    """Return the page of a voice by its words; one that says nothing is a UsageError."""
    wanted = ClaimFilter(voice=voice)
    claims = record.find_claims(wanted, order="text", limit=limit, offset=offset)
    if not claims.total:
        raise UsageError(f"there is no voice `{voice}` in this record", hint="look for it in the list")
    told = tally_claims(record, wanted, by="report", most=_NEAR)
    heads = record.heads_by_id(one.value for one in told)
    actors = actors_of_voice(record, voice)
    names = names_of_actors(record, actors)
    chains = [one for claim in claims.rows for one in claim.attribution.chain if one.name == voice]
    return VoicePage(
        voice=voice,
        named=any(one.named for one in chains),
        actors=tuple((actor, names.get(actor, actor)) for actor in actors),
        reports=tuple(
            (one.value, head_of(heads[one.value], report_id=one.value).label, one.count)
            for one in told
            if one.value in heads
        ),
        modalities=tally_claims(record, wanted, by="modality"),
        entries=entries_of(record, claims.rows),
        total=claims.total,
    )


__all__ = ["VOICE", "ActorPage", "PlacePage", "VoicePage", "actor_page", "place_page", "voice_page"]
