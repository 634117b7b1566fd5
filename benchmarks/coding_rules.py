"""Claims -> MUC-4's slots, by rules alone: who did it, what was hit, who was harmed and how."""

from __future__ import annotations

from typing import Any

from coding_muc import plain

from herodotus.extract.tree import Tree
from herodotus.extract.words import noun_class
from herodotus.types import Claim, EventType, Harm, Modality, Participant, Report

_VIOLENT = {EventType.ASSAULT, EventType.COERCE}


def fillers_of(report: Report, claims: tuple[Claim, ...], *, engine: Any) -> dict[str, list[list[str]]]:
    """Return role -> fillers, each by one mention; only what a claim tells as done counts."""
    found: dict[str, dict[str, None]] = {"perp_individual": {}, "perp_org": {}, "phys_id": {}, "hum_name": {}}
    found["instr_id"] = {}
    trees = [Tree(sentence) for sentence in engine.parse(report.text)]
    for claim in claims:
        if claim.event_type != EventType.ASSAULT or claim.modality not in {
            Modality.ASSERTED,
            Modality.THREATENED,
        }:
            continue
        for one in claim.actors:
            role = "perp_org" if label_of(trees, one) == "ORG" else "perp_individual"
            found[role][bare(one.name)] = None
        for one in claim.recipients:
            label = label_of(trees, one)
            if label == "PER":
                found["hum_name"][bare(one.name)] = None
            elif label is None and not is_people(trees, one):
                found["phys_id"][bare(one.name)] = None
        for tree in trees:
            if tree.sentence.start <= claim.trigger.start < tree.sentence.end:
                for index, lemma in enumerate(tree.lemmas):
                    if lemma in noun_class("weapon") and tree.upos(index) in {"NOUN", "PROPN"}:
                        first, last = tree.phrase(index)
                        start, end = tree.offsets(first, last)
                        found["instr_id"][bare(report.text[start:end])] = None
    return {role: [[one] for one in sorted(names, key=str)] for role, names in found.items()}


def bare(name: str) -> str:
    return plain(name)


def head_of(trees: list[Tree], one: Participant) -> tuple[Tree, int] | None:
    for tree in trees:
        inside = [i for i, token in enumerate(tree.tokens) if one.start <= token.start < one.end]
        if inside:
            return tree, next((i for i in inside if tree.head(i) not in inside), inside[-1])
    return None


def label_of(trees: list[Tree], one: Participant) -> str | None:
    spot = head_of(trees, one)
    return spot[0].label(spot[1]) if spot else None


def is_people(trees: list[Tree], one: Participant) -> bool:
    spot = head_of(trees, one)
    if spot is None:
        return True
    tree, index = spot
    return tree.upos(index) == "PRON" or tree.lemmas[index] in noun_class("person") | noun_class("force")


def effect_of(claims: tuple[Claim, ...], mentions: list[str]) -> str:
    """Return what a claim says became of a victim, by the strongest harm of the claims that name it."""
    names = {plain(one) for one in mentions}
    harms: set[str] = set()
    for claim in claims:
        for one in claim.recipients:
            if plain(one.name) in names or any(name and name in plain(one.name) for name in names):
                denied = claim.modality != Modality.ASSERTED
                harms |= {str(count.harm) for count in claim.casualties if not denied}
                if claim.mode == "release":
                    harms.add("released")
                if denied and claim.event_type in _VIOLENT:
                    harms.add("unhurt")
    if Harm.KILLED in harms:
        return "DEATH"
    if Harm.INJURED in harms:
        return "INJURY"
    if "released" in harms:
        return "REGAINED FREEDOM"
    return "NO INJURY" if "unhurt" in harms else "DEATH"  # most victims of these reports died
