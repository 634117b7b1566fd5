"""MUC-4 as GRIT (Du et al. 2021) scores it: role fillers of a whole report, one entity matched to one (CEAF-REE)."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

ROLES = {
    "perp_individual": "PerpInd",
    "perp_org": "PerpOrg",
    "phys_id": "Target",
    "hum_name": "Victim",
    "instr_id": "Weapon",
}
Fillers = dict[str, list[list[str]]]


def plain(mention: str) -> str:
    """Return a mention as the scorer compares it: lower case, no punctuation, no articles."""
    bare = "".join(letter for letter in mention.lower() if letter not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def gold_fillers(row: dict) -> Fillers:
    """Return role -> entities (lists of alternative mentions) of all templates, those told twice once."""
    text = " ".join(row["text"].lower().split())
    found: Fillers = {role: [] for role in ROLES}
    for template in row["templates"]:
        for role in ROLES:
            for filler in template[role]:
                mentions = [" ".join(one.lower().split()) for one in filler.get("mentions", ())]
                if any(set(mentions) <= set(old) or set(old) <= set(mentions) for old in found[role]):
                    continue
                found[role].append(mentions)
    return {
        role: [
            sorted({plain(one) for one in entity if one in text})
            for entity in entities
            if any(one in text for one in entity)
        ]
        for role, entities in found.items()
    }


def matched(gold: list[list[str]], got: list[list[str]]) -> int:
    """Return how many entities match one to one; a predicted one matches where all its mentions are gold's."""
    fits = [[at for at, entity in enumerate(gold) if set(one) <= set(entity)] for one in got]
    taken: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for at in fits[one]:
            if at not in seen:
                seen.add(at)
                if at not in taken or place(taken[at], seen):
                    taken[at] = one
                    return True
        return False

    return sum(place(one, set()) for one in range(len(got)))


def ceaf_ree(pairs: Iterable[tuple[Fillers, Fillers]]) -> dict[str, tuple[float, float, float]]:
    """Return role (and "micro") -> precision, recall, F1 in percent over (gold, predicted) reports."""
    right = dict.fromkeys(ROLES, 0)
    said, are = dict(right), dict(right)
    for gold, got in pairs:
        for role in ROLES:
            answers = [[plain(one) for one in entity] for entity in got.get(role, [])]
            right[role] += matched(gold[role], answers)
            said[role] += len(answers)
            are[role] += len(gold[role])
    sums = {role: (right[role], said[role], are[role]) for role in ROLES}
    sums["micro"] = (sum(right.values()), sum(said.values()), sum(are.values()))
    return {
        role: (100 * r / max(1, s), 100 * r / max(1, a), 200 * r / max(1, s + a))
        for role, (r, s, a) in sums.items()
    }


EFFECTS = ("DEATH", "INJURY", "NO INJURY", "REGAINED FREEDOM", "OTHER")


def effects(row: dict) -> list[tuple[list[str], str]]:
    """Return (mentions of a victim, effect) in five classes: unhurt is one, resigning and fleeing are other."""
    found = []
    for template in row["templates"]:
        for one in template["hum_effect"]:
            said = one["value"][0]
            unhurt = said.startswith(("NO INJURY", "NO DEATH"))
            value = "NO INJURY" if unhurt else said if said in EFFECTS else "OTHER"
            found.append((one.get("mentions", []), value))
    return found
