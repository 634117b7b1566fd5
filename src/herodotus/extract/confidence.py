"""How sure a claim is: a named sum of readable weights from confidence.toml."""

from __future__ import annotations

from herodotus.extract.drafts import Draft
from herodotus.knowledge import load_toml
from herodotus.types import Modality, Participant

_LOWEST, _HIGHEST = 0.05, 0.99  # never sure, never impossible


def confidence_of(
    draft: Draft, sides: tuple[Participant, ...], *, placed: bool, modality: Modality
) -> tuple[float, tuple[str, ...]]:
    """Return the confidence and the weights that made it, as "name +0.10"."""
    rules = load_toml("confidence.toml")
    applies = {
        "verb": draft.trigger.form == "verb",
        "several_words": len(draft.trigger.words) > 1,
        "actor": bool(draft.actors),
        "recipient": bool(draft.recipients),
        "named": any(side.entity and side.name[:1].isupper() for side in sides),
        "counts": bool(draft.counts),
        "place_or_time": placed,
        "no_roles": not draft.actors and not draft.recipients,
        "figurative_risk": draft.trigger.sense.weight < 0,
        "not_asserted": modality != Modality.ASSERTED,
    }
    total = rules["base"] + sum(rules["weight"][name] for name, holds in applies.items() if holds)
    why = tuple(f"{name} {rules['weight'][name]:+.2f}" for name, holds in applies.items() if holds)
    return round(min(max(total, _LOWEST), _HIGHEST), 2), why
