"""What lists, maps and timelines ask of events, in narrow rows that are made with the events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from herodotus.record import schema
from herodotus.record.codec import decode
from herodotus.types import Event, Harm

_facts = schema.event_facts
# Events that are decoded together when an older record is brought up to date.
_TOGETHER = 500


def facts_row(event: Event) -> dict[str, Any]:
    """Return what the event alone says; `settle_facts` adds what its claims and reports say."""
    time, place = event.time, event.place
    killed = next((toll for toll in event.tolls if toll.harm is Harm.KILLED), None)
    positions = sum(len(contested.positions) for contested in event.disagreements)
    positions += sum(len(toll.positions) for toll in event.tolls)
    return {
        "event": event.id, "event_type": str(event.event_type), "title": event.title,
        "origins": event.origins, "reports": len(event.reports), "claims": len(event.claims),
        "positions": positions, "disagreements": len(event.disagreements),
        "contested": _is_contested(event), "happened": False,
        "time_start": time.start if time else None, "time_end": time.end if time else None,
        "time_precision": str(time.precision) if time and time.precision else None,
        "place": place.name if place else None,
        "place_precision": str(place.precision) if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "killed_low": killed.low if killed else None, "killed_high": killed.high if killed else None,
    }  # fmt: skip


def _is_contested(event: Event) -> bool:
    """Whether voices differ, in words or in numbers."""
    tolls = ({(side.low, side.high) for side in toll.positions} for toll in event.tolls)
    return bool(event.disagreements) or any(len(bounds) > 1 for bounds in tolls)


def settle_facts(connection: Connection) -> None:
    """Add whether anybody asserts an event, when it was reported, and which actors stand in which claim.

    Grouped once over all claims: asked for each event by itself, the least date of a few claims tempts
    a database to walk through every report in the order of dates.
    """
    held, claims, reports = schema.event_claims.c, schema.claims.c, schema.reports.c
    asserted = func.max(case((claims.modality == "asserted", 1), else_=0))
    days = (func.min(reports.published_start), func.max(reports.published_start))
    grouped = (
        select(held.event, asserted, *days)
        .join(schema.claims, claims.id == held.claim)
        .join(schema.reports, reports.id == claims.report)
        .group_by(held.event)
    )
    found = [
        {"its_event": row[0], "happened": bool(row[1]), "reported_start": row[2], "reported_end": row[3]}
        for row in connection.execute(grouped)
    ]
    if found:
        connection.execute(update(_facts).where(_facts.c.event == bindparam("its_event")), found)
    people, joined, table = schema.participants.c, schema.entity_actors.c, schema.claim_actors
    rows = select(joined.actor, people.claim, people.role).where(people.entity == joined.entity).distinct()
    connection.execute(insert(table).from_select(["actor", "claim", "role"], rows))


def fill_facts(connection: Connection) -> None:
    """Make the rows anew from the events that the record holds."""
    connection.execute(delete(_facts))
    connection.execute(delete(schema.claim_actors))
    events, last = schema.events.c, ""
    while True:
        page = select(events.id, events.payload).where(events.id > last).order_by(events.id).limit(_TOGETHER)
        rows = connection.execute(page).all()
        if not rows:
            break
        last = rows[-1].id
        connection.execute(insert(_facts), [facts_row(decode(row.payload, kind=Event)) for row in rows])
    settle_facts(connection)
