"""Who stands where around a noun that tells what happened: "the US raid on", "clashes broke out between"."""

from __future__ import annotations

from herodotus.extract.arguments import Roles, add_obliques, is_passive, subjects
from herodotus.extract.tree import Tree
from herodotus.extract.words import countries, noun_class, words_of


def noun_roles(tree: Tree, noun: int, words: tuple[int, ...] = ()) -> Roles:
    """Return role -> heads for a noun: poss, mod (an actor before it), prepositions, its light verb's."""
    roles: Roles = {}
    for kid in tree.children[noun]:
        if kid in words and not (tree.rel(kid) == "compound" and tree.lemmas[kid] in noun_class("force")):
            continue
        if tree.full_rel(kid) == "nmod:poss":
            roles.setdefault("poss", []).append(kid)
        elif tree.rel(kid) in {"compound", "amod", "nmod"} and not tree.case(kid):
            if can_act(tree, kid):
                roles.setdefault("mod", []).append(kid)
        elif tree.rel(kid) in {"nmod", "obl"}:
            roles.setdefault(tree.case(kid), []).append(kid)
            if tree.case(kid) != "by":
                roles.setdefault("by", []).extend(_doers_within(tree, kid))
            if tree.case(kid) in {"of", "by"}:
                _aimed_within(tree, kid, roles)
        elif tree.rel(kid) == "acl":
            _from_participle(tree, kid, roles)
    _from_governor(tree, noun, roles)
    _asked_by_clause(tree, noun, roles)
    asked = tree.rel(noun) == "obj" and tree.lemmas[noun] in words_of("arguments", "asking_nouns")
    if asked and tree.lemmas[tree.head(noun)] in words_of("arguments", "take_orders"):
        roles["comp"] = subjects(tree, tree.head(noun)) or roles.get("comp", [])
    _complete_between(tree, roles)
    return roles


def _doers_within(tree: Tree, noun: int) -> list[int]:
    """Return who stands behind "by" in "the looting of the homes of ministers by young men"."""
    found = []
    for each in tree.conjuncts(noun):
        for one in tree.kids(each, "nmod"):
            if tree.case(one) == "by":
                found.append(one)
            elif tree.case(one) == "of":
                found += _doers_within(tree, one)
    return found


def _aimed_within(tree: Tree, doer: int, roles: Roles) -> None:
    """Find the target in "a raid of commandos on the port": it hangs on those who did it."""
    aimed = [one for one in tree.kids(doer, "nmod") if tree.case(one) in {"against", "on", "upon"}]
    if not aimed:
        return
    for one in aimed:
        roles.setdefault(tree.case(one), []).append(one)
    if doer in roles.get("of", ()):
        roles["of"].remove(doer)
        roles.setdefault("by", []).append(doer)


def _asked_by_clause(tree: Tree, noun: int, roles: Roles) -> None:
    """Find who is asked in "demands that the mayor resign": the subject of the clause on the noun."""
    for clause in tree.kids(noun, "acl", "ccomp"):
        if any(tree.low[kid] == "that" for kid in tree.kids(clause, "mark")):
            own = [kid for kid in tree.kids(clause, "nsubj") if not tree.is_relative(kid)]
            roles.setdefault("comp", []).extend(own)


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
    if tree.lemmas[index] in words_of("arguments", "mere_means"):
        return False
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
    """Read "an operation carried out by": who stands behind "by" does what the noun says."""
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
            add_obliques(tree, verb, roles, words=())
        else:
            own = [kid for kid in tree.kids(verb, "nsubj") if not tree.is_relative(kid)]
            roles.setdefault("by", []).extend(own)
        return
    name = tree.lemmas[verb]
    for kid in tree.kids(verb, "obl", "nmod"):
        case = tree.case(kid)
        if case == "by":
            _aimed_within(tree, kid, roles)
        if name == "blame" and case == "on":
            roles.setdefault("by", []).append(kid)
        elif case:
            roles.setdefault(case, []).append(kid)
    target = {"involve": "between", "target": "against"}.get(name)
    if target:
        roles.setdefault(target, []).extend(tree.kids(verb, "obj"))


def _is_warded_off(tree: Tree, verb: int) -> bool:
    """Return whether a particle turns a light verb round: "held off the attack", "threw back a raid"."""
    return tree.lemmas[verb] in {"hold", "throw", "put", "take"} and any(
        tree.low[kid] in {"off", "back", "out", "down"} for kid in tree.kids(verb, "compound", "advmod")
    )


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
    """Add what the verb above gives: a light verb's subject, the sides of "clashes broke out between"."""
    noun = _series(tree, noun)
    if tree.case(noun) == "behind" and tree.kids(noun, "nsubj"):
        roles.setdefault("by", []).extend(tree.kids(noun, "nsubj"))
        return
    verb = tree.head(noun)
    if verb < 0:
        return
    relation = tree.full_rel(noun)
    favour = relation == "obj" and tree.lemmas[noun] in {"support", "backing", "endorsement", "blessing"}
    if favour and roles.get("of") and tree.lemmas[verb] in words_of("arguments", "enjoy"):
        roles["by"], roles["of"] = roles["of"], subjects(tree, verb)
        return
    guilty = tree.lemmas[verb] in words_of("arguments", "responsible") or tree.low[verb] in {
        "involved",
        "implicated",
        "engaged",
    }
    if tree.upos(verb) == "ADJ" and guilty:
        roles.setdefault("by", []).extend(subjects(tree, verb))
        return
    if relation in {"nsubj", "nsubj:pass"} and tree.kids(verb, "cop") and tree.case(verb):
        roles.setdefault(tree.case(verb), []).append(verb)
        return
    if tree.upos(verb) not in {"VERB", "AUX"}:
        return
    light = tree.lemmas[verb] in words_of("arguments", "light") and not _is_warded_off(tree, verb)
    if relation == "obj" and (
        _is_warded_off(tree, verb) or tree.lemmas[verb] in words_of("arguments", "defend")
    ):
        if not is_passive(tree, verb):
            roles.setdefault("against", []).extend(subjects(tree, verb))
        return
    if relation == "obj" and light:
        passive = is_passive(tree, verb)
        if not passive:
            roles.setdefault("by", []).extend(subjects(tree, verb))
        add_obliques(tree, verb, roles, words=())
    elif (
        relation == "obl"
        and tree.lemmas[verb] in words_of("arguments", "arrive")
        and tree.case(noun) in {"for", "in", "to", "at", "into"}
    ) or (
        relation == "obl"
        and light
        and tree.case(noun) in {"in", "on"}
        and tree.lemmas[verb] in {"engage", "take", "participate", "go", "join"}
    ):
        roles.setdefault("by", []).extend(subjects(tree, verb))
    elif relation == "obl" and tree.lemmas[verb] in words_of("modality", "charging"):
        if tree.case(noun) in {"with", "of", "for"}:
            accused = subjects(tree, verb) if is_passive(tree, verb) else tree.kids(verb, "obj")
            roles.setdefault("by", []).extend(accused)
    elif relation in {"nsubj", "nsubj:pass"} and (
        light or tree.lemmas[verb] in words_of("arguments", "occur")
    ):
        add_obliques(tree, verb, roles, words=())
