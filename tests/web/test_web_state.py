"""What pages remember and do: what is new, colours, redaction, reading in the background."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from web_made import addresses, client, twin

import handmade
from herodotus.errors import UsageError
from herodotus.explore.chapters import is_contested
from herodotus.explore.reading import cut
from herodotus.record import EventFilter, Layer, Record, SeenFile
from herodotus.record.browsing import browse_events
from herodotus.record.facts import facts_row
from herodotus.types import Method, Report
from herodotus.web.front import read_seen
from herodotus.web.redacted import redacted_copy

METHOD = Method(name="handmade", version="1")


def test_a_first_visit_shows_nothing_new_and_the_next_what_came(tmp_path: Path) -> None:
    with Record.open(handmade.kept(tmp_path / "r.herodotus")) as record:
        browser = client(record)
        assert "since your last visit" not in browser.get("/").text
        assert "Nothing new since your last visit" in browser.get("/").text
        late = Report(key="late.txt", path="late.txt", text="Elders met.", title="A late report", language="en")
        record.put_file(SeenFile(path="late.txt", sha256="1", size=1, method="m"), reports=[late])
        page = browser.get("/").text
        assert "1 new report" in page
        assert browser.get("/index.json").json()["changes"]["reports_total"] == 1
        assert browser.post("/seen").status_code == 303
        assert "Nothing new since your last visit" in browser.get("/").text


def test_new_positions_are_told_with_their_holders(record: Record) -> None:
    told = client(record).get("/index.json?since=0").json()["changes"]
    assert told["reports_total"] == 5
    assert {moved["row"]["event"] for moved in told["events"]} >= {handmade.RAID.id}
    first = max(record_seq(record, key) for key in ("ministry", "rebels"))
    told = client(record).get(f"/index.json?since={min(first, 1)}").json()["changes"]
    raid = next(moved for moved in told["events"] if moved["row"]["event"] == handmade.RAID.id)
    assert not raid["is_new"]
    assert raid["positions"]


def record_seq(record: Record, key: str) -> int:
    from herodotus.record.listing import seqs_of  # noqa: PLC0415 (one test)

    return seqs_of(record, [handmade.report(key).id])[handmade.report(key).id]


@pytest.mark.parametrize("cookie", ["", "x", "1.2", "1.2.x", "-1.2.3", "1.2.99999999999999", "１.2.3"])
def test_a_strange_cookie_is_a_first_visit(cookie: str) -> None:
    assert read_seen(cookie) is None


def test_redaction_reaches_every_page_and_its_json(tmp_path: Path) -> None:
    with Record.open(handmade.kept(tmp_path / "r.herodotus")) as record:
        copy = redacted_copy(record, tmp_path)
        assert copy.verify() == []
        browser = client(copy, redacted=True)
        for address in addresses(copy):
            for asked in (address, twin(address)):
                answer = browser.get(asked)
                assert answer.status_code == 200, asked
                assert "Pérez" not in answer.text, asked
                assert "P\\u00e9rez" not in answer.text, asked
        found = browser.get("/search.json?q=Pérez").json()
        assert (found["total"], found["hits_total"]) == (0, 0)
        assert browser.get("/read").status_code == 404
        copy.close()


def test_a_reading_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Police arrested {number} men in Kano.", "utf-8")
    with Record.open(tmp_path / "r.herodotus", create=True) as record:
        browser = client(record, folders=[folder])
        desk = browser.app.state.desk
        assert browser.post("/read", data={"seal": desk.seal, "root": "0", "path": "."}).status_code == 303
        assert desk.work.state.running
        page = browser.get("/read").text
        assert "Reading" in page
        assert '<noscript><meta http-equiv="refresh"' in page
        assert browser.post("/read/stop", data={"seal": desk.seal}).status_code == 303
        desk.work.wait(60)
        state = desk.work.state
        assert not state.running
        assert state.stopped or state.summary is not None
        assert browser.post("/read", data={"seal": desk.seal}).status_code == 404


def test_of_two_readings_the_second_waits_for_no_one(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.herodotus", create=True) as record:
        desk = client(record).app.state.desk
        (tmp_path / "a.txt").write_text("Police arrested two men in Kano.", "utf-8")
        assert desk.work.start([tmp_path / "a.txt"])
        assert not desk.work.start([tmp_path / "a.txt"])
        desk.work.stop()
        desk.work.wait(60)
        assert not desk.work.state.running


def test_right_to_left_text_keeps_its_letters_and_order(tmp_path: Path) -> None:
    text = "قال شهود إن جنودا قتلوا ثلاثة رجال في الموصل.\n\nוכך אמרו עדים."
    report = Report(key="ar.txt", path="ar.txt", text=text, title="شهود", language="ar")
    with Record.open(tmp_path / "r.herodotus", create=True) as record:
        record.put_file(SeenFile(path="ar.txt", sha256="1", size=1, method="m"), reports=[report])
        for unread in next(record.unread(METHOD)):
            record.put_layers([Layer(report=unread.report.id, made_from=unread.made_from)], method=METHOD)
        page = client(record).get(f"/reports/{report.id}").text
        assert re.findall(r'<p class="text" dir="auto">(.*?)</p>', page, re.DOTALL) == text.split("\n\n")
        assert '<div class="reading" lang="ar">' in page


def test_pieces_join_to_the_text_and_lie_in_the_right_layers() -> None:
    text = "Gunmen killed two men in Kano."
    spans = [(0, 29, "claim", "c"), (7, 13, "trigger", "c"), (0, 6, "actor", "c"), (14, 21, "recipient", "c"), (14, 17, "count", "c")]
    pieces = cut(text, spans, begin=0, end=len(text))
    assert "".join(piece.text for piece in pieces) == text
    by_text = {piece.text: piece for piece in pieces}
    assert by_text["two"].layers == ("claim", "recipient", "count")
    assert by_text["killed"].opens == ("c",)
    assert by_text["."].layers == ()


def test_a_report_in_html_is_shown_as_its_letters(tmp_path: Path) -> None:
    text = "<img src=x onerror=alert(1)> & <b>bold</b>"
    report = Report(key="h.txt", path="<i>h</i>.txt", text=text, title="<script>alert(2)</script>")
    with Record.open(tmp_path / "r.herodotus", create=True) as record:
        record.put_file(SeenFile(path="h.txt", sha256="1", size=1, method="m"), reports=[report])
        for address in ("/", "/reports", f"/reports/{report.id}", "/search?q=bold"):
            page = client(record).get(address).text
            assert "<img" not in page
            assert "<script>" not in page
            assert "<b>bold" not in page


def test_narrow_rows_say_what_the_events_say(record: Record) -> None:
    for event in record.events():
        row = facts_row(event)
        assert row["contested"] == is_contested(event)
    rows = {row.event: row for row in browse_events(record, EventFilter()).rows}
    assert rows[handmade.RAID.id].happened
    assert rows[handmade.RAID.id].reported_start == "2009-03-11"
    assert not rows["event:2"].happened
    assert [row.event for row in browse_events(record, EventFilter(actor=handmade.ARMY.id)).rows] == [handmade.RAID.id]


def test_a_search_finds_claims_by_their_own_words(record: Record) -> None:
    browser = client(record)
    found = browser.get("/search.json?q=farmers").json()
    assert [entry["line"]["claim"] for entry in found["entries"]] == [handmade.CLAIMS["fourteen"].id]
    whole = browser.get("/search.json?q=farmers&within=report").json()
    assert whole["total"] > found["total"]
    facets = {facet["name"]: facet for facet in browser.get("/search.json").json()["facets"]}
    assert sum(one["count"] for one in facets["modality"]["values"]) == len(handmade.CLAIMS)
    json.dumps(facets)


def test_facets_count_what_choosing_them_finds(record: Record) -> None:
    browser = client(record)
    for facet in browser.get("/search.json").json()["facets"]:
        name = {"event_type": "type"}.get(facet["name"], facet["name"])
        for one in facet["values"]:
            found = browser.get("/search.json", params={name: one["value"]}).json()
            assert found["total"] == one["count"], (name, one)


def test_an_empty_record_has_every_page(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.herodotus", create=True) as record:
        browser = client(record)
        for address in ("/", "/events", "/timeline", "/map", "/network", "/reports", "/actors", "/places", "/voices", "/search", "/issues"):
            assert browser.get(address).status_code == 200, address
            assert browser.get(twin(address)).status_code == 200, address


def test_unknown_things_are_usage_errors(record: Record) -> None:
    from herodotus.explore.ledger import event_page  # noqa: PLC0415 (one test)

    with pytest.raises(UsageError, match="there is no event `event:0`"):
        event_page(record, "event:0")


