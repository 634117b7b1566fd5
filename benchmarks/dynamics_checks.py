"""Do the dynamics say what is there, and nothing else? Shams, planted effects, duplicates, recovery, the cordon.

Run: PYTHONPATH=src python benchmarks/dynamics_checks.py FOLDER [placebo] [power] [duplicates] [recovery] [cordon]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from herodotus.dynamics.comparing import Days, Window, compare
from herodotus.dynamics.comparing_answer import comparison
from herodotus.dynamics.escalation import contagion
from herodotus.dynamics.folding import fold_retellings
from herodotus.dynamics.happenings import Happening, System
from herodotus.dynamics.hawkes import timed
from herodotus.dynamics.hawkes_fit import fit
from herodotus.dynamics.mechanisms import Acts, Mechanisms, fit_mechanisms
from herodotus.dynamics.scenarios import Compare
from herodotus.dynamics.simulation import leads_of, make_world, run_world

SHAMS, POWER_RUNS, TWINS, FITS = 600, 300, 20, 60


def columns(folder: Path, name: str) -> dict[str, list]:
    import pyarrow.parquet as pq

    return pq.read_table(folder / f"{name}.parquet").to_pydict()


def incidents(folder: Path) -> dict[str, list[int]]:
    rows = columns(folder, "iraq_ibc_incidents")
    events: dict[str, list[int]] = {}
    for start, end, place, morgue in zip(
        rows["start"], rows["end"], rows["governorate"], rows["morgue_cumulative"], strict=True
    ):
        if place and not morgue and (end - start).days <= 7:
            events.setdefault(place, []).append(start.toordinal())
    return {place: days for place, days in events.items() if len(days) >= 50}


def placebo(folder: Path) -> None:
    days, rng = Days.of(incidents(folder)), np.random.default_rng(11)
    outside = tried = 0
    while tried < SHAMS:
        place = days.places[int(rng.integers(len(days.places)))]
        start = int(rng.integers(days.first + 28, days.last - 28))
        change = compare(
            days, place, window=Window(first=start - 28, start=start, then=start, last=start + 28)
        )
        if change.before + change.after >= 10:
            tried += 1
            outside += change.outside
    print(
        f"placebo: {outside} of {tried} sham interventions outside the 90 % band ({100 * outside / tried:.1f} %)",
        flush=True,
    )


def power(_: Path) -> None:
    """A true doubling, twenty events before and forty after in the mean, among fourteen steady places."""
    rng, seen, false = np.random.default_rng(12), 0, 0
    window = Window(first=472, start=500, then=500, last=528)
    for _run in range(POWER_RUNS):
        events = {f"p{k}": list(rng.integers(0, 1000, rng.poisson(20 / 28 * 1000))) for k in range(14)}
        false += compare(Days.of(events), "p0", window=window).outside
        events["p0"] += list(rng.integers(500, 528, rng.poisson(20)))
        change = compare(Days.of(events), "p0", window=window)
        seen += change.outside and change.beyond > 0
    print(
        f"power: a doubling at 20 + 40 events seen {100 * seen / POWER_RUNS:.0f} %; none, called one {100 * false / POWER_RUNS:.0f} %",
        flush=True,
    )


def happening(name: str, day: date, *, place: str, sides: tuple[str, str], dead: int) -> Happening:
    return Happening(id=name, kind="ASSAULT", start=day, actors=sides[:1], recipients=sides[1:], units=("Land", place),
                     killed_low=dead, killed_high=dead, chance=1.0, claims=(name,))  # fmt: skip


def duplicates(_: Path) -> None:
    """Steady events in twelve places, and three in ten of them told again a day later in the mean."""
    rng, moved = np.random.default_rng(13), {"as told": [], "folded": []}
    for twin in range(TWINS):
        told = []
        for k in range(1500):
            day = date(2010, 1, 1) + timedelta(days=int(rng.integers(0, 1000)))
            sides = (("Army", "Front"), ("Front", "Army"), ("Front", "Police"))[int(rng.integers(3))]
            told.append(
                happening(
                    f"e{k}",
                    day,
                    place=f"place {int(rng.integers(12))}",
                    sides=sides,
                    dead=int(rng.geometric(0.3)),
                )
            )
        again = [
            replace(row, id=f"{row.id} again", start=row.start + timedelta(days=int(rng.exponential(1.0) + 0.5)),
                    killed_low=max(row.killed_low + int(rng.integers(-1, 2)), 0), killed_high=row.killed_high + 1)
            for row in told if rng.random() < 0.3
        ]  # fmt: skip
        clean = contagion(told, background=90, seed=twin).branching[0]
        moved["as told"].append(contagion([*told, *again], background=90, seed=twin).branching[0] - clean)
        moved["folded"].append(
            contagion(fold_retellings([*told, *again]), background=90, seed=twin).branching[0] - clean
        )
    for name, values in moved.items():
        print(
            f"duplicates, {name}: branching moves by {np.mean(values):+.3f} (from {min(values):+.3f} to {max(values):+.3f})",
            flush=True,
        )


def cascade(rng: np.random.Generator, *, span: float) -> np.ndarray:
    generation = rng.random(rng.poisson(0.7 * span)) * span
    times = [generation]
    while len(generation):
        children = rng.poisson(0.4, len(generation))
        generation = np.repeat(generation, children) + rng.exponential(2.0, children.sum())
        generation = generation[generation < span]
        times.append(generation)
    return np.concatenate(times)


def recovery(_: Path) -> None:
    rng, held = np.random.default_rng(14), np.zeros(2)
    for _run in range(2 * FITS):
        found = fit(timed(cascade(rng, span=700.0), span=700.0), background=None)
        held += [
            found.low[0] <= 0.4 <= found.high[0],
            found.half_life_low <= 2 * np.log(2) <= found.half_life_high,
        ]
    print(
        f"recovery, Hawkes: branching inside its 90 % interval {held[0] / (2 * FITS):.0%}, half-life {held[1] / (2 * FITS):.0%}",
        flush=True,
    )
    true = {"retaliation": 0.2, "repetition": 0.25, "help": 0.12, "unrest": 0.1}
    world = small_world(np.random.default_rng(5))
    fixed = Mechanisms(
        ranges=(*((name, value, value) for name, value in true.items()), ("restraint", 0.0, 0.0)),
        half_life=(2.0, 2.0),
    )
    runs = run_world(world, mechanisms=fixed, runs=FITS, weeks=300, seed=3, keep=True)
    inside = dict.fromkeys([*true, "half-life"], 0)
    for run in range(FITS):
        found = fit_mechanisms(Acts(counts=runs.weekly[run], leads=leads_of(world)), seed=run)
        for name, low, high in found.ranges:
            if name in true:
                inside[name] += low <= true[name] <= high
        inside["half-life"] += found.half_life[0] <= 2.0 <= found.half_life[1]
    shares = ", ".join(f"{name} {count / FITS:.0%}" for name, count in inside.items())
    print(f"recovery, what-if: {shares}; all {sum(inside.values()) / len(inside) / FITS:.0%}", flush=True)


def small_world(rng: np.random.Generator):
    pairs = {
        (a, int(b)): (float(rng.integers(10, 60)), 0.0)
        for a in range(8)
        for b in rng.choice([x for x in range(8) if x != a], 3, replace=False)
    }
    allies = np.zeros((8, 8))
    for a in range(0, 8, 3):
        allies[a, (a + 1) % 8] = allies[(a + 1) % 8, a] = 0.8
    return make_world([f"a{k}" for k in range(8)], pairs, allies=allies, weeks=100.0)


def cordon(folder: Path) -> None:
    """Sadr City, 22 to 31 October 2006, in district-weeks: what the tool says."""
    rows, districts = columns(folder, "iraq_sigact_district_week"), columns(folder, "iraq_districts")
    above = dict(zip(districts["district"], districts["governorate"], strict=True))
    told = []
    for name, year, week, count in zip(
        rows["district"], rows["year"], rows["week_of_year"], rows["sigact"], strict=True
    ):
        day = date(year, 1, 1) + timedelta(days=7 * (week - 1))
        told += [
            Happening(id=f"{name} {day} {k}", kind="event", start=day, days=7, actors=(), recipients=(), units=("Iraq", above[name], name),
                      killed_low=None, killed_high=None, chance=1.0, claims=(f"{name} {day} {k}",))
            for k in range(count or 0)
        ]  # fmt: skip
    system = System(label="SIGACT", happenings=tuple(told), actors={}, ties=(), tellings={}, quotes={})
    for statement in comparison(
        system, Compare(place="Al Sadr", start="2006-10-22", end="2006-10-31")
    ).statements:
        print(statement.text, flush=True)


def main() -> None:
    checks = {
        "placebo": placebo,
        "power": power,
        "duplicates": duplicates,
        "recovery": recovery,
        "cordon": cordon,
    }
    for name in sys.argv[2:] or checks:
        checks[name](Path(sys.argv[1]))


if __name__ == "__main__":
    main()
