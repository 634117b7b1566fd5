"""What goes into the record and comes out of a search, beyond the nouns of the line."""

from __future__ import annotations

from typing import Generic, TypeVar

from herodotus.types import Claim, Entity, EventType, Issue, Modality, Report, noun

T = TypeVar("T")


@noun
class SeenFile:
    """A file by its content: `particulars` is what the caller's sidecar says of it, sorted pairs."""

    path: str
    sha256: str
    size: int
    method: str
    particulars: tuple[tuple[str, str], ...] = ()


@noun
class Layer:
    """What the machine read in one report; `made_from` is the digest that came with the report."""

    report: str
    made_from: str
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    fingerprint: tuple[int, ...] = ()
    issues: tuple[Issue, ...] = ()
    # A report that could not be understood stays unread, so that the next run tries again.
    done: bool = True


@noun
class Unread:
    """A report whose machine layer is missing or was made by another method or from other particulars."""

    report: Report
    made_from: str


@noun
class Page(Generic[T]):
    """Some of the found rows, and how many there are in all."""

    rows: tuple[T, ...]
    total: int


@noun
class Hit:
    """A report that holds the words; `marks` are the finds, as offsets into the excerpt."""

    report: str
    title: str | None
    excerpt: str
    marks: tuple[tuple[int, int], ...] = ()


@noun
class ClaimFilter:
    """Which claims; every field that is given must hold. Dates are ISO, both ends inside.

    `actor` is an Actor's id (as actor, recipient or voice), `voice` the name of who says it,
    `place` a name or a place's id, `words` stand in the report's text, `said` in the claim's own
    words, `contested` claims are of an event on which voices differ.
    """

    report: str | None = None
    event: str | None = None
    actor: str | None = None
    event_type: EventType | None = None
    modality: Modality | None = None
    voice: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None
    said: str | None = None
    contested: bool | None = None


@noun
class EventFilter:
    """Which events; every field that is given must hold. Dates are ISO, both ends inside.

    `contested`, `dated`, `placed` and `happened` (a voice asserts it) True or False keep those that
    are or are not; `words` stand in the title.
    """

    event_type: EventType | None = None
    actor: str | None = None
    report: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    contested: bool | None = None
    dated: bool | None = None
    placed: bool | None = None
    happened: bool | None = None
    words: str | None = None


@noun
class Problem:
    """What `verify` found: `kind` in one word, what it is about, and what is wrong with it."""

    kind: str
    subject: str
    message: str
