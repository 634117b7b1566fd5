"""Signed, dated ties between Actors, with the claims under each and an honest interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, lgamma, log

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.memberships import Membership, led_by, memberships
from herodotus.reconcile.standins import Cast
from herodotus.types import Actor, Event, EventType, Evidence, Modality, Tie

Pair = tuple[str, str]


Link = tuple[str, str, ClaimKey]
Found = dict[tuple[str, str, int, str], dict[str, ClaimKey]]
Votes = dict[Pair, dict[int, set[str]]]


def find_ties(
    keys: Sequence[ClaimKey],
    *,
    actors: Sequence[Actor],
    cast: Cast,
    origins: Mapping[str, str],
    events: Iterable[Event],
) -> Iterator[Tie]:
    """Yield a tie for each pair of Actors, sign and kind; contradicting ties stay side by side.

    `origins` report -> its original, so that copies weigh as one. The weight is the posterior mean of
    the share of origins with this sign among all that tie the two; low and high are its interval.
    """
    found: Found = defaultdict(dict)
    votes: Votes = defaultdict(lambda: {1: set(), -1: set()})
    known = frozenset(actor.id for actor in actors)
    bonds = list(_bonds(keys, actors=actors, cast=cast))
    links = [*_direct(keys, cast), *_through_acts(keys, events)]
    links += list(_for_bodies(links, [member for member, _ in bonds]))
    table = load_section("ties")
    for first, second, key in links:
        rule = table.get(key.event_type.value)
        if rule is not None and key.modality is Modality.ASSERTED:
            _add(found, votes, (first, second, int(rule[0]), str(rule[1])), key, known=known, origins=origins)
    words: dict[tuple[str, str, int, str], set[Evidence]] = defaultdict(set)
    for member, shown in bonds:
        sign, kind = table["memberships"][member.kind]
        mark = (member.person, member.body, sign, kind)
        if shown is not None:
            _add(found, votes, mark, shown, known=known, origins=origins)
        elif member.evidence is not None and member.person != member.body and set(mark[:2]) <= known:
            found.setdefault(mark, {})
            words[mark].add(member.evidence)
            votes[_pair(*mark[:2])][sign].add(f"{origins.get(member.report, member.report)}|{member.kind}")
    for (first, second, sign, kind), members in sorted(found.items()):
        mine = votes[_pair(first, second)]
        rows = [members[name] for name in sorted(members)]
        yield _tie(
            first,
            second,
            sign=sign,
            kind=kind,
            keys=rows,
            agreeing=len(mine[sign]),
            opposing=len(mine[-sign]),
            words=words[first, second, sign, kind],
        )


def _add(
    found: Found,
    votes: Votes,
    mark: tuple[str, str, int, str],
    key: ClaimKey,
    *,
    known: frozenset[str],
    origins: Mapping[str, str],
) -> None:
    first, second, sign, _ = mark
    if first != second and {first, second} <= known:
        found[mark][key.id] = key
        votes[_pair(first, second)][sign].add(origins.get(key.report, key.report) + _happening(key))


def _bonds(
    keys: Sequence[ClaimKey], *, actors: Sequence[Actor], cast: Cast
) -> Iterator[tuple[Membership, ClaimKey | None]]:
    """Yield memberships; where no words state one, with a claim of its report that shows the person."""
    shown: dict[tuple[str, str], list[ClaimKey]] = defaultdict(list)
    for key in keys:
        for actor in sorted({*key.actors, *key.recipients, *((key.voice,) if key.voice else ())}):
            shown[key.report, actor].append(key)
    for member in memberships(cast):
        if member.evidence is not None:
            yield member, None
            continue
        rows = shown.get((member.report, member.person), ())
        both = [key for key in rows if member.body in {*key.actors, *key.recipients}]
        if rows:
            yield member, min(both or rows, key=lambda key: (key.at, key.id))
    yield from led_by(keys, actors=actors)


def _for_bodies(links: Iterable[Link], members: Iterable[Membership]) -> Iterator[Link]:
    """Yield a leader's or a voice's own ties as ties of the body for which it acts in that report."""
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for member in members:
        if member.kind in {"leads", "speaks for"}:
            bodies[member.report, member.person].add(member.body)
    for first, second, key in links:
        mine = bodies.get((key.report, first), ())
        if len(mine) == 1 and second not in mine:
            yield min(mine), second, key


def _direct(keys: Iterable[ClaimKey], cast: Cast) -> Iterator[Link]:
    """Yield who acts on whom; where nobody is named, the body that the words stand for."""
    for key in keys:
        doers, targets = (
            (*named, *_stand_ins(words, key.report, cast))
            for named, words in zip((key.actors, key.recipients), key.unnamed, strict=True)
        )
        yield from ((first, second, key) for first in doers for second in targets)


def _stand_ins(words: Iterable[str], report: str, cast: Cast) -> Iterator[str]:
    for name in words:
        actor = cast.standing_for(name, report=report)
        if actor is not None:
            yield actor


def _through_acts(keys: Sequence[ClaimKey], events: Iterable[Event]) -> Iterator[Link]:
    """Yield positions on an act as ties with its doers: who objects to a raid, objects to its raiders."""
    known = {key.id: key for key in keys}
    stances = set(load_section("ties")["through_acts"])
    for event in events:
        members = [known[claim] for claim in event.claims]
        positions = [
            key for key in members if key.event_type.value in stances and key.actors and not key.recipients
        ]
        doers = sorted(
            {actor for key in members if key.event_type is EventType.ASSAULT for actor in key.actors}
        )
        yield from ((first, second, key) for key in positions for first in key.actors for second in doers)


def _pair(first: str, second: str) -> Pair:
    return min(first, second), max(first, second)


def _happening(key: ClaimKey) -> str:
    return f"|{key.family}|{key.days[0] if key.days else ''}"


def _tie(
    first: str,
    second: str,
    *,
    sign: int,
    kind: str,
    keys: list[ClaimKey],
    agreeing: int,
    opposing: int,
    words: set[Evidence],
) -> Tie:
    prior = load_section("ties")["prior"]
    alpha, beta = prior["for"] + agreeing, prior["against"] + opposing
    tail = (1 - prior["level"]) / 2
    times = [key.time for key in keys if key.time is not None]
    starts = sorted(time.start for time in times if time.start)
    ends = sorted(time.end for time in times if time.end)
    return Tie(
        a=first,
        b=second,
        sign=sign,
        kind=kind,
        start=starts[0] if starts else None,
        end=ends[-1] if ends else None,
        weight=round(alpha / (alpha + beta), 4),
        low=round(quantile(tail, alpha=alpha, beta=beta), 4),
        high=round(quantile(1 - tail, alpha=alpha, beta=beta), 4),
        claims=tuple(sorted(key.id for key in keys)),
        evidence=tuple(sorted(words, key=lambda one: (one.report, one.start, one.end))),
    )


@lru_cache(maxsize=1 << 14)
def quantile(share: float, *, alpha: float, beta: float) -> float:
    """Return the quantile of a Beta distribution, by bisection over its distribution function.

    >>> round(quantile(0.5, alpha=2, beta=2), 3)
    0.5
    """
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        if _distribution(middle, alpha, beta) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _distribution(x: float, alpha: float, beta: float) -> float:
    """Return the regularised incomplete beta function (Lentz's continued fraction, Numerical Recipes 6.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (alpha + 1) / (alpha + beta + 2):
        return 1 - _distribution(1 - x, beta, alpha)
    front = (
        exp(lgamma(alpha + beta) - lgamma(alpha) - lgamma(beta) + alpha * log(x) + beta * log(1 - x)) / alpha
    )
    tiny, c, d = 1e-300, 1.0, 1 - (alpha + beta) * x / (alpha + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    fraction = d
    for m in range(1, 200):
        for numerator in (
            m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m)),
            -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            c = 1 + numerator / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            fraction *= d * c
        if abs(d * c - 1) < 1e-12:  # noqa: PLR2004 (converged)
            break
    return front * fraction
