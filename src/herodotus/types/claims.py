"""The claim: what one voice says happened, each value with its characters."""

from __future__ import annotations

from herodotus.types.base import content_id, noun
from herodotus.types.layers import Attribution, PlaceMention, Quantity, TimeMention
from herodotus.types.reports import Evidence
from herodotus.types.words import EventType, Harm, Modality, Scope


@noun
class Participant:
    """An actor or recipient of a claim, by the report's own words and its in-report Entity."""

    name: str
    entity: str | None
    start: int
    end: int


@noun
class Count:
    """How many, of which harm, of which group of victims, in which scope, in whose words."""

    harm: Harm
    quantity: Quantity
    start: int
    end: int
    group: str | None = None
    unit: str = "persons"
    scope: Scope = Scope.EVENT


@noun
class Slot:
    """A further value on which reports differ, in a small vocabulary, with its characters.

    `name`: authority (value ordered, authorised, permitted, unauthorised, objected), agreement
    (accepted, rejected), purpose (stated, ostensible, real), manner (air_strike, shelling,
    bombing, shooting, raid ...), status (what the victims are called), denial (what is denied).
    """

    name: str
    value: str
    start: int
    end: int


@noun
class Claim:
    """What one voice says happened (or denies, plans, fears ...), each value with its characters.

    `evidence` starts with the clause that makes the claim; `trigger` is the word that types it.
    `place` and `time` carry spans of their own through PlaceMention and TimeMention.
    """

    report: str
    event_type: EventType
    trigger: Evidence
    evidence: tuple[Evidence, ...]
    attribution: Attribution
    modality: Modality
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: PlaceMention | None = None
    time: TimeMention | None = None
    casualties: tuple[Count, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    confidence: float = 0.5
    why: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    # The machine's type, where a person reads another one; the id stays the machine's.
    type_as_read: EventType | None = None

    @property
    def id(self) -> str:
        """From report, trigger and type: a better reading of roles or time keeps the id."""
        read_as = self.type_as_read or self.event_type
        return content_id("claim", self.report, self.trigger.start, self.trigger.end, read_as)
