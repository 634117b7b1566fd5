"""Claims on a map; the unplaced stay in the file, without geometry."""

from __future__ import annotations

from herodotus.export import Exporter
from herodotus.export.flat import flat_claims, write_geojson

EXPORTER = Exporter(
    title="claims with points, GeoJSON", suffix=".geojson", write=write_geojson(flat_claims), rows=flat_claims
)
