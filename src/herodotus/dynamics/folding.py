"""Retellings that nobody joined: how likely two like happenings are one, and one weight for both.

The record joins what reports tell of one happening by their words. What is left (and every table
without reports) may still tell one thing twice, and a retelling a day later looks like contagion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.happenings import Happening
from herodotus.knowledge.dynamics import load_part

Key = tuple[object, ...]


def fold_retellings(happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """Return the happenings, each later like one with the chance that it is distinct.

    Alike are those of one kind, one place and the same sides within a few days whose deaths do not
    contradict. How often alike ones are one is estimated from the lot: the pairs within the window
    beyond those that chance puts there, judged by the pairs of the next windows.
    """
    settings = load_part("folding")
    groups: dict[Key, list[Happening]] = {}
    for row in sorted(happenings, key=lambda row: (row.start or date.min, row.id)):
        if row.start is not None:
            groups.setdefault(_key(row), []).append(row)
    links = {key: _alike(rows, days=settings["days"]) for key, rows in groups.items()}
    near = sum(len(pairs) for pairs in links.values())
    far = sum(len(_alike(rows, days=settings["beyond"], after=settings["days"])) for rows in groups.values())
    expected = far * settings["days"] / (settings["beyond"] - settings["days"])
    chance = max(0.0, 1 - expected / near) if near else 0.0
    kept = {row.id: row for row in happenings}
    for key, pairs in links.items():
        for _, later in pairs:
            row = groups[key][later]
            if row.chance == kept[row.id].chance:  # one earlier telling is enough to doubt it
                kept[row.id] = replace(row, chance=row.chance * (1 - chance))
    return tuple(kept[row.id] for row in happenings)


def _key(row: Happening) -> Key:
    return (row.kind, row.units, row.actors, row.recipients)


def _alike(rows: Sequence[Happening], *, days: float, after: float = -1.0) -> list[tuple[int, int]]:
    """Return the pairs (earlier, later) of a sorted group that lie within `days` and beyond `after`."""
    when: NDArray[np.int64] = np.array([row.start.toordinal() for row in rows if row.start], np.int64)
    pairs = []
    for at, row in enumerate(rows):
        stop = int(np.searchsorted(when, when[at] + days, side="right"))
        pairs += [
            (at, other)
            for other in range(at + 1, stop)
            if when[other] - when[at] > after and _compatible(row, rows[other])
        ]
    return pairs


def _compatible(one: Happening, other: Happening) -> bool:
    """Whether the deaths that two tell of can be the same: their ranges touch, or nearly."""
    if one.killed_low is None or other.killed_low is None:
        return True
    slack = load_part("folding")["slack"]
    low = max(one.killed_low, other.killed_low)
    high = min(
        one.killed_low if one.killed_high is None else one.killed_high,
        other.killed_low if other.killed_high is None else other.killed_high,
    )
    touch: bool = low - high <= slack * max(low, 1)
    return touch
