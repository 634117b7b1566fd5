"""Where an event happened: the place that its clause governs, then its sentence's, then its paragraph's.

The dateline is where the report was sent from; it is the last resort and marked by its low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from herodotus.extract.tree import Tree
from herodotus.extract.within import APART, CLAUSE, FRONT, LINKED, OWN, tier, token_at, tree_of
from herodotus.knowledge.place_words import load_place_words
from herodotus.types import Analysis, Evidence, PlaceMention, PlacePrecision, Sentence

SHARE = {OWN: 1.0, CLAUSE: 0.95, LINKED: 0.85, FRONT: 0.8, APART: 0.6}
"""What is left of a place's confidence, by how far from the trigger it stands."""

_BACK, _BEFORE, _HEADLINE, _DATELINE = 0.75, 0.5, 0.45, 0.2
_PLACE_NOUNS = frozenset(
    {
        "city",
        "town",
        "village",
        "district",
        "suburb",
        "neighbourhood",
        "neighborhood",
        "camp",
        "area",
        "province",
        "region",
        "capital",
        "port",
        "quarter",
        "enclave",
    }
)
_PARTS = frozenset({"quarter", "suburb", "neighbourhood", "neighborhood", "area", "part", "outskirt", "edge"})
"""Nouns that lie in the place they are "of": "a quarter of Bujumbura" is not the whole of it."""
_VAGUE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.UNRESOLVED})
_SENT = re.compile(r"^[A-Z][A-Z .'\u2019-]{2,}(?=[,(\u2013\u2014 -])")


def find_event_place(
    trigger: Evidence, clause: tuple[int, int], sentence: Sentence, analysis: Analysis, *, carry: bool = True
) -> PlaceMention | None:
    """Return the place of an event, None where the text gives none; its confidence falls with the distance.

    `carry` lets the event take the place that the paragraph or the headline speaks of: right for things done
    at a place, wrong for words and dealings ("demanded", "agreed").
    """
    tree = tree_of(sentence)
    at = token_at(tree, trigger.start, trigger.end)
    places = [place for place in analysis.places if sentence.start <= place.start < sentence.end]
    places = [place for place in places if not _is_dateline(place, sentence, analysis)]
    there = _there(tree, at) if at is not None else None
    if there is not None:
        said = [place for place in places if place.end <= there and place.place.precision not in _VAGUE]
        before = _weakened(said[-1], _BACK) if said else _carried(tree, sentence, analysis)
        if before is not None:
            return before
    best = _governed(tree, at, places, clause=clause)
    if best is not None:
        return best
    return _carried(tree, sentence, analysis) if carry else None


def _there(tree: Tree, at: int) -> int | None:
    """Return the "there" of the event's clause, None where none stands there."""
    for node in (at, tree.head(at)):
        for index in tree.kids(node, "advmod") if node >= 0 else ():
            if tree.low[index] == "there":
                return tree.tokens[index].start
    return None


def _governed(
    tree: Tree, at: int | None, places: list[PlaceMention], *, clause: tuple[int, int]
) -> PlaceMention | None:
    ranked = []
    for place in places:
        found = _tier(tree, at, place, clause=clause)
        if found is not None:
            distance = abs(place.start - tree.tokens[at].start) if at is not None else place.start
            ranked.append((found * 10 + _unlikely(tree, place), distance, place.start, found, place))
    if not ranked:
        return None
    *_, found, place = min(ranked, key=lambda rank: rank[:3])
    return _outside(tree, at, _weakened(place, SHARE[found]))


def _outside(tree: Tree, at: int | None, place: PlaceMention) -> PlaceMention:
    """Return the place as near only, where the event lies "north of the city" or "outside the town"."""
    if at is None or place.place.radius_km is None or place.relation is not None:
        return place
    words = load_place_words()
    for index in range(at + 1, min(at + _WITHIN_WORDS, len(tree) - 2)):
        of = tree.low[index] in words.direction and tree.low[index + 1] == "of"
        noun = index + 3 if of else index + 2
        beyond = of or (tree.low[index] in {"outside", "near"} and tree.low[index + 1] == "the")
        if beyond and noun < len(tree) and tree.lemmas[noun] in _PLACE_NOUNS:
            return replace(place, place=replace(place.place, radius_km=_OUTSIDE_KM))
    return place


_WITHIN_WORDS, _OUTSIDE_KM = 8, 20.0  # UCDP's precision 2 reaches to 25 km


def _tier(tree: Tree, at: int | None, place: PlaceMention, *, clause: tuple[int, int]) -> int | None:
    other = token_at(tree, place.start, place.end)
    if at is None or other is None:
        return CLAUSE if clause[0] <= place.start < clause[1] else APART
    found = tier(tree, at, other)
    if found is None and clause[0] <= place.start < clause[1]:
        return APART
    return found


def _unlikely(tree: Tree, place: PlaceMention) -> float:
    """Return what speaks against a place of the right clause: it names who acts, or is only a country."""
    against = _COARSER * list(PlacePrecision).index(place.place.precision)
    index = token_at(tree, place.start, place.end)
    if index is not None:
        index = _site(tree, index)
        case = tree.case(index)
        if case == "of" and tree.head(index) >= 0 and _is_container(tree, tree.head(index)):
            against += 1
        if (
            tree.rel(index) in {"compound", "amod", "flat"}
            or tree.full_rel(index) == "nmod:poss"
            or (
                tree.rel(index) == "nsubj"
                and tree.full_rel(index) != "nsubj:pass"
                and not tree.kids(tree.head(index), "cop")  # "X is a small town in Y"
            )
        ):
            against += 4
        elif case in {"from", "to", "towards", "for", "with", "by"}:
            against += 12 if case == "from" and tree.rel(index) == "nmod" else 3  # "students from X"
    if place.place.precision in _VAGUE:
        against += 1.5
    if place.relation is not None and re.search(r"(?:north|south|east|west)\w* of$", place.relation):
        against += 1
    return against


_COARSER = 0.2  # of two places as near, the quarter and not the city around it


def _is_container(tree: Tree, noun: int) -> bool:
    """Say whether what a noun is "of" holds it: "a quarter of X", "the Y district of X"."""
    named = any(tree.upos(kid) == "PROPN" for kid in tree.kids(noun, "compound", "flat"))
    return tree.lemmas[noun] in _PARTS or named


def _site(tree: Tree, index: int) -> int:
    """Return the noun that a name only tells apart: "the border town of X", "the X quarter"."""
    seen = {index}
    while tree.rel(index) in {"compound", "flat", "nmod", "appos"}:
        head = tree.head(index)
        sites = _PLACE_NOUNS | load_place_words().town_parts
        if head in seen or tree.lemmas[head] not in sites or tree.case(index) not in {"", "of"}:
            break
        if tree.case(index) == "of" and tree.lemmas[head] in _PARTS:
            break
        index = head
        seen.add(index)
    return index


def _weakened(place: PlaceMention, share: float) -> PlaceMention:
    sure = place.place.confidence
    return replace(
        place, place=replace(place.place, confidence=round((0.5 if sure is None else sure) * share, 3))
    )


def _carried(tree: Tree, sentence: Sentence, analysis: Analysis) -> PlaceMention | None:
    """Return the place that the paragraph speaks of, then the headline's, then the dateline's."""
    refers = (
        any(word in _PLACE_NOUNS and tree.upos(i) == "NOUN" for i, word in enumerate(tree.lemmas))
        or "there" in tree.low
    )
    for steps, earlier in enumerate(_sentences_before(sentence, analysis)):
        places = [place for place in analysis.places if earlier.start <= place.start < earlier.end]
        places = [place for place in places if _can_carry(place, earlier, analysis)]
        if places:
            best = _finest(places)
            return _weakened(best, _BACK if refers and steps == 0 else _BEFORE)
    headline = [
        place for place in _headline_places(analysis) if _can_carry(place, analysis.sentences[0], analysis)
    ]
    if headline and sentence.start > headline[0].start:
        return _weakened(headline[0], _HEADLINE)
    sent = next((p for p in analysis.places if _is_dateline(p, analysis.sentences[0], analysis)), None)
    return _weakened(sent, _DATELINE) if sent is not None else None


def _finest(places: list[PlaceMention]) -> PlaceMention:
    """Return the place told last, but not the province that only says where its town lies."""
    order = list(PlacePrecision)
    last = places[-1]
    within = [
        place
        for place in places[:-1]
        if order.index(place.place.precision) < order.index(last.place.precision)
        and place.place.country == last.place.country
        and (last.place.precision in _WIDE or last.start - place.end < _IN_CHARACTERS)
    ]
    return within[-1] if within else last


_IN_CHARACTERS = 12  # "X in western Y": no more stands between a quarter and its town
_WIDE = frozenset({PlacePrecision.ADMIN1, PlacePrecision.ADMIN2, PlacePrecision.REGION})


def _can_carry(place: PlaceMention, sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a place set the scene: not a country, not a modifier of who acts, not the dateline."""
    if place.place.precision in _VAGUE or _is_dateline(place, sentence, analysis):
        return False
    tree = tree_of(sentence)
    index = token_at(tree, place.start, place.end)
    return index is None or _unlikely(tree, place) < 3  # noqa: PLR2004 (what _unlikely gives to an actor's place)


_SENTENCES_BACK = 2  # how long a paragraph's place holds without being said again


def _sentences_before(sentence: Sentence, analysis: Analysis) -> Iterator[Sentence]:
    earlier = [
        one
        for one in analysis.sentences
        if one.paragraph == sentence.paragraph and one.start < sentence.start
    ]
    yield from reversed(earlier[-_SENTENCES_BACK:])


def _headline_places(analysis: Analysis) -> list[PlaceMention]:
    """Return the places of an opening sentence that stands alone in its paragraph, as headlines do."""
    if not analysis.sentences:
        return []
    first = analysis.sentences[0]
    alone = sum(one.paragraph == first.paragraph for one in analysis.sentences) == 1
    ends = first.tokens[-1].text if first.tokens else "."
    if not alone or ends in {".", "!"}:
        return []
    return [place for place in analysis.places if first.start <= place.start < first.end]


def _is_dateline(place: PlaceMention, sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a place opens a paragraph in capitals before a dash or bracket: "KABUL (Agency) -"."""
    if place.start - sentence.start > 40 or not sentence.tokens:  # noqa: PLR2004 (a dateline is short)
        return False
    if any(one.paragraph == sentence.paragraph and one.start < sentence.start for one in analysis.sentences):
        return False
    marks = {"\u2014", "\u2013", "-", "--", "(", "_", "\u2015"}
    opening = [token.text for token in sentence.tokens if place.end <= token.start < place.end + 30][:8]
    first = sentence.tokens[0].text
    leading = [token.text for token in sentence.tokens if token.end <= place.start]
    if not all(word.isupper() or not word[0].isalpha() for word in leading):
        return False
    return first.isupper() and len(first) > 2 and any(mark in opening for mark in marks)  # noqa: PLR2004 ("US" opens many)
