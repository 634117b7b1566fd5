"""Numbers and words of harm -> counts: how many, of whom, in which scope."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from herodotus.extract.arguments import is_passive
from herodotus.extract.participants import Mentions
from herodotus.extract.scope import is_part, scope_of
from herodotus.extract.tree import Tree
from herodotus.extract.words import in_class, noun_class, settings, words_of
from herodotus.knowledge import load_codebook
from herodotus.types import Count, Harm, Quantity, QuantityMention, Report, Scope

_LONGEST_ASIDE = 14  # words of ", including two women and a child from the village,"
_NEAR = 4  # words between a number and the word of harm beside it ("31 people were reported killed")
_VERBAL = frozenset({"VERB", "AUX"})
_UNDERGONE = frozenset({"die", "perish", "drown", "disappear", "vanish", "flee"})


@dataclass(frozen=True, slots=True)
class Found:
    """A count, the token of what was counted and the token of the word of harm."""

    count: Count
    counted: int
    harm: int


@cache
def _harm_words() -> dict[str, Harm]:
    found: dict[str, Harm] = {}
    for harm, words in settings("harm")["words"].items():
        for word in words:
            found.setdefault(word, Harm(harm))
    return found


@cache
def _groups() -> dict[str, str]:
    return {word: group for group, words in settings("harm")["groups"].items() for word in words}


def find_counts(
    report: Report, tree: Tree, quantities: list[QuantityMention], *, victims: dict[int, tuple[Harm, int]]
) -> list[Found]:
    """Return the counts of harm in a sentence, in order of their numbers.

    `victims` are tokens that a trigger of the sentence harms, with that harm and the trigger's head.
    """
    found: list[Found] = []
    for quantity in quantities:
        one = _count(tree, quantity, found, victims=victims)
        if one is not None:
            found.append(one)
    found.extend(_of_units(report, tree, taken={one.counted for one in found}, victims=victims))
    return sorted(found, key=lambda one: one.count.start)


def _count(
    tree: Tree, quantity: QuantityMention, before: list[Found], *, victims: dict[int, tuple[Harm, int]]
) -> Found | None:
    inside = [
        index for index, token in enumerate(tree.tokens) if quantity.start <= token.start < quantity.end
    ]
    if not inside:
        return None
    number = inside[-1]
    unit = next(
        (index for index, token in enumerate(tree.tokens) if token.start == quantity.unit_start), None
    )
    counted = number if unit is None else unit
    if unit is not None and not _is_person(tree, unit):
        return None
    own = _counts_itself(tree, counted, number)
    part = is_part(tree, number, counted)
    # "14 bodies and 30 wounded": a bare number's own word goes before what the verb does to the list.
    bare = _harm_right(tree, counted) if unit is None else None
    told = victims.get(counted) or victims.get(number)
    harm = own or bare or told or _harm_right(tree, counted) or _harm_left(tree, inside[0])
    harm = harm or _harm_by_tree(tree, counted)
    if harm is None and part and before:
        harm = (before[-1].count.harm, before[-1].harm)
    if harm is None:
        return None
    end = max(quantity.end, tree.tokens[unit].end) if unit is not None and unit >= number else quantity.end
    count = Count(
        harm=harm[0],
        quantity=quantity.quantity,
        start=quantity.start,
        end=end,
        group=group_of(tree, counted),
        unit=_unit_name(tree, counted),
        scope=Scope.PART if part else scope_of(tree, harm[1]),
    )
    return Found(count, counted, harm[1])


def _is_person(tree: Tree, unit: int) -> bool:
    lemma = tree.lemmas[unit]
    if lemma in words_of("harm", "not_person") or lemma in noun_class("weapon"):
        return False
    if (
        lemma in noun_class("person")
        or lemma in noun_class("force")
        or lemma in _groups()
        or lemma in _harm_words()
    ):
        return True
    if (
        lemma in settings("harm")["count_nouns"]
        or lemma in {"life", "other", "more"}
        or lemma in words_of("harm", "families")
    ):
        return True
    return (
        lemma not in noun_class("place")
        and lemma not in noun_class("abstract")
        and lemma not in noun_class("time")
    )


def _counts_itself(tree: Tree, counted: int, number: int) -> tuple[Harm, int] | None:
    """Read "12 deaths", "31 dead", "40 lives": the noun says the harm."""
    lemma = tree.lemmas[counted]
    nouns = settings("harm")["count_nouns"]
    if counted != number or lemma in nouns:
        if lemma in nouns:
            return Harm(nouns[lemma]), counted
        if lemma == "life":
            head = tree.head(counted)
            if head >= 0 and tree.lemmas[head] in words_of("harm", "life_verbs"):
                return Harm.KILLED, head
    for kid in tree.kids(counted, "amod", "acl"):
        harm = _harm_words().get(tree.lemmas[kid]) or _harm_words().get(tree.low[kid])
        if harm and (tree.rel(kid) == "amod" or is_passive(tree, kid) or tree.upos(kid) == "ADJ"):
            return harm, kid
        done_to = is_passive(tree, kid) or tree.kids(kid, "cop") or tree.lemmas[kid] in _UNDERGONE
        if tree.full_rel(kid) == "acl:relcl" and harm and done_to:
            return harm, kid
    return None


def _harm_right(tree: Tree, counted: int) -> tuple[Harm, int] | None:
    """Return a word of harm behind the counted noun: "31 dead", "40 villagers were reported killed"."""
    first = _behind_aside(tree, counted + 1)
    for index in range(first, min(len(tree), first + _NEAR)):
        word = tree.low[index]
        harm = _harm_words().get(word) or (
            _harm_words().get(tree.lemmas[index]) if tree.upos(index) in _VERBAL else None
        )
        if harm:
            if _acts(tree, index, counted):
                return None
            return harm, index
        if tree.upos(index) not in {"AUX", "ADV", "ADJ", "VERB", "PART"} or (
            tree.upos(index) == "VERB" and tree.kids(index, "obj")
        ):
            return None
    return None


def _behind_aside(tree: Tree, first: int) -> int:
    """Return where the clause goes on behind ", including five children,", else `first`."""
    if (
        first + 1 >= len(tree)
        or tree.low[first] != ","
        or tree.low[first + 1] not in words_of("harm", "including")
    ):
        return first
    for index in range(first + 2, min(len(tree), first + _LONGEST_ASIDE)):
        if tree.low[index] == ",":
            return index + 1
    return first


def _acts(tree: Tree, verb: int, counted: int) -> bool:
    """Return whether the counted ones do the harm: "12 soldiers killed a farmer"."""
    if tree.upos(verb) not in _VERBAL or tree.lemmas[verb] in {
        "die",
        "perish",
        "drown",
        "disappear",
        "vanish",
        "flee",
    }:
        return False
    if is_passive(tree, verb):
        return False
    objects = tree.kids(verb, "obj")
    return bool(objects) and counted not in objects


def _harm_left(tree: Tree, first: int) -> tuple[Harm, int] | None:
    """Return a verb of harm before the number: "killing at least 12"."""
    index = first - 1
    while index >= max(0, first - 3) and (
        tree.upos(index) in {"ADV", "DET", "ADP", "ADJ"}
        and tree.low[index] not in {"by", "of", "in", "with", "to", "for", "from", "after"}
    ):
        index -= 1
    if index < 0 or tree.upos(index) not in _VERBAL:
        return None
    harm = _harm_words().get(tree.lemmas[index])
    if harm is None or is_passive(tree, index) or tree.lemmas[index] in {"die", "flee", "perish"}:
        return None
    return harm, index


def _harm_by_tree(tree: Tree, counted: int) -> tuple[Harm, int] | None:
    """Return the verb of harm whose victim the counted noun is, through lists, "of" and "number of"."""
    node = counted
    for _ in range(len(tree)):
        head, relation = tree.head(node), tree.rel(node)
        if head < 0:
            return None
        if relation in {"conj", "appos", "nummod"} or (
            relation == "nmod" and tree.case(node) in {"of", "including", "among"}
        ):
            if relation == "nmod" and tree.case(node) == "of" and _is_somebody_of(tree, head):
                return None  # "killed the commander of 20 men" counts no men
            node = head
            named = settings("harm")["count_nouns"].get(tree.lemmas[node])
            if relation == "nmod" and named is not None:
                return Harm(named), node
            continue
        return _victim_of(tree, node, head, relation)
    return None


def _is_somebody_of(tree: Tree, index: int) -> bool:
    """Return whether a noun is somebody in a body ("an employee of the brigade"), no number of people."""
    lemma = tree.lemmas[index]
    number = lemma in words_of("arguments", "number_of") - {"leader", "member", "element"}
    counted = number or tree.tokens[index].xpos in {"NNS", "NNPS"}
    return not counted and (lemma in noun_class("person") or lemma in _groups())


def _victim_of(tree: Tree, node: int, head: int, relation: str) -> tuple[Harm, int] | None:
    harm = _harm_words().get(tree.lemmas[head]) or _harm_words().get(tree.low[head])
    intransitive = tree.lemmas[head] in {
        "die",
        "perish",
        "drown",
        "disappear",
        "vanish",
        "flee",
        "dead",
        "missing",
        "homeless",
    }
    victim = (relation == "obj" and tree.lemmas[head] not in {"flee", "die"}) or (
        relation == "nsubj" and (is_passive(tree, head) or intransitive or tree.kids(head, "cop"))
    )
    if harm and victim:
        return harm, head
    if relation in {"obl", "nmod"} and tree.case(node) in {"at", "to", "of"} and _speaks_of_toll(tree, head):
        return Harm.KILLED, head
    for kid in tree.kids(head, "xcomp", "obj", "ccomp"):
        if tree.kids(kid, "nsubj", "csubj"):
            continue
        inner = _harm_words().get(tree.low[kid])
        if inner and kid != node and tree.upos(kid) in {"ADJ", "VERB"} and relation in {"obj", "nsubj"}:
            return inner, kid
    return None


def _speaks_of_toll(tree: Tree, head: int) -> bool:
    tolls = words_of("harm", "toll_nouns")
    if tree.lemmas[head] in words_of("harm", "figure_verbs"):
        tolls = tolls | words_of("harm", "figure_nouns")
    near = [head, *tree.kids(head, "nsubj", "obj")]
    return any(tree.lemmas[index] in tolls for index in near)


def group_of(tree: Tree, counted: int) -> str | None:
    """Return the group of victims that the counted noun names."""
    lemma = tree.lemmas[counted]
    two = f"{tree.lemmas[counted - 1]} {lemma}" if counted else lemma
    if two in _groups():
        return _groups()[two]
    if lemma in _groups():
        return _groups()[lemma]
    for kid in tree.kids(counted, "amod", "compound", "nmod"):
        if tree.lemmas[kid] in _groups() and (tree.rel(kid) != "nmod" or tree.case(kid) == "of"):
            return _groups()[tree.lemmas[kid]]
    return None


def _unit_name(tree: Tree, counted: int) -> str:
    lemma = tree.lemmas[counted]
    if lemma in words_of("harm", "families"):
        return "families"
    return lemma if lemma in load_codebook()["units"] else "persons"


def _of_units(
    report: Report, tree: Tree, *, taken: set[int], victims: dict[int, tuple[Harm, int]]
) -> list[Found]:
    """Return "a whole platoon was wiped out": a unit without a number, by the codebook."""
    units = load_codebook()["units"]
    found = []
    for index, lemma in enumerate(tree.lemmas):
        if lemma not in units or index in taken or tree.rel(index) in {"compound", "flat"}:
            continue
        harm = victims.get(index) or _harm_by_tree(tree, index)
        if harm is None or not (tree.kids(index, "det") or tree.kids(index, "amod")):
            continue
        first, last = tree.phrase(index)
        start, end = tree.offsets(first, last)
        quantity = Quantity(low=units[lemma]["low"], best=None, high=None, text=report.text[start:end])
        count = Count(
            harm=harm[0], quantity=quantity, start=start, end=end, group=group_of(tree, index), unit=lemma
        )
        found.append(Found(count, index, harm[1]))
    return found


def single_victims(
    report: Report, tree: Tree, heads: tuple[int, ...], harm: Harm, *, mentions: Mentions
) -> tuple[Count, ...]:
    """Return one person for each victim told as one: "a teacher", a named man; lists are added up."""
    single = [head for head in heads if _is_one(tree, head, mentions=mentions)]
    if not single:
        return ()
    counts = []
    for head in single:
        first, last = tree.phrase(head)
        start, end = tree.offsets(first, last)
        quantity = Quantity(low=1, best=1, high=1, text=report.text[start:end])
        group, unit = group_of(tree, head), _unit_name(tree, head)
        scope = Scope.PART if is_part(tree, head, head) else Scope.EVENT
        counts.append(
            Count(harm=harm, quantity=quantity, start=start, end=end, group=group, unit=unit, scope=scope)
        )
    return tuple(counts)


def _is_one(tree: Tree, head: int, *, mentions: Mentions) -> bool:
    if any(tree.rel(kid) == "nummod" for kid in tree.children[head]):
        return False
    if tree.lemmas[head] in words_of("harm", "families"):
        return any(tree.low[kid] in {"a", "an", "one", "another"} for kid in tree.kids(head, "det"))
    if tree.lemmas[head] in words_of("harm", "collectives"):
        return False
    if tree.upos(head) == "PROPN":
        entity = mentions.at(tree, head)
        kind = (
            mentions.entities[entity.entity].kind if entity and entity.entity in mentions.entities else None
        )
        return tree.label(head) == "PER" or kind == "person"
    if tree.upos(head) != "NOUN" or tree.tokens[head].xpos not in {"NN", ""}:
        return False
    determiners = {tree.low[kid] for kid in tree.kids(head, "det")}
    owned = any(tree.full_rel(kid) == "nmod:poss" for kid in tree.children[head])
    known = tree.lemmas[head] in noun_class("person") or tree.lemmas[head] in _groups()
    return known and (owned or bool(determiners & {"a", "an", "the", "one", "another", "this", "that"}))


def add_up(counts: tuple[Count, ...], *, text: str) -> tuple[Count, ...]:
    """Put a total before numbers that stand side by side for one harm ("two soldiers and a farmer")."""
    found: list[Count] = []
    for harm in dict.fromkeys(count.harm for count in counts):
        same = [count for count in counts if count.harm == harm]
        beside = [count for count in same if count.scope != Scope.PART]
        exact = all(count.quantity.best is not None and count.unit == "persons" for count in beside)
        if len(beside) > 1 and exact and len({count.scope for count in beside}) == 1:
            total = sum(count.quantity.best or 0 for count in beside)
            start, end = min(count.start for count in beside), max(count.end for count in beside)
            quantity = Quantity(low=total, best=total, high=total, text=text[start:end])
            found.append(Count(harm=harm, quantity=quantity, start=start, end=end, scope=beside[0].scope))
            found.extend(replace(count, scope=Scope.PART) if count in beside else count for count in same)
        else:
            found.extend(same)
    return tuple(found)


def is_violent_word(tree: Tree, index: int) -> bool:
    """Return whether a word names violence."""
    return in_class(tree, index, ("@violence",))
