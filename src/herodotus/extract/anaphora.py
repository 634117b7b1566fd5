"""A happening told again by its bare name: "the raid" is the raid that the report has told of before."""

from __future__ import annotations

from dataclasses import replace

from herodotus.extract.words import words_of
from herodotus.types import Claim, EventType, Modality

_TOLD_AGAIN = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.RETREAT})
DEFINITE = "a known noun"  # the last of a claim's reasons where its trigger is definite
_STEM = 4  # letters that "raid" and "raided" share
_FURTHEST = 1500  # characters back; further off, a bare "the raid" may be another one


def with_known_roles(claims: dict[str, Claim]) -> dict[str, Claim]:
    """Give a definite noun that names nobody the sides of the last claim that tells of the same.

    The same is: equal type, and a trigger of the same stem, or for a word that names any attack
    ("the raid") the nearest one that tells of an act. The borrowed sides keep their own characters.
    """
    found: dict[str, Claim] = {}
    for key, claim in sorted(claims.items(), key=lambda pair: (pair[1].trigger.start, pair[0])):
        found[key] = claim
        if not _is_bare(claim):
            continue
        told = [one for one in found.values() if one is not claim and _may_be_told_by(one, claim)]
        told = [one for one in told if not _elsewhere(one, claim)]
        same = [one for one in told if _same_word(_last_word(one), _last_word(claim))]
        if not same and _last_word(claim) in words_of("arguments", "any_attack"):
            same = [one for one in told if _is_blow(one)]
        if same:
            known = same[-1]
            why = (*claim.why, f"sides of: {known.trigger.quote}")
            found[key] = replace(claim, actors=known.actors, recipients=known.recipients, why=why)
    return found


def _same_word(one: str, other: str) -> bool:
    """Return whether two words share their stem: "ambushed" and "ambush", "killed" and "killing"."""
    return one[:_STEM] == other[:_STEM] and min(len(one), len(other)) >= _STEM


def _is_blow(claim: Claim) -> bool:
    """Return whether a claim tells a single blow that "the attack" may call again; no death, no conquest."""
    return any(f"({name})" in claim.why[0] for name in words_of("arguments", "blows"))


def _elsewhere(known: Claim, claim: Claim) -> bool:
    """Return whether both say where or on which day, and not the same: "Friday's attack in the port"."""
    if known.place is not None and claim.place is not None and known.place.place.id != claim.place.place.id:
        return True
    if known.time is None or claim.time is None:
        return False
    first, second = known.time.time.start, claim.time.time.start
    return first is not None and second is not None and first != second


def _is_bare(claim: Claim) -> bool:
    if claim.actors or claim.recipients or claim.casualties or claim.event_type not in _TOLD_AGAIN:
        return False
    return claim.why[-1] == DEFINITE


def _may_be_told_by(known: Claim, claim: Claim) -> bool:
    near = 0 < claim.trigger.start - known.trigger.start < _FURTHEST
    sides = bool(known.actors or known.recipients)
    return near and sides and known.event_type == claim.event_type and known.modality == Modality.ASSERTED


def _last_word(claim: Claim) -> str:
    word = claim.trigger.quote.lower().split()[-1]
    return word.removesuffix("s") if word not in words_of("modality", "definite") else word
