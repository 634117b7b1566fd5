"""Entities of many reports -> Actors: who is meant, never by a surname that two may bear."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from herodotus.knowledge.reconcile import load_actor_words
from herodotus.reconcile.bearers import Bearers, join_full_names, join_groups, join_roles, join_unknown
from herodotus.reconcile.judged import Judged
from herodotus.reconcile.profiles import Profile, profiles_of, trim
from herodotus.reconcile.surnames import join_surnames
from herodotus.types import Actor, Entity, content_id


def find_actors(
    entities: Iterable[Entity],
    *,
    countries: Mapping[str, frozenset[str]],
    days: Mapping[str, int],
    judged: Judged,
    titled: Mapping[str, frozenset[str]] | None = None,
) -> tuple[dict[str, str], list[Actor]]:
    """Return entity id -> Actor id, and the Actors sorted by id.

    `countries` report -> those it speaks of; `days` report -> when it was published; `titled` entity ->
    names with titles under which it takes part in claims ("Governor Hale"), kept as aliases.
    """
    asked = {one for pair in judged.same for one in pair} | set(judged.apart)
    seen: dict[str, Entity] = {}
    profiles = profiles_of(_watched(entities, asked, seen))
    bearers = Bearers(profiles, countries=countries)
    join_full_names(bearers)
    join_groups(bearers)
    split = join_surnames(bearers)
    join_unknown(bearers)
    join_roles(bearers, days=days)
    members = _entity_sets(bearers, split=split)
    known = {entity for group in members for entity in group}
    extra = [seen[name] for name in sorted(seen) if name not in known]
    return _name_actors(_judge(members, judged, extra), profiles, extra, titled or {})


def _watched(entities: Iterable[Entity], asked: set[str], seen: dict[str, Entity]) -> Iterable[Entity]:
    """Pass entities on, each once, keeping those that a judgement names."""
    done: set[str] = set()
    for entity in entities:
        if entity.id in done:
            continue
        done.add(entity.id)
        if entity.id in asked:
            seen[entity.id] = entity
        yield entity


def _entity_sets(bearers: Bearers, *, split: frozenset[str]) -> list[list[str]]:
    """Return the entities of each set; a surname that stays apart is one set a report."""
    sets: list[list[str]] = []
    for _, keys in bearers.unions.groups():
        whole = [entity for key in keys if key not in split for entity in bearers.profiles[key].entities]
        sets += [[entity] for key in keys if key in split for entity in bearers.profiles[key].entities]
        if whole:
            sets.append(sorted(whole))
    return sets


def _judge(sets: list[list[str]], judged: Judged, extra: list[Entity]) -> list[list[str]]:
    """Let judgements over entities have the last word: `same` joins sets, `different` takes entities out."""
    groups = {place: list(members) for place, members in enumerate([*sets, *([row.id] for row in extra)])}
    of = {entity: place for place, members in groups.items() for entity in members}
    touched: set[int] = set()
    for left, right in judged.same:
        if left in of and right in of and of[left] != of[right]:
            keep, gone = sorted((of[left], of[right]))
            touched.add(keep)
            of.update(dict.fromkeys(groups[gone], keep))
            groups[keep] += groups.pop(gone)
    for entity in sorted(set(judged.apart) & set(of)):
        others = [other for other in judged.apart[entity] if of.get(other) == of[entity]]
        if others and entity > min(others):
            groups[of[entity]].remove(entity)
            of[entity] = max(groups) + 1
            groups[of[entity]] = [entity]
    alone = {row.id for row in extra}
    return [
        sorted(members) for place, members in groups.items() if place in touched or not set(members) <= alone
    ]


def _name_actors(
    sets: list[list[str]],
    profiles: Mapping[str, Profile],
    extra: list[Entity],
    titled: Mapping[str, frozenset[str]],
) -> tuple[dict[str, str], list[Actor]]:
    of_entity = {entity: profile for profile in profiles.values() for entity in profile.entities}
    rows = {row.id: row for row in extra}
    ids: dict[str, str] = {}
    actors: list[Actor] = []
    for members in sets:
        actor = _actor(members, of_entity, rows, titled)
        actors.append(actor)
        ids.update((entity, actor.id) for entity in members)
    return ids, sorted(actors, key=lambda actor: actor.id)


def _actor(
    members: list[str],
    of_entity: Mapping[str, Profile],
    rows: Mapping[str, Entity],
    titled: Mapping[str, frozenset[str]],
) -> Actor:
    names: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    lands: Counter[str] = Counter()
    described: set[str] = set()
    for profile in {
        id(of_entity[entity]): of_entity[entity] for entity in members if entity in of_entity
    }.values():
        names.update(profile.names)
        kinds.update(profile.kinds)
        if profile.how != "named":
            described.update(profile.names)
        if profile.country:
            lands[profile.country] += len(profile.entities)
    for row in (rows[entity] for entity in members if entity in rows):
        names[row.name] += 1
        kinds[row.kind] += 1
    best = min(
        names, key=lambda name: (name in described, len(name.split()) == 1, -names[name], -len(name), name)
    )
    more = {name for entity in members for name in titled.get(entity, ())}
    return Actor(
        id=content_id("actor", members[0]),
        name=best,
        kind=min(kinds, key=lambda kind: (kind in {"unknown", "role"}, -kinds[kind], kind)),
        country=min(lands, key=lambda land: (-lands[land], land)) if lands else None,
        aliases=tuple(sorted((set(names) | more) - {best})),
        entities=tuple(members),
        mentions=_mentions(members, of_entity, rows),
    )


def _mentions(members: list[str], of_entity: Mapping[str, Profile], rows: Mapping[str, Entity]) -> int:
    return sum(
        of_entity[entity].entities[entity] if entity in of_entity else rows[entity].mentions
        for entity in members
    )


def titled_names(name: str, *, names: Collection[str]) -> frozenset[str]:
    """Return a name with the title or the description before it, as a participant's words may have it.

    >>> titled_names("the ousted President Mobutu", names=["Mobutu"])
    frozenset({'President Mobutu'})
    >>> titled_names("the dockers' union STW", names=["STW"])
    frozenset({"dockers' union STW"})
    """
    found = set()
    if any(known.isupper() for known in names) and name.lower().startswith("the "):
        words = trim(name).split()
        plain = all(word[:1].islower() for word in words)
        if plain and 1 < len(words) <= load_actor_words().alias_words:
            found.add(" ".join(words))  # in apposition: "the dockers' union STW"
    for known in names:
        before, match, after = name.rpartition(known)
        words = trim(before).split() if known.isupper() else before.split()
        start = 0 if known.isupper() and len(words) <= load_actor_words().alias_words else len(words)
        while start and words[start - 1][:1].isupper():
            start -= 1
        if match and not after.strip() and start < len(words) and before.endswith(" "):
            found.add(" ".join([*words[start:], known]))
    return frozenset(found)


def by_report(found: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Gather pairs (key, value) as key -> values."""
    groups: dict[str, set[str]] = defaultdict(set)
    for key, value in found:
        groups[key].add(value)
    return {key: frozenset(values) for key, values in groups.items()}
