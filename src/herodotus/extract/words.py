"""Classes of words, as nouns.toml has them: what can act, what can be struck, what is only an idea."""

from __future__ import annotations

from functools import cache
from typing import Any

from herodotus.extract.tree import Tree
from herodotus.knowledge import load_language, load_toml


@cache
def noun_class(name: str) -> frozenset[str]:
    """Return the lemmas of a class of nouns.toml."""
    return frozenset(word.strip().lower() for word in load_toml("nouns.toml")["class"][name].split(","))


@cache
def countries() -> frozenset[str]:
    """Return the names of states, as the news writes them."""
    return frozenset(name.strip() for name in load_toml("countries.toml")["names"].split(","))


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    """Return a word list of the language as a set."""
    return frozenset(load_language("en")[section][name])


@cache
def _split(wanted: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], bool, bool]:
    """Return plain words, phrases, and whether names and pronouns belong to a list with classes."""
    plain: set[str] = set()
    for entry in wanted:
        if entry == "@abstract":
            plain |= noun_class("abstract") - noun_class("place") - noun_class("person") - noun_class("force")
        elif entry.startswith("@") and entry not in {"@name", "@pronoun"}:
            plain |= noun_class(entry[1:])
        elif not entry.startswith("@"):
            plain.add(entry.lower())
    phrases = tuple(sorted(word for word in plain if " " in word or "-" in word))
    return frozenset(plain), phrases, "@name" in wanted, "@pronoun" in wanted


def in_class(tree: Tree, index: int, wanted: tuple[str, ...]) -> bool:
    """Return whether a nominal belongs to a list of lemmas, `@class`es, `@name` or `@pronoun`."""
    if not wanted:
        return False
    plain, phrases, names, pronouns = _split(wanted)
    lemma = tree.lemmas[index]
    if (
        lemma in plain
        or tree.low[index] in plain
        or lemma.removesuffix("s") in plain
        or lemma.rpartition("-")[2] in plain
    ):
        return True
    if names and (tree.upos(index) == "PROPN" or tree.label(index) is not None):
        return True
    if pronouns and tree.upos(index) == "PRON":
        return True
    if lemma in words_of("arguments", "number_of") or tree.upos(index) == "NUM":
        return any(in_class(tree, kid, wanted) for kid in tree.kids(index, "nmod") if tree.case(kid) == "of")
    if phrases and index:
        return f"{tree.lemmas[index - 1]} {lemma}" in plain
    return False


def near_phrases(tree: Tree, wanted: tuple[str, ...], *, skip: tuple[int, ...]) -> bool:
    """Return whether one of the words or phrases stands in the sentence, `skip` apart."""
    plain, phrases, _, _ = _split(wanted)
    skipped = set(skip)
    for index, lemma in enumerate(tree.lemmas):
        if index not in skipped and (lemma in plain or tree.low[index] in plain):
            return True
    if not phrases:
        return False
    text = f" {' '.join(tree.low)} "
    lemmas = f" {' '.join(tree.lemmas)} "
    return any(f" {phrase} " in text or f" {phrase} " in lemmas for phrase in phrases)


@cache
def settings(section: str) -> dict[str, Any]:
    """Return one section of the language's rules."""
    found: dict[str, Any] = load_language("en")[section]
    return found
