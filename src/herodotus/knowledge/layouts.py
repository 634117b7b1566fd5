"""What well-known event tables call things: columns, precision codes and categories."""

from __future__ import annotations

from functools import cache
from typing import Any

from herodotus.knowledge import load_toml


@cache
def load_layouts() -> dict[str, Any]:
    """Return layouts.toml, each `columns` split into a list.

    >>> len(load_layouts()["ucdp_ged"]["columns"]), len(load_layouts()["acled"]["columns"])
    (49, 31)
    """
    layouts = {name: dict(table) for name, table in load_toml("layouts.toml").items()}
    for name in ("ucdp_ged", "acled"):
        layouts[name]["columns"] = layouts[name]["columns"].split()
    return layouts
