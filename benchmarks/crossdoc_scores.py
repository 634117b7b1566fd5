"""Scores of clusterings of mentions: MUC, BCubed, CEAF-e and LEA, and their mean as the CoNLL score has it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Groups = list[set[int]]


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def groups_of(labels: Sequence[Hashable]) -> Groups:
    found: dict[Hashable, set[int]] = defaultdict(set)
    for at, label in enumerate(labels):
        found[label].add(at)
    return list(found.values())


def scores(gold: Sequence[Hashable], said: Sequence[Hashable]) -> dict[str, float]:
    """Return the scores in per cent."""
    key, system = groups_of(gold), groups_of(said)
    found = {
        "muc": f1(_muc(system, key), _muc(key, system)),
        "b3": f1(_b3(system, key), _b3(key, system)),
        "ceafe": _ceafe(key, system),
        "lea": f1(_lea(system, key), _lea(key, system)),
    }
    found["conll"] = (found["muc"] + found["b3"] + found["ceafe"]) / 3
    return {name: round(100 * value, 2) for name, value in found.items()}


def _of(groups: Groups) -> dict[int, int]:
    return {one: number for number, group in enumerate(groups) for one in group}


def _muc(groups: Groups, others: Groups) -> float:
    of = _of(others)
    links = sum(len(group) - len({of[one] for one in group}) for group in groups)
    possible = sum(len(group) - 1 for group in groups)
    return links / possible if possible else 0.0


def _b3(groups: Groups, others: Groups) -> float:
    of = _of(others)
    total = sum(len(group & others[of[one]]) / len(group) for group in groups for one in group)
    return total / sum(map(len, groups))


def _ceafe(key: Groups, system: Groups) -> float:
    of, likeness = _of(system), np.zeros((len(key), len(system)))
    for row, group in enumerate(key):
        for column, shared in Counter(of[one] for one in group).items():
            likeness[row, column] = 2 * shared / (len(group) + len(system[column]))
    rows, columns = linear_sum_assignment(-likeness)
    total = likeness[rows, columns].sum()
    return f1(total / len(system), total / len(key))


def _lea(groups: Groups, others: Groups) -> float:
    of = _of(others)
    total = weight = 0.0
    for group in groups:
        weight += len(group)
        if len(group) == 1:
            total += len(others[of[next(iter(group))]]) == 1
            continue
        links = sum(count * (count - 1) / 2 for count in Counter(of[one] for one in group).values())
        total += len(group) * links / (len(group) * (len(group) - 1) / 2)
    return total / weight
