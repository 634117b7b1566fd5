"""Who is behind a verb or noun of saying: subject, agent, controller, possessor, issuer of a document."""

from __future__ import annotations

from herodotus.analyse.trees import Tree
from herodotus.analyse.utterances import Speaker
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech

_BY = frozenset({"by", "from"})
_LOST = frozenset({"nsubj", "root", "dep", "vocative", "dislocated", "parataxis", "list"})
_DOERS = ("er", "or", "ist", "man", "men", "ian", "ant", "person", "ee", "woman", "women")
_HUMAN = frozenset({"person", "role", "group"})
_NAMES = frozenset({"PROPN", "NOUN", "PRON", "NUM", "ADJ", "DET", "X"})


def passive(tree: Tree, verb: int) -> bool:
    """Say whether a verb is passive here."""
    rels = {tree.tokens[kid].deprel for kid in tree.children[verb]}
    if "aux:pass" in rels or "nsubj:pass" in rels:
        return True
    token = tree.tokens[verb]
    bare = tree.kid(verb, "aux", "nsubj", "obj", "mark") is None
    return bare and (
        (token.xpos == "VBN" and tree.rels[verb] in {"acl", "advcl"})
        or (token.xpos == "VBD" and tree.rels[verb] == "advcl")
    )


def agent(tree: Tree, verb: int) -> int | None:
    """Return the "by" phrase of a passive."""
    for kid in tree.kids(verb, "obl", "nmod"):
        if any(tree.word(case) == "by" for case in tree.kids(kid, "case")):
            return kid
    return None


def speaker_of_verb(tree: Tree, verb: int, speech: Speech, *, depth: int = 0) -> Speaker | None:
    """Return who does the saying of a verb, through passive, coordination and control; None if not stated."""
    if passive(tree, verb):
        by = agent(tree, verb)
        return speaker_of_noun(tree, by, speech) if by is not None else None
    subject = tree.kid(verb, "nsubj")
    if subject is not None:
        return _subject(tree, verb, subject, speech)
    if depth > 4:  # noqa: PLR2004 - a chain of control longer than this is a broken tree
        return None
    found = _controller(tree, verb, speech, depth)
    if found is None and depth == 0:
        found = (
            _main_subject(tree, verb, speech)
            if tree.tokens[verb].xpos == "VBG"
            else _before(tree, verb, speech)
        )
    return found


def _main_subject(tree: Tree, verb: int, speech: Speech) -> Speaker | None:
    """Return the subject of the sentence for a participle that hangs on nothing that has one."""
    root = verb
    while tree.head(root) >= 0:
        root = tree.head(root)
    subject = tree.kid(root, "nsubj") if root != verb else None
    return (
        speaker_of_noun(tree, subject, speech)
        if subject is not None and can_speak(tree, subject, speech)
        else None
    )


def _before(tree: Tree, verb: int, speech: Speech) -> Speaker | None:
    """Return the nearest noun phrase before a finite verb that the tree left without a subject."""
    if tree.tokens[verb].xpos not in {"VBD", "VBZ", "VBP"}:
        return None
    for index in range(verb - 1, -1, -1):
        rel, token = tree.rels[index], tree.tokens[index]
        if token.upos == "VERB" and token.xpos in {"VBD", "VBZ", "VBP"} and rel not in {"acl", "advcl"}:
            return None
        if tree.low[index] in load_actor_words().not_names:
            continue
        if rel in _LOST and token.upos in {"PROPN", "NOUN", "PRON"} and can_speak(tree, index, speech):
            return speaker_of_noun(tree, index, speech)
    return None


def _subject(tree: Tree, verb: int, subject: int, speech: Speech) -> Speaker | None:
    """Return the subject; for a relative pronoun, the noun its clause is about."""
    token = tree.tokens[subject]
    if tree.rels[subject] == "expl":
        return None
    if tree.low[subject] in load_actor_words().not_names:
        return _before(tree, verb, speech)
    if token.upos == "PRON" and tree.word(subject) in {"who", "which", "that"}:
        current = verb
        while current >= 0 and not tree.tokens[current].deprel.startswith("acl"):
            current = tree.head(current)
        if current >= 0 and tree.head(current) >= 0:
            about = _who(tree, tree.head(current)) if tree.word(subject) == "who" else tree.head(current)
            speaker = speaker_of_noun(tree, about, speech)
            speaker.relative = subject if speaker.document is None else None
            return speaker
    return speaker_of_noun(tree, subject, speech)


def _who(tree: Tree, noun: int) -> int:
    """Return the person in "a nurse at the clinic, who ...": the phrase around a thing that is no "who"."""
    kinds, outer = load_actor_words().kinds, tree.head(noun)
    thing = tree.tokens[noun].upos == "NOUN" and kinds.get(tree.lemma(noun)) not in _HUMAN
    if thing and tree.rels[noun] == "nmod" and outer >= 0:
        human = kinds.get(tree.lemma(outer)) in _HUMAN or tree.lemma(outer).endswith(_DOERS)
        return outer if human else noun
    return noun


def _controller(tree: Tree, verb: int, speech: Speech, depth: int) -> Speaker | None:
    """Return the subject that a clause without its own borrows."""
    head, rel = tree.head(verb), tree.rels[verb]
    if head < 0:
        return None
    if rel == "acl":
        if tree.tokens[verb].deprel == "acl:relcl":
            return None
        return _noun_that_says(tree, head, speech, depth)
    if rel == "conj" and tree.tokens[head].upos in {"VERB", "AUX", "ADJ", "NOUN"}:
        return speaker_of_verb(tree, head, speech, depth=depth + 1)
    if rel in {"xcomp", "advcl"} and tree.tokens[head].upos in {"VERB", "ADJ", "NOUN", "AUX"}:
        told = tree.kid(head, "obj")
        if rel == "xcomp" and told is not None and tree.tokens[verb].xpos == "VB":
            return None if speech.act(tree.lemma(head), "order") else speaker_of_noun(tree, told, speech)
        if passive(tree, head):
            subject = tree.kid(head, "nsubj")
            return speaker_of_noun(tree, subject, speech) if subject is not None else None
        return speaker_of_verb(tree, head, speech, depth=depth + 1)
    return None


def _noun_that_says(tree: Tree, noun: int, speech: Speech, depth: int) -> Speaker | None:
    """Return the source of "a statement saying" (its issuer), of "a man saying" (the man)."""
    if can_speak(tree, noun, speech):
        return speaker_of_noun(tree, noun, speech)
    verb = tree.head(noun)
    if tree.rels[noun] in {"obj", "obl"} and verb >= 0:
        return speaker_of_verb(tree, verb, speech, depth=depth + 1)
    return None


def can_speak(tree: Tree, noun: int, speech: Speech) -> bool:
    """Say whether a noun may have a voice: a name, a pronoun, an actor's noun, a document."""
    lemma = tree.lemma(noun)
    if (
        tree.tokens[noun].upos in {"PROPN", "PRON", "NUM", "DET"}
        or lemma in speech.documents
        or lemma in speech.nouns
    ):
        return True
    words = load_actor_words()
    return lemma in words.kinds or lemma in words.roles or lemma in words.partitives or lemma.endswith(_DOERS)


def speaker_of_noun(tree: Tree, noun: int, speech: Speech) -> Speaker:
    """Return a phrase as a speaker; a document speaks for whoever issued it, where its words tell."""
    if tree.lemma(noun) in speech.documents or tree.lemma(noun) in speech.nouns:
        owner = owner_of(tree, noun, speech)
        return (
            Speaker(tree, owner, document=noun) if owner is not None else Speaker(tree, noun, document=noun)
        )
    return Speaker(tree, noun)


def owner_of(tree: Tree, noun: int, speech: Speech) -> int | None:
    """Return whose a statement is: possessor, "by X", a name before it, subject of its light verb."""
    for kid in tree.children[noun]:
        if tree.tokens[kid].deprel == "nmod:poss":
            return kid
    for kid in tree.kids(noun, "nmod", "obl"):
        marks = {tree.word(case) for case in tree.kids(kid, "case")}
        if marks & (_BY | {"among", "of"}) and tree.tokens[kid].upos in {"PROPN", "NOUN", "PRON"}:
            if "of" in marks and tree.tokens[kid].upos != "PROPN":
                continue
            return kid
    for kid in tree.kids(noun, "acl"):
        by = agent(tree, kid)
        if by is not None and tree.lemma(kid) in speech.light:
            return by
    for kid in tree.kids(noun, "compound", "amod"):
        if tree.tokens[kid].upos == "PROPN":
            return kid
    full = _rife(tree, noun, speech)
    return full if full is not None else _issuer(tree, noun, speech)


def _rife(tree: Tree, noun: int, speech: Speech) -> int | None:
    """Return who is "rife with speculation", "abuzz with rumours"."""
    full = tree.head(noun)
    if full < 0 or tree.rels[noun] != "obl" or tree.lemma(full) not in speech.full:
        return None
    return tree.kid(full, "nsubj")


def _issuer(tree: Tree, noun: int, speech: Speech) -> int | None:
    """Return the subject of "issued a statement", "expressed fears"."""
    verb = tree.head(noun)
    if verb < 0 or tree.rels[noun] not in {"obj", "nsubj", "obl"} or tree.lemma(verb) not in speech.light:
        return None
    if passive(tree, verb):
        return agent(tree, verb) if tree.tokens[noun].deprel == "nsubj:pass" else None
    if tree.rels[noun] == "nsubj" or tree.rels[noun] == "obl":
        return None
    while tree.kid(verb, "nsubj") is None and tree.rels[verb] in {"conj", "xcomp", "advcl"}:
        verb = tree.head(verb)
    subject = tree.kid(verb, "nsubj")
    return subject if subject is not None and tree.tokens[subject].upos in _NAMES else None
