"""Growth: our incidents told in as many invented worlds as wanted; processor time, memory, pairs, and their recall.

python benchmarks/crossdoc_growth.py [REPORTS ...]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "reconcile"))

import reconcile_incidents as incidents  # noqa: E402
from reconcile_marking import Shelf  # noqa: E402

import herodotus.reconcile as stage  # noqa: E402
from herodotus.reconcile.candidates import candidate_pairs  # noqa: E402
from herodotus.types import Event  # noqa: E402

_BEGIN = ["Bar", "Tol", "Mir", "Kes", "Dur", "Lan", "Os", "Vel", "Ram", "Gor", "Sha", "Nem", "Yul", "Pek", "Tam", "Zor", "Hal", "Bel", "Ard", "Kov", "Fen", "Jas", "Quo", "Wex"]
_MIDDLE = ["a", "e", "i", "o", "u", "an", "er", "im", "ov", "ul"]
_END = ["din", "vek", "mar", "tan", "dor", "bek", "shir", "nok", "gard", "ven", "pol", "zar"]


def made_world(number: int) -> dict[str, str]:
    """Return the words of one invented world, the same for the same number."""
    dice = random.Random(number)

    def name() -> str:
        return dice.choice(_BEGIN) + "".join(dice.choice(_MIDDLE) + dice.choice(_END) for _ in range(dice.randint(1, 2)))

    land = name()
    code = "".join(chr(ord("A") + number // 26**step % 26) for step in (2, 1, 0))
    told = {"country": land, "code": code, "region": name(), "n": str(dice.randint(5, 40)), "year": str(dice.randint(1950, 2024)), "month": str(dice.randint(1, 11))}
    told |= {"lat": f"{dice.uniform(-60, 60):.2f}", "lon": f"{dice.uniform(-170, 170):.2f}"}
    told |= {role: f"{land} {words}" for role, words in (("army", "army"), ("troops", "troops"), ("police", "police"), ("daily", "Daily"))}
    told |= {"ministry": f"the {land} interior ministry", "rebels": f"the {name()} Front", "relief": f"the {name()} Cross", "union": f"the {name()} Union"}
    told |= {role: name() for role in ("town", "town2", "village")}
    told |= {role: f"{name()} {words}" for role, words in (("hospital", "hospital"), ("paper", "Courier"), ("wire", "Wire"), ("radio", "Radio"))}
    told |= {role: f"{name()} {name()}" for role in ("rebel", "premier", "minister", "unionist", "bishop")}
    return told | {"rebel2": told["rebel"], "short": told["rebel"].split()[-1]}


def generated(reports: int) -> incidents.Gold:
    """Return incidents in so many worlds that they make about `reports` reports."""
    blocks = (incidents.FOLDER / "incident_templates.txt").read_text("utf-8").split("\n\n# ")[1:]
    each = sum(block.count("\n@ ") for block in blocks)
    text = "".join(incidents.in_world(made_world(number), blocks) for number in range(max(1, reports // each)))
    return incidents.read(text)


def measure(reports: int) -> dict[str, float]:
    """Reconcile so many generated reports, and print what it took and what was looked at."""
    gold = generated(reports)
    shelf, seen = Shelf(gold.told), {}
    report_of = {claim.id: one.report.id for one in gold.told for claim in one.claims}
    original = stage.cluster

    def watched(keys, *, setting, judged):
        began = time.process_time()
        found = {frozenset((keys[one].id, keys[other].id)) for one, other in candidate_pairs(keys, setting=setting)}
        seen["pairs"], seen["spent"] = found, time.process_time() - began
        return original(keys, setting=setting, judged=judged)

    stage.cluster = watched
    began = time.process_time()
    events = [row for row in stage.reconcile(shelf) if isinstance(row, Event)]
    spent = time.process_time() - began - seen["spent"]
    stage.cluster = original
    across = {frozenset(report_of[one] for one in pair) for pair in seen["pairs"]}
    across = {pair for pair in across if len(pair) > 1}
    true = {frozenset(report_of[one] for one in pair) for group in gold.events.values() for pair in combinations(group, 2)}
    true = {pair for pair in true if len(pair) > 1}
    count = len(gold.told)
    found = {
        "seconds": spent,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pairs_a_report": len(across) / count,
        "pairs_recall": len(true & across) / len(true),
    }
    print(
        f"{count:,} reports, {len(report_of):,} claims, {len(events):,} events: {spent:.1f} s ({1000 * spent / count:.1f} ms a report),"
        f" {found['memory_mb']:.0f} MB at most with the claims; {found['pairs_a_report']:.1f} pairs of reports looked at a report,"
        f" {100 * found['pairs_recall']:.1f} % of the true pairs among them",
        flush=True,
    )
    return found


if __name__ == "__main__":
    for wanted in [int(word) for word in sys.argv[1:]] or [1000, 10_000]:
        measure(wanted)
