"""The front page: what is contested, what changed, and where and when it is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.explore.changes import Changes
from herodotus.explore.chapters import Chapter, chapter_of, told_words
from herodotus.explore.entries import lines_by_id
from herodotus.explore.lines import Head, head_of
from herodotus.explore.timeline import Strip, strip_of
from herodotus.record import EventFilter, Record
from herodotus.record.browsing import HAPPENED, EventRow, Spot, browse_events, span, spots
from herodotus.record.listing import list_actors, list_reports, names_of_actors
from herodotus.types import Actor, Event

# What a first screen can hold; everything else is one link away.
_CONTESTED, _AGREED, _SINGLE, _ACTORS, _REPORTS, _SPOTS, _LINES = 5, 6, 8, 8, 6, 300, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The brief as a page; the numbers count everything, the lists show the first of it."""

    counts: dict[str, int]
    told: str
    period: str
    changes: Changes | None
    contested: tuple[Chapter, ...]
    agreed: tuple[EventRow, ...]
    single: tuple[EventRow, ...]
    totals: dict[str, int]
    strip: Strip
    spots: tuple[Spot, ...]
    actors: tuple[Actor, ...]
    reports: tuple[Head, ...]


_SECTIONS: dict[str, EventFilter] = {
    "contested": EventFilter(contested=True),
    "happened": EventFilter(contested=False, happened=True),
    "unfulfilled": EventFilter(contested=False, happened=False),
    "undated": EventFilter(dated=False),
    "unplaced": EventFilter(placed=False),
}


def front_page(record: Record, *, changes: Changes | None = None) -> FrontPage:
    """Return the front page of a record."""
    counts = record.counts()
    totals = {name: browse_events(record, wanted, limit=1).total for name, wanted in _SECTIONS.items()}
    rows = browse_events(record, _SECTIONS["contested"], order="contested", limit=_CONTESTED).rows
    # Most origins first: those that more than one tells come before those that one alone does.
    told = browse_events(record, _SECTIONS["happened"], order="origins", limit=_AGREED + _SINGLE).rows
    reports = list_reports(record, limit=_REPORTS).rows
    days = span(record, EventFilter(), clock=HAPPENED)
    return FrontPage(
        counts=counts,
        told=told_words(counts["reports"], origins=counts["reports"] - counts["copies"]),
        period=f"{days[0]} to {days[1]}" if days else "",
        changes=changes,
        contested=_chapters(record, [row.event for row in rows]),
        agreed=tuple(row for row in told if row.origins > 1)[:_AGREED],
        single=tuple(row for row in told if row.origins == 1)[:_SINGLE],
        totals=totals,
        strip=strip_of(record, EventFilter()),
        spots=spots(record, EventFilter(), most=_SPOTS),
        actors=list_actors(record, limit=_ACTORS).rows,
        reports=tuple(head_of(row.report, report_id=row.id) for row in reports),
    )


def _chapters(record: Record, events: list[str]) -> tuple[Chapter, ...]:
    found = [event for event in map(record.event, events) if event is not None]
    wanted = [claim for event in found for claim in _cited(event)]
    lines = lines_by_id(record, wanted)
    actors = {actor for event in found for actor in (*event.actors, *event.recipients)}
    names = names_of_actors(record, actors)
    return tuple(chapter_of(event, lines, names=names, most=0) for event in found)


def _cited(event: Event) -> list[str]:
    sides = [side for toll in event.tolls for side in toll.positions]
    sides += [side for contested in event.disagreements for side in contested.positions]
    return [claim for side in sides for claim in side.claims[:_LINES]]
