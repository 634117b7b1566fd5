"""Lists of reports, actors, places, voices and issues, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.explore.entries import heads_by_id
from herodotus.explore.lines import Head
from herodotus.record import Page, Record
from herodotus.record.columns import Tally, tally_page
from herodotus.record.listing import list_actors, list_issues, list_reports
from herodotus.types import Actor, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report with how long it is and how many claims were read in it."""

    head: Head
    characters: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalliesPage:
    """Places or voices with how many claims each has; `kind` says which."""

    kind: str
    table: Page[Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuesPage:
    """What went wrong, with how many there are of each level."""

    table: Page[Issue]
    errors: int
    warnings: int
    issues: int


def reports_page(
    record: Record, *, words: str, source: str | None, limit: int, offset: int
) -> Page[ReportLine]:
    """Return a page of reports, latest first."""
    found = list_reports(record, words=words, source=source, limit=limit, offset=offset)
    heads = heads_by_id(record, [row.id for row in found.rows])
    rows = (
        ReportLine(head=heads[row.id], characters=row.characters, claims=row.claims) for row in found.rows
    )
    return Page(rows=tuple(rows), total=found.total)


def actors_page(record: Record, *, words: str, kind: str | None, limit: int, offset: int) -> Page[Actor]:
    """Return a page of actors, most mentioned first."""
    return list_actors(record, words=words, kind=kind, limit=limit, offset=offset)


def places_page(record: Record, *, words: str, limit: int, offset: int) -> TalliesPage:
    """Return a page of places, most claims first."""
    return TalliesPage(
        kind="places", table=tally_page(record, by="place", words=words, limit=limit, offset=offset)
    )


def voices_page(record: Record, *, words: str, limit: int, offset: int) -> TalliesPage:
    """Return a page of voices, most claims first."""
    return TalliesPage(
        kind="voices", table=tally_page(record, by="voice", words=words, limit=limit, offset=offset)
    )


def issues_page(record: Record, *, level: str | None, limit: int, offset: int) -> IssuesPage:
    """Return a page of issues, errors first."""
    counts = record.counts()
    return IssuesPage(
        table=list_issues(record, level=level, limit=limit, offset=offset),
        errors=counts["errors"],
        warnings=counts["warnings"],
        issues=counts["issues"],
    )
