"""How sure an attribution is: measure the log odds of knowledge/certainty.toml, and how well they are calibrated.

    python benchmarks/voices_calibration.py DATA_FOLDER --kept FILE [--write]

For each attribution found in PolNeAR dev (nested ones left out, as PolNeAR does not mark them) it asks whether
source, cue and content are all right, and fits one weight for each sign (construction, act, source, ...). The
expected calibration error and the precision of the surest 80 % are of folds by document; the weights printed
are of all documents. `--write` puts them into the knowledge file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from kept import KeptEngine
from scipy.optimize import minimize
from voices import Words, gold_polnear, match, predicted

import herodotus.analyse.voices as stage
from herodotus.analyse import analyse
from herodotus.analyse.certainty import signs
from herodotus.language import load
from herodotus.types import Report

DECAY = 2.0  # pulls rare signs towards no effect
LEAST = 8  # signs seen less often are left out
BINS = 10


def read(path: Path, engine: KeptEngine) -> list[tuple[int, tuple[str, ...], bool]]:
    """Return (document, signs, right) of each attribution found."""
    made = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        seen: list[tuple[str, ...]] = []
        stage.certainty = lambda one, chain, seen=seen: seen.append(signs(one, chain)) or 0.5
        analysis = analyse(Report(key=row["id"], text=row["text"]), engine=engine)
        told = {id(one): sign for one, sign in zip(analysis.attributions, seen, strict=True)}
        words = Words(row["text"], row["ignore"])
        found = [one for one in predicted(analysis.attributions, words) if not one.nested]
        right = {id(one) for _, one in match(gold_polnear(row, words), found)}
        made += [(number, told[id(one.row)], id(one) in right) for one in found]
    return made


def fit(rows: list[tuple[int, tuple[str, ...], bool]]) -> tuple[float, dict[str, float]]:
    """Return the base and a weight for each sign that is seen often enough."""
    often = Counter(sign for _, found, _ in rows for sign in found)
    names = sorted(sign for sign, n in often.items() if n >= LEAST)
    columns = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1
    for i, (_, found, _) in enumerate(rows):
        x[i, [columns[sign] for sign in found if sign in columns]] = 1
    y = np.array([right for _, _, right in rows], dtype=float)
    pull = np.full(x.shape[1], DECAY)
    pull[0] = 0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = np.logaddexp(0, z).sum() - y @ z + (pull * w**2).sum() / 2
        return float(value), x.T @ (1 / (1 + np.exp(-z)) - y) + pull * w

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return float(w[0]), {name: float(w[columns[name]]) for name in names}


def sure(fitted: tuple[float, dict[str, float]], found: tuple[str, ...]) -> float:
    return float(1 / (1 + np.exp(-(fitted[0] + sum(fitted[1].get(sign, 0.0) for sign in found)))))


def expected_error(said: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error in percent, over ten bins of equal width."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return 100 * float(sum(gaps))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept.sqlite"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = read(options.folder / "polnear.dev.jsonl", KeptEngine(load("auto"), options.kept))
    right = np.array([ok for _, _, ok in rows])
    said = np.zeros(len(rows))
    for part in range(5):
        fitted = fit([row for row in rows if row[0] % 5 != part])
        for i, (document, found, _) in enumerate(rows):
            if document % 5 == part:
                said[i] = sure(fitted, found)
    order = np.argsort(-said, kind="stable")
    surest = order[: int(0.8 * len(order))]
    print(f"{len(rows)} attributions, {100 * right.mean():.1f} % right")
    print(f"expected calibration error {expected_error(said, right):.1f} (folds by document), goal 5")
    print(
        f"precision of the surest 80 %: {100 * right[surest].mean():.1f}, of the surest half:"
        f" {100 * right[order[: len(order) // 2]].mean():.1f}"
    )
    base, weights = fit(rows)
    lines = [f"base = {base:.2f}", *(f'"{name}" = {value:.2f}' for name, value in weights.items())]
    print("\n".join(lines))
    if options.write:
        path = Path(__file__).parents[1] / "src/herodotus/knowledge/certainty.toml"
        text = re.sub(r"^base = .*$", lines[0], path.read_text("utf-8"), flags=re.MULTILINE)
        text = re.sub(
            r"\[weights\]\n.*?\n(?=\[commitment\])",
            "[weights]\n" + "\n".join(lines[1:]) + "\n\n",
            text,
            flags=re.DOTALL,
        )
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
