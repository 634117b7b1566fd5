"""The places that a report speaks of, each with what is known of it and how exactly.

Spots (places_spot) are resolved together (places_resolve), governments called by their capital are left out
(places_senses), and the words around a name move or widen it (places_relation).
"""

from __future__ import annotations

from collections.abc import Sequence

from herodotus.analyse.places_parents import find_capitals, with_parents
from herodotus.analyse.places_relation import Relation, find_relation, moved
from herodotus.analyse.places_resolve import Sense, Spot, resolve
from herodotus.analyse.places_senses import is_government
from herodotus.analyse.places_spot import find_spots
from herodotus.knowledge.gazetteer import Candidate, Gazetteer, load_gazetteer
from herodotus.knowledge.place_words import load_place_words
from herodotus.knowledge.resolver import load_resolver
from herodotus.types import Mention, Place, PlaceMention, PlacePrecision, Report, Sentence

PRECISION = {
    "town": PlacePrecision.TOWN,
    "admin1": PlacePrecision.ADMIN1,
    "admin2": PlacePrecision.ADMIN2,
    "admin3": PlacePrecision.ADMIN2,
    "country": PlacePrecision.COUNTRY,
    "region": PlacePrecision.REGION,
    "continent": PlacePrecision.REGION,
    "quarter": PlacePrecision.QUARTER,
    "camp": PlacePrecision.QUARTER,
    "landmark": PlacePrecision.POINT,
    "way": PlacePrecision.REGION,
    "water": PlacePrecision.REGION,
}
_POINTLESS = frozenset({"country", "continent", "water"})
_LEAST = 0.35  # below this a name's best sense is a guess among many: the words stay, the place is unresolved


def find_places(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention] = (),
    *,
    gazetteer: Gazetteer | None = None,
) -> tuple[PlaceMention, ...]:
    """Return the report's places in the order of the text; `mentions` of named persons are no places."""
    shelf = gazetteer or load_gazetteer()
    spots = find_spots(report, sentences, gazetteer=shelf)
    taken = {(mention.start, mention.end) for mention in mentions if mention.form == "name"}
    senses = resolve(spots, text=report.text, context=report.title or "", gazetteer=shelf)
    found = []
    at = 0
    for spot, ranked in zip(spots, senses, strict=True):
        while at + 1 < len(sentences) and sentences[at].end <= spot.start:
            at += 1
        if is_government(spot.start, spot.end, name=spot.name, sentence=sentences[at]):
            continue
        if (spot.start, spot.end) in taken and not ranked[0].candidate:
            continue
        mention = _mention(spot, ranked, text=report.text, shelf=shelf)
        if mention is not None:
            found.append(mention)
    found = with_parents(_apart(found), sentences, text=report.text)
    found += list(find_capitals(report, found, gazetteer=shelf))
    return tuple(_apart(found))


def _apart(found: list[PlaceMention]) -> list[PlaceMention]:
    """Keep mentions from overlapping: a relation's words never reach into the mention before it."""
    kept: list[PlaceMention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _mention(spot: Spot, ranked: tuple[Sense, ...], *, text: str, shelf: Gazetteer) -> PlaceMention | None:
    relation = find_relation(spot.start, spot.end, text=text)
    best = ranked[0]
    if best.candidate is None or best.probability < _LEAST:
        place = Place(name=_shown(spot, text), confidence=None, alternatives=_alternatives(ranked))
        return PlaceMention(
            start=spot.start,
            end=spot.end,
            text=text[spot.start : spot.end],
            place=place,
            relation=relation.words if relation else None,
        )
    place = _place(spot, ranked, relation, text=text, shelf=shelf)
    start, end = spot.start, spot.end
    if relation and relation.kind in {"part", "way"}:
        start, end = min(start, relation.start), max(end, relation.end)
    return PlaceMention(
        start=start, end=end, text=text[start:end], place=place, relation=relation.words if relation else None
    )


def _shown(spot: Spot, text: str) -> str:
    return " ".join(text[spot.start : spot.end].split())


def _alternatives(ranked: tuple[Sense, ...]) -> tuple[tuple[str, float], ...]:
    return tuple(
        (
            f"{s.candidate.name} ({s.candidate.country}, {s.candidate.kind}) {s.candidate.id}",
            round(s.probability, 3),
        )
        for s in ranked
        if s.candidate is not None
    )[:3]


def _place(
    spot: Spot, ranked: tuple[Sense, ...], relation: Relation | None, *, text: str, shelf: Gazetteer
) -> Place:
    best = ranked[0].candidate
    assert best is not None
    precision, radius = PRECISION[best.kind], load_resolver().radius_km.get(best.kind)
    lat: float | None = best.lat
    lon: float | None = best.lon
    if best.kind in _POINTLESS:
        lat = lon = radius = None
    elif relation is not None:
        lat, lon, radius, precision = _changed(best, relation, radius=radius or 0.0, precision=precision)
    if relation is not None and relation.kind == "part" and precision is PlacePrecision.COUNTRY:
        precision = PlacePrecision.REGION
    return Place(
        name=_name(spot, best, relation, text=text),
        id=best.id,
        lat=lat,
        lon=lon,
        precision=precision,
        country=best.country or None,
        admin1=division(best, shelf=shelf),
        radius_km=radius,
        confidence=round(ranked[0].probability, 3),
        alternatives=_alternatives(ranked[1:]),
    )


def _name(spot: Spot, best: Candidate, relation: Relation | None, *, text: str) -> str:
    """Return the report's own spelling; a part keeps its words, for "western Iraq" is not Iraq."""
    own = _shown(spot, text)
    return (
        f"{relation.words} {own}"
        if relation and relation.kind == "part" and best.kind in {"country", "admin1"}
        else own
    )


def _changed(
    best: Candidate,
    relation: Relation,
    *,
    radius: float,
    precision: PlacePrecision,
) -> tuple[float, float, float, PlacePrecision]:
    reach = load_place_words().reach
    if relation.kind == "distance" and relation.distance_km is not None:
        if relation.bearing is None:
            return best.lat, best.lon, relation.distance_km + radius, PlacePrecision.TOWN
        lat, lon = moved(best.lat, best.lon, distance_km=relation.distance_km, bearing=relation.bearing)
        return lat, lon, round(relation.distance_km / 4 + radius, 1), PlacePrecision.TOWN
    if relation.kind == "way":
        return best.lat, best.lon, load_resolver().radius_km["way"], PlacePrecision.REGION
    if relation.kind in {"near", "outskirts"} or (
        relation.kind == "direction" and precision is not PlacePrecision.ADMIN1
    ):
        widened = radius + reach[relation.kind]
        return best.lat, best.lon, widened, max(precision, PlacePrecision.TOWN, key=_order)
    return best.lat, best.lon, radius, precision


def _order(precision: PlacePrecision) -> int:
    return list(PlacePrecision).index(precision)


def division(candidate: Candidate, *, shelf: Gazetteer) -> str | None:
    """Return the name of the first-order division that the candidate lies in."""
    if not candidate.admin1 or candidate.kind == "country":
        return None
    return (
        candidate.name
        if candidate.kind == "admin1"
        else shelf.admin_name(candidate.country, candidate.admin1)
    )
