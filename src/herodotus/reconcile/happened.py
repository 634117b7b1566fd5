"""Did it happen, and by whose hand: assertions against denials, perpetrators against one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.accounts import Account, Row, by_its_actor, names_of
from herodotus.reconcile.compare import kinship
from herodotus.reconcile.denials import DEEDS, is_denial
from herodotus.reconcile.labels import status_of
from herodotus.reconcile.sides import sides_of
from herodotus.types import EventType, Modality

_NOT_BY = "not by "
_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})


def happened(accounts: Sequence[Account], names: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    """Return who says it happened and who denies it, and the denials of one's own part (about the agent)."""
    asserted = [one for one in accounts if one.key.modality is Modality.ASSERTED]
    rows: list[Row] = []
    agents: list[Row] = []
    for no in (one for one in accounts if one.key.modality is Modality.DENIED):
        kin = _answered(no, asserted)
        accused = [yes for yes in kin if set(yes.key.actors) & _denied_agents(no)]
        others = [yes for yes in kin if yes.key.actors and not set(yes.key.actors) & _denied_agents(no)]
        if no.key.actors and accused and (len(kin) > len(accused) or others):
            agents += [(", ".join(_people(yes, names)), yes) for yes in accused] + [(_denial(no, names), no)]
        elif accused or (no.key.event_type in DEEDS and not (no.key.actors and others and _is_violent(no))):
            silent = [yes for yes in kin if not yes.key.actors] if not no.key.actors else []
            rows += [("happened", yes) for yes in ([*accused, *silent] if accused else kin)] + (
                [(_denial(no, names), no)] if kin else []
            )
    rows += _called_untrue(accounts, asserted, names)
    return rows if len({value for value, _ in rows}) > 1 else [], agents


def _answered(no: Account, asserted: Sequence[Account]) -> list[Account]:
    """Return the assertions that a denial answers: the nearest in kind, by other voices."""
    kin = {yes.key.id: kinship(no.key.family, yes.key.family) for yes in asserted if yes.holder != no.holder}
    best = max(kin.values(), default=0.0)
    least = max(best - load_section("denials")["slack"], load_section("denials")["kin"])
    found = [yes for yes in asserted if kin.get(yes.key.id, 0.0) >= least]
    # Who denies that captives were executed says nothing of the dead of the battle that his report tells.
    same = {yes.key.id for yes in found if yes.key.word == no.key.word or _share_people(yes, no)}
    return [yes for yes in found if not same or yes.key.id in same or yes.key.report != no.key.report]


def _share_people(first: Account, second: Account) -> bool:
    """Say whether one doer did it, or it befell one person."""
    return bool(set(first.key.recipients) & set(second.key.recipients)) or bool(
        set(first.key.actors) & set(second.key.actors)
    )


def _is_violent(account: Account) -> bool:
    return account.key.event_type in _VIOLENT


def _called_untrue(
    accounts: Sequence[Account], asserted: Sequence[Account], names: Mapping[str, str]
) -> list[Row]:
    """Return deeds against those who call the charge a lie, reject it or deny it, naming no deed."""
    rows: list[Row] = []
    deeds = [yes for yes in asserted if yes.key.event_type in DEEDS]
    own = {
        (one.key.report, actor)
        for one in accounts
        if one.key.modality is Modality.DENIED
        for actor in _denied_agents(one)
    }
    bare = (one for one in accounts if is_denial(one.key))
    for no in (
        by_its_actor(one, names)
        for one in bare
        if not own & {(one.key.report, who) for who in one.key.actors}
    ):
        told = [yes for yes in deeds if yes.holder != no.holder]
        doers = [yes for yes in told if set(yes.key.actors) & set(no.key.actors)]
        if told:
            rows += [("happened", yes) for yes in doers or told] + [("did not happen", no)]
    return rows


def _denied_agents(account: Account) -> set[str]:
    """Return whose deed is denied: those named, else the voice, who denies for himself."""
    return set(account.key.actors) or ({account.key.voice} if account.key.voice else set())


def _people(account: Account, names: Mapping[str, str]) -> tuple[str, ...]:
    return names_of(account.key.actors, names, account.key.actor_names)


def _denial(account: Account, names: Mapping[str, str]) -> str:
    who = _people(account, names)
    return "did not happen" if not who else _NOT_BY + ", ".join(who)


def agents(
    accounts: Sequence[Account],
    names: Mapping[str, str],
    sides: Mapping[str, str],
    denials: Sequence[Row],
) -> list[Row]:
    """Return named perpetrators that are neither equal nor of one side, and who denies to be one."""
    rows: list[Row] = []
    for one in accounts:
        key = one.key
        known = [actor for actor in key.actors if actor in names]
        told = key.event_type in _VIOLENT and key.modality is Modality.ASSERTED
        if told and known and key.family != "clash":
            rows.append((", ".join(names_of(known, names, ())), one))
    disputed = any(_strangers(first[1], second[1], sides) for first, second in combinations(rows, 2))
    return _one_name_a_side([*rows, *denials], sides) if denials or disputed else []


def _one_name_a_side(rows: Sequence[Row], sides: Mapping[str, str]) -> list[Row]:
    """Return the rows with one name for each side: a state's troops and its army are one position."""
    names: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
    for value, one in rows:
        names[sides_of(one.key.actors, sides)][value.removeprefix(_NOT_BY)] += 1
    first = {side: min(found, key=lambda name: (-found[name], name)) for side, found in names.items() if side}
    return [
        (
            (_NOT_BY if value.startswith(_NOT_BY) else "")
            + first.get(sides_of(one.key.actors, sides), value.removeprefix(_NOT_BY)),
            one,
        )
        for value, one in rows
    ]


def _strangers(first: Account, second: Account, sides: Mapping[str, str]) -> bool:
    left, right = set(first.key.actors), set(second.key.actors)
    if left & right or {sides.get(one) for one in left} & {sides.get(one) for one in right} - {None}:
        return False
    hurt, others = ({status_of(head) for head in one.key.heads} - {None} for one in (first, second))
    if hurt and others and not hurt & others:
        return False  # the army's dead and the rebels' dead have their own doers
    turned = bool(left & set(second.key.recipients)) or bool(right & set(first.key.recipients))
    if turned and first.holder == second.holder:
        return False  # one voice tells of both sides' blows
    return kinship(first.key.family, second.key.family) > 0
