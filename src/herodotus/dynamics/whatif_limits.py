"""What the paired runs assume, and what the reports do not identify for them."""

from __future__ import annotations

from herodotus.dynamics.answers import number, plural
from herodotus.dynamics.happenings import System
from herodotus.dynamics.mechanisms import Mechanisms
from herodotus.dynamics.scenarios import Scenario
from herodotus.dynamics.simulation import World


def assumptions(mechanisms: Mechanisms, world: World) -> tuple[str, ...]:
    """Return the assumptions in words."""
    ranges = [f"{name}: {low:g} to {high:g}" for name, low, high in mechanisms.ranges]
    fitted = f"{' and '.join(mechanisms.fitted)} fitted to the dated acts (90 % intervals), the rest"
    source = f"{fitted} from published ranges" if mechanisms.fitted else "published ranges"
    return (
        f"one act sets off further acts, drawn for each run from {source}: {'; '.join(ranges)}",
        f"the acts were told over about {number(world.weeks)} weeks; twice that halves every rate",
        "both worlds of a pair run on the same draws and chances, so that only the edit differs",
        "nobody changes aims, learns or leaves because of the edit: only rates and ties move",
        "pairs that no report tells of act seldom (a twentieth of the mean)",
    )


def not_identified(
    system: System, scenario: Scenario, *, world: World, edited: World, mechanisms: Mechanisms
) -> tuple[str, ...]:
    """Return what stays open, in words."""
    lines = []
    if not mechanisms.fitted:
        lines.append("how much one act sets off another: too few dated acts, so published ranges stand in")
    if edited.spread:
        lines.append("how far the edit would be kept: a wide range stands in for it")
    if any("cordon" in edit.act for edit in scenario.edits):
        lines.append(
            "the direction of a cordon's effect: no report here, and nothing published, tells whether "
            "one lowers or raises violence"
        )
    missing = sorted({actor for edit in scenario.edits for actor in edit.actors} - set(world.actors))
    lines += [f"anything about {system.name(actor)}: no report ties it to another actor" for actor in missing]
    nameless = sum(not row.actors for row in system.happenings)
    if nameless:
        lines.append(f"who acts in {plural(nameless, 'event')} without a named actor: they are in no run")
    lines.append("dates, places and persons: the runs say nothing of when, where exactly, or to whom by name")
    return tuple(lines)
