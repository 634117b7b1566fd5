"""Herodotus: who did what to whom, where and when, according to whom."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from herodotus.explore.brief import Brief, make_brief
    from herodotus.pipeline import ReadSummary
    from herodotus.record import Record

__all__ = ["Brief", "ReadSummary", "Record", "__version__", "make_brief", "open_record", "read_reports"]

try:
    __version__ = version("herodotus")
except PackageNotFoundError:  # run from a source folder that was never installed
    __version__ = "0+unknown"

# Loaded when they are first used: `import herodotus` must cost nothing to those who need one stage of it.
_HOMES = {
    "Brief": "herodotus.explore.brief",
    "ReadSummary": "herodotus.pipeline",
    "Record": "herodotus.record",
    "make_brief": "herodotus.explore.brief",
}


def open_record(path: str | Path = "record.herodotus", *, create: bool = False) -> Record:
    """Open a record; use it in a `with` block, which closes the file."""
    from herodotus.record import Record  # noqa: PLC0415 (see _HOMES)

    return Record.open(path, create=create)


def read_reports(
    *paths: str | Path,
    record: Record,
    metadata: str | Path | None = None,
    workers: int | None = None,
) -> ReadSummary:
    """Read files, folders and archives into a record, as `herodotus read` does."""
    from herodotus import pipeline  # noqa: PLC0415 (see _HOMES)
    from herodotus.settings import load_settings  # noqa: PLC0415 (see _HOMES)

    return pipeline.read(
        [Path(path) for path in paths],
        record=record,
        settings=load_settings({"workers": workers}),
        particulars=None if metadata is None else Path(metadata),
    )


if not TYPE_CHECKING:  # a type checker must not take every name for one of ours

    def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public name)
        """Load a public name from its home."""
        if name not in _HOMES:
            raise AttributeError(f"herodotus has no public name `{name}`; it has {', '.join(__all__)}")
        from importlib import import_module  # noqa: PLC0415 (see _HOMES)

        return getattr(import_module(_HOMES[name]), name)
