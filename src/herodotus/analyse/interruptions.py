"""Cues set beside what is said, by word order alone: "S, X said.", "S, said X.", "S1, X said, S2".

This order is so fixed in news that it holds where the tree fails, so it goes before the tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.analyse.trees import QUOTES, Tree
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech

_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "X", "SYM"})
_BETWEEN = frozenset({"AUX", "ADV"})
_AFTER = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "PART", "X", "SYM", "PUNCT"})
_STOPS = frozenset({",", "—", "--", "-", "–", "”", "»", '"', "’", "''", "!", "?"})


@dataclass(frozen=True, slots=True)
class Aside:
    """A cue verb beside its content: the head of its subject and the tokens of aside and content."""

    verb: int
    subject: int
    content: tuple[int, ...]


def find_asides(tree: Tree, speech: Speech) -> dict[int, Aside]:
    """Return the asides of a sentence by cue verb."""
    found: dict[int, Aside] = {}
    for verb, token in enumerate(tree.tokens):
        if token.upos != "VERB" or token.xpos in {"VB", "VBG"}:
            continue
        if speech.act(tree.lemma(verb), "quote") is None and speech.act(tree.lemma(verb), "that") is None:
            continue
        done_to = any(tree.tokens[kid].deprel in {"aux:pass", "nsubj:pass"} for kid in tree.children[verb])
        made = None if done_to else _subject_first(tree, verb) or _verb_first(tree, verb)
        if made is not None:
            found[verb] = made
    return found


def _subject_first(tree: Tree, verb: int) -> Aside | None:
    """Return ", X said" up to a comma or the end."""
    at = verb - 1
    while at >= 0 and tree.tokens[at].upos in _BETWEEN:
        at -= 1
    last = at
    while at >= 0 and tree.tokens[at].upos in _PHRASE and last - at < 14:  # noqa: PLR2004 - longer is no aside
        at -= 1
    first = _after_quotation(tree, at, last)
    at = first - 1
    if tree.tokens[last].text == ",":
        last -= 1
    if last < first or at < 0 or tree.tokens[at].text not in _STOPS or _no_subject(tree, first, last):
        return None
    head = _head(tree, first, last)
    end = _after(tree, verb)
    if head is None or end is None:
        return None
    return _aside(tree, verb, head, first, end)


def _after_quotation(tree: Tree, at: int, last: int) -> int:
    """Return where the subject starts: after a quotation, over its appositions (“…,” X, the mayor, said)."""
    back = at
    if at < 0 or tree.tokens[at].text != "," or tree.tokens[last].upos == "PUNCT":
        last = at
    while back >= 0 and at - back < 24:  # noqa: PLR2004 - a subject with its apposition is no longer
        token = tree.tokens[back]
        if token.text in _CLOSING:
            return back + 1
        if (
            token.upos not in _PHRASE
            and token.text not in {",", ".", "(", ")", "-"}
            and token.upos != "CCONJ"
        ):
            break
        back -= 1
    return at + 1


def _no_subject(tree: Tree, first: int, last: int) -> bool:
    """Say whether the words are no subject: a relative, a preposition's phrase, an object pronoun."""
    token = tree.tokens[first]
    if token.upos == "ADP" or (
        token.upos == "PRON" and tree.word(first) in {"who", "which", "that", "what", "whom", "whose"}
    ):
        return True
    return tree.tokens[last].upos in {"DET", "ADP", "PART"} or token.text in QUOTES


def _head(tree: Tree, first: int, last: int) -> int | None:
    """Return the head of the noun phrase between two tokens."""
    tops = [
        i
        for i in range(first, last + 1)
        if not first <= tree.head(i) <= last and tree.tokens[i].upos != "PUNCT"
    ]
    nominal = [i for i in tops if tree.tokens[i].upos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}]
    named = [i for i in nominal if tree.rels[i] == "nsubj"]
    return (named or nominal)[0] if nominal else None


def _after(tree: Tree, verb: int) -> int | None:
    """Return the last token of the aside: only phrases, up to a comma or the end, may follow."""
    at = verb + 1
    last = len(tree.tokens) - 1
    if at <= last and (tree.word(at) == "that" or tree.tokens[at].text in _OPENING):
        return None
    if (
        at < last
        and tree.tokens[at].text in {",", ":"}
        and tree.tokens[at + 1].text in _OPENING
        and not _ends_quoted(tree, verb)
    ):
        return None
    while at <= last:
        token = tree.tokens[at]
        if token.text in {",", ";"} or (token.upos == "PUNCT" and token.text in QUOTES):
            return at - 1
        if token.upos not in _AFTER or (token.upos == "PUNCT" and token.text == ":"):
            return None
        if tree.rels[at] in {"nsubj", "obj", "ccomp"} and tree.head(at) != verb:
            return None
        if tree.rels[at] == "obj" and token.upos != "PRON" and tree.lemma(verb) != "tell":
            return None
        at += 1
    return last


_CLOSING = frozenset({"”", "»", "''", '"', "’"})
_OPENING = frozenset({"“", "«", "``", '"', "‘"})


def _ends_quoted(tree: Tree, verb: int) -> bool:
    """Say whether a quotation ends before the aside."""
    return any(tree.tokens[i].text in _CLOSING for i in range(verb))


def _own_words(tree: Tree, first: int, end: int) -> bool:
    """Say whether what follows an aside is the report's again: "…," he said, adding that ..."""
    at = end + 1
    while at < len(tree.tokens) and tree.tokens[at].text in {",", ";"}:
        at += 1
    if at >= len(tree.tokens):
        return False
    token = tree.tokens[at]
    if token.xpos == "VBG" or (token.upos == "PRON" and tree.word(at) in {"who", "whose", "which"}):
        return True
    quoted = any(tree.tokens[i].text in _CLOSING for i in range(max(0, first - 2), first))
    return quoted and token.text not in _OPENING


def _verb_first(tree: Tree, verb: int) -> Aside | None:
    """Return ", said X" up to a comma or the end."""
    before = verb - 1
    if before < 0 or tree.tokens[before].text not in _STOPS or verb + 1 >= len(tree.tokens):
        return None
    at = verb + 1
    while at < len(tree.tokens) and tree.tokens[at].upos in _PHRASE:
        at += 1
    last = at - 1
    if last < verb + 1 or tree.tokens[verb].xpos == "VBN" or _no_subject(tree, verb + 1, last):
        return None
    names = [i for i in range(verb + 1, last + 1) if tree.tokens[i].upos in {"PROPN", "PRON", "NOUN"}]
    if not names or tree.word(verb + 1) in load_actor_words().relative:
        return None
    subject = tree.kid(verb, "nsubj")
    if subject is not None and subject < before and tree.tokens[before].text == ",":
        return None  # "The report, which he has seen, says nothing": what follows is no subject
    head = subject if subject is not None and verb < subject <= last else _head(tree, verb + 1, last)
    end = len(tree.tokens) - 1
    for i in range(at, len(tree.tokens)):
        if tree.tokens[i].upos == "PUNCT" and tree.tokens[i].text in QUOTES | {";"}:
            end = i - 1
            break
    if head is None or (tree.kid(verb, "ccomp") is not None and tree.kid(verb, "ccomp") > last):  # type: ignore[operator]
        return None
    return _aside(tree, verb, head, verb, end)


def _aside(tree: Tree, verb: int, head: int, first: int, end: int) -> Aside | None:
    """Return the aside with the sentence's other words as content."""
    low, high = 0, len(tree.tokens) - 1
    for i in range(first - 1, -1, -1):
        if tree.tokens[i].text == ";":
            low = i + 1
            break
    content = [i for i in range(low, high + 1) if i < first or i > end]
    if end < high and _own_words(tree, first, end):
        content = [i for i in content if i < first]
    if not any(tree.tokens[i].upos in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"} for i in content if i < first):
        return None
    return Aside(verb=verb, subject=head, content=tuple(content))
