"""Events as a typed table for dataframes."""

from __future__ import annotations

from herodotus.export import Exporter
from herodotus.export.flat import flat_events, write_parquet

EXPORTER = Exporter(
    title="events, typed columns, Parquet",
    suffix=".parquet",
    write=write_parquet(flat_events),
    rows=flat_events,
    binary=True,
)
