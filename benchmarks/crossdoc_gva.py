"""Incidents of public articles on gun violence: which reports tell of one incident, and its toll by all of them.

The articles stay where they are; only figures are printed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from crossdoc_shelf import Shelf, read_texts

from herodotus.reconcile import reconcile
from herodotus.types import Event, EventType, Harm

if TYPE_CHECKING:
    from pathlib import Path


def articles(folder: Path, *, part: str, most: int | None) -> list[dict]:
    rows = [json.loads(line) for line in (folder / "gva" / f"{part}.docs.jsonl").read_text("utf-8").splitlines()]
    return rows[:most]


def shelf_of(rows: list[dict], *, cache: Path | None) -> Shelf:
    return read_texts(
        ((row["doc"], f"{row['title']}\n\n{row['text']}", row["dct"]) for row in rows), cache=cache, least=len(rows)
    )


def main_events(events: list[Event], reports: dict[str, str]) -> dict[str, Event]:
    """Return article -> its main event: of the violent ones that of most of its reports' claims."""
    best: dict[str, tuple[int, int, str, Event]] = {}
    for event in events:
        if event.event_type is not EventType.ASSAULT:
            continue
        mark = (len(event.reports), len(event.claims), event.id, event)
        for report in event.reports:
            name = reports[report]
            if name not in best or mark[:3] > best[name][:3]:
                best[name] = mark
    return {name: mark[3] for name, mark in best.items()}


def figures(gold: dict[str, str], said: dict[str, str]) -> dict[str, float]:
    """Return pairwise and BCubed F1 of a clustering of articles; an article without a cluster stands alone."""
    names = sorted(gold)
    mine = {name: said.get(name, f"alone {name}") for name in names}
    same = {pair for pair in combinations(names, 2) if gold[pair[0]] == gold[pair[1]]}
    together = {pair for pair in combinations(names, 2) if mine[pair[0]] == mine[pair[1]]}
    groups, clusters = defaultdict(set), defaultdict(set)
    for name in names:
        groups[gold[name]].add(name)
        clusters[mine[name]].add(name)
    shared = [len(groups[gold[name]] & clusters[mine[name]]) for name in names]
    precision = sum(hit / len(clusters[mine[name]]) for hit, name in zip(shared, names, strict=True)) / len(names)
    recall = sum(hit / len(groups[gold[name]]) for hit, name in zip(shared, names, strict=True)) / len(names)
    right = len(same & together)
    return {
        "pairwise": f1(right / max(1, len(together)), right / max(1, len(same))),
        "bcubed": f1(precision, recall),
        "pairwise_precision": right / max(1, len(together)),
        "pairwise_recall": right / max(1, len(same)),
    }


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def report(folder: Path, *, part: str = "dev", most: int | None = None, cache: Path | None = None) -> dict[str, float]:
    rows = articles(folder, part=part, most=most)
    shelf = shelf_of(rows, cache=cache)
    keys = {one.id: one.key for one in shelf.rows}
    rows = [row for row in rows if row["doc"] in set(keys.values())]
    events = [row for row in reconcile(shelf) if isinstance(row, Event)]
    best = main_events(events, keys)
    gold = {row["doc"]: row["incident"] for row in rows}
    found = figures(gold, {name: event.id for name, event in best.items()})
    print(
        f"GVA {part}, {len(rows)} articles: pairwise F1 {found['pairwise']:.3f} (P {found['pairwise_precision']:.3f}, R {found['pairwise_recall']:.3f};"
        f" floor .736), BCubed F1 {found['bcubed']:.3f} (floor .913)"
    )
    return {f"gva.{name}": value for name, value in found.items()} | merged(folder, part, gold, best)


def merged(folder: Path, part: str, gold: dict[str, str], best: dict[str, Event]) -> dict[str, float]:
    """Return how often the toll of the incidents of several articles is the true one, and holds it."""
    lines = (folder / "gva" / f"{part}.incidents.jsonl").read_text("utf-8").splitlines()
    truth = {row["incident"]: row["killed"] for row in map(json.loads, lines)}
    members = defaultdict(list)
    for name, incident in gold.items():
        members[incident].append(name)
    exact = inside = of = 0
    for incident, names in sorted(members.items()):
        if len(names) > 1 and incident in truth:
            low, high = span([best[name] for name in names if name in best])
            exact, inside, of = exact + (low == high == truth[incident]), inside + (low <= truth[incident] <= high), of + 1
    print(f"GVA {part}: killed exact {exact / of:.3f} (floor .68), inside [min, max] {inside / of:.3f} (floor .81), {of} incidents")
    return {"gva.killed_exact": exact / of, "gva.killed_inside": inside / of}


def span(events: list[Event]) -> tuple[int, int]:
    """Return the lowest and highest number of dead of an incident; nobody counts dead, nobody is known dead."""
    votes = Counter(event.id for event in events)
    tolls = [
        toll
        for event in {event.id: event for event in events}.values()
        if votes[event.id] == max(votes.values())
        for toll in event.tolls
        if toll.harm is Harm.KILLED
    ]
    if not tolls:
        return 0, 0
    low = min(toll.low or 0 for toll in tolls)
    return low, max(toll.high if toll.high is not None else max(low, toll.low or 0) for toll in tolls)
