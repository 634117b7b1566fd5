"""What came to a record after a given moment: new reports, events with new claims, new positions."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.explore.lines import Head, head_of
from herodotus.record import Page, Record
from herodotus.record.browsing import EventRow, events_by_id
from herodotus.record.listing import decisions_since, events_since, reports_since, seqs_of
from herodotus.types import Event, Position

# A page shows so many; the numbers beside them count all.
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An event of which there is something new; `positions` are (question, value, holders) that are new."""

    row: EventRow
    claims: int
    is_new: bool
    positions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since the report number `since`; the lists show the first, the numbers count all."""

    since: int
    reports: tuple[Head, ...]
    reports_total: int
    events: tuple[Moved, ...]
    events_total: int
    decisions: int


def changes_since(record: Record, *, report: int, audit: int) -> Changes:
    """Return what came after report number `report` and after line `audit` of the audit log."""
    reports = reports_since(record, report, limit=_SHOWN)
    touched = events_since(record, report, limit=_SHOWN) if reports.total else Page(rows=(), total=0)
    rows = events_by_id(record, [event for event, _ in touched.rows])
    return Changes(
        since=report,
        reports=tuple(head_of(row.report, report_id=row.id) for row in reports.rows),
        reports_total=reports.total,
        events=tuple(
            _moved(record, rows[event], new, since=report) for event, new in touched.rows if event in rows
        ),
        events_total=touched.total,
        decisions=decisions_since(record, audit),
    )


def _moved(record: Record, row: EventRow, new: int, *, since: int) -> Moved:
    event = record.event(row.event)
    is_new = new >= row.claims
    positions = () if event is None or is_new else tuple(_new_positions(record, event, since=since))
    return Moved(row=row, claims=new, is_new=is_new, positions=positions)


def _new_positions(record: Record, event: Event, *, since: int) -> list[tuple[str, str, str]]:
    """Return the positions that rest on new reports alone."""
    claims = record.claims_by_id(event.claims)
    seqs = seqs_of(record, {claim.report for claim in claims.values()})

    def is_new(position: Position) -> bool:
        own = [claims[claim].report for claim in position.claims if claim in claims]
        return bool(own) and all(seqs.get(report, 0) > since for report in own)

    asked = [(str(toll.harm), toll.positions) for toll in event.tolls]
    counted = {harm for harm, _ in asked}
    asked += [(part.question, part.positions) for part in event.disagreements if part.field not in counted]
    return [
        (question, position.value, ", ".join(position.holders))
        for question, positions in asked
        for position in positions
        if is_new(position)
    ]
