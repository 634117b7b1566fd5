"""The log of forecasts: every one issued is kept, and scored when its period has come.

One JSON object a line: what was forecast, from counts up to when, at which quantiles. A later run on
newer counts reads the file and scores those whose period has come; nothing is ever taken out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from herodotus.dynamics.answers import Section, Statement, plural
from herodotus.dynamics.forecasting import Forecast
from herodotus.dynamics.scores import crps
from herodotus.dynamics.series import Counted
from herodotus.errors import ReadError

# Evenly spaced quantiles keep a forecast's CRPS to within a hundredth of its full draws'.
QUANTILES = 99


def append(path: Path, forecasts: Iterable[Forecast], *, last: date) -> int:
    """Add forecasts to the log, and return how many series were added; one that is there already is not."""
    known = {_key(row) for row in read(path)}
    rows = []
    for forecast in forecasts:
        chances = (np.arange(QUANTILES) + 0.5) / QUANTILES
        marks = np.quantile(forecast.drawn, chances, axis=1, method="inverted_cdf").T
        for name, row in zip(forecast.names, marks, strict=True):
            kept = {
                "by": forecast.by, "period": forecast.period, "measure": forecast.measure, "series": name,
                "start": forecast.start.isoformat(), "ahead": forecast.ahead, "last": last.isoformat(),
                "model": forecast.model, "quantiles": [float(x) for x in row],
            }  # fmt: skip
            if _key(kept) not in known:
                rows.append(kept)
    with path.open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return len(rows)


def read(path: Path) -> list[dict[str, Any]]:
    """Read the log; an absent file is an empty one."""
    if not path.exists():
        return []
    rows = []
    for at, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            raise ReadError(f"line {at} of `{path}` is no forecast", hint="name another log") from None
    return rows


def _key(row: dict[str, Any]) -> tuple[object, ...]:
    return tuple(row.get(name) for name in ("by", "period", "measure", "series", "start", "ahead", "last"))


def score_log(path: Path, counted: Counted, *, measure: str) -> Section:
    """Score what the log forecast for periods that have come, by how far ahead it looked."""
    came = {
        (one.name, start.isoformat()): float(value)
        for one in counted.series
        for start, value in zip(counted.starts, one.counts, strict=True)
    }
    by_ahead: dict[int, list[tuple[list[float], float]]] = {}
    waiting = 0
    for row in read(path):
        if (row["by"], row["period"], row["measure"]) != (counted.by, counted.period, measure):
            continue
        value = came.get((row["series"], row["start"]))
        if value is None:
            waiting += 1
        else:
            by_ahead.setdefault(int(row["ahead"]), []).append((row["quantiles"], value))
    statements = []
    for ahead, rows in sorted(by_ahead.items()):
        drawn, values = np.array([marks for marks, _ in rows]), np.array([value for _, value in rows])
        low, high = np.quantile(drawn, [0.1, 0.9], axis=1)
        held = float(((values >= low) & (values <= high)).mean())
        statements.append(
            Statement(
                text=f"{plural(len(rows), 'logged forecast')} {plural(ahead, counted.period)} ahead "
                "have come due: "
                f"CRPS {float(crps(drawn, values).mean()):.3f}; the 80 % bands held {100 * held:.0f} %."
            )
        )
    statements.append(Statement(text=f"{plural(waiting, 'logged forecast')} still wait for their period."))
    return Section(title="The log of forecasts", statements=tuple(statements))
