"""Sentences that carry indirect speech on without a cue: "The minister said S. It would T. He added U."."""

from __future__ import annotations

from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Utterance, holds
from herodotus.knowledge.speech import Speech
from herodotus.types import Act

_TELLING = frozenset({Act.ASSERT, Act.CONFIRM, Act.DISTANCE, Act.EVIDENCE})
_LONGEST = 2  # sentences between two cues of one speaker; a longer run is the report's own again


def continued(found: list[Utterance], trees: list[Tree], speech: Speech) -> list[Utterance]:
    """Return sentences without a cue that go on with the indirect speech before them in their paragraph.

    Two signs are taken: the same speaker goes on with "he added" right after; or the sentence keeps the
    tense of reported speech ("would") after a cue in the past. All else is the report's own.
    """
    outer: dict[int, list[Utterance]] = {}
    for one in found:
        around = any(o is not one and one.cue and holds(o.content, *one.cue) for o in found)
        if not around:
            outer.setdefault(one.tree.number, []).append(one)
    made = []
    for number, tree in enumerate(trees):
        last = _indirect_end(outer.get(number, []), tree)
        if last is None:
            continue
        run = _silent_after(number, trees, outer)
        after = number + len(run) + 1
        goes_on = run and after < len(trees) and _adds(outer.get(after, []), trees[after], tree, speech)
        for step in run:
            if not goes_on and not _shifted(trees[step], last):
                break
            made.append(_carried(last, trees[step]))
    return made


def _indirect_end(outer: list[Utterance], tree: Tree) -> Utterance | None:
    """Return the utterance that tells the end of its sentence in the report's words."""
    for one in outer:
        told = one.act in _TELLING and one.quote == "indirect" and one.cue and not one.negated and not one.own
        reaches = one.content and one.content[-1][1] >= tree.sentence.end - 2
        if told and reaches and one.source is not None and one.frame in {"that", "aside"}:
            return one
    return None


def _silent_after(number: int, trees: list[Tree], outer: dict[int, list[Utterance]]) -> list[int]:
    """Return the sentences after one, in its paragraph, that hold nobody's speech and no quotation marks."""
    run: list[int] = []
    for step in range(number + 1, min(number + 1 + _LONGEST, len(trees))):
        tree = trees[step]
        if tree.sentence.paragraph != trees[number].sentence.paragraph or outer.get(step):
            break
        if any(token.text in {'"', "“", "”", "«", "»"} for token in tree.tokens):
            break
        run.append(step)
    return run


def _adds(outer: list[Utterance], tree: Tree, before: Tree, speech: Speech) -> bool:
    """Say whether a sentence goes on with the same speaker: "he added that", "she also said"."""
    if tree.sentence.paragraph != before.sentence.paragraph:
        return False
    for one in outer:
        if one.token < 0 or one.source is None or one.source.tree is not tree:
            continue
        pronoun = tree.tokens[one.source.token].upos == "PRON"
        also = any(tree.word(kid) in {"also", "further", "too"} for kid in tree.kids(one.token, "advmod"))
        if pronoun and (also or tree.lemma(one.token) in speech.continuing):
            return True
    return False


def _shifted(tree: Tree, last: Utterance) -> bool:
    """Say whether a sentence stands in the tense of reported speech: "would", after a cue in the past."""
    root = next((i for i, head in enumerate(tree.heads) if head < 0), -1)
    past = last.tree.tokens[last.token].xpos in {"VBD", "VBN"}
    would = root >= 0 and any(tree.low[aux] == "would" for aux in tree.kids(root, "aux"))
    free = any(low in {"if", "unless", "whether"} for low in tree.low)
    return past and would and not free


def _carried(last: Utterance, tree: Tree) -> Utterance:
    return Utterance(
        tree=tree,
        cue=None,
        token=-1,
        act=last.act,
        frame="continued",
        source=last.source,
        relay=last.relay,
        via=last.via,
        content=[(tree.sentence.start, tree.sentence.end)],
        quote="inherited",
        follows=last.follows or last,
    )
