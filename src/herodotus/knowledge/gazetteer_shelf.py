"""The gazetteer with packs of places over it: a user's own are asked for first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from herodotus.knowledge.gazetteer_forms import distance_km
from herodotus.knowledge.gazetteer_index import STEPS, Candidate, Gazetteer
from herodotus.knowledge.gazetteer_rows import ROW_BITS

_SAME_KM = 15.0  # a town of one name as near as this is one town in two lists
_SURE_STEPS = frozenset({"exact", "stripped", "spelling"})


class Shelf(Gazetteer):
    """The shipped gazetteer and packs, asked together; numbers of rows do not collide."""

    def __init__(self, path: Path, *, packs: Iterable[Path]) -> None:
        """Open the gazetteer and the packs, in the order of their names."""
        super().__init__(path)
        self._packs = [
            Gazetteer(pack, first=(number + 1) * (ROW_BITS + 1)) for number, pack in enumerate(sorted(packs))
        ]
        shipped = self.candidates

        def layered(name: str, *, countries: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
            found = list(shipped(name, countries=countries))
            for pack in self._packs:
                found = _merged(found, pack.candidates(name, countries=countries))
            return tuple(_ranked(found, inside=set(countries))[:50])

        self.candidates = lru_cache(maxsize=20_000)(layered)


def _merged(found: list[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    """Add a pack's candidates: the user's own replace what lies beside them, others give way to it."""
    out = list(found)
    for candidate in more:
        beside = [one for one in out if one.kind == candidate.kind and _near(one, candidate)]
        if candidate.own:
            out = [one for one in out if one not in beside] + [candidate]
        elif not beside:
            out.append(candidate)
    return out


def _near(one: Candidate, other: Candidate) -> bool:
    return distance_km((one.lat, one.lon), (other.lat, other.lon)) < _SAME_KM


def _ranked(found: list[Candidate], *, inside: set[str]) -> list[Candidate]:
    """Rank as one gazetteer does; guesses by skeleton and edits only where no list has the name itself."""
    if any(c.step in _SURE_STEPS and (c.country in inside or not inside) for c in found):
        found = [c for c in found if c.step in _SURE_STEPS]
    return sorted(
        found,
        key=lambda c: (
            not c.own,
            c.country not in inside,
            STEPS.index(c.step),
            not c.wanted,
            -c.log_population,
            c.number,
        ),
    )
