"""Record -> file: one module per layout.

A layout is a module here with `EXPORTER = Exporter(...)`, or an entry point of the group
`herodotus.export`. Equal records give equal bytes: rows are sorted, keys keep the layout's order,
and nothing of the clock, the machine or the path of the record goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from herodotus.registry import discover, pick
from herodotus.types import Holdings

Row = dict[str, Any]
# The five layouts of the contract, which `export all` writes side by side.
CONTRACT = ("reports", "claims", "events", "actors", "ties")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One layout: what it is for, the ending of its files, and how to write it; `binary` is no text."""

    title: str
    suffix: str
    write: Callable[[Holdings, BinaryIO], None]
    rows: Callable[[Holdings], Iterator[Row]] | None = None
    binary: bool = False


def exporters() -> dict[str, Exporter]:
    """Return layout name -> exporter, names with hyphens as a person types them."""
    found = discover("herodotus.export", attribute="EXPORTER")
    return {name.replace("_", "-"): exporter for name, exporter in sorted(found.items())}


def pick_exporter(name: str) -> Exporter:
    """Return the exporter of a layout; an unknown name lists the known ones."""
    exporter: Exporter = pick(exporters(), name.replace("_", "-"), kind="export layout")
    return exporter


def export_all(holdings: Holdings, folder: Path) -> dict[str, Path]:
    """Write the contract's five layouts into `folder`; return layout -> file."""
    folder.mkdir(parents=True, exist_ok=True)
    known: Mapping[str, Exporter] = exporters()
    written: dict[str, Path] = {}
    for name in CONTRACT:
        written[name] = folder / f"{name}{known[name].suffix}"
        with written[name].open("wb") as stream:
            known[name].write(holdings, stream)
    return written
