"""How fast the dynamics run on one core, and the district model beside the same rules in Mesa.

Run: OMP_NUM_THREADS=1 PYTHONPATH=src python benchmarks/dynamics_speed.py
The part with Mesa runs where Mesa is installed (an environment of its own will do).
"""

from __future__ import annotations

import time

import numpy as np

from herodotus.dynamics.districts import Land, Rules, nearness, run_districts
from herodotus.dynamics.hawkes import timed
from herodotus.dynamics.hawkes_fit import fit
from herodotus.dynamics.mechanisms import published
from herodotus.dynamics.mixture import mixed
from herodotus.dynamics.simulation import make_world, run_paired, scaled

DISTRICTS, AGENTS, WEEKS = 104, 1200, 200
RULES = Rules(attack=0.05, retaliation=0.1, memory=4.0, flight=0.005, homing=1.0)


def timing(title: str, work) -> None:
    began, burnt = time.perf_counter(), time.process_time()
    result = work()
    print(
        f"{title:58} {time.perf_counter() - began:6.1f} s by the clock, {time.process_time() - burnt:6.1f} s of this core  {result}",
        flush=True,
    )


def million_events() -> str:
    rng = np.random.default_rng(1)
    generation = rng.random(600_000) * 600_000
    times = [generation]
    while len(generation):
        children = rng.poisson(0.4, len(generation))
        generation = np.repeat(generation, children) + rng.exponential(1.0, children.sum())
        generation = generation[generation < 600_000]
        times.append(generation)
    events = timed(np.concatenate(times), span=600_000)
    began = time.perf_counter()
    found = fit(events, background=6000.0)
    return f"{len(events.times):,} events, branching {found.branching[0]:.3f} (true 0.4), the fit alone {time.perf_counter() - began:.1f} s"


def country_months() -> str:
    rng = np.random.default_rng(2)
    counts = rng.poisson(rng.gamma(0.2, 40, (396, 191))).astype(float)
    draws = [mixed("month")(counts, ahead=ahead, draws=1000, rng=rng) for ahead in range(1, 13)]
    return f"{np.stack(draws).shape}"


def paired_runs() -> str:
    rng = np.random.default_rng(3)
    pairs = {
        (a, int(b)): (float(rng.integers(1, 20)), 0.0)
        for a in range(50)
        for b in rng.choice(50, 4, replace=False)
        if a != b
    }
    allies = np.zeros((50, 50))
    for a in range(0, 50, 5):
        allies[a, a + 1] = allies[a + 1, a] = 0.8
    world = make_world([f"a{k}" for k in range(50)], pairs, allies=allies, weeks=52.0)
    edited = scaled(world, np.arange(10), by=0.0)
    paired = run_paired(world, edited, mechanisms=published(), runs=1000, weeks=12, seed=1)
    return f"{len(world.source)} pairs, mean difference {paired.difference.mean():.1f}"


def land() -> Land:
    rng = np.random.default_rng(4)
    people = rng.gamma(0.6, 1e5, (DISTRICTS, 3)) + 100
    lon, lat = rng.uniform(40, 48, DISTRICTS), rng.uniform(30, 37, DISTRICTS)
    return Land(names=tuple(f"d{k}" for k in range(DISTRICTS)), groups=("a", "b", "c"), people=people,
                near=nearness(lon, lat, scale_km=60.0))  # fmt: skip


def districts() -> str:
    ground = land()
    began = time.perf_counter()
    run_districts(ground, RULES, weeks=WEEKS, agents=AGENTS, seed=1)
    ours = WEEKS / (time.perf_counter() - began)
    try:
        steps = 10
        model = mesa_model(ground)
    except ImportError:
        return f"{ours:.0f} steps a second; Mesa is not installed here"
    began = time.perf_counter()
    for _ in range(steps):
        model.step()
    theirs = steps / (time.perf_counter() - began)
    return f"{ours:.0f} steps a second, Mesa {theirs:.1f}"


def mesa_model(ground: Land):
    """The same rules, an agent at a time, as a model in Mesa is written."""
    import mesa  # noqa: PLC0415 (only where it is installed)

    class Person(mesa.Agent):
        def __init__(self, model, home, group):
            super().__init__(model)
            self.home, self.group = home, group

        def step(self):
            model = self.model
            hit = model.hit[self.home][self.group]
            everyone = max(sum(model.living[self.home]), 1)
            if model.random.random() < 1 - np.exp(-RULES.flight * 100 * hit / everyone):
                weights = [
                    (row[self.group] / max(sum(row), 1)) ** RULES.homing * ground.near[self.home][k]
                    for k, row in enumerate(model.living)
                ]
                self.home = model.random.choices(range(DISTRICTS), weights)[0]

    class Country(mesa.Model):
        def __init__(self):
            super().__init__(seed=1)
            share = (ground.people / ground.people.sum()).ravel()
            cells = np.random.default_rng(1).choice(len(share), AGENTS, p=share)
            for cell in cells:
                Person(self, int(cell) // 3, int(cell) % 3)
            self.anger = [[0.0] * 3 for _ in range(DISTRICTS)]
            self.chance = np.random.default_rng(2)

        def step(self):
            self.living = [[0] * 3 for _ in range(DISTRICTS)]
            for person in self.agents:
                self.living[person.home][person.group] += 1
            self.hit = [[0.0] * 3 for _ in range(DISTRICTS)]
            for k, row in enumerate(self.living):
                everyone = max(sum(row), 1)
                for g in range(3):
                    rate = (
                        (RULES.attack * row[g] + RULES.retaliation * self.anger[k][g])
                        * (everyone - row[g])
                        / everyone
                    )
                    acts = self.chance.poisson(rate)
                    for h in range(3):
                        if h != g:
                            self.hit[k][h] += acts * row[h] / max(everyone - row[g], 1)
                for g in range(3):
                    self.anger[k][g] = 0.5 ** (1 / RULES.memory) * (self.anger[k][g] + self.hit[k][g])
            self.agents.shuffle_do("step")

    return Country()


def main() -> None:
    timing("Hawkes fit of a million events", million_events)
    timing("191 countries, 12 months, 1,000 draws", country_months)
    timing("1,000 paired runs of 50 actors, 12 weeks", paired_runs)
    timing("district model, 104 districts, 1,200 agents", districts)


if __name__ == "__main__":
    main()
