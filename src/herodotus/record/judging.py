"""Judgements: only ever added; withdrawing is a row of its own, and claims follow those that stand."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from herodotus.errors import RecordError
from herodotus.record import schema
from herodotus.record.codec import decode, encode
from herodotus.record.edits import VERDICTS, check_edit
from herodotus.record.layers import claim_row, participant_rows, standing_by_claim, views_are_stale
from herodotus.types import Claim, Judgement

_claims, _judgements = schema.claims, schema.judgements


def add_judgement(connection: Connection, judgement: Judgement) -> bool:
    """Add a judgement and apply it; return False where the very same one is there already."""
    _check(connection, judgement)
    known = select(_judgements.c.id).where(_judgements.c.id == judgement.id)
    if connection.execute(known).first() is not None:
        return False
    connection.execute(insert(_judgements).values(
        id=judgement.id, left=judgement.left, right=judgement.right, verdict=judgement.verdict,
        withdraws=judgement.withdraws, at=judgement.at, payload=encode(judgement),
    ))  # fmt: skip
    action = "withdraw" if judgement.withdraws else judgement.verdict
    note(connection, by=judgement.by, action=action, subject=judgement.left, detail=encode(judgement))
    _refresh(connection, judgement.left)
    views_are_stale(connection)
    return True


def note(connection: Connection, *, by: str, action: str, subject: str, detail: str = "") -> None:
    """Add a line to the audit log."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    row = {"at": at, "by": by, "action": action, "subject": subject, "detail": detail}
    connection.execute(insert(schema.audit).values(row))


def _check(connection: Connection, judgement: Judgement) -> None:
    """Raise unless the judgement can be understood; what it is about need no longer be there."""
    if judgement.verdict not in VERDICTS:
        raise RecordError(f"`{judgement.verdict}` is no verdict", hint="verdicts: " + ", ".join(VERDICTS))
    if judgement.verdict in VERDICTS[:3] and not judgement.right:
        raise RecordError(
            f"`{judgement.verdict}` needs two things to compare", hint="name two claims or two entities"
        )
    if judgement.withdraws:
        columns = select(_judgements.c.left).where(_judgements.c.id == judgement.withdraws)
        left = connection.scalar(columns)
        if left != judgement.left:
            raise RecordError(
                f"there is no judgement `{judgement.withdraws}` on `{judgement.left}` to withdraw",
                hint="list the judgements with `herodotus show judgements`",
            )
    elif judgement.verdict == "edit":
        check_edit(field=judgement.field, value=judgement.value)


def _refresh(connection: Connection, claim_id: str) -> None:
    """Make the row of a claim what the judgements on it say; ids of entities have no row to refresh."""
    payload = connection.scalar(select(_claims.c.payload).where(_claims.c.id == claim_id))
    if payload is None:
        return
    claim = decode(payload, kind=Claim)
    judgements = standing_by_claim(connection, [claim_id]).get(claim_id, [])
    row = claim_row(claim, judgements=judgements)
    connection.execute(update(_claims).where(_claims.c.id == claim_id).values(row))
    people = schema.participants
    connection.execute(delete(people).where(people.c.claim == claim_id))
    rows = participant_rows(claim, judgements)
    if rows:
        connection.execute(insert(people), rows)
