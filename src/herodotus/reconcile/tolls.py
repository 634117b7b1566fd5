"""Tolls: lowest and highest current figure of each harm, one line a voice (the nine-point rule)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from herodotus.reconcile.accounts import Account, latest
from herodotus.reconcile.labels import status_of
from herodotus.types import Count, Harm, Modality, Position, Scope, Toll


@dataclass(frozen=True, slots=True)
class Figure:
    """A count in an event: `victims` is whom it counts, in a few words; None is everybody."""

    count: Count
    account: Account
    victims: str | None


def figures(accounts: Sequence[Account], *, harm: Harm, parts: bool = False) -> list[Figure]:
    """Return the current figures of one harm: of the event as a whole, asserted, not superseded.

    A figure of one group of victims is a part as soon as anybody counts without naming a group;
    `parts` keeps those too.
    """
    rows = [
        Figure(count, account, victims_of(count, account, accounts))
        for account in accounts
        if account.key.modality is Modality.ASSERTED
        for count in account.key.counts
        if count.harm is harm and count.scope is Scope.EVENT and _is_counted(count)
    ]
    whole = rows if parts else [row for row in rows if row.victims is None] or rows
    current = {
        (slot, account.key.id) for slot, account in latest((row.victims or "", row.account) for row in whole)
    }
    return [row for row in whole if (row.victims or "", row.account.key.id) in current]


def _is_counted(count: Count) -> bool:
    return count.unit == "persons" or count.harm is Harm.DISPLACED


def victims_of(count: Count, account: Account, accounts: Sequence[Account]) -> str | None:
    """Return whom a figure counts: its group, a named body, or, for a bare number, those counted before."""
    if count.group is not None:
        return count.group
    key = account.key
    labels = {slot.value for slot in key.slots if slot.name == "status"}
    if len(labels) == 1 and len(key.counts) == 1:
        return min(labels)
    named = [name for name in key.recipient_names if name[:1].isupper()]
    if named and not {status_of(head) for head in key.heads} - {None}:
        return min(named)
    if key.recipients or any(key.heads) or not _is_bare(count):
        return None
    before = [
        (one.key.at, other.group)
        for one in accounts
        if one.key.report == key.report and one.key.at < key.at
        for other in one.key.counts
        if other.harm is count.harm and other.scope is Scope.EVENT and other.group is not None
    ]
    return max(before)[1] if before else None


def _is_bare(count: Count) -> bool:
    """Say whether a figure is a number alone ("put the dead at 25")."""
    return not any(word.isalpha() and len(word) > _NUMBER_WORD for word in count.quantity.text.split())


_NUMBER_WORD = 9
"""The longest single word for a number is no longer than this ("seventeen")."""


def tolls(accounts: Sequence[Account]) -> tuple[Toll, ...]:
    """Return a toll for each harm that somebody counts."""
    found = []
    for harm in Harm:
        rows = figures(accounts, harm=harm)
        if rows:
            low, high = span(rows)
            found.append(Toll(harm=harm, low=low, high=high, positions=toll_positions(rows)))
    return tuple(found)


def span(rows: Sequence[Figure]) -> tuple[int | None, int | None]:
    """Return lowest and highest; the highest is open where the largest figure is ("at least 20").

    Several groups and no whole: the least is the largest of the parts' least figures, the most is open.
    Nothing is added up.
    """
    lows = [low for row in rows if (low := lowest(row.count)) is not None]
    highs = [row.count.quantity.high for row in rows]
    groups = {row.victims for row in rows}
    if len(groups) > 1:
        least = [
            min(found)
            for group in groups
            if (
                found := [
                    low for row in rows if row.victims == group and (low := lowest(row.count)) is not None
                ]
            )
        ]
        return (max(least) if least else None), None
    closed = [high for high in highs if high is not None]
    open_from = [lowest(row.count) or 0 for row in rows if row.count.quantity.high is None]
    top = max(closed) if closed else None
    if top is not None and any(low > top for low in open_from):
        top = None
    return (min(lows) if lows else None), top


def lowest(count: Count) -> int | None:
    """Return the least that a figure allows."""
    quantity = count.quantity
    return (
        quantity.low
        if quantity.low is not None
        else quantity.best
        if quantity.best is not None
        else quantity.high
    )


def figure_text(count: Count) -> str:
    """Return a figure as a short text: "12", "10-12", "at least 12", "up to 5", with its group."""
    low, high = count.quantity.low, count.quantity.high
    if low is not None and high is not None:
        text = str(low) if low == high else f"{low}-{high}"
    elif low is not None:
        text = f"at least {low}"
    elif high is not None:
        text = f"up to {high}"
    else:
        text = count.quantity.text
    return f"{text} ({count.group})" if count.group else text


def toll_positions(rows: Iterable[Figure]) -> tuple[Position, ...]:
    """Return one position a value, lowest first, each with its interval."""
    holders: dict[tuple[int, int, str], set[str]] = {}
    claims: dict[tuple[int, int, str], set[str]] = {}
    spans: dict[tuple[int, int, str], Count] = {}
    for row in rows:
        count, account = row.count, row.account
        low, high = lowest(count), count.quantity.high
        mark = (low if low is not None else -1, high if high is not None else 10**9, figure_text(count))
        holders.setdefault(mark, set()).add(account.holder)
        claims.setdefault(mark, set()).add(account.key.id)
        spans.setdefault(mark, count)
    return tuple(
        Position(
            value=mark[2],
            holders=tuple(sorted(holders[mark])),
            claims=tuple(sorted(claims[mark])),
            low=lowest(spans[mark]),
            high=spans[mark].quantity.high,
        )
        for mark in sorted(holders)
    )
