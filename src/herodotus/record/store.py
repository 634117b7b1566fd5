"""An open database: connections for reading and for writing, and its troubles in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Select
from sqlalchemy.exc import DBAPIError

from herodotus.errors import RecordError
from herodotus.record import migrations
from herodotus.record.dialects import Portable
from herodotus.record.sqlite import Sqlite

# SQLAlchemy 2.0 and 2.1 type rows each in its own way; columns are read by name.
AnyRow: TypeAlias = Any
# Rows that one query brings: enough that queries are rare, few enough that memory stays small.
PAGE = 500
# The same for reports with their texts, each of which may be a million characters.
TEXT_PAGE = 20


class Store:
    """One database and how to speak to it; every statement of the record goes through here."""

    def __init__(self, address: str, *, create: bool = False, dialect: Portable | None = None) -> None:
        """Open and, where `create`, begin; bring an older schema up to this version."""
        self.where = address
        self.dialect = dialect or (Portable() if "://" in address else Sqlite())
        if "://" not in address:
            _check_path(Path(address), create=create)
        self.engine = self.dialect.engine(address, create=create)
        try:
            self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        with self.reading() as connection:
            names = migrations.applied(connection)
            begins = names is None and create and migrations.is_empty(connection)
        if names is None and not begins:
            raise RecordError(
                f"`{self.where}` is not a record of Herodotus",
                hint="name the right file with `--record`, or a new name to begin a record",
            )
        migrations.check_known(names or set(), where=self.where)
        if len(names or ()) < len(migrations.MIGRATIONS):
            with self.writing() as connection:
                # Asked again under the lock: another program may have begun the same record.
                migrations.migrate(connection, self.dialect, names=migrations.applied(connection) or set())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the record."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise self.dialect.explain(error, where=self.where) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes all come to be at the end, or none of them."""
        try:
            with self.engine.connect() as plain:
                connection = self.dialect.begin_writing(plain)
                with connection.begin():
                    yield connection
        except DBAPIError as error:
            raise self.dialect.explain(error, where=self.where) from error

    def pages(self, statement: Select[Any], *, key: Column[Any], size: int = PAGE) -> Iterator[list[AnyRow]]:
        """Yield the rows in pages, in the order of `key`, the statement's first column.

        Each page is a query of its own, so that no cursor stays open and memory holds one page.
        """
        ordered = statement.order_by(key).limit(size)
        last: Any = None
        while True:
            with self.reading() as connection:
                rows = list(connection.execute(ordered if last is None else ordered.where(key > last)))
            if rows:
                yield rows
            if len(rows) < size:
                return
            last = rows[-1][0]

    def stream(self, statement: Select[Any], *, key: Column[Any], size: int = PAGE) -> Iterator[AnyRow]:
        """Yield the rows one by one, in the order of `key`, the statement's first column."""
        for rows in self.pages(statement, key=key, size=size):
            yield from rows

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _check_path(path: Path, *, create: bool) -> None:
    """Raise in plain words what the database would only call "unable to open"."""
    if path.is_dir():
        raise RecordError(f"`{path}` is a folder, not a record", hint="name a file in it with `--record`")
    if path.exists():
        return
    if not create:
        raise RecordError(
            f"there is no record `{path}`",
            hint="begin one with `herodotus read FOLDER`, or name another with `--record`",
        )
    if not path.absolute().parent.is_dir():
        raise RecordError(
            f"there is no folder `{path.absolute().parent}` for the record",
            hint="make the folder first, or name another place with `--record`",
        )
