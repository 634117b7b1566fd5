"""Reads incidents.txt, and scores a reconciliation of all its reports against what is written there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from reconcile_marking import Shelf, Told, World, told

from herodotus.reconcile import reconcile
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


def load(path: Path = FOLDER / "incidents.txt") -> Gold:
    world, gold = World(), Gold(told=[])
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
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


def pairs_of(groups):
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def contradictions_of(events):
    """Return field -> pairs of claims that stand in positions which exclude each other."""
    found = defaultdict(set)
    for event in events:
        for one in event.disagreements:
            for first, second in combinations(one.positions, 2):
                if _disjoint(first, second):
                    found[one.field].update(
                        frozenset((a, b)) for a in first.claims for b in second.claims if a != b
                    )
    return found


def _disjoint(first, second):
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
