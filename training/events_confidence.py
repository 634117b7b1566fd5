"""Fit how rules and the head make a calibrated confidence, on sentences of our own that taught no head.

    python training/events_confidence.py [--size 600]

A claim is right where its type is what is told of the marked pair and both sides are the marked ones (one side, for a
claim that has one). Prints the lines for [calibrated] in knowledge/confidence.toml, and the calibration error before and
after on a second half that fitted nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path[:0] = [
    str(Path(__file__).parent),
    *(str(ROOT / part) for part in ("src", "benchmarks", "training/corpus")),
]

from coding import calibration_error  # noqa: E402 (benchmarks/)
from events_cases import told_type  # noqa: E402
from events_compose import Told, compose  # noqa: E402 (corpus/)

from herodotus import language  # noqa: E402
from herodotus.analyse import analyse  # noqa: E402
from herodotus.extract import extract  # noqa: E402
from herodotus.extract.model_confidence import rules_part  # noqa: E402
from herodotus.types import Claim, Report  # noqa: E402


def is_right(claim: Claim, told: Told) -> bool:
    """Whether a claim tells what one marked pair of the sentence says."""

    def holds(people: Any, span: tuple[int, int]) -> bool:
        return any(one.start < span[1] and span[0] < one.end for one in people)

    for pair in told.pairs:
        if pair.type == "NONE":
            continue
        types = {pair.type, told_type(pair.type, pair.modality)}
        sides = (not claim.actors or holds(claim.actors, pair.actor)) and (
            not claim.recipients or holds(claim.recipients, pair.recipient)
        )
        touched = holds(claim.actors, pair.actor) or holds(claim.recipients, pair.recipient)
        modal = str(claim.modality) == pair.modality or told_type(pair.type, pair.modality) == str(
            claim.event_type
        )
        if str(claim.event_type) in types and sides and touched and modal:
            return True
    return False


def fit(inputs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method with a small ridge."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - chance) - 0.5 * weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + 0.5 * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=600)
    options = parser.parse_args()
    engine = language.load()
    kept: dict[str, list[tuple[list[float], bool, float]]] = {"heads": [], "one_side": []}
    for at, told in enumerate(compose(seed=77, size=options.size)):
        report = Report(key=str(at), text=told.text)
        for claim in extract(report, analyse(report, engine=engine)):
            values = {
                part.split()[1]: float(part.split()[2]) for part in claim.why if part.startswith("head ")
            }
            kind = "heads" if "type" in values else "one_side"
            rules = rules_part(claim.why)
            odds = float(np.log(min(max(rules, 0.02), 0.98) / (1 - min(max(rules, 0.02), 0.98))))
            row = [1.0, odds] + ([values["type"]] if kind == "heads" else [])
            kept[kind].append((row, is_right(claim, told), rules))
    for kind, cases in kept.items():
        random.Random(5).shuffle(cases)
        half = len(cases) // 2
        inputs, right = np.array([row for row, *_ in cases]), np.array([float(ok) for _, ok, _ in cases])
        weights = fit(inputs[:half], right[:half])
        chance = 1 / (1 + np.exp(-inputs[half:] @ weights))
        before = calibration_error([rules for *_, rules in cases[half:]], [ok for _, ok, _ in cases[half:]])
        after = calibration_error(list(chance), [ok for _, ok, _ in cases[half:]])
        print(
            f"# {kind}: {len(cases)} claims, {100 * right.mean():.0f} % right, ECE {before:.1f} -> {after:.1f}"
        )
        names = ["base", "rules", "type"][: len(weights)]
        print(f"[calibrated.{kind}]")
        for name, value in zip(names, weights, strict=True):
            print(f"{name} = {value:.2f}")


if __name__ == "__main__":
    main()
