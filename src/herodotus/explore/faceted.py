"""Search: reports that hold the words, claims that keep to the facets, and what each facet would leave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from herodotus.explore.entries import Entry, entries_of, heads_by_id
from herodotus.explore.lines import Head
from herodotus.knowledge.wording import say
from herodotus.record import ClaimFilter, EventFilter, Hit, Page, Record
from herodotus.record.browsing import (
    EventRow,
    Tally,
    browse_events,
    tally_claim_actors,
    tally_claims,
    tally_events,
)
from herodotus.record.listing import names_of_actors

_HITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow a search: `chosen` is the value that holds now."""

    name: str
    title: str
    chosen: str
    values: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found; `hits` are reports by their words, `entries` a page of claims, `total` all of them."""

    words: str
    facets: tuple[Facet, ...]
    hits: tuple[tuple[Hit, Head], ...]
    hits_total: int
    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """A page of events with the facets that narrow it."""

    facets: tuple[Facet, ...]
    table: Page[EventRow]


def search_page(
    record: Record, wanted: ClaimFilter, *, order: str = "text", limit: int = 25, offset: int = 0
) -> SearchPage:
    """Return the claims and reports that a search finds."""
    claims = record.find_claims(wanted, order=order, limit=limit, offset=offset)
    hits: Page[Hit] = Page(rows=(), total=0)
    if wanted.words:
        hits = record.search(wanted.words, limit=_HITS)
    heads = heads_by_id(record, {hit.report for hit in hits.rows})
    return SearchPage(
        words=wanted.words or "",
        facets=_claim_facets(record, wanted),
        hits=tuple((hit, heads[hit.report]) for hit in hits.rows if hit.report in heads),
        hits_total=hits.total,
        entries=entries_of(record, claims.rows),
        total=claims.total,
    )


def events_page(
    record: Record, wanted: EventFilter, *, order: str = "contested", limit: int = 50, offset: int = 0
) -> EventsPage:
    """Return the events that a filter keeps."""
    return EventsPage(
        facets=_event_facets(record, wanted),
        table=browse_events(record, wanted, order=order, limit=limit, offset=offset),
    )


def _claim_facets(record: Record, wanted: ClaimFilter) -> tuple[Facet, ...]:
    """Return the facets; each counts what the others leave, so that another value of it can be chosen."""
    made = [
        Facet(
            name=name,
            title=title,
            chosen=str(getattr(wanted, field) or ""),
            values=_worded(name, tally_claims(record, replace(wanted, **{field: None}), by=name)),
        )
        for name, field, title in (
            ("event_type", "event_type", "Type"),
            ("modality", "modality", "Said to have happened?"),
            ("voice", "voice", "Who says so"),
            ("place", "place", "Where"),
        )
    ]
    actors = tally_claim_actors(record, replace(wanted, actor=None))
    made.append(Facet(name="actor", title="Who takes part", chosen=wanted.actor or "",
                      values=_with_chosen(record, actors, wanted.actor)))  # fmt: skip
    return tuple(made)


def _event_facets(record: Record, wanted: EventFilter) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            name=name,
            title=title,
            chosen=str(getattr(wanted, name) or ""),
            values=_worded(name, tally_events(record, replace(wanted, **{name: None}), by=name)),
        )
        for name, title in (("event_type", "Type"), ("place", "Where"))
    )


def _worded(name: str, tallies: tuple[Tally, ...]) -> tuple[Tally, ...]:
    if name not in {"event_type", "modality"}:
        return tallies
    return tuple(replace(one, label=say(name, one.value)) for one in tallies)


def _with_chosen(record: Record, tallies: tuple[Tally, ...], chosen: str | None) -> tuple[Tally, ...]:
    if chosen is None or any(one.value == chosen for one in tallies):
        return tallies
    name = names_of_actors(record, [chosen]).get(chosen, chosen)
    return (*tallies, Tally(value=chosen, count=0, label=name))
