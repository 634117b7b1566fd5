"""The signed edges of the network at a date: what each pair's ties say, how surely, and what would change it.

The chance that a pair is friendly is Beta distributed: Jeffreys' prior and one vote for each origin
and happening that tells of it, which halves every half-life. Without fresh tellings an edge returns
to not knowing. Contradicting tellings stay contradicting: they widen the interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import ceil

import numpy as np

from herodotus.dynamics.happenings import System, Telling
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun


@noun
class Edge:
    """What is known of one pair at a date; `sign` in -1..1 is the posterior mean, low and high its interval.

    `kinds` are the kinds of tie with their claims; `friendly` and `hostile` are the votes as they
    weigh now, `told` the number that was cast. `sign` None means that no tie here has a sign.
    """

    a: str
    b: str
    sign: float | None
    low: float
    high: float
    friendly: float
    hostile: float
    told: int
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    first: str | None
    last: str | None
    change: str

    @property
    def contested(self) -> bool:
        """Whether the reports tell of both signs."""
        return self.friendly > 0 and self.hostile > 0

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim under the edge, once."""
        return tuple(dict.fromkeys(claim for _, claims in self.kinds for claim in claims))


def find_edges(system: System, *, as_of: str | None = None) -> tuple[Edge, ...]:
    """Return the edges that were known by `as_of` (an ISO date; the last telling's unless given)."""
    told = system.tellings
    days = [row.when for rows in told.values() for row in rows if row.when]
    today = date.fromisoformat(as_of or max(days, default="1970-01-01"))
    known = {pair: [row for row in rows if _known(row, today=today)] for pair, rows in told.items()}
    return tuple(_edge(pair, rows, today=today) for pair, rows in sorted(known.items()) if rows)


def _known(row: Telling, *, today: date) -> bool:
    return row.when is None or row.when <= today.isoformat()


def _edge(pair: tuple[str, str], rows: list[Telling], *, today: date) -> Edge:
    votes = {sign: _weigh(rows, sign=sign, today=today) for sign in (1, -1)}
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row.claim)
    signed = [row for row in rows if row.sign]
    friendly, hostile = sum(votes[1].values()), sum(votes[-1].values())
    low, high = interval(friendly, hostile)
    days = sorted(row.when for row in rows if row.when)
    return Edge(
        a=pair[0],
        b=pair[1],
        sign=mean_sign(friendly, hostile) if signed else None,
        low=low,
        high=high,
        friendly=friendly,
        hostile=hostile,
        told=len(votes[1]) + len(votes[-1]),
        kinds=tuple((kind, tuple(dict.fromkeys(claims))) for kind, claims in sorted(kinds.items())),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        change=_change(votes) if signed else "no tie between them has a sign",
    )


def _weigh(rows: Iterable[Telling], *, sign: int, today: date) -> dict[tuple[str, str], float]:
    """Return vote -> its weight today: an origin that tells of one happening twice votes once."""
    weights: dict[tuple[str, str], float] = {}
    for row in rows:
        if row.sign == sign:
            # A telling without any date is weighed as fresh: nothing says that it is old.
            age = (today - date.fromisoformat(row.when)).days if row.when else 0
            weight = 0.5 ** (max(age, 0) / load_part("network")["half_life_days"])
            weights[row.vote] = max(weights.get(row.vote, 0.0), weight)
    return weights


def mean_sign(friendly: float, hostile: float) -> float:
    """Return the posterior's mean sign in -1..1.

    >>> mean_sign(0, 0), mean_sign(2, 0) > 0.6
    (0.0, True)
    """
    prior = load_part("network")["prior"]
    mean: float = 2 * (friendly + prior) / (friendly + hostile + 2 * prior) - 1
    return mean


def interval(friendly: float, hostile: float) -> tuple[float, float]:
    """Return the posterior's central interval, by draws with a fixed seed."""
    settings = load_part("network")
    rng = np.random.default_rng(settings["seed"])
    drawn = rng.beta(friendly + settings["prior"], hostile + settings["prior"], settings["draws"] * 10)
    tail = (1 - settings["level"]) / 2
    low, high = np.quantile(2 * drawn - 1, [tail, 1 - tail])
    return float(low), float(high)


def _change(votes: Mapping[int, Mapping[tuple[str, str], float]]) -> str:
    """Say what would change the edge: how many fresh contrary tellings, or the loss of which report."""
    friendly, hostile = sum(votes[1].values()), sum(votes[-1].values())
    lead, word = abs(friendly - hostile), "hostile" if friendly >= hostile else "friendly"
    needed = max(ceil(lead), 1)
    what = "a fresh telling" if needed == 1 else f"{needed} fresh tellings"
    words = f"{what} of a {word} act from another origin would leave the sign open"
    origins = {vote[0] for side in votes.values() for vote in side}
    if len(origins) == 1:
        words += "; all of it rests on one report, without which nothing is known"
    return words
