"""Reports as files bring them: one report, all the places where it was seen, and the fullest account of it.

The row of a report depends on the set of its sightings alone, never on their order: its path is
the least one, the rest comes from the sighting that knows most (the least path, then the least
text, between equals).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from herodotus.record import schema
from herodotus.record.codec import decode_report, digest, encode, encode_head
from herodotus.record.layers import drop_layer, put_issues, views_are_stale
from herodotus.record.nouns import SeenFile
from herodotus.record.store import AnyRow
from herodotus.types import Issue, Report

_files, _sightings, _reports = schema.files, schema.sightings, schema.reports
# Ids in one `IN (...)`; SQLite takes 32,766 bound values, PostgreSQL twice that.
BATCH = 500


def batches(ids: Iterable[str]) -> Iterable[list[str]]:
    """Yield the ids, sorted, in lists that one query can take."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def richness(report: Report) -> int:
    """Return how much is known of a report besides its text."""
    known = (report.url, report.title, report.source, report.published, report.language)
    return sum(value is not None for value in known) + len(report.authors) + len(report.particulars)


def put_file(
    connection: Connection,
    file: SeenFile,
    *,
    reports: Sequence[Report],
    issues: Sequence[Issue] = (),
    first: int = 0,
    begins: bool = True,
    ended: bool = True,
    done: bool = True,
) -> int:
    """Store the reports of a file from its `first`th on, and return how many are new to the record.

    A long file comes in parts, each a call. With `begins`, its issues of a former reading are
    forgotten; with `ended`, the reports it held beyond this part; with `done` too, it need not be
    read again while its bytes, particulars and method are the same.
    """
    this_file = and_(_sightings.c.file == file.path, _sightings.c.sha256 == file.sha256)
    _put_file_row(connection, file, done=ended and done)
    if begins:
        connection.execute(delete(schema.issues).where(schema.issues.c.owner == f"file:{file.path}"))
    put_issues(connection, issues, owner=f"file:{file.path}")
    gone = this_file & (_sightings.c.ordinal >= first)
    if not ended:
        gone &= _sightings.c.ordinal < first + len(reports)
    before = set(connection.scalars(select(_sightings.c.report).where(gone)))
    connection.execute(delete(_sightings).where(gone))
    if reports:
        connection.execute(insert(_sightings), [
            _sighting(file, ordinal, report) for ordinal, report in enumerate(reports, start=first)
        ])  # fmt: skip
    texts = {report.id: report for report in reports}
    return _settle(connection, before | texts.keys(), texts=texts)


def _put_file_row(connection: Connection, file: SeenFile, *, done: bool) -> None:
    row = {
        "path": file.path, "sha256": file.sha256, "size": file.size, "method": file.method,
        "particulars": encode(file.particulars), "done": done,
    }  # fmt: skip
    connection.execute(delete(_files).where(_files.c.path == file.path, _files.c.sha256 == file.sha256))
    connection.execute(insert(_files).values(row))


def _sighting(file: SeenFile, ordinal: int, report: Report) -> dict[str, Any]:
    return {
        "file": file.path, "sha256": file.sha256, "ordinal": ordinal, "report": report.id,
        "path": report.path or file.path, "richness": richness(report), "payload": encode_head(report),
    }  # fmt: skip


def _settle(connection: Connection, touched: set[str], *, texts: dict[str, Report]) -> int:
    """Make the rows of the touched reports what their sightings say; return how many are new."""
    new = 0
    for ids in batches(touched):
        seen: dict[str, list[AnyRow]] = defaultdict(list)
        for row in connection.execute(select(_sightings).where(_sightings.c.report.in_(ids))):
            seen[row.report].append(row)
        columns = select(_reports.c.id, _reports.c.head_digest, _reports.c.path)
        known = {row.id: row for row in connection.execute(columns.where(_reports.c.id.in_(ids)))}
        gone = [report for report in ids if report in known and report not in seen]
        if gone:
            drop_layer(connection, gone)
            connection.execute(delete(_reports).where(_reports.c.id.in_(gone)))
            views_are_stale(connection)
        for report, rows in sorted(seen.items()):
            new += _settle_one(connection, rows, known=known.get(report), text=texts.get(report))
    return new


def _settle_one(
    connection: Connection, rows: Sequence[AnyRow], *, known: AnyRow | None, text: Report | None
) -> int:
    best = min(rows, key=lambda row: (-row.richness, row.path, row.payload))
    path = min(row.path for row in rows)
    # The path stays out: that a copy lies elsewhere too changes nothing of what was read in it.
    made_from = digest(decode_report(best.payload, text="", path=None))
    if known is not None and (known.head_digest, known.path) == (made_from, path):
        return 0
    report = decode_report(best.payload, text="", path=path)
    values = {"path": path, "head_digest": made_from, "payload": best.payload, **_columns(report)}
    views_are_stale(connection)
    if known is not None:
        connection.execute(update(_reports).where(_reports.c.id == known.id).values(values))
        return 0
    assert text is not None, "a report is new only in the part that brings its text"
    fixed = {"id": text.id, "sha256": text.sha256, "characters": len(text.text), "text": text.text}
    connection.execute(insert(_reports).values(**values, **fixed))
    return 1


def _columns(report: Report) -> dict[str, Any]:
    published = report.published
    return {
        "title": report.title,
        "source": report.source.name if report.source else None,
        "published_start": published.start if published else None,
        "published_end": published.end if published else None,
        "language": report.language,
    }
