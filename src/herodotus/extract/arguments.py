"""Who stands where around a verb or a noun: subject, object, prepositions, whoever shares them."""

from __future__ import annotations

from herodotus.extract.tree import NOMINAL, Tree
from herodotus.extract.words import in_class, noun_class, words_of

Roles = dict[str, list[int]]
_PASSIVE_TAGS = frozenset({"VBN"})
_FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})


def is_passive(tree: Tree, verb: int) -> bool:
    """Return whether the verb's surface subject is the one that it is done to."""
    # A joined participle is what its head is: "one was killed and ten others injured".
    while (own := _own_voice(tree, verb)) is None:
        verb = tree.head(verb)
    return own


def _own_voice(tree: Tree, verb: int) -> bool | None:
    """Return whether the verb is passive by its own words; None where it is as its head is."""
    if stranded_subject(tree, verb) is not None:
        return False
    if any(tree.full_rel(kid) in {"nsubj:pass", "aux:pass", "csubj:pass"} for kid in tree.children[verb]):
        return not _is_past_tense(tree, verb)
    relation = tree.rel(verb)
    joined = relation == "conj" and tree.lemmas[verb] in words_of("arguments", "needs_victim")
    if joined and tree.tokens[verb].xpos == "VBD" and not tree.kids(verb, "obj", "aux", "nsubj"):
        return None if tree.head(verb) >= 0 else False
    if tree.tokens[verb].xpos not in _PASSIVE_TAGS or tree.kids(verb, "obj", "aux"):
        return False
    if relation == "conj" and tree.head(verb) >= 0:
        return None
    return relation in {"acl", "amod", "advcl"} and not tree.kids(verb, "nsubj")


def _is_past_tense(tree: Tree, verb: int) -> bool:
    """Return whether a past tense was read as a passive: "a guard fired at the crowd" has no "was"."""
    if tree.kids(verb, "aux", "cop") or tree.lemmas[verb] in words_of("arguments", "needs_victim"):
        return False
    if tree.rel(verb) not in {"root", "ccomp", "parataxis"} or tree.tokens[verb].text.endswith(("en", "wn")):
        return False
    if any(tree.full_rel(kid) == "obl:agent" or tree.case(kid) == "by" for kid in tree.kids(verb, "obl")):
        return False
    return bool(tree.kids(verb, "obj")) or any(
        tree.case(kid) in {"at", "on"} for kid in tree.kids(verb, "obl")
    )


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
    """Return the subject of a clause on a noun: the noun, or whose "plan to" or "statement denouncing"."""
    infinitive = any(tree.low[kid] == "to" for kid in tree.kids(verb, "mark"))
    speech = tree.lemmas[noun] in words_of("arguments", "speech_nouns")
    if not infinitive and not speech:
        return _beyond_idea(tree, verb, noun, seen=seen)
    if infinitive and tree.lemmas[noun] in words_of("arguments", "asking_nouns"):
        asked = [kid for kid in tree.kids(noun, "nmod") if tree.case(kid) in {"to", "for", "on"}]
        return asked[:1] or _who_is_told(tree, noun)
    owner = [
        kid
        for kid in tree.kids(noun, "nmod")
        if tree.full_rel(kid) == "nmod:poss" or tree.case(kid) in {"of", "by", "from"}
    ]
    if owner and not (
        infinitive and tree.case(owner[0]) == "of" and tree.upos(owner[0]) != "PROPN" and not speech
    ):
        return owner[:1]
    governor = tree.head(noun)
    if governor >= 0 and tree.upos(governor) == "VERB" and tree.rel(noun) in {"obj", "nsubj", "obl"}:
        if tree.full_rel(noun) == "nsubj:pass":
            return [kid for kid in tree.kids(governor, "obl") if tree.case(kid) == "by"][:1]
        if tree.rel(noun) != "nsubj":
            return subjects(tree, governor, seen=seen)
    return owner[:1] or ([] if infinitive else [noun])


def _beyond_idea(tree: Tree, verb: int, noun: int, *, seen: frozenset[int]) -> list[int]:
    """Return who does "made progress taking hills": a mere thought does nothing, its owner does."""
    above = tree.head(noun)
    if tree.tokens[verb].xpos != "VBG" or above < 0:
        return [noun]
    if tree.lemmas[noun] in words_of("arguments", "aims"):
        return subjects(tree, above, seen=seen)
    if tree.rel(noun) != "obj":
        return [noun]
    return subjects(tree, above, seen=seen) if tree.lemmas[noun] in noun_class("abstract") else [noun]


def _who_is_told(tree: Tree, noun: int) -> list[int]:
    """Return who refuses or follows an order: "the men defied orders to withdraw" is asked of the men."""
    verb = tree.head(noun)
    if verb < 0 or tree.rel(noun) != "obj" or tree.lemmas[verb] not in words_of("arguments", "take_orders"):
        return []
    return subjects(tree, verb)


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
    if (
        tree.tokens[verb].xpos == "VBN"
        and verb
        and tree.upos(verb - 1) == "NUM"
        and not tree.kids(verb, "aux")
    ):
        surface = []  # "28 dead and 100 wounded": the number was hurt, whoever is the subject before
    if tree.rel(verb) == "amod" and tree.head(verb) > verb:
        surface, passive = [tree.head(verb)], True
    person = noun_class("person") | noun_class("force")
    surface = [index for index in surface if index not in words or tree.lemmas[index] in person]
    own_objects = [
        kid
        for kid in tree.kids(verb, "obj")
        if (kid not in words or tree.lemmas[kid] in person) and tree.lemmas[kid] not in noun_class("time")
    ]
    passive = passive or (not own_objects and _lacks_victim(tree, verb, surface))
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
        add_obliques(tree, node, roles, words=words)
    _add_complement_subject(tree, verb, roles)
    if passive and not roles.get("by"):
        roles["by"] = _shared_agent(tree, verb)
    if passive and not roles.get("by"):
        below = [one for kid in tree.kids(verb, "xcomp", "ccomp", "advcl") for one in tree.kids(kid, "obl")]
        roles["by"] = [one for one in below if tree.case(one) == "by"][:1]
    return roles


def _lacks_victim(tree: Tree, verb: int, subject: list[int]) -> bool:
    """Return whether a participle was read as a past tense: "five killed in raid", "the sailors killed"."""
    if tree.lemmas[verb] not in words_of("arguments", "needs_victim") or not subject:
        return False
    if tree.tokens[verb].xpos not in {"VBD", "VBN"} or tree.kids(verb, "aux", "ccomp", "xcomp", "iobj"):
        return False
    sharing = [kid for kid in tree.kids(verb, "conj") if not tree.kids(kid, "nsubj")]
    if tree.full_rel(verb) == "acl:relcl" or sharing:
        return False
    own = tree.kids(verb, "nsubj")
    if tree.rel(verb) == "conj" and not own:
        return False
    counted = (
        any(tree.rel(kid) == "nummod" for kid in tree.children[subject[0]]) or tree.upos(subject[0]) == "NUM"
    )
    return counted or in_class(tree, subject[0], ("@person", "@force", "@pronoun", "others", "other"))


def _relative_object(tree: Tree, verb: int, roles: Roles, *, passive: bool) -> None:
    """Give "the man whom soldiers shot" its object: the noun, where the clause lacks one."""
    if tree.full_rel(verb) != "acl:relcl" or passive or roles.get("obj"):
        return
    own = tree.kids(verb, "nsubj")
    if any(tree.low[kid] in {"where", "when", "why"} for kid in tree.kids(verb, "advmod")):
        return
    if own and not tree.is_relative(own[0]):
        roles["obj"] = [tree.head(verb)]


def _share_object(tree: Tree, verb: int, roles: Roles, *, passive: bool) -> None:
    """Share the object in "attacked and killed a convoy"."""
    if roles.get("obj") or passive or tree.kids(verb, "obj"):
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


def add_obliques(tree: Tree, node: int, roles: Roles, *, words: tuple[int, ...]) -> None:
    """Add what stands behind prepositions of a node, by preposition; a "by" further down counts too."""
    for kid in tree.kids(node, "obl", "nmod"):
        if kid in words or tree.full_rel(kid) == "nmod:poss":
            continue
        case = tree.case(kid)
        if case:
            roles.setdefault(case, []).append(_antecedent(tree, kid, node))
            if case != "by":
                inner = [one for one in tree.kids(kid, "nmod") if tree.case(one) == "by"]
                roles.setdefault("by", []).extend(inner)


def _shared_agent(tree: Tree, verb: int) -> list[int]:
    """Return the doer of a bare participle joined behind: "were abducted and murdered by the rebels"."""
    for other in tree.kids(verb, "conj"):
        bare = tree.tokens[other].xpos == "VBN" and not tree.kids(other, "nsubj", "aux")
        if bare:
            return [kid for kid in tree.kids(other, "obl") if tree.case(kid) == "by"]
    return []


def _add_complement_subject(tree: Tree, verb: int, roles: Roles) -> None:
    for kid in tree.kids(verb, "ccomp", "xcomp"):
        own = tree.kids(kid, "nsubj") or [
            one for one in subjects(tree, kid) if one not in roles.get("subj", [])
        ]
        if own:
            roles.setdefault("comp", []).extend(own)
            return
