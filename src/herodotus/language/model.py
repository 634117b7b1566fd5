"""The engine over the embedded model: words -> tags, trees and names, the same on every run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from herodotus.language.evidence import weigh
from herodotus.language.lemma import lemma
from herodotus.language.names import Found, agree, find_names
from herodotus.language.network import Network, Scores
from herodotus.language.sentences import Words, cut_sentences
from herodotus.language.tokens import Span
from herodotus.language.tree import best_tree
from herodotus.language.wordpiece import NO_SHAPE, WordPiece, shapes
from herodotus.types import Method, Name, Sentence, Token

_POSITIONS = 512  # the encoder's end


class ModelEngine:
    """Parses with the weights of one file."""

    def __init__(self, path: Path, *, torch: bool = False) -> None:
        """Load the weights; nothing else is read later. `torch` runs the encoder in PyTorch."""
        self._path = path
        self._torch = torch
        if torch:
            from herodotus.language.torch_network import TorchNetwork  # noqa: PLC0415 (few have PyTorch)

            self._network: Network = TorchNetwork(path)
        else:
            self._network = Network(path)
        self._wordpiece = WordPiece(self._network.vocabulary)

    @cached_property
    def method(self) -> Method:
        """Name the weights by their content."""
        digest = hashlib.sha256(self._path.read_bytes()).hexdigest()[:16]
        return Method(name="language/torch" if self._torch else "language/model", version=digest)

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of `text`; batches hold nothing but this text."""
        cut = cut_sentences(text)
        scored = self.score([[span.text for span in part.words] for part in cut])
        labels = self._network.labels["names"]
        found = [
            find_names(scores.names, part.words, labels) for part, scores in zip(cut, scored, strict=True)
        ]
        for names, part in zip(found, cut, strict=True):
            weigh(names, part.words)
        agree(found)
        return tuple(
            replace(
                build_sentence(part, self._tokens(part, scores), _spans(names, part.words)),
                states=scores.states,
                encoder=self.method.version,
            )
            for part, scores, names in zip(cut, scored, found, strict=True)
        )

    def score(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Return the heads' scores of sentences that are already cut into words."""
        rows = [self._numbers(words) for words in sentences]
        order = sorted(range(len(rows)), key=lambda at: (len(rows[at][0]), at))
        found: dict[int, Scores] = {}
        batch: list[int] = []
        size = 0
        for at in order:
            if batch and size + len(rows[at][0]) > self._network.pieces_a_batch:
                found |= self._run(rows, batch)
                batch, size = [], 0
            batch.append(at)
            size += len(rows[at][0])
        if batch:
            found |= self._run(rows, batch)
        return [found[at] for at in range(len(rows))]

    def _numbers(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Return pieces, shapes and first-piece positions; long sentences give up later pieces of words."""
        cut = [self._wordpiece.pieces(word) for word in words]
        most = 16
        while sum(len(pieces) for pieces in cut) > _POSITIONS - 2 and most > 1:
            most //= 2
            cut = [pieces[:most] for pieces in cut]
        pieces, shape, firsts = [self._wordpiece.cls], [NO_SHAPE], [0]
        for part, form in zip(cut, shapes(words), strict=True):
            firsts.append(len(pieces))
            pieces += part
            shape += [form] * len(part)
        return [*pieces, self._wordpiece.sep], [*shape, NO_SHAPE], firsts

    def _run(self, rows: list[tuple[list[int], list[int], list[int]]], batch: list[int]) -> dict[int, Scores]:
        bounds = [0]
        for at in batch:
            bounds.append(bounds[-1] + len(rows[at][0]))
        pieces = np.array([piece for at in batch for piece in rows[at][0]])
        shape = np.array([form for at in batch for form in rows[at][1]])
        kept = np.concatenate(
            [np.array(rows[at][2]) + start for at, start in zip(batch, bounds, strict=False)]
        )
        ends = np.cumsum([0, *(len(rows[at][2]) for at in batch)]).tolist()
        states = self._network.encode(pieces, shape, bounds, kept=kept)
        return dict(zip(batch, self._network.score(states, ends), strict=True))

    def _tokens(self, part: Words, scores: Scores) -> tuple[Token, ...]:
        labels = self._network.labels
        heads = best_tree(scores.arcs)
        relations = self._network.relations(scores, heads)
        upos = [labels["upos"][at] for at in scores.upos.argmax(axis=1)]
        xpos = [labels["xpos"][at] for at in scores.xpos.argmax(axis=1)]
        return build_tokens(part.words, upos, xpos, heads, relations)


def _spans(names: Sequence[Found], words: Sequence[Span]) -> tuple[Name, ...]:
    return tuple(
        Name(start=words[name.start].start, end=words[name.end - 1].end, label=name.kind) for name in names
    )


def build_tokens(
    words: Sequence[Span],
    upos: Sequence[str],
    xpos: Sequence[str],
    heads: Sequence[int],
    relations: Sequence[str],
) -> tuple[Token, ...]:
    """Join the layers to tokens, with lemmas."""
    letters = "".join(word.text for word in words)
    has_case = letters.upper() != letters and letters.lower() != letters
    return tuple(
        Token(
            start=word.start,
            end=word.end,
            text=word.text,
            lemma=lemma(word.text, upos[at], xpos[at], capital=has_case and at > 0),
            upos=upos[at],
            xpos=xpos[at],
            head=heads[at],
            deprel=relations[at],
        )
        for at, word in enumerate(words)
    )


def build_sentence(part: Words, tokens: tuple[Token, ...], names: tuple[Name, ...]) -> Sentence:
    """Set a sentence's bounds by its words."""
    return Sentence(
        start=part.words[0].start,
        end=part.words[-1].end,
        paragraph=part.paragraph,
        tokens=tokens,
        names=names,
    )
