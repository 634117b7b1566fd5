"""Whether it is said to have happened: a walk from the trigger up the tree, inner word first."""

from __future__ import annotations

from herodotus.extract.beside import (
    NEGATED,
    Operator,
    beside_noun,
    beside_verb,
    governors,
    is_definite,
    is_negated,
)
from herodotus.extract.governing import (
    applies,
    beyond_speech,
    by_adjective,
    came_about,
    is_chance,
    is_denying,
    is_made_possible,
    is_noun_of_speech,
)
from herodotus.extract.tree import Tree
from herodotus.extract.triggers import Trigger
from herodotus.extract.words import in_class, words_of
from herodotus.types import EventType, Modality

_OPENS_CONDITION = frozenset({"provide", "suppose", "grant", "assume"})
_FUTURES = frozenset({"will", "shall", "would", "'ll", "\u2019ll"})
_VERBAL = frozenset({"VERB", "AUX"})
_DONE_BY_TRYING = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
_ASKED_FOR = frozenset(
    {"call", "appeal", "press", "push", "plan", "prepare", "ask", "plead", "train", "hope", "wait"}
)
_KNOWN_OBJECTS = frozenset(
    {
        "authorise",
        "authorize",
        "order",
        "stop",
        "oppose",
        "reject",
        "discuss",
        "approve",
        "justify",
        "ask",
        "invite",
        "refuse",
        "ignore",
        "defy",
        "disobey",
        "rebuff",
        "dismiss",
    }
)
_WANTS = frozenset({"want", "prefer", "propose", "like", "wish"})


def grammar_of(tree: Tree, trigger: Trigger) -> tuple[Modality, tuple[str, ...]]:
    """Return the modality that the sentence's grammar gives, and the words that decided."""
    trying = "attempted" if trigger.sense.event_type in _DONE_BY_TRYING else Modality.PLANNED
    return _read(tree, trigger.head, noun=trigger.form == "noun", trying=trying)


def grammar_at(tree: Tree, index: int) -> tuple[Modality, tuple[str, ...]]:
    """Return the modality of any verb or noun, event word or not."""
    noun = tree.upos(index) in {"NOUN", "PROPN"} and not tree.kids(index, "cop")
    return _read(tree, index, noun=noun, trying=Modality.PLANNED)


def _read(tree: Tree, index: int, *, noun: bool, trying: str) -> tuple[Modality, tuple[str, ...]]:
    found: list[Operator] = []
    if noun:
        _from_noun(tree, index, found, trying=trying)
    else:
        _from_verb(tree, index, found, trying=trying)
    return fold(found), tuple(f"{operator.kind}: {operator.word}" for operator in found)


def fold(operators: list[Operator]) -> Modality:
    """Combine the operators, inner first: a denial turns round, a wish keeps, a condition covers all."""
    state, by_will = Modality.ASSERTED, False
    for operator in operators:
        if operator.kind == Modality.DENIED and state == Modality.SPECULATED:
            state = Modality.DENIED  # "rejected the allegation that": what was in doubt is denied
        elif operator.kind in {NEGATED, Modality.DENIED}:
            if state != Modality.SPECULATED:
                state = Modality.ASSERTED if state == Modality.DENIED else Modality.DENIED
        elif operator.kind == "attempted":
            continue
        elif operator.kind == Modality.HYPOTHETICAL:
            state = (
                Modality.DENIED if state == Modality.DENIED and not operator.strong else Modality.HYPOTHETICAL
            )
        elif operator.kind == Modality.SPECULATED:
            open_future = state == Modality.PLANNED and by_will  # "fear that they will attack"
            settled = state not in {Modality.ASSERTED, Modality.DENIED} and not open_future
            state = state if settled else Modality.SPECULATED
        elif operator.kind == Modality.REQUESTED:
            state = Modality.REQUESTED if state in {Modality.ASSERTED, Modality.DENIED} else state
        elif state == Modality.ASSERTED:
            state = Modality(operator.kind)
            by_will = operator.word.lower() in _FUTURES
    return state


def _from_verb(tree: Tree, verb: int, found: list[Operator], *, trying: str, skip: int = -1) -> None:
    """Collect what bears on a verb, then climb."""
    found.extend(beside_verb(tree, verb, skip=skip))
    _climb_from_verb(tree, verb, found, trying=trying)


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
        _governed_noun(tree, verb, found, definite=False, trying=trying)


def _climb_from_conjunct(tree: Tree, verb: int, head: int, found: list[Operator], *, trying: str) -> None:
    """Climb from "arrested and beat": what stands beside the first verb holds for a bare second one."""
    if tree.upos(head) not in _VERBAL and not tree.kids(head, "cop", "nsubj", "mark"):
        return
    if tree.tokens[verb].xpos in {"VB", "VBN", "VBG"} and not tree.kids(verb, "nsubj", "aux"):
        words = {operator.word for operator in found}
        but = "but" in {tree.low[kid] for kid in tree.kids(verb, "cc")}
        found.extend(
            operator
            for operator in beside_verb(tree, head)
            if operator.word not in words and not (operator.kind == NEGATED and but)
        )
    _climb_from_verb(tree, head, found, trying=trying)


def _through_complement(tree: Tree, verb: int, head: int, found: list[Operator], *, trying: str) -> None:
    lemma = tree.lemmas[head]
    kind = governors("verbs").get(lemma)
    to = any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    infinitive = tree.rel(verb) == "xcomp" or to
    if any(tree.low[kid] in {"why", "how", "when", "where"} for kid in tree.kids(verb, "advmod", "mark")):
        return
    open_kinds = {Modality.DENIED, Modality.SPECULATED}
    if (
        lemma in _OPENS_CONDITION
        and (tree.rel(head) == "mark" or not tree.kids(head, "nsubj", "aux"))
        and (tree.tokens[head].xpos in {"VBN", "VBG"})
    ):
        found.append(Operator(Modality.HYPOTHETICAL, tree.tokens[head].text, strong=True))
        return
    if is_noun_of_speech(tree, head):
        found.append(Operator(Modality.DENIED, tree.tokens[tree.head(head)].text))
        return
    to = to or any(
        tree.lemmas[kid] == "have" and tree.kids(kid, "mark") and kid < verb
        for kid in tree.kids(head, "xcomp")
    )
    if lemma in words_of("modality", "speech") and kind not in open_kinds and not (to and kind):
        beyond_speech(tree, head, found, hearsay=to)
        return
    if lemma in _WANTS and (tree.kids(head, "obj") or tree.kids(verb, "nsubj")):
        found.append(Operator(Modality.REQUESTED, tree.tokens[head].text))
        return
    if lemma == "have" and to and any(tree.low[kid] == "yet" for kid in tree.kids(head, "advmod")):
        found.append(Operator(NEGATED, "yet"))
        return
    if kind and applies(tree, head, kind, to=to):
        found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[head].text))
    elif lemma == "be" and to:
        found.append(Operator(Modality.PLANNED, "be to"))
    elif tree.upos(head) in {"ADJ", "NOUN"}:
        by_adjective(tree, head, found)
    if infinitive:
        _from_verb(tree, head, found, trying=trying)
    elif is_negated(tree, head) and tree.upos(head) in {"VERB", "AUX", "ADJ"}:
        found.append(Operator(NEGATED, "not"))


def _through_adverbial(tree: Tree, verb: int, head: int, found: list[Operator], *, trying: str) -> None:
    mark = tree.case(verb)
    lemma = tree.lemmas[head]
    kind = governors("verbs").get(lemma)
    if mark == "to" or mark.endswith(" to") or mark in {"so as to", "so that"}:
        made_to = lemma in words_of("modality", "factive") and tree.kids(head, "obj", "nsubj")
        if made_to or came_about(tree, verb, head):
            _from_verb(tree, head, found, trying=trying)
        elif kind and mark == "to":
            found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[head].text))
            _from_verb(tree, head, found, trying=trying)
        elif lemma in words_of("modality", "shows_will") and tree.lemmas[verb] in words_of(
            "modality", "will_shown"
        ):
            # "They marched to demand his release": the march is the demand.
            _from_verb(tree, head, found, trying=trying)
        else:
            found.append(Operator(Modality.PLANNED, "to"))
    elif mark in {"of", "about", "for"} and lemma in {"think", "dream", "talk", "speak"}:
        found.append(Operator(Modality.HYPOTHETICAL, tree.tokens[head].text))
    elif mark in {"of", "from"} and (
        kind == Modality.SPECULATED or (mark == "from" and kind == Modality.DENIED)
    ):
        found.append(Operator(kind, tree.tokens[head].text))
        found.extend(beside_verb(tree, head))
    elif mark == "of" and "short" in tree.low[max(0, verb - 3) : verb]:
        found.append(Operator(NEGATED, "short of"))
    elif not mark and tree.tokens[verb].xpos == "VBG" and tree.upos(head) in _VERBAL:
        found.extend(operator for operator in beside_verb(tree, head) if operator.kind != NEGATED)
        _climb_from_verb(tree, head, found, trying=trying)


def _through_noun(tree: Tree, verb: int, noun: int, found: list[Operator], *, trying: str) -> None:
    """Climb through "a plan to attack", "claims that they beat": the noun governs, then what governs it."""
    kind = governors("nouns").get(tree.lemmas[noun])
    infinitive = any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    mark = tree.case(verb)
    above = tree.head(noun)
    if tree.rel(verb) == "acl" and mark == "of" and above >= 0 and tree.lemmas[above] == "suspect":
        found.append(Operator(Modality.SPECULATED, tree.tokens[above].text))
        return
    if tree.rel(verb) == "acl" and not infinitive:
        if mark not in {"of", "for", "on", "at", "about", "that", "against"}:
            return
        if mark == "that" and not kind:
            _above_noun(tree, noun, found)
            return
    if infinitive and is_chance(tree, noun, "misses_chance"):
        found.append(Operator(NEGATED, tree.tokens[tree.head(noun)].text))
        return
    if infinitive and is_chance(tree, noun, "takes_chance"):
        _from_verb(tree, tree.head(noun), found, trying=trying, skip=noun)
        return
    if kind:
        found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[noun].text))
    elif infinitive:
        found.append(Operator(Modality.PLANNED, "to"))
    if kind or infinitive:
        found.extend(beside_noun(tree, noun))
        _above_noun(tree, noun, found)


def _above_noun(tree: Tree, noun: int, found: list[Operator]) -> None:
    """Add what governs the governing noun: "denied plans to attack", "the report is false"."""
    head = tree.head(noun)
    if head < 0:
        return
    lemma, relation = tree.lemmas[head], tree.rel(noun)
    done_to = relation == "obj" or tree.full_rel(noun) == "nsubj:pass"
    refused = governors("objects").get(lemma) == Modality.DENIED and is_denying(tree, head)
    refused = refused or governors("verbs").get(lemma) == Modality.DENIED
    called_false = relation == "nsubj" and lemma in words_of("states", "denials")
    if (done_to and refused) or called_false:
        found.append(Operator(Modality.DENIED, tree.tokens[head].text))
    elif relation in {"obj", "nsubj"} and (lemma in words_of("arguments", "light") or lemma == "be"):
        found.extend(beside_verb(tree, head, skip=noun))
    elif relation == "nmod":
        kind = governors("nouns").get(lemma)
        if kind and kind != "attempted":
            found.append(Operator(kind, tree.tokens[head].text))


def _from_noun(tree: Tree, noun: int, found: list[Operator], *, trying: str) -> None:
    """Collect what bears on a nominal trigger; a definite one is taken for granted."""
    found.extend(beside_noun(tree, noun))
    top = noun
    if (
        tree.rel(noun) in {"conj", "appos"}
        and tree.head(noun) >= 0
        and tree.upos(tree.head(noun)) in {"NOUN", "PROPN"}
    ):
        top = tree.head(noun)
        words = {operator.word for operator in found}
        found.extend(operator for operator in beside_noun(tree, top) if operator.word not in words)
    head = tree.head(top)
    if tree.kids(top, "cop") or head < 0:
        found.extend(operator for operator in beside_verb(tree, top) if operator not in found)
        _climb_from_verb(tree, top, found, trying=trying)
        return
    definite = is_definite(tree, noun)
    if tree.upos(head) in _VERBAL or tree.kids(head, "cop"):
        _governed_noun(tree, top, found, definite=definite, trying=trying)
    elif tree.rel(top) == "nmod":
        _noun_under_noun(tree, top, found, definite=definite, trying=trying)


def _governed_noun(tree: Tree, noun: int, found: list[Operator], *, definite: bool, trying: str) -> None:
    verb, relation, case = tree.head(noun), tree.rel(noun), tree.case(noun)
    lemma = tree.lemmas[verb]
    if relation == "obj" and lemma in words_of("modality", "presupposing"):
        return
    if tree.full_rel(noun) == "nsubj:pass" and lemma in words_of("modality", "talked_of"):
        return
    if relation == "nsubj" and lemma == "go" and tree.tokens[verb].xpos == "VBG" and tree.kids(verb, "xcomp"):
        found.append(Operator(Modality.PLANNED, "going to"))
        return
    if (
        relation == "obl"
        and case in {"with", "of", "for", "on"}
        and lemma in words_of("modality", "charging")
    ):
        found.append(Operator(Modality.SPECULATED, tree.tokens[verb].text))
        return
    light = lemma in words_of("arguments", "light")
    light = light or (relation == "nsubj" and lemma in words_of("arguments", "occur"))
    kind = _object_kind(tree, noun, definite=definite)
    if kind:
        found.append(Operator(kind, tree.tokens[verb].text))
        _from_verb(tree, verb, found, trying=trying, skip=noun)
    elif relation in {"obj", "nsubj"} and (light or not definite):
        _from_verb(tree, verb, found, trying=trying, skip=noun)
    elif relation == "obl" and case in {"in", "at", "to"} and lemma in words_of("arguments", "arrive"):
        _from_verb(
            tree, verb, found, trying=trying, skip=noun
        )  # who should take part in the talks is asked to
    elif relation == "obl" and not definite and case in {"in", "by", "with", "to", "into", "on", "for"}:
        local: list[Operator] = []
        _from_verb(tree, verb, local, trying=trying, skip=noun)
        found.extend(operator for operator in local if operator.kind != NEGATED)


def _object_kind(tree: Tree, noun: int, *, definite: bool) -> str | None:
    """Return what a verb makes of its object noun: "foiled an attack", "called for talks"."""
    verb, relation, case = tree.head(noun), tree.rel(noun), tree.case(noun)
    lemma = tree.lemmas[verb]
    kind = governors("objects").get(lemma)
    if lemma == "drop" and in_class(tree, noun, ("@weapon",)):
        return None
    if lemma in {"stop", "halt", "end"} and in_class(tree, noun, ("@mass", "fighting", "clash", "battle")):
        return None  # what is stopped was under way
    if kind is None or is_made_possible(tree, verb):
        return None
    if relation == "obl":
        if lemma == "threaten" and case == "with":
            return kind
        if lemma in _ASKED_FOR and case == "for":
            return Modality.REQUESTED if lemma == "call" else kind
        return None
    if relation == "nsubj" and tree.full_rel(noun) != "nsubj:pass":
        return None
    if lemma == "call":
        return Modality.DENIED if is_denying(tree, verb) else None
    if definite and (kind in {Modality.SPECULATED, Modality.HYPOTHETICAL} or lemma in _KNOWN_OBJECTS):
        return None
    return kind


def _noun_under_noun(tree: Tree, noun: int, found: list[Operator], *, definite: bool, trying: str) -> None:
    """Climb through "threat of an attack", "call for talks", unless the noun is known."""
    head, case = tree.head(noun), tree.case(noun)
    kind = governors("nouns").get(tree.lemmas[head])
    if tree.lemmas[head] in {"case", "event"} and tree.case(head) != "in":
        kind = None  # "thirty cases of murder" are no eventualities
    if kind and case in {"of", "for", "against", "on", "about"}:
        if definite and kind not in {Modality.THREATENED, Modality.PLANNED}:
            return
        found.append(Operator(trying if kind == "attempted" else kind, tree.tokens[head].text))
        found.extend(beside_noun(tree, head))
        _above_noun(tree, head, found)
    elif not definite and case == "of":
        series = tree.lemmas[head] in words_of("arguments", "series") or tree.lemmas[head] in words_of(
            "arguments", "number_of"
        )
        if series:
            _from_noun(tree, head, found, trying=trying)
