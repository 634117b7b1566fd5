"""Words that make an actor, and countries with their adjectives and capitals, as sets to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from herodotus.knowledge import load_toml


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Head nouns by kind, titles, roles, pronouns and name words of one language."""

    kinds: dict[str, str]
    modifiers: dict[str, str]
    modifiable: frozenset[str]
    roles: frozenset[str]
    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    pronouns: dict[str, str]
    relative: frozenset[str]
    indefinite: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    kunya: frozenset[str]
    not_names: frozenset[str]
    suffix_titles: frozenset[str]
    male_first: frozenset[str]
    female_first: frozenset[str]
    acting: frozenset[str]
    descriptions: dict[str, frozenset[str]]
    peoples: frozenset[str]
    partitives: frozenset[str]
    collectives: frozenset[str]
    only_named: frozenset[str]
    media: frozenset[str]
    outlets: frozenset[str]
    deadly: frozenset[str]


@dataclass(frozen=True, slots=True)
class Countries:
    """Two-letter codes by country name, adjective, people's name and capital (lower case)."""

    names: dict[str, str]
    adjectives: dict[str, str]
    peoples: dict[str, str]
    capitals: dict[str, str]

    def code(self, words: str) -> str | None:
        """Return the country that these words name, qualify or (as a capital) stand for."""
        key = words.lower()
        return (
            self.names.get(key) or self.adjectives.get(key) or self.peoples.get(key) or self.capitals.get(key)
        )


def words(text: str) -> frozenset[str]:
    """Return the words of a knowledge string; an underscore stands for a space."""
    return frozenset(word.replace("_", " ") for word in text.split())


def _by_word(table: dict[str, Any]) -> dict[str, str]:
    """Return word -> the first key that lists it."""
    found: dict[str, str] = {}
    for key, text in table.items():
        for word in text.split():
            found.setdefault(word.replace("_", " "), key)
    return found


@cache
def load_actor_words(language: str = "en") -> ActorWords:
    """Return the actor words of a language (`knowledge/languages/<code>_actors.toml`)."""
    table = load_toml(f"languages/{language}_actors.toml")
    modifiers = dict(table["modifiers"])
    heads = modifiers.pop("heads")
    pronouns = dict(table["pronouns"])
    names, roles = table["names"], table["roles"]
    return ActorWords(
        kinds=_by_word(table["kinds"]),
        modifiers=_by_word(modifiers),
        modifiable=words(heads),
        roles=words(roles["words"]),
        titles=words(roles["titles"]),
        male=words(roles["male"]),
        female=words(roles["female"]),
        relative=words(pronouns.pop("relative")),
        indefinite=words(pronouns.pop("indefinite")),
        pronouns=_by_word(pronouns),
        particles=words(names["particles"]),
        articles=words(names["articles"]),
        kunya=words(names["kunya"]),
        not_names=words(names["not_names"]),
        suffix_titles=words(names["suffix_titles"]),
        male_first=words(names["male_first"]),
        female_first=words(names["female_first"]),
        acting=words(table["metonyms"]["acting"]),
        descriptions={key: frozenset(kinds.split()) for key, kinds in table["descriptions"].items()},
        peoples=words(table["peoples"]["words"]),
        partitives=words(table["partitives"]["words"]),
        only_named=words(table["only_named"]["words"]),
        media=words(table["media_names"]["words"]),
        outlets=words(table["media_names"]["alone"]),
        deadly=words(table["deadly"]["words"]),
        collectives=words(table["collectives"]["words"]),
    )


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """Return the countries table (`knowledge/actors_countries.tsv`; see NOTICE for its sources)."""
    text = files("herodotus.knowledge").joinpath("actors_countries.tsv").read_text(encoding="utf-8")
    columns: tuple[dict[str, str], ...] = ({}, {}, {}, {})
    for line in text.splitlines()[1:]:
        code, *cells = line.split("\t")
        for column, cell in zip(columns, cells, strict=True):
            for word in filter(None, cell.split("|")):
                column.setdefault(word.lower(), code)
    names, adjectives, peoples, capitals = columns
    peoples.update({word.removesuffix("s"): code for word, code in peoples.items() if word.endswith("s")})
    return Countries(names=names, adjectives=adjectives, peoples=peoples, capitals=capitals)
