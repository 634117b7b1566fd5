"""Scores of BIO tags -> name spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.language.tokens import Span
from herodotus.types import Name


def decode_names(
    scores: NDArray[np.float32], words: Sequence[Span], labels: Sequence[str]
) -> tuple[Name, ...]:
    """Return the names of the best sequence of tags in which no I follows another kind (Viterbi)."""
    tags = best_tags(scores, labels)
    found: list[Name] = []
    start = -1
    for at, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            found.append(Name(start=words[start].start, end=words[at - 1].end, label=tags[start][2:]))
            start = -1
        if tag.startswith("B-"):
            start = at
    return tuple(found)


def best_tags(scores: NDArray[np.float32], labels: Sequence[str]) -> list[str]:
    """Return the best allowed sequence of BIO tags, one a word."""
    if not len(scores):
        return []
    barred = np.array([[not _may_follow(before, after) for after in labels] for before in labels])
    cost = np.where(barred, np.float32(-1e4), np.float32(0))
    logs = scores - np.log(np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True))
    total = logs[0] + np.array([-1e4 if label.startswith("I-") else 0 for label in labels])
    steps = []
    for row in logs[1:]:
        paths = total[:, None] + cost
        steps.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    at = int(total.argmax())
    tags = [at]
    for step in reversed(steps):
        at = int(step[at])
        tags.append(at)
    return [labels[tag] for tag in reversed(tags)]


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[1:] == after[1:]
