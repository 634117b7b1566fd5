"""What well-known event tables call things: columns, precision codes and categories."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_layouts() -> dict[str, Any]:
    """Return layouts.toml, each `columns` split into a list."""
    layouts = tomllib.loads((files("herodotus.knowledge") / "layouts.toml").read_text("utf-8"))
    for name in ("ucdp_ged", "acled"):
        layouts[name]["columns"] = layouts[name]["columns"].split()
    return layouts
