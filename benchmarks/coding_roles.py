"""MUC-4's slots by the trained heads: which phrase of a report is whom, and what befell a victim."""

from __future__ import annotations

from typing import Any

from coding_muc import EFFECTS, ROLES, plain

from herodotus.extract.model import head
from herodotus.extract.model_features import word_states
from herodotus.extract.model_roles import Phrase, phrases
from herodotus.types import Analysis, Claim, Report

# From a part of MUC-4 train that taught no head: how likely a phrase must be its role, and which of its strings
# (0 name or whole phrase, then shorter) gold calls it by most.
LEAST = {"perp_individual": 0.35, "perp_org": 0.35, "phys_id": 0.35, "hum_name": 0.35, "instr_id": 0.35}


def read_phrases(
    report: Report, analysis: Analysis, claims: tuple[Claim, ...]
) -> list[tuple[Phrase, dict[str, float]]]:
    """Return the phrases of a report with what the role head says; nothing without a head for this encoder."""
    model = head("role", analysis.sentences[0].encoder if analysis.sentences else None)
    if model is None:
        return []
    return [
        (one, model.chances(word_states(one.tree, one.index), one.traits))
        for one in phrases(report, analysis, claims)
    ]


def fillers_by_head(
    read: list[tuple[Phrase, dict[str, float]]], *, least: dict[str, float] = LEAST
) -> dict[str, list[list[str]]]:
    """Return role -> fillers, one string each: the likeliest mention speaks for all that mean the same."""
    found: dict[str, list[list[str]]] = {}
    for role in ROLES:
        kept: list[tuple[float, str, str | None]] = []
        for one, chances in sorted(read, key=lambda pair: -pair[1][role]):
            if chances[role] < least[role]:
                break
            name = plain(one.names[0])
            same = any(
                name == other or (one.entity is not None and one.entity == entity) or _inside(name, other)
                for _, other, entity in kept
            )
            if name and not same:
                kept.append((chances[role], name, one.entity))
        found[role] = [[name] for _, name, _ in kept]
    return found


def _inside(first: str, second: str) -> bool:
    """Return whether one string's words are all in the other's: "guerrillas", "guerrilla column" are not."""
    a, b = set(first.split()), set(second.split())
    return bool(a) and bool(b) and (a <= b or b <= a)


def effect_by_head(
    report: Report, analysis: Analysis, claims: tuple[Claim, ...], victims: list[list[str]]
) -> list[str] | None:
    """Return the likeliest effect on each victim, over all phrases that may mean it."""
    model: Any = head("effect", analysis.sentences[0].encoder if analysis.sentences else None)
    if model is None:
        return None
    held = (
        [(one, {plain(name) for name in one.names}) for one in phrases(report, analysis, claims)]
        if victims
        else []
    )
    found = []
    for mentions in victims:
        names = {plain(name) for name in mentions}
        mine = [one for one, called in held if called & names]
        sums = dict.fromkeys(EFFECTS, 0.0)
        for one in mine:
            for label, chance in model.chances(word_states(one.tree, one.index), one.traits).items():
                sums[label] += chance
        found.append(max(sums, key=lambda label: (sums[label], -EFFECTS.index(label))))
    return found
