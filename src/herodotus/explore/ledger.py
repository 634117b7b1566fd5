"""The page of one event: every value with its holders, the ledger of claims, and how tolls changed."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.errors import UsageError
from herodotus.explore.chapters import Chapter, chapter_of
from herodotus.explore.entries import Entry, entries_of, heads_by_id, lines_by_id
from herodotus.explore.lines import Head
from herodotus.record import ClaimFilter, Record
from herodotus.record.browsing import EventRow, events_by_id
from herodotus.record.listing import count_by_report, names_of_actors
from herodotus.types import Event

# Claims of one event that are drawn up as positions; an event of thousands is told by its first ones.
_MOST = 400
# Reports that are listed, those with most claims on it first in the choice.
_REPORTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report that tells of the event, and with how many claims."""

    head: Head
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as it was given on one day: for the history of a toll."""

    day: str
    low: int | None
    high: int | None
    words: str
    holders: str
    report: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The figures of one harm in the order in which they were reported; undated ones come last."""

    harm: str
    most: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All that is known of one event; `entries` are one page of its claims, `total` counts them all."""

    event: str
    row: EventRow
    chapter: Chapter
    actors: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]
    histories: tuple[History, ...]
    entries: tuple[Entry, ...]
    total: int
    offset: int
    limit: int


def event_page(record: Record, event_id: str, *, limit: int = 50, offset: int = 0) -> EventPage:
    """Return the page of an event; an unknown one is a UsageError."""
    event = record.event(event_id)
    row = events_by_id(record, [event_id]).get(event_id)
    if event is None or row is None:
        raise UsageError(f"there is no event `{event_id}` in this record", hint="look for it in the list")
    names = names_of_actors(record, (*event.actors, *event.recipients))
    lines = lines_by_id(record, _cited(event))
    claims = record.find_claims(ClaimFilter(event=event_id), order="text", limit=limit, offset=offset)
    return EventPage(
        event=event_id,
        row=row,
        chapter=chapter_of(event, lines, names=names, most=0),
        actors=tuple((actor, names.get(actor, actor)) for actor in event.actors),
        recipients=tuple((actor, names.get(actor, actor)) for actor in event.recipients),
        told=_told(record, event),
        histories=_histories(record, event),
        entries=entries_of(record, claims.rows),
        total=claims.total,
        offset=offset,
        limit=limit,
    )


def _cited(event: Event) -> list[str]:
    """Return the claims that stand under a position, the first few of each."""
    sides = [side for toll in event.tolls for side in toll.positions]
    sides += [side for contested in event.disagreements for side in contested.positions]
    return [claim for side in sides for claim in side.claims[:3]][:_MOST]


def _told(record: Record, event: Event) -> tuple[Told, ...]:
    counted = count_by_report(record, event.id)
    shown = sorted(event.reports, key=lambda report: (-counted.get(report, 0), report))[:_REPORTS]
    heads = heads_by_id(record, shown)
    told = [Told(head=head, claims=counted.get(report, 0)) for report, head in heads.items()]
    return tuple(sorted(told, key=lambda one: (one.head.published, one.head.label, one.head.id)))


def _histories(record: Record, event: Event) -> tuple[History, ...]:
    """Return the history of each toll that was told on more than one day and in more than one number."""
    wanted = [claim for toll in event.tolls for side in toll.positions for claim in side.claims]
    claims = record.claims_by_id(wanted[:_MOST])
    heads = record.heads_by_id({claim.report for claim in claims.values()})
    found = []
    for toll in event.tolls:
        figures = []
        for side in toll.positions:
            for identity in side.claims:
                claim = claims.get(identity)
                if claim is None:
                    continue
                published = heads[claim.report].published
                day = published.start if published and published.start else ""
                figures.append(
                    Figure(
                        day=day, low=side.low, high=side.high, words=side.value,
                        holders=", ".join(side.holders), report=claim.report, claim=identity,
                    )
                )  # fmt: skip
        figures.sort(key=lambda one: (not one.day, one.day, one.low or 0, one.claim))
        numbers = [number for one in figures for number in (one.low, one.high) if number is not None]
        if len({(one.low, one.high) for one in figures}) > 1 and len({one.day for one in figures}) > 1:
            found.append(History(harm=str(toll.harm), most=max(numbers, default=0), figures=tuple(figures)))
    return tuple(found)
