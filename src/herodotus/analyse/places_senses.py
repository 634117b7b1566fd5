"""Whether a name of a place is meant as the place, or as the government that sits there.

"Washington denied ..." and "talks between Tehran and Washington" are governments, so actors and no places;
"Tehran was hit" and "in Tehran" are places. Only countries and capitals are called so.
"""

from __future__ import annotations

from collections.abc import Sequence

from herodotus.knowledge.gazetteer_countries import country_words
from herodotus.knowledge.gazetteer_keys import plain_key
from herodotus.knowledge.place_words import load_place_words
from herodotus.types import Sentence, Token

_LOCATIVE_CASES = frozenset(
    {"in", "near", "inside", "outside", "from", "at", "into", "across", "throughout", "around", "over"}
)


def is_government(start: int, end: int, *, name: str, sentence: Sentence) -> bool:
    """Say whether the tree around these characters makes the name an actor."""
    key = plain_key(name)
    capital = key in country_words(which="capitals")
    if not capital and key not in country_words(which="names"):
        return False
    head = head_token(start, end, sentence=sentence)
    if head is None:
        return False
    return _acts(head, sentence.tokens, capital=capital)


def head_token(start: int, end: int, *, sentence: Sentence) -> int | None:
    """Return the index of the token in the span whose head lies outside it; None without tokens."""
    inside = [i for i, token in enumerate(sentence.tokens) if token.start >= start and token.end <= end]
    for index in inside:
        if sentence.tokens[index].head not in inside:
            return index
    return inside[-1] if inside else None


def _acts(index: int, tokens: Sequence[Token], *, capital: bool) -> bool:
    words = load_place_words()
    token = tokens[index]
    seen = set()
    while token.deprel.split(":")[0] == "conj" and token.head >= 0 and index not in seen:
        seen.add(index)
        index = token.head
        token = tokens[index]
    if token.head < 0:
        return False
    head = tokens[token.head]
    cases = {other.lemma.lower() for other in tokens if other.head == index and other.deprel == "case"}
    if cases & _LOCATIVE_CASES:
        return False
    if token.deprel == "nsubj" and head.upos in {"VERB", "AUX"}:
        return head.lemma.lower() not in words.place_verbs
    if token.deprel == "nsubj" and head.upos in {"ADJ", "NOUN"}:
        return capital and bool(
            {"VERB"}
            & {other.upos for other in tokens if other.head == token.head and other.deprel == "xcomp"}
        )
    if token.deprel in {"compound", "amod", "nmod"} and not cases and token.head > index:
        return head.lemma.lower() not in words.place_nouns and head.upos in {"NOUN", "PROPN"}
    if token.deprel == "nmod:poss":
        return head.lemma.lower() not in words.place_nouns and capital
    if token.deprel in {"obj", "iobj"}:
        return head.lemma.lower() in words.dealing_verbs
    if token.deprel in {"nmod", "obl", "obl:agent"} and cases & {
        "between",
        "with",
        "against",
        "for",
        "by",
        "to",
        "of",
        "among",
    }:
        return head.lemma.lower() in words.dealing_nouns | words.dealing_verbs
    return False
