"""Where the claims of one event exclude each other: typed slots, each position with its holders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.accounts import Account, names_of, positions
from herodotus.reconcile.compare import kinship
from herodotus.reconcile.labels import manners_exclude, status_of, verdict_of
from herodotus.reconcile.tolls import Figure, figures, lowest, toll_positions
from herodotus.types import Disagreement, EventType, Harm, Modality, Position

Row = tuple[str, Account]
_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
_POSITIONS = frozenset({EventType.REJECT, EventType.ACCUSE, EventType.AGREE, EventType.REQUEST})


def disagreements(
    accounts: Sequence[Account],
    *,
    names: Mapping[str, str],
    sides: Mapping[str, str],
) -> tuple[Disagreement, ...]:
    """Return what the claims of one event dispute, by field; one report with two voices is enough.

    `names` Actor id -> name; `sides` Actor id -> side. Silence is no position.
    """
    happened, denials = _happened(accounts, names)
    found = [_counts(accounts, harm) for harm in Harm]
    found += [happened, _agents(accounts, names, sides, denials)]
    found += [_slot(accounts, "authority", names), _slot(accounts, "agreement", names)]
    found += [_status(accounts), _manner(accounts), _purpose(accounts), _state(accounts)]
    kept = [one for one in found if one is not None]
    return tuple(sorted(kept, key=lambda one: (-len(one.positions), one.field)))


def question_for(field: str) -> str:
    """Return the plain question that a field answers."""
    return str(load_section("questions").get(field, f"What is true of its {field}?"))


def _make(field: str, held: Sequence[Position]) -> Disagreement | None:
    if len(held) < 2:  # noqa: PLR2004 (it takes two)
        return None
    return Disagreement(field=field, question=question_for(field), positions=tuple(held))


def _counts(accounts: Sequence[Account], harm: Harm) -> Disagreement | None:
    """Return figures that cannot both be: disjoint intervals of one group, and no mere update."""
    rows = figures(accounts, harm=harm)
    disputed = any(_figures_exclude(first, second) for first, second in combinations(rows, 2))
    return _make(harm.value, toll_positions(rows)) if disputed else None


def _figures_exclude(first: Figure, second: Figure) -> bool:
    (left, mine), (right, other) = first, second
    if left.group != right.group or mine.key.id == other.key.id:
        return False
    low, high = lowest(left) or 0, left.quantity.high
    least, most = lowest(right) or 0, right.quantity.high
    if (most is None or low <= most) and (high is None or least <= high):
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


def _happened(accounts: Sequence[Account], names: Mapping[str, str]) -> tuple[Disagreement | None, list[Row]]:
    """Return who says it happened and who denies it, and the denials of one's own part (about the agent)."""
    asserted = [one for one in accounts if one.key.modality is Modality.ASSERTED]
    rows: list[Row] = []
    agents: list[Row] = []
    for no in (one for one in accounts if one.key.modality is Modality.DENIED):
        kin = [
            yes for yes in asserted if kinship(no.key.family, yes.key.family) > 0 and yes.holder != no.holder
        ]
        accused = [yes for yes in kin if set(yes.key.actors) & _denied_agents(no)]
        others = [yes for yes in kin if yes.key.actors and not set(yes.key.actors) & _denied_agents(no)]
        if no.key.actors and accused and (len(kin) > len(accused) or others):
            agents += [(", ".join(_people(yes, names)), yes) for yes in accused] + [(_denial(no, names), no)]
        elif accused or (no.key.event_type in _VIOLENT and not (no.key.actors and others)):
            rows += [("happened", yes) for yes in accused or kin] + (
                [(_denial(no, names), no)] if kin else []
            )
    return _make("happened", positions(rows)), agents


def _denied_agents(account: Account) -> set[str]:
    """Return whose deed is denied: those named, else the voice, who denies for himself."""
    return set(account.key.actors) or ({account.key.voice} if account.key.voice else set())


def _people(account: Account, names: Mapping[str, str]) -> tuple[str, ...]:
    return names_of(account.key.actors, names, account.key.actor_names)


def _denial(account: Account, names: Mapping[str, str]) -> str:
    who = _people(account, names)
    return "did not happen" if not who else f"not by {', '.join(who)}"


def _agents(
    accounts: Sequence[Account],
    names: Mapping[str, str],
    sides: Mapping[str, str],
    denials: Sequence[Row],
) -> Disagreement | None:
    """Return named perpetrators that are neither equal nor of one side, and who denies to be one."""
    rows: list[Row] = []
    for one in accounts:
        key = one.key
        known = [actor for actor in key.actors if actor in names]
        if (
            key.event_type in _VIOLENT
            and key.modality is Modality.ASSERTED
            and known
            and key.family != "clash"
        ):
            rows.append((", ".join(names_of(known, names, ())), one))
    if not denials and not any(
        _strangers(first[1], second[1], sides) for first, second in combinations(rows, 2)
    ):
        return None
    return _make("agent", positions([*rows, *denials]))


def _strangers(first: Account, second: Account, sides: Mapping[str, str]) -> bool:
    left, right = set(first.key.actors), set(second.key.actors)
    if left & right or {sides.get(one) for one in left} & {sides.get(one) for one in right} - {None}:
        return False
    turned = bool(left & set(second.key.recipients)) or bool(right & set(first.key.recipients))
    if turned and first.holder == second.holder:
        return False  # one voice tells of both sides' blows
    return kinship(first.key.family, second.key.family) > 0


def _slot(accounts: Sequence[Account], name: str, names: Mapping[str, str]) -> Disagreement | None:
    """Return the positions of a yes-or-no slot (authority, agreement)."""
    rows: list[Row] = []
    sides: set[bool] = set()
    for one in accounts:
        for value in sorted({slot.value for slot in one.key.slots if slot.name == name}):
            verdict = verdict_of(name, value)
            if verdict is not None:
                sides.add(verdict)
                rows.append((value, _by_its_actor(one, names)))
    return _make(name, positions(rows)) if len(sides) > 1 else None


def _by_its_actor(account: Account, names: Mapping[str, str]) -> Account:
    """Return a position as held by whoever takes it: "X objected" is X's, whoever tells it."""
    taken = account.key.event_type in _POSITIONS and not account.party
    who = _people(account, names) if taken else ()
    return replace(account, holder=", ".join(who)) if who else account


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


def _status(accounts: Sequence[Account]) -> Disagreement | None:
    """Return what the same victims are called where the labels exclude each other."""
    found = _labels(accounts, "status", status_of)
    for one in accounts:
        if (
            any(count.harm in {Harm.KILLED, Harm.INJURED} for count in one.key.counts)
            or one.key.event_type is EventType.ASSAULT
        ):
            found += [(kind, kind, one) for head in one.key.heads if (kind := status_of(head)) is not None]
    kinds = {kind for kind, _, _ in found}
    if not {"civilian", "fighter"} <= kinds:
        return None
    mine: dict[str, set[str]] = {}
    for kind, _, one in found:
        mine.setdefault(kind, set()).add(one.holder)
    if not (mine["civilian"] - mine["fighter"] or mine["fighter"] - mine["civilian"]):
        return None
    return _make("status", positions((kind, one) for kind, _, one in found))


def _manner(accounts: Sequence[Account]) -> Disagreement | None:
    rows = [(value, one) for _, value, one in _labels(accounts, "manner", lambda value: value)]
    disputed = any(
        manners_exclude(first[0], second[0]) and first[1].key.id != second[1].key.id
        for first, second in combinations(rows, 2)
    )
    return _make("manner", positions(rows)) if disputed else None


def _purpose(accounts: Sequence[Account]) -> Disagreement | None:
    """Return purposes of which one is called the real one against one that is only claimed."""
    claimed = set(load_section("slots")["purpose_claimed"])
    rows = list(_purposes(accounts))
    texts: dict[bool, str] = {}
    for value, words, _ in sorted(rows, key=lambda row: (not row[1], row[0], row[1], row[2].key.id)):
        texts.setdefault(value in claimed, f"{value}: {words}" if words else value)
    return _make("purpose", positions((texts[value in claimed], one) for value, _, one in rows))


def _purposes(accounts: Sequence[Account]) -> Iterator[tuple[str, str, Account]]:
    for one in accounts:
        for slot in one.key.slots:
            if slot.name == "purpose":
                start, end = slot.start - one.key.start, slot.end - one.key.start
                words = one.key.quote[start:end] if 0 <= start < end <= len(one.key.quote) else ""
                yield slot.value, " ".join(words.split()), one


def _state(accounts: Sequence[Account]) -> Disagreement | None:
    """Return a state that one claim gives and another calls untrue ("calm", "not calm")."""
    rows = [(slot.value, one) for one in accounts for slot in one.key.slots if slot.name == "state"]
    values = {value for value, _ in rows}
    disputed = {value for value in values if f"not {value.removeprefix('not ')}" in values} & {
        value for value in values if value.removeprefix("not ") in values
    }
    return _make("state", positions(row for row in rows if row[0] in disputed))
