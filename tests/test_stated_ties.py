"""Ties that words state outright: with their characters, checked, and blotted out where voices are."""

from __future__ import annotations

import pytest

from herodotus import pipeline
from herodotus.export.redact import redact_voices
from herodotus.record import Record
from herodotus.settings import Settings
from herodotus.workers.inline import Inline

TEXT = """Hana Odeh, who commands the Sun Brigade, told reporters that the brigade would fight on.

Young men loyal to Odeh burned the customs house on 4 May 2003, residents said. The army killed three of them.
Hospitals put the number of dead at five.
"""


@pytest.fixture
def record(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with Record.open(tmp_path / "a.herodotus", create=True) as opened:
        pipeline.read([tmp_path / "a.txt"], record=opened, settings=Settings(), crew=Inline())
        yield opened


def test_a_tie_keeps_the_words_that_state_it(record) -> None:
    names = {actor.id: actor.name for actor in record.actors()}
    (report,) = record.reports()
    ties = {(names[tie.a], tie.kind, names[tie.b]): tie for tie in record.ties() if tie.evidence}
    leads = ties["Hana Odeh", "leads", "Sun Brigade"]
    assert (leads.sign, leads.claims) == (1, ())
    assert all(report.text[one.start : one.end] == one.quote for one in leads.evidence)
    assert not record.verify()


def test_a_voice_that_is_blotted_out_is_so_in_ties_too(record) -> None:
    hidden = redact_voices(record)
    told = " ".join(one.quote for tie in hidden.ties() for one in tie.evidence)
    told += " ".join(name for entity in hidden.entities() for name in (*entity.names, *entity.called))
    assert "Odeh" not in told


def test_who_puts_a_number_holds_the_toll(record) -> None:
    tolls = [toll for event in record.events() for toll in event.tolls if toll.harm == "killed"]
    holders = {holder for toll in tolls for side in toll.positions for holder in side.holders}
    assert "Hospitals" in holders
