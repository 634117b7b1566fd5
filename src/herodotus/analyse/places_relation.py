"""How words around a name move, widen or narrow the place: "12 km north of", "outskirts of", "western"."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from herodotus.knowledge.place_words import PlaceWords, load_place_words
from herodotus.types import noun


@noun
class Relation:
    """What the words say. `words` as they stand; `start` where they start, so that the mention can hold them.

    `kind`: distance, direction, near, outskirts, part or way; `bearing` in degrees from north.
    """

    kind: str
    words: str
    start: int
    end: int
    distance_km: float | None = None
    bearing: float | None = None


@lru_cache(maxsize=1)
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load_place_words()
    directions = "|".join(sorted((_spelt(d) for d in words.direction), key=len, reverse=True))
    about = r"(?:about |some |around |roughly |nearly |almost |just )?"
    number = rf"{about}(?P<number>\d+(?:[.,]\d+)?|a few|several|a dozen)[ -]*"
    rest = "(?: the)?(?: (?:city|town|village) of)?(?: the)? $"
    return (
        (
            "distance",
            re.compile(
                rf"{number}(?P<unit>{words.units})\b[^.,;]{{0,14}}?(?P<way>{directions})"
                rf"(?:ern)?(?: of| from){rest}",
                re.IGNORECASE,
            ),
        ),
        (
            "distance",
            re.compile(rf"{number}(?P<unit>{words.units})\b (?:from|outside|away from){rest}", re.IGNORECASE),
        ),
        (
            "direction",
            re.compile(rf"(?:to the |just |in the )?(?P<way>{directions}) of{rest}", re.IGNORECASE),
        ),
        ("outskirts", re.compile(rf"\b(?:{'|'.join(map(re.escape, words.outskirts))}){rest}", re.IGNORECASE)),
        ("near", re.compile(rf"\b(?:{'|'.join(map(re.escape, words.near))}){rest}", re.IGNORECASE)),
        ("part", re.compile(rf"\b(?:{'|'.join(words.parts)}) $", re.IGNORECASE)),
        (
            "part",
            re.compile(
                rf"\b(?:in )?the (?:{'|'.join(words.parts)}) (?:of|part of|parts of)(?: the)? $",
                re.IGNORECASE,
            ),
        ),
    )


def _spelt(direction: str) -> str:
    """Let "northeast" be written "north-east" and "north east"."""
    for half in ("north", "south"):
        if direction.startswith(half) and direction != half:
            return f"{half}[- ]?{direction.removeprefix(half)}"
    return direction


_LAST = re.compile(r"([\w-]+)(?: the)?(?: (?:city|town|village) of)?(?: the)? $")


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    """Return the last words of every relation, so that most names are passed over at once."""
    words = load_place_words()
    phrases = (*words.near, *words.outskirts, *words.parts, "of", "from", "away from", "part of")
    return frozenset(phrase.split()[-1].lower() for phrase in phrases)


def find_relation(start: int, end: int, *, text: str) -> Relation | None:
    """Return what the words before (and, for a road, after) these characters say, if anything."""
    head = text[max(0, start - 70) : start]
    words = load_place_words()
    if way_of(text[start:end]):
        return Relation(kind="way", words=text[start:end], start=start, end=end)
    last = _LAST.search(head)
    for kind, pattern in _before() if last and last[1].lower() in _cues() else ():
        match = pattern.search(head)
        if match:
            return _relation(kind, match, offset=max(0, start - 70), words=words)
    between = _between(start, end, text=text)
    if between is not None:
        return between
    after = re.match(
        rf"(?:[-\u2013](?P<other>[A-Z][\w'\u2019]+))? (?:{'|'.join(words.ways)})\b", text[end : end + 60]
    )
    if after:
        return Relation(kind="way", words=after[0].strip(), start=start, end=end + after.end())
    return None


_NAMED = r"[A-Z\u00c0-\u00de][\w'\u2019-]+(?: [A-Z\u00c0-\u00de][\w'\u2019-]+)?"
_THINGS = (
    r"(?:road|highway|route|railway|line|bridges?|villages?|towns?|area|stretch|border|somewhere|halfway"
    r"|on|lying|lies)"
)


def way_of(name: str) -> str | None:
    """Return the first town of a road named after two: "Mosul-Kirkuk road" -> "Mosul"."""
    ways = "|".join(load_place_words().ways)
    match = re.fullmatch(rf"({_NAMED})(?:[-\u2013]| to ){_NAMED} (?i:{ways})", name)
    return match[1] if match else None


def _between(start: int, end: int, *, text: str) -> Relation | None:
    """Return "the road between X and Y" for either of its names; talks between two are none."""
    head = text[max(0, start - 90) : start]
    first = re.search(rf"\b{_THINGS} between (?:the )?$", head, re.IGNORECASE)
    if first and re.match(rf" and (?:the )?{_NAMED}", text[end : end + 40]):
        return Relation(kind="way", words=first[0].strip(), start=start, end=end)
    second = re.search(rf"\b(?i:{_THINGS}) between (?:the )?{_NAMED} and (?:the )?$", head)
    return Relation(kind="way", words=second[0].strip(), start=start, end=end) if second else None


def _relation(kind: str, match: re.Match[str], *, offset: int, words: PlaceWords) -> Relation:
    groups = match.groupdict()
    way = re.sub(r"[- ]", "", (groups.get("way") or "").lower())
    return Relation(
        kind=kind,
        words=match[0].strip(),
        start=offset + match.start() + len(match[0]) - len(match[0].lstrip()),
        end=offset + match.end(),
        distance_km=_kilometres(groups["number"], groups["unit"], words=words)
        if groups.get("number")
        else None,
        bearing=words.direction.get(way),
    )


def _kilometres(number: str, unit: str, *, words: PlaceWords) -> float | None:
    if not number[0].isdigit():
        return None
    factor = next((f for prefix, f in words.kilometres.items() if unit.lower().startswith(prefix)), 1.0)
    return float(number.replace(",", ".")) * factor


def moved(lat: float, lon: float, *, distance_km: float, bearing: float) -> tuple[float, float]:
    """Return the point at that distance and bearing.

    >>> moved(34.6, 43.7, distance_km=111.2, bearing=0)
    (35.6, 43.7)
    """
    angle, rad = distance_km / 6371.0, math.radians
    to_lat = math.asin(
        math.sin(rad(lat)) * math.cos(angle) + math.cos(rad(lat)) * math.sin(angle) * math.cos(rad(bearing))
    )
    to_lon = rad(lon) + math.atan2(
        math.sin(rad(bearing)) * math.sin(angle) * math.cos(rad(lat)),
        math.cos(angle) - math.sin(rad(lat)) * math.sin(to_lat),
    )
    return round(math.degrees(to_lat), 4), round(math.degrees(to_lon), 4)
