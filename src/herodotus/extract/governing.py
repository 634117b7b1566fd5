"""What a governing word means for what stands below it: a chance taken, a plan, hearsay, a refusal."""

from __future__ import annotations

from herodotus.extract.beside import Operator, governors, is_negated, is_wished
from herodotus.extract.tree import Tree
from herodotus.extract.words import in_class, words_of
from herodotus.types import Modality

_NEEDS_TO = frozenset({"have", "go", "need", "set", "mean", "look", "tell", "like", "train", "be"})


def is_noun_of_speech(tree: Tree, word: int) -> bool:
    """Return whether "claims" in "denied claims that" was read as a verb."""
    above = tree.head(word)
    if above != word - 1 or tree.rel(word) not in {"ccomp", "obj"} or tree.kids(word, "nsubj", "aux"):
        return False
    return tree.tokens[word].xpos == "VBZ" and governors("verbs").get(tree.lemmas[above]) == Modality.DENIED


def applies(tree: Tree, head: int, kind: str, *, to: bool) -> bool:
    """Return whether a governor means its modality here: "went to kill" tells, "is going to kill" plans."""
    lemma = tree.lemmas[head]
    if is_made_possible(tree, head):
        return False
    if kind == Modality.REQUESTED and not to and lemma in words_of("misreadings", "state_or_demand"):
        return any(is_wished(tree, head, clause) for clause in tree.kids(head, "ccomp"))
    if lemma in _NEEDS_TO:
        return to and (lemma != "go" or tree.tokens[head].xpos == "VBG")
    if lemma in {"stop", "prevent", "cease", "halt"}:
        return not to
    if lemma == "insist":
        return False
    return kind != "attempted" or to


def beyond_speech(tree: Tree, head: int, found: list[Operator], *, hearsay: bool) -> None:
    """Mark "is said to have shot" and "did not say that": what is not said outright is open."""
    if hearsay and tree.lemmas[head] not in {"know", "see", "find", "hear", "show", "learn"}:
        found.append(Operator(Modality.SPECULATED, tree.tokens[head].text))
    elif is_negated(tree, head) and tree.lemmas[head] in {
        "say",
        "confirm",
        "state",
        "claim",
        "report",
        "admit",
    }:
        found.append(Operator(Modality.SPECULATED, f"not {tree.lemmas[head]}"))


def by_adjective(tree: Tree, head: int, found: list[Operator]) -> None:
    """Mark "ready to attack", "unable to stop", "possible that"."""
    kind = governors("adjectives").get(tree.lemmas[head]) or governors("nouns").get(tree.lemmas[head])
    done = tree.lemmas[head] == "able" and any(
        tree.tokens[kid].xpos == "VBD" for kid in tree.kids(head, "cop")
    )
    if kind and kind != "attempted" and not done:
        found.append(Operator(kind, tree.tokens[head].text))


def came_about(tree: Tree, verb: int, head: int) -> bool:
    """Return whether an infinitive tells what happened: "enough to bring them out", "only to be shot"."""
    if tree.lemmas[verb] == "include":
        return True
    if tree.lemmas[head] == "go" and any(tree.low[kid] == "on" for kid in tree.children[head]):
        return True
    if tree.lemmas[head] in {"enough", "sufficient"} or any(
        tree.low[kid] == "enough" for kid in tree.children[head]
    ):
        return True
    marks = tree.kids(verb, "mark")
    return bool(marks) and "only" in tree.low[max(0, min(marks) - 1) : verb]


def is_chance(tree: Tree, noun: int, verbs: str) -> bool:
    """Return whether a chance was taken, or missed: "took the opportunity to attack" tells of an attack."""
    verb = tree.head(noun)
    if verb < 0 or tree.rel(noun) != "obj" or tree.lemmas[noun] not in words_of("modality", "chances"):
        return False
    return tree.lemmas[verb] in words_of("modality", verbs)


def is_made_possible(tree: Tree, verb: int) -> bool:
    """Return whether a past thing, nobody's will, let it come about: "the calm allowed them to attack"."""
    if tree.tokens[verb].xpos != "VBD" or tree.lemmas[verb] not in words_of("modality", "lets"):
        return False
    own = tree.kids(verb, "nsubj")
    return bool(own) and (
        tree.low[own[0]] in {"this", "that", "which", "it"} or in_class(tree, own[0], ("@abstract", "@mass"))
    )


def is_denying(tree: Tree, verb: int) -> bool:
    """Return whether "call" is "call off" here; every other verb of denial stands for itself."""
    return tree.lemmas[verb] != "call" or any(tree.low[kid] == "off" for kid in tree.children[verb])
