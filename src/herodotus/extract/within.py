"""How near an expression stands to a trigger in the tree: in its phrase, its clause or another one.

Shared by where.py and when.py. Tiers are numbers so that the nearest wins; None means that the tree forbids
the expression ("said in Geneva that ..." is where it was said, not where it happened).
"""

from __future__ import annotations

from collections import deque

from herodotus.extract.tree import Tree
from herodotus.types import Sentence

OWN, CLAUSE, LINKED, FRONT, APART = range(5)
"""Under the trigger; in its clause; in one joined to it; before a whole sentence; in another clause."""

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj", "root"})
_LINKS = frozenset(
    {"advcl", "acl", "conj", "xcomp", "appos", "nmod", "obl", "obj", "nsubj", "compound", "amod"}
)
_THROUGH = frozenset({"following", "after", "during", "in", "amid", "since", "as", "when", "on"})
_PERSONAL = frozenset({"nsubj", "obj", "iobj"})


_RECENT: deque[Tree] = deque(maxlen=4)  # a sentence and those before it; a longer memory is never asked


def tree_of(sentence: Sentence) -> Tree:
    """Return the sentence as a tree, made once for all its claims."""
    for tree in tuple(_RECENT):
        if tree.sentence is sentence:
            return tree
    made = Tree(sentence)
    _RECENT.append(made)
    return made


def token_at(tree: Tree, start: int, end: int) -> int | None:
    """Return the token that heads these characters; None where no token stands there."""
    inside = [i for i, token in enumerate(tree.tokens) if token.start < end and token.end > start]
    for index in inside:
        if tree.head(index) not in inside:
            return index
    return inside[0] if inside else None


def tier(tree: Tree, trigger: int, other: int) -> int | None:
    """Return how near `other` stands to the trigger, None where it belongs to the saying."""
    up = [trigger, *tree.ancestors(trigger)]
    down = [other]
    for node in tree.ancestors(other):
        if down[-1] in up:
            break
        down.append(node)
    if down[-1] not in up:
        return CLAUSE if _is_flat(tree) else None
    meeting = down[-1]
    climbed = up[: up.index(meeting)]
    descended = down[:-1]
    if not descended:  # the trigger hangs on the expression itself
        return CLAUSE
    if any(_is_clause(tree, node) for node in descended):
        return _across(tree, trigger, meeting, descended)
    if meeting == trigger:
        return OWN
    if any(tree.rel(node) in {"ccomp", "parataxis"} and _is_clause(tree, node) for node in climbed):
        return FRONT if _is_fronted(tree, descended[-1], meeting) else None
    if any(_is_clause(tree, node) or tree.rel(node) == "conj" for node in climbed):
        return LINKED
    return CLAUSE


def _is_flat(tree: Tree) -> bool:
    return sum(tree.head(index) < 0 for index in range(len(tree))) > len(tree) // 2


def _is_clause(tree: Tree, node: int) -> bool:
    return tree.rel(node) in _CLAUSES or (tree.rel(node) == "conj" and tree.upos(node) in {"VERB", "AUX"})


def _across(tree: Tree, trigger: int, meeting: int, descended: list[int]) -> int | None:
    """Judge an expression in another clause: one of time or cause counts, one on a participant does not."""
    if any(tree.rel(node) in {"ccomp", "parataxis"} for node in descended):
        return None
    top = descended[-1]
    if tree.rel(top) == "advcl":
        return APART
    if tree.rel(top) in {"obl", "nmod"} and tree.case(top) in _THROUGH:
        return APART
    if tree.rel(top) == "conj" and meeting != trigger:
        return None
    return None


def _is_fronted(tree: Tree, node: int, verb: int) -> bool:
    """Say whether a phrase opens the sentence before the subject: "In Homs, residents said that ..."."""
    subjects = tree.kids(verb, "nsubj", "csubj")
    return tree.rel(node) in {"obl", "advmod"} and bool(subjects) and node < min(subjects)
