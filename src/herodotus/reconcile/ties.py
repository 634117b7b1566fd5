"""Signed, dated ties between Actors, with the claims under each and an honest interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, lgamma, log

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.keys import ClaimKey
from herodotus.types import Event, EventType, Modality, Tie

Pair = tuple[str, str]


Link = tuple[str, str, ClaimKey]


def find_ties(
    keys: Sequence[ClaimKey], *, actors: frozenset[str], origins: Mapping[str, str], events: Iterable[Event]
) -> Iterator[Tie]:
    """Yield a tie for each pair of Actors, sign and kind; contradicting ties stay side by side.

    `origins` report -> its original, so that copies weigh as one. The weight is the posterior mean of
    the share of origins with this sign among all that tie the two; low and high are its interval.
    """
    found: dict[tuple[str, str, int, str], dict[str, ClaimKey]] = defaultdict(dict)
    votes: dict[Pair, dict[int, set[str]]] = defaultdict(lambda: {1: set(), -1: set()})
    table = load_section("ties")
    for first, second, key in (*_direct(keys), *_through_acts(keys, events)):
        rule = table.get(key.event_type.value)
        if (
            rule is None
            or key.modality is not Modality.ASSERTED
            or first == second
            or not {first, second} <= actors
        ):
            continue
        sign, kind = int(rule[0]), str(rule[1])
        found[first, second, sign, kind][key.id] = key
        votes[_pair(first, second)][sign].add(origins.get(key.report, key.report) + _happening(key))
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
        )


def _direct(keys: Iterable[ClaimKey]) -> Iterator[Link]:
    return ((first, second, key) for key in keys for first in key.actors for second in key.recipients)


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
    first: str, second: str, *, sign: int, kind: str, keys: list[ClaimKey], agreeing: int, opposing: int
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
