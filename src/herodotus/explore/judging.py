"""A person's words about claims, made into a judgement that the record can keep."""

from __future__ import annotations

from enum import StrEnum

from herodotus.errors import UsageError
from herodotus.explore.sheets import find_id
from herodotus.record import Record
from herodotus.types import Judgement


class Verdict(StrEnum):
    """What a person can decide; withdrawing is a row of its own, so that nothing is ever erased."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    WITHDRAW = "withdraw"


_PAIRS = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


def make_judgement(
    record: Record,
    verdict: Verdict,
    things: list[str],
    *,
    by: str,
    at: str,
    why: str = "",
) -> Judgement:
    """Return the judgement, with ids in full; raise UsageError where the things do not fit the verdict."""
    needed = {"edit": "CLAIM FIELD VALUE", "withdraw": "JUDGEMENT"}.get(
        verdict, "ID ID" if verdict in _PAIRS else "CLAIM"
    )
    if len(things) != len(needed.split()):
        raise UsageError(f"`{verdict}` takes {needed}", hint=f"herodotus judge {verdict} {needed}")
    if verdict is Verdict.WITHDRAW:
        return _withdrawal(record, things[0], by=by, at=at, why=why)
    if verdict in _PAIRS:
        left, right = sorted(_claim_or_entity(record, thing) for thing in things)
        return Judgement(left=left, right=right, verdict=verdict, by=by, at=at, why=why)
    left = find_id(things[0], (claim.id for claim in record.claims(judged=False)), kind="claim")
    field, value = things[1:] if verdict is Verdict.EDIT else (None, None)
    return Judgement(left=left, right=None, verdict=verdict, by=by, at=at, why=why, field=field, value=value)


def _withdrawal(record: Record, given: str, *, by: str, at: str, why: str) -> Judgement:
    known = {judgement.id: judgement for judgement in record.judgements(withdrawn=True)}
    old = known[find_id(given, known, kind="judgement")]
    return Judgement(
        left=old.left,
        right=old.right,
        verdict=old.verdict,
        by=by,
        at=at,
        why=why,
        field=old.field,
        value=old.value,
        withdraws=old.id,
    )


def _claim_or_entity(record: Record, given: str) -> str:
    """Return the id of a claim, or of what a report's words refer to."""
    if given.startswith("entity:"):
        return find_id(given, (entity.id for entity in record.entities()), kind="entity")
    return find_id(given, (claim.id for claim in record.claims(judged=False)), kind="claim")
