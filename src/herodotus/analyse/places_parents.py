"""Places that only their surroundings give: "the capital", and quarters that no gazetteer has.

A quarter that is not in the gazetteer is the town that the report speaks of there, known to the town only;
its own name is kept. "The capital" is the capital of the country that the report is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from herodotus.analyse.places_relation import find_relation
from herodotus.analyse.places_resolve import likely_countries
from herodotus.knowledge.gazetteer import Gazetteer
from herodotus.knowledge.gazetteer_countries import country_words, load_countries
from herodotus.knowledge.gazetteer_keys import plain_key
from herodotus.knowledge.place_words import load_place_words
from herodotus.types import Place, PlaceMention, PlacePrecision, Report, Sentence

_TOWNS = frozenset({PlacePrecision.TOWN, PlacePrecision.QUARTER, PlacePrecision.POINT})
_CAPITAL = re.compile(
    r"\b(?:(?P<whose>[A-Z]\w+)(?:['\u2019]s)? |the (?P<people>[A-Z]\w+) |the (?:country['\u2019]s )?|its )"
    r"(?P<capital>capital)\b"
    r"(?! (?:punishment|market|letter|gain|offence|offense|of the (?:province|state|region))\b)"
)
_OTHER_CAPITAL = re.compile(r"(?:provincial|regional|state|district|former) $")


def find_capitals(
    report: Report, found: Sequence[PlaceMention], *, gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """Yield "the capital" where no doubt is left of whose; not where a name beside it says so."""
    likely = _spoken_of(found) or likely_countries(f"{report.text}\n{report.title or ''}")
    for match in _CAPITAL.finditer(report.text):
        start, end = match.start("capital"), match.end()
        if _OTHER_CAPITAL.search(report.text[:start]) or _named_beside(start, end, found, text=report.text):
            continue
        whose = match["whose"] or match["people"]
        code = _country(whose) if whose else likely[0] if likely else None
        place = _capital_of(code, found, gazetteer=gazetteer) if code else None
        if place is not None and (whose or match[0].startswith(("the", "its"))):
            start = match.start()
            relation = find_relation(start, end, text=report.text)
            if relation is not None and relation.kind in {"distance", "direction"}:
                continue  # "330 km north of the capital" says where another place lies
            near = relation is not None and relation.kind in {"near", "outskirts"}
            yield PlaceMention(
                start=start,
                end=end,
                text=report.text[start:end],
                place=replace(place, radius_km=_WHOLE_TOWN_KM + _TOWN_KM) if near else place,
                relation=relation.words if relation else None,
            )


def _spoken_of(found: Sequence[PlaceMention]) -> tuple[str, ...]:
    """Return the country of most of the report's towns, where it has most of them."""
    towns = Counter(m.place.country for m in found if m.place.country and m.place.precision in _TOWNS)
    return tuple(code for code, count in towns.most_common(1) if code and 2 * count > sum(towns.values()))


def _named_beside(start: int, end: int, found: Sequence[PlaceMention], *, text: str) -> bool:
    """Say whether a place's name explains the word: "its capital, Amara", "Damascus, the capital"."""
    return any(
        (mention.start >= end and re.fullmatch(r",? ?(?:of |city |city of )?", text[end : mention.start]))
        or (
            mention.end <= start
            and re.fullmatch(
                r",? (?:the|its|[A-Z]\w+(?:['\u2019]s)?)?(?: [A-Z]\w+)? ?", text[mention.end : start]
            )
        )
        or mention.start <= start < mention.end
        for mention in found
        if mention.place.precision in _TOWNS | {PlacePrecision.UNRESOLVED}
    )


def _country(word: str) -> str | None:
    key = plain_key(word)
    return country_words(which="names").get(key) or country_words(which="demonyms").get(key)


def _capital_of(code: str, found: Sequence[PlaceMention], *, gazetteer: Gazetteer) -> Place | None:
    capitals = load_countries()[code].capitals
    if not capitals:
        return None
    known = next(
        (m.place for m in found if plain_key(m.place.name) == plain_key(capitals[0]) and m.place.id), None
    )
    if known is not None and known.precision is PlacePrecision.TOWN:
        return known
    for candidate in gazetteer.candidates(capitals[0], countries=(code,)):
        if candidate.kind == "town" and candidate.country == code:
            return Place(
                name=candidate.name,
                id=candidate.id,
                lat=candidate.lat,
                lon=candidate.lon,
                precision=PlacePrecision.TOWN,
                country=code,
                admin1=gazetteer.admin_name(code, candidate.admin1),
                radius_km=_TOWN_KM,
                confidence=_SURE,
            )
    return None


_TOWN_KM, _SURE = 5.0, 0.8


def with_parents(
    mentions: Sequence[PlaceMention], sentences: Sequence[Sentence], *, text: str
) -> list[PlaceMention]:
    """Return the mentions with unresolved quarters and landmarks set in the town that is spoken of there."""
    out: list[PlaceMention] = []
    for number, mention in enumerate(mentions):
        parent = None
        if mention.place.precision is PlacePrecision.UNRESOLVED and _is_part(mention, text=text):
            parent = _town_near(number, mentions, sentences)
        out.append(replace(mention, place=_inside(mention.place, parent)) if parent else mention)
    return out


def _is_part(mention: PlaceMention, *, text: str) -> bool:
    """Say whether a word by the name makes it a part of a town: "the Nur neighbourhood"."""
    words = load_place_words().town_parts
    after = re.match(r"[ -]([\w-]+)", text[mention.end : mention.end + 24])
    inside = mention.text.lower().split()
    return bool((after and after[1].lower() in words) or (inside and inside[-1] in words))


def _town_near(number: int, mentions: Sequence[PlaceMention], sentences: Sequence[Sentence]) -> Place | None:
    """Return the town named in the same sentence, else the last one named in the paragraph before."""
    at = mentions[number].start
    here = next((s for s in sentences if s.start <= at < s.end), None)
    if here is None:
        return None
    behind = [
        m
        for m in mentions
        if here.start <= m.start < here.end and m.start > at and m.place.precision is PlacePrecision.TOWN
    ]
    before = [
        m
        for m in mentions[:number]
        if m.place.precision is PlacePrecision.TOWN
        and any(s.paragraph == here.paragraph for s in sentences if s.start <= m.start < s.end)
    ]
    near = [m for m in before if m.start >= here.start]
    chosen = (near or behind or before)[-1:] if near or not behind else behind[:1]
    return chosen[0].place if chosen else None


def _inside(place: Place, parent: Place | None) -> Place:
    if parent is None:
        return place
    return replace(
        place,
        name=f"{place.name}, {parent.name}",
        lat=parent.lat,
        lon=parent.lon,
        precision=PlacePrecision.TOWN,
        country=parent.country,
        admin1=parent.admin1,
        radius_km=max(parent.radius_km or 0.0, _WHOLE_TOWN_KM),
        confidence=_PARENT_SURE,
    )


_WHOLE_TOWN_KM = 10.0  # somewhere in the town: UCDP's precision 2, not 1
_PARENT_SURE = 0.5
