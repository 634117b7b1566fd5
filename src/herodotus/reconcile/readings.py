"""Positions on a typed slot: whose will, what was agreed, who the victims were, how, what for, what state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.accounts import Account, Row, by_its_actor, names_of
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.labels import manners_exclude, status_of, verdict_of
from herodotus.reconcile.places import Agreement, agreement, is_fine
from herodotus.types import DatePrecision, EventType, Harm, Modality

_TALK = frozenset({EventType.REQUEST, EventType.AGREE, EventType.CONCEDE})
_TOLD = frozenset({Modality.ASSERTED, Modality.DENIED})
Verdict = tuple[bool, str, Account]


def _authority(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:
    """Return whose will an act was: ordered, asked for or permitted against objected to or not asked for."""
    rows = [row for one in accounts for row in _wills(one, names)]
    against = {(one.holder, one.key.report) for verdict, _, one in rows if not verdict}
    rows = [row for row in rows if not row[0] or (row[2].holder, row[2].key.report) not in against]
    orders = [row for row in rows if row[0] and row[2].key.event_type in _TALK and row[2].key.actors]
    two = any(
        left.holder != right.holder and set(left.key.actors) != set(right.key.actors)
        for (_, _, left), (_, _, right) in combinations(orders, 2)
        if left.key.family == right.key.family
    )
    return [(value, one) for _, value, one in rows] if two or len({row[0] for row in rows}) > 1 else []


def _wills(account: Account, names: Mapping[str, str]) -> Iterator[Verdict]:
    key = account.key
    if key.modality is Modality.DENIED and key.event_type in _TALK:
        yield (
            False,
            f"not {_will(key)}",
            by_its_actor(account, names),
        )
        return
    for value in sorted({slot.value for slot in key.slots if slot.name == "authority"}):
        verdict = verdict_of("authority", value)
        if verdict is None or (key.event_type in _TALK and key.modality not in _TOLD):
            continue
        who = ", ".join(names_of(key.actors, names, key.actor_names))
        text = f"{value} by {who}" if who and verdict and key.event_type in _TALK else value
        if key.modality is Modality.DENIED and not verdict:
            continue  # "did not object" is no order
        yield verdict, text, by_its_actor(account, names)


def _will(key: ClaimKey) -> str:
    """Return the word for a will by its claim: ordered, requested, authorised, agreed to."""
    wills: dict[str, str] = load_section("slots")["wills"]
    told = wills.get(key.family, wills["agreement"])
    return wills["AGREE"] if key.event_type is EventType.AGREE and key.family == "order" else told


def _agreement(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:
    """Return who says that a thing was agreed, granted or promised, and who says it was not."""
    rows = [row for one in accounts for row in _answers(one, names)]
    disputed = any(
        left[0] != right[0]
        and (left[2].holder != right[2].holder or bool(left[2].key.topics & right[2].key.topics))
        and not _other_matter(left[2], right[2])
        for left, right in combinations(rows, 2)
    )
    return [(value, one) for _, value, one in rows] if disputed else []


def _answers(account: Account, names: Mapping[str, str]) -> Iterator[Verdict]:
    key = account.key
    if key.modality not in _TOLD:
        return
    denied = key.modality is Modality.DENIED
    own = key.voice is not None and key.voice in key.actors
    values = sorted({slot.value for slot in key.slots if slot.name == "agreement"})
    for value in values:
        verdict = verdict_of("agreement", value)
        if verdict is not None:
            yield verdict != denied, f"not {value}" if denied else value, by_its_actor(account, names)
    if values:
        return
    if key.event_type is EventType.REQUEST and denied and key.speaks and not own:
        yield False, "rejected", account
    elif key.event_type in {EventType.AGREE, EventType.CONCEDE} and key.family == "agreement":
        yield not denied, "not agreed" if denied else "agreed", by_its_actor(account, names)


def _other_matter(first: Account, second: Account) -> bool:
    """Say whether the two name matters, and none is shared."""
    return bool(first.key.topics and second.key.topics) and not first.key.topics & second.key.topics


def _labels(
    accounts: Sequence[Account], name: str, reading: Callable[[str], str | None]
) -> list[tuple[str, str, Account]]:
    found = []
    for one in accounts:
        for value in sorted({slot.value for slot in one.key.slots if slot.name == name}):
            kind = reading(value)
            if kind is not None:
                found.append((kind, value, one))
    return found


def apart(rows: Sequence[Row], excludes: Callable[[str, str], bool]) -> bool:
    """Say whether two holders give values that exclude each other, and neither gives the other's as well."""
    held: dict[str, set[str]] = {}
    for value, one in rows:
        held.setdefault(one.holder, set()).add(value)
    return any(
        excludes(value, other) and other not in held[mine] and value not in held[theirs]
        for (mine, values), (theirs, others) in combinations(sorted(held.items()), 2)
        for value in sorted(values)
        for other in sorted(others)
    )


def _status(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:  # noqa: ARG001 (one signature)
    """Return what the same victims are called where the labels exclude each other."""
    found = [(kind, one) for kind, _, one in _labels(accounts, "status", status_of)]
    for one in accounts:
        harmed = any(count.harm in {Harm.KILLED, Harm.INJURED} for count in one.key.counts)
        if harmed or one.key.event_type is EventType.ASSAULT:
            found += [(kind, one) for head in one.key.heads if (kind := status_of(head)) is not None]
    return found if apart(found, lambda left, right: {left, right} == {"civilian", "fighter"}) else []


def _manner(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:  # noqa: ARG001 (one signature)
    """Return how it was done, where two ways exclude each other."""
    rows = [(value, one) for _, value, one in _labels(accounts, "manner", lambda value: value)]
    return rows if apart(rows, manners_exclude) else []


def _purpose(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:  # noqa: ARG001 (one signature)
    """Return purposes of which one is called the real one against one that is only claimed."""
    claimed = set(load_section("slots")["purpose_claimed"])
    rows = list(_purposes(accounts))
    texts: dict[bool, str] = {}
    for value, words, _ in sorted(rows, key=lambda row: (not row[1], row[0], row[1], row[2].key.id)):
        texts.setdefault(value in claimed, f"{value}: {words}" if words else value)
    return [(texts[value in claimed], one) for value, _, one in rows] if len(texts) > 1 else []


def _purposes(accounts: Sequence[Account]) -> Iterator[tuple[str, str, Account]]:
    for one in accounts:
        for slot in one.key.slots:
            if slot.name == "purpose":
                start, end = slot.start - one.key.start, slot.end - one.key.start
                words = one.key.quote[start:end] if 0 <= start < end <= len(one.key.quote) else ""
                yield slot.value, " ".join(words.split()), one


def _state(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:  # noqa: ARG001 (one signature)
    """Return a state that one claim gives and another calls untrue ("calm", "not calm")."""
    rows = [(slot.value, one) for one in accounts for slot in one.key.slots if slot.name == "state"]
    values = {value for value, _ in rows}
    disputed = {value for value in values if f"not {value.removeprefix('not ')}" in values} & {
        value for value in values if value.removeprefix("not ") in values
    }
    return [row for row in rows if row[0] in disputed]


def _place(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:  # noqa: ARG001 (one signature)
    """Return places of which one is not in or near the other."""
    placed = {one.key.place.name: one.key.place for one in accounts if one.key.place is not None}
    rows = [
        (one.key.place.name, one)
        for one in accounts
        if one.key.place is not None
        and one.key.placed
        and is_fine(one.key.place)
        and one.key.modality is Modality.ASSERTED
    ]
    return (
        rows
        if apart(rows, lambda left, right: agreement(placed[left], placed[right]) is Agreement.APART)
        else []
    )


def _time(accounts: Sequence[Account], names: Mapping[str, str]) -> list[Row]:  # noqa: ARG001 (one signature)
    """Return days that cannot be one, told by two holders: no night between two dates explains them."""
    rows: list[Row] = []
    spans: dict[str, tuple[int, int]] = {}
    for one in accounts:
        time, days = one.key.time, one.key.days
        exact = time is not None and time.precision in {DatePrecision.DAY, DatePrecision.DAYS}
        if (
            time is not None
            and days is not None
            and exact
            and one.key.dated
            and one.key.modality is Modality.ASSERTED
        ):
            value = str(time.start) if time.start == time.end else f"{time.start} to {time.end}"
            spans[value] = days
            rows.append((value, one))
    slack = load_section("slots")["time_slack"]
    return rows if apart(rows, lambda left, right: _gap(spans[left], spans[right]) > slack) else []


def _gap(first: tuple[int, int], second: tuple[int, int]) -> int:
    return max(first[0], second[0]) - min(first[1], second[1])


READINGS: Mapping[str, Callable[[Sequence[Account], Mapping[str, str]], list[Row]]] = {
    "authority": _authority,
    "agreement": _agreement,
    "status": _status,
    "manner": _manner,
    "purpose": _purpose,
    "state": _state,
    "place": _place,
    "time": _time,
}
"""Slot -> the rows of its positions; none where nothing is disputed."""
