"""What differs between databases: opening, writing transactions, append-only tables, full text.

`Portable` holds for any database that SQLAlchemy speaks; `sqlite.py` replaces what SQLite does
better. Nothing outside these two files is written in one database's own SQL.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, create_engine, literal, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import ColumnElement

from herodotus.errors import RecordError
from herodotus.record import schema

WORD = re.compile(r'"([^"]+)"|(\S+)')
# Set around a find in a passage; no report's text holds them, since readers drop control characters.
OPEN, CLOSE = "\x02", "\x03"


class Portable:
    """Any database: text is found with LIKE, and append-only is kept by the code alone."""

    def engine(self, address: str, *, create: bool) -> Engine:  # noqa: ARG002 (files are created, servers not)
        """Return an engine for a database address."""
        return create_engine(address)

    def install(self, connection: Connection) -> None:
        """Add what the tables alone do not say: triggers and the index of words."""

    def begin_writing(self, connection: Connection) -> Connection:
        """Return the connection so that its next transaction is the only writing one."""
        return connection

    def search(self, words: str) -> Select[Any]:
        """Return a select of (report id, title, passage) of the reports that hold all the words.

        The passage is the whole text here; a database that cuts it marks the finds itself.
        """
        terms = [phrase or plain for phrase, plain in WORD.findall(words)]
        return (
            select(schema.reports.c.id, schema.reports.c.title, schema.reports.c.text)
            .where(and_(literal(bool(terms)), *(self._holds(term) for term in terms)))
            .order_by(schema.reports.c.id)
        )

    def holding(self, words: str) -> Select[Any]:
        """Return a select of the ids of the reports that hold all the words."""
        return select(self.search(words).order_by(None).subquery().c.id)

    def index_claims(self, connection: Connection) -> None:
        """Make the words of all claims findable; a database without such an index looks at each."""

    def claims_holding(self, words: str) -> Select[Any]:
        """Return a select of the ids of the claims in whose own clause all the words stand."""
        terms = [phrase or plain.rstrip("*") for phrase, plain in WORD.findall(words)]
        payload = schema.claims.c.payload
        held = (payload.icontains(term, autoescape=True) for term in terms)
        return select(schema.claims.c.id).where(and_(literal(bool(terms)), *held))

    def _holds(self, term: str) -> ColumnElement[bool]:
        return or_(
            schema.reports.c.text.icontains(term, autoescape=True),
            schema.reports.c.title.icontains(term, autoescape=True),
        )

    def problems(self, connection: Connection) -> list[str]:  # noqa: ARG002 (others ask the database)
        """Return what the database itself finds wrong with its file."""
        return []

    def explain(self, error: DBAPIError, *, where: str) -> RecordError:
        """Return the error in our words, with what to do about it."""
        return RecordError(
            f"the database of the record `{where}` reports: {error.orig}",
            hint="check that the database is running and that you may write to it",
        )
