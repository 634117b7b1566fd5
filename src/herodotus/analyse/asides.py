"""Voices named beside a clause: "according to X", "in X's view", "reportedly", "MINISTER: ..."."""

from __future__ import annotations

import re

from herodotus.analyse.sources import speaker_of_noun
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Speaker, Utterance, spans_of
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech
from herodotus.types import Act

_INNER = frozenset({"root", "ccomp", "parataxis", "advcl", "acl", "csubj", "conj"})
_CLAUSAL = frozenset({"VERB", "AUX", "ADJ"})
_LINE = re.compile(r"^[ \t*_#>-]*([^\n:]{2,80}?)[ \t*_]*:[ \t]+(?=\S)", re.MULTILINE)


def aside_utterance(tree: Tree, index: int, speech: Speech) -> Utterance | None:
    """Return the utterance that this token opens beside a clause, if it does."""
    word = tree.word(index)
    if word == "according":
        return _according(tree, index, speech)
    if word in speech.adverbs and tree.rels[index] == "advmod":
        return _adverb(tree, index, speech.adverbs[word])
    if word in speech.owned:
        return _owned(tree, index)
    return None


def _according(tree: Tree, index: int, speech: Speech) -> Utterance | None:
    """ "According to X, S": X is the head of "according" (or hangs on it, where the tree is turned round)."""
    who = tree.head(index)
    if tree.rels[index] != "case" or who < 0:
        below = tree.kids(index, "obl", "nmod", "pobj")
        who = below[0] if below else -1
        if who < 0:
            return None
        cut, head = set(tree.subtree(index)), tree.head(index)
    else:
        cut, head = set(tree.subtree(who)), tree.head(who)
    if head < 0:
        return None
    relay, cut = _handed_on(tree, who, cut)
    to = [index] if index + 1 >= len(tree.tokens) or tree.word(index + 1) != "to" else [index, index + 1]
    source = speaker_of_noun(tree, who if relay is None else relay, speech)
    return Utterance(
        tree=tree,
        cue=tree.offsets(to),
        token=index,
        act=Act.ASSERT,
        frame="according",
        source=source,
        relay=speaker_of_noun(tree, who, speech) if relay is not None else None,
        content=spans_of(tree, _around(tree, head, cut)),
    )


def _handed_on(tree: Tree, who: int, cut: set[int]) -> tuple[int | None, set[int]]:
    """Return whom the source quotes ("according to AFP, citing officials"), and the aside with them."""
    for kid in range(max(cut) + 1, min(max(cut) + 4, len(tree.tokens))):
        if tree.lemma(kid) in {"cite", "quote"} and tree.word(kid).endswith("ing"):
            cited = tree.kid(kid, "obj")
            if cited is not None:
                return cited, cut | {kid} | set(tree.subtree(cited))
    for kid in tree.kids(who, "acl", "advcl"):
        cited = tree.kid(kid, "obj") if tree.lemma(kid) in {"cite", "quote"} else None
        if cited is not None:
            return cited, cut
    return None, cut


def _around(tree: Tree, head: int, cut: set[int]) -> list[int]:
    """Return what an aside is about: all the sentence where it opens or ends it, else its clause."""
    words = [i for i, token in enumerate(tree.tokens) if token.upos != "PUNCT"]
    named = [i for i in cut if tree.tokens[i].upos != "PUNCT"]
    low, high = min(named, default=min(cut)), max(named, default=max(cut))
    before = [i for i in words if i < low]
    after = [i for i in words if i > high]
    set_off = (not after and low > 0 and tree.tokens[low - 1].text == ",") or not before
    if set_off and not (before and after):
        return [i for i in range(len(tree.tokens)) if i not in cut]
    return _clause_without(tree, head, cut)


def _clause_without(tree: Tree, head: int, cut: set[int]) -> list[int]:
    """Return the tokens of the clause around `head`, without the aside itself."""
    while tree.rels[head] not in _INNER and tree.head(head) >= 0:
        head = tree.head(head)
    if (
        tree.rels[head] == "conj"
        and tree.tokens[head].upos not in _CLAUSAL
        and tree.kid(head, "nsubj") is None
    ):
        while tree.rels[head] not in _INNER - {"conj"} and tree.head(head) >= 0:
            head = tree.head(head)
    marks = set(tree.kids(head, "mark")) if tree.rels[head] != "root" else set()
    return [i for i in tree.subtree(head) if i not in cut and i not in marks]


def _owned(tree: Tree, index: int) -> Utterance | None:
    """ "In X's view, S"; "in the words of X, S"."""
    cases = {tree.word(kid) for kid in tree.kids(index, "case")}
    if not cases & {"in", "by", "to"} or tree.rels[index] not in {"obl", "nmod"}:
        return None
    owner = next((kid for kid in tree.children[index] if tree.tokens[kid].deprel == "nmod:poss"), None)
    if owner is None:
        owner = next(
            (
                kid
                for kid in tree.kids(index, "nmod")
                if any(tree.word(c) == "of" for c in tree.kids(kid, "case"))
            ),
            None,
        )
    head = tree.head(index)
    if owner is None or head < 0:
        return None
    told = tree.lemma(index) in {"word", "account", "telling", "version"}
    return Utterance(
        tree=tree,
        cue=tree.offsets([index]),
        token=index,
        act=Act.ASSERT if told else Act.BELIEVE,
        frame="view",
        source=Speaker(tree, owner),
        content=spans_of(tree, _clause_without(tree, head, set(tree.subtree(index)))),
    )


def _adverb(tree: Tree, index: int, act: Act) -> Utterance | None:
    head = tree.head(index)
    if head < 0:
        return None
    phrase = _phrase_after(tree, index, head)
    if phrase:
        tokens = phrase
    elif tree.tokens[head].upos in {"ADJ", "NOUN"} and tree.kid(head, "nsubj", "cop") is None:
        tokens = tree.subtree(head)
    else:
        tokens = _clause_without(tree, head, {index})
    return Utterance(
        tree=tree,
        cue=tree.offsets([index]),
        token=index,
        act=act,
        frame="adverb",
        content=spans_of(tree, [i for i in tokens if i != index]),
    )


def _phrase_after(tree: Tree, index: int, head: int) -> list[int]:
    """Return the phrase that alone is doubted in "held it, ostensibly as part of a search"."""
    after = index + 1
    if after >= len(tree.tokens) or tree.tokens[after].upos not in {"ADP", "SCONJ"} or index < head:
        return []
    top = after
    while tree.head(top) > index:
        top = tree.head(top)
    if tree.rels[top] not in {"obl", "nmod", "advcl"}:
        return []
    return [i for i in tree.subtree(top) if i > index]


def line_utterances(trees: list[Tree], text: str, speech: Speech) -> list[Utterance]:
    """Return speaker lines: "MINISTER: ...", a headline's "Minister: ...", up to the end of the line."""
    made = []
    for match in _LINE.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        tree = next((t for t in trees if t.sentence.start <= match.start(1) < t.sentence.end), None)
        if tree is None:
            continue
        left = [i for i, token in enumerate(tree.tokens) if match.start(1) <= token.start < match.end(1)]
        if not _names_someone(tree, left, speech):
            continue
        colon = match.end(1) + text[match.end(1) : match.end()].index(":")
        content = (match.end(), match.end() + len(text[match.end() : end].rstrip()))
        made.append(
            Utterance(
                tree=tree,
                cue=(colon, colon + 1),
                token=tree.top(left),
                act=Act.ASSERT,
                frame="line",
                source=Speaker(tree, tree.top(left)),
                content=[content],
                quote="direct",
            )
        )
    return made


def _names_someone(tree: Tree, left: list[int], speech: Speech) -> bool:
    """Say whether the words before a colon are a short noun phrase that names a speaker."""
    if not left or len(left) > speech.headline_words:
        return False
    tokens = [tree.tokens[i] for i in left]
    if any(token.upos in {"VERB", "AUX", "ADP", "NUM", "ADV", "SCONJ", "PRON"} for token in tokens):
        return False
    named = any(
        name.label in {"PER", "ORG"} and name.start < tokens[-1].end and name.end > tokens[0].start
        for name in tree.sentence.names
    )
    if any(token.lemma.lower() in speech.labels or token.text.lower() == "source" for token in tokens):
        return False
    if tree.word(left[-1]) in {"sources", "officials"}:
        return True
    known = (
        tokens[-1].lemma.lower() in speech.documents or tokens[-1].lemma.lower() in load_actor_words().kinds
    )
    shouted = all(token.text.isupper() or token.upos == "PUNCT" for token in tokens)
    return named or shouted or known or all(token.upos in {"PROPN", "PUNCT"} for token in tokens)
