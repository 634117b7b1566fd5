"""Single names: a surname joins its bearer only where one bearer is in play and the reports agree."""

from __future__ import annotations

from collections import defaultdict

from herodotus.reconcile.bearers import Bearers, blocked
from herodotus.reconcile.names import block, same_token, slips
from herodotus.reconcile.profiles import Profile


def join_surnames(bearers: Bearers) -> frozenset[str]:
    """Join single names with their one bearer; return the profiles that stay apart report by report."""
    persons = bearers.of_group("person")
    index = _index(persons)
    split: set[str] = set()
    alone: list[str] = []
    for key, profile in persons.items():
        if len(profile.forms[0]) > 1:
            continue
        full = _bearers_of(profile.forms[0][0], index, persons)
        if not full:
            alone.append(key)
        elif not _join_bearer(bearers, key, full):
            split.add(key)
    _join_alone(bearers, alone)
    return frozenset(split)


def _index(persons: dict[str, Profile]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for key, profile in persons.items():
        for form in profile.forms:
            for token in {form[0], form[-1]} if len(form) > 1 else set():
                index[block(token)].add(key)
                for slip in slips(token):
                    index["~" + slip].add(key)
    return index


def _bearers_of(token: str, index: dict[str, set[str]], persons: dict[str, Profile]) -> list[str]:
    near = set(index.get(block(token), ())).union(*(index.get("~" + slip, set()) for slip in slips(token)))
    return sorted(
        other
        for other in near
        if any(
            same_token(token, part, alone=True)
            for form in persons[other].forms
            if len(form) > 1
            for part in (form[0], form[-1])
        )
    )


def _join_bearer(bearers: Bearers, key: str, full: list[str]) -> bool:
    """Join a surname with its bearer if one alone is in play and the reports agree about him."""
    profile = bearers.profiles[key]
    fitting = [
        root
        for root in bearers.roots(full)
        if not profile.country or not bearers.lands(root) or profile.country in bearers.lands(root)
    ]
    if len(fitting) > 1:
        titled = {
            root
            for root in fitting
            for other in full
            if bearers.unions.find(other) == root and _share_title(profile, bearers.profiles[other])
        }
        fitting = sorted(titled) if len(titled) == 1 else []
    if len(fitting) != 1:
        return False
    members = (bearers.profiles[other] for other in full if bearers.unions.find(other) == fitting[0])
    return any(_context(bearers, profile, other) for other in members) and bearers.join(key, fitting[0])


def _share_title(first: Profile, second: Profile) -> bool:
    return bool(first.titles & second.titles)


def _context(bearers: Bearers, first: Profile, second: Profile) -> bool:
    """Say whether two profiles' reports speak of one country, or give the bearer one title."""
    if (first.country and first.country == second.country) or _share_title(first, second):
        return True
    left, right = (
        set().union(*(bearers.countries.get(report, frozenset()) for report in profile.reports))
        for profile in (first, second)
    )
    return bool(left & right) or bool(first.reports & second.reports)


def _join_alone(bearers: Bearers, alone: list[str]) -> None:
    """Join single names of equal sound that no full name in the record claims."""
    for one, other in blocked((block(bearers.profiles[key].forms[0][0]), key) for key in alone):
        left, right = bearers.profiles[one], bearers.profiles[other]
        if same_token(left.forms[0][0], right.forms[0][0], alone=True) and _context(bearers, left, right):
            bearers.join(one, other)
