"""When an event happened: the time that its clause governs, then one before the whole sentence.

A time of saying ("police said on Tuesday") is not the time of what was said. Nothing is taken from the
publication date: without a time in the text the event has none.
"""

from __future__ import annotations

from herodotus.extract.tree import Tree
from herodotus.extract.within import APART, CLAUSE, tier, token_at, tree_of
from herodotus.types import Analysis, Evidence, Sentence, TimeMention

_LIMITS = frozenset({"before", "until", "till", "by", "since", "prior to", "ahead of", "from"})
"""Cases that bound a time instead of giving it."""


def find_event_time(
    trigger: Evidence, clause: tuple[int, int], sentence: Sentence, analysis: Analysis
) -> TimeMention | None:
    """Return the time of an event, None where its sentence gives none; relative times may have no dates."""
    tree = tree_of(sentence)
    at = token_at(tree, trigger.start, trigger.end)
    times = [time for time in analysis.times if sentence.start <= time.start < sentence.end and is_when(time)]
    ranked = []
    for time in times:
        found = _tier(tree, at, time, clause=clause, alone=len(times) == 1)
        if found is not None:
            distance = abs(time.start - tree.tokens[at].start) if at is not None else time.start
            ranked.append((found * 10 + _unlikely(tree, time), distance, time.start, time))
    return min(ranked, key=lambda rank: rank[:3])[-1] if ranked else None


def is_when(time: TimeMention) -> bool:
    """Say whether an expression can date an event: no length, no "now", nothing that recurs."""
    if time.time.start is not None:
        return True
    value = time.value or "XXXX"
    return not (value.startswith("P") or value.endswith("_REF"))


def _tier(
    tree: Tree, at: int | None, time: TimeMention, *, clause: tuple[int, int], alone: bool
) -> int | None:
    other = token_at(tree, time.start, time.end)
    if at is None or other is None:
        return CLAUSE if clause[0] <= time.start < clause[1] else None
    if tree.case(other) in _LIMITS:
        return None
    found = tier(tree, at, other)
    if found == APART and not alone:
        return None
    if found is None and clause[0] <= time.start < clause[1]:
        return APART
    return found


def _unlikely(tree: Tree, time: TimeMention) -> float:
    """Return what speaks against a time: it belongs to a noun that is not the event, or has no dates."""
    index = token_at(tree, time.start, time.end)
    against = 0.0 if time.time.start is not None else 1.0
    if index is not None and tree.rel(index) in {"nmod", "compound", "amod", "appos"}:
        against += 2
    return against
