"""The toll of dead that one report tells of its event: its counts, else the people it says have died.

People are told apart by their in-report entity; those without a name may be the named one again and count
only where nobody is named. Numbers of other events told in passing are many in news; what stands early and is
told again is the event's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from herodotus.extract.arguments import is_passive, subjects
from herodotus.extract.modality import grammar_at
from herodotus.extract.participants import Mentions
from herodotus.extract.tree import Tree
from herodotus.extract.words import in_class
from herodotus.knowledge import load_toml
from herodotus.types import Analysis, Claim, Count, Harm, Modality, Quantity, Report, Scope

_OPEN = frozenset({Modality.ASSERTED, Modality.SPECULATED})
# What is planned or asked about a killing that has a noun of its own ("to investigate the murder") happened.
_NAMED = frozenset({Modality.PLANNED, Modality.REQUESTED})
_WHOLE = frozenset({Scope.EVENT, Scope.CUMULATIVE})
_VERBAL = frozenset({"VERB", "AUX"})


@cache
def _words() -> dict[str, Any]:
    return load_toml("toll.toml")


@dataclass(frozen=True, slots=True)
class Dead:
    """Somebody said to have died: who (an entity, or None without a name) and where the words stand."""

    who: str | None
    start: int
    end: int


def toll_of(report: Report, analysis: Analysis, claims: tuple[Claim, ...]) -> Quantity | None:
    """Return the number killed in the event that a report tells, or None where it tells of no death."""
    counts = [count for claim in claims for count in _counts_of(report, claim)]
    here = [count for count in counts if count.scope == Scope.EVENT]
    dead = find_dead(analysis)
    counted = _best(report, here or counts)
    named = people([one.who for one in dead if one.who is not None])
    least = named or (1 if dead else 0)
    if counted is not None and named and _is_more(report, counted):
        size = _size(counted.quantity) + named
        return Quantity(low=size, best=size, high=None, text=counted.quantity.text)
    if counted is not None and (_size(counted.quantity) >= least or _size(counted.quantity) > 1):
        return counted.quantity
    if not least:
        return None
    first = dead[0]
    return Quantity(low=least, best=least, high=None, text=report.text[first.start : first.end])


def people(names: list[str]) -> int:
    """Return how many people names stand for; names that share a longer word are one person's."""
    apart: list[set[str]] = []
    for name in sorted(set(names), key=lambda one: (-len(one), one)):
        words = {word for word in re.findall(r"\w+", name.lower()) if len(word) >= _words()["name_word"]}
        same = next((held for held in apart if held & words), None)
        if same is not None:
            same |= words
        elif words:
            apart.append(words)
    return len(apart)


def _is_more(report: Report, count: Count) -> bool:
    """Return whether a number stands beside those already told: "two of his guards were also killed"."""
    inside = set(re.findall(r"[a-z]+", report.text[count.start : count.end].lower()))
    after = re.findall(r"[a-z]+", report.text[count.end : count.end + 60].lower())[:6]
    hurt = set(_words()["not_joined"][:7])
    return ("also" in after and not hurt.intersection(after)) or bool(inside & {"other", "others"})


def _size(quantity: Quantity) -> int:
    return quantity.best or quantity.low or 0


def _counts_of(report: Report, claim: Claim) -> list[Count]:
    """Return a claim's counts of killed, without totals that put other people to the dead."""
    known = claim.modality in _NAMED and claim.trigger.quote.lower().rstrip("s") in _words()["nouns"]
    if claim.modality not in _OPEN and not known:
        return []
    killed = [count for count in claim.casualties if count.harm == Harm.KILLED and count.unit == "persons"]
    found = []
    for count in killed:
        if count.scope not in _WHOLE or not 0 < _size(count.quantity) <= _words()["most"]:
            continue
        parts = [one for one in killed if one.scope == Scope.PART and count.start <= one.start < count.end]
        words = set(re.findall(r"[a-z]+", report.text[count.start : count.end].lower()))
        if parts and words.intersection(_words()["not_joined"]):
            found.append(parts[0])
        else:
            found.append(count)
    following = _words()["not_counts"]
    return [one for one in found if not _next_word(report, one).startswith(tuple(following))]


def _next_word(report: Report, count: Count) -> str:
    after = re.findall(r"[A-Za-z]+", report.text[count.start : count.end + 20])
    number = re.findall(r"[A-Za-z]+", count.quantity.text)
    return after[len(number)].lower() if len(after) > len(number) and after[: len(number)] == number else ""


def _best(report: Report, counts: list[Count]) -> Count | None:
    """Return the count that most tells for: told early, told again; of equals the larger."""
    if not counts:
        return None
    times: dict[int, int] = {}
    for count in counts:
        times[_size(count.quantity)] = times.get(_size(count.quantity), 0) + 1
    length = max(1, len(report.text))
    weigh = _words()["weights"]

    def value(count: Count) -> tuple[float, int, int]:
        size = _size(count.quantity)
        early = 1 - count.start / length
        score = weigh["early"] * early + weigh["again"] * min(times[size], 3) + weigh["several"] * (size > 1)
        return score, size, -count.start

    return max(counts, key=value)


def find_dead(analysis: Analysis) -> list[Dead]:
    """Return everybody who is said to have died, in order."""
    mentions = Mentions(analysis)
    found = []
    for sentence in analysis.sentences:
        tree = Tree(sentence)
        for index in range(len(tree)):
            if _is_deadly_deed(tree, index):
                token = tree.tokens[index]
                found.append(Dead(None, token.start, token.end))
            for victim in _victims_at(tree, index):
                if _is_mortal(tree, victim) and grammar_at(tree, index)[0] in _OPEN:
                    token = tree.tokens[victim]
                    found.append(Dead(_identity(tree, victim, mentions), token.start, token.end))
    return found


def _victims_at(tree: Tree, index: int) -> list[int]:
    """Return the heads of those who die by this word."""
    words, lemma = _words(), tree.lemmas[index]
    if tree.upos(index) in _VERBAL:
        if lemma in words["subject"]:
            return subjects(tree, index)
        if lemma in words["object"] or (lemma in words["deadly_verbs"] and _is_deadly(tree, index)):
            if tree.rel(index) == "acl" and tree.tokens[index].xpos == "VBN":
                return [tree.head(index)]
            return subjects(tree, index) if is_passive(tree, index) else tree.kids(index, "obj")
        return []
    if tree.upos(index) in {"NOUN", "PROPN"} and lemma in words["nouns"]:
        return [
            kid
            for kid in tree.kids(index, "nmod", "compound")
            if tree.full_rel(kid) == "nmod:poss" or tree.case(kid) == "of"
        ]
    if lemma == "dead" and tree.kids(index, "nsubj"):
        return subjects(tree, index)
    return []


def _is_deadly_deed(tree: Tree, index: int) -> bool:
    """Return whether a noun tells by itself that one died: "a fatal shooting", "charged with murder"."""
    lemma = tree.lemmas[index]
    if tree.upos(index) != "NOUN":
        return False
    if lemma in _words()["crimes"] and not any(tree.low[kid] == "attempted" for kid in tree.children[index]):
        head = tree.head(index)
        return head >= 0 and tree.lemmas[head] in _words()["charges"]
    return lemma in _words()["deeds"] and any(
        tree.low[kid] in _words()["deadly_adjectives"] for kid in tree.kids(index, "amod")
    )


def _is_deadly(tree: Tree, verb: int) -> bool:
    return any(
        tree.low[kid] in _words()["deadly_words"]
        for kid in tree.children[verb]
        if tree.rel(kid) in {"advmod", "xcomp", "obl", "obj", "amod"}
    )


def _is_mortal(tree: Tree, index: int) -> bool:
    """Return whether a word stands for one person: a name, a person noun or a pronoun in the singular."""
    if tree.lemmas[index] in _words()["not_victims"]:
        return False
    if tree.upos(index) == "PRON":
        return tree.low[index] in {"he", "she", "him", "her", "his", "who"}
    if tree.lemmas[index] in _words()["people"] or tree.low[index].endswith("-year-old"):
        return True
    return tree.label(index) == "PER" or in_class(tree, index, ("@person",))


def _identity(tree: Tree, index: int, mentions: Mentions) -> str | None:
    """Return what tells a dead person from another: the fullest name that its entity has here."""
    mention = mentions.at(tree, index)
    entity = mentions.entities.get(mention.entity) if mention is not None else None
    if entity is not None and entity.named and entity.kind in {"person", "role", "unknown"}:
        return max(entity.names or (entity.name,), key=lambda one: (len(one), one))
    if tree.label(index) == "PER":
        return tree.tokens[index].text
    return None
