"""The gazetteer in use: the one in the package, and over it the packs of a folder, where one was named.

>>> [c.name for c in load_gazetteer().candidates("Kobane", countries=("SY",))]
['\u2018Ayn al \u2018Arab']
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from herodotus.knowledge.gazetteer_forms import distance_km, gazetteer_settings
from herodotus.knowledge.gazetteer_index import SHIPPED, Candidate, Gazetteer
from herodotus.knowledge.gazetteer_shelf import Shelf
from herodotus.knowledge.packs import packs_in

__all__ = [
    "Candidate",
    "Gazetteer",
    "distance_km",
    "gazetteer_settings",
    "load_gazetteer",
    "load_shipped",
    "use_places",
]

_named: dict[str, tuple[Path, ...]] = {}
"""The packs in use in this process, by `use_places`."""


def use_places(folder: Path | None) -> None:
    """Lay the packs of a folder over the gazetteer, for everything that this process reads from now on."""
    packs = packs_in(folder) if folder is not None else ()
    if packs != _named.get("packs", ()):
        _named["packs"] = packs
        load_gazetteer.cache_clear()


@lru_cache(maxsize=1)
def load_shipped() -> Gazetteer:
    """Return the gazetteer of the package, opened once a process."""
    return Gazetteer(SHIPPED)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer in use, opened once a process."""
    packs = _named.get("packs", ())
    return Shelf(SHIPPED, packs=packs) if packs else load_shipped()
