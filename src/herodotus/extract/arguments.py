"""Who stands where around a verb or a noun: subject, object, prepositions, whoever shares them."""

from __future__ import annotations

from herodotus.extract.tree import NOMINAL, Tree
from herodotus.extract.words import countries, in_class, noun_class, words_of

Roles = dict[str, list[int]]
_PASSIVE_TAGS = frozenset({"VBN"})
_FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})


def is_passive(tree: Tree, verb: int) -> bool:
    """Return whether the verb's surface subject is the one that it is done to."""
    if stranded_subject(tree, verb) is not None:
        return False
    if any(tree.full_rel(kid) in {"nsubj:pass", "aux:pass", "csubj:pass"} for kid in tree.children[verb]):
        return True
    if tree.kids(verb, "nsubj", "obj", "aux"):
        return False
    if tree.tokens[verb].xpos not in _PASSIVE_TAGS:
        return False
    relation = tree.rel(verb)
    if relation in {"acl", "amod", "advcl"}:
        return True
    return relation == "conj" and is_passive(tree, tree.head(verb))


def stranded_subject(tree: Tree, verb: int) -> int | None:
    """Return the subject that a parse took for an adverbial: "a day after the envoy called on both sides"."""
    if tree.rel(verb) != "advcl" or tree.tokens[verb].xpos not in _FINITE or tree.head(verb) < 0:
        return None
    if tree.kids(verb, "nsubj", "mark", "aux") or any(
        tree.case(kid) == "by" for kid in tree.kids(verb, "obl")
    ):
        return None
    before = [
        kid
        for kid in tree.kids(tree.head(verb), "obl")
        if kid < verb
        and tree.case(kid) in {"after", "before", "since", "until", "as", "than", "once", "while"}
    ]
    if not before or max(tree.subtree(before[-1])) + 2 < verb:
        return None
    return before[-1]


def subjects(tree: Tree, verb: int, *, seen: frozenset[int] = frozenset()) -> list[int]:
    """Return the surface subject's heads, own, shared or controlled; relative pronouns resolved."""
    if verb in seen:
        return []
    own = [kid for kid in tree.kids(verb, "nsubj", "csubj") if not _is_adverbial(tree, kid)]
    if own:
        return [_antecedent(tree, index, verb) for index in own if tree.rel(index) == "nsubj"]
    stranded = stranded_subject(tree, verb)
    if stranded is not None:
        return [stranded]
    return _shared_subjects(tree, verb, seen=seen | {verb})


def _is_adverbial(tree: Tree, subject: int) -> bool:
    """Return whether a parse took "following an operation" for a subject."""
    return (
        any(tree.rel(kid) == "case" and kid < subject for kid in tree.children[subject])
        and tree.case(subject) != ""
    )


def _antecedent(tree: Tree, index: int, verb: int) -> int:
    """Return the noun that a relative pronoun stands for, else the index itself."""
    if not tree.is_relative(index):
        return index
    node = verb
    while node >= 0:
        if tree.rel(node) == "acl" and tree.head(node) >= 0 and tree.head(node) < index:
            return (
                _person_of(tree, tree.head(node)) if tree.low[index] in {"who", "whom"} else tree.head(node)
            )
        node = tree.head(node)
    return index


def _shared_subjects(tree: Tree, verb: int, *, seen: frozenset[int]) -> list[int]:
    head = tree.head(verb)
    if head < 0:
        return []
    relation = tree.rel(verb)
    if relation == "conj":
        if tree.upos(head) in NOMINAL and not tree.kids(head, "nsubj", "cop"):
            return []
        return subjects(tree, head, seen=seen)
    if relation in {"xcomp", "ccomp"}:
        return _controller(tree, verb, head, seen=seen)
    if relation == "advcl":
        mark = tree.case(verb)
        head = _nearest_governor(tree, verb, head) if not mark else head
        if mark in words_of("arguments", "object_control_marks"):
            objects = tree.kids(head, "obj") or [
                kid for kid in tree.kids(head, "nsubj") if tree.full_rel(kid) == "nsubj:pass"
            ]
            if objects:
                return [_antecedent(tree, index, head) for index in objects]
        if (
            mark == "to"
            and tree.lemmas[head] in words_of("arguments", "object_purpose")
            and tree.kids(head, "obj")
        ):
            return [_antecedent(tree, tree.kids(head, "obj")[0], head)]
        return subjects(tree, head, seen=seen)
    if relation == "acl":
        return _acl_subject(tree, verb, head, seen=seen)
    if (
        relation in {"obl", "nmod", "obj", "csubj", "nsubj"}
        and tree.upos(head) in {"VERB", "AUX"}
        and relation != "nsubj"
    ):
        return subjects(tree, head, seen=seen)
    return []


def _nearest_governor(tree: Tree, verb: int, head: int) -> int:
    """Return the last finite clause before a bare participle: "entered, the premier objected, demanding"."""
    beside = [
        kid
        for kid in tree.kids(head, "advcl", "conj", "ccomp", "parataxis")
        if head < kid < verb and tree.upos(kid) == "VERB" and tree.kids(kid, "nsubj")
    ]
    return beside[-1] if beside else head


def _controller(tree: Tree, verb: int, head: int, *, seen: frozenset[int]) -> list[int]:
    if tree.rel(verb) == "ccomp" and tree.tokens[verb].xpos in {"VBD", "VBZ", "VBP"}:
        return []
    objects = tree.kids(head, "obj", "iobj")
    if (
        objects
        and not is_passive(tree, head)
        and tree.lemmas[head] not in words_of("arguments", "subject_control")
    ):
        return [_antecedent(tree, objects[0], head)]
    asked = [
        kid for kid in tree.kids(head, "obl") if tree.case(kid) in {"on", "upon", "to", "for"} and kid < verb
    ]
    if asked and tree.lemmas[head] in {"call", "appeal", "plead"}:
        return asked[:1]
    return subjects(tree, head, seen=seen)


def _acl_subject(tree: Tree, verb: int, noun: int, *, seen: frozenset[int]) -> list[int]:
    """Return the subject of a clause on a noun: the noun, or for "a plan to ..." and "a statement ...ing" its owner."""
    infinitive = any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    speech = tree.lemmas[noun] in words_of("arguments", "speech_nouns")
    if not infinitive and not speech:
        return [noun]
    owner = [
        kid
        for kid in tree.kids(noun, "nmod")
        if tree.full_rel(kid) == "nmod:poss" or tree.case(kid) in {"of", "by", "from"}
    ]
    if owner and not (
        infinitive and tree.case(owner[0]) == "of" and tree.upos(owner[0]) not in {"PROPN"} and not speech
    ):
        return owner[:1]
    governor = tree.head(noun)
    if governor >= 0 and tree.upos(governor) == "VERB" and tree.rel(noun) in {"obj", "nsubj", "obl"}:
        if tree.full_rel(noun) == "nsubj:pass":
            return [kid for kid in tree.kids(governor, "obl") if tree.case(kid) == "by"][:1]
        if tree.rel(noun) != "nsubj":
            return subjects(tree, governor, seen=seen)
    return owner[:1] or ([] if infinitive else [noun])


def _person_of(tree: Tree, noun: int) -> int:
    """Return whom "who" means: "a soldier of mixed origins who" is the soldier."""
    node = noun
    known = ("@person", "@force", "@name", "@pronoun")
    while not in_class(tree, node, known) and tree.rel(node) == "nmod" and tree.head(node) >= 0:
        node = tree.head(node)
    return node if in_class(tree, node, known) else noun


def verb_roles(tree: Tree, verb: int, words: tuple[int, ...] = ()) -> Roles:
    """Return role -> heads for a verb: subj and obj in the active sense, comp, and each preposition."""
    roles: Roles = {}
    passive = is_passive(tree, verb)
    surface = subjects(tree, verb)
    if tree.rel(verb) == "amod" and tree.head(verb) > verb:
        surface, passive = [tree.head(verb)], True
    person = noun_class("person")
    surface = [index for index in surface if index not in words or tree.lemmas[index] in person]
    own_objects = [kid for kid in tree.kids(verb, "obj") if kid not in words or tree.lemmas[kid] in person]
    if passive:
        roles["iobj" if own_objects else "obj"] = surface
    else:
        roles["subj"] = surface
    if own_objects:
        roles.setdefault("obj", []).extend(_antecedent(tree, index, verb) for index in own_objects)
    roles.setdefault("iobj", []).extend(tree.kids(verb, "iobj"))
    _relative_object(tree, verb, roles, passive=passive)
    _share_object(tree, verb, roles, passive=passive)
    for node in dict.fromkeys((verb, *words)):
        _add_obliques(tree, node, roles, words=words)
    _add_complement_subject(tree, verb, roles)
    return roles


def _relative_object(tree: Tree, verb: int, roles: Roles, *, passive: bool) -> None:
    """ "the man whom soldiers shot": the noun is the object where the clause has a subject and lacks an object."""
    if tree.full_rel(verb) != "acl:relcl" or passive or roles.get("obj"):
        return
    own = tree.kids(verb, "nsubj")
    if own and not tree.is_relative(own[0]):
        roles["obj"] = [tree.head(verb)]


def _share_object(tree: Tree, verb: int, roles: Roles, *, passive: bool) -> None:
    """ "attacked and killed a convoy": the object of the second verb is also the first one's."""
    if roles.get("obj") or passive:
        return
    head = tree.head(verb)
    if (
        tree.rel(verb) == "conj"
        and tree.upos(head) == "VERB"
        and not tree.kids(verb, "obl", "xcomp", "ccomp")
    ):
        after = [kid for kid in tree.kids(head, "obj") if kid > verb]
        if after:
            roles["obj"] = after
            return
    for other in tree.kids(verb, "conj"):
        if tree.upos(other) == "VERB" and not tree.kids(other, "nsubj") and tree.kids(other, "obj"):
            if not tree.kids(verb, "obl", "xcomp", "ccomp"):
                roles["obj"] = tree.kids(other, "obj")
            return


def _add_obliques(tree: Tree, node: int, roles: Roles, *, words: tuple[int, ...]) -> None:
    for kid in tree.kids(node, "obl", "nmod"):
        if kid in words or tree.full_rel(kid) == "nmod:poss":
            continue
        case = tree.case(kid)
        if case:
            roles.setdefault(case, []).append(_antecedent(tree, kid, node))
            if case != "by":
                inner = [one for one in tree.kids(kid, "nmod") if tree.case(one) == "by"]
                roles.setdefault("by", []).extend(inner)


def _add_complement_subject(tree: Tree, verb: int, roles: Roles) -> None:
    for kid in tree.kids(verb, "ccomp", "xcomp"):
        own = tree.kids(kid, "nsubj") or [
            one for one in subjects(tree, kid) if one not in roles.get("subj", [])
        ]
        if own:
            roles.setdefault("comp", []).extend(own)
            return


def noun_roles(tree: Tree, noun: int, words: tuple[int, ...] = ()) -> Roles:
    """Return role -> heads for a noun: poss, mod (an actor before it), each preposition, and its light verb's."""
    roles: Roles = {}
    for kid in tree.children[noun]:
        if kid in words:
            continue
        if tree.full_rel(kid) == "nmod:poss":
            roles.setdefault("poss", []).append(kid)
        elif tree.rel(kid) in {"compound", "amod", "nmod"} and not tree.case(kid):
            if can_act(tree, kid):
                roles.setdefault("mod", []).append(kid)
        elif tree.rel(kid) in {"nmod", "obl"}:
            roles.setdefault(tree.case(kid), []).append(kid)
            if tree.case(kid) != "by":
                inner = [one for one in tree.kids(kid, "nmod") if tree.case(one) == "by"]
                roles.setdefault("by", []).extend(inner)
        elif tree.rel(kid) == "acl":
            _from_participle(tree, kid, roles)
    _from_governor(tree, noun, roles)
    _complete_between(tree, roles)
    return roles


def _complete_between(tree: Tree, roles: Roles) -> None:
    """Find the other side of "between X ... and Y" where a clause on X swallowed it."""
    for case in ("between", "among"):
        heads = roles.get(case, [])
        if (
            len(heads) != 1
            or len(tree.conjuncts(heads[0])) > 1
            or tree.tokens[heads[0]].xpos in {"NNS", "NNPS"}
        ):
            continue
        for index in range(heads[0] + 1, len(tree)):
            nominal = tree.upos(index) in {"NOUN", "PROPN"} and tree.rel(index) == "conj"
            if nominal and any(tree.low[kid] == "and" for kid in tree.kids(index, "cc")):
                roles[case] = [heads[0], index]
                break


def can_act(tree: Tree, index: int) -> bool:
    """Return whether a word before a noun names who acts: a name, a state, its people, a force."""
    token = tree.tokens[index]
    if tree.lemmas[index] in noun_class("force") or tree.lemmas[index] in noun_class("person"):
        return True
    if token.text in countries():
        return True
    label = tree.label(index)
    if label in {"PER", "ORG"}:
        return True
    demonym = tree.upos(index) in {"ADJ", "PROPN"} and token.text[:1].isupper() and label != "LOC"
    return demonym and (
        tree.upos(index) == "PROPN"
        or token.text.lower().endswith(
            ("an", "ese", "i", "ish", "ch", "nch", "ite", "can", "rab", "rb", "ek", "urk", "wiss")
        )
    )


def _from_participle(tree: Tree, verb: int, roles: Roles) -> None:
    """ "an operation carried out by": who stands behind "by" does what the noun says."""
    if tree.lemmas[verb] not in words_of("arguments", "light") and tree.lemmas[verb] not in {
        "blame",
        "claim",
        "involve",
        "target",
        "direct",
        "aim",
    }:
        return
    if tree.full_rel(verb) == "acl:relcl":
        if is_passive(tree, verb):
            _add_obliques(tree, verb, roles, words=())
        else:
            own = [kid for kid in tree.kids(verb, "nsubj") if not tree.is_relative(kid)]
            roles.setdefault("by", []).extend(own)
        return
    name = tree.lemmas[verb]
    for kid in tree.kids(verb, "obl", "nmod"):
        case = tree.case(kid)
        if name == "blame" and case == "on":
            roles.setdefault("by", []).append(kid)
        elif case:
            roles.setdefault(case, []).append(kid)
    target = {"involve": "between", "target": "against"}.get(name)
    if target:
        roles.setdefault(target, []).extend(tree.kids(verb, "obj"))


def _series(tree: Tree, noun: int) -> int:
    """Return the noun that stands for it in its clause: "days of battles", "a series of attacks"."""
    head = tree.head(noun)
    while head >= 0 and tree.rel(noun) == "nmod" and tree.case(noun) == "of":
        known = tree.lemmas[head] in words_of("arguments", "number_of") or tree.lemmas[head] in words_of(
            "arguments", "series"
        )
        if not known:
            break
        noun, head = head, tree.head(head)
    return noun


def _from_governor(tree: Tree, noun: int, roles: Roles) -> None:
    """Add what the verb above gives: the subject of a light verb, the sides of "clashes broke out between"."""
    noun = _series(tree, noun)
    verb = tree.head(noun)
    if verb < 0:
        return
    relation = tree.full_rel(noun)
    if tree.upos(verb) == "ADJ" and tree.lemmas[verb] in words_of("arguments", "responsible"):
        roles.setdefault("by", []).extend(subjects(tree, verb))
        return
    if tree.case(noun) == "behind" and tree.kids(noun, "nsubj"):
        roles.setdefault("by", []).extend(tree.kids(noun, "nsubj"))
        return
    if relation in {"nsubj", "nsubj:pass"} and tree.kids(verb, "cop") and tree.case(verb):
        roles.setdefault(tree.case(verb), []).append(verb)
        return
    if tree.upos(verb) not in {"VERB", "AUX"}:
        return
    light = tree.lemmas[verb] in words_of("arguments", "light")
    if relation == "obj" and light:
        passive = is_passive(tree, verb)
        if not passive:
            roles.setdefault("by", []).extend(subjects(tree, verb))
        _add_obliques(tree, verb, roles, words=())
    elif (
        relation == "obl"
        and tree.lemmas[verb] in words_of("arguments", "arrive")
        and tree.case(noun) in {"for", "in", "to", "at"}
    ):
        roles.setdefault("by", []).extend(subjects(tree, verb))
    elif (
        relation == "obl"
        and light
        and tree.case(noun) in {"in", "on"}
        and tree.lemmas[verb] in {"engage", "take", "participate", "go", "join"}
    ):
        roles.setdefault("by", []).extend(subjects(tree, verb))
    elif relation in {"nsubj", "nsubj:pass"} and (
        light or tree.lemmas[verb] in words_of("arguments", "occur")
    ):
        _add_obliques(tree, verb, roles, words=())
