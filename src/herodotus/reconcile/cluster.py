"""Join claims into happenings: best pairs first, each join checked against both clusters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from herodotus.knowledge.reconcile import load_join
from herodotus.reconcile.candidates import candidate_pairs
from herodotus.reconcile.compare import score, threshold
from herodotus.reconcile.gathering import gathered_pairs
from herodotus.reconcile.judged import Judged
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.lone import lone_pairs
from herodotus.reconcile.places import Agreement, agreement, place_key
from herodotus.reconcile.vetoes import Setting, days_apart, killed_once, vetoed

_SAMPLE = 4
"""Members of each cluster that speak for it when two meet: enough for a mean, few enough to be quick."""


def cluster(keys: Sequence[ClaimKey], *, setting: Setting, judged: Judged) -> list[tuple[int, ...]]:
    """Return clusters of places in `keys` (sorted by id), each sorted, in order of their first member."""
    edges = []
    for one, other in candidate_pairs(keys, setting=setting):
        value = score(keys[one], keys[other], setting=setting)
        if value >= threshold(keys[one], keys[other]):
            edges.append((-round(value - threshold(keys[one], keys[other]), 6), one, other))
    edges.sort()
    clusters = _Clusters(keys, setting, judged)
    places = {key.id: place for place, key in enumerate(keys)}
    for left, right in judged.same:
        if left in places and right in places:
            clusters.join(places[left], places[right], forced=True)
    for _, one, other in edges:
        clusters.join(one, other)
    for one, other in gathered_pairs(keys, of=clusters.of, setting=setting):
        clusters.join(one, other, loose=True)
    for one, other in lone_pairs(keys, clusters.found(), setting=setting):
        clusters.join(one, other)
    return clusters.found()


Value = Callable[[ClaimKey], tuple[object, bool] | None]


class _Clusters:
    """Clusters that grow; `_of` place -> number of its cluster."""

    def __init__(self, keys: Sequence[ClaimKey], setting: Setting, judged: Judged) -> None:
        self._keys, self._setting, self._judged = keys, setting, judged
        self._of = list(range(len(keys)))
        self._members: dict[int, list[int]] = {place: [place] for place in range(len(keys))}

    def found(self) -> list[tuple[int, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def of(self, place: int) -> int:
        return self._of[place]

    def join(self, one: int, other: int, *, forced: bool = False, loose: bool = False) -> None:
        left, right = self._of[one], self._of[other]
        if left == right or self._barred(left, right):
            return
        if not forced and not self._agree(left, right, loose=loose):
            return
        small, large = sorted((left, right), key=lambda name: (len(self._members[name]), -name))
        for place in self._members[small]:
            self._of[place] = large
        self._members[large] += self._members.pop(small)

    def _barred(self, left: int, right: int) -> bool:
        return self._judged.bars(
            (self._keys[place].id for place in self._members[left]),
            (self._keys[place].id for place in self._members[right]),
        )

    def _agree(self, left: int, right: int, *, loose: bool) -> bool:
        """Say whether the two clusters' spokesmen agree: few vetoes, none between those of most members.

        `loose`: what the report's own telling puts together needs no score, but a veto still counts.
        """
        first, second = self._speakers(left), self._speakers(right)
        if len(first) == len(second) == 1 and not loose:
            return True
        if self._opposed(left, right):
            return False
        keys, ratios, vetoes = self._keys, {}, 0
        for one in first:
            for other in second:
                low, high = min(one, other), max(one, other)
                if vetoed(keys[low], keys[high], setting=self._setting):
                    if {one, other} <= {first[0], first[-1], second[0], second[-1]}:
                        return False
                    vetoes += 1
                ratios[one, other] = score(keys[low], keys[high], setting=self._setting) / threshold(
                    keys[low], keys[high]
                )
        if vetoes > load_join().vetoes * len(ratios):
            return False
        best = [max(ratios[one, other] for other in second) for one in first]
        best += [max(ratios[one, other] for one in first) for other in second]
        return loose or sum(best) / len(best) >= load_join().average

    def _speakers(self, name: int) -> list[int]:
        """Return who speaks for a cluster: first for its day, last for its place, and the fullest."""
        members = self._members[name]
        if len(members) == 1:
            return members
        fullest = sorted(members, key=lambda place: (-_known(self._keys[place]), place))
        when, where = (self._usual(members, value)[0] for value in (_when, _where))
        when, where = fullest[0] if when is None else when, fullest[0] if where is None else where
        between = [place for place in fullest if place not in {when, where}][: _SAMPLE - 2]
        return [*dict.fromkeys([when, *between, where])]

    def _usual(self, members: list[int], value: Value) -> tuple[int | None, int]:
        """Return a member with the value of most reports, and their votes; its own clause counts double."""
        votes: dict[object, dict[str, int]] = {}
        holders: dict[object, tuple[int, int]] = {}
        for place in sorted(members):
            found = value(self._keys[place])
            if found is not None:
                report, weight = self._keys[place].report, 1 + found[1]
                told = votes.setdefault(found[0], {})
                told[report] = max(told.get(report, 0), weight)
                holders[found[0]] = min(holders.get(found[0], (0, place)), (-weight, place))
        if not votes:
            return None, 0
        best = min(votes, key=lambda one: (-sum(votes[one].values()), holders[one][1]))
        return holders[best][1], sum(votes[best].values())

    def _opposed(self, left: int, right: int) -> bool:
        """Say whether what two clusters' members mostly say of day or place cannot be one."""
        for value, excludes in ((_when, self._other_days), (_where, _other_places)):
            one, strong = self._usual(self._members[left], value)
            other, firm = self._usual(self._members[right], value)
            if one is None or other is None or min(strong, firm) < load_join().firm:
                continue
            if excludes(self._keys[one], self._keys[other]):
                return True
        return False

    def _other_days(self, first: ClaimKey, second: ClaimKey) -> bool:
        return days_apart(first, second, setting=self._setting) and not killed_once(
            first, second, self._setting
        )


def _other_places(first: ClaimKey, second: ClaimKey) -> bool:
    return agreement(first.place, second.place) is Agreement.APART and not set(first.recipients) & set(
        second.recipients
    )


def _when(key: ClaimKey) -> tuple[object, bool] | None:
    return (key.days, key.dated) if key.days is not None else None


def _where(key: ClaimKey) -> tuple[object, bool] | None:
    return (place_key(key.place), key.placed) if key.place is not None else None


def _known(key: ClaimKey) -> int:
    """Return how many values a claim states: the fuller ones speak for their cluster."""
    return (
        2 * (key.days is not None)
        + 2 * (key.place is not None)
        + bool(key.actors)
        + bool(key.recipients)
        + bool(key.counts)
    )
