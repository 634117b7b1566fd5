"""The chapter: one event as a reader meets it, with tolls by voice and positions side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from herodotus.explore.lines import Line, fold_copies, number_words, when_words
from herodotus.knowledge.wording import limit, say
from herodotus.types import Disagreement, Event, Place, Position, Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position: its value, who holds it, and lines that say so. Bounds are for a range bar."""

    value: str
    holders: str
    lines: tuple[Line, ...]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollView:
    """The range of one harm and one side for each voice that states a number."""

    harm: str
    words: str
    low: int | None
    high: int | None
    most: int
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One question that the voices answer differently."""

    question: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One event. `told` counts origins, not copies.

    `lines` are those that no side shows already; `more` is how many of them are left out.
    """

    event: str
    event_type: str
    title: str
    when: str
    where: str
    told: str
    origins: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    tolls: tuple[TollView, ...]
    disputes: tuple[Dispute, ...]
    lines: tuple[Line, ...]
    more: int
    asserted: bool


def chapter_of(
    event: Event,
    lines: Mapping[str, Line],
    *,
    names: Mapping[str, str],
    most: int | None = None,
) -> Chapter:
    """Return the event in words, with at most `most` lines of evidence (None: all of them)."""
    own = fold_copies(
        sorted(
            (lines[claim] for claim in event.claims if claim in lines),
            key=lambda line: (line.head.label, line.start),
        )
    )
    tolls = tuple(_toll(toll, lines) for toll in event.tolls)
    disputes = tuple(_dispute(contested, lines) for contested in _beyond_tolls(event))
    sides = [side for toll in tolls for side in toll.sides] + [
        side for dispute in disputes for side in dispute.sides
    ]
    above = {line.claim for side in sides for line in side.lines}
    rest = tuple(line for line in own if line.claim not in above)
    shown = rest if most is None else rest[:most]
    return Chapter(
        event=event.id,
        event_type=say("event_type", event.event_type),
        title=event.title,
        when=when_words(event.time),
        where=where_words(event.place),
        told=told_words(len(event.reports), origins=event.origins),
        origins=event.origins,
        actors=tuple(names.get(actor, actor) for actor in event.actors),
        recipients=tuple(names.get(recipient, recipient) for recipient in event.recipients),
        tolls=tolls,
        disputes=disputes,
        lines=shown,
        more=len(rest) - len(shown),
        asserted=any(line.asserted for line in own),
    )


def is_contested(event: Event) -> bool:
    """Whether voices differ on this event, in words or in numbers."""
    return bool(event.disagreements) or any(len(set(_bounds(toll))) > 1 for toll in event.tolls)


def contest_rank(event: Event) -> tuple[bool, int, int, int, int, str]:
    """Sort key, most contested first; one origin that differs with itself comes after all that have two.

    Then by questions, positions, origins and claims.
    """
    positions = sum(len(contested.positions) for contested in event.disagreements)
    positions += sum(len(toll.positions) for toll in event.tolls)
    alone = event.origins < 2  # noqa: PLR2004 (a dispute takes two)
    return (alone, -len(event.disagreements), -positions, -event.origins, -len(event.claims), event.id)


def told_words(reports: int, *, origins: int) -> str:
    """Return "5 reports, 2 origins": copies of one text are one origin."""
    told = f"{reports} report{'s' if reports != 1 else ''}"
    return told if reports == 1 else f"{told}, {origins} origin{'s' if origins != 1 else ''}"


def where_words(place: Place | None) -> str:
    """Return a place with how exactly it is known."""
    if place is None:
        return say("missing", "place")
    inside = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return f"{inside} ({say('place_precision', place.precision)})"


def _beyond_tolls(event: Event) -> tuple[Disagreement, ...]:
    """Return the disagreements that no toll already lays out voice by voice."""
    counted = {str(toll.harm) for toll in event.tolls if len(toll.positions) > 1}
    return tuple(contested for contested in event.disagreements if contested.field not in counted)


def _bounds(toll: Toll) -> list[tuple[int | None, int | None]]:
    return [(side.low, side.high) for side in toll.positions]


def _toll(toll: Toll, lines: Mapping[str, Line]) -> TollView:
    numbers = [
        number
        for bounds in [*_bounds(toll), (toll.low, toll.high)]
        for number in bounds
        if number is not None
    ]
    return TollView(
        harm=str(toll.harm),
        words=number_words(toll.low, toll.high),
        low=toll.low,
        high=toll.high,
        most=max(numbers, default=0),
        sides=tuple(_side(side, lines) for side in toll.positions),
    )


def _dispute(contested: Disagreement, lines: Mapping[str, Line]) -> Dispute:
    return Dispute(
        question=contested.question, sides=tuple(_side(side, lines) for side in contested.positions)
    )


def _side(side: Position, lines: Mapping[str, Line]) -> Side:
    own: Iterable[Line] = (lines[claim] for claim in side.claims if claim in lines)
    folded = fold_copies(sorted(own, key=lambda line: (line.head.label, line.start)))
    return Side(
        value=side.value,
        holders=", ".join(side.holders),
        lines=folded[: limit("side_lines")],
        low=side.low,
        high=side.high,
    )
