"""What a verb of saying says: the construction around it that its frames allow, as tokens."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.analyse.sources import agent, passive
from herodotus.analyse.trees import QUOTES, Tree
from herodotus.knowledge.actors import load_actor_words
from herodotus.knowledge.speech import Speech, load_speech

_NAMING = frozenset({"NOUN", "ADJ", "PROPN"})
_PERCEIVING = frozenset({"see", "hear", "feel", "watch", "notice", "observe", "find"})


@dataclass(slots=True)
class Said:
    """The tokens of what a verb says, and the frame that gave them."""

    frame: str
    tokens: list[int]


def what_is_said(tree: Tree, verb: int, lemma: str, speech: Speech) -> Said | None:
    """Return what the verb says, by the first construction that its frames allow."""
    frames = speech.verbs[lemma]
    performs = lemma in speech.performing
    for construction in (_called, _clause, _infinitive, _gerund, _preposition, _outside, _beside, _object):
        said = construction(tree, verb)
        if said is not None and said.frame == "quote" and "that" not in frames:
            said = said if _marked(tree, said.tokens) else None
        if said is not None and said.frame == "np" and performs and tree.kid(verb, "nsubj") is not None:
            return None
        if said is not None and said.frame in frames:
            return said
        if said is not None and said.frame == "that" and "quote" in frames and _in_quotes(tree, said.tokens):
            return Said("quote", said.tokens)
    return None


def _in_quotes(tree: Tree, tokens: list[int]) -> bool:
    """Say whether a quotation mark or a colon sets these words off."""
    first, last = min(tokens), max(tokens)
    around = range(max(0, first - 1), min(len(tree.tokens), last + 2))
    return any(tree.tokens[i].text in QUOTES or tree.tokens[i].text in {"''", "``", ":"} for i in around)


def _marked(tree: Tree, tokens: list[int]) -> bool:
    """Say whether quotation marks set words off: "answered in kind: a squad rammed the boat" is no speech."""
    around = range(max(0, min(tokens) - 1), min(len(tree.tokens), max(tokens) + 2))
    return any(tree.tokens[i].text in QUOTES or tree.tokens[i].text in {"''", "``"} for i in around)


def _called(tree: Tree, verb: int) -> Said | None:
    """Return "called the vote a farce", "described him as a traitor": the thing and what it is called."""
    thing = tree.kid(verb, "nsubj") if passive(tree, verb) else tree.kid(verb, "obj")
    if thing is None or tree.lemma(verb) == "tell":
        return None
    for kid in tree.kids(verb, "xcomp", "ccomp", "obl", "advcl", "obj", "iobj"):
        marks = {tree.word(mark) for mark in tree.kids(kid, "case", "mark")}
        bare = not marks and tree.rels[kid] not in {"obl", "advcl"} and tree.tokens[kid].upos in _NAMING
        if kid > thing and (bare or "as" in marks):
            return Said("as", [*tree.subtree(thing), *tree.subtree(kid)])
    rest = [i for i in tree.subtree(verb) if i > thing]
    told = any(tree.word(i) in {"a", "an"} or tree.tokens[i].text in QUOTES for i in rest)
    if tree.lemma(verb) == "call" and (
        told or any(tree.rels[kid] == "amod" for kid in tree.children[thing] if kid > thing)
    ):
        return Said("as", [*tree.subtree(thing), *rest])
    return None


def _clause(tree: Tree, verb: int) -> Said | None:
    """ccomp: "said that ...", "asked whether ...", and the clause before "..., he said"."""
    clause = tree.kid(verb, "ccomp")
    if clause is None:
        clause = next((kid for kid in tree.kids(verb, "csubj", "advcl") if _complement(tree, kid)), None)
    if clause is None or _witnessed(tree, verb, clause) or _goes_on(tree, verb, clause):
        return None
    tokens = _without_day(tree, verb, tree.subtree(clause))
    seen = tree.kid(verb, "obj")
    if (
        seen is not None
        and seen < clause
        and tree.tokens[clause].xpos == "VBG"
        and tree.kid(clause, "nsubj") is None
    ):
        tokens += tree.subtree(seen)
    for kid in tree.kids(verb, "ccomp"):
        tokens += tree.subtree(kid) if kid > clause else []
    later = [kid for kid in tree.kids(verb, "conj") if kid > clause and _clausal_mark(tree, kid)]
    for kid in later:
        tokens += tree.subtree(kid)
    return Said("that", tokens)


def _without_day(tree: Tree, verb: int, tokens: list[int]) -> list[int]:
    """Leave out when it was said: "said on Monday the army would stay" is no word of Monday."""
    if min(tokens) != verb + 1:
        return tokens
    days = load_speech().days
    last = next((i for i in range(verb + 1, min(verb + 4, len(tree.tokens))) if tree.lemmas[i] in days), None)
    before = {tree.tokens[i].upos for i in range(verb + 1, last)} if last is not None else {""}
    if last is None or not before <= {"ADP", "DET", "ADJ"} or last + 1 >= len(tree.tokens):
        return tokens
    return [i for i in tokens if i > last] if tree.tokens[last + 1].text not in {",", "'s", "’s"} else tokens


def _witnessed(tree: Tree, verb: int, clause: int) -> bool:
    """Say whether a thing is watched, not told or thought: "saw prices rise", "heard him shout"."""
    if tree.lemma(verb) not in _PERCEIVING or tree.tokens[clause].xpos != "VB":
        return False
    return tree.kid(clause, "mark", "aux", "cop") is None and tree.kid(clause, "nsubj") is not None


def _complement(tree: Tree, kid: int) -> bool:
    marks = {tree.word(mark) for mark in tree.kids(kid, "mark", "advmod")}
    if marks & {"when", "where", "why", "how"} and tree.rels[kid] == "advcl" and kid > tree.head(kid):
        return any(tree.low[i] in {"not", "n't", "n’t"} for i in tree.kids(tree.head(kid), "advmod"))
    return "that" in marks or (tree.rels[kid] == "csubj" and bool(marks & {"whether"}))


def _clausal_mark(tree: Tree, kid: int) -> bool:
    """Say whether a conjunct of the cue is a second "that" clause that the tree hung too high."""
    return any(tree.word(mark) == "that" for mark in tree.kids(kid, "mark"))


def _infinitive(tree: Tree, verb: int) -> Said | None:
    """xcomp: "promised to go"; with an object or "on X": "ordered them to go"; passive "is said to be"."""
    clause = next((kid for kid in tree.kids(verb, "xcomp", "advcl", "ccomp", "acl") if _to(tree, kid)), None)
    if clause is None:
        below = [kid for person in tree.kids(verb, "obj", "obl", "iobj") for kid in tree.kids(person, "acl")]
        clause = next((kid for kid in below if _to(tree, kid)), None)
    if clause is None:
        return None
    if tree.rels[clause] == "advcl" and not _addressed(tree, verb):
        return None
    tokens = tree.subtree(clause)
    if passive(tree, verb) and tree.lemma(verb) == "suppose":
        return None
    if passive(tree, verb):
        subject = tree.kid(verb, "nsubj")
        believed = subject is not None and tree.tokens[subject].deprel == "nsubj:pass"
        if subject is not None and believed and tree.lemma(verb) in _RAISING:
            return Said("that", [*tree.subtree(subject), *tokens])
        return Said("order" if subject is not None else "to", tokens)
    person = tree.kid(verb, "obj", "iobj")
    if person is None and not _addressed(tree, verb):
        return Said("to", tokens)
    wished = person is not None and tree.lemma(verb) in _EXPECTING
    return Said("order", [*tree.subtree(person), *tokens] if wished and person is not None else tokens)


_EXPECTING = frozenset(
    {"expect", "believe", "want", "wish", "consider", "think", "estimate", "like", "see", "find", "allow"}
)


def _addressed(tree: Tree, verb: int) -> bool:
    """Say whether a verb names whom it asks: "on both sides", "to the rebels", or an object."""
    if tree.kid(verb, "obj") is not None and tree.lemma(verb) != "call":
        return True
    cases = {tree.word(c) for kid in tree.kids(verb, "obl") for c in tree.kids(kid, "case")}
    return bool(cases & {"on", "to", "upon", "for"})


def _gerund(tree: Tree, verb: int) -> Said | None:
    """Return "denied taking part", "admitted having fired"."""
    clause = next((kid for kid in tree.kids(verb, "xcomp", "ccomp") if tree.word(kid).endswith("ing")), None)
    if clause is None:
        clause = next((kid for kid in tree.kids(verb, "xcomp") if tree.tokens[kid].xpos == "VBN"), None)
    return Said("np", tree.subtree(clause)) if clause is not None else None


_CHARGES = frozenset({"accuse", "blame", "charge", "suspect", "convict", "acquit"})
_RAISING = frozenset(
    {
        "say",
        "believe",
        "think",
        "report",
        "allege",
        "know",
        "understand",
        "claim",
        "estimate",
        "expect",
        "suppose",
        "rumour",
        "rumor",
        "consider",
        "suspect",
        "presume",
        "assume",
        "find",
        "show",
        "fear",
        "hold",
        "reveal",
    }
)


def _to(tree: Tree, kid: int) -> bool:
    return any(tree.word(mark) == "to" for mark in tree.kids(kid, "mark"))


def _preposition(tree: Tree, verb: int) -> Said | None:
    """ "accused him of ...", "blamed it for ...", "called for ...", "warned of"."""
    kids = tree.kids(verb, "advcl", "obl", "ccomp", "xcomp")
    by = agent(tree, verb) if passive(tree, verb) else None
    for person in [*tree.kids(verb, "obj", "iobj"), *([by] if by is not None else [])]:
        kids += [kid for kid in tree.kids(person, "acl", "advcl", "nmod") if tree.tokens[kid].upos == "VERB"]
        if tree.lemma(verb) in _CHARGES:
            kids += [kid for kid in tree.kids(person, "nmod") if kid > person]
    for kid in kids:
        marks = {tree.word(mark) for mark in tree.kids(kid, "mark", "case")}
        if marks & {"of", "for", "with", "over"}:
            return Said("of", [i for i in tree.subtree(kid) if i not in tree.kids(kid, "mark", "case")])
        if marks & {"on"} and tree.lemma(verb) == "blame":
            thing = tree.kid(verb, "obj")
            return Said("of", tree.subtree(thing)) if thing is not None else None
    return None


def _outside(tree: Tree, verb: int) -> Said | None:
    """The clause that the cue interrupts or follows: "..., he said", "as he said, ..."."""
    rel, head = tree.rels[verb], tree.head(verb)
    if head < 0:
        return None
    marks = {tree.word(mark) for mark in tree.kids(verb, "mark", "advmod")}
    aside = rel == "parataxis" or (rel == "advcl" and "as" in marks)
    if not aside or (rel == "parataxis" and _own_clause(tree, verb, head)):
        return None
    cut = set(tree.subtree(verb))
    return Said("that", [i for i in tree.subtree(head) if i not in cut])


def _own_clause(tree: Tree, verb: int, head: int) -> bool:
    """Say whether a parataxis is a sentence of its own after a semicolon or dash, not an aside."""
    low, high = sorted((verb, head))
    return any(tree.tokens[i].text in {";", "--", "—", ":"} for i in range(low, high)) and verb > head


def _beside(tree: Tree, verb: int) -> Said | None:
    """What stands after a colon or comma: "he said: ...", "he said, ..."."""
    for kid in tree.kids(verb, "parataxis", "appos", "dep", "list"):
        if kid > verb:
            tokens = tree.subtree(kid)
            return None if _complete(tree, verb, kid) and not _marked(tree, tokens) else Said("quote", tokens)
    return None


def _complete(tree: Tree, verb: int, kid: int) -> bool:
    """Say whether the saying has its object before the colon: "rejects the offer: it has banned flights"."""
    thing = tree.kid(verb, "obj")
    return thing is not None and verb < thing < kid and tree.tokens[thing].upos == "NOUN"


def _goes_on(tree: Tree, verb: int, clause: int) -> bool:
    """Say whether a colon starts a new sentence: "what followed had been announced: in July ..."."""
    first = min(i for i in tree.subtree(clause) if tree.tokens[i].upos != "PUNCT")
    subject = tree.kid(verb, "nsubj")
    after_colon = first > 0 and tree.tokens[first - 1].text == ":"
    return after_colon and passive(tree, verb) and subject is not None and tree.word(subject) != "it"


def _shared(tree: Tree, verb: int) -> int | None:
    """Return the object that the next verb has for both: "neither confirmed nor denied the report"."""
    other = next((kid for kid in tree.kids(verb, "conj") if verb < kid <= verb + 2), None)
    joined = other is not None and tree.kid(other, "cc") is not None and tree.kid(other, "nsubj") is None
    return tree.kid(other, "obj") if other is not None and joined else None


def _object(tree: Tree, verb: int) -> Said | None:
    """The noun that is said: "denied the attack", "announced a truce"; passive "the truce was announced"."""
    thing = tree.kid(verb, "obj")
    if thing is None:
        thing = _shared(tree, verb)
    if thing is None and passive(tree, verb):
        thing = next((kid for kid in tree.children[verb] if tree.tokens[kid].deprel == "nsubj:pass"), None)
    if thing is None or tree.tokens[thing].upos in {"PRON", "PROPN"}:
        return None
    if tree.lemma(thing) in load_actor_words().kinds or tree.kid(verb, "iobj") is not None:
        return None
    return Said("np", tree.subtree(thing))
