"""The gazetteer's nearest town to a point: it lends its country and its division to a place that has none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from herodotus.knowledge.gazetteer_forms import distance_km
from herodotus.knowledge.gazetteer_index import Gazetteer
from herodotus.knowledge.gazetteer_write import PlaceRow

_CELL = 0.5  # degrees: a cell holds a few towns where people live
_GRID = 20  # points of a degree: villages within some five kilometres of one another share their answer
_FAR_CELLS = 4  # two degrees: beyond them a place lies in no country that we could name


class Nearest:
    """Towns in cells of half a degree."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Sort every town of the gazetteer into its cell."""
        self._asked = lru_cache(maxsize=200_000)(self._nearest)
        self._cells: dict[tuple[int, int], list[tuple[float, float, str, str]]] = defaultdict(list)
        for lat, lon, country, admin1 in gazetteer.towns():
            self._cells[_cell(lat, lon)].append((lat, lon, country, admin1))

    def placed(self, row: PlaceRow) -> PlaceRow:
        """Return the row with the country and division of the nearest town, where it lacks them."""
        if row.country and row.admin1:
            return row
        near = self._asked(round(row.lat * _GRID) / _GRID, round(row.lon * _GRID) / _GRID, row.country)
        if near is None:
            return row
        return replace(row, country=row.country or near[2], admin1=row.admin1 or near[3])

    def _nearest(self, lat: float, lon: float, country: str) -> tuple[float, float, str, str] | None:
        y, x = _cell(lat, lon)
        for reach in range(1, _FAR_CELLS + 1):
            towns = [
                town
                for dy in range(-reach, reach + 1)
                for dx in range(-reach, reach + 1)
                for town in self._cells.get((y + dy, x + dx), ())
                if country in {"", town[2]}
            ]
            if towns:
                return min(towns, key=lambda town: (distance_km((lat, lon), town[:2]), town))
        return None


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // _CELL), int(lon // _CELL)
