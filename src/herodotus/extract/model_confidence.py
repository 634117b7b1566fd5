"""How sure a claim is, once the trained head has read it too: a logistic sum, fitted to be calibrated.

The rules' own sum of weights (confidence.py) is one part; the head adds whether this type passes between
these two. Without a head the rules stand alone where a claim has both sides.
"""

from __future__ import annotations

import math

from herodotus.extract.drafts import Draft
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


def evidence_for(tree: Tree, draft: Draft, *, event_type: EventType, modality: Modality) -> float | None:
    """Return the log odds that the head gives a draft's type between its two sides, where it has two."""
    if not draft.actors or not draft.recipients:
        return None
    chances = relation(tree, draft.actors[0], draft.recipients[0])
    if chances is None:
        return None
    return _log_odds(sum(chances[kind] for kind in {event_type, told_as(event_type, modality)}))


def rules_part(why: tuple[str, ...]) -> float:
    """Return the rules' own sum again, from the parts that a claim's `why` names."""
    rules = load_toml("confidence.toml")
    parts = [part.rsplit(" ", 1) for part in why if part.rsplit(" ", 1)[0] in rules["weight"]]
    return min(max(float(rules["base"]) + sum(float(value) for _, value in parts), 0.05), 0.99)


def with_heads(rules: float, draft: Draft, head: float | None) -> tuple[float, tuple[str, ...]]:
    """Return the calibrated confidence and the part that the head had in it."""
    weights = load_toml("confidence.toml")["calibrated"]
    if head is None:
        if draft.actors and draft.recipients:
            return rules, ()
        fitted = weights["one_side"]
    else:
        fitted = weights["heads"]
    parts = () if head is None else (f"head type {head:+.2f}",)
    total = fitted["base"] + fitted["rules"] * _log_odds(rules) + fitted.get("type", 0.0) * (head or 0.0)
    return round(1 / (1 + math.exp(-total)), 2), parts


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))
