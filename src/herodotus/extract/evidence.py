"""The characters of a claim: its clause, its trigger, and what stands elsewhere in the sentence."""

from __future__ import annotations

from herodotus.extract.drafts import Draft
from herodotus.extract.tree import Tree
from herodotus.extract.words import words_of
from herodotus.types import Attribution, Evidence, Report

_LONGEST_VOICE = 160  # characters from voice to cue in one clause; further apart, the cue alone is quoted
_AROUND = frozenset({"aux", "cop", "advmod", "mark", "compound", "expl"})


def quote(report: Report, start: int, end: int) -> Evidence:
    """Return the characters and the words that stand there."""
    return Evidence(report=report.id, start=start, end=end, quote=report.text[start:end])


def trigger_span(tree: Tree, draft: Draft) -> tuple[int, int]:
    """Return the characters of the trigger: all its words where they stand close, else its noun."""
    words = draft.trigger.words
    first, last = min(words), max(words)
    if last - first < len(words) + 2:
        return tree.offsets(first, last)
    nouns = [word for word in words if tree.upos(word) == "NOUN"]
    light = tree.lemmas[draft.trigger.head] in words_of("arguments", "light")
    told = nouns[-1] if nouns and light else draft.trigger.head
    return tree.offsets(told, told)


def voice_evidence(report: Report, attribution: Attribution) -> tuple[Evidence, ...]:
    """Return the words from voice to cue that say whose claim it is; nothing for the report's own voice."""
    voice = attribution.chain[-1]
    spans = [] if voice.start is None or voice.end is None else [(voice.start, voice.end)]
    if attribution.cue is not None:
        spans.append(attribution.cue)
    if not spans:
        return ()
    start, end = min(spans)[0], max(last for _, last in spans)
    if end - start > _LONGEST_VOICE:
        start, end = spans[-1]
    return (quote(report, start, end),)


def evidence_of(
    report: Report, tree: Tree, draft: Draft, *, spans: list[tuple[int, int]]
) -> tuple[Evidence, ...]:
    """Return first the clause from trigger to arguments, then each absorbed phrase outside it.

    `spans` are characters of further values (counts, place, time) that belong to the claim.
    """
    clause = tree.clause(draft.trigger.head)
    top = clause if tree.upos(clause) in {"VERB", "AUX", "ADJ", "NOUN"} else draft.trigger.head
    inside = set(tree.subtree(top))
    tokens = set(draft.trigger.words)
    for node in draft.trigger.words:
        tokens.update(kid for kid in tree.children[node] if tree.rel(kid) in _AROUND)
    governor = tree.head(draft.trigger.head)
    if (
        draft.trigger.form == "noun"
        and governor in inside
        and tree.rel(draft.trigger.head) in {"obj", "nsubj"}
    ):
        tokens.add(governor)
    for head in (*draft.actors, *draft.recipients):
        if head in inside:
            first, last = tree.phrase(head)
            tokens.update({first, last})
    for trigger in draft.absorbed:
        if trigger.head in inside:
            tokens.update(trigger.words)
    start, end = tree.offsets(min(tokens), max(tokens))
    low, high = tree.offsets(min(inside), max(inside))
    for first, last in spans:
        if low <= first and last <= high:
            start, end = min(start, first), max(end, last)
    found = [quote(report, start, end)]
    for trigger in draft.absorbed:
        first, last = tree.offsets(*tree.phrase(trigger.head))
        if first < start or last > end:
            found.append(quote(report, first, last))
    return tuple(found)
