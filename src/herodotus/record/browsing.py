"""Lists, counts and points for pages: each answer is one or two queries over narrow rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Select, case, desc, func, select
from sqlalchemy.sql.elements import ColumnElement

from herodotus.record import schema
from herodotus.record.columns import Tally
from herodotus.record.finding import claim_conditions
from herodotus.record.nouns import ClaimFilter, EventFilter, Page
from herodotus.record.record import Record
from herodotus.record.sightings import batches
from herodotus.record.store import AnyRow
from herodotus.types import noun

_facts = schema.event_facts
HAPPENED, REPORTED = "happened", "reported"
_CLOCKS = {
    HAPPENED: (_facts.c.time_start, _facts.c.time_end),
    REPORTED: (_facts.c.reported_start, _facts.c.reported_end),
}


@noun
class EventRow:
    """One event without its claims: what a list, a map or a timeline shows of it."""

    event: str
    event_type: str
    title: str
    origins: int
    reports: int
    claims: int
    positions: int
    disagreements: int
    contested: bool
    happened: bool
    time_start: str | None
    time_end: str | None
    time_precision: str | None
    reported_start: str | None
    reported_end: str | None
    place: str | None
    place_precision: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    killed_low: int | None
    killed_high: int | None


@noun
class Spot:
    """All events at one point: how many, how many of them contested, and how exactly it is known."""

    place: str
    lat: float
    lon: float
    precision: str
    radius_km: float | None
    events: int
    contested: int


# The order in which a brief tells: a dispute takes two origins, then questions, positions, origins.
_CONTEST = (
    case((_facts.c.origins < 2, 1), else_=0),  # noqa: PLR2004 (a dispute takes two)
    desc(_facts.c.disagreements), desc(_facts.c.positions), desc(_facts.c.origins), desc(_facts.c.claims),
    _facts.c.event,
)  # fmt: skip
EVENT_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "contested": (desc(_facts.c.contested), *_CONTEST),
    "time": (_facts.c.time_start.is_(None), _facts.c.time_start, _facts.c.event),
    "latest": (_facts.c.time_start.is_(None), desc(_facts.c.time_start), _facts.c.event),
    "reported": (_facts.c.reported_end.is_(None), desc(_facts.c.reported_end), _facts.c.event),
    "origins": (desc(_facts.c.origins), desc(_facts.c.claims), _facts.c.event),
}


def event_conditions(wanted: EventFilter, *, clock: str = HAPPENED) -> list[ColumnElement[bool]]:
    """Return what must hold of a row of events; `clock` says which dates `since` and `until` are."""
    facts = _facts.c
    start, end = _CLOCKS[clock]
    flags = (
        (wanted.contested, facts.contested.is_(True)),
        (wanted.dated, start.is_not(None)),
        (wanted.placed, facts.lat.is_not(None)),
        (wanted.happened, facts.happened.is_(True)),
    )
    found: list[ColumnElement[bool]] = [
        holds if flag else ~holds for flag, holds in flags if flag is not None
    ]
    if wanted.event_type is not None:
        found.append(facts.event_type == str(wanted.event_type))
    if wanted.place is not None:
        found.append(facts.place == wanted.place)
    if wanted.since is not None:
        found.append(func.coalesce(end, start) >= wanted.since)
    if wanted.until is not None:
        found.append(start <= wanted.until)
    found += [facts.title.icontains(word, autoescape=True) for word in (wanted.words or "").split()]
    return found + _linked(wanted)


def _linked(wanted: EventFilter) -> list[ColumnElement[bool]]:
    held, claims, taking = schema.event_claims.c, schema.claims.c, schema.claim_actors.c
    found: list[ColumnElement[bool]] = []
    if wanted.actor is not None:
        own = select(held.event).join(schema.claim_actors, taking.claim == held.claim)
        found.append(_facts.c.event.in_(own.where(taking.actor == wanted.actor)))
    if wanted.report is not None:
        told = select(held.event).join(schema.claims, claims.id == held.claim)
        found.append(_facts.c.event.in_(told.where(claims.report == wanted.report)))
    return found


def browse_events(
    record: Record,
    wanted: EventFilter,
    *,
    order: str = "time",
    limit: int = 50,
    offset: int = 0,
    clock: str = HAPPENED,
) -> Page[EventRow]:
    """Return a page of events without their claims."""
    conditions = event_conditions(wanted, clock=clock)
    counted = select(func.count()).select_from(_facts).where(*conditions)
    chosen = select(_facts).where(*conditions).order_by(*EVENT_ORDERS[order]).limit(limit).offset(offset)
    with record.store.reading() as connection:
        total = connection.scalar(counted) or 0
        rows = tuple(_event_row(row) for row in connection.execute(chosen))
    return Page(rows=rows, total=total)


def events_by_id(record: Record, events: Iterable[str]) -> dict[str, EventRow]:
    """Return id -> row; ids that are not there are left out."""
    found = {}
    for batch in batches(set(events)):
        with record.store.reading() as connection:
            for row in connection.execute(select(_facts).where(_facts.c.event.in_(batch))):
                found[row.event] = _event_row(row)
    return found


def _event_row(row: AnyRow) -> EventRow:
    return EventRow(**row._mapping)  # noqa: SLF001 (SQLAlchemy's public accessor)


def tally_events(
    record: Record, wanted: EventFilter, *, by: str, most: int = 12, clock: str = HAPPENED
) -> tuple[Tally, ...]:
    """Return how many events have which value of a column (event_type, place, country ...), most first."""
    column: Column[Any] = _facts.c[by]
    counted = select(column, func.count().label("n")).where(
        *event_conditions(wanted, clock=clock), column.is_not(None)
    )
    return _tallies(record, counted.group_by(column), column, most=most)


def spots(record: Record, wanted: EventFilter, *, most: int = 2000) -> tuple[Spot, ...]:
    """Return the points at which events are placed, fullest first."""
    facts = _facts.c
    keys = (facts.place, facts.lat, facts.lon, facts.place_precision, facts.radius_km)
    contested = func.sum(case((facts.contested.is_(True), 1), else_=0))
    chosen = (
        select(*keys, func.count().label("n"), contested.label("m"))
        .where(*event_conditions(wanted), facts.lat.is_not(None))
        .group_by(*keys)
        .order_by(desc("n"), facts.place, facts.lat)
        .limit(most)
    )
    with record.store.reading() as connection:
        return tuple(
            Spot(place=row[0], lat=row[1], lon=row[2], precision=row[3], radius_km=row[4],
                 events=row[5], contested=row[6])
            for row in connection.execute(chosen)
        )  # fmt: skip


def bins(record: Record, wanted: EventFilter, *, clock: str, digits: int) -> tuple[tuple[str, int, int], ...]:
    """Return (beginning of an ISO date, events, contested ones) in order; `digits` 4 is years, 7 months."""
    start, _ = _CLOCKS[clock]
    key = func.substr(start, 1, digits)
    contested = func.sum(case((_facts.c.contested.is_(True), 1), else_=0))
    chosen = (
        select(key, func.count(), contested)
        .where(*event_conditions(wanted, clock=clock), start.is_not(None))
        .group_by(key)
        .order_by(key)
    )
    with record.store.reading() as connection:
        return tuple((row[0], row[1], row[2]) for row in connection.execute(chosen))


def span(record: Record, wanted: EventFilter, *, clock: str) -> tuple[str, str] | None:
    """Return the first and last day of these events by a clock; None where none is dated."""
    start, end = _CLOCKS[clock]
    chosen = select(func.min(start), func.max(func.coalesce(end, start)))
    with record.store.reading() as connection:
        row = connection.execute(chosen.where(*event_conditions(wanted, clock=clock))).one()
    return None if row[0] is None else (row[0], row[1])


def tally_claims(record: Record, wanted: ClaimFilter, *, by: str, most: int = 12) -> tuple[Tally, ...]:
    """Return how many claims have which value of a column (event_type, modality, voice, place, report)."""
    column: Column[Any] = schema.claims.c[by]
    conditions = claim_conditions(wanted, dialect=record.store.dialect)
    counted = select(column, func.count().label("n")).where(*conditions, column.is_not(None))
    return _tallies(record, counted.group_by(column), column, most=most)


def tally_claim_actors(record: Record, wanted: ClaimFilter, *, most: int = 12) -> tuple[Tally, ...]:
    """Return how many of these claims each actor takes part in, with its name as the label."""
    taking, actors = schema.claim_actors.c, schema.actors.c
    conditions = claim_conditions(wanted, dialect=record.store.dialect)
    counted = select(taking.actor, func.count(taking.claim.distinct()).label("n"))
    if len(conditions) > 1:  # the first is that the claim was not rejected
        counted = counted.where(taking.claim.in_(select(schema.claims.c.id).where(*conditions)))
    found = _tallies(record, counted.group_by(taking.actor), taking.actor, most=most)
    with record.store.reading() as connection:
        rows = connection.execute(
            select(actors.id, actors.name).where(actors.id.in_([t.value for t in found]))
        )
        names = {row.id: row.name for row in rows}
    return tuple(
        Tally(value=one.value, count=one.count, label=names.get(one.value, one.value)) for one in found
    )


def _tallies(
    record: Record, counted: Select[Any], column: ColumnElement[Any], *, most: int
) -> tuple[Tally, ...]:
    with record.store.reading() as connection:
        rows = connection.execute(counted.order_by(desc("n"), column).limit(most))
        return tuple(Tally(value=str(row[0]), count=row[1]) for row in rows)

