"""Reads incidents.txt, and scores a reconciliation of all its reports against what is written there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from reconcile_marking import Shelf, Told, World, told

from herodotus.reconcile import reconcile
from herodotus.reconcile.labels import verdict_of
from herodotus.types import Event, Place, PlacePrecision

FOLDER = Path(__file__).parent


@dataclass
class Gold:
    """Claim ids by event label, contradicting pairs by slot, pairs that must not be called so."""

    told: list[Told]
    events: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    contradictions: dict[str, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))
    updates: set[frozenset[str]] = field(default_factory=set)
    same: set[frozenset[str]] = field(default_factory=set)


def load(path: Path = FOLDER / "incidents.txt", *, templates: Path | None = FOLDER / "incident_templates.txt") -> Gold:
    return read(path.read_text("utf-8") + (told_in_all_worlds(templates) if templates else ""))


def read(text: str) -> Gold:
    world, gold = World(), Gold(told=[])
    lines = [line.strip() for line in text.splitlines()]
    for line in lines:
        if line.startswith("## place "):
            name, rest = line[9:].rsplit(" ", 5)[0], line.rsplit(" ", 5)[1:]
            lat, lon, country, admin1, precision = rest
            world.places[name] = Place(
                name=name,
                id=f"test:{name.lower()}",
                lat=float(lat),
                lon=float(lon),
                country=country,
                precision=PlacePrecision(precision),
                admin1=None if admin1 == "-" else admin1,
            )
        elif line.startswith("## who "):
            parts = line[7:].split()
            named = parts[-1] == "+"
            *name, kind, country = parts[:-1] if named else parts
            world.people[" ".join(name)] = (kind, None if country == "-" else country, named)
    block: list[str] = []
    number, pending = 0, None

    def flush():
        nonlocal pending
        if pending:
            (source, day), sentences = pending
            one = told(
                f"{number}-{source}-{day}",
                [row[1:] for row in sentences],
                world=world,
                source=source,
                published=day,
            )
            gold.told.append(one)
            for row, claim in zip(sentences, one.claims, strict=True):
                gold.events[row[0]].append(claim.id)
                block.append(claim.id)
        pending = None

    for line in lines:
        if line.startswith("# "):
            flush()
            number, block = number + 1, []
        elif line.startswith("@ "):
            flush()
            source, day = line[2:].rsplit(" ", 1)
            pending = ((source, day), [])
        elif line[:1] in "!~=" and line:
            flush()
            mark, *words = line.split()
            pair = frozenset(block[int(word) - 1] for word in words[-2:])
            if mark == "!":
                gold.contradictions[words[0]].add(pair)
            elif mark == "~":
                gold.updates.add(pair)
            else:
                gold.same.add(pair)
        elif " | " in line and not line.startswith("#"):
            pending[1].append(tuple(part.strip() for part in line.split("|")))
    flush()
    return gold


KINDS = {
    "army": "armed_force",
    "troops": "armed_force",
    "police": "armed_force",
    "rebels": "armed_group",
    "ministry": "government",
    "hospital": "organization",
    "relief": "organization",
    "union": "organization",
}
"""What the words of a world name; all others are persons."""


def told_in_all_worlds(path: Path) -> str:
    """Return the templates with each world's words, as lines of incidents.txt."""
    head, *blocks = path.read_text("utf-8").split("\n\n# ")
    worlds = [line for line in head.splitlines() if line.startswith("country ")]
    return "\n".join(in_world(dict(words_of(line)), blocks) for line in worlds)


def words_of(line):
    country, code, *rest = line.split(" | ")
    yield "country", country.partition(" ")[2]
    yield "code", code
    for part in rest:
        name, _, value = part.partition(" ")
        yield name, value


def in_world(world: dict[str, str], blocks: list[str]) -> str:
    lines = []
    lat, lon, code = float(world["lat"]), float(world["lon"]), world["code"]
    for number, place in enumerate(("town", "town2", "village")):
        lines.append(
            f"## place {world[place]} {lat + number * 0.6:.2f} {lon + number * 0.5:.2f} {code} {world['region'].replace(' ', '')} town"
        )
    for name in (*KINDS, "rebel", "rebel2", "short", "premier", "minister", "unionist", "bishop"):
        named = "" if name in {"troops", "police"} else " +"
        lines.append(f"## who {world[name]} {KINDS.get(name, 'person')} {code}{named}")
    lines += [f"# {filled(block, world)}" for block in blocks]
    return "\n".join(lines) + "\n"


def filled(block: str, world: dict[str, str]) -> str:
    start = date(int(world["year"]), int(world["month"]), 4)

    def word(match):
        name, _, plus = match.group(1).partition("+") if "+" in match.group(1) else (match.group(1), "", "0")
        if "-" in name:
            name, _, less = name.partition("-")
            plus = f"-{less}"
        day = start + timedelta(days=int(plus))
        if name == "d0":
            return day.isoformat()
        if name == "wd0":
            return f"{day:%A}"
        if name == "month":
            return f"{start:%Y-%m}"
        if name == "before":
            return str(start.year - 9)
        return str(int(world["n"]) + int(plus)) if name == "n" else world[name]

    def outlet(match):
        return f"@ {match.group(1)} {start + timedelta(days=int(match.group(2)))}"

    text = re.sub(r"\{([^}]+)\}", word, block)
    text = re.sub(r"^@ (.+) \+(\d+)$", outlet, text, flags=re.MULTILINE)
    return re.sub(r"^([a-z]\d?) \|", rf"{world['code']}-\1 |", text, flags=re.MULTILINE)


def pairs_of(groups):
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def contradictions_of(events):
    """Return field -> pairs of claims that stand in positions which exclude each other."""
    found = defaultdict(set)
    for event in events:
        for one in event.disagreements:
            for first, second in combinations(one.positions, 2):
                if _exclude(one.field, first, second):
                    found[one.field].update(
                        frozenset((a, b)) for a in first.claims for b in second.claims if a != b
                    )
    return found


def _exclude(field, first, second):
    """Say whether two positions of one field exclude each other: "not by X" does not exclude "by Y"."""
    for no, other in ((first.value, second.value), (second.value, first.value)):
        if field == "agent" and no.startswith("not by "):
            return other in no
    answers = {
        verdict_of(field, value.removeprefix("not ")) is not value.startswith("not ")
        for value in (first.value, second.value)
    }
    if field == "agreement" and len(answers) == 1:
        return False
    if first.low is None or second.low is None:
        return True
    return (first.high is not None and first.high < second.low) or (
        second.high is not None and second.high < first.low
    )


def share(right, of):
    return right / of if of else 1.0


def score(gold: Gold, *, shelf: Shelf | None = None):
    """Return figures by name, and the misses as lines."""
    events = [row for row in reconcile(shelf or Shelf(gold.told)) if isinstance(row, Event)]
    want, got = pairs_of(gold.events.values()), pairs_of(event.claims for event in events)
    hit = len(want & got)
    figures = {"pairs P": share(hit, len(got)), "pairs R": share(hit, len(want)), "pairs": len(want)}
    called = contradictions_of(events)
    wanted = {pair for pairs in gold.contradictions.values() for pair in pairs}
    said = {pair for pairs in called.values() for pair in pairs}
    figures["contradicts P"], figures["contradicts R"] = (
        share(len(wanted & said), len(said)),
        share(len(wanted & said), len(wanted)),
    )
    figures["contradictions"] = len(wanted)
    numbers = ("killed", "injured", "detained", "abducted", "displaced")
    right = sum(len(gold.contradictions[name] & called[name]) for name in numbers)
    precision = share(right, sum(len(called[name]) for name in numbers))
    recall = share(right, sum(len(gold.contradictions[name]) for name in numbers))
    figures["number F1"] = share(2 * precision * recall, precision + recall)
    figures["update called contradiction"] = (
        share(len(gold.updates & said), len(gold.updates)) if gold.updates else 0.0
    )
    misses = [("event missed", pair) for pair in sorted(want - got, key=sorted)] + [
        ("event wrong", pair) for pair in sorted(got - want, key=sorted)
    ]
    misses += [
        (f"{name} missed", pair)
        for name, pairs in sorted(gold.contradictions.items())
        for pair in sorted(pairs - called[name], key=sorted)
    ]
    misses += [
        (f"{name} wrong", pair)
        for name, pairs in sorted(called.items())
        for pair in sorted(pairs - gold.contradictions[name], key=sorted)
    ]
    return figures, misses
