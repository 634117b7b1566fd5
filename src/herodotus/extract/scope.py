"""What a number of victims covers: one event, a part of a number, a period, a running total."""

from __future__ import annotations

from herodotus.extract.arguments import subjects
from herodotus.extract.tree import Tree
from herodotus.extract.words import noun_class, settings, words_of
from herodotus.types import Scope

_VERBAL = frozenset({"VERB", "AUX"})
_DAY_DIGITS, _YEAR_DIGITS = 2, 4


def scope_of(tree: Tree, harm: int) -> Scope:
    """Return what a number covers, by the words of time and total around it."""
    text = " ".join(tree.low[index] for index in _own_clause(tree, harm))
    if any(f"{phrase} " in f"{text} " for phrase in settings("harm")["period"]):
        return Scope.PERIOD
    if any(f" {phrase} " in f" {text} " for phrase in settings("harm")["cumulative"]):
        return Scope.CUMULATIVE
    if _in_a_month(tree, harm) and not _in_one_event(tree, harm):
        return Scope.PERIOD
    return Scope.EVENT


def _own_clause(tree: Tree, harm: int) -> list[int]:
    """Return the tokens of the clause that tells the harm, without relative clauses on others."""
    found = set(tree.subtree(tree.clause(harm)))
    for index in list(found):
        if tree.full_rel(index) == "acl:relcl" and not tree.below(harm, index):
            found.difference_update(tree.subtree(index))
    return sorted(found)


def _in_a_month(tree: Tree, harm: int) -> bool:
    """Return whether the harm happened "in October", "during 1987": a month or year without a day."""
    beside = tree.kids(harm, "obl", "nmod")
    if tree.rel(harm) == "nsubj" and tree.lemmas[tree.head(harm)] == "be":
        beside = [*beside, *tree.kids(tree.head(harm), "obl")]
    below = [one for kid in tree.kids(harm, "obj", "nsubj") for one in tree.kids(kid, "nmod")]
    for kid in (*beside, *below):
        if tree.case(kid) not in {"in", "during", "throughout"}:
            continue
        word = tree.low[kid]
        days = [
            one for one in tree.children[kid] if tree.upos(one) == "NUM" and len(tree.low[one]) <= _DAY_DIGITS
        ]
        if word in settings("numbers")["not_counts"]["months"] and not days:
            return True
        if word.isdigit() and len(word) == _YEAR_DIGITS:
            return True
    return False


def _in_one_event(tree: Tree, harm: int) -> bool:
    near = (
        [*tree.kids(harm, "obl", "nsubj"), *subjects(tree, harm)]
        if tree.upos(harm) in _VERBAL
        else tree.kids(harm, "nmod")
    )
    return any(tree.lemmas[kid] in noun_class("strife") for kid in near)


def is_part(tree: Tree, number: int, counted: int) -> bool:
    """Return whether the number is part of another: "including five children", "of them 12 soldiers"."""
    for node in {number, counted}:
        if tree.case(node) in words_of("harm", "including"):
            return True
        head = tree.head(node)
        if head >= 0 and tree.lemmas[head] == "include" and tree.rel(node) in {"obj", "obl"}:
            return True
    if _of_the_victims(tree, number):
        return True
    before = tree.low[max(0, min(number, counted) - 3) : min(number, counted)]
    after = tree.low[max(number, counted) + 1 : max(number, counted) + 3]
    return (
        "including" in before
        or ("among" in before and bool({"them", "whom"} & set(before)))
        or after[:2] in (["of", "them"], ["of", "whom"], ["of", "those"])
        or before[-3:-1] == ["of", "them"]
    )


def _of_the_victims(tree: Tree, number: int) -> bool:
    """Return whether the number is of victims already told: "one of the wounded", "two of the 12 dead"."""
    if tree.low[number + 1 : number + 3] not in (["of", "the"], ["of", "those"]):
        return False
    nouns = settings("harm")["count_nouns"]
    return any(tree.lemmas[index] in nouns for index in range(number + 3, min(number + 5, len(tree.low))))
