"""What the entities of all reports are called: one profile for each way of being named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from herodotus.knowledge.reconcile import load_actor_words, stem
from herodotus.reconcile.names import fold, name_tokens, sound
from herodotus.types import Entity

Words = tuple[str, ...]


@dataclass(slots=True)
class Profile:
    """Entities of equal group, name, forms and country; `forms` are all their names' tokens, fullest first.

    `entities`: entity id -> how often its report mentions it.
    """

    group: str
    forms: tuple[Words, ...]
    country: str | None
    named: bool
    entities: dict[str, int] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A text that is the same for equal profiles and sorts them."""
        return "|".join((self.group, self.country or "", *(" ".join(form) for form in self.forms)))


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
def body_tokens(name: str) -> Words:
    """Return a group's telling words, in order: stems without "the", "of", and droppable tails.

    >>> body_tokens("the Lion Brigade militia"), body_tokens("army of the Republic")
    (('lion', 'brigade'), ('army', 'republic'))
    """
    words = load_actor_words()
    tokens = [
        token for token in name_tokens(name) if token not in {"the", "of", "for", "in", "and", "to", "a", "s"}
    ]
    kept = [token for token in tokens if token not in words.droppable]
    kept = kept if kept and len(tokens) > 1 else tokens
    return tuple(_body(token) for token in kept)


def _body(token: str) -> str:
    one = stem(token) if token.endswith("s") else token
    return load_actor_words().bodies.get(one, one)


def may_be_shared(entity: Entity) -> bool:
    """Say whether other reports may mean the same: names, and a country's own forces or bodies."""
    if entity.named:
        return True
    group = group_of(entity.kind)
    if entity.country is None or group not in {"body", "unknown"}:
        return False
    tokens = name_tokens(entity.name)
    return len(tokens) > 1 and tokens[-1] not in load_actor_words().never_shared


def profiles_of(entities: Iterable[Entity]) -> dict[str, Profile]:
    """Return key -> profile, in the order of keys; entities that no two reports share are left out."""
    found: dict[str, Profile] = {}
    for entity in entities:
        if not may_be_shared(entity):
            continue
        profile = _profile(entity)
        if profile is None:
            continue
        known = found.setdefault(profile.key, profile)
        _add(known, entity)
    return dict(sorted(found.items()))


def _profile(entity: Entity) -> Profile | None:
    group = group_of(entity.kind)
    person = group in {"person", "role"}
    names = [split_title(name)[1] for name in (entity.names or (entity.name,))]
    forms = {name_tokens(name) if person else body_tokens(name) for name in names}
    ranked = tuple(
        sorted((form for form in forms if form), key=lambda form: (-len(form), -sum(map(len, form)), form))
    )
    if not ranked:
        return None
    return Profile(group=group, forms=ranked, country=entity.country, named=entity.named)


def _add(profile: Profile, entity: Entity) -> None:
    profile.entities[entity.id] = entity.mentions
    profile.reports.add(entity.report)
    profile.kinds[entity.kind] = profile.kinds.get(entity.kind, 0) + 1
    profile.named = profile.named or entity.named
    for name in entity.names or (entity.name,):
        profile.names[name] = profile.names.get(name, 0) + 1
        title = split_title(name)[0]
        if title:
            profile.titles.add(title)
    profile.titles.update(fold(title) for title in entity.titles)


def spelling_key(form: Words) -> str:
    """Return a form's sound, by which equal spellings meet at once."""
    return " ".join(sound(token) for token in form)
