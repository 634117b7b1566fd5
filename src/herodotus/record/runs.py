"""Runs and methods: what read this record, when, and whether it came to its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from herodotus.record import schema
from herodotus.record.codec import encode
from herodotus.types import Method

_runs, _methods = schema.runs, schema.methods


def put_method(connection: Connection, method: Method) -> None:
    """Keep what a method's id stands for."""
    if connection.execute(select(_methods.c.id).where(_methods.c.id == method.id)).first() is None:
        connection.execute(insert(_methods).values(id=method.id, payload=encode(method)))


def begin_run(connection: Connection, methods: Sequence[Method]) -> int:
    """Add a run that has not ended, and return its number."""
    ids = " ".join(method.id for method in methods)
    result = connection.execute(insert(_runs).values(started=_now(), methods=ids))
    assert result.inserted_primary_key is not None, "an inserted row has a key"
    return int(result.inserted_primary_key[0])


def end_run(connection: Connection, run: int, *, summary: str) -> None:
    """Note the end of a run and what it did."""
    connection.execute(update(_runs).where(_runs.c.seq == run).values(ended=_now(), summary=summary))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
