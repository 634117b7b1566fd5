"""Events, actors, ties and copies: all of them made anew from claims and judgements, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, update

from herodotus.record import schema
from herodotus.record.codec import encode
from herodotus.record.facts import facts_row, settle_facts
from herodotus.types import Actor, Copy, Event, Tie, content_id

Rows = dict[Table, list[dict[str, Any]]]
# Rows that wait before they are written together; a few megabytes.
WAITING = 2000


def put_views(connection: Connection, views: Iterable[Actor | Event | Tie | Copy], *, method: str) -> int:
    """Replace all views by these, which may still be in the making, and return how many there are."""
    for table in schema.VIEWS:
        connection.execute(delete(table))
    waiting: Rows = defaultdict(list)
    count = 0
    for view in views:
        count += 1
        _add(view, waiting)
        if sum(map(len, waiting.values())) >= WAITING:
            _write(connection, waiting)
    _write(connection, waiting)
    settle_facts(connection)
    marks = schema.marks
    connection.execute(update(marks).where(marks.c.name == "views").values(value=method))
    return count


def _write(connection: Connection, waiting: Rows) -> None:
    for table, rows in waiting.items():
        if rows:
            connection.execute(insert(table), rows)
    waiting.clear()


def _add(view: Actor | Event | Tie | Copy, waiting: Rows) -> None:
    if isinstance(view, Actor):
        waiting[schema.actors].append({
            "id": view.id, "name": view.name, "kind": view.kind, "country": view.country,
            "mentions": view.mentions, "payload": encode(view),
        })  # fmt: skip
        rows = [{"entity": entity, "actor": view.id} for entity in view.entities]
        waiting[schema.entity_actors].extend(rows)
    elif isinstance(view, Event):
        _add_event(view, waiting)
    elif isinstance(view, Tie):
        payload = encode(view)
        waiting[schema.ties].append({
            "id": tie_id(view), "a": view.a, "b": view.b, "sign": view.sign, "kind": view.kind,
            "payload": payload,
        })  # fmt: skip
    else:
        identity = content_id("copy", view.report, view.original, view.rule)
        row = {"id": identity, "report": view.report, "original": view.original, "payload": encode(view)}
        waiting[schema.copies].append(row)


def tie_id(tie: Tie) -> str:
    """Return the tie's id, from who, which kind, which sign and when it begins."""
    return content_id("tie", tie.a, tie.b, tie.kind, tie.sign, tie.start, tie.end)


def _add_event(event: Event, waiting: Rows) -> None:
    waiting[schema.events].append({
        "id": event.id,
        "event_type": str(event.event_type),
        "title": event.title,
        "origins": event.origins,
        "claims": len(event.claims),
        "reports": len(event.reports),
        "disagreements": len(event.disagreements),
        "time_start": event.time.start if event.time else None,
        "time_end": event.time.end if event.time else None,
        "place": event.place.name if event.place else None,
        "payload": encode(event),
    })  # fmt: skip
    waiting[schema.event_facts].append(facts_row(event))
    waiting[schema.event_claims].extend({"event": event.id, "claim": claim} for claim in event.claims)
    for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
        rows = [{"event": event.id, "role": role, "actor": actor} for actor in dict.fromkeys(actors)]
        waiting[schema.event_actors].extend(rows)
