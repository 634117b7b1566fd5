"""Actors: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from herodotus.export import Exporter
from herodotus.export.jsonl import writer
from herodotus.types import Holdings


def rows(holdings: Holdings) -> Iterator[dict[str, Any]]:
    """Yield the actors in the order of their ids."""
    for actor in holdings.actors():
        yield {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "aliases": list(actor.aliases),
            "mentions": actor.mentions,
            "entities": list(actor.entities),
        }


EXPORTER = Exporter(
    title="actors with their other names, JSON Lines", suffix=".jsonl", write=writer(rows), rows=rows
)
