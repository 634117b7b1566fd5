"""Reading from the command line: what is done, what is listed, and what is said when it cannot be done."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from herodotus.cli import main

ROOT = Path(__file__).parents[2]
TEXT = "Soldiers killed six gunmen in the harbour on 3 May 1999, the ministry said.\n"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    # Sentences by rules: these tests are about reading, and the model takes its time to load.
    monkeypatch.setenv("HERODOTUS_ENGINE", "rules")
    monkeypatch.setenv("HERODOTUS_WORKERS", "1")


@pytest.fixture
def run(capsys):
    def run_(*words: str) -> tuple[int, str, str]:
        status = main([*words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_


def test_a_file_is_read_into_the_record_of_this_folder(run) -> None:
    Path("a.txt").write_text(TEXT)
    status, out, err = run("read", "a.txt")
    assert (status, err) == (0, "")
    assert out.startswith("1 file, 1 new report, in ")
    assert "record.herodotus holds 1 report, " in out
    assert run("verify")[0] == 0


def test_reading_again_changes_nothing(run) -> None:
    Path("a.txt").write_text(TEXT)
    run("read", "a.txt")
    run("export", "all", "-o", "one")
    again = json.loads(run("read", "a.txt", "--json")[1])
    run("export", "all", "-o", "two")
    assert (again["unchanged"], again["reports_new"], again["reports"]) == (1, 0, 1)
    assert [path.read_bytes() for path in sorted(Path("one").iterdir())] == [
        path.read_bytes() for path in sorted(Path("two").iterdir())
    ]


def test_a_single_file_that_cannot_be_read_is_listed_with_a_hint_and_the_status_is_0(run) -> None:
    Path("in").mkdir()
    Path("in/good.txt").write_text(TEXT)
    Path("in/bad.pdf").write_bytes(b"%PDF-1.4 torn")
    status, out, err = run("read", "in")
    assert (status, err) == (0, "")
    assert "1 file without a report" in out
    assert "bad.pdf" in out
    assert "hint: " in out


def test_where_nothing_can_be_read_the_status_is_1(run) -> None:
    Path("bad.pdf").write_bytes(b"%PDF-1.4 torn")
    Path("empty").mkdir()
    assert run("read", "bad.pdf")[0] == 1
    status, out, err = run("read", "empty", "--record", "other.herodotus")
    assert (status, out) == (1, "")
    assert err.startswith("error: there is no file to read in `empty`\nhint: ")
    assert not Path("other.herodotus").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("read", "nowhere"), "there is no file or folder `nowhere`"),
        (("read",), "missing argument"),
        (("read", "a.txt", "--workers", "0"), "--workers"),
        (("read", "a.txt", "--metadata", "none.csv"), "none.csv"),
    ],
)
def test_wrong_usage_is_2_and_says_what_to_do(run, words, message) -> None:
    Path("a.txt").write_text(TEXT)
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert message in err
    assert "\nhint: " in err


def test_an_unknown_setting_is_wrong_usage(run, monkeypatch) -> None:
    Path("a.txt").write_text(TEXT)
    monkeypatch.setenv("HERODOTUS_ENGIN", "rules")
    status, _, err = run("read", "a.txt")
    assert status == 2
    assert "hint: did you mean `engine`?" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_says_so(run) -> None:
    Path("a.txt").write_text(TEXT)
    Path("shut").mkdir(mode=0o500)
    status, _, err = run("read", "a.txt", "--record", "shut/record.herodotus")
    assert status == 1
    assert "\nhint: " in err


def test_a_record_where_a_folder_stands_says_so(run) -> None:
    Path("a.txt").write_text(TEXT)
    Path("record.herodotus").mkdir()
    status, out, err = run("read", "a.txt")
    assert (status, out) == (1, "")
    assert err.startswith("error: ")
    assert "\nhint: " in err


def test_judging_a_claim_survives_reading_again_and_can_be_withdrawn(run) -> None:
    Path("a.txt").write_text(TEXT)
    run("read", "a.txt")
    claims = [json.loads(line) for line in run("export", "claims")[1].splitlines()]
    assert claims
    first = claims[0]["id"]
    status, judgement, _ = run("judge", "reject", first, "--why", "a test", "--by", "ana")
    assert status == 0
    run("read", "a.txt", "--again")
    assert first not in run("export", "claims")[1]
    assert run("judge", "withdraw", judgement.strip(), "--by", "ana")[0] == 0
    assert first in run("export", "claims")[1]


@pytest.mark.slow
def test_the_demo_reads_the_examples_and_leaves_a_record_and_a_page(run) -> None:
    status, out, err = run("demo")
    assert status == 0
    assert out.startswith("What 10 reports say")
    assert "11-damaged-fax.pdf" in out
    assert "Now try:" in err
    assert Path("demo/brief.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("verify", "--record", "demo/record.herodotus")[0] == 0
    reports = [
        json.loads(line)
        for line in run("export", "reports", "--record", "demo/record.herodotus")[1].splitlines()
    ]
    dates = {Path(row["path"]).name[:2]: (row["published"] or {}).get("start") for row in reports}
    assert dates == {
        "01": "2009-03-11", "02": "2009-03-12", "03": "2009-03-13", "04": "2009-03-12", "05": "2009-03-13",
        "06": "2009-03-13", "07": "2009-03-16", "08": None, "09": "2016-03-09", "10": "2009-03-14",
    }  # fmt: skip
