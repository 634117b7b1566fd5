"""How alike two reports are in what they tell: the cosine of their claims' words, rare words heavier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import log, sqrt

from herodotus.reconcile.keys import ClaimKey


class Likeness:
    """Report -> weighted words; `between` two reports is 0 for strangers and 1 for the same telling."""

    def __init__(self, keys: Iterable[ClaimKey]) -> None:
        """Weigh each report's words by how few reports have them."""
        words: dict[str, set[str]] = defaultdict(set)
        for key in keys:
            words[key.report] |= key.words
        seen: dict[str, int] = defaultdict(int)
        for found in words.values():
            for word in found:
                seen[word] += 1
        total = len(words)
        self._words = words
        self._weight = {word: log((total + 1) / (count + 0.5)) ** 2 for word, count in seen.items()}
        self._norm = {
            report: sqrt(sum(self._weight[word] for word in sorted(found))) or 1.0
            for report, found in words.items()
        }
        self._known: dict[tuple[str, str], float] = {}

    def between(self, first: str, second: str) -> float:
        """Return the cosine, 0 for reports without claims."""
        pair = (first, second) if first < second else (second, first)
        known = self._known.get(pair)
        if known is None:
            shared = self._words.get(first, set()) & self._words.get(second, set())
            known = sum(self._weight[word] for word in sorted(shared)) / (
                self._norm.get(first, 1.0) * self._norm.get(second, 1.0)
            )
            self._known[pair] = known
        return known
