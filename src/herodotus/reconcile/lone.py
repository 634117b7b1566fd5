"""One happening of a kind at a place: another report's undated mention of such a one is of that one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from herodotus.knowledge.reconcile import load_join, load_windows
from herodotus.reconcile.compare import kinship, parts
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.labels import status_of
from herodotus.reconcile.names import name_tokens
from herodotus.reconcile.places import is_fine, place_key
from herodotus.reconcile.vetoes import Setting, vetoed
from herodotus.types import EventType, Modality


def lone_pairs(
    keys: Sequence[ClaimKey], clusters: Sequence[tuple[int, ...]], *, setting: Setting
) -> Iterator[tuple[int, int]]:
    """Yield pairs of claims of two clusters, each the other report's only one of its kind at one town.

    Only violence, told as a fact; many happenings at the place leave all apart, as does a day that differs.
    """
    at: dict[str, list[int]] = defaultdict(list)
    towns = {
        name_tokens(key.place.name): place_key(key.place)
        for key in reversed(keys)
        if key.place is not None and key.place.id is not None and is_fine(key.place)
    }
    labels = {place: _label(key, towns) for place, key in enumerate(keys)}
    for number, members in enumerate(clusters):
        for label in sorted({found for one in members if (found := labels[one]) is not None}):
            at[label].append(number)
    for label in sorted(at):
        if 1 < len(at[label]) <= load_join().lone_most:
            speakers = [_speaker(keys, clusters[number], label, labels) for number in at[label]]
            fitting = [
                (one, other)
                for place, one in enumerate(speakers)
                for other in speakers[place + 1 :]
                if _fits(keys[one], keys[other], setting=setting)
            ]
            counts = Counter(
                (one, keys[other].report) for pair in fitting for one, other in (pair, pair[::-1])
            )
            for one, other in fitting:
                if counts[one, keys[other].report] == counts[other, keys[one].report] == 1:
                    yield min(one, other), max(one, other)


def _label(key: ClaimKey, towns: Mapping[tuple[str, ...], str]) -> str | None:
    """Return the town of a deed told as a fact or denied; "the Orlo road" is at Orlo."""
    told = key.event_type is EventType.ASSAULT and key.modality in {Modality.ASSERTED, Modality.DENIED}
    if not told or key.place is None:
        return None
    if is_fine(key.place):
        return place_key(key.place)
    words = name_tokens(key.place.name)
    held = {towns[words[:size]] for size in range(1, len(words)) if words[:size] in towns}
    return min(held) if key.place.id is None and len(held) == 1 else None


def _speaker(
    keys: Sequence[ClaimKey], members: Sequence[int], label: str, labels: Mapping[int, str | None]
) -> int:
    return min(
        (one for one in members if labels[one] == label), key=lambda one: (keys[one].days is None, one)
    )


def _fits(first: ClaimKey, second: ClaimKey, *, setting: Setting) -> bool:
    """Say whether nothing stands against the two but silence: no veto, no other people, no far reports."""
    if first.report == second.report or vetoed(first, second, setting=setting):
        return False
    if kinship(first.family, second.family) < load_join().lone_kin:
        return False
    left, right = setting.now.get(first.report), setting.now.get(second.report)
    if left is not None and right is not None and abs(left - right) > load_windows().follow_days:
        return False
    if first.recipients and second.recipients and not set(first.heads) & set(second.heads):
        statuses = [{status_of(head) for head in key.heads} - {None} for key in (first, second)]
        if not statuses[0] & statuses[1] and not set(first.recipients) & set(second.recipients):
            return False
    against = {"strangers", "other people", "count far", "distant", "elsewhere", "another day"}
    found = dict(parts(first, second, setting=setting))
    return not against & set(found) and ("place" in found or "within" in found)
