from __future__ import annotations

import os
import sqlite3

import pytest
from record_made import filled, made_file, made_report

from herodotus.errors import RecordError
from herodotus.record import Record
from herodotus.record.migrations import MIGRATIONS


def words_of(error: pytest.ExceptionInfo[RecordError]) -> str:
    return str(error.value)


def test_no_record_says_how_to_begin_one(tmp_path):
    with pytest.raises(RecordError) as error:
        Record.open(tmp_path / "none.herodotus")
    assert words_of(error) == (
        f"there is no record `{tmp_path / 'none.herodotus'}`\n"
        "hint: begin one with `herodotus read FOLDER`, or name another with `--record`"
    )


def test_a_folder_and_a_missing_folder(tmp_path):
    with pytest.raises(RecordError, match="is a folder, not a record"):
        Record.open(tmp_path, create=True)
    with pytest.raises(RecordError, match="there is no folder"):
        Record.open(tmp_path / "away" / "a.herodotus", create=True)
    assert not (tmp_path / "away").exists()


def test_a_text_file_is_not_a_record_and_stays_as_it_is(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, not a database." * 50)
    before = path.read_bytes()
    for create in (True, False):
        with pytest.raises(RecordError, match="is not a record of Herodotus"):
            Record.open(path, create=create)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(RecordError, match="is not a record of Herodotus"):
        Record.open(path, create=True)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    connection.close()


def test_a_record_of_a_newer_version(tmp_path):
    path = tmp_path / "a.herodotus"
    filled(path).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migrations VALUES ('m9999_tomorrow', '2099-01-01')")
    connection.commit()
    connection.close()
    with pytest.raises(RecordError) as error:
        Record.open(path)
    assert words_of(error) == (
        f"this record was written by a newer version of Herodotus: `{path}` has the change `m9999_tomorrow`,"
        " which this version does not know\n"
        "hint: install the newer version (`pip install --upgrade herodotus`), or read into a new record"
    )


def test_names_of_migrations_are_rows_in_order(tmp_path):
    path = tmp_path / "a.herodotus"
    filled(path).close()
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name FROM migrations ORDER BY name").fetchall()
    connection.close()
    assert [name for (name,) in rows] == [migration.__name__ for migration in MIGRATIONS]


def test_a_locked_record_says_who_and_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("herodotus.record.sqlite.WAIT_SECONDS", 0.1)
    path = tmp_path / "a.herodotus"
    record = filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordError, match="is locked: another program is writing to it\nhint: wait until"):
        record.put_file(made_file("b.txt"), reports=[made_report("b.txt")])
    assert len(list(record.reports())) == 1  # reading goes on meanwhile
    other.close()
    record.close()


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path):
    record = filled(tmp_path / "a.herodotus")
    with record.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with record.store.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    big = made_report("big.txt", words="mill " * 100_000)
    with pytest.raises(RecordError, match=r"there is no room left on the disk.*\nhint: free some space"):
        record.put_file(made_file("big.txt"), reports=[big])
    assert [report.key for report in record.reports()] == ["mill-0.txt"]
    assert record.verify() == []
    record.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_read_and_not_written(tmp_path):  # pragma: no cover (run by ordinary users)
    path = tmp_path / "a.herodotus"
    filled(path).close()
    tmp_path.chmod(0o500)
    try:
        check_sealed(path)
    finally:
        tmp_path.chmod(0o700)


def test_a_sealed_record_is_read_and_not_written(tmp_path, monkeypatch):
    path = tmp_path / "a.herodotus"
    filled(path).close()
    monkeypatch.setattr("herodotus.record.sqlite.os.access", lambda *_: False)
    check_sealed(path)


def check_sealed(path):
    with Record.open(path) as record:
        assert len(list(record.claims())) == 1
        assert record.verify() == []
        with pytest.raises(RecordError, match="cannot be written to\nhint: check the rights"):
            record.put_file(made_file("b.txt"), reports=[made_report("b.txt")])


def test_a_record_cannot_begin_where_nothing_can_be_written():
    with pytest.raises(RecordError, match=r"cannot be opened\nhint: check that its folder exists and"):
        Record.open("/proc/a.herodotus", create=True)


def test_a_name_with_odd_characters(tmp_path):
    path = tmp_path / "what? 50% of #1 é.herodotus"
    filled(path).close()
    assert path.exists()
    with Record.open(path) as record:
        assert record.counts()["claims"] == 1
