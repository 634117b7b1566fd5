"""What an event file says: senses with their triggers, and frames that turn grammar into roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from herodotus.errors import KnowledgeError
from herodotus.types import EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Which grammatical roles, in order of preference, fill actor and recipient.

    A role is `subj`, `obj`, `comp` (subject of the clause that completes it), `poss`, `mod` (a name
    or force before a noun), or a preposition. `mutual` frames put both sides in both roles.
    """

    name: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    noun_actor: tuple[str, ...]
    noun_recipient: tuple[str, ...]
    mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One way in which an event type is told: its triggers, its frame and what speaks against it.

    Triggers are lemmas, or several lemmas of which a verb's first and a noun's last is the head.
    `not_*` are lemmas (or `@class` of nouns.toml) that make it another sense, such as a metaphor;
    `needs` are lemmas or `@class` of which one must stand in the same sentence; `needs_content` are
    event types of which one must complete the trigger ("hope" alone is no event, "hope to meet" is).
    `goes_off` marks names of weapons: "a bomb went off" is an event, "a bomb was found" is none.
    """

    name: str
    event_type: EventType
    frame: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    mode: str | None = None
    manner: str | None = None
    contexts: tuple[str, ...] = ()
    harm: str | None = None
    to: tuple[str, ...] | None = None
    of: str | None = None
    poss: str | None = None
    only_objects: tuple[str, ...] = ()
    only_subjects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    not_subjects: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_content: tuple[str, ...] = ()
    needs_roles: bool = False
    needs_object: bool = False
    needs_governor: tuple[str, ...] = ()
    goes_off: bool = False
    polarity: str | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A sentence with its parts marked, and what it is meant to show."""

    text: str
    modality: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKnowledge:
    """One event type: what it means, its modes, senses, examples and counterexamples."""

    event_type: EventType
    quad: int
    definition: str
    modes: dict[str, str]
    senses: tuple[Sense, ...]
    examples: tuple[MarkedText, ...]
    counterexamples: tuple[MarkedText, ...]


def read_frames(content: dict[str, Any]) -> dict[str, Frame]:
    """Return the frames of frames.toml by name."""
    return {
        name: Frame(
            name=name,
            actor=tuple(row.get("actor", ())),
            recipient=tuple(row.get("recipient", ())),
            noun_actor=tuple(row.get("noun_actor", ())),
            noun_recipient=tuple(row.get("noun_recipient", ())),
            mutual=bool(row.get("mutual", False)),
        )
        for name, row in content["frame"].items()
    }


def read_event(content: dict[str, Any], *, origin: str) -> EventKnowledge:
    """Return one event type from its parsed file; `origin` names the file in errors."""
    try:
        event_type = EventType(content["type"])
        return EventKnowledge(
            event_type=event_type,
            quad=int(content["quad"]),
            definition=str(content["definition"]),
            modes=dict(content.get("modes", {})),
            senses=tuple(_sense(row, event_type=event_type) for row in content["sense"]),
            examples=tuple(MarkedText(**row) for row in content.get("example", ())),
            counterexamples=tuple(MarkedText(**row) for row in content.get("counterexample", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"events/{origin}: {error!r}", hint="compare it with its neighbours") from error


def _sense(row: dict[str, Any], *, event_type: EventType) -> Sense:
    values: dict[str, Any] = {"frame": "act", "event_type": event_type}
    for key, value in row.items():
        if key in {"verbs", "nouns", "adjectives"} and isinstance(value, str):
            values[key] = tuple(part.strip() for part in value.split(",") if part.strip())
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return Sense(**values)
