"""Average linkage over the known pairs: the best pair of clusters first, unknown pairs counting as nothing."""

from __future__ import annotations

import heapq
from collections.abc import Iterable


def linked(count: int, pairs: Iterable[tuple[int, int, float]], *, cut: float) -> list[int]:
    """Return a label for each of `count` things; pairs (lower, higher, probability)."""
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    heap: list[tuple[float, int, int]] = []
    for left, right, value in pairs:
        sums[left][right] = sums[right][left] = value
        if value >= cut:
            heap.append((-value, left, right))
    heapq.heapify(heap)
    members = {one: [one] for one in range(count)}
    while heap:
        value, left, right = heapq.heappop(heap)
        if left not in members or right not in members:
            continue
        known = sums[left].get(right)
        if known is None or abs(known / (len(members[left]) * len(members[right])) + value) > 1e-9:
            continue
        members[left] += members.pop(right)
        for other, total in sums[right].items():
            if other != left and other in members:
                sums[left][other] = sums[other][left] = sums[left].get(other, 0.0) + total
                sums[other].pop(right, None)
        sums[left].pop(right, None)
        for other, total in sums[left].items():
            mean = total / (len(members[left]) * len(members[other])) if other in members else 0.0
            if mean >= cut:
                heapq.heappush(heap, (-mean, min(left, other), max(left, other)))
    labels = [0] * count
    for name, group in members.items():
        for one in group:
            labels[one] = name
    return labels
