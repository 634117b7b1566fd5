"""Where a report names places: the language layer's LOC names, and names that the gazetteer confirms.

A name is trimmed to the place: "the city of Hama" looks up "Hama" and asks for a town.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from herodotus.analyse.places_kind import kind_beside, type_after, type_before
from herodotus.analyse.places_relation import way_of
from herodotus.analyse.places_resolve import Spot, likely_countries, resolve
from herodotus.knowledge.gazetteer import Gazetteer, load_gazetteer
from herodotus.knowledge.gazetteer_countries import country_words
from herodotus.knowledge.gazetteer_keys import plain_key
from herodotus.knowledge.place_words import PlaceWords, load_place_words
from herodotus.types import Name, Report, Sentence

_WORD = (
    r"(?:[A-Z\u00c0-\u00de\u0100-\u017d][\w\u02bb-\u02bf'\u2019`]*(?:-[\w'\u2019]+)*"
    r"|(?:al|el|as|ash|ad|ar|an|at|az|ez|es|et|ed)-[A-Z][\w'\u2019]+)"
)
_LINK = r"(?:(?:al|el|as|ash|ad|ar|an|az|ez|de|da|do|du|la|of|the|es|e|i)[ -])?"
_RUN = re.compile(rf"(?:[A-Z]\.){{2,}}|{_WORD}(?: {_LINK}{_WORD})*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")


def find_spots(report: Report, sentences: Sequence[Sentence], *, gazetteer: Gazetteer) -> list[Spot]:
    """Return the names of places in the order of the text, none overlapping another."""
    words = load_place_words()
    found: list[Spot] = []
    people = _person_words(report, sentences)
    asked = _asked(report, sentences, gazetteer=gazetteer)
    for sentence in sentences:
        labelled = [name for name in sentence.names if name.label == "LOC"]
        others = [name for name in sentence.names if name.label != "LOC"]
        spots = [_from_name(name, report.text) for name in labelled]
        for spot in _confirmed(
            report.text, sentence, words=words, gazetteer=gazetteer, people=people, asked=asked
        ):
            if any(spot.start < other.end and other.start < spot.end for other in spots):
                continue
            if not any(_overrules(name, spot, report.text, words=words) for name in others):
                spots.append(spot)
        found += sorted(_widened(spots, report.text), key=lambda spot: spot.start)
    return [spot for spot in found if _is_name(spot, words=words) and not _is_person(spot, people, gazetteer)]


def _asked(report: Report, sentences: Sequence[Sentence], *, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the countries that the report speaks of: by their names, and by the places that are sure."""
    likely = likely_countries(f"{report.text}\n{report.title or ''}")
    sure = [
        _from_name(name, report.text)
        for sentence in sentences
        for name in sentence.names
        if name.label == "LOC"
    ]
    votes: Counter[str] = Counter()
    for senses in resolve(sure, text=report.text, context=report.title or "", gazetteer=gazetteer):
        best = senses[0].candidate
        if best is not None and best.country and senses[0].probability > _SURE:
            votes[best.country] += 1
    more = [code for code, count in sorted(votes.items(), key=lambda v: (-v[1], v[0])) if count > 1]
    return (*likely, *[code for code in more[:2] if code not in likely])


_SURE = 0.8


def _is_name(spot: Spot, *, words: PlaceWords) -> bool:
    key = plain_key(spot.name)
    demonyms, names = country_words(which="demonyms"), country_words(which="names")
    return bool(key) and key not in words.never and not (key in demonyms and key not in names)


def _from_name(name: Name, text: str) -> Spot:
    start, end = name.start, name.end
    trimmed = _POSSESSIVE.search(text, start, end)
    if trimmed and end - start > len(trimmed[0]):
        end = trimmed.start()
    typed = _TYPE_INSIDE.search(text, start, end)
    if typed and typed.start() > start:
        part = typed[0].strip() in load_place_words().town_parts
        unknown = part and not load_gazetteer().candidates(text[start:end])
        if unknown or type_after().match(text, typed.start()):
            end = typed.start()
    way = way_of(text[start:end])
    if way is not None:
        return Spot(start=start, end=end, name=way)
    first = _CAPITAL_BEFORE.search(text, max(0, start - 24), start)
    if first and plain_key(text[first.start() : end]) in country_words(which="names"):
        start = first.start()  # "United Kingdom", of which a tagger may see the second word alone
    return Spot(start=start, end=end, name=text[start:end])


_CAPITAL_BEFORE = re.compile(r"[A-Z][a-z]+ $")
_TYPE_INSIDE = re.compile(r" [a-z]+$")


def _person_words(report: Report, sentences: Sequence[Sentence]) -> frozenset[str]:
    found = set()
    for sentence in sentences:
        for name in sentence.names:
            if name.label == "PER":
                found.update(plain_key(report.text[name.start : name.end]).split())
    return frozenset(found)


def _is_person(spot: Spot, people: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Say whether a name of two words or more is made of persons' names and no known place."""
    parts = plain_key(spot.name).split()
    return (
        len(parts) > 1 and spot.kind is None and set(parts) <= people and not gazetteer.candidates(spot.name)
    )


def _overrules(name: Name, spot: Spot, text: str, *, words: PlaceWords) -> bool:
    """Say whether a person or organisation here keeps the gazetteer's name from being a place."""
    if name.end <= spot.start or spot.end <= name.start:
        return False
    if (name.start, name.end) != (spot.start, spot.end):
        return True
    return _word_before(text, spot.start) not in words.strong_locative


def _word_before(text: str, start: int) -> str:
    match = re.search(r"([A-Za-z]+)(?: the)? $", text[max(0, start - 24) : start])
    return match[1].lower() if match else ""


def _confirmed(
    text: str,
    sentence: Sentence,
    *,
    words: PlaceWords,
    gazetteer: Gazetteer,
    people: frozenset[str],
    asked: tuple[str, ...],
) -> Iterator[Spot]:
    """Yield capitalised runs that a locative or type word stands by and the gazetteer knows."""
    last_end = -1
    for run in _RUN.finditer(text, sentence.start, sentence.end):
        for start, end in _pieces(run, text, words=words):
            name = text[start:end]
            key = plain_key(name)
            before = _word_before(text, start)
            listed = last_end >= 0 and re.fullmatch(r",? (?:and |or )?|, ", text[last_end:start]) is not None
            typed = type_before().search(text, max(0, start - 30), start) is not None
            placed = before in words.locative or listed or typed or type_after().match(text, end)
            if not (placed or _is_division(name, gazetteer=gazetteer, asked=asked)):
                continue
            if key in words.never or (key in people and before not in words.strong_locative):
                continue
            if (
                _is_known(
                    name, gazetteer=gazetteer, asked=asked, spelling=listed or before in words.strong_locative
                )
                or typed
                or type_after().match(text, end)
            ):
                yield Spot(start=start, end=end, name=name)
                last_end = end


def _is_division(name: str, *, gazetteer: Gazetteer, asked: tuple[str, ...]) -> bool:
    """Say whether a name is a country's, a union's or a division's own: such names need no preposition."""
    return any(
        candidate.main
        and candidate.step == "exact"
        and (
            candidate.kind == "country"
            or (candidate.kind == "admin1" and candidate.country in asked and " " in name)
        )
        for candidate in gazetteer.candidates(name, countries=asked)
    )


def _is_known(name: str, *, gazetteer: Gazetteer, asked: tuple[str, ...], spelling: bool) -> bool:
    """Say whether the gazetteer has the name in the report's countries, or as a famous place."""
    steps = {"exact", "stripped", "spelling"} if spelling else {"exact", "stripped"}
    for candidate in gazetteer.candidates(name, countries=asked):
        famous = candidate.log_population > _FAMOUS and candidate.main and candidate.step == "exact"
        if candidate.step in steps and (candidate.country in asked or famous or candidate.kind in _ALWAYS):
            return True
    return False


_FAMOUS = 11.5  # ln of 100,000
_ALWAYS = frozenset({"country", "continent"})


def _pieces(run: re.Match[str], text: str, *, words: PlaceWords) -> list[tuple[int, int]]:
    """Return the run without words like "In" at its start and without a possessive at its end."""
    start, end = run.span()
    while True:
        first = re.match(r"\S+ ", text[start:end])
        if first is None or plain_key(first[0]) not in words.locative | {
            "the",
            "but",
            "and",
            "while",
            "after",
            "as",
        }:
            break
        start += first.end()
    trimmed = _POSSESSIVE.search(text[start:end])
    if trimmed:
        end = start + trimmed.start()
    return [(start, end)] if end > start else []


def _widened(spots: list[Spot], text: str) -> Iterator[Spot]:
    """Yield each spot with the kind that a type word beside it asks for; "X province" takes the word in."""
    for spot in spots:
        kind, end = kind_beside(spot.start, spot.end, text=text)
        yield Spot(start=spot.start, end=end, name=spot.name, kind=kind)
