"""JSON Lines, and how the small nouns look in it; the layouts of the contract are built from these."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from herodotus.types import Claim, Count, Entity, Evidence, Holdings, Place, Position, Scope, TimeInterval

Row = dict[str, Any]
# Which count stands for a harm when a claim has several: the event's own before any other.
_SCOPES = (Scope.EVENT, Scope.PART, Scope.CUMULATIVE, Scope.PERIOD)


def writer(rows: Callable[[Holdings], Iterator[Row]]) -> Callable[[Holdings, BinaryIO], None]:
    """Return a function that writes `rows` one JSON object a line, UTF-8, keys in the layout's order."""

    def write(holdings: Holdings, stream: BinaryIO) -> None:
        for row in rows(holdings):
            stream.write(
                json.dumps(row, ensure_ascii=False, separators=(", ", ": ")).encode("utf-8", "replace")
            )
            stream.write(b"\n")

    return write


def by_id(row: Row) -> str:
    """Sort key of every layout whose rows have an id."""
    return str(row["id"])


def time_row(time: TimeInterval | None, *, text: str | None = None) -> Row | None:
    """Return `{start, end, precision, text}`; dates that are not known are None."""
    if time is None:
        return None
    return {
        "start": time.start,
        "end": time.end,
        "precision": None if time.precision is None else str(time.precision),
        "text": text or time.text,
    }


def place_row(place: Place | None) -> Row | None:
    """Return a place without its characters: events have a place, claims have words for one."""
    if place is None:
        return None
    return {
        "name": place.name,
        "id": place.id,
        "lat": place.lat,
        "lon": place.lon,
        "precision": str(place.precision),
        "country": place.country,
        "admin1": place.admin1,
        "radius_km": place.radius_km,
    }


def evidence_row(evidence: Evidence) -> Row:
    """Return `{start, end, quote}`; the report is the claim's."""
    return {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}


def count_row(count: Count) -> Row:
    """Return one count with its group, unit and scope."""
    quantity = count.quantity
    return {
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "text": quantity.text,
        "group": count.group,
        "unit": count.unit,
        "scope": str(count.scope),
        "start": count.start,
        "end": count.end,
    }


def casualty_rows(claim: Claim) -> Row:
    """Return harm -> its leading count: event scope first, then the order of the text."""
    leading: dict[str, Count] = {}
    for count in sorted(claim.casualties, key=lambda count: (_SCOPES.index(count.scope), count.start)):
        leading.setdefault(str(count.harm), count)
    return {harm: count_row(leading[harm]) for harm in sorted(leading)}


def position_row(position: Position) -> Row:
    """Return one side of a disagreement or a toll."""
    return {
        "value": position.value,
        "holders": list(position.holders),
        "claims": list(position.claims),
        "low": position.low,
        "high": position.high,
    }


def actor_of_entity(holdings: Holdings) -> dict[str, str]:
    """Return in-report entity -> actor across reports."""
    return {entity: actor.id for actor in holdings.actors() for entity in actor.entities}


def event_of_claim(holdings: Holdings) -> dict[str, str]:
    """Return claim -> event."""
    return {claim: event.id for event in holdings.events() for claim in event.claims}


def entity_of_id(holdings: Holdings) -> dict[str, Entity]:
    """Return id -> in-report entity."""
    return {entity.id: entity for entity in holdings.entities()}
