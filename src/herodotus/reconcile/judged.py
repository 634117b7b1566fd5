"""What people decided, ready for use: the judgements that stand, as links, bars and edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from herodotus.types import Judgement


@dataclass(slots=True)
class Judged:
    """Pairs judged same or different (either order), rejected claims, edits (claim, field) -> value."""

    same: list[tuple[str, str]] = field(default_factory=list)
    apart: dict[str, set[str]] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    edits: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def bars(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Say whether some pair across the two sets was judged different (or unsure)."""
        if not self.apart:
            return False
        right = set(second)
        return any(not right.isdisjoint(self.apart[one]) for one in first if one in self.apart)


def standing(judgements: Iterable[Judgement]) -> Judged:
    """Return what stands: withdrawn rows are gone, and of two on one matter the later holds."""
    rows = {row.id: row for row in judgements}
    withdrawals: dict[str, list[str]] = {}
    for row in rows.values():
        if row.withdraws is not None:
            withdrawals.setdefault(row.withdraws, []).append(row.id)
    judged = Judged()
    pairs: dict[tuple[str, str], str] = {}
    for row in sorted(rows.values(), key=lambda row: (row.at, row.id)):
        if row.withdraws is not None or not _stands(row.id, withdrawals):
            continue
        if row.verdict in {"same", "different", "unsure"} and row.right is not None:
            pairs[(min(row.left, row.right), max(row.left, row.right))] = row.verdict
        elif row.verdict == "reject":
            judged.rejected.add(row.left)
        elif row.verdict == "accept":
            judged.rejected.discard(row.left)
        elif row.verdict == "edit" and row.field is not None:
            judged.edits[(row.left, row.field)] = row.value
    for (left, right), verdict in sorted(pairs.items()):
        if verdict == "same":
            judged.same.append((left, right))
        else:
            judged.apart.setdefault(left, set()).add(right)
            judged.apart.setdefault(right, set()).add(left)
    return judged


def _stands(name: str, withdrawals: dict[str, list[str]]) -> bool:
    """Say whether no standing row withdraws this one; a withdrawal may itself be withdrawn."""
    return not any(_stands(other, withdrawals) for other in withdrawals.get(name, ()))
