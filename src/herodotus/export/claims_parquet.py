"""Claims as a typed table for dataframes."""

from __future__ import annotations

from herodotus.export import Exporter
from herodotus.export.flat import flat_claims, write_parquet

EXPORTER = Exporter(
    title="claims, typed columns, Parquet",
    suffix=".parquet",
    write=write_parquet(flat_claims),
    rows=flat_claims,
    binary=True,
)
