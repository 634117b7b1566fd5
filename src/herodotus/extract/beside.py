"""Words right beside a verb or a noun that bear on whether it happened: not, will, if, no, alleged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from herodotus.extract.tree import Tree
from herodotus.extract.words import settings, words_of
from herodotus.types import Modality

NEGATED = "negated"
_ADVERBIAL = frozenset({"advmod", "neg", "det", "cc", "aux", "discourse"})
_OPEN_ENDS = frozenset({"?", "?\u201d", "?\u2019", '?"'})


@dataclass(frozen=True, slots=True)
class Operator:
    """One word that bears on whether it happened. `kind` is a modality, `negated` or `attempted`."""

    kind: str
    word: str
    strong: bool = False


@cache
def governors(table: str) -> dict[str, str]:
    """Return lemma -> modality of what it governs; the first list that has a word wins."""
    found: dict[str, str] = {}
    for kind, words in settings("modality")[table].items():
        for word in words:
            found.setdefault(word, kind)
    return found


def beside_verb(tree: Tree, verb: int, *, skip: int = -1) -> list[Operator]:
    """Return the operators among the children of a verb, negation first; `skip` is the event's own noun."""
    found = _negations(tree, verb, skip=skip)
    for kid in tree.children[verb]:
        word, relation = tree.low[kid], tree.rel(kid)
        if relation == "aux":
            kind = _modal(tree, verb, word)
            if kind:
                found.append(Operator(kind, tree.tokens[kid].text))
        elif relation == "advmod" and word in governors("beside"):
            found.append(Operator(governors("beside")[word], tree.tokens[kid].text))
    found.extend(_of_mark(tree, verb))
    if _is_question(tree, verb) or _is_inverted(tree, verb):
        found.append(Operator(Modality.HYPOTHETICAL, "?", strong=True))
    elif _is_order(tree, verb):
        found.append(Operator(Modality.REQUESTED, tree.tokens[verb].text))
    elif _is_to_be_done(tree, verb):
        found.append(Operator(Modality.PLANNED, "be to"))
    return found


def is_indicative(tree: Tree, clause: int) -> bool:
    """Return whether a clause tells what is or was so: "that he had left", not "that he leave"."""
    helpers = tree.kids(clause, "aux", "cop")
    if any(tree.low[kid] in words_of("misreadings", "demanding_auxiliaries") for kid in helpers):
        return False
    told = {"VBZ", "VBD", "VBP", "MD"}
    return tree.tokens[clause].xpos in {"VBZ", "VBD"} or any(tree.tokens[kid].xpos in told for kid in helpers)


def is_past(tree: Tree, verb: int) -> bool:
    """Return whether a verb is told as done: "had been staging", "attacked"."""
    if tree.upos(verb) not in {"VERB", "AUX"}:
        return False
    helpers = {tree.low[kid] for kid in tree.kids(verb, "aux")}
    done = bool(helpers & {"had", "was", "were"}) and not helpers & {"would", "will", "to", "could", "might"}
    return done or (tree.tokens[verb].xpos == "VBD" and not helpers)


def is_wished(tree: Tree, verb: int, clause: int) -> bool:
    """Return whether "insisted that they fight" wishes it: a plain form below a past tense."""
    if tree.lemmas[verb] not in words_of("misreadings", "state_or_demand"):
        return False
    plain = tree.tokens[clause].xpos in {"VB", "VBP"} and not tree.kids(clause, "aux", "cop")
    return plain and (tree.tokens[verb].xpos in {"VBD", "VBN"} or tree.tokens[clause].xpos == "VB")


def is_negated(tree: Tree, verb: int) -> bool:
    """Return whether an adverb denies the verb."""
    return any(tree.low[kid] in words_of("modality", "negation") for kid in tree.kids(verb, "advmod"))


def _negations(tree: Tree, verb: int, *, skip: int) -> list[Operator]:
    negation = words_of("modality", "negation")
    found = [
        Operator(NEGATED, "rather than")
        for kid in tree.kids(verb, "cc")
        if tree.low[kid] == "rather" or tree.low[kid : kid + 2] == ["instead", "of"]
    ]
    for kid in tree.children[verb]:
        word, relation = tree.low[kid], tree.rel(kid)
        if relation in _ADVERBIAL and word in negation:
            if not (word == "no" and relation == "cc") and not _goes_on_with_only(tree, kid):
                found.append(Operator(NEGATED, tree.tokens[kid].text))
        elif kid != skip and relation in {"nsubj", "obj", "obl"} and _is_none(tree, kid, verb):
            found.append(Operator(NEGATED, tree.tokens[kid].text))
    return found


def _goes_on_with_only(tree: Tree, index: int) -> bool:
    """Return whether "not" opens "not only", "not just": nothing is denied."""
    return index + 1 < len(tree) and tree.low[index + 1] in {"only", "just", "merely", "simply"}


def _is_none(tree: Tree, kid: int, verb: int) -> bool:
    """Return whether an argument is empty: "no soldiers", "nobody", "none of the men"."""
    if tree.low[kid] in {"nobody", "none", "nothing", "no-one", "neither"}:
        return True
    if tree.rel(kid) == "obl" and (tree.case(kid) or kid > verb or tree.kids(verb, "nsubj")):
        return False
    if any(tree.low[one] == "neither" for one in tree.children[kid]):
        return True
    return any(tree.low[one] == "no" for one in tree.kids(kid, "det", "advmod"))


def mark_of(tree: Tree, verb: int) -> str:
    """Return the word that opens a clause ("if", "without", "instead of"), "to" apart."""
    words = [kid for kid in tree.kids(verb, "mark", "case") if tree.low[kid] != "to"]
    words += [kid for kid in tree.kids(verb, "advmod") if tree.low[kid] in {"whenever", "if", "unless"}]
    if not words:
        return ""
    first = words[0]
    if len(words) > 1 and words[1] == first + 1 and tree.low[words[1]] in {"if", "though", "that"}:
        return f"{tree.low[first]} {tree.low[words[1]]}"
    return " ".join(tree.low[index] for index in sorted([first, *tree.kids(first, "fixed")]))


def _of_mark(tree: Tree, verb: int) -> list[Operator]:
    mark = mark_of(tree, verb)
    if not mark or tree.rel(verb) == "root":
        return []
    modality = settings("modality")
    for kind in ("hypothetical", "speculated", "denied"):
        if mark in modality[f"marks_{kind}"]:
            return [Operator(NEGATED if kind == "denied" else kind, mark, strong=True)]
    return []


def _modal(tree: Tree, verb: int, word: str) -> str | None:
    """Return what an auxiliary says; "would" after a verb of speech is a plain future."""
    modals = settings("modality")["modals"]
    if word in {"'d", "\u2019d"}:
        return None
    if word in modals["would"]:
        return _would(tree, verb)
    for kind in ("planned", "hypothetical", "speculated", "requested"):
        if word in modals[kind]:
            seen = kind == "hypothetical" and tree.lemmas[verb] in {"hear", "see", "smell", "feel"}
            return None if seen else kind
    return None


def _would(tree: Tree, verb: int) -> str:
    if any(tree.low[kid] == "have" for kid in tree.kids(verb, "aux")):
        return Modality.HYPOTHETICAL
    conditional = any(mark_of(tree, kid) in {"if", "unless", "in case"} for kid in tree.kids(verb, "advcl"))
    node = verb
    while tree.head(node) >= 0:
        told = tree.rel(node) == "ccomp" or (tree.rel(node) == "acl" and mark_of(tree, node) == "that")
        if told and not conditional:
            return Modality.PLANNED
        node = tree.head(node)
    return Modality.HYPOTHETICAL


def _is_question(tree: Tree, verb: int) -> bool:
    """Return whether the clause is asked; why, how, when, where and who take it for granted."""
    if tree.rel(verb) not in {"root", "conj", "parataxis"} or not _OPEN_ENDS.intersection(tree.low[-2:]):
        return False
    return not any(tree.low[kid] in {"why", "how", "when", "where", "who"} for kid in tree.children[verb])


def _is_inverted(tree: Tree, verb: int) -> bool:
    """Return whether "had they not slept" or "should they attack" opens a condition."""
    opens = tree.low[0] in {"had", "should", "were"} and tree.upos(0) == "AUX" and "," in tree.low
    if opens and verb < tree.low.index(",") and not _OPEN_ENDS.intersection(tree.low[-2:]):
        return True
    subject = tree.kid(verb, "nsubj")
    if subject is None or tree.rel(verb) not in {"advcl", "csubj"}:
        return False
    return any(kid < subject and tree.low[kid] in {"had", "should", "were"} for kid in tree.kids(verb, "aux"))


def _is_order(tree: Tree, verb: int) -> bool:
    """Return whether the verb is an imperative: bare, without a subject, at the head of what is said."""
    if tree.tokens[verb].xpos not in {"VB", "VBP"} or tree.kids(verb, "nsubj", "aux", "mark", "cop"):
        return False
    if tree.rel(verb) not in {"root", "parataxis", "ccomp"}:
        return False
    skipped = {"PUNCT", "ADV", "CCONJ", "INTJ"}
    return all(tree.upos(index) in skipped for index in range(verb))


def _is_to_be_done(tree: Tree, verb: int) -> bool:
    """Return whether "is to visit", "are due to meet" says a future."""
    if any(tree.low[kid] == "due" and tree.kids(kid, "fixed") for kid in tree.kids(verb, "advmod", "case")):
        return True
    to = [kid for kid in tree.kids(verb, "mark", "case") if tree.low[kid] in {"to", "due"}]
    if not to:
        return False
    if tree.case(verb) == "due to":
        return True
    return (
        bool(tree.kids(verb, "cop", "aux"))
        and tree.rel(verb) in {"root", "conj", "ccomp", "acl"}
        and bool(tree.kids(verb, "nsubj"))
    )


def beside_noun(tree: Tree, noun: int) -> list[Operator]:
    """Return the operators among the children of a noun: "no attack", "the alleged massacre"."""
    found = []
    for kid in tree.children[noun]:
        word, relation = tree.low[kid], tree.rel(kid)
        if relation in {"det", "advmod", "neg"} and word in {"no", "not", "neither", "never"}:
            found.append(Operator(NEGATED, tree.tokens[kid].text))
        elif relation in {"amod", "advmod", "acl", "compound"} and word in governors("beside"):
            found.append(Operator(governors("beside")[word], tree.tokens[kid].text))
    case = tree.case(noun)
    if case in {"without", "instead of", "rather than"}:
        found.append(Operator(NEGATED, case))
    elif case in {"in case of", "in the event of", "barring"}:
        found.append(Operator(Modality.HYPOTHETICAL, case, strong=True))
    if any(tree.low[kid] == "any" for kid in tree.kids(noun, "det")):
        found.append(Operator(Modality.HYPOTHETICAL, "any"))
    return found


def is_definite(tree: Tree, noun: int) -> bool:
    """Return whether a noun points at something known; "the murder of a nun" is only explained behind it."""
    if any(tree.full_rel(kid) == "nmod:poss" for kid in tree.children[noun]):
        return True
    if any(tree.case(kid) == "of" for kid in tree.kids(noun, "nmod")):
        return False
    return any(tree.low[kid] in words_of("modality", "definite") for kid in tree.kids(noun, "det"))
