"""Reconciling many reports: our conflict set, names, copies, the digest trap, a massacre, incidents, mentions, growth.

python benchmarks/crossdoc.py [/path/to/data] [--only set,names,copies,digest,massacre,gva,mentions,growth] [--cache FOLDER] [--most N]

Without the data folder only what is ours is measured. Figures stand beside their floors; floors.toml holds the gate.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "reconcile")]

import crossdoc_copies  # noqa: E402
import crossdoc_digest  # noqa: E402
import crossdoc_growth  # noqa: E402
import crossdoc_gva  # noqa: E402
import crossdoc_massacre  # noqa: E402
import crossdoc_mentions  # noqa: E402
import reconcile_incidents as incidents  # noqa: E402
import test_reconcile_names as names  # noqa: E402
from reconcile_marking import Shelf  # noqa: E402

OURS = ("set", "names", "growth")
PUBLIC = ("copies", "digest", "massacre", "gva", "mentions")


def conflict_set() -> dict[str, float]:
    """Score the incidents written for this project, and read them in another order."""
    gold = incidents.load()
    figures, _ = incidents.score(gold)
    turned, _ = incidents.score(gold, shelf=Shelf(gold.told[::-1]))
    print(
        f"conflict set: {len(gold.events)} incidents, {len(gold.told)} reports, {figures['pairs']} pairs of one happening,"
        f" {figures['contradictions']} contradictions over {len(gold.contradictions)} slots\n"
        f"  same happening P {figures['pairs P']:.3f} R {figures['pairs R']:.3f}; contradicts P {figures['contradicts P']:.3f}"
        f" R {figures['contradicts R']:.3f}; number slots F1 {figures['number F1']:.3f}; update called contradiction"
        f" {figures['update called contradiction']:.3f}; the same in any order: {turned == figures}"
    )
    return {f"set.{name}": float(value) for name, value in figures.items()} | {"set.order": float(turned == figures)}


def name_variants() -> dict[str, float]:
    value = names.f1(names.ROWS)
    print(f"name variants: {len(names.ROWS)} pairs, F1 {value:.3f}")
    return {"names.f1": value}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--most", type=int, default=None, help="articles of the incidents set; all by default")
    asked = parser.parse_args()
    wanted = asked.only.split(",") if asked.only else [*OURS, *(PUBLIC if asked.folder else ())]
    folder = asked.folder / "crossdoc" if asked.folder and (asked.folder / "crossdoc").exists() else asked.folder

    def kept(name: str) -> Path | None:
        return asked.cache / f"{name}.pickle" if asked.cache else None

    parts = {
        "set": conflict_set,
        "names": name_variants,
        "growth": lambda: crossdoc_growth.measure(2000),
        "copies": lambda: crossdoc_copies.report(folder),
        "digest": lambda: crossdoc_digest.report(folder),
        "massacre": lambda: crossdoc_massacre.report(folder, cache=kept("massacre")),
        "gva": lambda: crossdoc_gva.report(folder, most=asked.most, cache=kept("gva")),
        "mentions": lambda: crossdoc_mentions.report(folder),
    }
    found = {figure: value for name in wanted for figure, value in parts[name]().items()}
    for figure, value in found.items():
        print(f"    {figure} = {value:.4f}")
    raise SystemExit(broken(found))


def broken(found: dict[str, float]) -> int:
    """Print each figure beyond its floor (or, where less is better, its roof); return 1 if there is one."""
    held = tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("crossdoc", {})
    below = [name for name, least in held.get("least", {}).items() if found.get(name, least) < least]
    above = [name for name, most in held.get("most", {}).items() if found.get(name, most) > most]
    for name in (*below, *above):
        print(f"  beyond its bound: {name} = {found[name]:.4f}")
    return 1 if below or above else 0


if __name__ == "__main__":
    main()
