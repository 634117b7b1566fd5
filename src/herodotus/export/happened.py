"""Events that at least one voice asserts, with what the compiled tables (GED-like, ACLED-like) need of them.

What is only denied, planned, threatened, feared or demanded did not happen, so it has no row in a
table of events; the claims stay in the lossless layouts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from herodotus.knowledge.layouts import load_layouts
from herodotus.types import Actor, Event, Harm, Holdings, Modality, Report, Toll

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One event and what surrounds it in the record."""

    event: Event
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    heads: tuple[Report, ...]
    manners: tuple[str, ...]
    quotes: tuple[str, ...]

    @property
    def killed(self) -> Toll | None:
        """The range of the killed, or None where no voice states one."""
        return next((toll for toll in self.event.tolls if toll.harm is Harm.KILLED), None)

    def is_state(self, side: Sequence[Actor]) -> bool:
        """Whether an actor of this side is the state's."""
        return any(actor.kind in load_layouts()["kinds"]["state"] for actor in side)

    def is_armed(self, side: Sequence[Actor]) -> bool:
        """Whether an actor of this side carries arms."""
        return any(actor.kind in load_layouts()["kinds"]["armed"] for actor in side)


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What the claims of one event add to it."""

    asserted: bool = False
    manners: set[str] = field(default_factory=set)
    quotes: list[str] = field(default_factory=list)


def happened(holdings: Holdings) -> Iterator[Happened]:
    """Yield the events that at least one voice asserts, in the order of their ids."""
    actors = {actor.id: actor for actor in holdings.actors()}
    heads = {report.id: _head(report) for report in holdings.reports()}
    gathered = _gather(holdings)
    for event in holdings.events():
        found = gathered.get(event.id)
        if found is not None and found.asserted:
            yield Happened(
                event=event,
                actors=tuple(actors[actor] for actor in event.actors if actor in actors),
                recipients=tuple(actors[actor] for actor in event.recipients if actor in actors),
                heads=tuple(heads[report] for report in event.reports if report in heads),
                manners=tuple(sorted(found.manners)),
                quotes=tuple(found.quotes),
            )


def _gather(holdings: Holdings) -> dict[str, _Gathered]:
    """Return event -> what its asserted claims say of manner, with one quote each."""
    events = {claim: event.id for event in holdings.events() for claim in event.claims}
    gathered: dict[str, _Gathered] = {}
    for claim in holdings.claims():
        event = events.get(claim.id)
        if event is None or claim.modality is not Modality.ASSERTED:
            continue
        found = gathered.setdefault(event, _Gathered())
        found.asserted = True
        found.manners.update(slot.value for slot in claim.slots if slot.name == "manner")
        found.quotes.extend(evidence.quote for evidence in claim.evidence[:1])
    return gathered


def _head(report: Report) -> Report:
    """Return the report without its text, so that the texts of a large record are never together."""
    return replace(report, text="")


def write_table(
    columns: Sequence[str],
    rows: Callable[[Holdings], Iterator[Mapping[str, Any]]],
) -> Callable[[Holdings, BinaryIO], None]:
    """Return a function that writes CSV with exactly `columns`; what a row lacks is an empty cell."""

    def write(holdings: Holdings, stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=True)
        out = csv.DictWriter(text, columns, restval="")
        out.writeheader()
        for row in rows(holdings):
            out.writerow({column: "" if value is None else value for column, value in row.items()})
        text.detach()

    return write


def side_names(side: Sequence[Actor]) -> str:
    """Return the names of one side in one cell."""
    return "; ".join(actor.name for actor in side)


def counted_by_voice(toll: Toll | None) -> str:
    """Return "6: ministry / 14: rebels", or nothing where the toll has one position."""
    if toll is None or len(toll.positions) < 2:  # noqa: PLR2004 (a dispute takes two)
        return ""
    return " / ".join(f"{side.value}: {', '.join(side.holders)}" for side in toll.positions)
