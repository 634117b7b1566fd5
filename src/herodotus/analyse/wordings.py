"""Loaded and distancing words, and whose words they are: the report's, or a voice's."""

from __future__ import annotations

import re

from herodotus.analyse.quotes import find_quotes
from herodotus.analyse.trees import Tree
from herodotus.knowledge.speech import load_speech
from herodotus.types import Attribution, Voice, Wording


def find_wordings(
    text: str, trees: list[Tree], attributions: tuple[Attribution, ...], *, own: Voice
) -> tuple[Wording, ...]:
    """Return loaded and distancing words and words set apart by quotation marks, in text order.

    Whose they are is the last voice of the smallest content around them: words inside what a voice says
    are that voice's, though an outlet that only hands them on may have chosen them; all others are the
    report's own. It is no judgement of anybody.
    """
    found = [*_listed(trees), *_set_apart(text), *_hyphened(text)]
    made: dict[tuple[int, int], Wording] = {}
    for start, end, kind in sorted(found, key=lambda span: (span[0], span[1], span[2])):
        whose = _whose(start, end, attributions, own)
        made.setdefault(
            (start, end), Wording(start=start, end=end, text=text[start:end], kind=kind, whose=whose)
        )
    return tuple(made.values())


def _listed(trees: list[Tree]) -> list[tuple[int, int, str]]:
    speech = load_speech()
    found = []
    for tree in trees:
        for index, token in enumerate(tree.tokens):
            lemma, word = tree.lemma(index), tree.word(index)
            named = token.upos == "PROPN" and token.text[:1].isupper() and index > 0
            if lemma in speech.loaded or word in speech.loaded:
                kind = "" if named else "loaded"
            elif word in speech.distancing and tree.rels[index] in {"amod", "compound", "advmod"}:
                kind = "distancing"
            else:
                kind = ""
            if kind:
                found.append((token.start, token.end, kind))
    return found


def _hyphened(text: str) -> list[tuple[int, int, str]]:
    """Return "so-called", "self-styled", which tokens take apart."""
    words = sorted(word for word in load_speech().distancing if "-" in word)
    pattern = "|".join(re.escape(word).replace(r"\-", "[- ]") for word in words)
    return [
        (*match.span(), "distancing") for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]


def _set_apart(text: str) -> list[tuple[int, int, str]]:
    """Return a word or two in quotation marks that are no speech: "terrorists", "clean-up"."""
    most = load_speech().scare_words
    found = []
    for quote in find_quotes(text):
        inner = text[quote.start : quote.end].strip("\"“”«»‘’'`")
        words = re.findall(r"[\w'’-]+", inner)
        title = all(word[:1].isupper() or word in {"of", "the", "and"} for word in words)
        if quote.closed and 0 < len(words) <= most and inner[-1:] not in ".,!?" and not title:
            found.append((quote.start, quote.end, "set_apart"))
    return found


def _whose(start: int, end: int, attributions: tuple[Attribution, ...], own: Voice) -> Voice:
    around = [
        (last - first, -len(one.chain), number)
        for number, one in enumerate(attributions)
        for first, last in one.content
        if first <= start and end <= last and one.cue != (start, end)
    ]
    return attributions[min(around)[2]].chain[-1] if around else own
