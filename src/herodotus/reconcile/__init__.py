"""Claims -> Events: one happening, many reports, every disagreement kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from herodotus.reconcile.actors import find_actors
from herodotus.reconcile.cluster import cluster
from herodotus.reconcile.compare import rarity_of, rarity_of_words
from herodotus.reconcile.contexts import contexts_of
from herodotus.reconcile.denials import settle_denials
from herodotus.reconcile.events import Backdrop, make_event
from herodotus.reconcile.judged import Judged, standing
from herodotus.reconcile.keys import ClaimKey, make_key
from herodotus.reconcile.likeness import Likeness
from herodotus.reconcile.origins import Issued, best_copies, copy_groups, find_copies, issued
from herodotus.reconcile.stances import attach
from herodotus.reconcile.standins import cast_of
from herodotus.reconcile.surroundings import places_around
from herodotus.reconcile.ties import find_ties
from herodotus.reconcile.vetoes import Setting
from herodotus.types import Actor, Claim, Copy, Entity, Event, Judgement, Report, Tie

__all__ = ["Material", "reconcile"]


class Material(Protocol):
    """What a record gives to be reconciled; each method streams from the start, in the order of ids."""

    def reports(self) -> Iterator[Report]:
        """Yield the reports; their text may be empty, to save memory."""

    def fingerprints(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield report id and the hashes of its word runs."""

    def entities(self) -> Iterator[Entity]:
        """Yield the in-report entities."""

    def claims(self) -> Iterator[Claim]:
        """Yield the claims."""

    def judgements(self) -> Iterator[Judgement]:
        """Yield what people decided."""


def reconcile(material: Material) -> Iterator[Actor | Event | Tie | Copy]:
    """Yield Actors, then Events, Ties and Copies, each kind in the order of ids.

    Depends on the material's content alone: neither order nor batches nor repetition change a thing.
    """
    judged = standing(material.judgements())
    reports = {report.id: report for report in map(issued, material.reports())}
    copies = find_copies(material.fingerprints(), reports=reports)
    linked = frozenset((min(copy.report, copy.original), max(copy.report, copy.original)) for copy in copies)
    contexts = contexts_of(material.entities(), material.claims())
    ids, actors = find_actors(
        material.entities(),
        countries=contexts.countries,
        days={name: report.day for name, report in reports.items() if report.day is not None},
        judged=judged,
        titled=contexts.titled,
    )
    yield from actors
    names = {actor.id: actor.name for actor in actors}
    sides = {actor.id: side for actor in actors if (side := contexts.side_of(actor)) is not None}
    keys = settle_denials(_keys(material, ids=ids, judged=judged))
    persons = frozenset(actor.id for actor in actors if actor.kind == "person")
    backdrop = Backdrop(reports=reports, copies=linked, names=names, sides=sides, persons=persons)
    events = sorted(_events(keys, backdrop=backdrop, judged=judged), key=lambda event: event.id)
    yield from events
    origins = {name: root for root, group in copy_groups(copies).groups() for name in group}
    cast = cast_of(material.entities(), ids=ids)
    yield from find_ties(keys, actors=actors, cast=cast, origins=origins, events=events)
    yield from best_copies(copies)


def _keys(material: Material, *, ids: dict[str, str], judged: Judged) -> list[ClaimKey]:
    """Return the claims that stand, compact, by id; a claim given twice counts once."""
    found = {claim.id: claim for claim in _kept(material.claims(), judged)}
    return [make_key(found[name], actors=ids) for name in sorted(found)]


def _kept(claims: Iterable[Claim], judged: Judged) -> Iterator[Claim]:
    return (claim for claim in claims if claim.id not in judged.rejected)


def _events(keys: list[ClaimKey], *, backdrop: Backdrop, judged: Judged) -> Iterator[Event]:
    setting = Setting(
        sides=backdrop.sides,
        now=_now(keys, backdrop.reports),
        copies=backdrop.copies,
        rarity=rarity_of_words(keys),
        once=rarity_of(1, total=len(keys)),
        around=places_around(keys),
        likeness=Likeness(keys).between,
        known=frozenset(backdrop.names),
        persons=backdrop.persons,
    )
    clusters = attach(keys, cluster(keys, setting=setting, judged=judged), judged=judged)
    for members in clusters:
        yield make_event([keys[place] for place in members], backdrop=backdrop)


def _now(keys: Iterable[ClaimKey], reports: Mapping[str, Issued]) -> dict[str, int]:
    """Return report -> its present: the day it was published, else the last day it speaks of."""
    found = {name: report.day for name, report in reports.items() if report.day is not None}
    latest: dict[str, int] = {}
    for key in keys:
        if key.days is not None and key.report not in found:
            latest[key.report] = max(latest.get(key.report, 0), key.days[1])
    return {**latest, **found}
