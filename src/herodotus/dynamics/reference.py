"""The reference class: what followed like acts in the past that the same reports tell of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from herodotus.dynamics.answers import Section, Statement, number, plural
from herodotus.dynamics.happenings import Happening, System
from herodotus.dynamics.rates import compare_rates
from herodotus.dynamics.scenarios import Edit
from herodotus.knowledge.dynamics import load_part


def reference_class(system: System, edits: Sequence[Edit]) -> Section:
    """Say what hostile acts came after past acts of the edit's kind, against as long before."""
    settings = load_part("reference")
    statements = []
    for act in dict.fromkeys(edit.act for edit in edits):
        kinds = settings["kinds"].get(act, [])
        past = [row for row in system.happenings if row.kind in kinds and row.start is not None]
        statements.append(_say(system, act, past, days=settings["days"], least=settings["least"]))
    return Section(title="Past acts of the same kind in these reports", statements=tuple(statements))


def _say(system: System, act: str, past: Sequence[Happening], *, days: int, least: int) -> Statement:
    hostile = [
        row for row in system.happenings if row.kind in load_part("reference")["hostile"] and row.start
    ]
    before = after = 0
    for case in past:
        if case.start is None:
            continue
        span = timedelta(days=days)
        before += sum(case.start - span <= row.start < case.start for row in hostile if row.start)
        after += sum(case.start < row.start <= case.start + span for row in hostile if row.start)
    quotes = system.evidence(claim for row in past for claim in row.claims)
    if len(past) < least:
        text = (
            f"{act}: {plural(len(past), 'dated case')} in these reports, and below {least} no reference "
            "class "
            "can be given."
        )
        return Statement(text=text, quotes=quotes)
    weeks = len(past) * days / 7
    ratio = compare_rates(before, after, weeks_before=weeks, weeks_after=weeks)
    return Statement(
        text=f"{act}: after {plural(len(past), 'like case')} hostile acts were told {number(ratio.middle)} "
        f"times as often as in the {days} days before "
        f"(between {number(ratio.low)} and {number(ratio.high)} at 90 %): "
        f"{ratio.words}. That is what followed, not what it caused.",
        quotes=quotes,
    )
