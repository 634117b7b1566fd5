"""Claims and events as flat rows: what CSV, Parquet and GeoJSON share.

Lists become one cell, joined by "; ". A number that is not stated is an empty cell, never 0.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from herodotus.export import claims, events
from herodotus.types import Harm, Holdings

Row = dict[str, Any]
Rows = Callable[[Holdings], Iterator[Row]]
# Column types of the flat rows, for formats that have types; text is the rest.
_NUMBERS = {
    "lat": float,
    "lon": float,
    "confidence": float,
    "evidence_start": int,
    "evidence_end": int,
    "origins": int,
    "claims_counted": int,
    "disagreements_counted": int,
}
# A cell that starts so is a formula to a spreadsheet, and imported text must never run.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def column_type(column: str) -> type:
    """Return int, float or str: the type of a flat column."""
    ends = ("_low", "_best", "_high", "_min", "_max")
    return int if column.endswith(ends) else _NUMBERS.get(column, str)


def flat_claims(holdings: Holdings) -> Iterator[Row]:
    """Yield one flat row a claim, with its report's particulars beside it."""
    heads = _heads(holdings)
    for row in claims.rows(holdings):
        yield _flat_claim(row, heads.get(row["report"], {}))


def flat_events(holdings: Holdings) -> Iterator[Row]:
    """Yield one flat row an event."""
    for row in events.rows(holdings):
        yield _flat_event(row)


def write_csv(rows: Rows) -> Callable[[Holdings, BinaryIO], None]:
    """Return a function that writes RFC 4180 CSV, UTF-8, with a header even when there are no rows."""

    def write(holdings: Holdings, stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=True)
        out = csv.writer(text)
        out.writerow(columns(rows))
        for row in rows(holdings):
            out.writerow([_cell(value) for value in row.values()])
        text.detach()

    return write


def write_geojson(rows: Rows) -> Callable[[Holdings, BinaryIO], None]:
    """Return a function that writes a FeatureCollection; the unplaced stay in it, without geometry."""

    def write(holdings: Holdings, stream: BinaryIO) -> None:
        stream.write(b'{"type": "FeatureCollection", "features": [')
        for number, row in enumerate(rows(holdings)):
            stream.write(b",\n" if number else b"\n")
            stream.write(json.dumps(_feature(row), ensure_ascii=False).encode("utf-8", "replace"))
        stream.write(b"\n]}\n")

    return write


def write_parquet(rows: Rows) -> Callable[[Holdings, BinaryIO], None]:
    """Return a function that writes Parquet with typed columns."""

    def write(holdings: Holdings, stream: BinaryIO) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        kinds = {int: pa.int64(), float: pa.float64(), str: pa.string()}
        schema = pa.schema([(column, kinds[column_type(column)]) for column in columns(rows)])
        with parquet.ParquetWriter(stream, schema) as out:
            for batch in _batches(rows(holdings)):
                out.write_table(pa.Table.from_pylist(batch, schema=schema))

    return write


def columns(rows: Rows) -> tuple[str, ...]:
    """Return the columns of a kind of flat row, known without any row."""
    return tuple(_flat_claim({}, {})) if rows is flat_claims else tuple(_flat_event({}))


def _batches(rows: Iterator[Row], *, size: int = 10_000) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _heads(holdings: Holdings) -> dict[str, Row]:
    """Return report -> its particulars; the texts of a large record together would not fit in memory."""
    return {
        report.id: {
            "report_source": report.source.name if report.source else None,
            "report_title": report.title,
            "report_published": report.published.start if report.published else None,
            "report_path": report.path,
            "report_url": report.url,
        }
        for report in holdings.reports()
    }


def _flat_claim(row: Mapping[str, Any], head: Mapping[str, Any]) -> Row:
    """Return one claim in one row; an empty claim gives the columns."""
    place, time = row.get("place") or {}, row.get("time") or {}
    evidence: Mapping[str, Any] = next(iter(row.get("evidence") or ()), {})
    voices = row.get("voices") or ()
    casualties = row.get("casualties") or {}
    counts = {
        f"{harm}_{bound}": (casualties.get(harm) or {}).get(bound)
        for harm in Harm
        for bound in ("low", "best", "high", "text", "group", "scope")
    }
    return {
        "id": row.get("id"),
        "report": row.get("report"),
        "event": row.get("event"),
        "event_type": row.get("event_type"),
        "mode": row.get("mode"),
        "modality": row.get("modality"),
        "act": row.get("act"),
        "said_by": voices[-1]["name"] if voices else None,
        "voices": " > ".join(voice["name"] for voice in voices),
        "actors": _names(row.get("actors")),
        "recipients": _names(row.get("recipients")),
        "start": time.get("start"),
        "end": time.get("end"),
        "date_precision": time.get("precision"),
        "time_text": time.get("text"),
        "place": place.get("name"),
        "place_id": place.get("id"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "place_precision": place.get("precision"),
        **counts,
        "confidence": row.get("confidence"),
        "trigger": (row.get("trigger") or {}).get("text"),
        "evidence_start": evidence.get("start"),
        "evidence_end": evidence.get("end"),
        "quote": evidence.get("quote"),
        **{
            column: head.get(column)
            for column in ("report_source", "report_title", "report_published", "report_path", "report_url")
        },
    }


def _flat_event(row: Mapping[str, Any]) -> Row:
    """Return one event in one row; an empty event gives the columns."""
    place, time, casualties = row.get("place") or {}, row.get("time") or {}, row.get("casualties") or {}
    tolls: Row = {}
    for harm in Harm:
        toll = casualties.get(harm) or {}
        sides = toll.get("positions") or ()
        tolls |= {
            f"{harm}_min": toll.get("min"),
            f"{harm}_max": toll.get("max"),
            f"{harm}_by_voice": "; ".join(f"{side['value']}: {', '.join(side['holders'])}" for side in sides),
        }
    contested = row.get("disagreements") or ()
    return {
        "id": row.get("id"),
        "event_type": row.get("event_type"),
        "title": row.get("title"),
        "start": time.get("start"),
        "end": time.get("end"),
        "date_precision": time.get("precision"),
        "place": place.get("name"),
        "place_id": place.get("id"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "place_precision": place.get("precision"),
        "actors": "; ".join(row.get("actor_names") or ()),
        "recipients": "; ".join(row.get("recipient_names") or ()),
        "reports": "; ".join(row.get("reports") or ()),
        "origins": row.get("origins"),
        **tolls,
        "disagreements_counted": len(contested),
        "disagreements": "; ".join(map(_question, contested)),
        "claims_counted": len(row.get("claims") or ()),
        "claims": "; ".join(row.get("claims") or ()),
    }


def _question(disagreement: Mapping[str, Any]) -> str:
    sides = " / ".join(
        f"{side['value']} ({', '.join(side['holders'])})" for side in disagreement["positions"]
    )
    return f"{disagreement['question']} {sides}"


def _names(participants: Iterable[Mapping[str, Any]] | None) -> str:
    return "; ".join(participant["name"] for participant in participants or ())


def _cell(value: object) -> object:
    """Return the cell; text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _feature(row: Row) -> Row:
    """Return a GeoJSON feature; longitude comes first there (RFC 7946)."""
    lat, lon = row.get("lat"), row.get("lon")
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": row}
