"""The machine layer of a report: replaced as a whole, in one transaction; judgements stay and apply anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from herodotus.record import schema
from herodotus.record.codec import decode, encode
from herodotus.record.edits import judge, standing
from herodotus.record.nouns import Layer
from herodotus.types import Claim, Issue, Judgement, Participant, Voice, content_id


def views_are_stale(connection: Connection) -> None:
    """Note that events and ties no longer follow from claims and judgements."""
    marks = schema.marks
    connection.execute(update(marks).where(marks.c.name == "views").values(value="stale"))


def put_issues(connection: Connection, issues: Iterable[Issue], *, owner: str) -> None:
    """Add issues to those of their owner; one that is there already is there once."""
    rows = {}
    for issue in issues:
        payload = encode(issue)
        identity = content_id("issue", owner, payload)
        rows[identity] = {
            "id": identity, "owner": owner, "level": issue.level, "stage": issue.stage,
            "report": issue.report, "payload": payload,
        }  # fmt: skip
    if rows:
        connection.execute(delete(schema.issues).where(schema.issues.c.id.in_(sorted(rows))))
        connection.execute(insert(schema.issues), [rows[identity] for identity in sorted(rows)])


def drop_layer(connection: Connection, reports: Sequence[str]) -> None:
    """Take away all that the machine read in these reports."""
    for table in schema.MACHINE_LAYER:
        connection.execute(delete(table).where(table.c.report.in_(reports)))
    owners = [f"report:{report}" for report in reports]
    connection.execute(delete(schema.issues).where(schema.issues.c.owner.in_(owners)))


def put_layer(connection: Connection, layer: Layer, *, method: str) -> None:
    """Replace the machine layer of one report by this one."""
    drop_layer(connection, [layer.report])
    claims, twins = _once(layer.claims)
    put_issues(connection, (*layer.issues, *twins), owner=f"report:{layer.report}")
    if layer.entities:
        rows = {entity.id: {
            "id": entity.id, "report": entity.report, "name": entity.name, "kind": entity.kind,
            "payload": encode(entity),
        } for entity in layer.entities}  # fmt: skip
        connection.execute(insert(schema.entities), list(rows.values()))
    if claims:
        judged = standing_by_claim(connection, [claim.id for claim in claims])
        rows_of_claims = [claim_row(claim, judgements=judged.get(claim.id, ())) for claim in claims]
        connection.execute(insert(schema.claims), rows_of_claims)
        people = [row for claim in claims for row in participant_rows(claim, judged.get(claim.id, ()))]
        if people:
            connection.execute(insert(schema.participants), people)
    row = {"report": layer.report, "payload": encode(layer.fingerprint)}
    connection.execute(insert(schema.fingerprints).values(row))
    made = {"made_by": method if layer.done else None, "made_from": layer.made_from}
    connection.execute(update(schema.reports).where(schema.reports.c.id == layer.report).values(made))
    views_are_stale(connection)


def _once(claims: Iterable[Claim]) -> tuple[list[Claim], list[Issue]]:
    """Return the first claim of each id, and an issue for each further one."""
    first: dict[str, Claim] = {}
    issues = []
    for claim in claims:
        if first.setdefault(claim.id, claim) is not claim:
            message = f"two claims on `{claim.trigger.quote}` at {claim.trigger.start}; the first is kept"
            issues.append(
                Issue(level="note", stage="extract", path=None, message=message, report=claim.report)
            )
    return list(first.values()), issues


def standing_by_claim(connection: Connection, claims: Sequence[str]) -> dict[str, list[Judgement]]:
    """Return claim -> the judgements on it that stand, in the order in which they were made."""
    table = schema.judgements
    if connection.execute(select(table.c.id).limit(1)).first() is None:
        return {}
    found: dict[str, list[Judgement]] = defaultdict(list)
    for start in range(0, len(claims), 500):
        chosen = table.c.left.in_(claims[start : start + 500])
        for payload in connection.scalars(select(table.c.payload).where(chosen)):
            judgement = decode(payload, kind=Judgement)
            found[judgement.left].append(judgement)
    # A withdrawal names the same claim as what it withdraws, so each claim can be settled alone.
    return {claim: standing(rows) for claim, rows in found.items()}


def claim_row(claim: Claim, *, judgements: Sequence[Judgement]) -> dict[str, Any]:
    """Return the row of a claim as these judgements leave it."""
    judged, rejected = judge(claim, judgements=judgements)
    time = judged.time.time if judged.time else None
    return {
        "id": claim.id,
        "report": claim.report,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "event_type": str(judged.event_type),
        "modality": str(judged.modality),
        "act": str(judged.attribution.act),
        "voice": judged.attribution.chain[-1].name if judged.attribution.chain else "",
        "place": judged.place.place.name if judged.place else None,
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "confidence": judged.confidence,
        "rejected": rejected,
        "judged": encode(judged) if judged is not claim else None,
        "payload": encode(claim),
    }


def participant_rows(claim: Claim, judgements: Sequence[Judgement] = ()) -> list[dict[str, Any]]:
    """Return who takes part in the claim, voices included, as these judgements leave it."""
    judged, _ = judge(claim, judgements=judgements)
    parts: tuple[tuple[str, Sequence[Participant | Voice]], ...] = (
        ("actor", judged.actors),
        ("recipient", judged.recipients),
        ("voice", judged.attribution.chain),
    )
    return [
        {"claim": claim.id, "report": claim.report, "role": role, "ordinal": ordinal,
         "entity": person.entity, "name": person.name}
        for role, people in parts
        for ordinal, person in enumerate(people)
    ]  # fmt: skip
