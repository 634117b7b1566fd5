"""Events as a table, one row an event, for spreadsheets."""

from __future__ import annotations

from herodotus.export import Exporter
from herodotus.export.flat import flat_events, write_csv

EXPORTER = Exporter(
    title="events, one row each, CSV", suffix=".csv", write=write_csv(flat_events), rows=flat_events
)
