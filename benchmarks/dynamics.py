"""Forecasts beside their floors on public counts: VIEWS country-months, IBC governorate-weeks, SIGACT district-weeks.

Run: PYTHONPATH=src python benchmarks/dynamics.py FOLDER [views] [incidents] [deaths] [sigact]
FOLDER holds the Parquet files that research/dynamics.md names; nothing of them is kept here. Origins,
places and scores are those of that note, so that its floors can be checked against ours.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import date
from math import log
from pathlib import Path

import numpy as np

from herodotus.dynamics.floors import negative_binomial, seen
from herodotus.dynamics.mixture import each, learned, mixed, part_of
from herodotus.dynamics.rolling import Score, roll

# Governorates with fewer incidents have no series worth the name.
LEAST_INCIDENTS = 50
FIRST_WEEK = date(2003, 3, 17)
WEEK_ORIGINS = range(146, 146 + 127)  # weeks of 2 January 2006 to mid-2008
DISTRICT_ORIGINS = range(100, 201, 5)  # every fifth week from January 2006
EMPTY_WEEKS = (2325, 2326, 2327)  # no report at all: missing, not peace
VIEWS_YEARS = (2018, 2019, 2020, 2021)


def columns(folder: Path, name: str) -> dict[str, list]:
    import pyarrow.parquet as pq

    return pq.read_table(folder / f"{name}.parquet").to_pydict()


def governorate_weeks(folder: Path, *, deaths: bool) -> np.ndarray:
    """Incidents, or least deaths, by governorate and week; no morgue entries, none wider than a week."""
    rows = columns(folder, "iraq_ibc_incidents")
    kept = [
        at
        for at in range(len(rows["start"]))
        if rows["governorate"][at]
        and not rows["morgue_cumulative"][at]
        and (rows["end"][at] - rows["start"][at]).days <= 7
    ]
    told = Counter(rows["governorate"][at] for at in kept)
    names = sorted(name for name in told if told[name] >= LEAST_INCIDENTS)
    weeks = (date(2008, 6, 30) - FIRST_WEEK).days // 7
    counts = np.zeros((weeks, len(names)))
    for at in kept:
        week = (rows["start"][at] - FIRST_WEEK).days // 7
        if rows["governorate"][at] in names and 0 <= week < weeks:
            counts[week, names.index(rows["governorate"][at])] += rows["deaths_min"][at] if deaths else 1
    return counts


def district_weeks(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Attacks by district and week, and which districts touch."""
    rows, map_ = columns(folder, "iraq_sigact_district_week"), columns(folder, "iraq_districts")
    names = sorted(set(rows["district"]))
    at = {name: index for index, name in enumerate(names)}
    first = min(rows["stata_week"])
    counts = np.full((max(rows["stata_week"]) - first + 1, len(names)), np.nan)
    for week, name, count in zip(rows["stata_week"], rows["district"], rows["sigact"], strict=True):
        counts[week - first, at[name]] = np.nan if week in EMPTY_WEEKS else count
    touch = np.zeros((len(names), len(names)))
    for name, beside in zip(map_["district"], map_["neighbours"], strict=True):
        for other in (beside or "").split("|"):
            if name in at and other in at:
                touch[at[name], at[other]] = 1
    return counts, touch


def country_months(folder: Path) -> np.ndarray:
    """State-based deaths by country and month from January 1989."""
    rows = columns(folder, "ged_country_month")
    months, countries = np.array(rows["month_id"]), np.array(rows["country_id"])
    names = np.unique(countries)
    counts = np.full((months.max() - months.min() + 1, len(names)), np.nan)
    counts[months - months.min(), np.searchsorted(names, countries)] = rows["ged_sb"]
    return counts


def nb(window: int):
    def floor(history, *, ahead, draws, rng):
        del ahead
        recent = seen(history, window=window)
        return negative_binomial(float(recent.mean()), float(recent.var()), draws=draws, rng=rng)

    return each(floor)


def show(title: str, table, *, unit: float = 1.0) -> None:
    print(f"\n{title}: {table[0].forecasts} forecasts")
    print("model                 CRPS    log    IS90   in50  in80  in90  held90")
    for row in table:
        name = f"{row.model}{' *' if row.is_floor else ''}"
        print(
            f"{name:20} {row.crps:6.3f} {row.log / unit:6.3f} {row.interval:7.2f}  {row.share50:.3f} {row.share80:.3f} {row.share90:.3f} {row.held90:.3f}"
        )
    print("* floor", flush=True)


def weeks(
    title: str,
    counts: np.ndarray,
    origins: range,
    *,
    measure: str = "events",
    neighbours: np.ndarray | None = None,
) -> None:
    models = {"mixture": mixed("week", measure=measure)}
    for ahead in (1, 4):
        models["pooled alone"] = learned(part_of("week", ahead=ahead, measure=measure))
        began = time.perf_counter()
        table = roll(counts, origins=origins, models=models, ahead=ahead, draws=1000, neighbours=neighbours)
        show(f"{title}, {ahead} ahead ({time.perf_counter() - began:.0f} s)", table)


def views(folder: Path) -> None:
    """One origin a year (October), twelve months from the third on; scores over all of them."""
    counts = country_months(folder)
    models = {"mixture": mixed("month", measure="deaths"), "pooled alone": learned(part_of("month", ahead=1))}
    models |= {f"NB, {window} (floor)": nb(window) for window in (6, 9, 24)}
    by_model: dict[str, list[Score]] = {}
    for year in VIEWS_YEARS:
        origin = (year - 1 - 1989) * 12 + 10
        for ahead in range(3, 15):
            for row in roll(counts, origins=[origin], models=models, ahead=ahead, draws=1000):
                by_model.setdefault(row.model, []).append(row)
    table = [
        Score(model=name, is_floor=rows[0].is_floor, forecasts=sum(row.forecasts for row in rows),
              **{field: float(np.mean([getattr(row, field) for row in rows])) for field in ("crps", "log", "interval", "held90", "share50", "share80", "share90")})
        for name, rows in by_model.items()
    ]  # fmt: skip
    show("VIEWS country-months 2018-2021 (log score in bits)", table, unit=log(2))


def main() -> None:
    folder, asked = Path(sys.argv[1]), sys.argv[2:] or ["incidents", "deaths", "sigact", "views"]
    if "incidents" in asked:
        weeks("IBC incidents, governorate-weeks", governorate_weeks(folder, deaths=False), WEEK_ORIGINS)
    if "deaths" in asked:
        weeks(
            "IBC deaths, governorate-weeks",
            governorate_weeks(folder, deaths=True),
            WEEK_ORIGINS,
            measure="deaths",
        )
    if "sigact" in asked:
        counts, touch = district_weeks(folder)
        weeks("SIGACT attacks, district-weeks", counts, DISTRICT_ORIGINS, neighbours=touch)
    if "views" in asked:
        views(folder)


if __name__ == "__main__":
    main()
