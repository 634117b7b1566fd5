"""Scores of BIO tags -> name spans, one reading a name in the whole report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from herodotus.language.tokens import Span

KINDS = ("PER", "LOC", "ORG")
_ARTICLES = {"the", "a", "an"}


class Found:
    """A name of one sentence: words `start:end`, and the log-probability of each kind."""

    __slots__ = ("end", "kind", "scores", "start", "text")

    def __init__(self, start: int, end: int, kind: str, *, scores: NDArray[np.float32], text: str) -> None:
        """Keep the bounds by word, not by character."""
        self.start, self.end, self.kind, self.scores, self.text = start, end, kind, scores, text


def find_names(scores: NDArray[np.float32], words: Sequence[Span], labels: Sequence[str]) -> list[Found]:
    """Return the names of the best sequence of tags in which no I follows another kind."""
    logs = _logs(scores)
    tags = best_tags(scores, labels)
    columns = [(labels.index(f"B-{kind}"), labels.index(f"I-{kind}")) for kind in KINDS]
    found: list[Found] = []
    start = -1
    for at, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            begin, end = _trim(words, start, at)
            if begin < end:
                kinds = np.array(
                    [max(logs[begin, first], logs[begin, inner]) for first, inner in columns],
                    dtype=np.float32,
                )
                text = " ".join(word.text for word in words[begin:end])
                found.append(Found(begin, end, tags[start][2:], scores=kinds, text=text))
            start = -1
        if tag.startswith("B-"):
            start = at
    return found


def _trim(words: Sequence[Span], start: int, end: int) -> tuple[int, int]:
    """Drop an article before a name and marks around it; widen it to a whole hyphenated Arabic name."""
    while start < end and (words[start].text.lower() in _ARTICLES or not words[start].text[0].isalnum()):
        start += 1
    while (
        end > start and not any(sign.isalnum() for sign in words[end - 1].text) and words[end - 1].text != "."
    ):
        end -= 1
    while (
        end + 1 < len(words)
        and _joined(words, end)
        and end > start
        and words[end - 1].text.lower() in _PARTICLES
    ):
        end += 2
    return start, end


_PARTICLES = {"al", "el", "ul", "ud", "abd", "bin", "ben", "abu", "ad", "ar", "as", "at", "az", "an"}


def _joined(words: Sequence[Span], at: int) -> bool:
    """Whether the hyphen at `at` joins its neighbours without a space."""
    return (
        words[at].text == "-"
        and words[at - 1].end == words[at].start
        and words[at + 1].start == words[at].end
    )


def agree(sentences: Sequence[Sequence[Found]]) -> None:
    """Give names of one spelling one kind in the whole report: the kind that all their contexts favour.

    A report calls one thing by one name far more often than two (Gale, Church and Yarowsky's one sense
    a discourse), so contexts that say nothing follow those that do. Case is ignored.
    """
    held: dict[str, list[Found]] = {}
    for names in sentences:
        for name in names:
            held.setdefault(name.text.lower(), []).append(name)
    for same in held.values():
        if len({name.kind for name in same}) > 1:
            total = np.sum([name.scores for name in same], axis=0)
            for name in same:
                name.kind = KINDS[int(total.argmax())]


def best_tags(scores: NDArray[np.float32], labels: Sequence[str]) -> list[str]:
    """Return the best allowed sequence of BIO tags, one a word (Viterbi)."""
    if not len(scores):
        return []
    cost = _costs(tuple(labels))
    logs = _logs(scores)
    total = logs[0] + cost[labels.index("O")]
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


def _logs(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    top = scores.max(axis=1, keepdims=True)
    logs: NDArray[np.float32] = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return logs


@cache
def _costs(labels: tuple[str, ...]) -> NDArray[np.float32]:
    barred = np.array([[not _may_follow(before, after) for after in labels] for before in labels])
    return np.where(barred, np.float32(-1e4), np.float32(0))


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[1:] == after[1:]
