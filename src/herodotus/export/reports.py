"""Reports: one JSON object a line, text included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from herodotus.export import Exporter
from herodotus.export.jsonl import time_row, writer
from herodotus.types import Holdings, Report


def report_row(report: Report) -> dict[str, Any]:
    """Return the contract's fields, then the ones we add."""
    source = report.source
    return {
        "id": report.id,
        "path": report.path,
        "sha256": report.sha256,
        "title": report.title,
        "authors": list(report.authors),
        "source": None if source is None else source.name,
        "published": time_row(report.published),
        "language": report.language,
        "text": report.text,
        "key": report.key,
        "url": report.url,
        "source_kind": None if source is None else source.kind,
        "source_country": None if source is None else source.country,
        "particulars": dict(report.particulars),
    }


def rows(holdings: Holdings) -> Iterator[dict[str, Any]]:
    """Yield the reports in the order of their ids."""
    for report in holdings.reports():
        yield report_row(report)


EXPORTER = Exporter(
    title="reports with their texts, JSON Lines", suffix=".jsonl", write=writer(rows), rows=rows
)
