"""Pages of reports, actors, ties and issues, and what came to the record after a given moment."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import case, desc, func, or_, select

from herodotus.record import schema
from herodotus.record.codec import decode, decode_report
from herodotus.record.nouns import Page
from herodotus.record.record import Record
from herodotus.record.sightings import batches
from herodotus.types import Actor, Copy, Issue, Report, Tie, noun

_reports = schema.reports


@noun
class ReportRow:
    """A report without its text, under its id, with how much it holds."""

    id: str
    report: Report
    characters: int
    claims: int
    seq: int


@noun
class Marker:
    """How far a record had come: its last report, its last line of audit, and its last run's end."""

    report: int = 0
    audit: int = 0
    at: str = ""


def list_reports(
    record: Record, *, words: str = "", source: str | None = None, limit: int = 50, offset: int = 0
) -> Page[ReportRow]:
    """Return a page of reports, latest first, undated last; `words` stand in title, source or path."""
    columns, kept = _reports.c, []
    for word in words.split():
        named = (columns.title, columns.source, columns.path)
        kept.append(or_(*(column.icontains(word, autoescape=True) for column in named)))
    if source is not None:
        kept.append(columns.source == source)
    order = (columns.published_start.is_(None), desc(columns.published_start), columns.seq)
    chosen = select(columns.seq).where(*kept).order_by(*order).limit(limit).offset(offset)
    with record.store.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(_reports).where(*kept)) or 0
        found = list(connection.scalars(chosen))
    rows = _rows(record, found)
    return Page(rows=tuple(rows[seq] for seq in found), total=total)


def _rows(record: Record, wanted: Iterable[int]) -> dict[int, ReportRow]:
    columns, claims = _reports.c, schema.claims.c
    counted = select(func.count()).where(claims.report == columns.id, claims.rejected.is_(False))
    chosen = select(
        columns.seq, columns.id, columns.payload, columns.path, columns.characters, counted.scalar_subquery()
    )
    with record.store.reading() as connection:
        rows = list(connection.execute(chosen.where(columns.seq.in_(sorted(wanted)))))
    return {
        row.seq: ReportRow(
            id=row.id,
            report=decode_report(row.payload, text="", path=row.path),
            characters=row.characters,
            claims=row[5],
            seq=row.seq,
        )
        for row in rows
    }


def texts_by_id(record: Record, reports: Iterable[str]) -> dict[str, str]:
    """Return id -> text; hold few of them at a time."""
    found = {}
    for batch in batches(set(reports)):
        with record.store.reading() as connection:
            for row in connection.execute(
                select(_reports.c.id, _reports.c.text).where(_reports.c.id.in_(batch))
            ):
                found[row.id] = row.text
    return found


def copies_of(record: Record, reports: Iterable[str]) -> tuple[Copy, ...]:
    """Return the copies in which one of these reports repeats another or is repeated."""
    table, found = schema.copies, {}
    for batch in batches(set(reports)):
        near = or_(table.c.report.in_(batch), table.c.original.in_(batch))
        with record.store.reading() as connection:
            for row in connection.execute(select(table.c.id, table.c.payload).where(near)):
                found[row.id] = decode(row.payload, kind=Copy)
    return tuple(found[identity] for identity in sorted(found))


def list_actors(
    record: Record, *, words: str = "", kind: str | None = None, limit: int = 50, offset: int = 0
) -> Page[Actor]:
    """Return a page of actors, most mentioned first; `words` stand in any of its names."""
    table = schema.actors
    kept = [table.c.payload.icontains(word, autoescape=True) for word in words.split()]
    if kind is not None:
        kept.append(table.c.kind == kind)
    order = (desc(table.c.mentions), table.c.name, table.c.id)
    chosen = select(table.c.payload).where(*kept).order_by(*order).limit(limit).offset(offset)
    with record.store.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(table).where(*kept)) or 0
        rows = tuple(decode(payload, kind=Actor) for payload in connection.scalars(chosen))
    return Page(rows=rows, total=total)


def names_of_actors(record: Record, actors: Iterable[str]) -> dict[str, str]:
    """Return id -> name."""
    table, found = schema.actors, {}
    for batch in batches(set(actors)):
        with record.store.reading() as connection:
            for row in connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(batch))):
                found[row.id] = row.name
    return found


def ties_between(record: Record, a: str, b: str) -> tuple[Tie, ...]:
    """Return the ties of two actors, in either direction."""
    table = schema.ties
    pair = or_((table.c.a == a) & (table.c.b == b), (table.c.a == b) & (table.c.b == a))
    with record.store.reading() as connection:
        payloads = connection.scalars(select(table.c.payload).where(pair).order_by(table.c.id))
        return tuple(decode(payload, kind=Tie) for payload in payloads)


def list_issues(
    record: Record, *, level: str | None = None, report: str | None = None, limit: int = 50, offset: int = 0
) -> Page[Issue]:
    """Return a page of issues, errors first."""
    table = schema.issues
    kept = [column == value for column, value in ((table.c.level, level), (table.c.report, report)) if value]
    rank = case((table.c.level == "error", 0), (table.c.level == "warning", 1), else_=2)
    chosen = select(table.c.payload).where(*kept).order_by(rank, table.c.owner, table.c.id)
    with record.store.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(table).where(*kept)) or 0
        rows = connection.scalars(chosen.limit(limit).offset(offset))
        found = tuple(decode(payload, kind=Issue) for payload in rows)
    return Page(rows=found, total=total)


def marker(record: Record) -> Marker:
    """Return how far the record has come."""
    with record.store.reading() as connection:
        return Marker(
            report=connection.scalar(select(func.max(_reports.c.seq))) or 0,
            audit=connection.scalar(select(func.max(schema.audit.c.seq))) or 0,
            at=connection.scalar(select(func.max(schema.runs.c.ended))) or "",
        )


def reports_since(record: Record, seq: int, *, limit: int = 50) -> Page[ReportRow]:
    """Return the reports that came after the report number `seq`, newest first."""
    later = _reports.c.seq > seq
    with record.store.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(_reports).where(later)) or 0
        chosen = select(_reports.c.seq).where(later).order_by(desc(_reports.c.seq)).limit(limit)
        found = list(connection.scalars(chosen))
    rows = _rows(record, found)
    return Page(rows=tuple(rows[one] for one in found), total=total)


def events_since(record: Record, seq: int, *, limit: int = 50) -> Page[tuple[str, int]]:
    """Return (event, how many of its claims are in reports after number `seq`), most such claims first."""
    held, claims = schema.event_claims.c, schema.claims.c
    # From the few new reports to their claims, and never through all claims to find those of new reports.
    new = select(_reports.c.id).where(_reports.c.seq > seq)
    own = select(claims.id).where(claims.report.in_(new))
    counted = select(held.event, func.count().label("n")).where(held.claim.in_(own)).group_by(held.event)
    with record.store.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(counted.subquery())) or 0
        rows = connection.execute(counted.order_by(desc("n"), held.event).limit(limit))
        found = tuple((row[0], row[1]) for row in rows)
    return Page(rows=found, total=total)


def seqs_of(record: Record, reports: Iterable[str]) -> dict[str, int]:
    """Return id -> number of the report, in the order in which reports came."""
    found = {}
    for batch in batches(set(reports)):
        with record.store.reading() as connection:
            for row in connection.execute(
                select(_reports.c.id, _reports.c.seq).where(_reports.c.id.in_(batch))
            ):
                found[row.id] = row.seq
    return found


def decisions_since(record: Record, seq: int) -> int:
    """Return how many lines of audit came after number `seq`."""
    with record.store.reading() as connection:
        return connection.scalar(select(func.count()).where(schema.audit.c.seq > seq)) or 0


def count_by_report(record: Record, event: str) -> dict[str, int]:
    """Return report -> how many of an event's claims stand in it."""
    held, claims = schema.event_claims.c, schema.claims.c
    counted = (
        select(claims.report, func.count())
        .join(schema.event_claims, held.claim == claims.id)
        .where(held.event == event, claims.rejected.is_(False))
        .group_by(claims.report)
    )
    with record.store.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(counted)}
