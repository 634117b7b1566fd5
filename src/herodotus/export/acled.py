"""Events in ACLED's 31 columns; a layout, not ACLED's coding, and never an id of theirs.

Fatalities are the lowest figure that a voice states, as their codebook has it; a dispute about the
figure is written out in `notes`. No figure stated is an empty cell, where they would write 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from herodotus.export import Exporter
from herodotus.export.happened import Happened, counted_by_voice, happened, side_names, write_table
from herodotus.knowledge.layouts import load_layouts
from herodotus.knowledge.precision import acled_geo, acled_time
from herodotus.types import EventType, Holdings

Row = dict[str, Any]


def rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row for each asserted event that has a category there."""
    for found in happened(holdings):
        category = _category(found)
        if category is not None:
            yield {
                "event_id_cnty": f"HER-{found.event.id}",
                **category,
                **_who(found),
                **_where(found),
                **_when(found),
                **_told(found),
            }


def _category(found: Happened) -> Row | None:
    """Return the three levels of their event types, or None where they would not code it."""
    layouts, kind = load_layouts(), found.event.event_type
    if kind is EventType.ASSAULT:
        if set(found.manners) & set(layouts["kinds"]["remote"]):
            return dict(layouts["acled"]["remote"])
        both = found.is_armed(found.actors) and found.is_armed(found.recipients)
        return dict(layouts["acled"]["battle" if both else "civilians"])
    names = {EventType.PROTEST: "protest", EventType.COERCE: "arrests", EventType.AGREE: "agreement"}
    return dict(layouts["acled"][names[kind]]) if kind in names else None


def _who(found: Happened) -> Row:
    """Return the two actors; the columns carry no direction there, and the rest of a side is `assoc`."""
    row: Row = {}
    for number, side in (("1", found.actors), ("2", found.recipients)):
        row |= {
            f"actor{number}": side[0].name if side else None,
            f"assoc_actor_{number}": side_names(side[1:]),
        }
    return row


def _where(found: Happened) -> Row:
    place = found.event.place
    if place is None:
        return {}
    return {
        "country": place.country,
        "admin1": place.admin1,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": acled_geo(place),
    }


def _when(found: Happened) -> Row:
    time = found.event.time
    if time is None or time.start is None:
        return {}
    return {
        "event_date": time.start,
        "year": time.start[:4],
        "time_precision": acled_time(time),
    }


def _told(found: Happened) -> Row:
    """Return sources, figures and a note that leaves no dispute out."""
    toll = found.killed
    disputed = counted_by_voice(toll)
    notes = [found.event.title, f"Killed, by voice: {disputed}." if disputed else ""]
    notes += [
        f"{contested.question} "
        + " / ".join(f"{side.value}: {', '.join(side.holders)}" for side in contested.positions)
        for contested in found.event.disagreements
    ]
    return {
        "source": "; ".join(sorted({head.source.name if head.source else head.key for head in found.heads})),
        "fatalities": None if toll is None else toll.low,
        "notes": " ".join(note for note in notes if note),
    }


EXPORTER = Exporter(
    title="events in ACLED's columns, CSV",
    suffix=".csv",
    write=write_table(load_layouts()["acled"]["columns"], rows),
    rows=rows,
)
