"""One claim, report, actor or event, by enough of its id."""

from __future__ import annotations

import pytest

import handmade
from herodotus.errors import UsageError
from herodotus.explore.sheet_terminal import render_chapter, render_sheet
from herodotus.explore.sheets import actor_sheet, claim_sheet, event_chapter, find_id, report_sheet

record = handmade.Handmade()


def test_a_claim_shows_every_value_with_its_characters_and_who_says_so() -> None:
    sheet = claim_sheet(record, handmade.CLAIMS["six"].id)
    facts = dict(sheet.facts)
    assert facts["says so"] == "Juan Pérez [76:86]"
    assert facts["passed on by"] == "The Ministry"
    assert facts["killed"].startswith("6 persons, civilians (“six”, scope: event)")
    assert facts["when"] == "2009-03-10"
    assert facts["event"] == "Soldiers kill people in Harbour Town (event:1)"
    assert facts["judged"].startswith("accept by ana")
    assert "decided by" not in facts


def test_why_adds_the_words_that_decided() -> None:
    facts = dict(claim_sheet(record, handmade.CLAIMS["six"].id, why=True).facts)
    assert facts["decided by"] == "trigger `killed`"


def test_what_a_claim_does_not_state_is_said_to_be_not_stated() -> None:
    facts = dict(claim_sheet(record, handmade.CLAIMS["bridge"].id).facts)
    assert facts["who did it"] == "perpetrator not stated"
    assert (facts["when"], facts["where"]) == ("no date stated", "no place stated")
    assert facts["did it happen"] == "denied"


def test_the_first_digits_of_an_id_are_enough() -> None:
    claim = handmade.CLAIMS["nine"].id
    assert claim_sheet(record, claim.removeprefix("claim:")[:8]).id == claim


def test_an_unknown_id_and_an_unclear_one_say_what_to_do() -> None:
    with pytest.raises(
        UsageError, match="there is no claim `claim:zz` in this record\nhint: `herodotus search`"
    ):
        claim_sheet(record, "claim:zz")
    with pytest.raises(UsageError, match="`1` could be 2 events\nhint: give more digits: event:12, event:13"):
        find_id("1", ["event:12", "event:13", "event:2"], kind="event")


def test_a_report_shows_its_text_its_hash_and_its_claims() -> None:
    report = handmade.report("copy")
    sheet = report_sheet(record, report.id)
    assert sheet.text == report.text
    assert dict(sheet.facts)["SHA-256 of the text"] == report.sha256
    assert dict(sheet.facts)["repeats"] == "The Wire, 2009-03-11"
    assert [line.claim for line in sheet.lists[0][1]] == [handmade.CLAIMS["twelve"].id]


def test_an_actor_is_found_by_name_and_shows_what_is_said_by_and_of_it() -> None:
    sheet = actor_sheet(record, "juan pérez")
    assert sheet.id == "actor:speaker"
    assert [(name, len(lines)) for name, lines in sheet.lists] == [
        ("what it says", 1),
        ("what is said to befall it", 1),
    ]


def test_an_event_shows_every_line() -> None:
    text = render_chapter(event_chapter(record, "event:1"))
    for words in ("6 to 14", "Juan Pérez", "The Front", "4 reports, 3 origins"):
        assert words in text


def test_sheets_render_without_markup_from_imported_text() -> None:
    text = render_sheet(report_sheet(record, handmade.report("copy").id))
    assert "<b>Juan Pérez" in text


def test_an_actor_is_found_by_part_of_its_name_where_only_one_has_it() -> None:
    assert actor_sheet(record, "the Pérez").id == "actor:speaker"
    with pytest.raises(UsageError, match=r"actors are called `r`\nhint: give an id: actor:army"):
        actor_sheet(record, "r")
