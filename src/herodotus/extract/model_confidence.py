"""How sure a claim is, once the trained heads have read it too: a logistic sum, fitted to be calibrated.

The rules' own sum of weights (confidence.py) is one part; the heads add whether this type passes between
these two and whether the trigger's happening is told as real. Without heads the rules' part is rescaled.
"""

from __future__ import annotations

import math

from herodotus.extract.drafts import Draft
from herodotus.extract.model_reality import reality
from herodotus.extract.model_relation import relation
from herodotus.extract.tree import Tree
from herodotus.knowledge import load_toml
from herodotus.types import EventType, Modality

_LEAST = 0.02  # a head's zero is never the last word
_COOPERATIVE = frozenset(
    {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID}
)
_YIELDING = frozenset({EventType.CONCEDE, EventType.RETREAT})
_FORCE = frozenset(
    {EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT}
)


def told_as(event_type: EventType, modality: Modality) -> EventType:
    """Return PLOVER's type of what is told: a refused favour is a rejection, a planned blow a threat."""
    if modality == Modality.DENIED and event_type in _COOPERATIVE | _YIELDING:
        return EventType.REJECT
    if modality == Modality.PLANNED and event_type in _COOPERATIVE:
        return EventType.AGREE
    if modality in {Modality.PLANNED, Modality.THREATENED} and event_type in _FORCE:
        return EventType.THREATEN
    return event_type


def evidence_for(tree: Tree, draft: Draft, *, event_type: EventType, modality: Modality) -> dict[str, float]:
    """Return what the heads say of a draft: log odds of its type between its two sides, and its reality."""
    found: dict[str, float] = {}
    if draft.actors and draft.recipients:
        chances = relation(tree, draft.actors[0], draft.recipients[0])
        if chances is not None:
            told = {event_type, told_as(event_type, modality)}
            chance = sum(chances[kind] for kind in told)
            found["type"] = _log_odds(chance)
    value = reality(tree, draft.trigger.head)
    if value is not None:
        found["real"] = value if modality == Modality.ASSERTED else -value
    return found


def rules_part(why: tuple[str, ...]) -> float:
    """Return the rules' own sum again, from the parts that a claim's `why` names."""
    rules = load_toml("confidence.toml")
    parts = [part.rsplit(" ", 1) for part in why if part.rsplit(" ", 1)[0] in rules["weight"]]
    return min(max(float(rules["base"]) + sum(float(value) for _, value in parts), 0.05), 0.99)


def with_heads(rules: float, evidence: dict[str, float]) -> tuple[float, tuple[str, ...]]:
    """Return the calibrated confidence and the parts that made it."""
    weights = load_toml("confidence.toml")["calibrated"]
    kind = "heads" if "type" in evidence else "one_side"
    fitted = weights[kind]
    total = fitted["base"] + fitted["rules"] * _log_odds(rules)
    parts = []
    for name, value in evidence.items():
        total += fitted.get(name, 0.0) * value
        parts.append(f"head {name} {value:+.2f}")
    return round(1 / (1 + math.exp(-total)), 2), tuple(parts)


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))
