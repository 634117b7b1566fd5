"""Whether it is said to have happened: a walk from the trigger up the tree, inner word first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from herodotus.extract.tree import Tree
from herodotus.extract.triggers import Trigger
from herodotus.extract.words import settings, words_of
from herodotus.types import EventType, Modality

_VERBAL = frozenset({"VERB", "AUX"})
_DONE_BY_TRYING = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})


@dataclass(frozen=True, slots=True)
class Operator:
    """One word that bears on whether it happened. `kind` is a modality or `negated`."""

    kind: str
    word: str
    strong: bool = False


@cache
def _governors(table: str) -> dict[str, str]:
    """Lemma -> modality of what it governs; the first list that has a word wins."""
    found: dict[str, str] = {}
    for kind, words in settings("modality")[table].items():
        for word in words:
            found.setdefault(word, kind)
    return found


def grammar_of(tree: Tree, trigger: Trigger) -> tuple[Modality, tuple[str, ...]]:
    """Return the modality that the sentence's grammar gives, and the words that decided."""
    found: list[Operator] = []
    if trigger.form == "noun":
        _from_noun(tree, trigger.head, found, trying=_trying(trigger))
    else:
        _from_verb(tree, trigger.head, found, trying=_trying(trigger))
    modality = fold(found)
    return modality, tuple(f"{operator.kind}: {operator.word}" for operator in found)


def grammar_at(tree: Tree, index: int) -> tuple[Modality, tuple[str, ...]]:
    """Return the modality of any verb or noun, event word or not."""
    found: list[Operator] = []
    if tree.upos(index) in {"NOUN", "PROPN"} and not tree.kids(index, "cop"):
        _from_noun(tree, index, found, trying=Modality.PLANNED)
    else:
        _from_verb(tree, index, found, trying=Modality.PLANNED)
    return fold(found), tuple(f"{operator.kind}: {operator.word}" for operator in found)


def _trying(trigger: Trigger) -> str:
    return "attempted" if trigger.sense.event_type in _DONE_BY_TRYING else Modality.PLANNED


def fold(operators: list[Operator]) -> Modality:
    """Combine the operators, inner first: a denial turns round, a wish keeps, a condition covers all."""
    state = Modality.ASSERTED
    for operator in operators:
        if operator.kind in {"negated", Modality.DENIED}:
            state = Modality.ASSERTED if state == Modality.DENIED else Modality.DENIED
            if operator.kind == "negated" and operator.word == "presupposed":
                state = Modality.ASSERTED
        elif operator.kind == "attempted":
            continue
        elif operator.kind == Modality.HYPOTHETICAL:
            state = (
                Modality.DENIED if state == Modality.DENIED and not operator.strong else Modality.HYPOTHETICAL
            )
        elif operator.kind == Modality.SPECULATED:
            state = Modality.SPECULATED if state in {Modality.ASSERTED, Modality.DENIED} else state
        elif operator.kind == Modality.REQUESTED:
            state = Modality.REQUESTED if state in {Modality.ASSERTED, Modality.DENIED} else state
        elif state == Modality.ASSERTED:
            state = Modality(operator.kind)
    return state


def _from_verb(tree: Tree, verb: int, found: list[Operator], *, trying: str) -> None:
    """Collect what bears on a verb, then climb."""
    _beside_verb(tree, verb, found)
    _climb_from_verb(tree, verb, found, trying=trying)


def _beside_verb(tree: Tree, verb: int, found: list[Operator]) -> None:
    modality = settings("modality")
    negation = words_of("modality", "negation")
    for kid in tree.children[verb]:
        word, relation = tree.low[kid], tree.rel(kid)
        if relation in {"advmod", "neg", "det", "cc", "aux", "discourse"} and word in negation:
            if not (
                word in {"no", "neither", "nor"}
                and relation == "cc"
                and tree.lemmas[kid] not in {"neither", "nor"}
            ):
                found.append(Operator("negated", tree.tokens[kid].text))
        elif relation in {"nsubj", "obj", "obl"} and _is_none(tree, kid):
            found.append(Operator("negated", tree.tokens[kid].text))
    for kid in tree.children[verb]:
        word, relation = tree.low[kid], tree.rel(kid)
        if relation == "aux":
            kind = _modal(tree, verb, word)
            if kind:
                found.append(Operator(kind, tree.tokens[kid].text))
        elif relation == "advmod" and word in _governors("beside"):
            found.append(Operator(_governors("beside")[word], tree.tokens[kid].text))
    mark = _mark(tree, verb)
    for kind in ("hypothetical", "speculated", "denied"):
        if mark and mark in modality[f"marks_{kind}"] and tree.rel(verb) != "root":
            found.append(Operator("negated" if kind == "denied" else kind, mark, strong=True))
    if _is_question(tree, verb):
        found.append(Operator(Modality.HYPOTHETICAL, "?", strong=True))
    elif _is_order(tree, verb):
        found.append(Operator(Modality.REQUESTED, tree.tokens[verb].text))


def _is_none(tree: Tree, kid: int) -> bool:
    """Return whether an argument is empty: "no soldiers", "nobody", "none of the men"."""
    if tree.low[kid] in {"nobody", "none", "nothing", "no-one", "neither"}:
        return True
    if tree.rel(kid) == "obl":
        return False
    return any(tree.low[det] in {"no", "neither"} for det in tree.kids(kid, "det", "advmod"))


def _mark(tree: Tree, verb: int) -> str:
    words = [kid for kid in tree.kids(verb, "mark", "case") if tree.low[kid] != "to"]
    words += [kid for kid in tree.kids(verb, "advmod") if tree.low[kid] in {"whenever", "if", "unless"}]
    if not words:
        return ""
    first = words[0]
    return " ".join(tree.low[index] for index in sorted([first, *tree.kids(first, "fixed")]))


def _modal(tree: Tree, verb: int, word: str) -> str | None:
    """Return what an auxiliary says; "would" after a past verb of speech is a plain future."""
    modals = settings("modality")["modals"]
    if word in modals["would"]:
        if any(tree.low[kid] == "have" for kid in tree.kids(verb, "aux")):
            return Modality.HYPOTHETICAL
        node = verb
        while tree.head(node) >= 0:
            if tree.rel(node) == "ccomp" and not _has_condition(tree, verb):
                return Modality.PLANNED
            node = tree.head(node)
        return Modality.HYPOTHETICAL
    if word in {"'d", "\u2019d"}:
        return None
    for kind in ("planned", "hypothetical", "speculated", "requested"):
        if word in modals[kind]:
            if kind == "hypothetical" and _is_past_ability(tree, verb, word):
                return None
            return kind
    return None


def _is_past_ability(tree: Tree, verb: int, word: str) -> bool:
    """ "could hear the shelling": seen and heard is not supposed."""
    return word in {"could", "can"} and tree.lemmas[verb] in {"hear", "see", "smell", "feel"}


def _has_condition(tree: Tree, verb: int) -> bool:
    return any(_mark(tree, kid) in {"if", "unless", "in case"} for kid in tree.kids(verb, "advcl"))


def _is_question(tree: Tree, verb: int) -> bool:
    """Return whether the clause is asked; why, how, when, where and who take what they ask about for granted."""
    if not len(tree) or tree.low[len(tree) - 1] not in {"?"} and "?" not in tree.low[-2:]:
        return False
    if tree.rel(verb) not in {"root", "conj", "parataxis"}:
        return False
    return not any(tree.low[kid] in {"why", "how", "when", "where", "who"} for kid in tree.children[verb])


def _is_order(tree: Tree, verb: int) -> bool:
    """Return whether the verb is an imperative: bare, without a subject, at the head of what is said."""
    if tree.tokens[verb].xpos not in {"VB"} or tree.kids(verb, "nsubj", "aux", "mark", "cop"):
        return False
    if tree.rel(verb) not in {"root", "parataxis", "ccomp"}:
        return False
    before = [index for index in range(verb) if tree.upos(index) not in {"PUNCT", "ADV", "CCONJ", "INTJ"}]
    return not before or tree.rel(verb) == "ccomp"


def _climb_from_verb(tree: Tree, verb: int, found: list[Operator], *, trying: str) -> None:
    head, relation = tree.head(verb), tree.rel(verb)
    if head < 0 or tree.full_rel(verb) == "acl:relcl" or relation == "parataxis":
        return
    if relation == "conj":
        _climb_from_conjunct(tree, verb, head, found, trying=trying)
    elif relation in {"xcomp", "ccomp", "csubj"}:
        _through_complement(tree, verb, head, found, trying=trying)
    elif relation == "advcl":
        _through_adverbial(tree, verb, head, found, trying=trying)
    elif relation in {"acl", "nmod", "obl"} and tree.upos(head) not in _VERBAL:
        _through_noun(tree, verb, head, found, trying=trying)
    elif relation in {"obj", "nsubj", "obl"}:
        _governed_noun(
            tree, head, found, case=tree.case(verb), relation=relation, definite=False, trying=trying
        )


def _climb_from_conjunct(tree: Tree, verb: int, head: int, found: list[Operator], *, trying: str) -> None:
    if tree.upos(head) not in _VERBAL and not tree.kids(head, "cop", "nsubj", "mark"):
        return
    shares = tree.tokens[verb].xpos in {"VB", "VBN", "VBG"} and not tree.kids(verb, "nsubj", "aux")
    if shares:
        words = {operator.word for operator in found}
        local: list[Operator] = []
        _beside_verb(tree, head, local)
        joined = {tree.low[kid] for kid in tree.kids(verb, "cc")}
        found.extend(
            operator
            for operator in local
            if operator.word not in words and not (operator.kind == "negated" and "but" in joined)
        )
    _climb_from_verb(tree, head, found, trying=trying)


def _through_complement(tree: Tree, verb: int, head: int, found: list[Operator], *, trying: str) -> None:
    lemma = tree.lemmas[head]
    kind = _governors("verbs").get(lemma)
    infinitive = tree.rel(verb) == "xcomp" or any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    if (
        lemma in words_of("modality", "speech")
        and not infinitive
        and kind not in {Modality.DENIED, Modality.SPECULATED}
    ):
        _beyond_speech(tree, head, found)
        return
    if kind and _applies(tree, verb, head, kind, infinitive=infinitive):
        found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[head].text))
    if tree.upos(head) in {"ADJ", "NOUN"} and not kind:
        _complement_of_adjective(tree, head, found)
    if infinitive or kind in {Modality.DENIED, "attempted"} or not kind:
        _from_verb(tree, head, found, trying=trying) if infinitive else _beside_denial(tree, head, found)


def _applies(tree: Tree, verb: int, head: int, kind: str, *, infinitive: bool) -> bool:
    """Return whether a governor means its modality here: "went to kill" plans, "have to leave" asks."""
    lemma = tree.lemmas[head]
    to = any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    if lemma in {"have", "go", "need", "set", "mean", "look", "tell", "like", "train"}:
        return to and (lemma != "go" or tree.tokens[head].xpos == "VBG")
    if lemma in {"stop", "prevent", "cease", "halt"}:
        return not to
    if (
        lemma in {"suppose", "expect", "believe", "think", "allege", "rumour", "schedule", "slate"}
        and infinitive
    ):
        return True
    return kind != "attempted" or to


def _beside_denial(tree: Tree, head: int, found: list[Operator]) -> None:
    """ "did not deny that": a denial that is itself denied."""
    if any(tree.low[kid] in words_of("modality", "negation") for kid in tree.kids(head, "advmod")):
        found.append(Operator("negated", "not"))


def _beyond_speech(tree: Tree, head: int, found: list[Operator]) -> None:
    """ "did not say that", "is said to": what is not said is open."""
    negated = any(tree.low[kid] in words_of("modality", "negation") for kid in tree.kids(head, "advmod"))
    if negated and tree.lemmas[head] in {
        "say",
        "confirm",
        "state",
        "claim",
        "report",
        "admit",
        "acknowledge",
    }:
        found.append(Operator(Modality.SPECULATED, f"not {tree.lemmas[head]}"))


def _complement_of_adjective(tree: Tree, head: int, found: list[Operator]) -> None:
    lemma = tree.lemmas[head]
    table = settings("modality").get("adjectives", {})
    for kind, words in table.items():
        if lemma in words:
            found.append(Operator(kind, tree.tokens[head].text))
            return
    kind = _governors("nouns").get(lemma)
    if kind and kind != "attempted":
        found.append(Operator(kind, tree.tokens[head].text))


def _through_adverbial(tree: Tree, verb: int, head: int, found: list[Operator], *, trying: str) -> None:
    mark = tree.case(verb)
    if mark == "to" or mark.endswith(" to") or mark in {"so as to", "so that"}:
        if _enough(tree, verb, head) or (
            verb and "only" in tree.low[max(0, min(tree.kids(verb, "mark")) - 1) : verb]
        ):
            _from_verb(tree, head, found, trying=trying)
        elif tree.lemmas[head] in _governors("verbs") and mark == "to":
            _through_complement_as_purpose(tree, head, found, trying=trying)
        else:
            found.append(Operator(Modality.PLANNED, "to"))
    elif mark in {"from", "into", "of", "for", "about"}:
        if mark in {"of", "about"} and tree.lemmas[head] in {"think", "dream", "talk", "speak"}:
            found.append(Operator(Modality.HYPOTHETICAL, tree.tokens[head].text))
        kind = _governors("verbs").get(tree.lemmas[head])
        if mark == "from" and kind == Modality.DENIED:
            found.append(Operator(kind, tree.tokens[head].text))
            _beside_verb(tree, head, found)
    elif not mark and tree.tokens[verb].xpos == "VBG" and tree.upos(head) in _VERBAL:
        local: list[Operator] = []
        _beside_verb(tree, head, local)
        found.extend(operator for operator in local if operator.kind != "negated")
        _climb_from_verb(tree, head, found, trying=trying)


def _through_complement_as_purpose(tree: Tree, head: int, found: list[Operator], *, trying: str) -> None:
    kind = _governors("verbs")[tree.lemmas[head]]
    found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[head].text))
    _from_verb(tree, head, found, trying=trying)


def _enough(tree: Tree, verb: int, head: int) -> bool:
    """ "this was enough to bring them out": it did."""
    return tree.lemmas[head] in {"enough", "sufficient"} or any(
        tree.low[kid] == "enough" for kid in tree.children[head]
    )


def _through_noun(tree: Tree, verb: int, noun: int, found: list[Operator], *, trying: str) -> None:
    """ "a plan to attack", "orders to withdraw": the noun governs, then what governs the noun."""
    kind = _governors("nouns").get(tree.lemmas[noun])
    infinitive = any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    mark = tree.case(verb)
    if (
        tree.rel(verb) == "acl"
        and not infinitive
        and mark not in {"of", "for", "on", "at", "about", "that", "against"}
    ):
        return
    if kind:
        found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[noun].text))
    elif infinitive:
        found.append(Operator(Modality.PLANNED, "to"))
    if kind or infinitive:
        _beside_noun(tree, noun, found)
        _above_governing_noun(tree, noun, found, trying=trying)


def _above_governing_noun(tree: Tree, noun: int, found: list[Operator], *, trying: str) -> None:
    """ "denied plans to attack", "rejected calls to withdraw"."""
    head = tree.head(noun)
    if head < 0:
        return
    if tree.upos(head) in _VERBAL and tree.rel(noun) in {"obj", "nsubj"}:
        if _governors("objects").get(tree.lemmas[head]) == Modality.DENIED and tree.rel(noun) == "obj":
            found.append(Operator(Modality.DENIED, tree.tokens[head].text))
        elif tree.lemmas[head] in words_of("arguments", "light") or tree.lemmas[head] == "be":
            _beside_verb(tree, head, found)
    elif tree.rel(noun) == "nmod":
        kind = _governors("nouns").get(tree.lemmas[head])
        if kind and kind != "attempted":
            found.append(Operator(kind, tree.tokens[head].text))


def _from_noun(tree: Tree, noun: int, found: list[Operator], *, trying: str) -> None:
    """Collect what bears on a nominal trigger; a definite one is taken for granted."""
    _beside_noun(tree, noun, found)
    head, relation = tree.head(noun), tree.rel(noun)
    if relation in {"conj", "appos"} and head >= 0 and tree.upos(head) in {"NOUN", "PROPN"}:
        first = head
        local: list[Operator] = []
        _beside_noun(tree, first, local)
        found.extend(operator for operator in local if operator.word not in {one.word for one in found})
        head, relation = tree.head(first), tree.rel(first)
        case = tree.case(first)
    else:
        case = tree.case(noun)
    if tree.kids(noun, "cop") or head < 0:
        _beside_verb(tree, noun, found)
        if head >= 0:
            _climb_from_verb(tree, noun, found, trying=trying)
        return
    definite = _is_definite(tree, noun)
    if tree.upos(head) in _VERBAL or tree.kids(head, "cop"):
        _governed_noun(tree, head, found, case=case, relation=relation, definite=definite, trying=trying)
    elif relation == "nmod":
        _noun_under_noun(tree, head, found, case=case, definite=definite, trying=trying)


def _beside_noun(tree: Tree, noun: int, found: list[Operator]) -> None:
    for kid in tree.children[noun]:
        word, relation = tree.low[kid], tree.rel(kid)
        if relation in {"det", "advmod", "neg"} and word in {"no", "not", "neither", "never"}:
            found.append(Operator("negated", tree.tokens[kid].text))
        elif relation in {"amod", "advmod", "acl", "compound"} and word in _governors("beside"):
            found.append(Operator(_governors("beside")[word], tree.tokens[kid].text))
    if tree.case(noun) in {"without", "instead of", "rather than"}:
        found.append(Operator("negated", tree.case(noun)))
    elif tree.case(noun) in {"in case of", "in the event of", "barring"}:
        found.append(Operator(Modality.HYPOTHETICAL, tree.case(noun), strong=True))
    if any(tree.low[kid] == "any" for kid in tree.kids(noun, "det")):
        found.append(Operator(Modality.HYPOTHETICAL, "any"))


def _is_definite(tree: Tree, noun: int) -> bool:
    if any(tree.full_rel(kid) == "nmod:poss" for kid in tree.children[noun]):
        return True
    return any(tree.low[kid] in words_of("modality", "definite") for kid in tree.kids(noun, "det"))


def _governed_noun(
    tree: Tree, verb: int, found: list[Operator], *, case: str, relation: str, definite: bool, trying: str
) -> None:
    lemma = tree.lemmas[verb]
    light = lemma in words_of("arguments", "light") or lemma in words_of("arguments", "occur")
    kind = _governors("objects").get(lemma)
    if kind and _object_kind_applies(tree, lemma, kind, case=case, relation=relation, definite=definite):
        found.append(Operator(kind, tree.tokens[verb].text))
        _from_verb(tree, verb, found, trying=trying)
    elif relation in {"obj", "nsubj"} and (light or not definite):
        _from_verb(tree, verb, found, trying=trying)
    elif relation == "obl" and not definite and case in {"in", "by", "with", "to", "into", "on", "for"}:
        local: list[Operator] = []
        _from_verb(tree, verb, local, trying=trying)
        found.extend(operator for operator in local if operator.kind != "negated")


def _object_kind_applies(
    tree: Tree, lemma: str, kind: str, *, case: str, relation: str, definite: bool
) -> bool:
    if relation == "nsubj":
        return False
    if relation == "obl":
        return (lemma, case) in {
            ("call", "for"),
            ("appeal", "for"),
            ("press", "for"),
            ("push", "for"),
            ("plan", "for"),
            ("prepare", "for"),
            ("threaten", "with"),
            ("ask", "for"),
            ("plead", "for"),
            ("train", "for"),
        }
    if lemma == "call":
        return any(tree.low[kid] == "off" for kid in tree.children[_verb_index(tree, lemma)])
    if definite and kind in {Modality.SPECULATED, Modality.HYPOTHETICAL}:
        return False
    return not (
        definite
        and lemma in {"stop", "oppose", "reject", "discuss", "approve", "justify", "ask", "invite", "favour"}
    )


def _verb_index(tree: Tree, lemma: str) -> int:
    return tree.lemmas.index(lemma)


def _noun_under_noun(
    tree: Tree, head: int, found: list[Operator], *, case: str, definite: bool, trying: str
) -> None:
    """ "threat of an attack", "call for talks": the noun above, unless it speaks of something known."""
    kind = _governors("nouns").get(tree.lemmas[head])
    if kind and case in {"of", "for", "against", "on", "about"}:
        if definite and kind not in {Modality.THREATENED, Modality.PLANNED}:
            return
        found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[head].text))
        _beside_noun(tree, head, found)
        _above_governing_noun(tree, head, found, trying=trying)
    elif (
        not definite
        and case == "of"
        and tree.lemmas[head]
        in {
            "wave",
            "series",
            "day",
            "week",
            "spate",
            "round",
            "act",
            "string",
            "number",
            "campaign",
            "outbreak",
        }
    ):
        _from_noun(tree, head, found, trying=trying)
