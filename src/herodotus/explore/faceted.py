"""Search: reports that hold the words, claims that keep to the facets, and what each facet would leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from herodotus.explore.entries import Entry, entries_of, heads_by_id
from herodotus.explore.lines import Head
from herodotus.knowledge.wording import say
from herodotus.record import ClaimFilter, EventFilter, Hit, Page, Record
from herodotus.record.browsing import (
    EventRow,
    browse_events,
    tally_events,
)
from herodotus.record.columns import ClaimColumns, Tally, columns_of
from herodotus.record.listing import names_of_actors

_HITS, _VALUES = 6, 12
_FACETS = (
    ("event_type", "Type"),
    ("modality", "Said to have happened?"),
    ("voice", "Who says so"),
    ("place", "Where"),
    ("actor", "Who takes part"),
)


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
    """Return the claims that a search finds, and the reports that hold its words."""
    columns = columns_of(record)
    masks = columns.masks(wanted)
    claims = columns.page(masks, order=order, limit=limit, offset=offset)
    words = wanted.said or wanted.words or ""
    hits: Page[Hit] = record.search(words, limit=_HITS) if words else Page(rows=(), total=0)
    heads = heads_by_id(record, {hit.report for hit in hits.rows})
    return SearchPage(
        words=words,
        facets=_claim_facets(record, columns, masks, wanted),
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


def _claim_facets(
    record: Record, columns: ClaimColumns, masks: dict[str, Any], wanted: ClaimFilter
) -> tuple[Facet, ...]:
    """Return the facets; each counts what the others leave, so that another value of it can be chosen."""
    made = []
    for name, title in _FACETS:
        chosen = getattr(wanted, name)
        tallies = columns.tally(masks, by=name, most=_VALUES)
        values = _named(record, tallies, chosen) if name == "actor" else _worded(name, tallies)
        made.append(Facet(name=name, title=title, chosen=str(chosen or ""), values=values))
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


def _named(record: Record, tallies: tuple[Tally, ...], chosen: str | None) -> tuple[Tally, ...]:
    """Return the actors with their names, the chosen one among them."""
    if chosen is not None and all(one.value != chosen for one in tallies):
        tallies = (*tallies, Tally(value=chosen, count=0))
    names = names_of_actors(record, [one.value for one in tallies])
    return tuple(replace(one, label=names.get(one.value, one.value)) for one in tallies)
