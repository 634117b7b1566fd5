"""Who a noun phrase is in a report's violence (culprit, group, victim, target, weapon) and what befell it.

The heads "role" and "effect" see the encoder's states and named traits: the tree around the word, its name
label and noun classes, its own words, and what the claims of the report make of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from herodotus.extract.model_features import word_traits
from herodotus.extract.tree import Tree
from herodotus.extract.words import in_class
from herodotus.types import Analysis, Claim, Report

_CLASSES = ("weapon", "force", "person", "place", "abstract", "strife", "time")
_LEFT = frozenset({"compound", "flat", "amod", "nmod", "nummod", "fixed", "punct", "list"})
_POSITIONS = 5  # bands of a report: what stands early is more often its matter


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of a report by its head word, the strings by which it may be called, and its traits."""

    tree: Tree
    index: int
    names: tuple[str, ...]
    entity: str | None
    traits: tuple[str, ...]


def phrases(report: Report, analysis: Analysis, claims: tuple[Claim, ...]) -> Iterator[Phrase]:
    """Yield the noun phrases of a report in order."""
    held = [Tree(sentence) for sentence in analysis.sentences]
    by_head = {mention.head: mention.entity for mention in analysis.mentions}
    parts = _parts_in_claims(claims)
    whole = _of_report(claims)
    for number, tree in enumerate(held):
        inside = [claim for claim in claims if tree.sentence.start <= claim.trigger.start < tree.sentence.end]
        around = [f"has={claim.event_type}:{claim.modality}" for claim in inside] or ["has=none"]
        around.append(f"pos={min(_POSITIONS, number * _POSITIONS // max(1, len(held)))}")
        around.append(f"first={number < 2}")  # noqa: PLR2004 (dateline and lead)
        for index in range(len(tree)):
            if not _is_phrase(tree, index):
                continue
            start = tree.tokens[index].start
            own = [*word_traits(tree, index), *around, *whole, *_kind(tree, index)]
            own += [f"c={part}" for part in parts.get(start, ())]
            own += [
                f"c={part}"
                for (low, high), found in _spans(claims)
                if low <= start < high
                for part in found
                if tree.sentence.start <= low < tree.sentence.end
            ]
            names = _names(report, tree, index)
            own.append(f"s={names[0].lower()}")
            own += [f"sw={word}" for word in names[0].lower().split()]
            yield Phrase(tree, index, names, by_head.get(start), tuple(own))


def _is_phrase(tree: Tree, index: int) -> bool:
    if tree.upos(index) not in {"NOUN", "PROPN"} or tree.rel(index) in {"flat", "fixed", "list"}:
        return False
    if tree.rel(index) == "compound":
        return tree.label(index) is not None and tree.label(tree.head(index)) is None
    return True


def _kind(tree: Tree, index: int) -> list[str]:
    found = [f"label={tree.label(index)}", f"digits={tree.low[index].isdigit()}"]
    found += [f"class={name}" for name in _CLASSES if in_class(tree, index, (f"@{name}",))]
    return found


def _names(report: Report, tree: Tree, index: int) -> tuple[str, ...]:
    """Return the strings a phrase may be called by: name, whole phrase, without what follows, head alone."""
    token = tree.tokens[index]
    found = [
        report.text[name.start : name.end] for name in tree.names if name.start <= token.start < name.end
    ]
    first, last = tree.phrase(index)
    while first < index and tree.rel(first) in {"det", "nummod"} and tree.head(first) == index:
        first += 1
    start, end = tree.offsets(first, last)
    found.append(report.text[start:end])
    left = index
    while left > first and tree.rel(left - 1) in _LEFT and tree.below(left - 1, index):
        left -= 1
    start, end = tree.offsets(left, index)
    found.append(report.text[start:end])
    found.append(token.text)
    return tuple(dict.fromkeys(" ".join(one.split()) for one in found))


def _of_report(claims: tuple[Claim, ...]) -> list[str]:
    """Return what the whole report is about: the modes and modalities of its violent claims."""
    violent = [claim for claim in claims if claim.event_type == "ASSAULT"]
    found = [f"doc={min(5, len(violent))}"]
    found += [f"docmode={claim.mode}:{claim.modality}" for claim in violent[:8]]
    return list(dict.fromkeys(found))


def _spans(claims: tuple[Claim, ...]) -> list[tuple[tuple[int, int], list[str]]]:
    found = []
    for claim in claims:
        for side, people in (("actor", claim.actors), ("recipient", claim.recipients)):
            parts = [f"{side}:{claim.event_type}", f"{side}:{claim.event_type}:{claim.mode}:{claim.modality}"]
            parts += [f"{side}:{count.harm}" for count in claim.casualties]
            found += [((one.start, one.end), parts) for one in people]
    return found


def _parts_in_claims(claims: tuple[Claim, ...]) -> dict[int, list[str]]:
    """Return offset -> that a trigger or a count begins there."""
    found: dict[int, list[str]] = {}
    for claim in claims:
        found.setdefault(claim.trigger.start, []).append(f"trigger:{claim.event_type}")
        for count in claim.casualties:
            found.setdefault(count.start, []).append(f"count:{count.harm}")
    return found
