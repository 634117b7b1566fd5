"""Filtered and paged rows for views: claims, events and reports that hold given words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, exists, false, func, select
from sqlalchemy.sql.elements import ColumnElement

from herodotus.record import schema
from herodotus.record.codec import decode
from herodotus.record.dialects import CLOSE, OPEN, WORD, Portable
from herodotus.record.nouns import ClaimFilter, EventFilter, Hit, Page
from herodotus.record.store import AnyRow
from herodotus.types import Claim, Event

T = TypeVar("T")
_claims, _events = schema.claims, schema.events
# Characters around the first find, where the database cuts no passage itself.
MARGIN = 90

CLAIM_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "id": (_claims.c.id,),
    "text": (_claims.c.report, _claims.c.start, _claims.c.id),
    "time": (_claims.c.time_start.is_(None), _claims.c.time_start, _claims.c.id),
}
EVENT_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "id": (_events.c.id,),
    "time": (_events.c.time_start.is_(None), _events.c.time_start, _events.c.id),
    "contested": (_events.c.disagreements.desc(), _events.c.origins.desc(), _events.c.id),
    "reported": (_events.c.origins.desc(), _events.c.claims.desc(), _events.c.id),
}


def find_claims(
    connection: Connection,
    wanted: ClaimFilter,
    *,
    order: str,
    limit: int,
    offset: int,
    dialect: Portable | None = None,
) -> Page[Claim]:
    """Return the claims that people's judgements left standing and the filter keeps."""
    chosen = select(_claims.c.id).where(*claim_conditions(wanted, dialect=dialect))
    # Ids first, from an index alone: sorting whole claims would carry every payload along.
    found = _page(
        connection,
        chosen.order_by(*CLAIM_ORDERS[order]),
        make=lambda row: str(row[0]),
        limit=limit,
        offset=offset,
    )
    payload = func.coalesce(_claims.c.judged, _claims.c.payload)
    rows = connection.execute(select(_claims.c.id, payload).where(_claims.c.id.in_(found.rows)))
    claims = {row[0]: decode(row[1], kind=Claim) for row in rows}
    return Page(rows=tuple(claims[claim] for claim in found.rows), total=found.total)


def claim_conditions(wanted: ClaimFilter, *, dialect: Portable | None = None) -> list[ColumnElement[bool]]:
    """Return what must hold of a row of claims; with a dialect, words are found by its index."""
    columns = _claims.c
    conditions = [
        column == value
        for column, value in (
            (columns.report, wanted.report),
            (columns.event_type, wanted.event_type),
            (columns.modality, wanted.modality),
            (columns.place, wanted.place),
        )
        if value is not None
    ]
    conditions.append(columns.rejected.is_(false()))
    link, facts = schema.event_claims.c, schema.event_facts.c
    if wanted.event is not None:
        conditions.append(columns.id.in_(select(link.claim).where(link.event == wanted.event)))
    if wanted.contested is not None:
        disputed = select(link.claim).join(schema.event_facts, facts.event == link.event)
        inside = columns.id.in_(disputed.where(facts.contested))
        conditions.append(inside if wanted.contested else ~inside)
    if wanted.actor is not None:
        conditions.append(columns.id.in_(_claims_of_actor(wanted.actor)))
    if wanted.voice is not None:
        conditions.append(_spoken_by(wanted.voice))
    if wanted.words:
        conditions.append(_holds(wanted.words, dialect=dialect))
    if wanted.said:
        conditions.append(columns.id.in_((dialect or Portable()).claims_holding(wanted.said)))
    return conditions + _between(columns, since=wanted.since, until=wanted.until)


def _claims_of_actor(actor: str) -> Select[Any]:
    people, joined = schema.participants.c, schema.entity_actors.c
    own = select(people.claim).join(schema.entity_actors, joined.entity == people.entity)
    return own.where(joined.actor == actor)


def _spoken_by(voice: str) -> ColumnElement[bool]:
    people = schema.participants.c
    spoken = select(people.claim).where(people.name == voice, people.role == "voice")
    return _claims.c.id.in_(spoken)


def _holds(words: str, *, dialect: Portable | None) -> ColumnElement[bool]:
    reports = schema.reports.c
    if dialect is not None:
        return _claims.c.report.in_(dialect.holding(words))
    held = [reports.text.icontains(word, autoescape=True) for word in _terms(words)]
    return _claims.c.report.in_(select(reports.id).where(*held))


def find_events(
    connection: Connection, wanted: EventFilter, *, order: str, limit: int, offset: int
) -> Page[Event]:
    """Return the events that the filter keeps."""
    statement = select(_events.c.payload).where(*_event_conditions(wanted))
    return _page(
        connection,
        statement.order_by(*EVENT_ORDERS[order]),
        make=lambda row: decode(row[0], kind=Event),
        limit=limit,
        offset=offset,
    )


def _event_conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    columns = _events.c
    conditions: list[ColumnElement[bool]] = []
    if wanted.event_type is not None:
        conditions.append(columns.event_type == wanted.event_type)
    if wanted.place is not None:
        conditions.append(columns.place == wanted.place)
    for flag, holds in (
        (wanted.contested, columns.disagreements > 0),
        (wanted.dated, columns.time_start.is_not(None)),
        (wanted.placed, columns.place.is_not(None)),
        (
            wanted.happened,
            exists().where(schema.event_facts.c.event == columns.id, schema.event_facts.c.happened),
        ),
    ):
        if flag is not None:
            conditions.append(holds if flag else ~holds)
    if wanted.actor is not None:
        link = schema.event_actors.c
        conditions.append(exists().where(link.event == columns.id, link.actor == wanted.actor))
    if wanted.report is not None:
        held = schema.event_claims.c
        own = and_(held.event == columns.id, held.claim == _claims.c.id)
        conditions.append(exists().where(own, _claims.c.report == wanted.report))
    conditions += [columns.title.icontains(word, autoescape=True) for word in _terms(wanted.words or "")]
    return conditions + _between(columns, since=wanted.since, until=wanted.until)


def _between(columns: Any, *, since: str | None, until: str | None) -> list[ColumnElement[bool]]:  # noqa: ANN401 (a table's columns)
    """Keep what overlaps the days given; what has no date overlaps none."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(columns.time_end >= since)
    if until is not None:
        conditions.append(columns.time_start <= until)
    return conditions


def find_reports(
    connection: Connection, words: str, *, dialect: Portable, limit: int, offset: int
) -> Page[Hit]:
    """Return the reports that hold all the words, with a passage of each."""
    return _page(
        connection,
        dialect.search(words),
        make=lambda row: _hit(row, words=words),
        limit=limit,
        offset=offset,
    )


def _hit(row: AnyRow, *, words: str) -> Hit:
    report, title, passage = row
    if OPEN not in passage:
        passage = _cut(passage, words=words)
    excerpt, marks = "", []
    # Passages and finds take turns, so every second part is a find.
    for turn, part in enumerate(passage.replace(CLOSE, OPEN).split(OPEN)):
        if turn % 2:
            marks.append((len(excerpt), len(excerpt) + len(part)))
        excerpt += part
    return Hit(report=report, title=title, excerpt=excerpt, marks=tuple(marks))


def _cut(text: str, *, words: str) -> str:
    """Return the passage around the first word that stands in the text, the find marked."""
    lowered = text.lower()
    # Lower case may be longer than the text (İ); then the passage is shown without a mark.
    for word in _terms(words) if len(lowered) == len(text) else ():
        at = lowered.find(word.lower())
        if at >= 0:
            end = at + len(word)
            return text[max(0, at - MARGIN) : at] + OPEN + text[at:end] + CLOSE + text[end : end + MARGIN]
    return text[: 2 * MARGIN]


def _terms(words: str) -> list[str]:
    return [phrase or plain.rstrip("*") for phrase, plain in WORD.findall(words)]


def _page(
    connection: Connection,
    statement: Select[Any],
    *,
    make: Callable[[AnyRow], T],
    limit: int,
    offset: int,
) -> Page[T]:
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    total = connection.scalar(counted) or 0
    rows = connection.execute(statement.limit(limit).offset(offset))
    return Page(rows=tuple(make(row) for row in rows), total=total)
