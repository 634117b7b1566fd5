"""Two claims, one happening? A sum of named parts that a person can read, after a list of vetoes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import log, sqrt

from herodotus.knowledge.reconcile import load_families, load_join, load_weights, load_windows
from herodotus.reconcile.keys import ClaimKey, telling_heads
from herodotus.reconcile.places import Agreement, agreement
from herodotus.reconcile.sides import sides_of
from herodotus.reconcile.vetoes import Setting, days_apart, killed_once, vetoed
from herodotus.types import Act, Modality

_FACTS = frozenset({Modality.ASSERTED, Modality.DENIED})
_DOUBTING = frozenset(
    {Act.ASSERT.value, Act.ACCUSE.value, Act.DISTANCE.value, Act.EVIDENCE.value, Act.CONFIRM.value}
)
"""What a voice does where it tells of a doubted deed, rather than fears or hopes for one to come."""


def rarity_of_words(keys: Iterable[ClaimKey]) -> dict[str, float]:
    """Return word -> weight: the rarer among the claims, the heavier (inverse document frequency)."""
    counts: Counter[str] = Counter()
    total = 0
    for key in keys:
        total += 1
        counts.update(key.words)
    return {word: rarity_of(seen, total=total) for word, seen in counts.items()}


def rarity_of(seen: int, *, total: int) -> float:
    """Return the weight of a word that `seen` of `total` claims have."""
    return log(1.0 + total / seen)


def kinship(first: str, second: str) -> float:
    """Return 1 for one family, the stated share for kin, else 0."""
    if first == second:
        return 1.0
    return load_families().kin.get((min(first, second), max(first, second)), 0.0)


def parts(first: ClaimKey, second: ClaimKey, *, setting: Setting) -> Iterator[tuple[str, float]]:
    """Yield the named parts of the score; unknown values yield nothing."""
    weights = load_weights()
    kin = kinship(first.family, second.family)
    yield ("family", weights.family * kin) if kin else ("unlike", weights.unlike)
    if first.word == second.word:
        yield "word", weights.word
    if _is_told(first) != _is_told(second):
        yield "other modality", weights.other_modality
    elif Modality.SPECULATED in {first.modality, second.modality} and first.modality != second.modality:
        yield "doubted", weights.doubted
    talk = first.family in load_families().talk and second.family in load_families().talk
    if talk:
        yield _matter(first, second)
    yield from _people(first, second, setting, talk=talk)
    told = tuple(_where_and_when(first, second, setting, talk=talk))
    if killed_once(first, second, setting):
        yield "one death", weights.one_death
        told = tuple((name, value) for name, value in told if value > 0)
    yield from told
    yield from _numbers(first, second)
    cosine = wording(first, second, setting=setting)
    if cosine > 0:
        yield "wording", weights.words * cosine
    if first.report == second.report:
        yield from _nearness(first, second)
    elif (min(first.report, second.report), max(first.report, second.report)) in setting.copies:
        yield "copy", weights.copy
    if first.report != second.report:
        alike = setting.likeness(first.report, second.report) - load_join().likeness
        if alike > 0:
            yield ("one story" if alike >= load_join().one_story else "reports"), weights.reports * alike


def _matter(first: ClaimKey, second: ClaimKey) -> tuple[str, float]:
    """Return what two words of talk share: one matter, a taking up ("no such promise"), mostly nothing."""
    weights = load_weights()
    if first.topics & second.topics:
        return "topic", weights.topic
    later = max(first, second, key=lambda key: key.at)
    if first.report == second.report and later.definite and kinship(first.family, second.family) > 0:
        return "taken up", 0.0
    return "talk", weights.talk


def _is_told(key: ClaimKey) -> bool:
    """Say whether a claim tells of a fact, if only of a doubted one ("allegedly abducted")."""
    return (
        key.modality in _FACTS
        or (key.modality is Modality.SPECULATED and key.act in _DOUBTING)
        or (key.modality is Modality.REQUESTED and not key.unreal)
    )


def score(first: ClaimKey, second: ClaimKey, *, setting: Setting) -> float:
    """Return the sum of the parts; 0 where a veto holds or, between reports, too little agrees."""
    if vetoed(first, second, setting=setting):
        return 0.0
    found = tuple(parts(first, second, setting=setting))
    total = sum(value for _, value in found)
    alike = len(first.victims & second.victims) > 1 and any(
        name in {"reports", "one story"} for name, _ in found
    )
    anchors = _anchors(found) + alike
    if first.report != second.report and anchors < load_join().anchors:
        return min(total, load_join().across * load_join().average * 0.9)
    return max(total, 0.0)


def threshold(first: ClaimKey, second: ClaimKey) -> float:
    """Return the score from which the two are joined."""
    return load_join().inside if first.report == second.report else load_join().across


def _anchors(found: tuple[tuple[str, float], ...]) -> int:
    weights, join = load_weights(), load_join()
    strong = load_join().strong
    return sum(
        name in strong or (name == "wording" and value >= weights.words * join.words_anchor)
        for name, value in found
    )


def _people(
    first: ClaimKey, second: ClaimKey, setting: Setting, *, talk: bool
) -> Iterator[tuple[str, float]]:
    weights, inside = load_weights(), first.report == second.report
    actors, others = set(first.actors), set(second.actors)
    if actors & others:
        yield "actor", weights.actor
    elif sides_of(actors, setting.sides) & sides_of(others, setting.sides):
        yield "side", weights.side
    elif (actors & set(second.recipients)) or (others & set(first.recipients)):
        yield "swapped", weights.swapped
    elif actors & setting.known and others & setting.known:
        yield ("strangers", weights.strangers) if not inside else ("other people", weights.other_people)
    recipients, more = set(first.recipients), set(second.recipients)
    if recipients & more:
        yield "recipient", weights.recipient
    elif sides_of(recipients, setting.sides) & sides_of(more, setting.sides):
        yield "side", weights.side
    elif first.victims & second.victims:
        yield "told victims", weights.told_victims
    elif telling_heads(first) & telling_heads(second):
        yield "victims", weights.victims
    elif inside and recipients and more and not talk:
        yield "other people", weights.other_people


def _where_and_when(
    first: ClaimKey, second: ClaimKey, setting: Setting, *, talk: bool
) -> Iterator[tuple[str, float]]:
    weights, windows = load_weights(), load_windows()
    part = weights.talk_place if talk else 1.0
    where = agreement(first.place, second.place)
    if where is Agreement.SAME:
        yield "place", weights.place * part
    elif where is Agreement.WITHIN:
        yield "within", weights.within * part
    elif where is Agreement.LAND:
        yield "land", weights.land
    elif where is Agreement.APART:
        yield "elsewhere", weights.elsewhere
    elif first.report != second.report and _around(first, second, setting):
        yield "around", weights.around * part
    if days_apart(first, second, setting=setting):
        yield "another day", weights.another_day
    elif first.days is not None and second.days is not None:
        yield _time_part(first, second)
        return
    left, right = setting.now.get(first.report), setting.now.get(second.report)
    if first.report != second.report and left is not None and right is not None:
        apart = abs(left - right)
        if apart <= windows.published_days:
            yield "published", weights.published
        elif apart > windows.distant_days:
            yield "distant", weights.distant
        elif apart > windows.follow_days:
            yield "weeks between", weights.weeks_between


def _around(first: ClaimKey, second: ClaimKey, setting: Setting) -> bool:
    """Say whether one names no place, and its report speaks there of the other's town."""
    left, right = (key.place or setting.around.get(key.id) for key in (first, second))
    stated = first.place is not None or second.place is not None
    return stated and agreement(left, right) is Agreement.SAME


def _time_part(first: ClaimKey, second: ClaimKey) -> tuple[str, float]:
    """Return what overlapping times are worth: the coarser of the two decides."""
    weights = load_weights()
    assert first.days is not None
    assert second.days is not None
    span = max(first.days[1] - first.days[0], second.days[1] - second.days[0])
    for name, limit, value in (
        ("day", 1, weights.day),
        ("week", 8, weights.week),
        ("month", 31, weights.month),
    ):
        if span <= limit:
            return name, value
    return "year", weights.year


def _numbers(first: ClaimKey, second: ClaimKey) -> Iterator[tuple[str, float]]:
    weights = load_weights()
    for left in first.counts:
        for right in second.counts:
            if left.harm != right.harm or left.scope != right.scope:
                continue
            mine, other = (
                quantity.best or quantity.low or quantity.high for quantity in (left.quantity, right.quantity)
            )
            if mine is None or other is None or max(mine, other) < 3:  # noqa: PLR2004 (one and two are everywhere)
                continue
            ratio = min(mine, other) / max(mine, other)
            if ratio == 1:
                yield "count", weights.count
            elif ratio >= 0.7:  # noqa: PLR2004 (a toll that grew)
                yield "count near", weights.count_near
            elif ratio < 0.25:  # noqa: PLR2004 (no revision explains it)
                yield "count far", weights.count_far
            return


def wording(first: ClaimKey, second: ClaimKey, *, setting: Setting) -> float:
    """Return the cosine of the two evidence clauses' words, rare words heavier."""
    shared = first.words & second.words
    if not shared:
        return 0.0
    rarity = setting.rarity
    weight = sum(rarity.get(word, 1.0) ** 2 for word in shared)
    return weight / (_norm(first, setting) * _norm(second, setting))


def _norm(key: ClaimKey, setting: Setting) -> float:
    known = setting.norms.get(key.id)
    if known is None:
        known = setting.norms[key.id] = (
            sqrt(sum(setting.rarity.get(word, 1.0) ** 2 for word in key.words)) or 1.0
        )
    return known


def _nearness(first: ClaimKey, second: ClaimKey) -> Iterator[tuple[str, float]]:
    weights, windows = load_weights(), load_windows()
    if first.start < second.end and second.start < first.end:
        yield "sentence", weights.sentence
    elif abs(first.at - second.at) <= windows.near_characters:
        yield "near", weights.near
    later = max(first, second, key=lambda key: key.at)
    if later.definite and kinship(first.family, second.family) > 0:
        yield "definite", weights.definite
