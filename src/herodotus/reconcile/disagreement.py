"""Where the claims of one event exclude each other: typed slots, each position with its holders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.accounts import Account, positions
from herodotus.reconcile.happened import agents, happened
from herodotus.reconcile.readings import READINGS
from herodotus.reconcile.tolls import Figure, figures, lowest, toll_positions
from herodotus.types import Disagreement, Harm, Position


def disagreements(
    accounts: Sequence[Account],
    *,
    names: Mapping[str, str],
    sides: Mapping[str, str],
) -> tuple[Disagreement, ...]:
    """Return what the claims of one event dispute, by field; one report with two voices is enough.

    `names` Actor id -> name; `sides` Actor id -> side. Silence is no position.
    """
    rows, denials = happened(accounts, names)
    found: dict[str, tuple[Position, ...]] = {harm.value: _counts(accounts, harm) for harm in Harm}
    answers = {one.key.id for _, one in READINGS["agreement"](accounts, names)}
    found["happened"] = positions(row for row in rows if row[1].key.id not in answers)
    found["agent"] = positions(agents(accounts, names, sides, denials))
    for name, reading in READINGS.items():
        found[name] = positions(reading(accounts, names))
    kept = [
        Disagreement(field=name, question=question_for(name), positions=held)
        for name, held in found.items()
        if len(held) > 1
    ]
    return tuple(sorted(kept, key=lambda one: (-len(one.positions), one.field)))


def question_for(field: str) -> str:
    """Return the plain question that a field answers."""
    return str(load_section("questions").get(field, f"What is true of its {field}?"))


def _counts(accounts: Sequence[Account], harm: Harm) -> tuple[Position, ...]:
    """Return figures that cannot both be: disjoint intervals of the same victims, and no mere update."""
    rows = figures(accounts, harm=harm, parts=True)
    disputed = [pair for pair in combinations(rows, 2) if _figures_exclude(*pair)]
    victims = {one.victims for pair in disputed for one in pair}
    return toll_positions(row for row in rows if row.victims in victims)


def _figures_exclude(first: Figure, second: Figure) -> bool:
    """Say whether two figures cannot both be: of the same victims, or a part larger than the whole."""
    mine, other = first.account, second.account
    if mine.key.id == other.key.id or first.count.unit != second.count.unit:
        return False
    low, high = lowest(first.count) or 0, first.count.quantity.high
    least, most = lowest(second.count) or 0, second.count.quantity.high
    if first.victims != second.victims or ((most is None or low <= most) and (high is None or least <= high)):
        return False
    return not _is_update((low, mine), (least, other))


def _is_update(first: tuple[int, Account], second: tuple[int, Account]) -> bool:
    """Say whether the later report has the higher figure, and no two named voices stand opposed."""
    (low, mine), (least, other) = sorted((first, second), key=lambda row: (row[1].day or 0, row[0]))
    if mine.day is None or other.day is None or mine.day == other.day:
        return False
    if not low < least <= low * load_section("tolls")["update_ratio"]:
        return False
    return not (mine.party and other.party and mine.party != other.party)
