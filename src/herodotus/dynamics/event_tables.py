"""A person's own table of events (CSV or Parquet, UCDP GED's columns) -> the system that it describes.

Needed: `date_start`. Used where they are there: id, date_end, date_prec, where_prec, side_a, side_b,
type_of_violence, country, adm_1, adm_2, low, best, high. Columns finer than a district are not read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from herodotus.dynamics.answers import Quote
from herodotus.dynamics.happenings import Happening, System, Telling
from herodotus.errors import ReadError, UsageError
from herodotus.knowledge.dynamics import load_part
from herodotus.types import Tie

Row = Mapping[str, Any]
Pair = tuple[str, str]


def from_table(path: Path) -> System:
    """Read the system from a table of events."""
    happenings: list[Happening] = []
    quotes: dict[str, Quote] = {}
    tellings: dict[Pair, list[Telling]] = {}
    for at, row in enumerate(_rows(path), start=1):
        made = _happening(row, at=at)
        if made.id in quotes:
            raise UsageError(f"two rows of `{path}` have the id {made.id}", hint="ids must differ")
        happenings.append(made)
        quotes[made.id] = _quote(row, made, path=path)
        if made.actors and made.recipients:
            pair = (min(made.actors[0], made.recipients[0]), max(made.actors[0], made.recipients[0]))
            when = made.start.isoformat() if made.start else None
            told = Telling(claim=made.id, sign=-1, kind="fights", when=when, vote=(made.id, made.id))
            tellings.setdefault(pair, []).append(told)
    if not happenings:
        raise UsageError(f"`{path}` holds no event", hint="it needs a head line and one row an event")
    return System(
        label=path.name,
        happenings=tuple(happenings),
        actors={},
        ties=tuple(_tie(pair, rows) for pair, rows in sorted(tellings.items())),
        tellings={pair: tuple(rows) for pair, rows in sorted(tellings.items())},
        quotes=quotes,
    )


def _rows(path: Path) -> Iterator[Row]:
    """Yield the rows, by what the file's name says it is."""
    if not path.is_file():
        raise UsageError(f"there is no table `{path}`", hint="name a CSV or Parquet file of events")
    if path.suffix.casefold() == ".parquet":
        yield from _parquet_rows(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        _check(reader.fieldnames or [], path=path)
        yield from reader


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow.parquet as pq
    from pyarrow import ArrowInvalid

    try:
        table = pq.ParquetFile(path)
    except ArrowInvalid as error:
        raise ReadError(f"`{path}` is no Parquet file: {error}", hint="write it again, or use CSV") from None
    _check(table.schema_arrow.names, path=path)
    for batch in table.iter_batches():
        yield from batch.to_pylist()


def _check(names: Sequence[str], *, path: Path) -> None:
    if "date_start" not in names:
        raise UsageError(
            f"`{path}` has no column `date_start`",
            hint="name its columns as UCDP GED does; `herodotus export ucdp_ged` shows them",
        )


def _happening(row: Row, *, at: int) -> Happening:
    precision = _whole(row.get("date_prec"))
    start, end = _day(row.get("date_start"), at=at), _day(row.get("date_end"), at=at)
    limits = load_part("table")
    vague = precision is not None and precision > limits["date_prec"]
    side_a, side_b = _word(row.get("side_a")), _word(row.get("side_b"))
    best = _whole(row.get("best"))
    low, high = _whole(row.get("low")), _whole(row.get("high"))
    return Happening(
        id=_name(row.get("id")) or f"row {at}",
        kind=_kind(row),
        start=None if vague else start,
        actors=(side_a,) if side_a else (),
        recipients=(side_b,) if side_b else (),
        units=_units(row),
        killed_low=best if low is None else low,
        killed_high=best if high is None else high,
        chance=1.0,
        claims=(_name(row.get("id")) or f"row {at}",),
        days=max((end - start).days + 1, 1) if start and end and not vague else 1,
        imprecise=vague,
    )


def _units(row: Row) -> tuple[str, ...]:
    """Return country, province and district, as far as the place is known."""
    precision = _whole(row.get("where_prec")) or 0
    limits = load_part("table")["where_prec"]
    names = ("country", "adm_1", "adm_2")
    return tuple(
        word for name in names if precision <= limits[name] and (word := _word(row.get(name))) is not None
    )


def _kind(row: Row) -> str:
    code = _whole(row.get("type_of_violence"))
    return str(load_part("table")["kinds"].get(str(code), "event"))


def _quote(row: Row, made: Happening, *, path: Path) -> Quote:
    """Return the row in words: a table's event has no sentence, and its row is its evidence."""
    sides = " against ".join((*made.actors, *made.recipients))
    parts = (str(row.get("date_start")), sides, ", ".join(reversed(made.units)))
    killed = "" if made.killed_low is None else f"killed {made.killed_low} to {made.killed_high}"
    words = "; ".join(part for part in (*parts, killed) if part)
    return Quote(claim=made.id, report=path.name, title=path.name, voice="", start=0, end=0, text=words)


def _tie(pair: Pair, rows: list[Telling]) -> Tie:
    days = sorted(row.when for row in rows if row.when)
    return Tie(
        a=pair[0],
        b=pair[1],
        sign=-1,
        kind="fights",
        start=days[0] if days else None,
        end=days[-1] if days else None,
        weight=1.0,
        low=0.0,
        high=1.0,
        claims=tuple(row.claim for row in rows),
    )


def _word(value: object) -> str | None:
    words = " ".join(str(value).split()) if value is not None else ""
    return words or None


def _name(value: object) -> str | None:
    """Return an id as a person would write it: 120618, where the table holds 120618.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else _word(value)


def _whole(value: object) -> int | None:
    try:
        return int(float(str(value)))
    except ValueError:
        return None


def _day(value: object, *, at: int) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = _word(value)
    if words is None:
        return None
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        raise UsageError(
            f"row {at}: `{words}` is no date", hint="write dates as year-month-day: 2012-02-29"
        ) from None
