"""Events in the 49 columns of UCDP's Georeferenced Event Dataset; a layout, not UCDP's coding.

Low and high are the least and the most that a voice states. `best` is filled only where they are
equal: nobody is picked to be right. Numbers that UCDP gives out (conflicts, dyads, countries) stay empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from herodotus.export import Exporter
from herodotus.export.happened import Happened, happened, side_names, write_table
from herodotus.knowledge.layouts import load_layouts
from herodotus.knowledge.precision import ucdp_date, ucdp_where
from herodotus.types import Holdings

Row = dict[str, Any]


def rows(holdings: Holdings) -> Iterator[Row]:
    """Yield one row for each deadly event that a voice asserts."""
    layout = load_layouts()["ucdp_ged"]
    for found in happened(holdings):
        if str(found.event.event_type) in layout["event_types"] and _deadly(
            found, least=layout["least_deaths"]
        ):
            yield {
                "id": found.event.id,
                "code_status": "Clear" if found.event.time else "Check",
                **_sides(found),
                **_sources(found),
                **_place(found),
                **_time(found),
                **_deaths(found),
            }


def _deadly(found: Happened, *, least: int) -> bool:
    """Whether a voice states at least `least` dead; an open end ("more than 5") counts by its low."""
    toll = found.killed
    return toll is not None and max(toll.high or 0, toll.low or 0) >= least


def _sides(found: Happened) -> Row:
    """Return sides and type of violence: 1 with the state, 2 without it, 3 against the unarmed."""
    state = found.is_state(found.actors) or found.is_state(found.recipients)
    if not found.actors:
        kind = None
    elif found.is_armed(found.recipients) or found.is_state(found.recipients):
        kind = 1 if state else 2
    else:
        kind = 3
    side_a, side_b = side_names(found.actors), side_names(found.recipients)
    return {
        "type_of_violence": kind,
        "side_a": side_a,
        "side_b": side_b,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
    }


def _sources(found: Happened) -> Row:
    """Return who published it; `source_original` is who says the number, by number."""
    dated = [head.published.start for head in found.heads if head.published and head.published.start]
    toll = found.killed
    return {
        "number_of_sources": found.event.origins,
        "source_article": "; ".join(head.url or head.key for head in found.heads),
        "source_office": "; ".join(sorted({head.source.name for head in found.heads if head.source})),
        "source_date": min(dated, default=None),
        "source_headline": "; ".join(head.title for head in found.heads if head.title),
        "source_original": "; ".join(
            f"{side.value}: {', '.join(side.holders)}" for side in (toll.positions if toll else ())
        ),
    }


def _place(found: Happened) -> Row:
    place = found.event.place
    if place is None:
        return {}
    row: Row = {
        "where_coordinates": place.name,
        "where_description": place.name,
        "adm_1": place.admin1,
        "country": place.country,
        "where_prec": ucdp_where(place),
    }
    if place.lat is not None and place.lon is not None:
        row |= {
            "latitude": place.lat,
            "longitude": place.lon,
            "geom_wkt": f"POINT ({place.lon} {place.lat})",
            "priogrid_gid": priogrid(place.lat, lon=place.lon),
        }
    return row


def priogrid(lat: float, *, lon: float) -> int:
    """Return the PRIO-GRID cell: half-degree cells, numbered from the south-west corner, 720 a row.

    >>> priogrid(-89.9, lon=-179.9), priogrid(33.3, lon=44.4)
    (1, 177569)
    """
    row, column = math.floor((lat + 90) * 2), math.floor((lon + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1


def _time(found: Happened) -> Row:
    time, layout = found.event.time, load_layouts()["ucdp_ged"]
    if time is None or time.start is None:
        return {}
    return {
        "year": time.start[:4],
        "date_start": time.start,
        "date_end": time.end or time.start,
        "date_prec": ucdp_date(time),
        "event_clarity": layout["clarity"].get(str(time.precision)),
    }


def _deaths(found: Happened) -> Row:
    toll = found.killed
    if toll is None:
        return {}
    agreed = toll.low if toll.low == toll.high else None
    return {"low": toll.low, "high": toll.high, "best": agreed}


EXPORTER = Exporter(
    title="deadly events in the columns of UCDP GED, CSV",
    suffix=".csv",
    write=write_table(load_layouts()["ucdp_ged"]["columns"], rows),
    rows=rows,
)
