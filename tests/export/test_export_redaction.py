"""Nobody who speaks can be told from a redacted export, and the export is still whole."""

from __future__ import annotations

import io
import json

import pytest

import handmade
from herodotus.export import CONTRACT, exporters, pick_exporter
from herodotus.export.redact import redact_voices


def written(name: str) -> str:
    stream = io.BytesIO()
    pick_exporter(name).write(redact_voices(handmade.Handmade()), stream)
    return stream.getvalue().decode("utf-8", "replace")


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in written(name).splitlines()]


@pytest.mark.parametrize("name", sorted(set(exporters()) - {"claims-parquet", "events-parquet"}))
def test_no_speaker_is_named_in_any_layout(name: str) -> None:
    text = written(name)
    assert "Pérez" not in text
    assert "Juan" not in text
    assert "residents" not in text


def test_quotes_still_stand_at_their_characters() -> None:
    texts = {row["id"]: row["text"] for row in rows("reports")}
    for row in rows("claims"):
        for part in row["evidence"]:
            assert texts[row["report"]][part["start"] : part["end"]] == part["quote"]


def test_no_reference_dangles() -> None:
    found = {name: rows(name) for name in CONTRACT}
    claims, reports = ({row["id"] for row in found[name]} for name in ("claims", "reports"))
    assert {claim for row in found["events"] for claim in row["claims"]} == claims
    assert {report for row in found["events"] for report in row["reports"]} == reports
    assert {claim for row in found["ties"] for claim in row["claims"]} <= claims


def test_one_person_has_one_handle_and_a_ministry_keeps_its_name() -> None:
    claim = next(row for row in rows("claims") if row["voices"][0]["name"] == "The Ministry")
    actor = next(row for row in rows("actors") if row["id"] == "actor:speaker")
    assert claim["voices"][1]["name"] == actor["name"]
    assert actor["name"].startswith("voice ")
    assert actor["aliases"] == []


def test_the_hash_is_the_hash_of_what_was_exported() -> None:
    before = {report.sha256 for report in handmade.Handmade().reports()}
    after = {row["path"]: row["sha256"] for row in rows("reports")}
    assert after["reports/rebels.txt"] in before
    assert after["reports/ministry.txt"] not in before
