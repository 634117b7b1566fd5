"""Quotations without a cue: they carry on the voice of the sentence before them."""

from __future__ import annotations

import re
from dataclasses import replace

from herodotus.analyse.quotes import Quote
from herodotus.analyse.sources import can_speak, speaker_of_noun
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Speaker, Utterance, holds
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech
from herodotus.types import Act

_HUMAN = frozenset({"person", "role", "group"})
_CARRIED = frozenset(
    {Act.DENY, Act.REFUSE_COMMENT, Act.DEMAND, Act.PLAN, Act.REQUEST, Act.ACCUSE, Act.THREATEN}
)


def bounded(quote: Quote, trees: list[Tree], speech: Speech) -> Quote:
    """End a quotation that nothing closes: after a few sentences, or before somebody new is brought in."""
    inside = [tree for tree in trees if quote.start < tree.sentence.end and tree.sentence.start < quote.end]
    for number, tree in enumerate(inside[1:], 1):
        if number >= speech.unclosed_sentences or _introduces(tree):
            return replace(quote, end=inside[number - 1].sentence.end)
    return quote


def _introduces(tree: Tree) -> bool:
    """Say whether a sentence opens with a person and who that is: "Ana Diaz, a nurse, ..."."""
    subjects = [i for i, rel in enumerate(tree.rels) if rel == "nsubj"]
    if not subjects:
        return False
    person = any(
        name.label == "PER" and name.start <= tree.tokens[subjects[0]].start < name.end
        for name in tree.sentence.names
    )
    return person and tree.kid(subjects[0], "appos") is not None


def inherited(last: Utterance, quote: Quote, tree: Tree) -> Utterance:
    """Return a quotation as more speech of the utterance before it."""
    return Utterance(
        tree=tree,
        cue=None,
        token=-1,
        act=Act.ASSERT if last.act in _CARRIED else last.act,
        frame="inherited",
        source=last.source,
        relay=last.relay,
        content=[(quote.start, quote.end)],
        quote="inherited",
        follows=last.follows or last,
    )


def floating(
    found: list[Utterance], quote: Quote, trees: list[Tree], text: str, speech: Speech
) -> Utterance | None:
    """Return whole quoted sentences as speech of whom the sentence before, in their paragraph, is about.

    "The mayor was alarmed. "They burned it all."": the mayor says so, though no cue tells it.
    """
    inner = text[quote.start : quote.end].strip("\"“”«»‘’'` ")
    if len(re.findall(r"\w+", inner)) < 2 * speech.scare_words or not inner[:1].isupper():
        return None
    before = text[: quote.start].rstrip(" ")
    at = max((i for i, tree in enumerate(trees) if tree.sentence.start < len(before)), default=-1)
    if (
        at < 0
        or not re.search(r"[.!?][\"”’']?$", before)
        or "\n\n" in text[trees[at].sentence.end : quote.start]
    ):
        return None
    tree = trees[at]
    here = next((t for t in trees[at + 1 :] if t.sentence.start <= quote.start < t.sentence.end), tree)
    said = [u for u in found if u.tree is tree and u.cue and u.source is not None and not u.own]
    outer = [u for u in said if not any(o is not u and u.cue and holds(o.content, *u.cue) for o in said)]
    if outer:
        return inherited(outer[-1], quote, here)
    subject = _person(tree, speech)
    if subject is None:
        return None
    return Utterance(
        tree=here,
        cue=None,
        token=-1,
        act=Act.ASSERT,
        frame="inherited",
        source=subject,
        content=[(quote.start, quote.end)],
        quote="inherited",
    )


def _person(tree: Tree, speech: Speech) -> Speaker | None:
    """Return the human subject of a sentence's main clause."""
    root = next((i for i, head in enumerate(tree.heads) if head < 0), None)
    subject = tree.kid(root, "nsubj") if root is not None else None
    if subject is None or not can_speak(tree, subject, speech):
        return None
    token = tree.tokens[subject]
    named = any(
        name.label == "PER" and name.start < token.end and name.end > token.start
        for name in tree.sentence.names
    )
    human = load_actor_words().kinds.get(tree.lemma(subject)) in _HUMAN
    spoken = tree.word(subject) in {"he", "she"}
    return speaker_of_noun(tree, subject, speech) if named or human or spoken else None
