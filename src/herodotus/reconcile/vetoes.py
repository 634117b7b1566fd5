"""What keeps two claims apart whatever else agrees: days, places, scopes, and what never happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from herodotus.knowledge.reconcile import load_section, load_windows
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.places import Agreement, agreement
from herodotus.types import DatePrecision, Place, Scope

_SLACK = {
    DatePrecision.DAY: 1,
    DatePrecision.DAYS: 1,
    DatePrecision.WEEK: 3,
    DatePrecision.MONTH: 7,
    DatePrecision.YEAR: 31,
}
"""Days by which a stated time may be off: time zones, "overnight", "early this week"."""


def _strange(first: str, second: str) -> float:  # noqa: ARG001 (the form of a likeness)
    return 0.0


@dataclass(slots=True)
class Setting:
    """What a comparison needs beside the two claims: sides, reports' days, copies, rarity of words.

    `known`: the Actors; beside them a report's "gunmen" are nobody's strangers. `around`: claim without
    a place -> the place of which its report speaks there.
    """

    sides: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, int] = field(default_factory=dict)
    copies: frozenset[tuple[str, str]] = frozenset()
    rarity: Mapping[str, float] = field(default_factory=dict)
    once: float = 99.0
    known: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    likeness: Callable[[str, str], float] = _strange
    around: Mapping[str, Place] = field(default_factory=dict)
    norms: dict[str, float] = field(default_factory=dict)


def vetoed(first: ClaimKey, second: ClaimKey, *, setting: Setting) -> bool:
    """Say whether the two cannot be one happening, whatever else agrees.

    Nobody is killed twice: of one person's death, day and place may be in dispute.
    """
    if killed_once(first, second, setting):
        return first.unreal != second.unreal
    if days_apart(first, second, setting=setting, only_own=True) or _background_apart(first, second, setting):
        return True
    if first.unreal != second.unreal:
        return True
    where = agreement(first.place, second.place)
    return (where is Agreement.APART and both_say(first, second, "placed")) or _scopes_apart(first, second)


def both_say(first: ClaimKey, second: ClaimKey, what: str) -> bool:
    """Say whether two clauses say themselves where (or when); within one report, its own order is enough."""
    return first.report == second.report or (getattr(first, what) and getattr(second, what))


def killed_once(first: ClaimKey, second: ClaimKey, setting: Setting) -> bool:
    """Say whether both tell of the killing of one named person, in times that may be one."""
    victims = set(first.recipients) & set(second.recipients) & setting.persons
    if not victims or not first.family == second.family == "killing":
        return False
    if first.days is None or second.days is None:
        return True
    gap = max(first.days[0], second.days[0]) - min(first.days[1], second.days[1])
    return gap <= load_windows().death_days


def days_apart(first: ClaimKey, second: ClaimKey, *, setting: Setting, only_own: bool = False) -> bool:
    """Say whether two times cannot be one; `only_own`: those taken over from elsewhere must be far off.

    The report's own day, taken over, is as often the day on which somebody spoke: it excludes nothing.
    """
    if first.days is None or second.days is None or _of_report(first, setting) or _of_report(second, setting):
        return False
    gap = max(first.days[0], second.days[0]) - min(first.days[1], second.days[1])
    slack = max(_slack(first), _slack(second))
    if only_own and not both_say(first, second, "dated"):
        slack += load_windows().taken_over_days
    return gap > slack


def _of_report(key: ClaimKey, setting: Setting) -> bool:
    now = setting.now.get(key.report)
    return not key.dated and key.days is not None and now is not None and abs(key.days[1] - now) <= 1


def _slack(key: ClaimKey) -> int:
    precision = key.time.precision if key.time is not None else None
    return _SLACK.get(precision, 366) if precision is not None else 1


def _background_apart(first: ClaimKey, second: ClaimKey, setting: Setting) -> bool:
    """Say whether one tells of a time long before the report in which the other stands undated."""
    if first.report == second.report and _touch(first, second):
        return False
    for dated, other in ((first, second), (second, first)):
        if dated.days is None or other.days is not None:
            continue
        now = setting.now.get(other.report)
        if now is not None and now - dated.days[1] > load_windows().distant_days:
            return True
    return False


def _touch(first: ClaimKey, second: ClaimKey) -> bool:
    """Say whether two clauses of one report overlap or stand side by side."""
    return max(first.start, second.start) - min(first.end, second.end) <= load_windows().side_by_side


def _scopes_apart(first: ClaimKey, second: ClaimKey) -> bool:
    """Say whether one counts a whole period or war and the other tells of one happening."""
    wide = {Scope.CUMULATIVE, Scope.PERIOD}
    left, right = ({count.scope for count in key.counts} for key in (first, second))
    if left and right:
        return (left <= wide) != (right <= wide)
    sums = [key for key, scopes in ((first, left), (second, right)) if scopes and scopes <= wide]
    others = [key for key, scopes in ((first, left), (second, right)) if not scopes]
    return bool(sums and others) and others[0].family not in load_section("stances")["no_act"]
