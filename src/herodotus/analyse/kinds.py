"""What a noun phrase says of its actor: kind, country, number, gender, definiteness, titles."""

from __future__ import annotations

from herodotus.analyse.trees import Tree
from herodotus.knowledge.actors import ActorWords, Countries

_PRIORITY = ("armed_group", "armed_force", "media", "government", "organization")
_COLLECTIVE = frozenset({"government", "armed_force", "armed_group", "party", "media", "organization"})
_PLURAL = frozenset({"NNS", "NNPS"})
_ALWAYS_MANY = frozenset(
    {"police", "people", "troops", "forces", "authorities", "staff", "personnel", "men", "women"}
)
_ONE_MAN = ("man", "men", "woman", "er", "or", "ist", "ant", "ent", "el", "it", "ier")


def describe_kind(tree: Tree, index: int, phrase: list[int], words: ActorWords, *, default: str) -> str:
    """Return the kind that the head noun and its modifiers give, else `default`.

    "rebel group" is an armed group, "army officers" are an armed force, "the interior ministry" a government.
    """
    lemma, word = tree.lemma(index), tree.word(index)
    kind = words.kinds.get(lemma) or words.kinds.get(word) or words.kinds.get(word.rpartition("-")[2])
    if kind is None:
        return default
    if lemma in words.modifiable or word in words.modifiable:
        before = [tree.lemma(i) for i in phrase if i < index]
        told = {words.modifiers[lemma] for lemma in before if lemma in words.modifiers}
        kind = next((k for k in _PRIORITY if k in told), kind)
    return kind


def country_of(
    tree: Tree, index: int, phrase: list[int], countries: Countries, *, own: list[int]
) -> str | None:
    """Return the country that an adjective, "of Iraq" or "Iraq's" gives the phrase."""
    for i in phrase:
        if i <= index or i in own:
            code = countries.adjectives.get(tree.word(i)) or _plain(tree, i, countries)
            if code:
                return code
    for kid in tree.kids(index, "nmod"):
        code = countries.names.get(tree.word(kid))
        marks = {tree.word(case) for case in tree.kids(kid, "case")}
        if code and (tree.tokens[kid].deprel == "nmod:poss" or "of" in marks):
            return code
    return countries.peoples.get(tree.word(index))


def _plain(tree: Tree, index: int, countries: Countries) -> str | None:
    """Return the country of a name used as a modifier ("Iraq war", "US-led", "Iraq's")."""
    word = tree.word(index)
    if tree.rels[index] in {"compound", "amod"} or tree.tokens[index].deprel == "nmod:poss":
        return countries.names.get(word) or countries.adjectives.get(word.partition("-")[0])
    return None


def number_of(tree: Tree, index: int, core: int, kind: str) -> str:
    """Return one, many, or either (a body that takes "it" and "they")."""
    token = tree.tokens[core]
    if index != core or token.xpos in _PLURAL or tree.word(core) in _ALWAYS_MANY:
        return "many"
    if kind in _COLLECTIVE and not _one_person(tree, core):
        return "either"
    return "one"


def _one_person(tree: Tree, core: int) -> bool:
    """Say whether a collective kind's noun is one bearer of it ("a gunman", "a soldier")."""
    return tree.lemma(core).endswith(_ONE_MAN) and tree.lemma(core) not in {
        "parliament",
        "regiment",
        "movement",
        "contingent",
        "government",
        "front",
        "department",
    }


def gender_of(name: str | None, titles: list[str], words: ActorWords) -> str:
    """Return male, female or person (open), by titles and first name."""
    told = {part for title in titles for part in title.lower().replace(".", "").split()}
    if name:
        told |= {name.split()[0].lower().strip(".")} if name.split() else set()
    if told & words.male:
        return "male"
    if told & words.female:
        return "female"
    first = name.split()[0].lower() if name and " " in name else ""
    if first in words.male_first:
        return "male"
    if first in words.female_first:
        return "female"
    return "person"


def marking_of(tree: Tree, index: int, phrase: list[int]) -> str:
    """Return how a description is marked: the, a, this, whose or bare."""
    if any(tree.tokens[i].deprel == "nmod:poss" for i in tree.children[index]):
        return "whose"
    for kid in tree.children[index]:
        if tree.rels[kid] == "det" and kid in phrase:
            word = tree.word(kid)
            if word == "the":
                return "the"
            return "this" if word in {"this", "these", "that", "those", "such", "both"} else "a"
    return "a" if tree.kid(index, "nummod") is not None else "bare"


def title_words(
    tree: Tree,
    before: list[int],
    inside: list[int],
    words: ActorWords,
    *,
    person: bool,
) -> tuple[list[str], list[int]]:
    """Return the titles before a person's name, and the name's tokens without them."""
    if not person:
        return [], inside
    while len(inside) > 1 and tree.word(inside[0]).strip(".") in words.titles:
        before, inside = [*before, inside[0]], inside[1:]
    run = [
        tree.tokens[i].text
        for i in before
        if tree.tokens[i].upos not in {"DET", "PUNCT", "NUM"} and tree.word(i) != "'s"
    ]
    told = " ".join(run)
    return ([told.lower()] if told else []), inside
