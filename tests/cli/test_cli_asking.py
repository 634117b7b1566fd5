"""Commands that look at a record or write from it: results, status, and what they say when it goes wrong."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import handmade
from herodotus.cli import main
from herodotus.export import CONTRACT


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return handmade.kept(tmp_path_factory.mktemp("stored") / "made.herodotus")


@pytest.fixture
def run(stored: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    """Run a command on the stored record; return its status, stdout and stderr."""

    def run_(*words: str, record: Path | None = stored) -> tuple[int, str, str]:
        given = [*words, "--record", str(record)] if record else [*words]
        status = main(given)
        said = capsysbinary.readouterr()
        return status, said.out.decode(), said.err.decode()

    return run_


def test_the_brief_goes_to_stdout_and_says_what_is_contested(run) -> None:
    status, out, err = run("brief")
    assert (status, err) == (0, "")
    assert out.startswith("What 5 reports say\n")
    assert "killed: 6 to 14" in out
    assert "`fax.pdf` is damaged" in out
    assert "\x1b" not in out


def test_the_ending_of_the_file_says_how_a_brief_is_written(run, tmp_path) -> None:
    for name, start in (
        ("b.md", "# What 5"),
        ("b.html", "<!DOCTYPE html>"),
        ("b.json", "{"),
        ("b.txt", "What 5"),
    ):
        status, out, err = run("brief", "-o", str(tmp_path / "new" / name))
        assert (status, out, err) == (0, "", f"wrote {tmp_path / 'new' / name}\n")
        assert (tmp_path / "new" / name).read_text("utf-8").startswith(start)


def test_json_is_one_document(run) -> None:
    assert json.loads(run("brief", "--json")[1])["contested"][0]["tolls"][0]["words"] == "6 to 14"
    assert json.loads(run("show", "actor", "juan pérez", "--json")[1])["title"] == "Juan Pérez"
    assert json.loads(run("search", "gunmen", "--json")[1])["total"] == 1
    assert json.loads(run("verify", "--json")[1])["problems"] == []


def test_show_finds_each_kind_by_the_first_digits(run) -> None:
    claim = handmade.CLAIMS["six"].id
    assert "says so" in run("show", "claim", claim[:14])[1]
    assert "trigger `killed`" in run("show", "claim", claim, "--why")[1]
    assert handmade.TEXTS["wire"] in " ".join(run("show", "report", handmade.report("wire").id)[1].split())
    assert "6 to 14" in run("show", "event", "event:1")[1]
    assert "hint: ask for it again" in run("show", "issues")[1]


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("show", "claim", "zzz"), "there is no claim `zzz` in this record", "`herodotus search` finds ids"),
        (("show", "event"), "which event?", "herodotus show event ID"),
        (("show", "planet", "x"), "'planet' is not one of", "see `herodotus show --help`"),
        (("export", "claim"), "there is no export layout `claim`", "known: acled, actors, claims"),
        (("export", "all"), "`export all` writes five files", "name a folder for them with `-o FOLDER`"),
        (("search",), "nothing to search for", "give words, or one of the options"),
        (("judge", "same", "x"), "`same` takes ID ID", "herodotus judge same ID ID"),
        (("brief", "--colour"), "no such option: --colour", "see `herodotus brief --help`"),
        (("breif",), "no such command 'breif'", "see `herodotus --help`"),
    ],
)
def test_wrong_usage_says_what_was_wrong_and_what_to_do(run, words, message, hint) -> None:
    record = None if words == ("breif",) else ...
    status, out, err = run(*words, record=None) if record is None else run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert message in err
    assert f"\nhint: {hint}" in err
    assert "Traceback" not in err


def test_no_record_no_record_of_ours_and_a_newer_one_each_say_what_to_do(run, stored, tmp_path) -> None:
    text = tmp_path / "notes.herodotus"
    text.write_text("not a database, but long enough to be taken for one " * 40)
    newer = tmp_path / "newer.herodotus"
    newer.write_bytes(stored.read_bytes())
    with sqlite3.connect(newer) as database:
        table = next(
            name
            for (name,) in database.execute("select name from sqlite_master where name like '%migration%'")
        )
        columns = len(database.execute(f"select * from {table}").fetchone())
        values = ["9999_from_the_future", *["2099-01-01"] * (columns - 1)]
        database.execute(f"insert into {table} values ({', '.join('?' * columns)})", values)
    for path in (tmp_path / "none.herodotus", text, newer):
        status, out, err = run("brief", record=path)
        assert (status, out) == (1, "")
        assert err.startswith("error: ")
        assert "\nhint: " in err
        assert path.name in err


def test_search_finds_reports_by_words_and_claims_by_what_they_say(run) -> None:
    out = run("search", "gunmen")[1]
    assert "›gunmen‹" in out
    assert handmade.report("ministry").id in out
    out = run("search", "--modality", "denied")[1]
    assert "We did not bomb the mill" in out
    assert run("search", "nowhere-at-all")[1] == "nothing was found\n"


def test_export_all_writes_what_each_layout_writes(run, tmp_path) -> None:
    assert run("export", "all", "-o", str(tmp_path))[0] == 0
    for name in CONTRACT:
        assert run("export", name)[1] == (tmp_path / f"{name}.jsonl").read_text("utf-8")


def test_a_redacted_export_names_nobody(run, tmp_path) -> None:
    assert run("export", "all", "-o", str(tmp_path), "--redact-voices")[0] == 0
    assert all("Pérez" not in path.read_text("utf-8") for path in tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_an_error_and_leaves_nothing(run, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    status, _, err = run("export", "claims", "-o", str(tmp_path / "file" / "claims.jsonl"))
    assert status == 1
    assert "\nhint: check the path" in err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_verify_is_0_on_a_sound_record_and_1_on_one_that_was_tampered_with(run, stored, tmp_path) -> None:
    status, out, _ = run("verify")
    assert status == 0
    assert "every quote stands at its characters" in out
    bad = tmp_path / "bad.herodotus"
    whole = stored.read_bytes()
    before = b"Soldiers killed fourteen farmers in Harbour Town on 10 March 2009. We"
    assert before in whole
    bad.write_bytes(whole.replace(before, before.replace(b"fourteen", b"thirteen")))
    status, out, _ = run("verify", record=bad)
    assert status == 1
    assert "do not hold" in out


def test_the_reader_of_a_pipe_may_leave_early(stored) -> None:
    program = "from herodotus.cli import main; raise SystemExit(main())"
    command = f"'{sys.executable}' -c '{program}' brief --record '{stored}'"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "What 5 reports say\n"
    assert (done.returncode, done.stderr) == (0, "")
