"""Sets of profiles that name one actor: full names, groups, acronyms, unknown kinds, roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from herodotus.knowledge.reconcile import load_actor_words
from herodotus.reconcile.names import acronym_of, block, same_name, same_token, slips
from herodotus.reconcile.profiles import Profile, Words
from herodotus.reconcile.unions import Unions


class Bearers:
    """Profiles joined so far; a join is refused where countries exclude it."""

    def __init__(self, profiles: Mapping[str, Profile], *, countries: Mapping[str, frozenset[str]]) -> None:
        """Start with each profile alone; `countries` report -> those that it speaks of."""
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

    def of_group(self, group: str) -> dict[str, Profile]:
        """Return the profiles of one group."""
        return {key: profile for key, profile in self.profiles.items() if profile.group == group}

    def roots(self, keys: Iterable[str]) -> list[str]:
        """Return the sets that hold some profiles."""
        return sorted({self.unions.find(key) for key in keys})


def blocked(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
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


def join_full_names(bearers: Bearers) -> None:
    """Join persons of two or more names whose spellings may be one."""
    persons = bearers.of_group("person")
    labels = (
        (label, key)
        for key, profile in persons.items()
        for form in profile.forms
        if len(form) > 1
        for label in _name_labels(form)
    )
    for one, other in blocked(labels):
        if any(
            same_name(left, right)
            for left in persons[one].forms
            for right in persons[other].forms
            if len(left) > 1 and len(right) > 1
        ):
            bearers.join(one, other)


def _name_labels(form: Words) -> Iterator[str]:
    first, last = block(form[0]), block(form[-1])
    for one, other in ((first, last), (first, block(form[1])), (block(form[-2]), last)):
        yield f"{min(one, other)}|{max(one, other)}"
    yield "=" + block("".join(form))
    if len(form[0]) == 1:
        yield f"{form[0]}.|{last}"
    else:
        yield f"{form[0][0]}.|{last}"
    for slip in slips(form[-1]):
        yield f"{first}|~{slip}"
    for slip in slips(form[0]):
        yield f"~{slip}|{last}"


def join_groups(bearers: Bearers) -> None:
    """Join bodies of equal words in any spelling, and an acronym with the one expansion it can have.

    A description joins only a name ("the Lion brigade" the Lion Brigade), never another description.
    """
    bodies = bearers.of_group("body")
    labels = (
        ("|".join(sorted(token if token.startswith("@") else block(token) for token in form)), key)
        for key, profile in bodies.items()
        for form in profile.forms
    )
    for one, other in blocked(labels):
        left, right = bodies[one], bodies[other]
        hows = {left.how, right.how}
        if "own" in hows or hows == {"words"}:
            continue
        if any(_same_body(mine, theirs) for mine in left.forms for theirs in right.forms):
            bearers.join(one, other)
    _join_acronyms(bearers, bodies)


def _join_acronyms(bearers: Bearers, bodies: Mapping[str, Profile]) -> None:
    expansions: dict[str, set[str]] = defaultdict(set)
    for key, profile in bodies.items():
        for form in profile.forms:
            if len(form) >= load_actor_words().acronym_letters:
                expansions[acronym_of(form)].add(key)
    for key, profile in bodies.items():
        for form in profile.forms:
            roots = bearers.roots(expansions.get(form[0], ())) if len(form) == 1 else []
            if len(roots) == 1:
                bearers.join(key, roots[0])


def _same_body(first: Words, second: Words) -> bool:
    if len(first) != len(second):
        return False
    pairs = zip(first, second, strict=True)
    if all(
        left == right or (left[0] != "@" != right[0] and same_token(left, right, alone=len(first) == 1))
        for left, right in pairs
    ):
        return True
    return sorted(first) == sorted(second)


def join_unknown(bearers: Bearers) -> None:
    """Join a name of unknown kind with the one set that bears exactly this name."""
    index: dict[str, set[str]] = defaultdict(set)
    for key, profile in bearers.profiles.items():
        if profile.group != "unknown":
            for form in profile.forms:
                index[" ".join(form)].add(key)
    for key, profile in bearers.of_group("unknown").items():
        roots = bearers.roots(other for form in profile.forms for other in index.get(" ".join(form), ()))
        if len(roots) == 1:
            bearers.join(key, roots[0])


def join_roles(bearers: Bearers, *, days: Mapping[str, int]) -> None:
    """Join "the prime minister" of a country with the one person who bears the title there and then."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, profile in bearers.of_group("person").items():
        for title in profile.titles:
            for land in bearers.lands(key):
                holders[title, land].add(key)
    for key, profile in bearers.of_group("role").items():
        if profile.country is None:
            continue
        titles = {" ".join(form) for form in profile.forms} | profile.titles
        found = {
            other
            for title in titles
            for other in holders.get((title, profile.country), ())
            if _same_years(profile, bearers.profiles[other], days)
        }
        roots = bearers.roots(found)
        if len(roots) == 1:
            bearers.join(key, roots[0])


def _same_years(role: Profile, holder: Profile, days: Mapping[str, int]) -> bool:
    mine = [days[report] for report in role.reports if report in days]
    others = [days[report] for report in holder.reports if report in days]
    if not mine or not others:
        return False
    limit = load_actor_words().role_days
    return max(mine) - min(others) <= limit and max(others) - min(mine) <= limit
