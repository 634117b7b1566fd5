"""Place packs: a user's own places, and a country's from the user's copy of Who's On First.

A pack is a gazetteer file in the folder that the setting `places` names. Places that a user added are asked
for first and outweigh the gazetteer's; those of a built pack stand beside them.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from herodotus.errors import KnowledgeError
from herodotus.knowledge.gazetteer import gazetteer_settings, load_shipped
from herodotus.knowledge.gazetteer_nearest import Nearest
from herodotus.knowledge.gazetteer_rows import KINDS
from herodotus.knowledge.gazetteer_write import EMPTY, PlaceRow, write_gazetteer
from herodotus.knowledge.packs import PACK
from herodotus.types import noun

_HINT = (
    "one place a line: name, lat, lon, and where known also (names joined by |), kind, country, population"
)
_WOF_KINDS = {
    "neighbourhood": "quarter",
    "macrohood": "quarter",
    "microhood": "quarter",
    "borough": "quarter",
    "locality": "town",
    "localadmin": "town",
    "campus": "landmark",
    "venue": "landmark",
    "region": "admin1",
    "macroregion": "region",
    "county": "admin2",
    "macrocounty": "admin2",
}
_LATIN_NAMES = re.compile(r"name:(?:eng|ara_x_variant|fra|deu|spa|por|tur|und|kur|ukr)_x_")
_ONE_WORD = re.compile(r"[\w ]")


@noun
class Pack:
    """What was written: the file, how many places it holds and how many had no use."""

    path: Path
    places: int
    left_out: int = 0


def add_places(source: Path, *, folder: Path) -> Pack:
    """Compile a user's own places (TSV or GeoJSON) into a pack that is asked before the gazetteer."""
    rows = list(_geojson(source) if source.suffix.lower() in {".geojson", ".json"} else _table(source))
    if not rows:
        raise KnowledgeError(f"`{source}` holds no place", hint=_HINT)
    return _write(rows, folder / f"{source.stem}{PACK}", prefix="own", own=True)


def build_whosonfirst(source: Path, *, folder: Path, name: str | None = None) -> Pack:
    """Compile a pack from a folder of Who's On First files (whosonfirst-data-admin-xx, as downloaded)."""
    rows, left_out = [], 0
    for path in sorted(source.rglob("*.geojson")):
        row = _whosonfirst(path)
        if row is None:
            left_out += 1
        else:
            rows.append(row)
    if not rows:
        raise KnowledgeError(
            f"`{source}` holds no place of Who's On First",
            hint="name the folder of a copy of whosonfirst-data-admin-xx; its files end in .geojson",
        )
    pack = _write(rows, folder / f"{name or source.name}{PACK}", prefix="whosonfirst", own=False)
    return Pack(path=pack.path, places=pack.places, left_out=left_out)


def write_pack(rows: list[PlaceRow], target: Path, *, prefix: str, own: bool) -> Pack:
    """Compile rows whose countries are known."""
    return _write(rows, target, prefix=prefix, own=own)


def _write(rows: list[PlaceRow], target: Path, *, prefix: str, own: bool) -> Pack:
    near = Nearest(load_shipped())
    placed = [near.placed(row) for row in rows]
    target.parent.mkdir(parents=True, exist_ok=True)
    write_gazetteer([EMPTY, *placed], target, settings=gazetteer_settings(), prefix=prefix, own=own)
    return Pack(path=target, places=len(rows))


def _table(source: Path) -> Iterator[PlaceRow]:
    text = source.read_text("utf-8-sig")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines, delimiter="\t" if "\t" in (lines or [""])[0] else ",")
    missing = {"name", "lat", "lon"} - set(reader.fieldnames or ())
    if missing:
        raise KnowledgeError(f"`{source}` has no column {', '.join(sorted(missing))}", hint=_HINT)
    for number, row in enumerate(reader, start=1):
        yield _row(row, number=number, where=f"`{source}`, place {number}")


def _geojson(source: Path) -> Iterator[PlaceRow]:
    try:
        features = json.loads(source.read_text("utf-8"))["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(
            f"`{source}` is no GeoJSON feature collection ({error})",
            hint='it begins {"type": "FeatureCollection"',
        ) from error
    for number, feature in enumerate(features, start=1):
        where = f"`{source}`, feature {number}"
        lat, lon = _centre(feature.get("geometry"), where=where)
        yield _row({**(feature.get("properties") or {}), "lat": lat, "lon": lon}, number=number, where=where)


def _centre(geometry: Any, *, where: str) -> tuple[float, float]:  # noqa: ANN401 (foreign JSON)
    """Return the point, or the middle of the box around a line or an area."""
    points: list[tuple[float, float]] = []

    def collect(part: Any) -> None:  # noqa: ANN401 (foreign JSON)
        if isinstance(part, list) and len(part) > 1 and all(isinstance(x, int | float) for x in part[:2]):
            points.append((float(part[1]), float(part[0])))
        elif isinstance(part, list):
            for inner in part:
                collect(inner)

    collect((geometry or {}).get("coordinates"))
    if not points:
        raise KnowledgeError(f"{where} has no coordinates", hint="give each place a point: [lon, lat]")
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _row(values: dict[str, Any], *, number: int, where: str) -> PlaceRow:
    name = str(values.get("name") or "").strip()
    kind = str(values.get("kind") or "town").strip().lower()
    try:
        lat, lon = float(values["lat"]), float(values["lon"])
        population = int(float(values.get("population") or 0))
    except (TypeError, ValueError) as error:
        raise KnowledgeError(f"{where}: {error}", hint="lat, lon and population are numbers") from error
    if not name or not (abs(lat) <= 90 and abs(lon) <= 180) or math.isnan(lat + lon):  # noqa: PLR2004 (degrees)
        raise KnowledgeError(f"{where} has no name, or lies nowhere on earth ({lat}, {lon})", hint=_HINT)
    if kind not in KINDS:
        raise KnowledgeError(f"{where}: unknown kind `{kind}`", hint=f"kinds: {', '.join(KINDS)}")
    also = values.get("also") or ""
    names = also if isinstance(also, list) else str(also).split("|")
    return PlaceRow(
        id=number,
        name=name,
        lat=lat,
        lon=lon,
        kind=kind,
        also=tuple(str(one).strip() for one in names if str(one).strip()),
        country=str(values.get("country") or "").strip().upper(),
        population=population,
        folded=True,
    )


def _whosonfirst(path: Path) -> PlaceRow | None:
    """Return the place of one file, None where it is deprecated, of no use, or has no point."""
    try:
        values: dict[str, Any] = json.loads(path.read_text("utf-8"))["properties"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    kind = _WOF_KINDS.get(str(values.get("wof:placetype")))
    name = values.get("wof:name")
    lat = values.get("lbl:latitude", values.get("geom:latitude"))
    lon = values.get("lbl:longitude", values.get("geom:longitude"))
    gone = (
        values.get("edtf:deprecated") or values.get("wof:superseded_by") or values.get("mz:is_current") == 0
    )
    if kind is None or not name or lat is None or lon is None or gone or (lat == 0 and lon == 0):
        return None
    names = [
        str(one)
        for key, several in values.items()
        if _LATIN_NAMES.match(key) and isinstance(several, list)
        for one in several
    ]
    return PlaceRow(
        id=int(values.get("wof:id") or 0) % 2**32,
        name=str(name),
        lat=float(lat),
        lon=float(lon),
        kind=kind,
        also=tuple(dict.fromkeys(one for one in names if one != name)),
        country=str(values.get("wof:country") or "").upper(),
        population=max(0, int(values.get("wof:population") or 0)),
    )
