"""The district model in words: what it takes to look like the table, and what guards would change."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.answers import Section, Statement, number, odds
from herodotus.dynamics.districts import PARAMETERS, Land, nearness, run_districts
from herodotus.dynamics.districts_fit import SUMMARIES, Posterior, fit_districts
from herodotus.dynamics.happenings import System
from herodotus.dynamics.series import count
from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
Tell = Callable[[], None] | None


@noun
class Ground:
    """A table of districts: its file, the column of names, the columns of groups, and which are guarded."""

    table: Path
    name: str
    groups: tuple[str, ...]
    guard: tuple[str, ...]


def load_ground(row: Mapping[str, Any], *, beside: Path) -> Ground:
    """Read the [districts] part of a scenario; its table's path counts from the scenario."""
    missing = [key for key in ("table", "groups") if key not in row]
    if missing:
        raise UsageError(
            f"[districts] lacks `{missing[0]}`", hint="it needs a table and the columns of its groups"
        )
    return Ground(
        table=beside.parent / str(row["table"]),
        name=str(row.get("name", "district")),
        groups=tuple(str(group) for group in row["groups"]),
        guard=tuple(str(name) for name in row.get("guard", ())),
    )


def load_land(ground: Ground) -> Land:
    """Read the districts: names, people by group, longitude and latitude (columns lon and lat)."""
    if not ground.table.is_file():
        raise UsageError(
            f"there is no table `{ground.table}`", hint="name a CSV or Parquet file of districts"
        )
    rows = _rows(ground.table)
    wanted = (ground.name, "lon", "lat", *ground.groups)
    missing = [name for name in wanted if name not in rows[0]]
    if missing:
        raise UsageError(
            f"`{ground.table}` has no column `{missing[0]}`", hint=f"it needs {', '.join(wanted)}"
        )
    people = np.array([[float(row[group] or 0) for group in ground.groups] for row in rows])
    lon, lat = (np.array([float(row[axis]) for row in rows]) for axis in ("lon", "lat"))
    kept = people.sum(axis=0) >= load_part("districts")["rare_share"] * people.sum()
    return Land(
        names=tuple(str(row[ground.name]) for row in rows),
        groups=tuple(group for group, keep in zip(ground.groups, kept, strict=True) if keep),
        people=people[:, kept],
        near=nearness(lon, lat, scale_km=load_part("districts")["scale_km"]),
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    if path.suffix.casefold() == ".parquet":
        import pyarrow.parquet as pq

        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    if not rows:
        raise UsageError(f"`{path}` holds no district", hint="it needs a head line and one row a district")
    return rows


def attacks_of(system: System, land: Land) -> Floats:
    """Return attacks by week and district of the table."""
    counted = count(system, by="district")
    at = {one.name: one.counts for one in counted.series}
    empty = np.zeros(len(counted.starts))
    if not set(at) & set(land.names):
        raise UsageError(
            "no event lies in a district of the table", hint="adm_2 must hold the same names as the districts"
        )
    return np.stack([at.get(name, empty) for name in land.names], axis=1)


def district_section(system: System, ground: Ground, *, tell: Tell = None) -> Section:
    """Fit the model to the events, and say what guards in the districts named would change."""
    settings = load_part("districts")
    land = load_land(ground)
    unknown = [name for name in ground.guard if name not in land.names]
    if unknown:
        raise UsageError(
            f"`{unknown[0]}` is no district of the table", hint=f"it has {land.names[0]} and more"
        )
    attacks = attacks_of(system, land)
    found = fit_districts(
        land, attacks, runs=settings["runs"], keep=settings["keep"], agents=settings["agents"],
        seed=settings["seed"], tell=tell,
    )  # fmt: skip
    statements = [_say_fit(found)]
    if ground.guard:
        statements.append(_say_guard(land, found, ground, weeks=len(attacks)))
    rows = [(name, *(f"{x:.3g}" for x in found.interval(name))) for name in PARAMETERS]
    return Section(
        title="Attack, flight and unmixing in the districts",
        statements=tuple(statements),
        columns=("parameter", "5 %", "middle", "95 %"),
        rows=tuple(rows),
    )


def _say_fit(found: Posterior) -> Statement:
    low, high = np.quantile(found.seen, [0.05, 0.95], axis=0)
    held = [name for at, name in enumerate(SUMMARIES) if low[at] <= found.told[at] <= high[at]]
    lost = [name for name in SUMMARIES if name not in held]
    text = (
        f"Of {found.runs} drawn rules the {len(found.kept)} nearest to the told attacks show {len(held)} of "
        f"{len(SUMMARIES)} summaries as told ({', '.join(held) or 'none'})"
    )
    text += f", and not {', '.join(lost)}. " if lost else ". "
    text += (
        "As far as that goes the mechanism can look like this war; that it was at work is not shown."
        if len(held) > len(lost)
        else "The mechanism alone does not look like this war: other forces shape these attacks."
    )
    return Statement(text=text)


def _say_guard(land: Land, found: Posterior, ground: Ground, *, weeks: int) -> Statement:
    """Run the kept rules with and without guards, on the same seeds, and say what differs."""
    settings = load_part("districts")
    guarded = np.array([1.0 if name in ground.guard else 0.0 for name in land.names])
    ratios = []
    for at, rules in enumerate(found.kept):
        seed, agents = settings["seed"] + at, settings["agents"]
        plain = run_districts(land, rules, weeks=weeks, agents=agents, seed=seed)
        held = run_districts(land, rules, weeks=weeks, agents=agents, seed=seed, guarded=guarded)
        before, after = (course.attacks[:, guarded == 0].sum() for course in (plain, held))
        ratios.append((after + 0.5) / (before + 0.5))
    low, high = (float(x) for x in np.quantile(ratios, [0.05, 0.95]))
    fewer = float(np.mean(np.array(ratios) < 1))
    words = "more" if low > 1 else "fewer" if high < 1 else "no detectable difference in"
    return Statement(
        text=f"If every attack in {', '.join(ground.guard)} were prevented: {words} attacks in the other "
        f"districts, {number(low)} to {number(high)} times as many at 90 %; fewer in {odds(fewer)} runs."
    )
