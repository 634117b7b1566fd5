"""Do two places agree: the same, one inside the other, apart, or unknown."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from herodotus.knowledge.reconcile import load_streets, load_windows
from herodotus.reconcile.names import name_tokens, same_token
from herodotus.types import Place, PlacePrecision

_FINE = frozenset({PlacePrecision.POINT, PlacePrecision.QUARTER, PlacePrecision.TOWN})
_RADIUS = {
    PlacePrecision.POINT: 2.0,
    PlacePrecision.QUARTER: 4.0,
    PlacePrecision.TOWN: 15.0,
    PlacePrecision.ADMIN2: 60.0,
    PlacePrecision.ADMIN1: 150.0,
    PlacePrecision.REGION: 400.0,
}
"""How far a place of each precision may reach, km, where its own radius is not known."""


class Agreement(StrEnum):
    """What two places say about one happening."""

    SAME = "same"
    WITHIN = "within"
    LAND = "land"
    APART = "apart"
    UNKNOWN = "unknown"


def is_fine(place: Place) -> bool:
    """Say whether a place is a town or finer."""
    return place.precision in _FINE


def place_key(place: Place) -> str:
    """Return the id, or the sound of the name, under which spellings of a place meet."""
    return place.id or "words:" + " ".join(name_tokens(place.name))


@lru_cache(maxsize=1 << 15)
def agreement(first: Place | None, second: Place | None) -> Agreement:
    """Compare two places with their precision; words alone never contradict.

    A country says where a thing was only coarsely: it never contradicts a town of its own.
    """
    if first is None or second is None:
        return Agreement.UNKNOWN
    if place_key(first) == place_key(second) or _same_words(first, second):
        return (
            Agreement.LAND
            if PlacePrecision.COUNTRY in {first.precision, second.precision}
            else Agreement.SAME
        )
    if first.country and second.country and first.country != second.country:
        return Agreement.APART
    if PlacePrecision.COUNTRY in {first.precision, second.precision}:
        return Agreement.LAND if first.country == second.country else Agreement.UNKNOWN
    distance = _distance(first, second)
    if distance is None:
        return Agreement.WITHIN if _holds_name(first, second) else Agreement.UNKNOWN
    if first.precision == second.precision and is_fine(first) and is_fine(second):
        return _neighbours(first, second, distance)
    reach = max(_reach(first), _reach(second))
    if distance <= reach:
        return Agreement.WITHIN
    if first.admin1 and first.admin1 == second.admin1 and not (is_fine(first) and is_fine(second)):
        return Agreement.WITHIN
    return Agreement.APART


def _neighbours(first: Place, second: Place, distance: float) -> Agreement:
    """Compare places of one fine precision: one gazetteer's two towns are two, two gazetteers' may be one."""
    windows = load_windows()
    gazetteers = {(place.id or "").partition(":")[0] for place in (first, second)}
    if len(gazetteers) > 1:
        return Agreement.SAME if distance <= windows.place_km else Agreement.APART
    return Agreement.UNKNOWN if distance <= windows.neighbour_km else Agreement.APART


def _holds_name(first: Place, second: Place) -> bool:
    """Say whether words that no gazetteer knows hold the other's name: "the Reyes road", "Reyes"."""
    for unknown, known in ((first, second), (second, first)):
        words, name = name_tokens(unknown.name), name_tokens(known.name)
        street = bool(load_streets() & set(words))
        if unknown.id is None and is_fine(known) and name and not street and set(name) < set(words):
            return True
    return False


def _same_words(first: Place, second: Place) -> bool:
    left, right = name_tokens(first.name), name_tokens(second.name)
    if first.id and second.id and first.id != second.id:
        return False
    return len(left) == len(right) and all(map(same_token, left, right)) and bool(left)


def _reach(place: Place) -> float:
    return place.radius_km if place.radius_km is not None else _RADIUS.get(place.precision, 0.0)


def _distance(first: Place, second: Place) -> float | None:
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    north, south = radians(first.lat), radians(second.lat)
    half = (
        sin((south - north) / 2) ** 2
        + cos(north) * cos(south) * sin(radians(second.lon - first.lon) / 2) ** 2
    )
    return 12742.0 * asin(sqrt(half))
