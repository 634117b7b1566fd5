"""Which words of a text say when: every rule's matches, the earliest and longest winning."""

from __future__ import annotations

import re
from dataclasses import replace

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
    windows = _windows(text, seeds=words.seeds)
    found: list[TimeMatch] = []
    for order, rule in enumerate(words.rules):
        for start, end in windows.get(rule.needs, ()):
            found += [
                TimeMatch(start=match.start(), end=match.end(), rule=rule, match=match, order=order)
                for match in rule.pattern.finditer(text, start, end)
                if match.end() > match.start()
                and not (rule.needs == "month" and words.names.match(text, match.end()))
            ]
    found.sort(key=lambda m: (m.start, -m.end, m.order))
    kept: list[TimeMatch] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
        elif candidate.end > kept[-1].end and (rest := _rest(candidate, kept[-1].end, text=text)):
            kept.append(rest)
    return kept


def _rest(candidate: TimeMatch, start: int, *, text: str) -> TimeMatch | None:
    """Return what a rule finds behind words taken before: "Friday" of "10:35 a.m. (0735 GMT) Friday"."""
    match = candidate.rule.pattern.search(text, start, candidate.end)
    if match is None or match.end() == match.start():
        return None
    return replace(candidate, start=match.start(), end=match.end(), match=match)


_WORD = re.compile(r"[A-Za-z]+|\d+")


def _windows(text: str, *, seeds: dict[str, tuple[str, ...]]) -> dict[str, list[tuple[int, int]]]:
    """Return per class of words the stretches around them, merged where they meet, cut at white space."""
    stretches: dict[str, list[list[int]]] = {}
    for match in _WORD.finditer(text):
        word = match[0]
        names = _FIGURES if word[0].isdigit() else seeds.get(word.lower(), ())
        for name in names:
            left, right = match.start() - _BEFORE, match.end() + _AFTER
            known = stretches.setdefault(name, [])
            if known and left <= known[-1][1]:
                known[-1][1] = right
            else:
                known.append([left, right])
    return {name: [_cut(text, left, right) for left, right in known] for name, known in stretches.items()}


_FIGURES = ("figures",)


def _cut(text: str, left: int, right: int) -> tuple[int, int]:
    left, right = max(0, left), min(len(text), right)
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return left, right
