"""What each report speaks of: its lands, and under which titles its people take part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern

from herodotus.reconcile.actors import by_report, titled_names
from herodotus.reconcile.sides import homes_of, side_of
from herodotus.types import Actor, Claim, Entity, Participant, Voice


@dataclass(frozen=True, slots=True)
class Contexts:
    """`countries` report -> lands it names; `homes` report -> the one it speaks of most.

    `titled` entity -> its names with titles; `reports` entity -> its report.
    """

    countries: Mapping[str, frozenset[str]]
    homes: Mapping[str, str]
    titled: Mapping[str, frozenset[str]]
    reports: Mapping[str, str]

    def side_of(self, actor: Actor) -> str | None:
        """Return the side for which an Actor acts; "the army" is that of the land its reports speak of."""
        told = {self.reports[entity] for entity in actor.entities if entity in self.reports}
        return side_of(actor, homes=[self.homes.get(report) for report in sorted(told)])


def contexts_of(entities: Iterable[Entity], claims: Iterable[Claim]) -> Contexts:
    """Gather what the reports speak of from their entities and claims."""
    lands: list[tuple[str, str]] = []
    names: dict[str, tuple[str, ...]] = {}
    titled: list[tuple[str, str]] = []
    reports: dict[str, str] = {}
    for entity in entities:
        reports[entity.id] = intern(entity.report)
        titled += [(entity.id, name) for name in entity.called]
        if entity.country:
            lands.append((entity.report, entity.country))
        if entity.named:
            names[entity.id] = entity.names
    for claim in claims:
        if claim.place is not None and claim.place.place.country:
            lands.append((claim.report, claim.place.place.country))
        told: tuple[Participant | Voice, ...] = (*claim.actors, *claim.recipients, *claim.attribution.chain)
        for one in told:
            known = names.get(one.entity or "", ())
            titled += [(one.entity or "", name) for name in titled_names(one.name, names=known)]
    return Contexts(
        countries=by_report(lands), homes=homes_of(lands), titled=by_report(titled), reports=reports
    )
