"""Claims: one JSON object a line, lossless, every value with its characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from herodotus.export import Exporter
from herodotus.export.jsonl import (
    actor_of_entity,
    casualty_rows,
    count_row,
    event_of_claim,
    evidence_row,
    place_row,
    time_row,
    writer,
)
from herodotus.knowledge.precision import acled_geo, acled_time, ucdp_date, ucdp_where
from herodotus.types import Claim, Holdings, Participant, PlaceMention, TimeMention, Voice

Row = dict[str, Any]


def claim_row(claim: Claim, *, events: Mapping[str, str], actors: Mapping[str, str]) -> Row:
    """Return the contract's fields in its order, then the ones we add."""
    return {
        "id": claim.id,
        "report": claim.report,
        "event": events.get(claim.id),
        "event_type": str(claim.event_type),
        "trigger": {"start": claim.trigger.start, "end": claim.trigger.end, "text": claim.trigger.quote},
        "evidence": [evidence_row(evidence) for evidence in claim.evidence],
        "voices": [_voice(voice, actors=actors) for voice in claim.attribution.chain],
        "cue": _cue(claim),
        "act": str(claim.attribution.act),
        "modality": str(claim.modality),
        "actors": [_participant(actor, actors=actors) for actor in claim.actors],
        "recipients": [_participant(recipient, actors=actors) for recipient in claim.recipients],
        "place": _place(claim.place),
        "time": _time(claim.time),
        "casualties": casualty_rows(claim),
        "confidence": claim.confidence,
        "counts": [{"harm": str(count.harm), **count_row(count)} for count in claim.casualties],
        "mode": claim.mode,
        "contexts": list(claim.contexts),
        "slots": [
            {"name": slot.name, "value": slot.value, "start": slot.start, "end": slot.end}
            for slot in claim.slots
        ],
        "quote": claim.attribution.quote,
        "negated": claim.attribution.negated,
        "attribution_confidence": claim.attribution.confidence,
        "commitments": [
            {"voice": one.voice, "value": one.value, "probability": one.probability}
            for one in claim.attribution.commitments
        ],
        "content": [{"start": start, "end": end} for start, end in claim.attribution.content],
        "why": list(claim.why),
    }


def _voice(voice: Voice, *, actors: Mapping[str, str]) -> Row:
    return {
        "role": str(voice.role),
        "name": voice.name,
        "actor": actors.get(voice.entity or ""),
        "start": voice.start,
        "end": voice.end,
        "named": voice.named,
        "entity": voice.entity,
    }


def _participant(participant: Participant, *, actors: Mapping[str, str]) -> Row:
    return {
        "name": participant.name,
        "actor": actors.get(participant.entity or ""),
        "start": participant.start,
        "end": participant.end,
        "entity": participant.entity,
    }


def _cue(claim: Claim) -> Row | None:
    """Return the cue with its words, where they stand inside the claim's own evidence."""
    if claim.attribution.cue is None:
        return None
    start, end = claim.attribution.cue
    text = next(
        (
            evidence.quote[start - evidence.start : end - evidence.start]
            for evidence in claim.evidence
            if evidence.start <= start and end <= evidence.end
        ),
        None,
    )
    return {"start": start, "end": end, "text": text}


def _place(mention: PlaceMention | None) -> Row | None:
    if mention is None:
        return None
    row = place_row(mention.place) or {}
    return {
        "name": row.pop("name"),
        "id": row.pop("id"),
        "lat": row.pop("lat"),
        "lon": row.pop("lon"),
        "precision": row.pop("precision"),
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "relation": mention.relation,
        **row,
        "confidence": mention.place.confidence,
        "where_prec": ucdp_where(mention.place),
        "geo_precision": acled_geo(mention.place),
        "alternatives": [{"id": place, "probability": share} for place, share in mention.place.alternatives],
    }


def _time(mention: TimeMention | None) -> Row | None:
    if mention is None:
        return None
    row = time_row(mention.time, text=mention.text) or {}
    return {
        **row,
        "date_prec": ucdp_date(mention.time),
        "time_precision": acled_time(mention.time),
        "anchor": mention.anchor,
        "value": mention.value,
        "span": {"start": mention.start, "end": mention.end},
    }


def rows(holdings: Holdings) -> Iterator[Row]:
    """Yield the claims in the order of their ids, cues with their words from the report's text."""
    events, actors = event_of_claim(holdings), actor_of_entity(holdings)
    cues = _cue_words(holdings)
    reported = {report.id: time_row(report.published) for report in holdings.reports()}
    for claim in holdings.claims():
        row = claim_row(claim, events=events, actors=actors)
        row["reported"] = reported.get(claim.report)
        if row["cue"] is not None and row["cue"]["text"] is None:
            row["cue"]["text"] = cues.get((claim.report, *(claim.attribution.cue or (0, 0))))
        yield row


def _cue_words(holdings: Holdings) -> dict[tuple[str, int, int], str]:
    """Return (report, start, end) -> words, so that no text stays in memory while claims stream."""
    wanted: dict[str, set[tuple[int, int]]] = {}
    for claim in holdings.claims():
        if claim.attribution.cue is not None:
            wanted.setdefault(claim.report, set()).add(claim.attribution.cue)
    return {
        (report.id, start, end): report.text[start:end]
        for report in holdings.reports()
        for start, end in sorted(wanted.get(report.id, ()))
    }


EXPORTER = Exporter(
    title="claims, every value with its characters, JSON Lines",
    suffix=".jsonl",
    write=writer(rows),
    rows=rows,
)
