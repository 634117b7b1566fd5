"""What the reports (or a table of events) describe, as the dynamics read it: happenings, ties, words.

A happening is an event that at least one voice asserts. Every one carries the chance that it is
real, from how surely it was read, by how many origins, against how many denials; and the claims
under it, so that each number made from it opens its sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from herodotus.dynamics.answers import Quote
from herodotus.types import Actor, Tie, noun


@noun
class Happening:
    """One event that somebody asserts; `start` is None where no report dates it within a week.

    `days` is how many days, from `start`, the date leaves open (a week known only as such has seven).
    `recalled` is one that lies far from the time that the reports cover: history that they tell of.

    `units` are the administrative units that hold it, from the widest to the district; what is
    finer than a district is not kept, so that nothing here can be forecast below one.
    """

    id: str
    kind: str
    start: date | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    units: tuple[str, ...]
    killed_low: int | None
    killed_high: int | None
    chance: float
    claims: tuple[str, ...]
    days: int = 1
    imprecise: bool = False
    recalled: bool = False


def spread_days(happenings: Iterable[Happening]) -> list[int]:
    """Return the dated happenings' days as numbers, in their order; those known to a week evenly over it.

    Evenly and not by chance, so that any window holds its share of them and nothing needs a seed.
    """
    days, told = [], Counter[tuple[date, int]]()
    for row in happenings:
        if row.start is not None:
            key = (row.start, row.days)
            days.append(row.start.toordinal() + told[key] % row.days)
            told[key] += 1
    return days


@noun
class Telling:
    """One claim that ties a pair: its sign (0 where the kind has none), kind, and when it was so or was said.

    `vote` is its origin and happening: two tellings with one vote count once.
    """

    claim: str
    sign: int
    kind: str
    when: str | None
    vote: tuple[str, str]


@noun
class System:
    """All that the dynamics see: happenings, actors, ties, what ties a pair, the words under a claim."""

    label: str
    happenings: tuple[Happening, ...]
    actors: Mapping[str, Actor]
    ties: tuple[Tie, ...]
    tellings: Mapping[tuple[str, str], tuple[Telling, ...]]
    quotes: Mapping[str, Quote]

    def name(self, actor: str) -> str:
        """Return an actor's name, or the words themselves where a table gave no actor."""
        return self.actors[actor].name if actor in self.actors else actor

    def evidence(self, claims: Iterable[str]) -> tuple[Quote, ...]:
        """Return the words under these claims, those that are known."""
        return tuple(self.quotes[claim] for claim in claims if claim in self.quotes)
