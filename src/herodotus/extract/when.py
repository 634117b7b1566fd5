"""When an event happened: the time that its clause governs, then one before the whole sentence.

A time of saying ("police said on Tuesday") is not the time of what was said. Nothing is taken from the
publication date: without a time in the text the event has none. "From 3 to 7 May" is one interval, "since
Monday" one that lasts till the report, "two days of fighting" one that ends where its sentence stands. A bare
telling in the past goes on with the day of the sentence before it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from herodotus.extract.tree import Tree
from herodotus.extract.when_joined import joined, lasting, lengths_of
from herodotus.extract.within import APART, CLAUSE, FRONT, OWN, tier, token_at, tree_of
from herodotus.types import Analysis, DatePrecision, Evidence, Sentence, TimeMention

_LIMITS = frozenset({"before", "until", "till", "by", "prior to", "ahead of"})
"""Cases that bound a time instead of giving it."""

_COARSE = {precision: number for number, precision in enumerate(DatePrecision)}


def find_event_time(
    trigger: Evidence, clause: tuple[int, int], sentence: Sentence, analysis: Analysis, *, carry: bool = True
) -> TimeMention | None:
    """Return the time of an event, None where its text gives none; relative times may have no dates.

    `carry` lets a telling without a time take the day of the sentence before it: right for things done.
    """
    tree = tree_of(sentence)
    at = token_at(tree, trigger.start, trigger.end)
    inside = [time for time in analysis.times if sentence.start <= time.start < sentence.end]
    length = lengths_of(tree, at, inside, published=analysis.published)
    if length is not None:
        return length
    times = joined([time for time in inside if is_when(time)], sentence=sentence)
    ranked = []
    for time in times:
        found = _tier(tree, at, time, clause=clause, alone=len(times) == 1)
        if found is not None:
            distance = abs(time.start - tree.tokens[at].start) if at is not None else time.start
            ranked.append((found * 10 + _unlikely(tree, time), distance, time.start, time))
    if ranked:
        best = min(ranked, key=lambda rank: rank[:3])
        time = _finer(best[-1], [one[-1] for one in ranked if one[0] <= best[0] + 1], sentence=sentence)
        return lasting(tree, token_at(tree, time.start, time.end), time, published=analysis.published)
    return _carried(tree, at, sentence, analysis) if carry and not times else None


def is_when(time: TimeMention) -> bool:
    """Say whether an expression can date an event: no length, no "now", nothing that recurs."""
    if time.time.start is not None:
        return True
    value = time.value or "XXXX"
    return not (value.startswith("P") or value.endswith("_REF"))


def _finer(best: TimeMention, others: list[TimeMention], *, sentence: Sentence) -> TimeMention:
    """Return the finer of two times that say the same: "two weeks later, on 16 February"."""
    for other in others:
        gap = _between(sentence, best, other)
        if (
            other is best
            or gap is None
            or (not re.search(r", (?:on |in )?(?:the )?$", gap) and len(gap) > _NEAR)
        ):
            continue
        if other.time.start is None or other.time.precision is None:
            continue
        if best.time.start is None or _length(other) < _length(best):
            return other
    return best


_NEAR = 60  # characters between two times of one clause that say the same


def _between(sentence: Sentence, one: TimeMention, other: TimeMention) -> str | None:
    first, second = sorted((one, other), key=lambda time: time.start)
    tokens = [t.text for t in sentence.tokens if first.end <= t.start and t.end <= second.start]
    return " ".join(tokens)


def _length(time: TimeMention) -> int:
    if time.time.start is None or time.time.end is None:
        return 100_000
    return (date.fromisoformat(time.time.end) - date.fromisoformat(time.time.start)).days


def _tier(
    tree: Tree, at: int | None, time: TimeMention, *, clause: tuple[int, int], alone: bool
) -> int | None:
    other = token_at(tree, time.start, time.end)
    if at is None or other is None:
        return CLAUSE if clause[0] <= time.start < clause[1] else None
    if tree.case(other) in _LIMITS and not (tree.case(other) == "by" and _is_reached(tree, at)):
        return None
    found = tier(tree, at, other)
    if (found == APART and not alone) or (tree.case(other) == "since" and found != OWN):
        return None
    if found is None and clause[0] <= time.start < clause[1]:
        return APART
    return found


def _is_reached(tree: Tree, at: int) -> bool:
    """Say whether a pluperfect stands there: what "by Monday" they "had captured" was done by then."""
    return any(tree.low[kid] == "had" for kid in tree.kids(at, "aux"))


def _unlikely(tree: Tree, time: TimeMention) -> float:
    """Return what speaks against a time: it belongs to a noun that is not the event, or has no dates."""
    index = token_at(tree, time.start, time.end)
    against = 0.0 if time.time.start is not None else 1.0
    if index is not None and tree.rel(index) in {"nmod", "compound", "amod", "appos"}:
        against += 2
    return against


_PAST = frozenset({"VBD", "VBN"})
_TURNING = frozenset(
    {"had", "has", "have", "will", "would", "may", "might", "could", "is", "are", "be", "been"}
)


def _carried(tree: Tree, at: int | None, sentence: Sentence, analysis: Analysis) -> TimeMention | None:
    """Return the day of the sentence before, in the same paragraph, for a plain telling in the past."""
    if at is None or not _tells_on(tree, at):
        return None
    number = next((n for n, one in enumerate(analysis.sentences) if one.start == sentence.start), 0)
    if number == 0 or analysis.sentences[number - 1].paragraph != sentence.paragraph:
        return None
    before = analysis.sentences[number - 1]
    times = [time for time in analysis.times if before.start <= time.start < before.end and is_when(time)]
    if len(times) != 1 or times[0].time.start is None or times[0].time.start != times[0].time.end:
        return None
    tree_before = tree_of(before)
    index = token_at(tree_before, times[0].start, times[0].end)
    roots = [node for node in range(len(tree_before)) if tree_before.head(node) < 0]
    if index is None or not roots:
        return None
    found = tier(tree_before, roots[0], index)
    spoken = tree_before.kids(roots[0], "ccomp", "parataxis")
    if found is None or found > FRONT or spoken or tree_before.case(index) in {*_LIMITS, "since", "from"}:
        return None
    return replace(times[0], anchor="previous")


def _tells_on(tree: Tree, at: int) -> bool:
    """Say whether a main verb in the simple past tells on: "They killed ...", "Two were wounded"."""
    if tree.head(at) >= 0 or tree.tokens[at].xpos not in _PAST:
        return False
    helpers = {tree.low[kid] for kid in tree.kids(at, "aux")}
    return not helpers & _TURNING and not tree.kids(at, "advcl", "ccomp", "parataxis")
