"""Views over claims of many reports: actors, events, disagreements, tolls, ties, copies."""

from __future__ import annotations

from herodotus.types.base import noun
from herodotus.types.layers import Place
from herodotus.types.reports import Evidence, TimeInterval
from herodotus.types.words import EventType, Harm


@noun
class Actor:
    """One actor across reports; `entities` are the in-report entities that it joins."""

    id: str
    name: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    mentions: int = 0


@noun
class Position:
    """One side of a disagreement or toll: a value, who holds it, and the claims that say so."""

    value: str
    holders: tuple[str, ...]
    claims: tuple[str, ...]
    low: int | None = None
    high: int | None = None


@noun
class Disagreement:
    """Two or more positions on one field of one event; nothing here says who is right."""

    field: str
    question: str
    positions: tuple[Position, ...]


@noun
class Toll:
    """Lowest and highest current figure of one harm; `high` None means open ("at least")."""

    harm: Harm
    low: int | None
    high: int | None
    positions: tuple[Position, ...]


@noun
class Event:
    """A view over claims of one happening, derivable at any time from claims and judgements."""

    id: str
    event_type: EventType
    title: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    origins: int
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: Place | None = None
    time: TimeInterval | None = None
    tolls: tuple[Toll, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@noun
class Tie:
    """A signed, dated tie between two actors: the claims under it, or the words that state it outright.

    `evidence` is for what no event tells: "the militia leader Hale", "men loyal to Hale".
    """

    a: str
    b: str
    sign: int
    kind: str
    start: str | None
    end: str | None
    weight: float
    low: float
    high: float
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@noun
class Copy:
    """One report repeats another: `share` of its word runs stand in the other, `rule` found it."""

    report: str
    original: str
    share: float
    rule: str
