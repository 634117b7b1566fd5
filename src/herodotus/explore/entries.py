"""The entry: one claim with all that a page links it to, from a record and never from a whole stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from herodotus.explore.chapters import where_words
from herodotus.explore.lines import Head, Line, head_of, in_its_sentence, line_of, quantity_words
from herodotus.knowledge.wording import say
from herodotus.record import Record
from herodotus.record.listing import copies_of, names_of_actors, texts_by_id
from herodotus.types import Claim, Participant, Scope, Voice

# Reports whose texts are in memory together while quotes get their sentences.
_TEXTS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone by the words of a report; `actor` is the id of the actor that it was found to be, or empty."""

    name: str
    role: str
    named: bool = True
    actor: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One further value of a claim with the words that it rests on."""

    name: str
    value: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claim: the line, and everyone and everything in it that has a page."""

    line: Line
    event_type: str
    act: str
    trigger: str
    trigger_start: int
    trigger_end: int
    voices: tuple[Person, ...]
    actors: tuple[Person, ...]
    recipients: tuple[Person, ...]
    place: str
    where: str
    reported: str
    values: tuple[Value, ...]
    events: tuple[str, ...] = ()


def heads_by_id(record: Record, reports: Iterable[str]) -> dict[str, Head]:
    """Return id -> head, copies marked with the label of what they repeat."""
    wanted = set(reports)
    originals = {copy.report: copy.original for copy in copies_of(record, wanted) if copy.report in wanted}
    found = record.heads_by_id(wanted | set(originals.values()))
    heads = {identity: head_of(report, report_id=identity) for identity, report in found.items()}
    return {
        identity: replace(head, original=heads[originals[identity]].label)
        if originals.get(identity) in heads
        else head
        for identity, head in heads.items()
        if identity in wanted
    }


def lines_by_id(record: Record, claims: Iterable[str]) -> dict[str, Line]:
    """Return claim -> line within its sentence."""
    found = record.claims_by_id(claims)
    return _in_sentences(record, found, heads_by_id(record, {claim.report for claim in found.values()}))


def _in_sentences(record: Record, claims: dict[str, Claim], heads: dict[str, Head]) -> dict[str, Line]:
    by_report: dict[str, list[Line]] = {}
    for claim in claims.values():
        if claim.report in heads:
            by_report.setdefault(claim.report, []).append(line_of(claim, heads[claim.report]))
    lines: dict[str, Line] = {}
    reports = sorted(by_report)
    for start in range(0, len(reports), _TEXTS):
        texts = texts_by_id(record, reports[start : start + _TEXTS])
        for report, text in texts.items():
            lines |= {line.claim: in_its_sentence(line, text) for line in by_report[report]}
    return lines


def entries_of(record: Record, claims: Sequence[Claim]) -> tuple[Entry, ...]:
    """Return the claims as entries, in their order."""
    by_id = {claim.id: claim for claim in claims}
    heads = heads_by_id(record, {claim.report for claim in claims})
    lines = _in_sentences(record, by_id, heads)
    entities = {
        part.entity
        for claim in claims
        for parts in (claim.attribution.chain, claim.actors, claim.recipients)
        for part in parts
        if part.entity
    }
    actors = record.actors_of_entities(entities)
    names = names_of_actors(record, actors.values())
    events = record.events_of_claims(by_id)
    return tuple(
        _entry(claim, lines[identity], actors=actors, names=names, events=events.get(identity, ()))
        for identity, claim in by_id.items()
        if identity in lines
    )


def _entry(
    claim: Claim, line: Line, *, actors: dict[str, str], names: dict[str, str], events: tuple[str, ...]
) -> Entry:
    def person(one: Participant | Voice, role: str) -> Person:
        actor = actors.get(one.entity or "", "")
        return Person(
            name=" ".join(one.name.split()), role=role, named=getattr(one, "named", True),
            actor=actor, called=names.get(actor, ""),
        )  # fmt: skip

    return Entry(
        line=line,
        event_type=str(claim.event_type),
        act=say("act", claim.attribution.act),
        trigger=claim.trigger.quote,
        trigger_start=claim.trigger.start,
        trigger_end=claim.trigger.end,
        voices=tuple(person(voice, str(voice.role)) for voice in claim.attribution.chain),
        actors=tuple(person(actor, "actor") for actor in claim.actors),
        recipients=tuple(person(recipient, "recipient") for recipient in claim.recipients),
        place=claim.place.place.name if claim.place else "",
        where=where_words(claim.place.place if claim.place else None),
        reported=line.head.published,
        values=_values(claim),
        events=events,
    )


def _values(claim: Claim) -> tuple[Value, ...]:
    counts = [
        Value(
            name=str(count.harm),
            value=f"{quantity_words(count.quantity)} {count.group or count.unit}"
            + ("" if count.scope is Scope.EVENT else f" (covers: {count.scope})"),
            words=count.quantity.text,
        )
        for count in claim.casualties
    ]
    slots = [Value(name=slot.name, value=slot.value.replace("_", " ")) for slot in claim.slots]
    return (*counts, *slots)
