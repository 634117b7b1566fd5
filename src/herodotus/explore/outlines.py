"""Coasts and borders for maps (Natural Earth, public domain), cut to what a view shows."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

Point = tuple[float, float]
# The square of the web's maps ends here; what lies nearer to the poles is not drawn.
_LAST_LATITUDE = 85.0
# Half a box around smaller land, in pixels, is no more than a speck.
_NEAR = 1.5
_MARGIN = 20.0
# In the unit square: wider and flatter than this is no land.
_AROUND, _BAND = 0.9, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window on the world: `x` and `y` of its upper left in the unit square, `scale` pixels a unit."""

    x: float
    y: float
    scale: float
    width: int
    height: int

    def at(self, point: Point) -> Point:
        """Return where a point of the unit square lies in the window, in pixels."""
        return (point[0] - self.x) * self.scale, (point[1] - self.y) * self.scale


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """One piece of land: its ring in the unit square, an array of (x, y), and the box around it."""

    name: str
    ring: Any
    box: tuple[float, float, float, float]


def unit(lat: float, lon: float) -> Point:
    """Return a place in the unit square (Web Mercator): 0, 0 is the upper left.

    >>> unit(0.0, 0.0)
    (0.5, 0.5)
    """
    held = math.radians(min(max(lat, -_LAST_LATITUDE), _LAST_LATITUDE))
    return lon / 360 + 0.5, 0.5 - math.asinh(math.tan(held)) / (2 * math.pi)


def degrees(point: Point) -> tuple[float, float]:
    """Return latitude and longitude of a point of the unit square."""
    return math.degrees(math.atan(math.sinh(2 * math.pi * (0.5 - point[1])))), (point[0] - 0.5) * 360


@cache
def shapes() -> tuple[Shape, ...]:
    """Return all land, read once."""
    source = json.loads(files("herodotus.explore").joinpath("outlines.json").read_text("utf-8"))
    arcs = [tuple(_points(arc, source["unit"])) for arc in source["arcs"]]
    made = []
    for country in source["countries"]:
        for indices in country["rings"]:
            ring = np.array(_ring(indices, arcs))
            box = (*ring.min(axis=0).tolist(), *ring.max(axis=0).tolist())
            # An island on the line where the days change would be drawn as a band around the world.
            if box[2] - box[0] > _AROUND and box[3] - box[1] < _BAND:
                continue
            made.append(Shape(name=country["name"], ring=ring, box=box))
    return tuple(made)


def _points(arc: Sequence[int], step: float) -> Iterator[Point]:
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield unit(y * step, x * step)


def _ring(indices: Sequence[int], arcs: Sequence[tuple[Point, ...]]) -> tuple[Point, ...]:
    """Join arcs to a ring; `~n` is arc n from its end (TopoJSON specification, section 2.1.4)."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


@lru_cache(maxsize=64)
def outline_path(view: View) -> str:
    """Return the outlines of all land in a view as one path for SVG."""
    left, top = view.x, view.y
    right, bottom = left + view.width / view.scale, top + view.height / view.scale
    found = []
    for shape in shapes():
        x, y, x2, y2 = shape.box
        # Land smaller than a pixel is not drawn.
        if x < right and x2 > left and y < bottom and y2 > top and (x2 - x + y2 - y) * view.scale > _NEAR:
            found.append(_path(shape, view))
    return "".join(found)


def _path(shape: Shape, view: View) -> str:
    """Return one piece of land, cut to a little more than the window so that its cut edges are not seen."""
    at = np.round((shape.ring - (view.x, view.y)) * view.scale)
    moved = np.any(at[1:] != at[:-1], axis=1)
    points = [(x, y) for x, y in at[np.r_[True, moved]].tolist()]
    for axis, size in ((0, view.width), (1, view.height)):
        for bound, above in ((-_MARGIN, True), (size + _MARGIN, False)):
            if any((point[axis] >= bound) != above for point in points):
                points = _clip(points, axis=axis, bound=bound, above=above)
    if len(points) < 3:  # noqa: PLR2004 (an area has three corners)
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _clip(points: list[Point], *, axis: int, bound: float, above: bool) -> list[Point]:
    """Return the part of an area on one side of a line (Sutherland and Hodgman 1974)."""
    made: list[Point] = []
    for number, point in enumerate(points):
        before = points[number - 1]
        inside, was = ((one[axis] >= bound) == above for one in (point, before))
        if inside != was:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            cut = (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
            made.append((round(cut[0], 1), round(cut[1], 1)))
        if inside:
            made.append(point)
    return made
