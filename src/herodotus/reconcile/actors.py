"""Entities of many reports -> Actors: who is meant, never by a surname that two may bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from herodotus.knowledge.reconcile import load_actor_words
from herodotus.reconcile.judged import Judged
from herodotus.reconcile.names import acronym_of, block, same_name, same_token, slips
from herodotus.reconcile.profiles import Profile, Words, profiles_of
from herodotus.reconcile.unions import Unions
from herodotus.types import Actor, Entity, content_id


class Bearers:
    """Profiles joined so far; a join is refused where countries or groups exclude it."""

    def __init__(self, profiles: Mapping[str, Profile], *, countries: Mapping[str, frozenset[str]]) -> None:
        """Start with each profile alone; `countries` are those that a report speaks of."""
        self.profiles = profiles
        self.countries = countries
        self.unions = Unions(profiles)
        self._land: dict[str, set[str]] = {
            key: {profile.country} if profile.country else set() for key, profile in profiles.items()
        }

    def join(self, first: str, second: str) -> bool:
        """Join two profiles' sets, unless their countries are known and different."""
        left, right = self.unions.find(first), self.unions.find(second)
        if left == right:
            return True
        lands, others = self._land[left], self._land[right]
        if lands and others and not lands & others:
            return False
        self.unions.join(left, right)
        self._land[self.unions.find(left)] = lands | others
        return True

    def lands(self, key: str) -> set[str]:
        """Return the countries of the set that holds a profile."""
        return self._land[self.unions.find(key)]


def find_actors(
    entities: Iterable[Entity],
    *,
    countries: Mapping[str, frozenset[str]],
    days: Mapping[str, int],
    judged: Judged,
) -> tuple[dict[str, str], list[Actor]]:
    """Return entity id -> Actor id, and the Actors sorted by id.

    `countries` report -> those it speaks of; `days` report -> when it was published.
    """
    rows = list(entities) if judged.same or judged.apart else None
    profiles = profiles_of(rows if rows is not None else entities)
    bearers = Bearers(profiles, countries=countries)
    _join_full_names(bearers)
    _join_groups(bearers)
    split = _join_surnames(bearers)
    _join_unknown(bearers)
    _join_roles(bearers, days=days)
    members = _entity_sets(bearers, split=split)
    known = {entity for group in members for entity in group}
    extra = [row for row in rows or () if row.id not in known]
    return _name_actors(_judge(members, judged, extra), profiles, extra)


def _blocked(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of profiles that share a block label, once and sorted; big blocks by neighbours."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for label, key in pairs:
        blocks[label].add(key)
    most = load_actor_words().bucket
    found: set[tuple[str, str]] = set()
    for label in sorted(blocks):
        members = sorted(blocks[label])
        if len(members) > most:
            found.update(pairwise(members))
            continue
        found.update((one, other) for place, one in enumerate(members) for other in members[place + 1 :])
    yield from sorted(found)


def _join_full_names(bearers: Bearers) -> None:
    persons = {key: profile for key, profile in bearers.profiles.items() if profile.group == "person"}
    labels = (
        (label, key)
        for key, profile in persons.items()
        for form in profile.forms
        if len(form) > 1
        for label in _name_labels(form)
    )
    for one, other in _blocked(labels):
        if any(
            same_name(left, right)
            for left in persons[one].forms
            for right in persons[other].forms
            if len(left) > 1 and len(right) > 1
        ):
            bearers.join(one, other)


def _name_labels(form: Words) -> Iterator[str]:
    first, last = block(form[0]), block(form[-1])
    initial = first[:1] or form[0][0]
    yield f"{min(first, last)}|{max(first, last)}"
    if len(form[0]) == 1:
        yield f"{initial}.|{last}"
    for slip in slips(form[-1]):
        yield f"{first}|~{slip}"
    for slip in slips(form[0]):
        yield f"~{slip}|{last}"


def _join_groups(bearers: Bearers) -> None:
    """Join bodies of equal words in any spelling, and acronyms with the one expansion they can have."""
    bodies = {key: profile for key, profile in bearers.profiles.items() if profile.group == "body"}
    labels = (
        ("|".join(sorted(block(token) for token in form)), key)
        for key, profile in bodies.items()
        for form in profile.forms
    )
    for one, other in _blocked(labels):
        if any(_same_body(left, right) for left in bodies[one].forms for right in bodies[other].forms):
            bearers.join(one, other)
    expansions: dict[str, set[str]] = defaultdict(set)
    for key, profile in bodies.items():
        for form in profile.forms:
            if len(form) >= load_actor_words().acronym_letters:
                expansions[acronym_of(form)].add(key)
    for key, profile in bodies.items():
        for form in profile.forms:
            roots = (
                {bearers.unions.find(other) for other in expansions.get(form[0], ())}
                if len(form) == 1
                else set()
            )
            if len(roots) == 1:
                bearers.join(key, min(roots))


def _same_body(first: Words, second: Words) -> bool:
    if len(first) != len(second):
        return False
    if all(same_token(left, right, alone=len(first) == 1) for left, right in zip(first, second, strict=True)):
        return True
    return sorted(first) == sorted(second)


def _join_surnames(bearers: Bearers) -> frozenset[str]:
    """Join single names with their one bearer; return the profiles that stay apart report by report."""
    singles = [
        key
        for key, profile in bearers.profiles.items()
        if profile.group == "person" and len(profile.forms[0]) == 1
    ]
    index: dict[str, set[str]] = defaultdict(set)
    for key, profile in bearers.profiles.items():
        if profile.group == "person" and len(profile.forms[0]) > 1:
            for form in profile.forms:
                for token in {form[0], form[-1]}:
                    index[block(token)].add(key)
                    for slip in slips(token):
                        index["~" + slip].add(key)
    split: set[str] = set()
    alone: list[str] = []
    for key in singles:
        token = bearers.profiles[key].forms[0][0]
        near = set(index.get(block(token), ())).union(
            *(index.get("~" + slip, set()) for slip in slips(token))
        )
        full = sorted(
            other
            for other in near
            if any(
                same_token(token, part, alone=True)
                for form in bearers.profiles[other].forms
                for part in (form[0], form[-1])
            )
        )
        if not full:
            alone.append(key)
        elif not _join_bearer(bearers, key, full):
            split.add(key)
    _join_alone(bearers, alone)
    return frozenset(split)


def _join_bearer(bearers: Bearers, key: str, full: list[str]) -> bool:
    """Join a surname with its bearer if one alone is in play and the reports agree about him."""
    roots = sorted({bearers.unions.find(other) for other in full})
    profile = bearers.profiles[key]
    fitting = [
        root
        for root in roots
        if not profile.country or not bearers.lands(root) or profile.country in bearers.lands(root)
    ]
    if len(fitting) > 1:
        groups = {root: {other for other in full if bearers.unions.find(other) == root} for root in fitting}
        titled = [
            root
            for root in fitting
            if any(_share_title(profile, bearers.profiles[other]) for other in groups[root])
        ]
        fitting = titled if len(titled) == 1 else []
    if len(fitting) != 1:
        return False
    members = [other for other in full if bearers.unions.find(other) == fitting[0]]
    return any(_context(bearers, profile, bearers.profiles[other]) for other in members) and bearers.join(
        key, fitting[0]
    )


def _share_title(first: Profile, second: Profile) -> bool:
    return bool(first.titles & second.titles)


def _context(bearers: Bearers, first: Profile, second: Profile) -> bool:
    """Say whether two profiles' reports speak of one country, or give the bearer one title."""
    if (first.country and first.country == second.country) or _share_title(first, second):
        return True
    left: set[str] = set().union(*(bearers.countries.get(report, frozenset()) for report in first.reports))
    right: set[str] = set().union(*(bearers.countries.get(report, frozenset()) for report in second.reports))
    return bool(left & right) or bool(first.reports & second.reports)


def _join_alone(bearers: Bearers, alone: list[str]) -> None:
    """Join single names of equal sound that no full name in the record claims."""
    for one, other in _blocked((block(bearers.profiles[key].forms[0][0]), key) for key in alone):
        left, right = bearers.profiles[one], bearers.profiles[other]
        if same_token(left.forms[0][0], right.forms[0][0], alone=True) and _context(bearers, left, right):
            bearers.join(one, other)


def _join_unknown(bearers: Bearers) -> None:
    """Join a name of unknown kind with the one set that bears exactly this name."""
    index: dict[str, set[str]] = defaultdict(set)
    for key, profile in bearers.profiles.items():
        if profile.group != "unknown":
            for form in profile.forms:
                index[" ".join(form)].add(key)
    for key, profile in bearers.profiles.items():
        if profile.group == "unknown":
            roots = {
                bearers.unions.find(other)
                for form in profile.forms
                for other in index.get(" ".join(form), ())
            }
            if len(roots) == 1:
                bearers.join(key, min(roots))


def _join_roles(bearers: Bearers, *, days: Mapping[str, int]) -> None:
    """Join "the prime minister" of a country with the one person who bears the title there and then."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, profile in bearers.profiles.items():
        if profile.group == "person":
            for title in profile.titles:
                for land in bearers.lands(key):
                    holders[title, land].add(key)
    for key, profile in bearers.profiles.items():
        if profile.group != "role" or profile.country is None:
            continue
        titles = {" ".join(form) for form in profile.forms} | profile.titles
        found = {
            other
            for title in titles
            for other in holders.get((title, profile.country), ())
            if _same_years(profile, bearers.profiles[other], days)
        }
        roots = {bearers.unions.find(other) for other in found}
        if len(roots) == 1:
            bearers.join(key, min(roots))


def _same_years(role: Profile, holder: Profile, days: Mapping[str, int]) -> bool:
    mine = [days[report] for report in role.reports if report in days]
    others = [days[report] for report in holder.reports if report in days]
    if not mine or not others:
        return False
    limit = load_actor_words().role_days
    return max(mine) - min(others) <= limit and max(others) - min(mine) <= limit


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
    of = {entity: place for place, members in enumerate(sets) for entity in members}
    groups = {place: list(members) for place, members in enumerate(sets)}
    for row in extra:
        of[row.id] = len(groups)
        groups[len(groups)] = [row.id]
    touched: set[int] = set()
    for left, right in judged.same:
        if left in of and right in of and of[left] != of[right]:
            keep, gone = sorted((of[left], of[right]))
            touched.add(keep)
            for entity in groups[gone]:
                of[entity] = keep
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
) -> tuple[dict[str, str], list[Actor]]:
    of_entity = {entity: profile for profile in profiles.values() for entity in profile.entities}
    rows = {row.id: row for row in extra}
    ids: dict[str, str] = {}
    actors: list[Actor] = []
    for members in sets:
        actor = _actor(members, of_entity, rows)
        actors.append(actor)
        ids.update((entity, actor.id) for entity in members)
    return ids, sorted(actors, key=lambda actor: actor.id)


def _actor(members: list[str], of_entity: Mapping[str, Profile], rows: Mapping[str, Entity]) -> Actor:
    seen = {id(of_entity[entity]): of_entity[entity] for entity in members if entity in of_entity}
    names: dict[str, int] = defaultdict(int)
    kinds: dict[str, int] = defaultdict(int)
    lands: dict[str, int] = defaultdict(int)
    mentions = sum(of_entity[entity].entities[entity] for entity in members if entity in of_entity)
    for profile in seen.values():
        for name, count in profile.names.items():
            names[name] += count
        for kind, count in profile.kinds.items():
            kinds[kind] += count
        if profile.country:
            lands[profile.country] += len(profile.entities)
    for entity in members:
        if entity in rows:
            row = rows[entity]
            names[row.name] += 1
            kinds[row.kind] += 1
            mentions += row.mentions
    best = min(names, key=lambda name: (_is_short(name), -names[name], -len(name), name))
    return Actor(
        id=content_id("actor", members[0]),
        name=best,
        kind=min(kinds, key=lambda kind: (kind == "unknown", -kinds[kind], kind)),
        country=min(lands, key=lambda land: (-lands[land], land)) if lands else None,
        aliases=tuple(sorted(set(names) - {best})),
        entities=tuple(members),
        mentions=mentions,
    )


def _is_short(name: str) -> bool:
    """Say whether a name is a surname or an acronym alone, which a fuller form should stand before."""
    return len(name.split()) == 1
