"""Events on a map; the unplaced stay in the file, without geometry."""

from __future__ import annotations

from herodotus.export import Exporter
from herodotus.export.flat import flat_events, write_geojson

EXPORTER = Exporter(
    title="events with points, GeoJSON", suffix=".geojson", write=write_geojson(flat_events), rows=flat_events
)
