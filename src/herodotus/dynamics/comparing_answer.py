"""A comparison in words: while it lasted and after, against before, other places, and sham windows."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp

from herodotus.dynamics.answers import Section, Statement, number, plural
from herodotus.dynamics.bounds import refuse_narrow
from herodotus.dynamics.comparing import Change, Days, Window, compare
from herodotus.dynamics.drawing import draw_intervals
from herodotus.dynamics.happenings import Happening, System, spread_days
from herodotus.dynamics.scenarios import Compare
from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part


def comparison(system: System, asked: Compare) -> Section:
    """Compare a place while something lasted, and after it, with the time before it began."""
    refuse_narrow(system, asked.place)
    start, end = _days(asked)
    days, rows = _places(system, asked.place)
    settings = load_part("placebo")
    first = start - settings["before"]
    windows = (
        ("while it lasted", Window(first=first, start=start, then=start, last=end)),
        ("after it", Window(first=first, start=start, then=end, last=end + settings["after"])),
    )
    changes = [(name, window, compare(days, asked.place, window=window)) for name, window in windows]
    return Section(
        title=f"{asked.place}, {asked.start} to {asked.end}",
        statements=tuple(
            Statement(
                text=_say(asked.place, name, change, others=len(days.places) - 1, window=window),
                quotes=system.evidence(claim for row in _within(rows, window) for claim in row.claims),
            )
            for name, window, change in changes
        ),
        columns=("when", "before", "then", "times as often", "others", "beyond", "placebo band", "shams"),
        rows=tuple(
            (
                name, str(change.before), str(change.after), number(exp(change.own)),
                number(exp(change.controls)), number(exp(change.beyond)),
                f"{number(exp(change.low))} to {number(exp(change.high))}", str(change.shams),
            )
            for name, _, change in changes
        ),
        figures=(
            draw_intervals(
                [(name, exp(one.low), exp(one.beyond), exp(one.high)) for name, _, one in changes],
                title="Change beyond other places (point) and the placebo band (line); 1 is no change",
                mark=1.0,
            ),
        ),
    )  # fmt: skip


def _days(asked: Compare) -> tuple[int, int]:
    """Return the first day and the day after the last, as numbers."""
    try:
        start, end = date.fromisoformat(asked.start), date.fromisoformat(asked.end)
    except ValueError:
        raise UsageError(
            f"`{asked.start}` or `{asked.end}` is no date", hint="write them as 2006-10-31"
        ) from None
    if end < start:
        raise UsageError("the comparison ends before it starts", hint="change the two dates over")
    return start.toordinal(), (end + timedelta(days=1)).toordinal()


def _places(system: System, place: str) -> tuple[Days, list[Happening]]:
    """Return the days of the place, and of those of its level in its wider unit, where that has several."""
    at: dict[str, tuple[int, tuple[str, ...]]] = {}
    for row in system.happenings:
        if row.start is not None:
            at.update({unit: (level, row.units[:level]) for level, unit in enumerate(row.units)})
    if place not in at:
        raise UsageError(f"no dated event lies in `{place}`", hint="write it as the table does")
    level, inside = at[place]
    beside = {unit for unit, (other, wider) in at.items() if other == level and wider == inside}
    if len(beside) <= load_part("placebo")["least_controls"]:
        beside = {unit for unit, (other, _) in at.items() if other == level}
    rows: dict[str, list[Happening]] = {}
    for row in system.happenings:
        if row.start is not None and len(row.units) > level and row.units[level] in beside:
            rows.setdefault(row.units[level], []).append(row)
    return Days.of({unit: spread_days(inside) for unit, inside in rows.items()}), rows[place]


def _within(rows: list[Happening], window: Window) -> list[Happening]:
    return [row for row in rows if row.start and window.first <= row.start.toordinal() < window.last]


def _say(place: str, when: str, change: Change, *, others: int, window: Window) -> str:
    counts = (
        f"{plural(change.after, 'event')} in {plural(window.last - window.then, 'day')} against "
        f"{change.before} in the {window.start - window.first} days before"
    )
    beyond = f"beyond what goes with theirs {number(exp(change.beyond))} times"
    band = f"{number(exp(change.low))} to {number(exp(change.high))}"
    verdict = {
        "more": "outside it: more than other places and other dates explain",
        "less": "outside it: less than other places and other dates explain",
        "no detectable difference": "inside it: no detectable effect beyond what other places and dates show",
    }[change.words]
    return (
        f"{place} {when}: {counts}, {number(exp(change.own))} times as often; "
        f"{plural(others, 'other place')} {number(exp(change.controls))} times as often; {beyond}. "
        f"Nine of ten of {change.shams:,} sham windows lie within {band}, and "
        f"{number(100 * change.rank)} % lie below this one: {verdict}."
    )
