"""Which pairs of claims are worth comparing: neighbours in sorted blocks, never all pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from herodotus.knowledge.reconcile import load_candidates, load_families
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.places import is_fine, place_key
from herodotus.reconcile.sides import sides_of
from herodotus.reconcile.unions import Unions
from herodotus.reconcile.vetoes import Setting


def candidate_pairs(keys: Sequence[ClaimKey], *, setting: Setting) -> Iterator[tuple[int, int]]:
    """Yield pairs of places in `keys` (the lower first), sorted; `keys` are sorted by id."""
    blocks = _blocks(keys, setting)
    found: set[tuple[int, int]] = set(_inside_reports(keys))
    members = _sorted_members(blocks, keys, setting)
    window, keep = load_candidates().window, load_candidates().keep
    standing: dict[str, dict[int, int]] = {
        label: {one: place for place, one in enumerate(block)} for label, block in members.items()
    }
    for one, key in enumerate(keys):
        shared: Counter[int] = Counter()
        for label in blocks[one]:
            block = members.get(label)
            if block is None:
                continue
            place = standing[label][one]
            for other in block[max(0, place - window) : place + window + 1]:
                if keys[other].report != key.report:
                    shared[other] += 1
        for other, _ in sorted(shared.items(), key=lambda row: (-row[1], row[0]))[:keep]:
            found.add((min(one, other), max(one, other)))
    yield from sorted(found)


def _sorted_members(
    blocks: Sequence[Sequence[str]], keys: Sequence[ClaimKey], setting: Setting
) -> Mapping[str, list[int]]:
    """Return block -> claims by the day of the happening (or of the report), blocks of one left out."""
    members: dict[str, list[int]] = defaultdict(list)
    for one, labels in enumerate(blocks):
        for label in labels:
            members[label].append(one)
    largest = load_candidates().bucket
    kept = {label: block for label, block in members.items() if 1 < len(block) <= largest}
    days = [_day(key, setting) for key in keys]
    for block in kept.values():
        block.sort(key=lambda one: (days[one], keys[one].id))
    return kept


def _day(key: ClaimKey, setting: Setting) -> int:
    return key.days[0] if key.days is not None else setting.now.get(key.report, 0)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    """Return family -> the name of all families that kinship connects with it."""
    unions = Unions(load_families().of.values())
    for first, second in load_families().kin:
        unions.join(first, second)
    return {family: unions.find(family) for family in set(load_families().of.values())}


def kind_of(family: str) -> str:
    """Return the name of the connected families; only claims of one kind can be one happening."""
    return _kinds().get(family, family)


def _blocks(keys: Sequence[ClaimKey], setting: Setting) -> list[tuple[str, ...]]:
    common = _common_words(keys)
    return [tuple(sorted(set(_labels(key, setting, common)))) for key in keys]


def _common_words(keys: Sequence[ClaimKey]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for key in keys:
        counts.update(key.words)
    most = max(30, int(load_candidates().document_share * len(keys)))
    return frozenset(word for word, seen in counts.items() if seen > most)


def _labels(key: ClaimKey, setting: Setting, common: frozenset[str]) -> Iterator[str]:
    kind = kind_of(key.family)
    if key.place is not None and is_fine(key.place):
        yield f"{kind}|at|{place_key(key.place)}"
        if key.days is not None:
            yield f"{kind}|at|{place_key(key.place)}|{key.days[0]}"
    if key.place is not None and key.place.country:
        if key.place.admin1:
            yield f"{kind}|in|{key.place.country}|{key.place.admin1}"
        if key.days is not None:
            yield f"{kind}|on|{key.place.country}|{key.days[0]}"
    for actor in key.actors:
        yield f"{kind}|by|{actor}"
        for recipient in key.recipients:
            yield f"{kind}|{min(actor, recipient)}|{max(actor, recipient)}"
    for recipient in key.recipients:
        yield f"{kind}|to|{recipient}"
    for first in sides_of(key.actors, setting.sides):
        for second in sides_of(key.recipients, setting.sides):
            yield f"{kind}|{first}|{second}"
    for count in key.counts:
        number = count.quantity.best or count.quantity.low
        if number is not None and number > 2:  # noqa: PLR2004 (one and two are everywhere)
            yield f"{count.harm}|{number}"
    rare = sorted(key.words - common, key=lambda word: (-setting.rarity.get(word, 0.0), word))
    limit = load_candidates().rare_words
    shared = [word for word in rare if setting.rarity.get(word, 0.0) < setting.once]
    for word in shared[:limit]:
        yield f"{kind}|word|{word}"


def _inside_reports(keys: Sequence[ClaimKey]) -> Iterator[tuple[int, int]]:
    """Yield pairs of one kind inside one report, each with the nearest before it."""
    reports: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one, key in enumerate(keys):
        reports[key.report, kind_of(key.family)].append(one)
    reach = load_candidates().window * 2
    for members in reports.values():
        members.sort(key=lambda one: (keys[one].at, keys[one].id))
        for place, one in enumerate(members):
            for other in members[max(0, place - reach) : place]:
                yield min(one, other), max(one, other)
