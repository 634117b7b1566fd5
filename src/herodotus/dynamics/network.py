"""The signed network that the reports describe: factions' raw material, tensions, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from herodotus.types import Tie, noun


@noun
class Tension:
    """Three actors whose ties do not balance (two friends of one who fight, or three who all fight)."""

    actors: tuple[str, str, str]
    ties: tuple[Tie, ...]


def standing(ties: Iterable[Tie], *, as_of: str | None = None) -> dict[tuple[str, str], list[Tie]]:
    """Return the ties of each pair that were known by `as_of` (an ISO date), undated ones included.

    Contradicting ties of one pair stay side by side: an ally who is also accused is both.
    """
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if as_of is None or tie.start is None or tie.start <= as_of:
            first, second = sorted((tie.a, tie.b))
            pairs.setdefault((first, second), []).append(tie)
    return dict(sorted(pairs.items()))


def find_tensions(ties: Iterable[Tie], *, as_of: str | None = None) -> tuple[Tension, ...]:
    """Return the triads whose signs multiply to minus one, as description and never as forecast.

    Only pairs whose ties all carry one sign take part; a mixed pair's sign is not known. Cost is
    by pairs of neighbours, so an actor with n ties adds n squared looks.
    """
    pairs = standing(ties, as_of=as_of)
    sign = {pair: rows[0].sign for pair, rows in pairs.items() if len({row.sign for row in rows}) == 1}
    near: dict[str, set[str]] = {}
    for a, b in sign:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    found = []
    for a in sorted(near):
        for b, c in combinations(sorted(other for other in near[a] if other > a), 2):
            if (b, c) in sign and sign[a, b] * sign[a, c] * sign[b, c] < 0:
                under = tuple(row for pair in ((a, b), (a, c), (b, c)) for row in pairs[pair])
                found.append(Tension(actors=(a, b, c), ties=under))
    return tuple(found)
