"""SQLite: one file, write-ahead log, FTS5, and triggers that forbid changing what may only grow."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, column, create_engine, event, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import func, literal_column

from herodotus.errors import RecordError
from herodotus.record import schema
from herodotus.record.dialects import CLOSE, OPEN, WORD, Portable

# How long a writer waits for another one; a transaction of ours is one file's, far below a second.
WAIT_SECONDS = 20
EXCERPT_WORDS = 24

_FIXED = "may only be added to"
_TRIGGERS = (
    *(
        f"CREATE TRIGGER IF NOT EXISTS {name}_{verb} BEFORE {verb.upper()} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} {_FIXED}'); END"
        for name in ("judgements", "audit")
        for verb in ("update", "delete")
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS reports_text_stays BEFORE UPDATE OF id, sha256, text ON reports "
        "BEGIN SELECT RAISE(ABORT, 'the text of a report never changes'); END"
    ),
)
# The index holds no copy of the text: it is an external-content table kept by triggers
# (SQLite documentation, FTS5, section 4.4.3).
_WORDS = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    title, text, content='reports', content_rowid='seq',
    tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER IF NOT EXISTS words_add AFTER INSERT ON reports BEGIN
    INSERT INTO words(rowid, title, text) VALUES (new.seq, new.title, new.text);
    END""",
    """CREATE TRIGGER IF NOT EXISTS words_drop AFTER DELETE ON reports BEGIN
    INSERT INTO words(words, rowid, title, text) VALUES ('delete', old.seq, old.title, old.text);
    END""",
    """CREATE TRIGGER IF NOT EXISTS words_change AFTER UPDATE OF title ON reports BEGIN
    INSERT INTO words(words, rowid, title, text) VALUES ('delete', old.seq, old.title, old.text);
    INSERT INTO words(rowid, title, text) VALUES (new.seq, new.title, new.text);
    END""",
)
# The clauses of claims, without a copy of them; rows are those of `claims`, made anew with the views.
_CLAUSES = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS clauses USING fts5(
    quote, voice, content='', tokenize='unicode61 remove_diacritics 2')"""
)


class Sqlite(Portable):
    """One file on this machine."""

    def engine(self, address: str, *, create: bool) -> Engine:
        """Return an engine for the file; in a folder that cannot be written it opens read-only."""
        opened = _address(Path(address), create=create)

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(opened, uri=True, timeout=WAIT_SECONDS, check_same_thread=False)

        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)
        return engine

    def install(self, connection: Connection) -> None:
        """Add the triggers and the index of words."""
        for statement in (*_TRIGGERS, *_WORDS, _CLAUSES):
            connection.execute(text(statement))

    def begin_writing(self, connection: Connection) -> Connection:
        """Return the connection so that its transaction takes the write lock at once."""
        return connection.execution_options(writes=True)

    def search(self, words: str) -> Select[Any]:
        """Return a select of (report id, title, excerpt), best match first, finds between OPEN and CLOSE."""
        index = table("words", column("rowid"), column("rank"))
        excerpt = func.snippet(literal_column("words"), 1, OPEN, CLOSE, "…", EXCERPT_WORDS)
        return (
            select(schema.reports.c.id, schema.reports.c.title, excerpt)
            .select_from(index.join(schema.reports, schema.reports.c.seq == index.c.rowid))
            .where(text("words MATCH :match").bindparams(match=match_expression(words)))
            .order_by(index.c.rank, schema.reports.c.id)
        )

    def holding(self, words: str) -> Select[Any]:
        """Return a select of the ids of the reports that hold all the words, without ranking them."""
        index = table("words", column("rowid"))
        return (
            select(schema.reports.c.id)
            .select_from(index.join(schema.reports, schema.reports.c.seq == index.c.rowid))
            .where(text("words MATCH :match").bindparams(match=match_expression(words)))
        )

    def index_claims(self, connection: Connection) -> None:
        """Fill the index of clauses anew."""
        connection.execute(text("INSERT INTO clauses(clauses) VALUES ('delete-all')"))
        connection.execute(
            text(
                "INSERT INTO clauses(rowid, quote, voice) "
                "SELECT rowid, json_extract(payload, '$.evidence[0].quote'), voice FROM claims"
            )
        )

    def claims_holding(self, words: str) -> Select[Any]:
        """Return a select of the ids of the claims in whose clause or voice's name the words stand."""
        index = table("clauses", column("rowid"))
        rowid: ColumnElement[int] = literal_column("claims.rowid")
        return (
            select(schema.claims.c.id)
            .select_from(index.join(schema.claims, rowid == index.c.rowid))
            .where(text("clauses MATCH :said").bindparams(said=match_expression(words)))
        )

    def problems(self, connection: Connection) -> list[str]:
        """Return what SQLite finds wrong with its file or with the index of words."""
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        problems = [] if found == ["ok"] else found
        try:
            connection.execute(text("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)"))
        except DBAPIError as error:
            # The check is written as an insertion, so a sealed file cannot be asked.
            if "readonly" not in str(error.orig):
                problems.append(f"the index of words does not fit the texts ({error.orig})")
        return problems

    def explain(self, error: DBAPIError, *, where: str) -> RecordError:
        """Return the error in our words, with what to do about it."""
        words = str(error.orig)
        for sign, message, hint in _TROUBLES:
            if sign in words:
                return RecordError(message.format(where=where), hint=hint.format(where=where))
        return RecordError(
            f"the record `{where}` could not be used: {words}",
            hint="run `herodotus verify`; if the file is damaged, restore a copy",
        )


_TROUBLES = (
    ("locked", "the record `{where}` is locked: another program is writing to it",
     "wait until that run has ended, or stop it; nothing of the record is lost"),
    ("disk is full", "there is no room left on the disk for the record `{where}`",
     "free some space and run the same command again: it goes on where it stopped"),
    ("readonly", "the record `{where}` cannot be written to",
     "check the rights of the file and its folder, or name another place with `--record`"),
    ("not a database", "`{where}` is not a record of Herodotus",
     "name the right file with `--record`, or a new name to begin a record"),
    ("malformed", "the file of the record `{where}` is damaged",
     "restore a copy, or read the reports again into a new record"),
    ("unable to open", "the record `{where}` cannot be opened",
     "check that its folder exists and that you may write there"),
    (_FIXED, "judgements and the audit log of `{where}` may only be added to",
     "withdraw a judgement with another one: `herodotus judge --withdraw ID`"),
    ("never changes", "the text of a report in `{where}` never changes",
     "read the changed file: it becomes a report of its own"),
)  # fmt: skip


def match_expression(words: str) -> str:
    """Return the words as FTS5 reads them: all of them, quoted runs as phrases, `word*` as a beginning."""
    terms = []
    for phrase, plain in WORD.findall(words):
        term = (phrase or plain).replace('"', " ").replace("\x00", " ")
        beginning = plain.endswith("*") and len(plain) > 1
        terms.append('"' + (term[:-1] if beginning else term) + '"' + ("*" if beginning else ""))
    return " ".join(terms) or '""'


def _address(path: Path, *, create: bool) -> str:
    """Return the file's address; where nothing can be written beside it, one that needs no write."""
    mode = "rwc" if create else "rw"
    waiting = Path(f"{path}-wal")
    sealed = not create and path.exists() and not os.access(path.parent, os.W_OK)
    if sealed and not (waiting.exists() and waiting.stat().st_size):
        mode = "ro&immutable=1"
    return f"{path.absolute().as_uri()}?mode={mode}"


def _settle(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 (the driver's own connection)
    # The driver must not begin transactions by itself: `_begin` does, with the right lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    with contextlib.suppress(sqlite3.OperationalError):  # a file that cannot be written keeps its mode
        cursor.execute("PRAGMA journal_mode=WAL")
    # Enough against a killed process; only a power cut can lose the last transactions, never spoil the file.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
