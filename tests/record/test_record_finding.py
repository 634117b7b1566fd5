from __future__ import annotations

from dataclasses import replace

import pytest
from record_made import METHOD, filled, made_file, made_report
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from herodotus.record import ClaimFilter, EventFilter, Record, schema
from herodotus.record.dialects import Portable
from herodotus.record.finding import find_reports
from herodotus.types import DatePrecision, EventType, Modality, Place, TimeInterval


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("finding") / "a.herodotus", reports=3) as opened:
        words = "Señor Alcántara crossed the bridge twice. " + "Rain fell. " * 60 + "The bridge held."
        long = made_report("bridge.txt", words=words, title="A crossing")
        opened.put_file(made_file("bridge.txt"), reports=[long])
        (event,) = opened.events()
        day = TimeInterval(start="2021-02-03", end="2021-02-04", precision=DatePrecision.DAYS, text="")
        dated = replace(
            event, id="event:2", title="Dated 100%", time=day, claims=(), place=Place(name="Orlu")
        )
        opened.put_views([*opened.actors(), event, dated], method=METHOD)
        yield opened


@pytest.fixture(params=["fts5", "like"])
def search(request, record):
    if request.param == "fts5":
        return record.search

    def portable(words, *, limit=20, offset=0):
        with record.store.reading() as connection:
            return find_reports(connection, words, dialect=Portable(), limit=limit, offset=offset)

    return portable


def test_all_words_must_be_there_and_finds_are_marked(search):
    page = search("fisherman mill")
    assert page.total == 3
    hit = page.rows[0]
    assert {hit.excerpt[start:end] for start, end in hit.marks} <= {"fisherman", "mill"}
    assert hit.marks
    assert search("fisherman bridge").total == 0
    assert search("").total == 0


def test_phrases_titles_beginnings_and_pages(search):
    assert search('"burned the mill"').total == 3
    assert search('"mill the burned"').total == 0
    assert search("crossing").rows[0].title == "A crossing"
    assert search("fisherm*" if search.__name__ == "search" else "fisherm").total == 3
    first, second = search("mill", limit=2), search("mill", limit=2, offset=2)
    assert len(first.rows) == 2
    assert len(second.rows) == 1
    assert first.total == second.total == 3


@pytest.mark.parametrize(
    "odd",
    ['"', "a OR b", "NOT mill", "title:mill", "mill*)", "^", "(((", '""', "*", "mill AND", "-mill", "\x00"],
)
def test_no_words_break_the_search(search, odd):
    assert search(odd).total >= 0


def test_accents_do_not_hide_a_name(record):
    assert [hit.title for hit in record.search("senor alcantara").rows] == ["A crossing"]


def test_a_new_title_is_found_and_the_old_one_is_not(tmp_path):
    with Record.open(tmp_path / "b", create=True) as record:
        record.put_file(made_file("a.txt"), reports=[made_report("a.txt", title="Smoke")])
        record.put_file(made_file("a.txt"), reports=[made_report("a.txt", title="Ashes")])
        assert record.search("ashes").total == 1
        assert record.search("smoke").total == 0
        assert record.verify() == []


def test_claims_by_each_filter(record):
    total = record.find_claims(ClaimFilter()).total
    assert total == 3
    claim = next(record.claims())
    for wanted, found in (
        (ClaimFilter(report=claim.report), 1),
        (ClaimFilter(event="event:1"), 3),
        (ClaimFilter(event="event:2"), 0),
        (ClaimFilter(actor="actor:1"), 3),
        (ClaimFilter(actor="actor:2"), 0),
        (ClaimFilter(event_type=EventType.ASSAULT, modality=Modality.ASSERTED), 3),
        (ClaimFilter(modality=Modality.DENIED), 0),
        (ClaimFilter(voice="a fisherman"), 3),
        (ClaimFilter(voice="a_fisherman"), 0),
        (ClaimFilter(words="fisherman orlu"), 3),
        (ClaimFilter(words="fisher%orlu"), 0),
        (ClaimFilter(place="Orlu"), 0),
        (ClaimFilter(since="2000-01-01"), 0),
    ):
        assert record.find_claims(wanted).total == found, wanted


def test_events_by_each_filter(record):
    for wanted, found in (
        (EventFilter(), 2),
        (EventFilter(dated=True), 1),
        (EventFilter(dated=False), 1),
        (EventFilter(placed=False), 1),
        (EventFilter(contested=True), 0),
        (EventFilter(contested=False), 2),
        (EventFilter(actor="actor:1"), 2),
        (EventFilter(place="Orlu"), 1),
        (EventFilter(since="2021-02-04", until="2021-02-10"), 1),
        (EventFilter(since="2021-02-05"), 0),
        (EventFilter(until="2021-02-02"), 0),
        (EventFilter(words="mill"), 1),
        (EventFilter(words="100%"), 1),
        (EventFilter(words="10_%"), 0),
        (EventFilter(report=next(record.claims()).report), 1),
    ):
        assert record.find_events(wanted).total == found, wanted
    assert [event.id for event in record.find_events(EventFilter(), order="time").rows] == [
        "event:2",
        "event:1",
    ]


def test_several_by_their_ids(record):
    claims = list(record.claims())
    assert record.claims_by_id([claim.id for claim in claims] + ["claim:0"]) == {c.id: c for c in claims}
    assert record.events_of_claims([claims[0].id]) == {claims[0].id: ("event:1",)}
    entity = next(record.entities())
    assert record.actors_of_entities([entity.id, "entity:0"]) == {entity.id: "actor:1"}
    heads = record.heads_by_id([claims[0].report])
    assert heads[claims[0].report].text == ""
    assert record.report(claims[0].report).text.startswith("Masked")
    assert record.report("report:0") is None
    assert record.event("event:2").title == "Dated 100%"
    assert record.actor("actor:1").name == "Masked men"


def test_every_table_and_the_plain_search_are_postgresql_too():
    dialect = postgresql.dialect()
    for table in schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
    statement = str(Portable().search("mill 50%").compile(dialect=dialect))
    assert "ILIKE" in statement
