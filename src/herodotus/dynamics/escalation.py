"""Escalation in words: how often, did it change, does one act set off others, and what so few cannot show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain

import numpy as np

from herodotus.dynamics.answers import Answer, Section, Statement, number, odds, plural
from herodotus.dynamics.drawing import draw_intervals
from herodotus.dynamics.folding import fold_retellings
from herodotus.dynamics.happenings import Happening, System, spread_days
from herodotus.dynamics.hawkes import Excited, timed
from herodotus.dynamics.hawkes_fit import fit
from herodotus.dynamics.rates import compare_rates, estimate_rate
from herodotus.dynamics.series import LEVELS, Counted, count
from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part

COLUMNS = ("what", "events", "a week", "90 % interval")


def describe_escalation(system: System, *, split: str | None = None, by: str = "province") -> Answer:
    """Say how often things happened, whether that changed at `split`, and whether acts set off others."""
    groups = dict.fromkeys(("country", by, "pair", "kind"))
    counted = {group: count(system, by=group) for group in groups}
    dated = [row for row in system.happenings if row.start is not None]
    sections = [_rates_section(system, counted[group]) for group in groups if counted[group].series]
    whole = count(system, by="all")
    if len(whole.starts) > 1:
        sections.append(_change_section(system, dated, split=split))
    enough = len(dated) >= load_part("escalation")["least_events"]
    if enough:
        sections.append(_contagion_section(system, dated, by=by))
    return Answer(
        title=f"Escalation, according to {system.label}",
        sections=tuple(sections),
        assumptions=_assumptions(enough=enough),
        not_identified=_not_identified(system, whole, dated=len(dated), enough=enough),
        settings=(("split", split or "the middle of the span"), ("interval", "90 %"), ("by", by)),
    )


def _rates_section(system: System, counted: Counted) -> Section:
    weeks = float(len(counted.starts))
    ordered = sorted(counted.series, key=lambda one: (-one.counts.sum(), one.name))
    shown = ordered[: load_part("escalation")["most_rows"]]
    rates = [estimate_rate(int(one.counts.sum()), weeks=weeks) for one in shown]
    statements = tuple(
        Statement(
            text=f"{one.name}: {plural(rate.events, 'event')} in {plural(int(weeks), 'week')}; "
            f"{number(rate.middle)} a week, between {number(rate.low)} and {number(rate.high)} at 90 %.",
            quotes=system.evidence(dict.fromkeys(chain.from_iterable(one.claims))),
        )
        for one, rate in zip(shown, rates, strict=True)
    )
    left = len(ordered) - len(shown)
    title = f"Rates by {counted.by}" + (f" (the first {len(shown)} of {len(ordered)})" if left else "")
    rows = [(one.name, rate) for one, rate in zip(shown, rates, strict=True)]
    return Section(
        title=title,
        statements=statements,
        columns=COLUMNS,
        rows=tuple(
            (name, str(rate.events), number(rate.middle), f"{number(rate.low)} to {number(rate.high)}")
            for name, rate in rows
        ),
        figures=(
            draw_intervals(
                [(name, rate.low, rate.middle, rate.high) for name, rate in rows],
                title=f"Events a week by {counted.by}, with 90 % intervals",
                mark=None,
            ),
        ),
    )


def _change_section(system: System, dated: Sequence[Happening], *, split: str | None) -> Section:
    """Compare the time before and after `split`, for all events and for the kinds that hold most."""
    days = sorted(row.start for row in dated if row.start)
    at = _split(days, split=split)
    weeks = ((at - days[0]).days / 7, ((days[-1] - at).days + 1) / 7)
    kinds = sorted({row.kind for row in dated}, key=lambda kind: -sum(row.kind == kind for row in dated))
    statements = []
    for kind in ("all", *kinds[:4]):
        rows = [row for row in dated if kind in ("all", row.kind)]
        before = sum(row.start < at for row in rows if row.start)
        ratio = compare_rates(before, len(rows) - before, weeks_before=weeks[0], weeks_after=weeks[1])
        sure = f"; more in {odds(ratio.more)}" if ratio.words.startswith("no") else ""
        statements.append(
            Statement(
                text=f"{'All events' if kind == 'all' else kind}: {ratio.words} after {at.isoformat()} than "
                f"before ({ratio.after} against {ratio.before}; {number(ratio.middle)} times as often, "
                "between "
                f"{number(ratio.low)} and {number(ratio.high)} at 90 %{sure}); {ratio.power}.",
                quotes=system.evidence(claim for row in rows for claim in row.claims),
            )
        )
    return Section(title="Before and after (a description, not a cause)", statements=tuple(statements))


def _split(days: Sequence[date], *, split: str | None) -> date:
    """Return the day that parts before from after: the one asked for, or the middle of the span."""
    if split is None:
        return days[0] + timedelta(days=((days[-1] - days[0]).days + 1) // 2)
    try:
        at = date.fromisoformat(split)
    except ValueError:
        raise UsageError(f"`{split}` is no date", hint="write it as 2006-10-31") from None
    if not days[0] < at <= days[-1]:
        raise UsageError(
            f"{split} does not part the dated events, which run from {days[0]} to {days[-1]}",
            hint="name a day between the two",
        )
    return at


def contagion(happenings: Sequence[Happening], *, background: float, seed: int) -> Excited:
    """Fit the branching of dated happenings under one smooth background.

    Events are spread over the days and hours that their dates leave open (with a fixed seed): the
    order within a day is not reported, and those of one day must not look like each other's cause.
    """
    rows = sorted((row for row in happenings if row.start), key=lambda row: (row.start, row.id))
    days = np.array(spread_days(rows))
    times = (days - days.min()) + np.random.default_rng(seed).random(len(days))
    weights = np.array([row.chance for row in rows])
    span = float(days.max() - days.min() + 1)
    return fit(timed(times, span=span, weights=weights), background=background, shortest=0.5)


def _contagion_section(system: System, dated: Sequence[Happening], *, by: str) -> Section:
    """Fit the busiest groups that hold enough events, each under every background, as told and folded."""
    settings = load_part("escalation")
    statements, rows = [], []
    for name, members in _busiest(dated, by=by):
        found = []
        folded = fold_retellings(members)
        for days in settings["backgrounds"]:
            raw = contagion(members, background=days, seed=settings["seed"])
            kept = contagion(folded, background=days, seed=settings["seed"])
            found.append(kept.branching[0])
            rows.append((name, f"{days} days", *_cells(raw, kept)))
        statements.append(
            Statement(
                text=f"{name}: one act sets off between {min(found):.2f} and {max(found):.2f} further acts, "
                "by which background one takes: no single number is identified by timing alone. Doubtful "
                f"retellings weigh less; the table shows both ({plural(len(members), 'event')}).",
                quotes=system.evidence(claim for row in members for claim in row.claims),
            )
        )
    return Section(
        title="Does one act set off others?",
        statements=tuple(statements),
        columns=(
            by,
            "background",
            "as told",
            "retellings folded",
            "90 % interval",
            "half-life, days",
            "misfit",
        ),
        rows=tuple(rows),
    )


def _cells(raw: Excited, kept: Excited) -> tuple[str, ...]:
    return (
        f"{raw.branching[0]:.2f}",
        f"{kept.branching[0]:.2f}",
        f"{kept.low[0]:.2f} to {kept.high[0]:.2f}",
        number(kept.half_life),
        f"{kept.misfit:.3f}",
    )


def _busiest(dated: Sequence[Happening], *, by: str) -> list[tuple[str, list[Happening]]]:
    """Return the groups with enough events to fit, or all events together where no place holds as many."""
    settings = load_part("escalation")
    groups: dict[str, list[Happening]] = {}
    for row in sorted((row for row in dated if row.start), key=lambda row: (str(row.start), row.id)):
        if len(row.units) > LEVELS.index(by):
            groups.setdefault(row.units[LEVELS.index(by)], []).append(row)
    enough = [(name, rows) for name, rows in groups.items() if len(rows) >= settings["least_events"]]
    chosen = sorted(enough, key=lambda one: (-len(one[1]), one[0]))[: settings["most_fits"]]
    return [(name, rows[-settings["most_fitted"] :]) for name, rows in chosen or [("all", list(dated))]]


def _assumptions(*, enough: bool) -> tuple[str, ...]:
    lines = [
        "what reports tell is a sample of attention: a rate here is a rate of telling",
        "within the span a week without a report counts as a week without an event",
        "events of one group come independently at a steady rate (a gamma-Poisson interval)",
    ]
    if enough:
        lines += [
            "a short background absorbs contagion and a long one invents it; the truth lies between",
            "misfit is the Kolmogorov-Smirnov distance of the rescaled times: near 0 where the model fits",
        ]
    return tuple(lines)


def _not_identified(system: System, whole: Counted, *, dated: int, enough: bool) -> tuple[str, ...]:
    lines = []
    total = len(system.happenings)
    if not dated:
        lines.append(f"any rate: none of {plural(total, 'event')} is dated to a week")
    elif len(whole.starts) < 2:  # noqa: PLR2004 (a before and an after)
        lines.append("any change: all dated events fall into one week")
    if not enough:
        least = load_part("escalation")["least_events"]
        lines.append(
            f"whether one act sets off others: {plural(dated, 'dated event')}, and below {least} a branching "
            "ratio says more of its prior (0.02 to 0.7 are published) than of the events"
        )
    if whole.undated:
        lines.append(f"when {plural(whole.undated, 'event')} happened: undated, so in no rate")
    if whole.recalled:
        lines.append(
            f"{plural(whole.recalled, 'event')} far from the time that the reports cover: recalled, in "
            "no rate"
        )
    if whole.imprecise:
        lines.append(
            f"the week of {plural(whole.imprecise, 'event')}: dated to a month or more, so in no rate"
        )
    lines.append("what caused a change: before and after is a description")
    return tuple(lines)
