"""Trees mended where parsers err about speech: what goes on saying hangs on the cue, not in what was said."""

from __future__ import annotations

from herodotus.analyse.trees import Tree
from herodotus.knowledge.speech import Speech, load_speech

_CITING = frozenset({"cite", "quote"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def mend(tree: Tree) -> Tree:
    """Rehang, in place, coordinated and participial cues that the tree put inside another cue's content.

    "It said it was opposed and warned them" -> `warned` joins `said`; "he said it failed, arguing
    that ..." -> `arguing` hangs on `said`. Only verbs of saying are moved.
    """
    speech = load_speech()
    for verb, token in enumerate(tree.tokens):
        if token.upos != "VERB" or not (
            speech.act(tree.lemma(verb), "quote") or speech.act(tree.lemma(verb), "that")
        ):
            continue
        _from_document(tree, verb, speech)
        _past_citing(tree, verb)
        clause = tree.kid(verb, "ccomp")
        _told_subject(tree, verb, clause)
        _outer_mark(tree, verb, clause)
        if clause is None or clause < verb:
            continue
        _back_into_content(tree, verb, clause, speech)
        for kid in list(tree.children[clause]):
            if kid > clause and _goes_on_saying(tree, kid, token.xpos, speech):
                tree.hang(kid, verb, "conj")
            elif kid > clause and _adds(tree, kid, speech):
                tree.hang(kid, verb, "advcl")
    return tree


def _from_document(tree: Tree, verb: int, speech: Speech) -> None:
    """Give "said in a statement that S" its clause back from the statement."""
    for noun in tree.kids(verb, "obl"):
        if tree.kid(verb, "ccomp") is None and tree.lemma(noun) in speech.documents | speech.nouns.keys():
            for kid in tree.kids(noun, "acl", "ccomp"):
                if any(tree.word(mark) == "that" for mark in tree.kids(kid, "mark")):
                    tree.hang(kid, verb, "ccomp")


def _past_citing(tree: Tree, verb: int) -> None:
    """Give "reported, citing a man who saw it, that S" its clause back from within the aside."""
    aside = next((k for k in tree.kids(verb, "advcl") if tree.lemma(k) in _CITING and k > verb), None)
    if aside is None or tree.kid(verb, "ccomp") is not None:
        return
    for kid in tree.subtree(aside):
        for mark in tree.kids(kid, "mark"):
            if mark > aside and tree.word(mark) == "that" and tree.low[mark - 1] == "," and kid != aside:
                tree.hang(kid, verb, "ccomp")
                return


def _told_subject(tree: Tree, verb: int, clause: int | None) -> None:
    """Give "soon, says Ada Moreau, officers were handing out rifles" its officers back from the speaker."""
    speaker = tree.kid(verb, "nsubj")
    beside = tree.kid(speaker, "appos") if speaker is not None else None
    if clause is None or beside is None or tree.kid(clause, "nsubj", "mark", "expl") is not None:
        return
    first = min([clause, *tree.kids(clause, "aux")])
    if beside < first and set(range(beside, first)) <= set(tree.subtree(beside)):
        tree.hang(beside, clause, "nsubj")


def _outer_mark(tree: Tree, verb: int, clause: int | None) -> None:
    """Give a "that" before the cue to the cue's own clause ("told me that his captain said S")."""
    for mark in tree.kids(clause, "mark") if clause is not None else []:
        if mark < verb < (clause or 0) and tree.word(mark) == "that" and tree.head(verb) >= 0:
            tree.hang(mark, verb, "mark")


def _back_into_content(tree: Tree, verb: int, clause: int, speech: Speech) -> None:
    """Give what is said its second half back: "says it is hard and will take time", in another tense."""
    said = tree.tokens[verb].xpos
    for kid in [kid for kid in tree.kids(verb, "conj") if kid > clause]:
        modal = any(tree.tokens[aux].xpos == "MD" for aux in tree.kids(kid, "aux"))
        tense = tree.tokens[kid].xpos
        other = modal or (said in _FINITE and tense in _FINITE and (tense == "VBD") != (said == "VBD"))
        bare = tree.kid(kid, "nsubj", "mark") is None and speech.act(tree.lemma(kid), "quote") is None
        if other and bare and not any(tree.tokens[aux].xpos == "MD" for aux in tree.kids(verb, "aux")):
            tree.hang(kid, clause, "conj")


def _goes_on_saying(tree: Tree, kid: int, tag: str, speech: Speech) -> bool:
    """Say whether a conjunct of the content is a second cue of the same speaker ("and warned ...")."""
    bare = tree.kid(kid, "nsubj", "mark", "aux", "expl") is None
    said = (
        any(speech.act(tree.lemma(kid), frame) for frame in ("quote", "of"))
        and tree.tokens[kid].upos == "VERB"
    )
    after = tree.rels[kid] == "parataxis" and tree.low[kid - 1] == ","
    joined = tree.rels[kid] == "conj" or after
    return joined and bare and said and tree.tokens[kid].xpos == tag and tag in _FINITE


def _adds(tree: Tree, kid: int, speech: Speech) -> bool:
    """Say whether a participle after a comma goes on with the speaking ("..., adding that")."""
    if (
        tree.rels[kid] != "advcl"
        or tree.tokens[kid].xpos != "VBG"
        or tree.kid(kid, "nsubj", "mark") is not None
    ):
        return False
    first = min(tree.subtree(kid))
    lemma = tree.lemma(kid)
    said = speech.act(lemma, "quote") or speech.act(lemma, "that") or lemma in speech.relay
    return first > 0 and tree.tokens[first - 1].text == "," and bool(said)
