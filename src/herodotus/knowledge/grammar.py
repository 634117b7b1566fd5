"""How English is cut and what its closed classes are, typed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class TokenFacts:
    """Words that keep a stop, a hyphen or an apostrophe."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    before_number: frozenset[str]
    affixes: frozenset[str]
    joined: dict[str, int]
    whole: frozenset[str]
    units: frozenset[str]


@dataclass(frozen=True)
class SentenceFacts:
    """Where sentences and lines end."""

    most_tokens: int
    widest_wrap: int
    shortest_wrap: int
    wrapped_share: float
    starters: frozenset[str]
    reporting: frozenset[str]


@dataclass(frozen=True)
class TagFacts:
    """What the rule engine knows of words: (UPOS, XPOS) of closed classes, endings, name heads."""

    closed: dict[str, tuple[str, str]]
    suffixes: tuple[tuple[str, tuple[str, str]], ...]
    verbs: frozenset[str]
    organisations: frozenset[str]
    locations: frozenset[str]
    not_names: frozenset[str]
    demonym_endings: tuple[str, ...]


@dataclass(frozen=True)
class LemmaFacts:
    """Irregular forms: word class -> form -> lemma."""

    irregular: dict[str, dict[str, str]]
    keep_e: tuple[str, ...]
    doubled: frozenset[str]
    ends_in_e: frozenset[str]
    no_e: frozenset[str]
    same: frozenset[str]
    people_endings: tuple[str, ...]


def _pair(tags: str) -> tuple[str, str]:
    upos, xpos = tags.split()
    return upos, xpos


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("herodotus.knowledge").joinpath(name).read_text(encoding="utf8"))


@cache
def load_token_facts() -> TokenFacts:
    """Return what the tokeniser knows of English."""
    table = _table("grammar.toml")["tokens"]
    lists = {
        name: frozenset(table[name])
        for name in ("titles", "abbreviations", "before_number", "affixes", "whole", "units")
    }
    return TokenFacts(joined=dict(table["joined"]), **lists)


@cache
def load_sentence_facts() -> SentenceFacts:
    """Return what the splitter knows of English."""
    table = _table("grammar.toml")["sentences"]
    lists = {name: frozenset(table[name]) for name in ("starters", "reporting")}
    return SentenceFacts(
        most_tokens=table["most_tokens"],
        widest_wrap=table["widest_wrap"],
        shortest_wrap=table["shortest_wrap"],
        wrapped_share=table["wrapped_share"],
        **lists,
    )


@cache
def load_tag_facts() -> TagFacts:
    """Return what the rule engine knows of words."""
    table = _table("grammar.toml")
    words = table["open"]
    return TagFacts(
        closed={word: _pair(tags) for word, tags in table["closed"].items()},
        suffixes=tuple((ending, _pair(tags)) for ending, tags in words["suffixes"]),
        verbs=frozenset(words["verbs"]),
        organisations=frozenset(words["organisations"]),
        locations=frozenset(words["locations"]),
        not_names=frozenset(words["not_names"]),
        demonym_endings=tuple(words["demonym_endings"]),
    )


@cache
def load_lemma_facts() -> LemmaFacts:
    """Return irregular forms and the spelling facts of regular ones."""
    table = _table("lemmas.toml")
    irregular = {
        kind: {form: lemma for lemma, forms in table[kind].items() for form in forms.split()}
        for kind in ("verb", "noun", "adjective", "adverb", "other")
    }
    rules = table["rules"]
    return LemmaFacts(
        irregular=irregular,
        keep_e=tuple(rules["keep_e"]),
        doubled=frozenset(rules["doubled"]),
        ends_in_e=frozenset(word[:-1] for word in rules["ends_in_e"].split()),
        no_e=frozenset(rules["no_e"].split()),
        same=frozenset(rules["same"]),
        people_endings=tuple(rules["people_endings"]),
    )
