"""What joins tellings of one happening: the words, weights and limits of knowledge/reconcile.toml, typed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, TypeVar

from herodotus.errors import KnowledgeError
from herodotus.knowledge import load_toml
from herodotus.knowledge.stems import stem
from herodotus.types import noun

T = TypeVar("T")


@noun
class Weights:
    """The most that each named part may add to a score."""

    family: float
    word: float
    unlike: float
    actor: float
    side: float
    recipient: float
    swapped: float
    strangers: float
    place: float
    within: float
    land: float
    day: float
    week: float
    month: float
    year: float
    count: float
    count_near: float
    count_far: float
    words: float
    copy: float
    published: float
    distant: float
    weeks_between: float
    definite: float
    sentence: float
    near: float
    victims: float
    told_victims: float
    talk: float
    talk_place: float
    other_modality: float
    around: float
    reports: float
    one_death: float
    elsewhere: float
    another_day: float
    topic: float
    doubted: float
    other_people: float


@noun
class Join:
    """Where a score joins two tellings, or two clusters."""

    across: float
    inside: float
    anchors: int
    strong: list[str]
    words_anchor: float
    lone_most: int
    lone_kin: float
    average: float
    vetoes: float
    firm: int
    likeness: float
    one_story: float


@noun
class Windows:
    """How near two reports, times or places must be."""

    published_days: int
    follow_days: int
    distant_days: int
    near_characters: int
    side_by_side: int
    taken_over_days: int
    death_days: int
    place_km: float
    neighbour_km: float


@noun
class Candidates:
    """How many pairs are looked at."""

    window: int
    keep: int
    document_share: float
    rare_words: int
    bucket: int


@noun
class Copies:
    """When one report repeats another."""

    containment: float
    shared: int
    bucket: int
    document_share: float
    site: int
    certain: float
    days: int
    agencies: str


@noun
class ActorWords:
    """Titles, descriptions that no two reports share, bodies of a state, and limits."""

    titles: frozenset[str]
    never_shared: frozenset[str]
    bodies: dict[str, str]
    numbers: dict[str, str]
    groups: dict[str, str]
    droppable: frozenset[str]
    glue: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    hanging: frozenset[str]
    acronym_letters: int
    role_days: int
    alias_words: int
    bucket: int


@noun
class Families:
    """`of` stem -> family; `irregular` form -> word; `kin` two families -> share of the full weight.

    `types` event type -> the families it may be of (none listed: any); `default` where words tell nothing;
    `talk` are the families of words, not deeds; `manners` and `harms` say what a claim's manner or
    counts tell of its kind.
    """

    of: dict[str, str]
    irregular: dict[str, str]
    kin: dict[tuple[str, str], float]
    types: dict[str, frozenset[str]]
    default: dict[str, str]
    talk: frozenset[str]
    manners: dict[str, str]
    harms: dict[str, str]
    small: frozenset[str]


def _section(kind: type[T], table: dict[str, Any]) -> T:
    try:
        return kind(**table)
    except TypeError as error:
        raise KnowledgeError(f"`reconcile.toml`: {error}", hint="mend the section") from error


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights of the parts of a score."""
    return _section(Weights, load_toml("reconcile.toml")["weights"])


@lru_cache(maxsize=1)
def load_join() -> Join:
    """Return the thresholds."""
    return _section(Join, load_toml("reconcile.toml")["join"])


@lru_cache(maxsize=1)
def load_windows() -> Windows:
    """Return the windows."""
    return _section(Windows, load_toml("reconcile.toml")["windows"])


@lru_cache(maxsize=1)
def load_candidates() -> Candidates:
    """Return the limits of blocking."""
    return _section(Candidates, load_toml("reconcile.toml")["candidates"])


@lru_cache(maxsize=1)
def load_copies() -> Copies:
    """Return when a report is a copy."""
    return _section(Copies, load_toml("reconcile.toml")["copies"])


@lru_cache(maxsize=1)
def load_actor_words() -> ActorWords:
    """Return the words that decide who may be one actor."""
    table = load_toml("reconcile.toml")["actors"]
    limits = table["limits"]
    return ActorWords(
        titles=frozenset(table["titles"].split()),
        never_shared=frozenset(stem(word) for word in table["never_shared"].split()),
        bodies={stem(word): body for body, words in table["bodies"].items() for word in words},
        numbers={
            word: str(number)
            for number, words in enumerate(table["numbers"]["words"].split("|"), start=1)
            for word in words.split()
        },
        groups={kind: group for group, kinds in table["groups"].items() for kind in kinds},
        droppable=frozenset(limits["droppable"]),
        glue=frozenset(table["glue"].split()),
        determiners=frozenset(table["determiners"].split()),
        indefinite=frozenset(table["indefinite"].split()),
        hanging=frozenset(table["hanging"].split()),
        acronym_letters=limits["acronym_letters"],
        role_days=limits["role_days"],
        alias_words=limits["alias_words"],
        bucket=limits["bucket"],
    )


@lru_cache(maxsize=1)
def load_families() -> Families:
    """Return the families of trigger words and their kinship."""
    table = load_toml("reconcile.toml")["families"]
    found: dict[str, str] = {}
    for family, words in table.items():
        if isinstance(words, str):
            for word in words.split():
                found.setdefault(stem(word), family)
    kin = {(min(first, second), max(first, second)): share for first, second, share in table["kin"]["pairs"]}
    return Families(
        of=found,
        irregular=dict(table["irregular"]),
        kin=kin,
        types={kind: frozenset(words.split()) for kind, words in table["types"].items()},
        default=dict(table["default"]),
        talk=frozenset(table["talk"]["names"]),
        manners=dict(table["manners"]),
        harms=dict(table["harms"]),
        small=frozenset(table["small"]["words"].split()),
    )


@lru_cache(maxsize=1)
def load_topics() -> dict[str, str]:
    """Return stem -> the matter that it names: what is asked for, granted or refused."""
    table = load_toml("reconcile.toml")["topics"]
    return {stem(word): table["rename"].get(word, word) for word in table["objects"].split()}


@lru_cache(maxsize=1)
def load_streets() -> frozenset[str]:
    """Return words of street names: a street called after a town is elsewhere."""
    return frozenset(load_toml("reconcile.toml")["places"]["streets"].split())


@cache
def load_section(name: str) -> dict[str, Any]:
    """Return a section of plain tables: stances, questions, slots, ties or tolls."""
    table: dict[str, Any] = load_toml("reconcile.toml")[name]
    return table


@lru_cache(maxsize=1)
def load_agencies() -> re.Pattern[str]:
    """Return a pattern for the tag of a news agency: "(Reuters)", "BAGHDAD, AFP -"."""
    names = load_copies().agencies.split("|")
    return re.compile(
        r"(?<!\w)(?:"
        + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        + r")(?!\w)"
    )
