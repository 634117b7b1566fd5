"""What every layout owes its reader, and what each promises of its own."""

from __future__ import annotations

import csv
import io
import json
import random

import pytest

import handmade
from herodotus.errors import UsageError
from herodotus.export import CONTRACT, export_all, exporters, pick_exporter
from herodotus.export.ucdp_ged import priogrid
from herodotus.knowledge.layouts import load_layouts
from herodotus.types import Scope

# The contract's own fields, in its order; more may follow them, none may go.
FIELDS = {
    "reports": "id path sha256 title authors source published language text",
    "claims": "id report event event_type trigger evidence voices cue act modality actors recipients place "
    "time casualties confidence",
    "events": "id event_type title time place actors recipients claims reports origins casualties "
    "disagreements",
    "actors": "id name kind country aliases mentions",
    "ties": "a b sign kind start end weight low high claims",
}


def written(name: str, holdings: object = None) -> bytes:
    stream = io.BytesIO()
    pick_exporter(name).write(holdings or handmade.Handmade(), stream)
    return stream.getvalue()


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in written(name).decode().splitlines()]


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(name).decode())))


def claim(name: str) -> dict:
    return next(row for row in rows("claims") if row["id"] == handmade.CLAIMS[name].id)


def test_the_layouts_are_known() -> None:
    assert list(exporters()) == [
        "acled",
        "actors",
        "claims",
        "claims-csv",
        "claims-geojson",
        "claims-parquet",
        "events",
        "events-csv",
        "events-geojson",
        "events-parquet",
        "reports",
        "ties",
        "ucdp-ged",
    ]


def test_an_unknown_layout_lists_the_known_ones() -> None:
    with pytest.raises(
        UsageError, match="there is no export layout `claim`\nhint: known: acled, actors, claims,"
    ):
        pick_exporter("claim")


@pytest.mark.parametrize("name", sorted(exporters()))
def test_equal_records_give_equal_bytes_whatever_the_order_they_were_filled_in(name: str) -> None:
    shuffled = handmade.Handmade()
    random.Random(3).shuffle(shuffled.all_claims)
    random.Random(4).shuffle(shuffled.all_reports)
    assert written(name, shuffled) == written(name) != b""


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_is_kept_field_for_field(name: str) -> None:
    wanted = FIELDS[name].split()
    assert all(list(row)[: len(wanted)] == wanted for row in rows(name))


def test_every_quote_stands_at_its_characters() -> None:
    texts = {row["id"]: row["text"] for row in rows("reports")}
    for row in rows("claims"):
        for part in row["evidence"]:
            assert texts[row["report"]][part["start"] : part["end"]] == part["quote"]
        for part in [*row["voices"][1:], *row["actors"], *row["recipients"]]:
            assert texts[row["report"]][part["start"] : part["end"]] == part["name"]


def test_a_claim_names_its_event_its_actors_and_its_voices_outermost_first() -> None:
    row = claim("six")
    assert row["event"] == "event:1"
    assert row["actors"][0] | {"entity": None} == {
        "name": "soldiers",
        "actor": "actor:army",
        "start": 17,
        "end": 25,
        "entity": None,
    }
    assert [(voice["role"], voice["name"], voice["actor"]) for voice in row["voices"]] == [
        ("report", "The Ministry", None),
        ("source", "Juan Pérez", "actor:speaker"),
    ]
    assert row["cue"]["text"] == "said"
    assert row["time"]["start"] == "2009-03-10"
    assert row["place"]["name"] == "Harbour Town"


def test_what_is_not_stated_is_null_and_never_zero() -> None:
    row = claim("bridge")
    assert row["place"] is None
    assert row["time"] is None
    assert row["cue"] is None
    assert row["casualties"] == {}
    assert claim("nine")["casualties"]["killed"]["high"] is None


def test_the_event_scope_count_leads_and_the_others_stay() -> None:
    counts = (
        handmade.count("rebels", "10", low=102, high=102, scope=Scope.PERIOD),
        handmade.count("rebels", "fourteen", low=14, high=14),
    )
    changed = handmade.claim("rebels", "Soldiers killed fourteen farmers", "killed", casualties=counts[::-1])
    stream = io.BytesIO()
    pick_exporter("claims").write(handmade.Handmade(all_claims=[changed]), stream)
    row = json.loads(stream.getvalue())
    assert row["casualties"]["killed"]["low"] == 14
    assert sorted(count["low"] for count in row["counts"]) == [14, 102]


def test_an_event_keeps_its_range_and_its_disagreement_with_holders() -> None:
    row = rows("events")[0]
    assert (row["casualties"]["killed"]["min"], row["casualties"]["killed"]["max"]) == (6, 14)
    assert [side["holders"] for side in row["disagreements"][0]["positions"]] == [
        ["Juan Pérez"],
        ["The Front"],
    ]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    quotes = [row["quote"] for row in table("claims-csv")]
    assert "'=Thousands marched against Juan Pérez" in quotes


def test_numbers_that_nobody_states_are_empty_cells() -> None:
    row = next(row for row in table("claims-csv") if row["id"] == handmade.CLAIMS["bridge"].id)
    assert row["killed_low"] == row["lat"] == row["start"] == ""
    assert row["modality"] == "denied"


def test_parquet_holds_the_same_rows_as_csv_with_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for kind in ("claims", "events"):
        found = parquet.read_table(io.BytesIO(written(f"{kind}-parquet")))
        assert found.column_names == list(table(f"{kind}-csv")[0])
        assert found["id"].to_pylist() == [row["id"] for row in table(f"{kind}-csv")]
        assert str(found.schema.field("lat").type) == "double"


def test_the_unplaced_stay_on_the_map_file_without_a_point() -> None:
    features = json.loads(written("events-geojson"))["features"]
    assert len(features) == 4
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [-66.75, -14.5]}
    assert features[1]["geometry"] is None


def test_the_columns_of_ucdp_and_acled_are_exact() -> None:
    for name, layout, width in (("ucdp-ged", "ucdp_ged", 49), ("acled", "acled", 31)):
        header = written(name).decode().splitlines()[0].split(",")
        assert header == load_layouts()[layout]["columns"]
        assert len(set(header)) == width


def test_ucdp_rows_are_the_deadly_events_and_best_is_empty_where_voices_differ() -> None:
    found = {row["id"]: row for row in table("ucdp-ged")}
    assert list(found) == ["event:1"]
    row = found["event:1"]
    assert (row["low"], row["best"], row["high"]) == ("6", "", "14")
    assert row["source_original"] == "6: Juan Pérez; 14: The Front; at least 9: residents"
    assert (row["type_of_violence"], row["where_prec"], row["date_prec"], row["priogrid_gid"]) == (
        "3",
        "1",
        "1",
        "108947",
    )


def test_prio_grid_cells_are_numbered_from_the_south_west() -> None:
    assert priogrid(-90, lon=-180) == 1
    assert priogrid(90, lon=180) == 360 * 720


def test_acled_rows_take_the_lowest_figure_and_write_the_dispute_out() -> None:
    row = next(row for row in table("acled") if row["event_id_cnty"] == "HER-event:1")
    assert row["fatalities"] == "6"
    assert "14: The Front" in row["notes"]
    assert row["sub_event_type"] == "Attack"


def test_what_is_only_denied_has_no_row_in_a_table_of_events() -> None:
    assert all(row["event_id_cnty"] != "HER-event:2" for row in table("acled"))


def test_export_all_writes_the_five_files_of_the_contract(tmp_path) -> None:
    files = export_all(handmade.Handmade(), tmp_path / "new")
    assert [path.name for path in files.values()] == [f"{name}.jsonl" for name in CONTRACT]
    assert all(path.read_bytes() == written(name) for name, path in files.items())
