"""Claims as a table, one row a claim, for spreadsheets."""

from __future__ import annotations

from herodotus.export import Exporter
from herodotus.export.flat import flat_claims, write_csv

EXPORTER = Exporter(
    title="claims, one row each, CSV", suffix=".csv", write=write_csv(flat_claims), rows=flat_claims
)
