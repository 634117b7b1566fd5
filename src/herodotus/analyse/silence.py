"""Silence on record: "declined to comment", "could not be reached"."""

from __future__ import annotations

from herodotus.analyse.sources import speaker_of_verb
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Utterance, spans_of
from herodotus.knowledge.speech import Speech
from herodotus.types import Act


def silence_utterance(tree: Tree, verb: int, speech: Speech) -> Utterance | None:
    """Return "X declined to comment" as an utterance; what is not said ("whether S") is its content."""
    if tree.lemma(verb) not in speech.silence:
        return None
    unsaid = next(
        (kid for kid in tree.kids(verb, "xcomp", "ccomp") if tree.lemma(kid) in speech.unsaid), None
    )
    if unsaid is None:
        return None
    source = speaker_of_verb(tree, verb, speech)
    clause = tree.kid(unsaid, "ccomp", "advcl")
    return Utterance(
        tree=tree,
        cue=tree.offsets([verb, unsaid]),
        token=unsaid,
        act=Act.REFUSE_COMMENT,
        frame="silence",
        source=source,
        content=spans_of(tree, tree.subtree(clause)) if clause is not None else [],
    )
