"""A scenario: a file that says how the record is to be edited, and what is refused.

    question = "What if the two stop fighting?"
    weeks = 12
    [[edit]]
    act = "ceasefire"
    a = "The Front"
    b = "The Army"

Protective and descriptive acts need no reason: ceasefire, withdraw, cordon, lift-cordon, and a tie made
friendly. Acts that harm (raid, a tie made hostile) need `purpose`, a sentence on what the study is
for. No edit may name a person.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from herodotus.dynamics.districts_answer import Ground, load_ground
from herodotus.dynamics.happenings import System
from herodotus.dynamics.simulation import Floats, Whole, World
from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

ACTS = ("ceasefire", "withdraw", "tie", "cordon", "lift-cordon", "raid")
KEYS = {"question", "weeks", "purpose", "edit", "compare", "districts"}
# What each act must name.
NEEDS = {
    "ceasefire": ("a", "b"),
    "withdraw": ("actor",),
    "tie": ("a", "b", "sign"),
    "cordon": ("actor",),
    "lift-cordon": ("actor",),
    "raid": ("a", "b"),
}


@noun
class Edit:
    """One change of the record: an act and the actors (ids) that it is about."""

    act: str
    actors: tuple[str, ...]
    sign: int = 0

    def say(self, system: System) -> str:
        """Say the edit in words."""
        names = [system.name(actor) for actor in self.actors]
        return {
            "ceasefire": f"{names[0]} and {names[-1]} agree a ceasefire",
            "withdraw": f"{names[0]} withdraws",
            "tie": f"{names[0]} and {names[-1]} become {'friends' if self.sign > 0 else 'enemies'}",
            "cordon": f"a cordon is laid around {names[0]}",
            "lift-cordon": f"the cordon around {names[0]} is lifted",
            "raid": f"{names[0]} raids {names[-1]}",
        }[self.act]


@noun
class Compare:
    """A place and days in a table of events, to be compared with other places and other days."""

    place: str
    start: str
    end: str


@noun
class Scenario:
    """A question, its edits, how many weeks to run, and what it is for."""

    question: str
    edits: tuple[Edit, ...]
    weeks: int
    purpose: str
    compare: Compare | None
    districts: Ground | None = None


def load_scenario(path: Path, *, system: System) -> Scenario:
    """Read a scenario file, or say what is wrong in it."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"there is no scenario `{path}`", hint="docs/how-to/run-the-system.md shows one"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"`{path}` is no TOML: {error}", hint="compare it with the one in the docs"
        ) from None
    unknown = sorted(set(told) - KEYS)
    if unknown:
        raise UsageError(
            f"`{path}` has an unknown key `{unknown[0]}`", hint=f"known: {', '.join(sorted(KEYS))}"
        )
    purpose = str(told.get("purpose", "")).strip()
    edits = tuple(_edit(row, system=system, purpose=purpose) for row in told.get("edit", ()))
    compare = _compare(told["compare"]) if "compare" in told else None
    ground = load_ground(told["districts"], beside=path) if "districts" in told else None
    if not edits and compare is None and ground is None:
        raise UsageError(
            f"`{path}` changes nothing", hint="give it an [[edit]], a [compare] or a [districts] part"
        )
    return Scenario(
        question=str(told.get("question", path.stem)),
        edits=edits,
        weeks=int(told.get("weeks", load_part("whatif")["weeks"])),
        purpose=purpose,
        compare=compare,
        districts=ground,
    )


def _compare(row: dict[str, Any]) -> Compare:
    missing = [key for key in ("place", "start", "end") if key not in row]
    if missing:
        raise UsageError(f"[compare] lacks `{missing[0]}`", hint="it needs place, start and end")
    return Compare(place=str(row["place"]), start=str(row["start"]), end=str(row["end"]))


def _edit(row: dict[str, Any], *, system: System, purpose: str) -> Edit:
    act = str(row.get("act", ""))
    if act not in ACTS:
        raise UsageError(f"there is no act `{act}`", hint=f"acts are {', '.join(ACTS)}")
    missing = [key for key in NEEDS[act] if key not in row]
    if missing:
        raise UsageError(f"the act `{act}` lacks `{missing[0]}`", hint=f"it needs {', '.join(NEEDS[act])}")
    sign = int(row.get("sign", 0))
    if act == "tie" and sign not in {-1, 1}:
        raise UsageError(f"a tie's sign is 1 or -1, not {sign}", hint="1 makes friends, -1 enemies")
    if (act == "raid" or sign < 0) and not purpose:
        raise UsageError(
            f"`{act}` is an act that harms, and the scenario states no purpose",
            hint='add `purpose = "..."`: one sentence on what the study is for',
        )
    actors = tuple(find_actor(system, str(row[key])) for key in ("actor", "a", "b") if key in row)
    if len(set(actors)) < len(actors):
        raise UsageError(f"the act `{act}` names one actor twice", hint="name two")
    return Edit(act=act, actors=actors, sign=sign)


def find_actor(system: System, words: str) -> str:
    """Return the actor of this name or id; a person is refused."""
    wanted = words.casefold()
    found = [
        name
        for name, actor in system.actors.items()
        if wanted in {name.casefold(), actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}
    ]
    names = {name for pair in system.tellings for name in pair}
    if not found and not system.actors:
        found = [name for name in names if name.casefold() == wanted]
    if not found:
        known = sorted(system.name(name) for name in names)[:6]
        raise UsageError(
            f"no actor is called `{words}`", hint=f"the network has, among others: {'; '.join(known)}"
        )
    chosen = min(found, key=lambda name: (name not in names, name))
    if chosen in system.actors and system.actors[chosen].kind == "person":
        raise UsageError(
            f"`{words}` is a person, and nothing here is run about a person",
            hint="name the body that acts: an army, a party, a government",
        )
    return chosen


def apply(world: World, edit: Edit) -> World:
    """Return the world after one edit; actors that the world does not hold change nothing."""
    at = [world.actors.index(actor) for actor in edit.actors if actor in world.actors]
    if len(at) < len(edit.actors):
        return world
    inside = np.isin(world.source, at) & np.isin(world.target, at)
    touched = np.isin(world.source, at) | np.isin(world.target, at)
    pairs: Whole = np.flatnonzero(inside if len(at) > 1 else touched)
    settings = load_part("whatif")
    if edit.act == "withdraw":
        factor = world.factor.copy()
        factor[pairs] = 0.0
        return replace(world, factor=factor, allies=_without(world.allies, at[0]))
    if edit.act == "ceasefire":
        low, high = settings["ceasefire"]
        return replace(world, spread=(*world.spread, ("how much of the violence goes on", pairs, low, high)))
    if edit.act in {"cordon", "lift-cordon"}:
        low, high = settings["cordon"]
        return replace(world, spread=(*world.spread, ("what the cordon does", pairs, low, high)))
    if edit.act == "raid":
        shock = world.shock.copy()
        shock[(world.source == at[0]) & (world.target == at[1])] += 1
        return replace(world, shock=shock)
    return _retied(world, pairs, at=at, sign=edit.sign)


def _without(allies: Floats, actor: int) -> Floats:
    changed = allies.copy()
    changed[actor, :] = changed[:, actor] = 0.0
    return changed


def _retied(world: World, pairs: Whole, *, at: list[int], sign: int) -> World:
    """Return the world with two actors friends or enemies: their acts, and whom each helps."""
    hostile = world.acts[world.acts > 0]
    friendly = world.kind_acts[world.kind_acts > 0]
    acts, kind_acts, allies = world.acts.copy(), world.kind_acts.copy(), world.allies.copy()
    acts[pairs] = 0.0 if sign > 0 else float(hostile.mean()) if len(hostile) else 1.0
    kind_acts[pairs] = (float(friendly.mean()) if len(friendly) else 1.0) if sign > 0 else 0.0
    allies[at[0], at[1]] = allies[at[1], at[0]] = 1.0 if sign > 0 else 0.0
    return replace(world, acts=acts, kind_acts=kind_acts, allies=allies)
