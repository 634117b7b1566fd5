"""Words that only look like a happening: "armed men", a bomb that was found, "their dead", "suggests"."""

from __future__ import annotations

from herodotus.extract.beside import is_indicative
from herodotus.extract.tree import Tree
from herodotus.extract.words import in_class, noun_class, words_of
from herodotus.knowledge import Sense

_VERBAL = frozenset({"VERB", "AUX"})
_DEED_AFTER = frozenset({"attack", "blast", "explosion", "raid", "strike", "bombing"})


def is_misread(tree: Tree, head: int, words: tuple[int, ...], sense: Sense, *, form: str) -> bool:
    """Return whether the word stands here for something else than the sense's happening."""
    if form == "verb":
        described = _only_describes(tree, head, sense) or _is_equipped(tree, head)
        if tree.lemmas[head] in {"recognise", "recognize"} and tree.kids(head, "ccomp"):
            return True
        return described or _states(tree, head, words, sense) or _is_answer(tree, head, sense)
    if form == "noun":
        return (
            _inside_name(tree, head)
            or _is_brotherhood(tree, head)
            or _is_return(tree, head)
            or (sense.goes_off and not _goes_off(tree, head))
        )
    return _only_counts_people(tree, head)


def _only_describes(tree: Tree, head: int, sense: Sense) -> bool:
    """Return whether a participle only says what the noun is like: "the proposed law", "armed men"."""
    if tree.rel(head) != "amod":
        return False
    if str(sense.event_type) not in words_of("misreadings", "told_by_adjectives"):
        return True
    return tree.tokens[head].xpos == "VBG" or tree.lemmas[head] in words_of("misreadings", "mere_adjectives")


def _is_equipped(tree: Tree, head: int) -> bool:
    """Return whether "armed with rifles", "trained abroad" says what somebody is like, not who helped."""
    if tree.lemmas[head] not in words_of("misreadings", "equipped") or tree.tokens[head].xpos not in {
        "VBN",
        "JJ",
    }:
        return False
    if tree.lemmas[head] != "arm" and any(tree.full_rel(kid) == "aux:pass" for kid in tree.children[head]):
        return False
    if any(tree.full_rel(kid) == "obl:agent" or tree.case(kid) == "by" for kid in tree.kids(head, "obl")):
        return False
    return not tree.kids(head, "obj") and not any(
        tree.low[kid] in {"has", "have", "had"} for kid in tree.kids(head, "aux")
    )


def _is_answer(tree: Tree, head: int, sense: Sense) -> bool:
    """Return whether "asked about the raid, he said" only opens an answer."""
    if str(sense.event_type) != "REQUEST" or tree.lemmas[head] not in {"ask", "question", "press"}:
        return False
    about = any(tree.case(kid) == "about" for kid in tree.kids(head, "obl"))
    if about and not tree.kids(head, "xcomp"):
        return True
    bare = tree.tokens[head].xpos == "VBN" and not tree.kids(head, "aux", "nsubj")
    return bare and tree.rel(head) in {"advcl", "acl", "root"} and not tree.kids(head, "xcomp")


def _states(tree: Tree, head: int, words: tuple[int, ...], sense: Sense) -> bool:
    """Return whether "suggests that he is ill" states a fact: what is demanded is not told as present."""
    if tree.lemmas[head] not in words_of("misreadings", "state_or_demand") or len(words) > 1:
        return False
    if str(sense.event_type) != "REQUEST":
        return False
    return any(is_indicative(tree, clause) for clause in tree.kids(head, "ccomp"))


def _inside_name(tree: Tree, index: int) -> bool:
    """Return whether a word is part of somebody's longer name ("the Council for the Islamic Revolution")."""
    token = tree.tokens[index]
    return any(
        name.label in {"ORG", "PER"}
        and name.start <= token.start < name.end
        and name.end - name.start > len(token.text)
        for name in tree.names
    )


def _is_brotherhood(tree: Tree, head: int) -> bool:
    """Return whether an "order" is one of monks or things: nobody gives it, and nothing is ordered."""
    if tree.lemmas[head] != "order":
        return False
    above = tree.head(head)
    given = above >= 0 and tree.lemmas[above] in words_of("arguments", "take_orders") | words_of(
        "arguments", "light"
    )
    told = tree.kids(head, "acl", "ccomp") or any(
        tree.case(kid) in {"by", "from"} for kid in tree.kids(head, "nmod")
    )
    under = tree.case(head) in {"on", "under", "against", "by", "without"}
    return not (given or told or under or tree.low[head] == "orders")


def _is_return(tree: Tree, head: int) -> bool:
    """Return whether "in retaliation" only gives the reason of another deed."""
    return tree.case(head) in {"in", "as"} and tree.lemmas[head] in words_of("misreadings", "returns")


def _goes_off(tree: Tree, noun: int) -> bool:
    """Return whether a weapon's name tells its use: it explodes, hits or kills, or somebody is hurt by it."""
    if any(tree.lemmas[kid] in _DEED_AFTER for kid in tree.children[noun]):
        return True
    head, relation = tree.head(noun), tree.rel(noun)
    while head >= 0 and relation in {"conj", "appos"}:
        noun, head = head, tree.head(head)
        relation = tree.rel(noun)
    if head < 0:
        return False
    lemma = tree.lemmas[head]
    if relation == "nsubj" and tree.upos(head) in _VERBAL:
        return lemma in words_of("misreadings", "weapons_do")
    if relation in {"obl", "nmod"} and tree.case(noun) in {"by", "in", "from", "with"}:
        return lemma in words_of("misreadings", "done_with_weapons") or in_class(tree, head, ("@strife",))
    return False


def _only_counts_people(tree: Tree, head: int) -> bool:
    """Return whether "dead", "wounded" only names people: "buried their dead", "a list of the missing"."""
    if tree.rel(head) == "amod" and not tree.kids(tree.head(head), "nummod"):
        return True  # "missing people" are nobody's loss yet
    if tree.upos(head) not in {"NOUN", "PROPN"} and not tree.kids(head, "det"):
        return False
    if any(tree.full_rel(kid) == "nmod:poss" for kid in tree.children[head]):
        return True
    above = tree.head(head)
    if above < 0 or tree.kids(head, "cop") or tree.rel(head) in {"xcomp", "root", "conj"}:
        return False
    told = tree.lemmas[above] in words_of("harm", "cause_verbs") | words_of("misreadings", "count_the_dead")
    return not told and tree.lemmas[above] not in noun_class("strife")
