"""Forecasts in words: counts by country, province or district, beside their floors and their past score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.answers import Answer, Section, Statement, number, odds, plural
from herodotus.dynamics.bounds import refuse_narrow
from herodotus.dynamics.drawing import draw_intervals
from herodotus.dynamics.happenings import System
from herodotus.dynamics.mixture import mixed
from herodotus.dynamics.rolling import FLOOR_MODELS, Score, roll
from herodotus.dynamics.series import LEVELS, Counted, count, following
from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
Tell = Callable[[], None] | None


@noun
class Forecast:
    """Draws of each series' count in one coming period, from which model, on which counts."""

    by: str
    period: str
    measure: str
    start: date
    ahead: int
    names: tuple[str, ...]
    drawn: Floats
    model: str


@noun
class Asked:
    """What is to be forecast: counts of what, by which unit and period, how far ahead, of which place."""

    by: str = "province"
    period: str = "week"
    measure: str = "events"
    ahead: int = 4
    place: str | None = None


def check(asked: Asked, *, system: System) -> None:
    """Raise for what cannot or must not be asked."""
    if asked.by not in LEVELS:
        raise UsageError(
            f"nothing is forecast by `{asked.by}`", hint=f"by {', '.join(LEVELS)}; nothing below a district"
        )
    if asked.ahead < 1:
        raise UsageError("a forecast looks at least one period ahead", hint="give `--ahead 1` or more")
    if asked.place is not None:
        refuse_narrow(system, asked.place)


def prepare(system: System, asked: Asked) -> Counted:
    """Return the counts that a forecast starts from, without the last period, which may be unfinished."""
    counted = count(system, by=asked.by, period=asked.period, measure=asked.measure)
    most = load_part("forecast")["most_series"]
    busiest = sorted(counted.series, key=lambda one: (-one.counts.sum(), one.name))[:most]
    kept = sorted(busiest, key=lambda one: one.name)
    return counted.cut(len(counted.starts) - 1, series=kept) if counted.starts else counted


def make_forecast(counted: Counted, asked: Asked, *, ahead: int, seed: int) -> Forecast:
    """Forecast every series of the counts one period, `ahead` periods after the last."""
    rng = np.random.default_rng((seed, ahead))
    start = counted.starts[-1]
    for _ in range(ahead):
        start = following(start, period=asked.period)
    drawn = mixed(asked.period, measure=asked.measure)(
        counted.matrix, ahead=ahead, draws=load_part("forecast")["draws"], rng=rng
    )
    return Forecast(
        by=asked.by,
        period=asked.period,
        measure=asked.measure,
        start=start,
        ahead=ahead,
        names=tuple(one.name for one in counted.series),
        drawn=drawn,
        model="mixture of pooled regression and floors",
    )


def answer_forecast(
    system: System, asked: Asked, *, seed: int | None = None, tell: Tell = None
) -> tuple[Answer, tuple[Forecast, ...]]:
    """Say what may come, how such forecasts did on the past, and what is too little known to say.

    Returns the forecasts beside the answer, for a log. `tell` is called as past origins are tried.
    """
    check(asked, system=system)
    settings = load_part("forecast")
    seed = settings["seed"] if seed is None else seed
    counted = prepare(system, asked)
    total = sum(int(one.counts.sum() > 0) and sum(map(len, one.claims)) for one in counted.series)
    if len(counted.starts) < settings["least_periods"] or total < settings["least_events"]:
        return _refusal(system, asked, counted, total=total), ()
    forecasts = tuple(
        make_forecast(counted, asked, ahead=ahead, seed=seed) for ahead in sorted({1, asked.ahead})
    )
    scores = past_scores(counted, asked, seed=seed, tell=tell)
    answer = Answer(
        title=f"What may come, according to {system.label}",
        sections=(
            *(_forecast_section(system, counted, asked, one) for one in forecasts),
            _score_section(scores, asked),
        ),
        assumptions=(
            "what is told goes on being told in the same way: a rate here is a rate of telling",
            (
                f"each forecast mixes a regression pooled over all {len(counted.series)} series with floors "
                "that know one; the weights were fixed on other data"
            ),
            "the last period is left out, since it may be unfinished",
            "a period without an event is a zero inside the span that the record covers",
        ),
        not_identified=_not_identified(counted, asked),
        settings=(
            ("by", asked.by), ("period", asked.period), ("measure", asked.measure),
            ("ahead", str(asked.ahead)),
            ("draws", str(settings["draws"])), ("seed", str(seed)), ("model", forecasts[0].model),
        ),
    )  # fmt: skip
    return answer, forecasts


def past_scores(counted: Counted, asked: Asked, *, seed: int, tell: Tell = None) -> tuple[Score, ...]:
    """Score the same forecast at past origins, beside the floors."""
    settings = load_part("forecast")
    last = len(counted.starts) - asked.ahead
    first = max(settings["least_periods"] // 2, last - settings["origins"] * asked.ahead)
    origins = list(range(last, first, -max(asked.ahead, 1)))[: settings["origins"]]
    return roll(
        counted.matrix,
        origins=sorted(origins),
        models={"mixture": mixed(asked.period, measure=asked.measure)},
        ahead=asked.ahead,
        draws=200,
        seed=seed,
        tell=tell,
    )


def _forecast_section(system: System, counted: Counted, asked: Asked, forecast: Forecast) -> Section:
    tail = (1 - load_part("forecast")["level"]) / 2
    settings = load_part("escalation")
    chosen = _chosen(counted, asked)[: settings["most_rows"]]
    statements, rows, drawn = [], [], []
    for at in chosen:
        one, draws = counted.series[at], forecast.drawn[at]
        low, middle, high = (float(x) for x in np.quantile(draws, [tail, 0.5, 1 - tail]))
        recent = float(one.counts[-4:].mean())
        statements.append(
            Statement(
                text=f"{one.name}: between {number(low)} and {number(high)} {asked.measure} at 80 %, in the "
                f"{asked.period} of {forecast.start}; {odds(float((draws > recent).mean()))} of more "
                "than the mean "
                f"of the last four ({number(recent)}), {odds(float((draws == 0).mean()))} of none.",
                quotes=system.evidence(dict.fromkeys(chain.from_iterable(one.claims[-4:]))),
            )
        )
        floor = FLOOR_MODELS["last 12 as draws"](
            counted.matrix[:, [at]], ahead=forecast.ahead, draws=1000, rng=np.random.default_rng(0)
        )[0]
        f_low, f_high = (float(x) for x in np.quantile(floor, [tail, 1 - tail]))
        rows.append(
            (
                one.name, number(middle), f"{number(low)} to {number(high)}",
                f"{number(f_low)} to {number(f_high)}",
                number(float(one.counts[-1])),
            )
        )  # fmt: skip
        drawn.append((one.name, low, middle, high))
    return Section(
        title=f"{asked.measure.capitalize()} by {asked.by}, {plural(forecast.ahead, asked.period)} ahead",
        statements=tuple(statements),
        columns=(asked.by, "middle", "80 % band", "floor: last 12 as draws", "last"),
        rows=tuple(rows),
        figures=(draw_intervals(drawn, title=f"80 % bands, {asked.period} of {forecast.start}", mark=None),)
        if drawn
        else (),
    )


def _chosen(counted: Counted, asked: Asked) -> list[int]:
    """Return the series to show: the place that was asked for, or the busiest of late."""
    if asked.place is not None:
        wanted = asked.place.casefold()
        found = [at for at, one in enumerate(counted.series) if one.name.casefold() == wanted]
        if not found:
            raise UsageError(
                f"`{asked.place}` is no {asked.by} with events here",
                hint="try another `--by`, or leave it out",
            )
        return found
    order = [(-float(one.counts[-12:].sum()), one.name, at) for at, one in enumerate(counted.series)]
    return [at for _, _, at in sorted(order)]


def _score_section(scores: Sequence[Score], asked: Asked) -> Section:
    floors = [score for score in scores if score.is_floor]
    mine = next(score for score in scores if not score.is_floor)
    best = min(floors, key=lambda score: score.crps)
    better = "better than" if mine.crps < best.crps else "no better than"
    return Section(
        title="How the same forecast did on the past",
        statements=(
            Statement(
                text=f"Over {mine.forecasts:,} past forecasts {plural(asked.ahead, asked.period)} ahead it "
                f"was {better} the best floor ({best.model}): CRPS {mine.crps:.3f} against {best.crps:.3f}; "
                "its 80 % "
                f"bands held {100 * mine.share80:.0f} % of what came."
            ),
        ),
        columns=("model", "CRPS", "log score", "interval score", "in 50 %", "in 80 %", "in 90 %"),
        rows=tuple(
            (
                f"{score.model} (floor)" if score.is_floor else score.model, f"{score.crps:.3f}",
                f"{score.log:.3f}", f"{score.interval:.2f}", f"{score.share50:.2f}", f"{score.share80:.2f}",
                f"{score.share90:.2f}",
            )
            for score in scores
        ),
    )  # fmt: skip


def _not_identified(counted: Counted, asked: Asked) -> tuple[str, ...]:
    lines = []
    if counted.undated:
        lines.append(f"{plural(counted.undated, 'event')} without a date: in no count")
    if counted.recalled:
        lines.append(f"{plural(counted.recalled, 'event')} recalled from other times: in no count")
    if counted.imprecise:
        lines.append(f"{plural(counted.imprecise, 'event')} dated wider than a week: in no count")
    if counted.ungrouped:
        lines.append(f"{plural(counted.ungrouped, 'event')} whose {asked.by} is not known: in no count")
    lines += [
        "turning points: a truce or an offensive that no past week foretells is in no draw but the widest",
        "anything below a district, and anything about a person: not forecast here, by rule",
    ]
    return tuple(lines)


def _refusal(system: System, asked: Asked, counted: Counted, *, total: int) -> Answer:
    settings = load_part("forecast")
    return Answer(
        title=f"What may come, according to {system.label}",
        sections=(),
        assumptions=("nothing was forecast",),
        not_identified=(
            (
                f"any forecast: {plural(total, 'event')} with a date and a {asked.by} in "
                f"{plural(len(counted.starts), asked.period)}; at least {settings['least_events']} events in "
                f"{settings['least_periods']} periods are needed; less would show only its own assumptions"
            ),
            *_not_identified(counted, asked),
        ),
        settings=(("by", asked.by), ("period", asked.period), ("measure", asked.measure)),
    )
