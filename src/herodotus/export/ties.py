"""Ties: one JSON object a line, signed, dated, with the claims or the words under each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from herodotus.export import Exporter
from herodotus.export.jsonl import writer
from herodotus.types import Holdings


def rows(holdings: Holdings) -> Iterator[dict[str, Any]]:
    """Yield the ties in the order in which the record streams them."""
    for tie in holdings.ties():
        yield {
            "a": tie.a,
            "b": tie.b,
            "sign": tie.sign,
            "kind": tie.kind,
            "start": tie.start,
            "end": tie.end,
            "weight": tie.weight,
            "low": tie.low,
            "high": tie.high,
            "claims": list(tie.claims),
            "evidence": [
                {"report": one.report, "start": one.start, "end": one.end, "quote": one.quote}
                for one in tie.evidence
            ],
        }


EXPORTER = Exporter(
    title="signed ties between actors, JSON Lines", suffix=".jsonl", write=writer(rows), rows=rows
)
