"""The claims of one event with who holds each and as of when: what tolls and disagreements are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from herodotus.reconcile.keys import ClaimKey
from herodotus.types import EventType, Position


@dataclass(frozen=True, slots=True)
class Account:
    """One claim in an event: `outlet` is its origin, `day` the report's, `holder` whose word it is.

    `party` is the root voice where it is named, so that a holder's later figure can replace his earlier one.
    """

    key: ClaimKey
    holder: str
    party: str
    outlet: str
    day: int | None


Row = tuple[str, Account]
_POSITIONS = frozenset({EventType.REJECT, EventType.ACCUSE, EventType.AGREE, EventType.REQUEST})


def by_its_actor(account: Account, names: Mapping[str, str]) -> Account:
    """Return a position as held by whoever takes it: "X objected" is X's, whoever tells it."""
    taken = account.key.event_type in _POSITIONS and not account.party
    who = names_of(account.key.actors, names, account.key.actor_names) if taken else ()
    return replace(account, holder=", ".join(who)) if who else account


def positions(rows: Iterable[Row]) -> tuple[Position, ...]:
    """Gather value -> holders and claims, by value; each holder once, in the order of names.

    >>> positions([])
    ()
    """
    holders: dict[str, set[str]] = {}
    claims: dict[str, set[str]] = {}
    for value, account in rows:
        holders.setdefault(value, set()).add(account.holder)
        claims.setdefault(value, set()).add(account.key.id)
    return tuple(
        Position(value=value, holders=tuple(sorted(holders[value])), claims=tuple(sorted(claims[value])))
        for value in sorted(holders)
    )


def latest(accounts: Iterable[tuple[str, Account]]) -> Iterator[tuple[str, Account]]:
    """Yield the rows (slot, account) that no later row of the same outlet and party replaces.

    Rows of unknown day replace nothing and are replaced by nothing.
    """
    rows = sorted(accounts, key=lambda row: (row[0], row[1].key.id))
    newest: dict[tuple[str, str, str], int] = {}
    for slot, account in rows:
        if account.day is not None:
            mark = (slot, account.outlet, account.party)
            newest[mark] = max(newest.get(mark, account.day), account.day)
    for slot, account in rows:
        if account.day is None or account.day == newest[slot, account.outlet, account.party]:
            yield slot, account


def names_of(ids: Iterable[str], names: Mapping[str, str], words: Iterable[str]) -> tuple[str, ...]:
    """Return the Actors' names, or the report's words where no Actor is known."""
    known = sorted({names[one] for one in ids if one in names})
    return tuple(known) if known else tuple(sorted(set(words)))
