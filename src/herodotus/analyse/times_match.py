"""Which words of a text say when: every rule's matches, the earliest and longest winning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herodotus.knowledge.time_words import TimeRule, TimeWords
from herodotus.types import noun

_BEFORE, _AFTER = 80, 60  # characters around a seed word that the longest expressions of the rules span


@noun
class TimeMatch:
    """A rule's match; `order` is the rule's place in its file."""

    start: int
    end: int
    rule: TimeRule
    match: re.Match[str]
    order: int


def find_matches(text: str, *, words: TimeWords) -> list[TimeMatch]:
    """Return matches in the order of the text, none overlapping another."""
    windows = {name: list(_windows(text, pattern)) for name, pattern in words.seeds.items()}
    found: list[TimeMatch] = []
    for order, rule in enumerate(words.rules):
        for start, end in windows[rule.needs]:
            found += [
                TimeMatch(start=match.start(), end=match.end(), rule=rule, match=match, order=order)
                for match in rule.pattern.finditer(text, start, end)
                if match.end() > match.start()
            ]
    found.sort(key=lambda m: (m.start, -m.end, m.order))
    kept: list[TimeMatch] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _windows(text: str, seed: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield stretches around seed words, merged where they meet, cut at white space."""
    start = end = -1
    for match in seed.finditer(text):
        left, right = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
        if left > end:
            if end >= 0:
                yield start, end
            while left > 0 and not text[left - 1].isspace():
                left -= 1
            start = left
        end = right
        while end < len(text) and not text[end].isspace():
            end += 1
    if end >= 0:
        yield start, end
