from __future__ import annotations

from dataclasses import replace

import pytest
from record_made import entity_id, filled, made_report, moved, spoil

from herodotus.errors import RecordError
from herodotus.record import Record
from herodotus.record.codec import encode
from herodotus.types import Participant


@pytest.fixture
def record(tmp_path):
    with filled(tmp_path / "a.herodotus", reports=2) as opened:
        assert opened.verify() == []
        yield opened


def kinds(record) -> set[str]:
    return {problem.kind for problem in record.verify()}


def set_payload(record, claim):
    spoil(record, "UPDATE claims SET payload = :payload WHERE id = :id", payload=encode(claim), id=claim.id)


def test_a_changed_text(record):
    spoil(record, "UPDATE reports SET text = replace(text, 'mill', 'hill')")
    assert {"text", "quote"} <= kinds(record)


def test_a_quote_that_stands_elsewhere_is_shown_with_what_stands_there(record):
    claim = next(record.claims())
    set_payload(record, moved(claim, by=1))
    (problem,) = record.verify()
    assert (problem.kind, problem.subject) == ("quote", claim.id)
    assert problem.message.endswith(
        "reads `asked men burned the mill at Orlu,`, not `Masked men burned the mill at Orlu`"
    )


def test_a_quote_beyond_the_end_and_an_empty_one(record):
    claim = next(record.claims())
    set_payload(record, moved(claim, by=1000))
    assert kinds(record) == {"quote"}
    set_payload(record, replace(claim, evidence=(replace(claim.evidence[0], end=0, quote=""),)))
    assert kinds(record) == {"quote"}


def test_a_span_outside_the_text(record):
    claim = next(record.claims())
    voices = (*claim.attribution.chain[:1], replace(claim.attribution.chain[1], end=9999))
    set_payload(record, replace(claim, attribution=replace(claim.attribution, chain=voices)))
    assert kinds(record) == {"span"}


def test_a_claim_under_a_wrong_id(record):
    claim = next(record.claims())
    moved_trigger = replace(claim, trigger=replace(claim.trigger, start=0, end=6, quote="Masked"))
    spoil(record, "UPDATE claims SET payload = :p WHERE id = :id", p=encode(moved_trigger), id=claim.id)
    assert "payload" in kinds(record)


@pytest.mark.parametrize(("statement", "kind"), [
    ("UPDATE claims SET modality = 'denied' WHERE rowid = 1", "column"),
    ("UPDATE claims SET rejected = 1 WHERE rowid = 1", "column"),
    ("UPDATE claims SET payload = '{}' WHERE rowid = 1", "payload"),
    ("UPDATE entities SET payload = 'no' WHERE rowid = 1", "payload"),
    ("UPDATE reports SET payload = '{}' WHERE seq = 1", "payload"),
    ("UPDATE reports SET head_digest = '0' WHERE seq = 1", "column"),
    ("UPDATE participants SET name = 'Nobody' WHERE rowid = 1", "column"),
    ("DELETE FROM reports WHERE seq = 1", "dangling"),
    ("DELETE FROM entities WHERE rowid = 1", "dangling"),
    ("DELETE FROM claims WHERE rowid = 1", "dangling"),
    ("DELETE FROM actors", "dangling"),
    ("DELETE FROM events", "dangling"),
    ("UPDATE entity_actors SET actor = 'actor:9'", "dangling"),
    ("UPDATE ties SET a = 'actor:9'", "dangling"),
    ("UPDATE copies SET original = 'report:9'", "dangling"),
    ("INSERT INTO words(words, rowid, title, text) VALUES ('delete', 1, 'x', 'mill')", "file"),
])  # fmt: skip
def test_each_planted_fault_is_found(record, statement, kind):
    spoil(record, statement)
    assert kind in kinds(record)


def test_a_participant_without_an_entity_is_no_fault_and_one_with_a_wrong_one_is(record):
    claim = next(record.claims())
    other = entity_id(made_report("elsewhere.txt"), "Masked men")
    person = Participant(name="Masked men", entity=other, start=0, end=10)
    set_payload(record, replace(claim, actors=(person,)))
    assert kinds(record) == {"column"}
    spoil(record, "UPDATE participants SET entity = :other WHERE claim = :id AND role = 'actor'",
          other=other, id=claim.id)  # fmt: skip
    assert kinds(record) == {"dangling"}


def test_a_damaged_file_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "b.herodotus"
    record = filled(path, reports=30)
    with record.store.reading() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'claims'").scalar()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar()
    record.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : (root - 1) * size + 100] = b"\xff" * 100
    path.write_bytes(content)
    with Record.open(path) as damaged, pytest.raises(RecordError, match="is damaged\nhint: restore a copy"):
        damaged.verify()
