"""Tolls: lowest and highest current figure of each harm, one line a voice (the nine-point rule)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from herodotus.reconcile.accounts import Account, latest
from herodotus.types import Count, Harm, Modality, Position, Scope, Toll

Figure = tuple[Count, Account]


def figures(accounts: Sequence[Account], *, harm: Harm) -> list[Figure]:
    """Return the current figures of one harm: of the event as a whole, asserted, not superseded.

    A figure of one group of victims is a part as soon as anybody counts without naming a group.
    """
    rows = [
        (count, account)
        for account in accounts
        if account.key.modality is Modality.ASSERTED
        for count in account.key.counts
        if count.harm is harm and count.scope is Scope.EVENT and count.unit == "persons"
    ]
    whole = [row for row in rows if row[0].group is None] or rows
    current = {
        (slot, account.key.id)
        for slot, account in latest((count.group or "", account) for count, account in whole)
    }
    return [(count, account) for count, account in whole if (count.group or "", account.key.id) in current]


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

    Several groups and no whole: the least is the largest part, the most is open. Nothing is added up.
    """
    lows = [low for count, _ in rows if (low := lowest(count)) is not None]
    highs = [count.quantity.high for count, _ in rows]
    if len({count.group for count, _ in rows}) > 1:
        return (max(lows) if lows else None), None
    closed = [high for high in highs if high is not None]
    open_from = [lowest(count) or 0 for count, _ in rows if count.quantity.high is None]
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
    for count, account in rows:
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
