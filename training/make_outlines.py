"""Write explore/outlines.json from Natural Earth's 1:50m countries, thinned to what a page draws.

Run: python training/make_outlines.py countries-50m.json   (from the npm package `world-atlas`, which
holds Natural Earth's public-domain vectors as TopoJSON).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "herodotus" / "explore" / "outlines.json"
# One unit is a hundredth of a degree, about a kilometre; a border drawn at town level is a sketch.
UNIT = 0.01
# How far a thinned line may lie from the true one, in units.
TOLERANCE = 2.2


def thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the line without points that lie nearer than TOLERANCE to it (Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        far, at = 0.0, 0
        for number in range(first + 1, last):
            x, y = points[number]
            off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if off > far:
                far, at = off, number
        if far > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[number] for number in sorted(keep)]


def main(path: str) -> None:
    topology = json.loads(Path(path).read_text("utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(((x * sx + tx) / UNIT, (y * sy + ty) / UNIT))
        flat: list[int] = []
        before = (0, 0)
        for px, py in thin(points):
            here = (round(px), round(py))
            if flat and here == before:
                continue
            flat += [here[0] - before[0], here[1] - before[1]]
            before = here
        arcs.append(flat)
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        rings = [ring for polygon in polygons for ring in polygon]
        countries.append({"name": shape["properties"]["name"], "rings": rings})
    countries.sort(key=lambda country: country["name"])
    head = "Natural Earth, public domain; thinned by training/make_outlines.py; deltas in hundredths of a degree"
    made = {"about": head, "unit": UNIT, "arcs": arcs, "countries": countries}
    OUT.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")
    print(OUT.stat().st_size, sum(len(arc) // 2 for arc in arcs))


if __name__ == "__main__":
    main(sys.argv[1])
