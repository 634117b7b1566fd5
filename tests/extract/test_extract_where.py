"""Where and when an event happened: by its clause, never by where or when it was said."""

import pytest

from herodotus.analyse import analyse
from herodotus.extract.when import find_event_time
from herodotus.extract.where import find_event_place
from herodotus.language import load
from herodotus.types import Evidence, Report

ENGINE = load()


def read(text):
    report = Report(key="t", text=text)
    return report, analyse(report, engine=ENGINE)


def asked(text, trigger):
    report, analysis = read(text)
    start = text.index(trigger)
    sentence = next(s for s in analysis.sentences if s.start <= start < s.end)
    evidence = Evidence(report=report.id, start=start, end=start + len(trigger), quote=trigger)
    return evidence, (start, sentence.end), sentence, analysis


def place(text, trigger, **more):
    found = find_event_place(*asked(text, trigger), **more)
    return found.text if found else None


def time(text, trigger):
    found = find_event_time(*asked(text, trigger))
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels attacked a convoy near Aleppo in Syria.", "attacked", "Aleppo"),
        (
            "Officials said in Damascus that soldiers had killed nine people in Homs in Syria.",
            "killed",
            "Homs",
        ),
        (
            "In Kharkiv, police arrested two men, and in Odesa a bomb exploded, Ukraine said.",
            "arrested",
            "Kharkiv",
        ),
        ("Clashes in Mogadishu left nine people dead, Somali officials said.", "left", "Mogadishu"),
    ],
)
def test_the_place_is_the_clauses(text, trigger, expected):
    assert place(text, trigger) == expected


def test_a_place_carries_over_only_where_it_may():
    text = "Shells fell on Kharkiv in Ukraine. Nine people were killed."
    assert place(text, "killed") == "Kharkiv"
    assert place(text, "killed", carry=False) is None


def test_a_carried_place_is_less_sure_than_a_governed_one():
    text = "Shells fell on Kharkiv in Ukraine. Nine people were killed."
    governed = find_event_place(*asked(text, "fell"))
    carried = find_event_place(*asked(text, "killed"))
    assert carried.place.confidence < governed.place.confidence


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gunmen killed nine people on 3 May 2014.", "killed", "3 May 2014"),
        ("Police said on Tuesday that gunmen had killed nine people.", "killed", None),
        ("Soldiers have held the bridge since 2003 and killed nine people.", "killed", None),
        ("For three days they shelled the town.", "shelled", None),
    ],
)
def test_the_time_is_the_clauses(text, trigger, expected):
    assert time(text, trigger) == expected
