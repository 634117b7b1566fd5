"""What is refused, in code: no forecast for a person, an address, or a unit below a district."""

from __future__ import annotations

import re

from herodotus.dynamics.happenings import System
from herodotus.errors import UsageError
from herodotus.knowledge.dynamics import load_part


def refuse_narrow(system: System, words: str) -> None:
    """Raise where somebody asks for less than a district: a person, an address, coordinates, a quarter.

    What the record or table holds as country, province, district, pair or body may be asked for;
    the check is by what these words are there, not by how they look, and by how they look after.
    """
    wanted = " ".join(words.casefold().split())
    for actor in system.actors.values():
        if actor.kind == "person" and wanted in {name.casefold() for name in (actor.name, *actor.aliases)}:
            raise UsageError(
                f"`{words}` is a person, and nothing is forecast for a person",
                hint="ask for a country, a province or a district",
            )
    if wanted in {unit.casefold() for row in system.happenings for unit in row.units}:
        return
    patterns = load_part("bounds")
    if re.search(patterns["coordinates"], wanted) or re.search(patterns["address"], wanted):
        raise UsageError(
            f"`{words}` is an address or a point, and nothing is forecast below a district",
            hint="ask for the district that holds it",
        )
    known = sorted({unit for row in system.happenings for unit in row.units})
    raise UsageError(
        f"`{words}` is no country, province or district here, and nothing is forecast below a district",
        hint=f"there are, among others: {'; '.join(known[:6])}" if known else "no event here has a place",
    )
