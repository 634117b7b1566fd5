"""Where a report stands in its telling: the place of which it speaks around a claim that names none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from herodotus.knowledge.reconcile import load_windows
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.places import is_fine
from herodotus.types import Place


def places_around(keys: Sequence[ClaimKey]) -> dict[str, Place]:
    """Return claim id -> the town last named before it in its report, not too far back."""
    found: dict[str, Place] = {}
    for members in by_report(keys):
        last: tuple[int, Place] | None = None
        for place in members:
            key = keys[place]
            if key.place is not None:
                last = (key.at, key.place) if is_fine(key.place) else last
            elif last is not None and key.at - last[0] <= load_windows().near_characters:
                found[key.id] = last[1]
    return found


def by_report(keys: Sequence[ClaimKey]) -> list[list[int]]:
    """Return the claims of each report, as they stand in it; reports in the order of their ids."""
    reports: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        reports[key.report].append(place)
    return [
        sorted(members, key=lambda place: (keys[place].at, keys[place].id))
        for _, members in sorted(reports.items())
    ]
