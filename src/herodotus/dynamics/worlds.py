"""The record -> where the runs of a scenario start: who did how much to whom, and who helps whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.edges import find_edges
from herodotus.dynamics.happenings import System
from herodotus.dynamics.mechanisms import Acts, Mechanisms, fit_mechanisms, published
from herodotus.dynamics.simulation import World, leads_of, make_world
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]


@noun
class Told:
    """One signed act that was told: who on whom, its sign, its day as a number where it has one."""

    source: str
    target: str
    sign: int
    day: int | None


def told_acts(system: System) -> tuple[Told, ...]:
    """Return the signed acts of the last year that is told of, one for each vote, undated ones included."""
    votes = {row.claim: row for rows in system.tellings.values() for row in rows}
    found: dict[tuple[str, str, int, tuple[str, str]], Told] = {}
    for tie in system.ties:
        for claim in tie.claims:
            row = votes.get(claim)
            if row is not None:
                day = date.fromisoformat(row.when).toordinal() if row.when else None
                told = Told(source=tie.a, target=tie.b, sign=tie.sign, day=day)
                found.setdefault((tie.a, tie.b, tie.sign, row.vote), told)
    last = max((told.day for told in found.values() if told.day is not None), default=0)
    first = last - 7 * load_part("whatif")["recent_weeks"]
    return tuple(told for told in found.values() if told.day is None or told.day > first)


def world_of(system: System) -> tuple[World, int]:
    """Return where the runs start (who did how much to whom, who helps whom) and how many acts were told."""
    told = told_acts(system)
    weight: dict[str, int] = {}
    for act in told:
        for name in (act.source, act.target):
            weight[name] = weight.get(name, 0) + 1
    most = load_part("whatif")["most_actors"]
    actors = sorted(sorted(weight, key=lambda name: (-weight[name], name))[:most])
    at = {name: k for k, name in enumerate(actors)}
    counts: dict[tuple[int, int], list[float]] = {}
    for act in told:
        if act.source in at and act.target in at:
            counts.setdefault((at[act.source], at[act.target]), [0.0, 0.0])[act.sign > 0] += 1
    allies = np.zeros((len(actors), len(actors)))
    for edge in find_edges(system):
        if edge.sign is not None and edge.sign > 0 and edge.a in at and edge.b in at:
            allies[at[edge.a], at[edge.b]] = allies[at[edge.b], at[edge.a]] = edge.sign
    pairs = {pair: (hostile, friendly) for pair, (hostile, friendly) in sorted(counts.items())}
    world = make_world(actors, pairs, allies=allies, weeks=_weeks(told))
    return world, len(told)


def _weeks(told: tuple[Told, ...]) -> float:
    """Return over how many weeks the acts were told: the middle four fifths of their days."""
    days = [act.day for act in told if act.day is not None]
    least = float(load_part("whatif")["least_weeks"])
    if len(days) < 2:  # noqa: PLR2004 (a span has two ends)
        return least
    # Old acts that reports recall would stretch the span; the middle of the days is what they cover.
    low, high = np.quantile(days, [0.1, 0.9])
    return max(float(high - low) / 0.8 / 7, least)


def mechanisms_of(system: System, world: World) -> Mechanisms:
    """Return what one act sets off: fitted to the dated acts where they are enough, else as published."""
    dated = list(_dated(system, world))
    if len(dated) < load_part("escalation")["least_events"]:
        return published()
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    counts: Floats = np.zeros(((last - first) // 7 + 1, len(world.source)))
    for day, pair in dated:
        counts[(day - first) // 7, pair] += 1
    return fit_mechanisms(Acts(counts=counts, leads=leads_of(world)), seed=load_part("whatif")["seed"])


def _dated(system: System, world: World) -> Iterator[tuple[int, int]]:
    """Yield the day and the pair of every dated hostile act between the world's actors."""
    at = {name: k for k, name in enumerate(world.actors)}
    pairs = {(int(a), int(b)): k for k, (a, b) in enumerate(zip(world.source, world.target, strict=True))}
    for act in told_acts(system):
        if act.sign < 0 and act.day is not None and act.source in at and act.target in at:
            yield act.day, pairs[at[act.source], at[act.target]]
