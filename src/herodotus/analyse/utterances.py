"""An attribution while it is being read: cue, source and content as tokens of a tree and characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from herodotus.analyse.trees import QUOTES, Tree
from herodotus.types import Act

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Speaker:
    """Who speaks: a phrase of a tree by its head token; `document` is the thing that speaks for it.

    `relative` is the pronoun ("who") by which the phrase is taken up again where it speaks.
    """

    tree: Tree
    token: int
    document: int | None = None
    relative: int | None = None


@dataclass(slots=True, eq=False)
class Utterance:
    """Source, cue and content of one attribution, before voices are resolved and nested.

    Who hands it on stands in `relay`, then `via`.
    `source` None means that the report does not state who speaks. `own` marks the report's own act
    (it denies what it calls a lie). `frame` is the construction by which it was found.
    """

    tree: Tree
    cue: Span | None
    token: int
    act: Act
    frame: str
    source: Speaker | None = None
    relay: Speaker | None = None
    via: list[Speaker] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    negated: bool = False
    own: bool = False
    quote: str = "indirect"
    follows: Utterance | None = None

    @property
    def at(self) -> int:
        """Where it stands, for sorting."""
        return self.cue[0] if self.cue else self.content[0][0] if self.content else self.tree.sentence.start


def spans_of(tree: Tree, indices: Iterable[int]) -> list[Span]:
    """Return the characters of a set of tokens as runs, without commas and stops at their ends."""
    kept = sorted(set(indices))
    runs: list[list[int]] = []
    for index in kept:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    spans = []
    for run in runs:
        while run and _loose(tree, run[0], first=True):
            run.pop(0)
        while run and _loose(tree, run[-1], first=False):
            run.pop()
        if any(tree.tokens[index].upos != "PUNCT" for index in run):
            spans.append(tree.offsets(run))
    return spans


def _loose(tree: Tree, index: int, *, first: bool) -> bool:
    """Say whether a token at the edge of content is mere punctuation or a joining "and"."""
    token = tree.tokens[index]
    if first and token.upos == "CCONJ":
        return True
    return (
        token.upos == "PUNCT"
        and token.text not in QUOTES
        and token.text not in {"(", ")", "[", "]", "''", "``"}
    )


def length(spans: list[Span]) -> int:
    """Return how many characters spans cover."""
    return sum(end - start for start, end in spans)


def joined(spans: list[Span], *, reach: int = 2) -> list[Span]:
    """Return spans in order, those that touch or overlap made one."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1] + reach:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def holds(spans: list[Span], start: int, end: int) -> bool:
    """Say whether one of the spans contains these characters."""
    return any(a <= start and end <= b for a, b in spans)
