"""Plug-ins: one folder is one kind, one file is one plug-in, and finding them is a call."""

from __future__ import annotations

import importlib
import pkgutil
from importlib.metadata import entry_points
from typing import Any

from herodotus.errors import UsageError


def discover(package: str, *, attribute: str) -> dict[str, Any]:
    """Return name -> plug-in for each module of `package` that has `attribute`, then entry points.

    Other packages add theirs under the entry-point group of the same dotted name; ours win on
    equal names, so that an installed package cannot silently replace a reader.
    """
    found: dict[str, Any] = {}
    folder = importlib.import_module(package)
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda module: module.name):
        plug_in = getattr(importlib.import_module(f"{package}.{module.name}"), attribute, None)
        if plug_in is not None:
            found[module.name] = plug_in
    for entry in sorted(entry_points(group=package), key=lambda entry: entry.name):
        if entry.name not in found:
            found[entry.name] = entry.load()
    return found


def pick(plug_ins: dict[str, Any], name: str, *, kind: str) -> Any:  # noqa: ANN401 (the kind says the type)
    """Return the plug-in of that name; a missing name lists the known ones."""
    if name not in plug_ins:
        known = ", ".join(sorted(plug_ins))
        raise UsageError(f"there is no {kind} `{name}`", hint=f"known: {known}")
    return plug_ins[name]
