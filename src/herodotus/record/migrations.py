"""The schema's history: functions in order, whose names are rows of the record.

A function, once released, is never changed and never leaves; a new one is added at the end. Each
must also hold on a record that was made yesterday with today's tables, so it adds what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select

from herodotus.errors import RecordError
from herodotus.record import schema
from herodotus.record.dialects import Portable
from herodotus.record.facts import fill_facts


def m0001_tables(connection: Connection, dialect: Portable) -> None:
    """Create the first tables, their triggers and the index of words."""
    schema.metadata.create_all(connection)
    dialect.install(connection)
    connection.execute(insert(schema.marks).values(name="views", value="stale"))


def m0002_facts(connection: Connection, dialect: Portable) -> None:
    """Add what lists, maps and timelines are counted from, and make it of the events that are there."""
    schema.metadata.create_all(connection)
    for index in sorted(schema.claims.indexes | schema.participants.indexes, key=lambda one: str(one.name)):
        index.create(connection, checkfirst=True)
    dialect.install(connection)
    fill_facts(connection)
    dialect.index_claims(connection)


MIGRATIONS: tuple[Callable[[Connection, Portable], None], ...] = (m0001_tables, m0002_facts)


def applied(connection: Connection) -> set[str] | None:
    """Return the names that the record has been through; None if it is no record (or a new one)."""
    if not inspect(connection).has_table(schema.migrations.name):
        return None
    return set(connection.scalars(select(schema.migrations.c.name)))


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table at all, so that a record may begin in it."""
    return not inspect(connection).get_table_names()


def check_known(names: set[str], *, where: str) -> None:
    """Raise unless this version knows every migration that the record has been through."""
    unknown = sorted(names - {migration.__name__ for migration in MIGRATIONS})
    if unknown:
        raise RecordError(
            f"this record was written by a newer version of Herodotus: `{where}` has the change"
            f" `{unknown[0]}`, which this version does not know",
            hint="install the newer version (`pip install --upgrade herodotus`), or read into a new record",
        )


def migrate(connection: Connection, dialect: Portable, *, names: set[str]) -> None:
    """Apply what is missing, in order, inside the caller's transaction."""
    for migration in MIGRATIONS:
        if migration.__name__ in names:
            continue
        migration(connection, dialect)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(insert(schema.migrations).values(name=migration.__name__, at=at))
