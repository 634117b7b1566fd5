"""Rows -> nouns: streams in the order of ids, single nouns, and several by their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Select, Table, and_, case, false, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from herodotus.record import schema
from herodotus.record.codec import decode, decode_report
from herodotus.record.edits import standing
from herodotus.record.nouns import SeenFile, Unread
from herodotus.record.sightings import batches
from herodotus.record.store import TEXT_PAGE, AnyRow, Store
from herodotus.types import Actor, Claim, Copy, Entity, Event, Issue, Judgement, Method, Report, Tie

T = TypeVar("T")
_reports, _claims, _files = schema.reports, schema.claims, schema.files
_TABLES: dict[type[Any], Table] = {
    Actor: schema.actors, Claim: schema.claims, Copy: schema.copies, Entity: schema.entities,
    Event: schema.events, Issue: schema.issues, Judgement: schema.judgements, Tie: schema.ties,
}  # fmt: skip
_JUDGED = func.coalesce(_claims.c.judged, _claims.c.payload)
_HEAD = (_reports.c.id, _reports.c.payload, _reports.c.path)


def _nouns(store: Store, kind: type[T], *conditions: ColumnElement[bool]) -> Iterator[T]:
    table = _TABLES[kind]
    statement = select(table.c.id, table.c.payload).where(*conditions)
    for row in store.stream(statement, key=table.c.id):
        yield decode(row.payload, kind=kind)


def reports(store: Store) -> Iterator[Report]:
    """Stream the reports with their texts."""
    statement = select(*_HEAD, _reports.c.text)
    for row in store.stream(statement, key=_reports.c.id, size=TEXT_PAGE):
        yield decode_report(row.payload, text=row.text, path=row.path)


def report_heads(store: Store) -> Iterator[tuple[str, Report]]:
    """Stream (id, report without its text); the report's own `id` is not the one of its text."""
    for row in store.stream(select(*_HEAD), key=_reports.c.id):
        yield row.id, decode_report(row.payload, text="", path=row.path)


def entities(store: Store, *, report: str | None) -> Iterator[Entity]:
    """Stream the entities, of all reports or of one."""
    return _nouns(store, Entity, *([schema.entities.c.report == report] if report else []))


def claims(store: Store, *, report: str | None, judged: bool) -> Iterator[Claim]:
    """Stream the claims, judged or as read, of all reports or of one."""
    statement = _claims_as(judged=judged)
    if report:
        statement = statement.where(_claims.c.report == report)
    for row in store.stream(statement, key=_claims.c.id):
        yield decode(row[1], kind=Claim)


def _claims_as(*, judged: bool) -> Select[Any]:
    if judged:
        return select(_claims.c.id, _JUDGED).where(_claims.c.rejected.is_(false()))
    return select(_claims.c.id, _claims.c.payload)


def fingerprints(store: Store) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Stream (report id, fingerprint)."""
    table = schema.fingerprints
    for row in store.stream(select(table.c.report, table.c.payload), key=table.c.report):
        yield row.report, decode(row.payload, kind=tuple[int, ...])


def actors(store: Store) -> Iterator[Actor]:
    """Stream the actors."""
    return _nouns(store, Actor)


def events(store: Store) -> Iterator[Event]:
    """Stream the events."""
    return _nouns(store, Event)


def ties(store: Store, *, actor: str | None) -> Iterator[Tie]:
    """Stream the ties, all or those of one actor."""
    table = schema.ties
    return _nouns(store, Tie, *([or_(table.c.a == actor, table.c.b == actor)] if actor else []))


def copies(store: Store) -> Iterator[Copy]:
    """Stream the copies."""
    return _nouns(store, Copy)


def issues(store: Store) -> Iterator[Issue]:
    """Stream the issues."""
    return _nouns(store, Issue)


def judgements(store: Store, *, left: str | None, withdrawn: bool) -> Iterator[Judgement]:
    """Stream the judgements in the order of ids; judgements are made by hand, so they fit in memory."""
    rows = _nouns(store, Judgement, *([schema.judgements.c.left == left] if left else []))
    if withdrawn:
        return rows
    return iter(sorted(standing(rows), key=lambda judgement: judgement.id))


def audit(store: Store) -> Iterator[dict[str, str]]:
    """Stream the audit log, oldest first."""
    table = schema.audit
    for row in store.stream(select(table), key=table.c.seq):
        columns = row._mapping  # noqa: SLF001 (SQLAlchemy's public accessor, named so lest it hide a column)
        yield {name: str(value) for name, value in columns.items() if name != "seq"}


def one(store: Store, identity: str, *, kind: type[T]) -> T | None:
    """Return the noun of that id."""
    table = _TABLES[kind]
    with store.reading() as connection:
        payload = connection.scalar(select(table.c.payload).where(table.c.id == identity))
    return None if payload is None else decode(payload, kind=kind)


def one_report(store: Store, report: str) -> Report | None:
    """Return the report of that id, with its text."""
    statement = select(*_HEAD, _reports.c.text).where(_reports.c.id == report)
    with store.reading() as connection:
        row = connection.execute(statement).first()
    return None if row is None else decode_report(row.payload, text=row.text, path=row.path)


def report_paths(store: Store, report: str) -> list[str]:
    """Return every path at which the report was seen, least first."""
    table = schema.sightings
    with store.reading() as connection:
        return sorted(set(connection.scalars(select(table.c.path).where(table.c.report == report))))


def one_claim(store: Store, claim: str, *, judged: bool) -> Claim | None:
    """Return the claim of that id."""
    with store.reading() as connection:
        row = connection.execute(_claims_as(judged=judged).where(_claims.c.id == claim)).first()
    return None if row is None else decode(row[1], kind=Claim)


def _by_id(
    store: Store, statement: Select[Any], key: ColumnElement[Any], ids: Iterable[str]
) -> Iterator[AnyRow]:
    for batch in batches(set(ids)):
        with store.reading() as connection:
            yield from list(connection.execute(statement.where(key.in_(batch)).order_by(key)))


def claims_by_id(store: Store, ids: Iterable[str]) -> dict[str, Claim]:
    """Return id -> claim, judged."""
    rows = _by_id(store, _claims_as(judged=True), _claims.c.id, ids)
    return {row.id: decode(row[1], kind=Claim) for row in rows}


def heads_by_id(store: Store, ids: Iterable[str]) -> dict[str, Report]:
    """Return id -> report without its text."""
    rows = _by_id(store, select(*_HEAD), _reports.c.id, ids)
    return {row.id: decode_report(row.payload, text="", path=row.path) for row in rows}


def actors_of_entities(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return entity id -> actor id."""
    table = schema.entity_actors
    return {row.entity: row.actor for row in _by_id(store, select(table), table.c.entity, ids)}


def events_of_claims(store: Store, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return claim id -> ids of its events, sorted."""
    table = schema.event_claims
    found: dict[str, list[str]] = defaultdict(list)
    for row in _by_id(store, select(table), table.c.claim, ids):
        found[row.claim].append(row.event)
    return {claim: tuple(sorted(its_events)) for claim, its_events in found.items()}


def counts(store: Store) -> dict[str, int]:
    """Return how many there are of each noun."""
    tables = (_reports, schema.claims, schema.entities, schema.actors, schema.events, schema.ties,
              schema.copies, schema.judgements, schema.issues)  # fmt: skip
    levels = select(schema.issues.c.level, func.count()).group_by(schema.issues.c.level)
    with store.reading() as connection:
        found = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
        by_level = {row[0]: row[1] for row in connection.execute(levels)}
    return {**found, "errors": by_level.get("error", 0), "warnings": by_level.get("warning", 0)}


def seen_file(store: Store, path: str, *, sha256: str) -> SeenFile | None:
    """Return the file if its reading, with these bytes, was ended."""
    with store.reading() as connection:
        statement = select(_files).where(_files.c.path == path, _files.c.sha256 == sha256)
        row = connection.execute(statement.where(_files.c.done)).first()
    if row is None:
        return None
    particulars = decode(row.particulars, kind=tuple[tuple[str, str], ...])
    return SeenFile(
        path=row.path, sha256=row.sha256, size=row.size, method=row.method, particulars=particulars
    )


def count_reports_of(store: Store, path: str, *, sha256: str) -> int:
    """Return how many reports the file with these bytes holds."""
    table = schema.sightings
    statement = select(func.count()).where(table.c.file == path, table.c.sha256 == sha256)
    with store.reading() as connection:
        return connection.scalar(statement) or 0


def known_particulars(store: Store, path: str) -> tuple[tuple[str, str], ...]:
    """Return what a sidecar last said of this path; the fullest, where several contents differ."""
    with store.reading() as connection:
        payloads = list(connection.scalars(select(_files.c.particulars).where(_files.c.path == path)))
    return max((decode(payload, kind=tuple[tuple[str, str], ...]) for payload in payloads),
               key=lambda pairs: (len(pairs), pairs), default=())  # fmt: skip


def _unread_conditions(method: Method, *, again: bool) -> list[ColumnElement[bool]]:
    if again:
        return []
    made = and_(_reports.c.made_by == method.id, _reports.c.made_from == _reports.c.head_digest)
    return [case((made, 0), else_=1) == 1]


def unread(store: Store, method: Method, *, again: bool) -> Iterator[list[Unread]]:
    """Stream pages of reports whose machine layer is missing or stale."""
    statement = select(*_HEAD, _reports.c.head_digest, _reports.c.text)
    statement = statement.where(*_unread_conditions(method, again=again))
    for rows in store.pages(statement, key=_reports.c.id, size=TEXT_PAGE):
        yield [
            Unread(report=decode_report(row.payload, text=row.text, path=row.path), made_from=row.head_digest)
            for row in rows
        ]


def count_unread(store: Store, method: Method, *, again: bool) -> int:
    """Return how many reports `unread` would give."""
    statement = select(func.count()).select_from(_reports)
    with store.reading() as connection:
        return connection.scalar(statement.where(*_unread_conditions(method, again=again))) or 0


def views_method(store: Store) -> str | None:
    """Return the id of the method whose views are up to date."""
    table = schema.marks
    with store.reading() as connection:
        value = connection.scalar(select(table.c.value).where(table.c.name == "views"))
    return None if value in {None, "stale"} else value
