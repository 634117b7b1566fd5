"""The map: events at the points where they are said to have happened, with how exactly that is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from herodotus.explore.outlines import Point, View, degrees, outline_path, unit
from herodotus.record import EventFilter, Page, Record
from herodotus.record.browsing import EventRow, Spot, browse_events, spots

WIDTH, HEIGHT = 960, 560
# The web's tiles are squares of so many pixels, twice as many to a side at each zoom.
TILE, DEEPEST = 256, 12
_EARTH_KM = 40_075.0
# Points of a view; more of them cannot be told apart.
_SPOTS = 600
# Pixels between marks that are drawn as one.
_TOGETHER = 18.0
# Pixels that a letter of a name takes, at most times, and those between a dot and its name.
_LETTER, _GAP = 7.5, 4.0
# A first view shows this share of the events within this share of the window, no nearer than this zoom.
_MOST_EVENTS, _INNER, _NEAREST = 0.9, 0.75, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One mark: the places that it stands for, how many events they have, and its circle of precision."""

    x: float
    y: float
    size: float
    radius: float
    events: int
    contested: int
    spots: tuple[Spot, ...]
    named: bool = False
    before: bool = False

    @property
    def label(self) -> str:
        """The names of its places, the first few."""
        names = list({spot.place.casefold(): spot.place for spot in reversed(self.spots)}.values())[::-1]
        return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A view with its land and its marks; `zoom`, `lat` and `lon` are its permalink."""

    width: int
    height: int
    zoom: int
    lat: float
    lon: float
    land: str
    dots: tuple[Dot, ...]
    km: int
    bar: float
    outside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map, the table of its places, and beside them the events that have no point."""

    drawing: Drawing
    spots: tuple[Spot, ...]
    placed: int
    unplaced: Page[EventRow]


def map_page(
    record: Record, wanted: EventFilter, *, zoom: int | None = None, lat: float = 0.0, lon: float = 0.0
) -> MapPage:
    """Return the map of the events that are wanted; without a zoom, the view that shows all of them."""
    found = spots(record, wanted, most=_SPOTS)
    return MapPage(
        drawing=draw(found, zoom=zoom, lat=lat, lon=lon),
        spots=found,
        placed=browse_events(record, replace(wanted, placed=True), limit=1).total,
        unplaced=browse_events(record, replace(wanted, placed=False), order="origins", limit=12),
    )


def draw(
    found: Sequence[Spot],
    *,
    zoom: int | None = None,
    lat: float = 0.0,
    lon: float = 0.0,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Drawing:
    """Draw the points in a window of so many pixels."""
    points = [unit(spot.lat, spot.lon) for spot in found]
    chosen, middle = _fit(found, points, width, height) if zoom is None else (zoom, unit(lat, lon))
    scale = float(TILE * 2**chosen)
    view = View(
        x=middle[0] - width / 2 / scale, y=middle[1] - height / 2 / scale, scale=scale,
        width=width, height=height,
    )  # fmt: skip
    at_lat, at_lon = degrees(middle)
    dots = _dots(found, points, view)
    a_pixel = _EARTH_KM * math.cos(math.radians(at_lat)) / scale
    km = _round(a_pixel * width / 6)
    return Drawing(
        width=width, height=height, zoom=chosen, lat=round(at_lat, 4), lon=round(at_lon, 4),
        land=outline_path(view), dots=dots, km=km, bar=km / a_pixel,
        outside=sum(spot.events for spot in found) - sum(dot.events for dot in dots),
    )  # fmt: skip


def _fit(found: Sequence[Spot], points: Sequence[Point], width: int, height: int) -> tuple[int, Point]:
    """Return the deepest zoom that shows nine events in ten with a margin, and the middle of them."""
    if not points:
        return 2, (0.5, 0.42)
    at = _median(found, points)
    near = sorted(zip(found, points, strict=True), key=lambda one: (math.dist(one[1], at), one[1]))
    enough, kept = _MOST_EVENTS * sum(spot.events for spot in found), []
    for spot, point in near:
        kept.append(point)
        enough -= spot.events
        if enough <= 0:
            break
    xs, ys = [x for x, _ in kept], [y for _, y in kept]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    for zoom in range(_NEAREST, 1, -1):
        scale = TILE * 2**zoom
        if wide * scale <= _INNER * width and high * scale <= _INNER * height:
            return zoom, middle
    return 1, middle


def _median(found: Sequence[Spot], points: Sequence[Point]) -> Point:
    """Return the middle event, on each axis by itself; far ones do not move it."""
    half = sum(spot.events for spot in found) / 2
    middle = []
    for axis in (0, 1):
        seen = 0
        for spot, point in sorted(zip(found, points, strict=True), key=lambda one: one[1][axis]):
            seen += spot.events
            if seen >= half:
                middle.append(point[axis])
                break
    return middle[0], middle[1]


def _dots(found: Sequence[Spot], points: Sequence[Point], view: View) -> tuple[Dot, ...]:
    """Return the marks in the window, those that would overlap drawn as one, the fullest last (on top)."""
    groups: list[tuple[Point, list[Spot]]] = []
    for spot, point in zip(found, points, strict=True):
        x, y = view.at(point)
        if not (0 <= x <= view.width and 0 <= y <= view.height):
            continue
        near = next((group for group in groups if math.dist(group[0], (x, y)) < _TOGETHER), None)
        if near is None:
            groups.append(((x, y), [spot]))
        else:
            near[1].append(spot)
    dots = _with_names([_dot(at, spots_, view) for at, spots_ in groups], view)
    return tuple(sorted(dots, key=lambda dot: (-dot.radius, -dot.events, dot.x, dot.y)))


def _with_names(dots: Sequence[Dot], view: View) -> list[Dot]:
    """Return the dots, the fullest of them named where a name covers no other dot or name."""
    taken = [(dot.x - dot.size, dot.y - dot.size, dot.x + dot.size, dot.y + dot.size) for dot in dots]
    made = []
    for dot in sorted(dots, key=lambda dot: (-dot.events, dot.x, dot.y)):
        wide = _LETTER * len(dot.label)
        # A name stands after its dot, or before it where the window ends.
        before = dot.x + dot.size + _GAP + wide > view.width
        left = dot.x - dot.size - _GAP - wide if before else dot.x + dot.size + _GAP
        box = (left, dot.y - 9, left + wide, dot.y + 9)
        free = left > 0 and not any(_overlap(box, other) for other in taken)
        if free:
            taken.append(box)
        made.append(replace(dot, named=free, before=before))
    return made


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _dot(at: Point, together: Sequence[Spot], view: View) -> Dot:
    first = together[0]
    a_pixel = _EARTH_KM * math.cos(math.radians(first.lat)) / view.scale
    events = sum(spot.events for spot in together)
    radius = max((spot.radius_km or 0.0) for spot in together) / a_pixel
    return Dot(
        x=round(at[0], 1), y=round(at[1], 1),
        # Area, not radius, grows with the number, as the eye compares areas.
        size=round(min(5.0 + 2.2 * math.sqrt(events), 26.0), 1),
        radius=round(min(radius, 2.0 * view.width), 1),
        events=events, contested=sum(spot.contested for spot in together), spots=tuple(together),
    )  # fmt: skip


def _round(km: float) -> int:
    """Return a round number of kilometres near the one given."""
    power = 10 ** math.floor(math.log10(max(km, 1.0)))
    return int(next((step * power for step in (5, 2, 1) if step * power <= km), power))
