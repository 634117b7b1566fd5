"""Events: one JSON object a line; tolls as ranges and disagreements with their holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from herodotus.export import Exporter
from herodotus.export.jsonl import place_row, position_row, time_row, writer
from herodotus.types import Disagreement, Event, Holdings, Toll

Row = dict[str, Any]


def event_row(event: Event, *, names: Mapping[str, str]) -> Row:
    """Return the contract's fields in its order, then the ones we add."""
    return {
        "id": event.id,
        "event_type": str(event.event_type),
        "title": event.title,
        "time": time_row(event.time),
        "place": place_row(event.place),
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "claims": list(event.claims),
        "reports": list(event.reports),
        "origins": event.origins,
        "casualties": {str(toll.harm): _toll(toll) for toll in event.tolls},
        "disagreements": [_disagreement(disagreement) for disagreement in event.disagreements],
        "actor_names": [names.get(actor, actor) for actor in event.actors],
        "recipient_names": [names.get(recipient, recipient) for recipient in event.recipients],
    }


def _toll(toll: Toll) -> Row:
    """Return the range; `max` None is an open end ("at least"), never zero."""
    return {"min": toll.low, "max": toll.high, "positions": [position_row(side) for side in toll.positions]}


def _disagreement(disagreement: Disagreement) -> Row:
    return {
        "field": disagreement.field,
        "question": disagreement.question,
        "positions": [position_row(side) for side in disagreement.positions],
    }


def rows(holdings: Holdings) -> Iterator[Row]:
    """Yield the events in the order of their ids."""
    names = {actor.id: actor.name for actor in holdings.actors()}
    for event in holdings.events():
        yield event_row(event, names=names)


EXPORTER = Exporter(
    title="events with tolls and disagreements, JSON Lines", suffix=".jsonl", write=writer(rows), rows=rows
)
