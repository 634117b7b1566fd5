"""The record -> where the runs of a scenario start: who did how much to whom, and who helps whom."""

from __future__ import annotations

from datetime import date

import numpy as np

from herodotus.dynamics.edges import find_edges
from herodotus.dynamics.happenings import System
from herodotus.dynamics.simulation import World, make_world
from herodotus.knowledge.dynamics import load_part


def world_of(system: System) -> tuple[World, int]:
    """Return where the runs start (who did how much to whom, who helps whom) and how many acts were told."""
    settings = load_part("whatif")
    votes = {row.claim: row.vote for rows in system.tellings.values() for row in rows}
    tallied: dict[tuple[str, str], list[set[tuple[str, str]]]] = {}
    for tie in system.ties:
        sides = tallied.setdefault((tie.a, tie.b), [set(), set()])
        sides[tie.sign > 0].update(votes[claim] for claim in tie.claims if claim in votes)
    weight: dict[str, int] = {}
    for (a, b), sides in tallied.items():
        for name in (a, b):
            weight[name] = weight.get(name, 0) + len(sides[0]) + len(sides[1])
    actors = sorted(sorted(weight, key=lambda name: (-weight[name], name))[: settings["most_actors"]])
    at = {name: k for k, name in enumerate(actors)}
    counts = {
        (at[a], at[b]): (float(len(hostile)), float(len(friendly)))
        for (a, b), (hostile, friendly) in sorted(tallied.items())
        if a in at and b in at
    }
    allies = np.zeros((len(actors), len(actors)))
    for edge in find_edges(system):
        if edge.sign is not None and edge.sign > 0 and edge.a in at and edge.b in at:
            allies[at[edge.a], at[edge.b]] = allies[at[edge.b], at[edge.a]] = edge.sign
    world = make_world(actors, counts, allies=allies, weeks=_weeks_told(system))
    return world, int(sum(hostile + friendly for hostile, friendly in counts.values()))


def _weeks_told(system: System) -> float:
    """Return over how many weeks the acts were told: the middle nine tenths of their days, at least four."""
    days = sorted(
        date.fromisoformat(row.when).toordinal()
        for rows in system.tellings.values()
        for row in rows
        if row.when
    )
    least = float(load_part("whatif")["least_weeks"])
    if len(days) < 2:  # noqa: PLR2004 (a span has two ends)
        return least
    # Old acts that reports recall would stretch the span; the middle of the days is what they cover.
    low, high = np.quantile(days, [0.1, 0.9])
    return max(float(high - low) / 0.8 / 7, least)
