"""What the entities of all reports are called: one profile for each way of being named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from herodotus.knowledge.gazetteer_countries import country_words
from herodotus.knowledge.reconcile import load_actor_words
from herodotus.knowledge.stems import stem
from herodotus.reconcile.names import fold, name_tokens, sound
from herodotus.types import Entity

Words = tuple[str, ...]


@dataclass(slots=True)
class Profile:
    """Entities of equal group, name, forms and country; `forms` are all their names' tokens, fullest first.

    `how` is what `sharing` says; `report` keeps the descriptions of one report
    apart. `entities`: entity id -> how often its report mentions it.
    """

    group: str
    forms: tuple[Words, ...]
    country: str | None
    how: str
    report: str | None = None
    entities: dict[str, int] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A text that is the same for equal profiles and sorts them."""
        return "|".join(
            (self.group, self.country or "", self.report or "", *(" ".join(form) for form in self.forms))
        )


def group_of(kind: str) -> str:
    """Return person, role, body or unknown: what never merges with another."""
    return load_actor_words().groups.get(kind, "unknown")


@lru_cache(maxsize=1 << 16)
def split_title(name: str) -> tuple[str, str]:
    """Return the titles at the head of a name and the name itself.

    >>> split_title("Prime Minister Yitzhak Rabin")
    ('prime minister', 'Yitzhak Rabin')
    """
    words = name.split()
    titles = load_actor_words().titles
    start = 0
    while start < len(words) - 1 and fold(words[start]).strip(".,") in titles:
        start += 1
    return fold(" ".join(words[:start])).replace(".", ""), " ".join(words[start:])


@lru_cache(maxsize=1 << 16)
def trim(name: str) -> str:
    """Return a description without its determiner and without what hangs on it.

    >>> trim("the Lion Brigade"), trim("police of Burma in the border towns")
    ('Lion Brigade', 'police of Burma')
    """
    words = load_actor_words()
    plain = " ".join(name.replace("[", " ").replace("]", " ").split())
    parts = plain.split()
    while len(parts) > 1 and parts[0].lower() in words.determiners:
        parts = parts[1:]
    cut = next((place for place in range(1, len(parts)) if _hangs(parts, place)), len(parts))
    return " ".join(parts[:cut]).rstrip(",")


def _hangs(parts: list[str], place: int) -> bool:
    """Say whether what hangs on a description begins here; a proper name may hold "for" and "in"."""
    if parts[place].lower() not in load_actor_words().hanging:
        return False
    following = next((part for part in parts[place + 1 :] if part.lower() != "the"), "")
    return not (parts[0][:1].isupper() and following[:1].isupper())


@lru_cache(maxsize=1 << 16)
def body_tokens(name: str) -> Words:
    """Return a group's telling words, in order: countries as codes, stems, no droppable tails.

    >>> body_tokens("the Lion Brigade militia"), body_tokens("American troops")
    (('lion', 'brigade'), ('@US', 'forces'))
    """
    words = load_actor_words()
    tokens = _with_countries([token for token in name_tokens(name) if token not in words.glue])
    kept = [token for token in tokens if token not in words.droppable]
    kept = kept if kept and len(tokens) > 1 else tokens
    return tuple(words.bodies.get(stem(token), _number(token)) for token in kept)


def _number(token: str) -> str:
    """Return the digits of "twelfth", "twelve" and "12th"; other tokens as they are."""
    plain = re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", token)
    return load_actor_words().numbers.get(token, plain)


def _with_countries(tokens: list[str]) -> list[str]:
    """Put a code for a country's name or adjective, of two words or one."""
    found: list[str] = []
    place = 0
    while place < len(tokens):
        for size in (2, 1):
            code = _country(" ".join(tokens[place : place + size]))
            if code is not None and place + size <= len(tokens):
                found.append(f"@{code}")
                place += size
                break
        else:
            found.append(tokens[place])
            place += 1
    return found


def is_country(word: str) -> bool:
    """Say whether a word is a country's name or adjective."""
    return _country(word) is not None


@lru_cache(maxsize=1 << 14)
def lands_in(name: str) -> frozenset[str]:
    """Return the codes of the lands that a phrase names, as "@US"."""
    return frozenset(token for token in body_tokens(name) if token.startswith("@"))


@lru_cache(maxsize=1 << 14)
def _country(words: str) -> str | None:
    return country_words(which="names").get(words) or country_words(which="demonyms").get(words)


def sharing(entity: Entity) -> str | None:
    """Return how other reports may mean the same: "named", "country" (a state's own body), "words" or None.

    "words": a definite description with a proper name in it ("the Lion brigade"), which another report
    may write as a name. "own": a definite body of no known country, an Actor of its own report alone.
    """
    words = load_actor_words()
    group = group_of(entity.kind)
    if entity.named:
        return "named"
    first, *rest = entity.name.split() or [""]
    tokens = name_tokens(trim(entity.name))
    if group not in {"body", "unknown"} or not tokens or stem(tokens[-1]) in words.never_shared:
        return None
    if first.lower() in words.indefinite or first[:1].isdigit():
        return None
    if entity.country is not None and len(tokens) > 1:
        return "country"
    proper = any(word[:1].isupper() for word in rest)
    bound = entity.tied or bool(entity.affiliations)
    if group != "body" or (first.lower() != "the" and not (bound and not rest)):
        return None
    if proper:
        return "words"
    return "own" if entity.mentions > 1 or bound else None


def profiles_of(entities: Iterable[Entity]) -> dict[str, Profile]:
    """Return key -> profile, in the order of keys; entities that no two reports share are left out."""
    found: dict[str, Profile] = {}
    for entity in entities:
        how = sharing(entity)
        profile = _profile(entity, how=how) if how is not None else None
        if profile is None:
            continue
        known = found.setdefault(profile.key, profile)
        _add(known, entity)
    return dict(sorted(found.items()))


def _profile(entity: Entity, *, how: str) -> Profile | None:
    group = group_of(entity.kind)
    person = group in {"person", "role"}
    names = [split_title(trim(name))[1] for name in (entity.names or (entity.name,))]
    forms = {name_tokens(name) if person else body_tokens(name) for name in names}
    ranked = tuple(
        sorted((form for form in forms if form), key=lambda form: (-len(form), -sum(map(len, form)), form))
    )
    if not ranked:
        return None
    report = entity.report if how in {"own", "words"} else None
    return Profile(group=group, forms=ranked, country=entity.country or _land(ranked), how=how, report=report)


def _land(forms: Iterable[Words]) -> str | None:
    """Return the country that a group's own words name."""
    lands = sorted({token[1:] for form in forms for token in form if token.startswith("@")})
    return lands[0] if len(lands) == 1 else None


def _add(profile: Profile, entity: Entity) -> None:
    profile.entities[entity.id] = entity.mentions
    profile.reports.add(entity.report)
    profile.kinds[entity.kind] = profile.kinds.get(entity.kind, 0) + 1
    for name in entity.names or (entity.name,):
        shown = trim(name)
        profile.names[shown] = profile.names.get(shown, 0) + 1
        title = split_title(name)[0]
        if title:
            profile.titles.add(title)
    profile.titles.update(fold(title) for title in entity.titles)


def spelling_key(form: Words) -> str:
    """Return a form's sound, by which equal spellings meet at once."""
    return " ".join(sound(token) for token in form)
