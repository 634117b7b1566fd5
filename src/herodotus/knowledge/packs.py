"""Where place packs lie: compiled files with one ending in the folder that the setting `places` names."""

from __future__ import annotations

from pathlib import Path

PACK = ".places"


def packs_in(folder: Path) -> tuple[Path, ...]:
    """Return the packs of a folder by name; none where there is no such folder."""
    return tuple(sorted(folder.glob(f"*{PACK}"))) if folder.is_dir() else ()
