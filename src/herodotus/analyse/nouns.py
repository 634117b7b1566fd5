"""Nouns and adjectives that hold what is said or thought: "rumours that", "afraid that"."""

from __future__ import annotations

from herodotus.analyse.sources import owner_of, speaker_of_noun, speaker_of_verb
from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Speaker, Utterance, spans_of
from herodotus.analyse.verbs import negated, phrasal
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech
from herodotus.types import Act


def noun_utterance(tree: Tree, noun: int, speech: Speech) -> Utterance | None:
    """Return the utterance that this noun holds: its "that" clause, or the clause that "is" it."""
    act = speech.nouns.get(tree.lemma(noun))
    if act is None or tree.tokens[noun].upos not in {"NOUN", "PROPN"}:
        return None
    clause = _clause_of(tree, noun)
    if clause is None:
        clause = _matter_of(tree, noun, speech)
    certain = {tree.word(kid) for kid in tree.kids(noun, "det", "amod")} & {"no", "little"}
    if clause is None or (certain and tree.lemma(noun) == "doubt"):
        return None
    owner = owner_of(tree, noun, speech)
    source = Speaker(tree, owner, document=noun) if owner is not None else None
    if source is None and tree.lemma(noun) in speech.documents:
        source = Speaker(tree, noun, document=noun)
    verb = tree.head(noun)
    denied = (
        verb >= 0
        and tree.rels[noun] == "obj"
        and tree.lemma(verb) in speech.light
        and negated(tree, verb, speech)
    )
    return Utterance(
        tree=tree,
        cue=tree.offsets([noun]),
        token=noun,
        act=act,
        frame="noun",
        source=source,
        content=spans_of(tree, _to_the_next(tree, clause, speech)),
        negated=denied or _none(tree, noun),
    )


def _matter_of(tree: Tree, noun: int, speech: Speech) -> int | None:
    """Return what "rumours of a coup", "allegations of torture" are about; no person, no place."""
    if tree.lemma(noun) not in speech.of_what or tree.kid(noun, "cop") is not None:
        return None
    for kid in tree.kids(noun, "nmod"):
        if kid > noun and any(tree.word(case) == "of" for case in tree.kids(kid, "case")):
            known = load_actor_words().kinds.get(tree.lemma(kid))
            return kid if tree.tokens[kid].upos in {"NOUN", "VERB"} and known is None else None
    return None


def _to_the_next(tree: Tree, clause: int, speech: Speech) -> list[int]:
    """Return a clause without what the tree hung in it: "rumours that S, and speculation that T"."""
    cut: set[int] = set()
    for kid in tree.subtree(clause):
        if tree.rels[kid] == "conj" and tree.lemma(kid) in speech.nouns and _clause_of(tree, kid) is not None:
            cut |= set(tree.subtree(kid))
    return [i for i in tree.subtree(clause) if i not in cut]


def _none(tree: Tree, noun: int) -> bool:
    """Say whether "no evidence that", "no confirmation that" stands here."""
    return any(tree.word(kid) == "no" for kid in tree.kids(noun, "det"))


def _clause_of(tree: Tree, noun: int) -> int | None:
    for kid in tree.children[noun]:
        deprel = tree.tokens[kid].deprel
        if deprel in {"acl", "ccomp", "acl:relcl"} and kid > noun:
            marks = {tree.word(mark) for mark in tree.kids(kid, "mark")}
            if "that" in marks or (marks & {"to", "whether"}):
                return kid
    head = tree.head(noun)
    if head >= 0 and tree.rels[noun] == "nsubj":
        if tree.kid(head, "cop") is not None:
            marked = [kid for kid in tree.kids(head, "ccomp", "advcl", "csubj") if _that(tree, kid)]
            if marked:
                return marked[0]
            if _that(tree, head) and tree.kids(head, "cop")[0] < tree.kids(head, "mark")[0]:
                return head
        if tree.lemma(head) == "be":
            return next((kid for kid in tree.kids(head, "ccomp", "xcomp") if _that(tree, kid)), None)
    return None


def _that(tree: Tree, kid: int) -> bool:
    return any(tree.word(mark) == "that" for mark in tree.kids(kid, "mark"))


def adjective_utterance(tree: Tree, word: int, speech: Speech) -> Utterance | None:
    """Return the utterance of "is afraid that ...", "are ready to ..."."""
    act = speech.adjectives.get(tree.word(word)) or speech.adjectives.get(tree.lemma(word))
    if (
        act is None
        or tree.tokens[word].upos not in {"ADJ", "VERB"}
        or tree.rels[word] in {"amod", "compound"}
    ):
        return None
    clause = tree.kid(word, "ccomp", "xcomp")
    if clause is None or (tree.rels[clause] == "xcomp" and act not in {Act.PLAN, Act.HOPE}):
        clause = next((kid for kid in tree.kids(word, "advcl", "ccomp") if _that(tree, kid)), None)
    subject = tree.kid(word, "nsubj")
    source = (
        speaker_of_noun(tree, subject, speech) if subject is not None else speaker_of_verb(tree, word, speech)
    )
    if clause is None or source is None:
        return None
    return Utterance(
        tree=tree,
        cue=tree.offsets([word]),
        token=word,
        act=act,
        frame="adjective",
        source=source,
        content=spans_of(tree, tree.subtree(clause)),
        negated=negated(tree, word, speech),
    )


def _said_before(tree: Tree, anchor: int, speech: Speech) -> int | None:
    """Return S of "claiming that S was a lie" where a parse hung both S and the lie under the claiming."""
    head = tree.heads[anchor]
    if head < 0 or tree.rels[anchor] != "ccomp" or phrasal(tree, head) not in speech.verbs:
        return None
    if tree.tokens[head].xpos not in {"VBG", "VB"} or tree.kid(head, "nsubj") is not None:
        return None
    return next((kid for kid in tree.kids(head, "ccomp") if kid < anchor and _that(tree, kid)), None)


def lie_utterance(tree: Tree, word: int, speech: Speech) -> Utterance | None:
    """Return the report's own denial: "claiming that S was a lie", "it is untrue that S"."""
    if tree.lemma(word) not in speech.falsehood and tree.word(word) not in speech.falsehood:
        return None
    if tree.rels[word] in {"amod", "compound"}:
        return None
    if tree.lemma(word) == "truth":
        return _untruth(tree, word, speech)
    anchor = _predicate(tree, word)
    subject = tree.kid(anchor, "csubj", "nsubj")
    content: list[int] = []
    if subject is not None and tree.rels[subject] == "csubj":
        clause = tree.kid(subject, "ccomp") if phrasal(tree, subject) in speech.verbs else subject
        content = tree.subtree(clause if clause is not None else subject)
    elif subject is not None and tree.lemma(subject) in speech.nouns:
        clause = _clause_of(tree, subject)
        if clause is None:  # a parser takes "that" for a relative where it sees no object
            clause = next((kid for kid in tree.kids(subject, "acl") if tree.low[subject + 1] == "that"), None)
        content = tree.subtree(clause) if clause is not None else []
    elif subject is not None and tree.rels[subject] == "nsubj" and tree.tokens[subject].upos == "VERB":
        clause = tree.kid(subject, "ccomp")
        content = tree.subtree(clause) if clause is not None else []
    if not content and (said := _said_before(tree, anchor, speech)) is not None:
        content = tree.subtree(said)
    if not content and (said := _saying(tree, anchor, speech)) is not None:
        content = tree.subtree(said)
    if not content and tree.word(min(word + 1, len(tree.tokens) - 1)) == "that" and _it(tree, word):
        content = [i for i in range(word + 1, len(tree.tokens)) if tree.tokens[i].upos != "PUNCT"]
    if not content:
        clause = next((kid for kid in tree.kids(anchor, "ccomp", "csubj", "advcl") if _that(tree, kid)), None)
        expletive = tree.kid(anchor, "expl") is not None or (
            subject is not None and tree.word(subject) == "it"
        )
        content = tree.subtree(clause) if clause is not None and expletive else []
    if not content:
        return None
    refuted = not negated(tree, word, speech) and not negated(tree, anchor, speech)
    return Utterance(
        tree=tree,
        cue=tree.offsets([word]),
        token=word,
        act=Act.DENY if refuted else Act.ASSERT,
        frame="lie",
        content=spans_of(tree, content),
        own=True,
    )


def _untruth(tree: Tree, word: int, speech: Speech) -> Utterance | None:
    """Return "there is no truth in the claim that S" as a denial of S by whoever says so."""
    if not any(tree.word(kid) == "no" for kid in tree.kids(word, "det")):
        return None
    for kid in [*tree.kids(word, "nmod"), *tree.kids(max(tree.head(word), 0), "obl")]:
        clause = _clause_of(tree, kid) if tree.lemma(kid) in speech.nouns else None
        if clause is not None:
            return Utterance(
                tree=tree,
                cue=tree.offsets([word]),
                token=word,
                act=Act.DENY,
                frame="lie",
                content=spans_of(tree, tree.subtree(clause)),
                own=True,
            )
    return None


def _saying(tree: Tree, anchor: int, speech: Speech) -> int | None:
    """Return what is said in "to say that S is nonsense", where the tree has the saying as an adjunct."""
    for kid in tree.kids(anchor, "advcl", "dislocated"):
        if kid < anchor and phrasal(tree, kid) in speech.verbs and tree.kid(kid, "nsubj") is None:
            clause = tree.kid(kid, "ccomp")
            if clause is not None and clause < anchor:
                return clause
    return None


def _it(tree: Tree, word: int) -> bool:
    return any(tree.word(i) == "it" for i in range(max(0, word - 4), word))


def _predicate(tree: Tree, word: int) -> int:
    """Return the predicate of a word of falsehood: itself, or "nothing" in "nothing short of a lie"."""
    current = word
    if tree.rels[current] == "xcomp" and tree.lemma(tree.head(current)) in {"prove", "turn"}:
        return tree.head(current)  # "the rumour that S proved false", "turned out to be a hoax"
    while tree.rels[current] in {"nmod", "obl", "advcl", "acl", "conj", "advmod"} and tree.head(current) >= 0:
        head = tree.head(current)
        current = head
        if tree.kid(head, "nsubj", "csubj") is not None:
            break
    return current if tree.kid(current, "nsubj", "csubj") is not None else word
