"""The four verbs on the hand-made record and on a small table, through the command line."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import handmade
from herodotus.cli import main
from herodotus.dynamics.from_record import from_record
from herodotus.dynamics.network_answer import describe_network
from herodotus.dynamics.render import render_html, render_markdown


@pytest.fixture
def record(tmp_path):
    return handmade.kept(tmp_path / "made.herodotus")


@pytest.fixture
def table(tmp_path):
    """Two provinces over eighty weeks, a quiet and a busy one."""
    path, rng = tmp_path / "events.csv", np.random.default_rng(3)
    with path.open("w", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(
            ["id", "date_start", "side_a", "side_b", "country", "adm_1", "adm_2", "where_prec", "best"]
        )
        number = 0
        for week in range(80):
            for province, mean in (("North", 4), ("South", 1)):
                for _ in range(rng.poisson(mean)):
                    number += 1
                    day = date(2011, 1, 3) + timedelta(days=7 * week + int(rng.integers(7)))
                    out.writerow(
                        [number, day, "Army", "Front", "Land", province, f"{province} district", 3, 2]
                    )
    return path


def run(*arguments, capsys):
    status = main(["run", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_network_says_signs_with_intervals_and_opens_its_sentences(record, capsys):
    status, told, _ = run("network", "--record", record, capsys=capsys)
    assert status == 0
    assert "at 90 %" in told
    assert "would leave the sign open" in told
    assert "claim:" in told
    assert "Not identified by these reports" in told


def test_every_number_of_the_json_twin_carries_its_quote(record, capsys):
    status, told, _ = run("network", "--record", record, "--json", capsys=capsys)
    answer = json.loads(told)
    assert status == 0
    edges = answer["sections"][0]["statements"]
    assert edges
    texts = {report.id: report.text for report in handmade.Handmade().reports()}
    for statement in edges:
        assert statement["quotes"]
        for quote in statement["quotes"]:
            said = texts[quote["report"]][quote["start"] : quote["end"]]
            assert " ".join(said.split()) == quote["text"]


def test_too_few_dated_events_are_said_and_not_fitted(record, capsys):
    status, told, _ = run("escalation", "--record", record, capsys=capsys)
    assert status == 0
    assert "below 200 a branching ratio says more of its prior" in " ".join(told.split())
    assert run("forecast", "--record", record, capsys=capsys)[1].count("any forecast:") == 1


def test_a_forecast_from_a_table_shows_its_floors_and_its_past_score(table, tmp_path, capsys):
    log = tmp_path / "log.jsonl"
    status, told, noted = run("forecast", "--events", table, "--log", log, capsys=capsys)
    assert status == 0
    assert "last 12 as draws (floor)" in told
    assert "How the same forecast did on the past" in told
    assert "kept 4 forecasts" in noted
    again = run("forecast", "--events", table, "--log", log, capsys=capsys)
    assert "kept 0 forecasts" in again[2]
    assert again[1].replace("4 logged", "0 logged") == told


def test_a_logged_forecast_is_scored_when_its_week_has_come(table, tmp_path, capsys):
    log, early = tmp_path / "log.jsonl", tmp_path / "early.csv"
    rows = table.read_text().splitlines()
    last = date(2011, 1, 3) + timedelta(days=7 * 60)
    early.write_text("\n".join([rows[0], *(row for row in rows[1:] if row.split(",")[1] < last.isoformat())]))
    run("forecast", "--events", early, "--log", log, capsys=capsys)
    told = run("forecast", "--events", table, "--log", log, capsys=capsys)[1]
    assert "2 logged forecasts 1 week ahead have come due" in told
    assert "2 logged forecasts 4 weeks ahead have come due" in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("12 Harbour Street", "is an address or a point"),
        ("33.31, 44.36", "is an address or a point"),
        ("Old Quarter", "nothing is forecast below a district"),
    ],
)
def test_nothing_is_forecast_below_a_district(table, capsys, asked, said):
    status, told, complained = run("forecast", "--events", table, "--place", asked, capsys=capsys)
    assert (status, told) == (2, "")
    assert said in complained
    assert "hint:" in complained


def test_nothing_is_forecast_for_a_person(record, capsys):
    status, _, complained = run("forecast", "--record", record, "--place", "Juan Pérez", capsys=capsys)
    assert status == 2
    assert "`Juan Pérez` is a person, and nothing is forecast for a person" in complained


def test_a_scenario_about_a_person_or_of_harm_without_a_purpose_is_refused(record, table, tmp_path, capsys):
    scenario = tmp_path / "one.toml"
    scenario.write_text('[[edit]]\nact = "withdraw"\nactor = "Juan Pérez"\n')
    assert (
        "is a person, and nothing here is run about a person"
        in run("what-if", scenario, "--record", record, capsys=capsys)[2]
    )
    scenario.write_text('[[edit]]\nact = "raid"\na = "Army"\nb = "Front"\n')
    status, _, complained = run("what-if", scenario, "--events", table, capsys=capsys)
    assert status == 2
    assert "is an act that harms, and the scenario states no purpose" in complained


def test_a_ceasefire_is_answered_in_words_with_odds_and_the_same_seed_says_the_same(table, tmp_path, capsys):
    scenario = tmp_path / "one.toml"
    scenario.write_text('question = "A truce?"\n[[edit]]\nact = "ceasefire"\na = "Army"\nb = "Front"\n')
    status, told, _ = run("what-if", scenario, "--events", table, capsys=capsys)
    assert status == 0
    assert "Fewer hostile acts over 12 weeks" in told
    assert "Placebo band" in told
    assert "What carries the answer" in told
    assert told == run("what-if", scenario, "--events", table, capsys=capsys)[1]


def test_pages_escape_what_reports_say(record):
    answer = describe_network(from_record(handmade.Handmade(), label="<b>made</b>"))
    assert "<b>" not in render_html(answer)
    assert "<b>" not in render_markdown(answer)


def test_a_file_is_written_as_its_ending_says(record, tmp_path, capsys):
    for ending, mark in ((".html", "<!doctype html>"), (".md", "# The network"), (".json", "{")):
        page = tmp_path / f"answer{ending}"
        assert run("network", "--record", record, "-o", page, capsys=capsys)[0] == 0
        assert Path(page).read_text("utf-8").startswith(mark)


def test_long_names_do_not_push_the_numbers_off_the_terminal(table, tmp_path, capsys):
    wide = tmp_path / "wide.csv"
    wide.write_text(
        table.read_text().replace("Front", "Front for the Whole and Undivided Freedom of All the Land")
    )
    scenario = tmp_path / "one.toml"
    scenario.write_text('[[edit]]\nact = "withdraw"\nactor = "Army"\n')
    told = run("what-if", scenario, "--events", wide, capsys=capsys)[1]
    assert "Front for the Whole and Undivided..." in told
    row = next(line for line in told.splitlines() if line.startswith("Front for the Whole and Undivided..."))
    assert " to " in row
