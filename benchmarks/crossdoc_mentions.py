"""Coreference of event mentions across documents (ECB+ and GVC): a pair model of named features, then average linkage.

Gold mentions, no gold topics; one setting for both sets, fitted on their training parts (weights are printed). What
the model sees is what reconciliation sees of a claim: its word, the words around it, names, numbers, the reports'
likeness, and how near two words are in the embedded encoder's own vocabulary.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from crossdoc_linkage import linked
from crossdoc_pairs import Corpus, Pair, read_corpus
from crossdoc_scores import scores
from scipy.optimize import minimize

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEED, NEGATIVES, POSITIVES = 1, 25_000, 8_000
CUT = 0.27
"""Probability from which clusters join; the same for both sets."""
Table = dict[tuple[str, str], float]


def affinities(corpus: Corpus, pairs: list[Pair], *, least: int = 8) -> Table:
    """Return pair of words -> log-odds that two mentions of them are one, beyond what all pairs have."""
    one: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for left, right, _ in pairs:
        first, second = corpus.mentions[left], corpus.mentions[right]
        if first.head != second.head:
            words = (min(first.head, second.head), max(first.head, second.head))
            seen[words] += 1
            one[words] += first.chain == second.chain
    base = sum(one.values()) / max(1, sum(seen.values()))
    found: Table = {}
    for words, count in seen.items():
        share = (one[words] + 2 * base) / (count + 2)
        value = log(share / (1 - share)) - log(base / (1 - base))
        if count >= least and (value > 0.5 or (value < -1 and count > 20)):
            found[words] = round(max(-2.5, min(4.0, value)), 2)
    return found


@dataclass
class Model:
    """Named weights, and the affinities of words."""

    weights: dict[str, float]
    words: Table

    def probabilities(self, corpus: Corpus, pairs: list[Pair]) -> NDArray[np.float64]:
        rows = np.array([list(corpus.features(pair, self.words).values()) for pair in pairs], dtype=float)
        return 1 / (1 + np.exp(-rows @ np.array(list(self.weights.values()))))


def fitted(corpora: list[Corpus]) -> Model:
    """Fit on the training parts; each half's words are weighed by the other half's affinities."""
    dice = random.Random(SEED)
    rows, truth, weight, words, names = [], [], [], {}, []
    for corpus in corpora:
        pairs = corpus.pairs()
        half = {name: at % 2 for at, name in enumerate(sorted({one.topic for one in corpus.mentions}))}
        halves = [
            [pair for pair in pairs if half[corpus.mentions[pair[0]].topic] == half[corpus.mentions[pair[1]].topic] == at]
            for at in (0, 1)
        ]
        for at in (0, 1):
            table = affinities(corpus, halves[1 - at])
            same = [pair for pair in halves[at] if corpus.same(pair)]
            other = [pair for pair in halves[at] if not corpus.same(pair)]
            total = len(same) + len(other)
            for group, label, most in ((same, 1.0, POSITIVES), (other, 0.0, NEGATIVES)):
                taken = dice.sample(group, min(most, len(group)))
                for pair in taken:
                    found = corpus.features(pair, table)
                    names = list(found)
                    rows.append(list(found.values()))
                    truth.append(label)
                    weight.append(len(group) / len(taken) / total * 50_000)
        words |= affinities(corpus, pairs)
    values = _logistic(np.array(rows, dtype=float), np.array(truth), np.array(weight))
    return Model(weights=dict(zip(names, values.tolist(), strict=True)), words=words)


def _logistic(rows: NDArray[np.float64], truth: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        said = 1 / (1 + np.exp(-rows @ values))
        total = -(weight * (truth * np.log(said + 1e-9) + (1 - truth) * np.log(1 - said + 1e-9))).sum()
        slope = rows.T @ (weight * (said - truth))
        slope[1:] += values[1:]
        return float(total + (values[1:] ** 2).sum() / 2), slope

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def measured(model: Model, corpus: Corpus) -> dict[str, float]:
    pairs = corpus.pairs()
    said = model.probabilities(corpus, pairs)
    known = [(left, right, float(value)) for (left, right, _), value in zip(pairs, said, strict=True) if value > 0.02]
    labels = linked(len(corpus.mentions), known, cut=CUT)
    return scores([one.chain for one in corpus.mentions], labels)


def report(folder: Path) -> dict[str, float]:
    model = fitted([read_corpus(folder, name, "train") for name in ("ecbplus", "gvc")])
    print("weights: " + ", ".join(f"{name} {value:.2f}" for name, value in model.weights.items()))
    found = {
        "ecbplus": measured(model, read_corpus(folder, "ecbplus", "dev")),
        "gvc_gold": measured(model, read_corpus(folder, "gvc", "dev", given=True)),
        "gvc": measured(model, read_corpus(folder, "gvc", "dev")),
    }
    floors = {"ecbplus": "floor 75.7", "gvc_gold": "gold incidents, floor 69", "gvc": "predicted incidents, floor 64"}
    for name, values in found.items():
        print(f"{name}: " + ", ".join(f"{score} {value:.1f}" for score, value in values.items()) + f" ({floors[name]})")
    return {f"mentions.{name}": values["conll"] for name, values in found.items()}
