"""All utterances of a report: what verbs, nouns and asides say, with quotations joined to their cues."""

from __future__ import annotations

import re

from herodotus.analyse.asides import aside_utterance, line_utterances
from herodotus.analyse.continuing import continued
from herodotus.analyse.datelines import find_datelines, without_datelines
from herodotus.analyse.floating import bounded, floating, inherited
from herodotus.analyse.interruptions import find_asides
from herodotus.analyse.nouns import adjective_utterance, lie_utterance, noun_utterance
from herodotus.analyse.quotes import Quote, find_quotes
from herodotus.analyse.silence import silence_utterance
from herodotus.analyse.sources import speaker_of_verb
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Utterance, holds, joined, length
from herodotus.analyse.verbs import cue_span, negated, phrasal, verb_utterance
from herodotus.knowledge.speech import Speech
from herodotus.types import Act

_DENYING = frozenset({Act.DENY, Act.CONFIRM, Act.DISTANCE, Act.FEAR, Act.ACCUSE})


def find_utterances(trees: list[Tree], text: str, speech: Speech) -> list[Utterance]:
    """Return every utterance of a report in text order; quotations are joined to their cues."""
    found: list[Utterance] = []
    for tree in trees:
        found += _in_sentence(tree, speech)
    datelines = find_datelines(text)
    lines = [
        line
        for line in line_utterances(trees, text, speech)
        if not any(a <= line.cue[0] < b for a, b in datelines if line.cue)
    ]
    found = [u for u in found if not any(u.cue and line.cue and u.cue == line.cue for line in lines)] + lines
    quotes = [quote for quote in find_quotes(text) if _is_speech(quote, text, speech)]
    _join_quotes(found, quotes, trees, text, speech)
    found += continued(found, trees, speech)
    for utterance in found:
        utterance.content = without_datelines(utterance.content, datelines)
    kept = [u for u in found if u.content or u.act is Act.REFUSE_COMMENT]
    return sorted(kept, key=lambda u: (u.at, -length(u.content)))


def _in_sentence(tree: Tree, speech: Speech) -> list[Utterance]:
    found: list[Utterance] = []
    asides = find_asides(tree, speech)
    for index, token in enumerate(tree.tokens):
        made = None
        if token.upos == "VERB" and token.xpos == "VBN":
            made = adjective_utterance(tree, index, speech)
        if made is None and token.upos in {"VERB", "AUX"}:
            made = silence_utterance(tree, index, speech) or verb_utterance(tree, index, speech, asides)
        elif made is None and token.upos in {"NOUN", "PROPN"}:
            made = noun_utterance(tree, index, speech) or verb_utterance(tree, index, speech)
        if made is None and token.upos in {"ADJ", "VERB"}:
            made = adjective_utterance(tree, index, speech)
        made = made or aside_utterance(tree, index, speech)
        lie = lie_utterance(tree, index, speech)
        found += [utterance for utterance in (made, lie) if utterance is not None]
    return _collapse(tree, found)


def _collapse(tree: Tree, found: list[Utterance]) -> list[Utterance]:
    """Make one of "denied reports that S" (a denial of S); drop a claim that the report calls a lie."""
    dropped: set[int] = set()
    for noun in [u for u in found if u.frame == "noun"]:
        for verb in found:
            whole = (
                verb.frame == "np"
                and verb.act in _DENYING
                and noun.token in tree.kids(verb.token, "obj", "nsubj")
            )
            if whole:
                verb.content = list(noun.content)
                if noun.source is None or noun.source.token == noun.token or verb.source is None:
                    dropped.add(id(noun))
    relayed = {u.token for u in found if u.relay is not None}
    dropped |= {id(u) for u in found if u.token in relayed and u.relay is None}
    silent = {u.token for u in found if u.frame == "silence"}
    dropped |= {id(u) for u in found if u.token in silent and u.frame != "silence"}
    lies = [u for u in found if u.frame == "lie"]
    for lie in lies:
        for other in found:
            # A torn parse runs the claimed words on to the lie itself, so the same start is enough.
            same = bool(other.content) and other.content[0][0] == lie.content[0][0]
            if other is not lie and same and other.source is None and not other.own:
                dropped.add(id(other))
    return [u for u in found if id(u) not in dropped]


def _is_speech(quote: Quote, text: str, speech: Speech) -> bool:
    """Say whether a quoted stretch is speech, not a word set apart ("terrorists") or a title."""
    words = re.findall(r"\w+", text[quote.start : quote.end])
    if len(words) >= 2 * speech.scare_words:
        return True
    inner = text[quote.start : quote.end].strip("\"“”«»‘’'` ")
    return len(words) >= speech.scare_words and (inner[-1:] in ".,!?" or inner[:1].isupper())


def _join_quotes(
    found: list[Utterance], quotes: list[Quote], trees: list[Tree], text: str, speech: Speech
) -> None:
    """Give every quotation to the utterance that says it; one without a cue carries the last speaker on."""
    last: Utterance | None = None
    for given in quotes:
        quote = given if given.closed else bounded(given, trees, speech)
        owner = _owner(found, quote, trees, text, speech)
        if owner is not None:
            _take(owner, quote)
            last = owner
        elif last is not None and _goes_on(last, quote, text):
            found.append(inherited(last, quote, _tree_at(trees, quote.start) or last.tree))
        else:
            last = floating(found, quote, trees, text, speech)
            found += [last] if last is not None else []
    for utterance in found:
        if utterance.quote == "indirect" and any(_touches(utterance.content, quote) for quote in quotes):
            utterance.quote = "mixed"


def _take(owner: Utterance, quote: Quote) -> None:
    """Add a quotation to an utterance's content."""
    outside = [span for span in owner.content if not (quote.start <= span[0] and span[1] <= quote.end)]
    owner.quote = "direct" if not outside or owner.quote == "direct" else "mixed"
    owner.content = joined([*owner.content, (quote.start, quote.end)])


def _owner(
    found: list[Utterance], quote: Quote, trees: list[Tree], text: str, speech: Speech
) -> Utterance | None:
    """Return the utterance whose cue stands outside the quotation and says it."""
    outer = [u for u in found if u.cue and not quote.start <= u.cue[0] < quote.end and u.quote != "inherited"]
    held = [u for u in outer if any(a <= quote.start + 1 and quote.start < b for a, b in u.content)]
    if held:
        return min(held, key=lambda u: length(u.content))
    touching = [u for u in outer if _touches(u.content, quote) and u.frame != "np"]
    if touching:
        return min(touching, key=lambda u: abs(u.at - quote.start))
    first, last = _tree_at(trees, quote.start), _tree_at(trees, max(quote.start, quote.end - 1))
    for tree in dict.fromkeys(t for t in (first, last) if t is not None):
        near = _cue_beside(tree, quote, text, speech)
        if near is not None:
            known = next((u for u in found if u.tree is tree and u.token == near), None)
            return known or _made(found, tree, near, speech)
    return _announced(found, quote, trees, text, speech)


def _touches(content: list[tuple[int, int]], quote: Quote) -> bool:
    return any(a < quote.end and quote.start < b for a, b in content)


def _cue_beside(tree: Tree, quote: Quote, text: str, speech: Speech) -> int | None:
    """Return the nearest speech verb of a sentence that stands outside the quotation and takes quotes."""
    best: tuple[int, int] | None = None
    for index, token in enumerate(tree.tokens):
        if token.upos not in {"VERB", "AUX"} or quote.start <= token.start < quote.end:
            continue
        if speech.act(phrasal(tree, index), "quote") is None:
            continue
        gap = token.start - quote.end if token.start >= quote.end else quote.start - token.end
        between = text[quote.end : token.start] if token.start >= quote.end else text[token.end : quote.start]
        if re.search(r"[.!?]\s", between[1:]) or gap > 120:  # noqa: PLR2004 - a cue stands in reach of its quotation
            continue
        if best is None or gap < best[0]:
            best = (gap, index)
    return best[1] if best else None


def _made(found: list[Utterance], tree: Tree, verb: int, speech: Speech) -> Utterance | None:
    """Open an utterance for a cue that the tree left without content."""
    source = speaker_of_verb(tree, verb, speech)
    act = speech.act(phrasal(tree, verb), "quote")
    if act is None or source is None:
        return None
    made = Utterance(
        tree=tree,
        cue=cue_span(tree, verb),
        token=verb,
        act=act,
        frame="quote",
        source=source,
        negated=negated(tree, verb, speech),
        quote="direct",
    )
    found.append(made)
    return made


def _announced(
    found: list[Utterance], quote: Quote, trees: list[Tree], text: str, speech: Speech
) -> Utterance | None:
    """Return the cue of a sentence before that ends in a colon ("He said:", then the quotation)."""
    before = text[: quote.start].rstrip()
    if not before.endswith((":", ",")):
        return None
    tree = _tree_at(trees, len(before) - 1)
    if tree is None:
        return None
    verbs = [
        i
        for i, token in enumerate(tree.tokens)
        if token.upos == "VERB" and token.start < len(before) and speech.act(phrasal(tree, i), "quote")
    ]
    if not verbs:
        return None
    known = next((u for u in found if u.tree is tree and u.token == verbs[-1] and not u.content), None)
    return known or _made(found, tree, verbs[-1], speech)


def _goes_on(last: Utterance, quote: Quote, text: str) -> bool:
    """Say whether a quotation without a cue carries the last speaker on."""
    if quote.resumes:
        return True
    end = max(end for _, end in last.content) if last.content else last.at
    end = max(end, last.cue[1] if last.cue else 0)
    between = text[end : quote.start]
    if "\n\n" in between and not quote.resumes:
        return between.strip(" \n\t.,\"”'’") == ""
    return len(re.findall(r"[.!?]\s", between)) <= 1


def _tree_at(trees: list[Tree], offset: int) -> Tree | None:
    low, high = 0, len(trees) - 1
    while low <= high:
        middle = (low + high) // 2
        sentence = trees[middle].sentence
        if offset < sentence.start:
            high = middle - 1
        elif offset >= sentence.end:
            low = middle + 1
        else:
            return trees[middle]
    return None


__all__ = ["find_utterances", "holds"]
