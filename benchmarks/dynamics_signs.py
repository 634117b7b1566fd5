"""The sign of the next act, ICEWS 2014: learn to October, score November beside the floors.

Run: PYTHONPATH=src python benchmarks/dynamics_signs.py FOLDER (see research/dynamics.md, B5).
"""

from __future__ import annotations

import re
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

from herodotus.dynamics.signs import Act, chances, encode, fit_logit
from herodotus.knowledge.dynamics import load_part

NOVEMBER = date(2014, 11, 1)
LEARN_FROM = date(2014, 3, 1)  # two months fill the tallies first


def acts(folder: Path) -> list[Act]:
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "icews14_signed.parquet").to_pydict()
    made = []
    for day, source, target, goldstein in zip(
        rows["date"], rows["source"], rows["target"], rows["goldstein"], strict=True
    ):
        if goldstein is None or np.isnan(goldstein) or goldstein == 0:
            continue
        (sk, sc), (tk, tc) = sector(source), sector(target)
        made.append(Act(day=day, source=source, target=target, hostile=goldstein < 0,
                        source_kind=sk, target_kind=tk, source_country=sc, target_country=tc))  # fmt: skip
    return sorted(made, key=lambda act: act.day)


def sector(name: str) -> tuple[str, str]:
    """ICEWS writes "Police (Indonesia)": what sort of actor, and of which country; a bare name is both."""
    found = re.fullmatch(r"(.*?) \((.*)\)", name)
    return (found[1], found[2]) if found else ("", name)


def auc(chance: np.ndarray, hostile: np.ndarray) -> float:
    order = np.argsort(chance, kind="stable")
    ranks = np.empty(len(chance))
    ranks[order] = np.arange(1, len(chance) + 1)
    _, first, counts = np.unique(chance, return_inverse=True, return_counts=True)
    sums = np.bincount(first, ranks) / counts  # ties share their mean rank
    ranks = sums[first]
    ones = hostile == 1
    return float((ranks[ones].sum() - ones.sum() * (ones.sum() + 1) / 2) / (ones.sum() * (~ones).sum()))


def log_loss(chance: np.ndarray, hostile: np.ndarray) -> float:
    kept = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-np.mean(hostile * np.log(kept) + (1 - hostile) * np.log(1 - kept)))


def main() -> None:
    began = time.perf_counter()
    told = acts(Path(sys.argv[1]))
    features, hostile = encode(told)
    days = np.array([act.day for act in told])
    learn, score = (days >= LEARN_FROM) & (days < NOVEMBER), days >= NOVEMBER
    seen = {
        frozenset((act.source, act.target)) for act, early in zip(told, days < NOVEMBER, strict=True) if early
    }
    strangers = np.array([frozenset((act.source, act.target)) not in seen for act in told])[score]
    floors = {"base rate": [0], "both actors' rates": [0, 1, *range(2 + 8, 2 + 12)]}
    for name, columns in {**floors, "all groups": list(range(features.shape[1])),
                          "all but balance": list(range(features.shape[1] - 1))}.items():  # fmt: skip
        x = features[:, columns]
        slopes = fit_logit(x[learn], hostile[learn], ridge=load_part("signs")["ridge"])
        chance, came = chances(x[score], slopes), hostile[score]
        print(f"{name:20} AUC {auc(chance, came):.4f}  log loss {log_loss(chance, came):.4f}  new pairs AUC "
              f"{auc(chance[strangers], came[strangers]):.4f} log loss {log_loss(chance[strangers], came[strangers]):.4f}")  # fmt: skip
    print(f"{score.sum()} acts, {strangers.sum()} of new pairs; {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
