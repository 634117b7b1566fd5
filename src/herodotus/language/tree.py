"""Scores of arcs -> the best tree with one root (Chu-Liu/Edmonds)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def best_tree(scores: Scores) -> list[int]:
    """Return each word's head, -1 for the one root.

    `scores[d, h]` is the score of head `h` for word `d`; column 0 is the root, word `i` is column
    `i + 1`. Equal scores go to the lower index, so the answer is the same on every run.
    """
    count = len(scores)
    if count == 0:
        return []
    free = scores.astype(np.float64).copy()
    free[np.arange(count), np.arange(count) + 1] = -np.inf
    greedy = free.argmax(axis=1)
    if (greedy == 0).sum() == 1 and not _cycle([int(head) - 1 for head in greedy]):
        return [int(head) - 1 for head in greedy]
    return _single_root(free)


def _single_root(free: NDArray[np.float64]) -> list[int]:
    """Try the likeliest roots; each leaves the others no root, so each tree has one."""
    count = len(free)
    order = np.argsort(-free[:, 0], kind="stable")
    best: tuple[float, list[int]] | None = None
    for root in order[:_ROOTS_TRIED]:
        if best is not None and best[0] >= _bound(free, int(root)):
            continue
        graph = free[:, 1:].copy()
        graph[root] = -np.inf
        heads = _edmonds(np.vstack([np.hstack([graph, np.full((count, 1), -np.inf)])]), int(root))
        total = float(
            free[root, 0] + sum(free[word, head + 1] for word, head in enumerate(heads) if word != root)
        )
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1]


_ROOTS_TRIED = 4  # the fifth likeliest root was never the best one on EWT dev


def _bound(free: NDArray[np.float64], root: int) -> float:
    rest = free[:, 1:].max(axis=1) if len(free) > 1 else np.zeros(len(free))
    return float(free[root, 0] + rest.sum() - (rest[root] if len(free) > 1 else 0.0))


def _edmonds(graph: NDArray[np.float64], root: int) -> list[int]:
    """Return heads of the best arborescence from `root`; `graph[d, h]`, the last column unused."""
    count = len(graph)
    square = graph[:, :count]
    return _contract(square, list(range(count)), root)


def _contract(scores: NDArray[np.float64], nodes: list[int], root: int) -> list[int]:
    """Solve by contracting cycles, one at a time, and opening them again on the way back."""
    count = len(nodes)
    heads = [int(row.argmax()) for row in scores]
    heads[root] = -1
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [node for node in range(count) if node not in inside]
    index = {node: at for at, node in enumerate(outside)}
    merged = len(outside)
    smaller = np.full((merged + 1, merged + 1), -np.inf)
    smaller[:merged, :merged] = scores[np.ix_(outside, outside)]
    cost = np.array([scores[node, heads[node]] for node in cycle])
    into = scores[np.ix_(cycle, outside)] - cost[:, None]
    out_of = scores[np.ix_(outside, cycle)]
    enter, leave = into.argmax(axis=0), out_of.argmax(axis=1)
    smaller[merged, :merged] = into.max(axis=0)
    smaller[:merged, merged] = out_of.max(axis=1)
    solved = _contract(smaller, list(range(merged + 1)), index[root])
    for at, node in enumerate(outside):
        head = solved[at]
        heads[node] = -1 if head < 0 else (cycle[int(leave[at])] if head == merged else outside[head])
    source = solved[merged]
    heads[cycle[int(enter[source])]] = outside[source]
    return heads


def _cycle(heads: list[int]) -> list[int]:
    """Return the nodes of one cycle, or none."""
    seen = [0] * len(heads)
    for start in range(len(heads)):
        path: list[int] = []
        node = start
        while node >= 0 and not seen[node]:
            seen[node] = start + 1
            path.append(node)
            node = heads[node]
        if node >= 0 and seen[node] == start + 1 and node in path:
            return path[path.index(node) :]
    return []


def is_tree(heads: list[int]) -> bool:
    """Whether there is one root and every word hangs, in the end, from it."""
    return heads.count(-1) == 1 and not _cycle(heads)
