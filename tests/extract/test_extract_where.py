"""Where and when an event happened: by its clause, never by where or when it was said."""

import pytest

from herodotus.analyse import analyse
from herodotus.extract.when import find_event_time
from herodotus.extract.where import find_event_place
from herodotus.language import load
from herodotus.types import DatePrecision, Evidence, Report, TimeInterval

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


def days(text, trigger, published=None):
    interval = TimeInterval(start=published, end=published, precision=DatePrecision.DAY) if published else None
    report = Report(key="t", text=text, published=interval)
    analysis = analyse(report, engine=ENGINE)
    start = text.index(trigger)
    sentence = next(s for s in analysis.sentences if s.start <= start < s.end)
    evidence = Evidence(report=report.id, start=start, end=start + len(trigger), quote=trigger)
    found = find_event_time(evidence, (sentence.start, sentence.end), sentence, analysis)
    return (found.time.start, found.time.end) if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Shells fell on the port between 3 and 7 May 2014.", "fell", ("2014-05-03", "2014-05-07")),
        ("Soldiers killed nine men on 28 and 29 May 2014.", "killed", ("2014-05-28", "2014-05-29")),
        ("Rebels have shelled the port since Monday.", "shelled", ("2014-07-21", "2014-07-24")),
        ("Gunmen attacked the port on 3 May 2014. They killed nine men.", "killed", ("2014-05-03", "2014-05-03")),
        ("Gunmen attacked the port on 3 May 2014. They had killed nine men.", "killed", None),
        ("Gunmen attacked the port on 3 May 2014. They will kill more men.", "kill", None),
        ("Two weeks later rebels attacked the port, on 16 May 2014.", "attacked", ("2014-05-16", "2014-05-16")),
    ],
)  # fmt: skip
def test_the_days_of_an_event(text, trigger, expected):
    assert days(text, trigger, published="2014-07-24") == expected


def test_since_keeps_its_words_alone_without_a_date_of_publication():
    assert days("Rebels have shelled the port since 3 May 2014.", "shelled") == (None, None)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Fighters from the border town of Rafah attacked a post in Arish in Egypt.", "attacked", "Arish"),
        ("Clashes broke out in Homs in Syria. Killings were reported there by doctors in Geneva.", "Killings", "Homs"),
        ("HOMS, Syria - Gunmen killed a guard in Palmyra.", "killed", "Palmyra"),
    ],
)  # fmt: skip
def test_places_of_others_are_not_the_events(text, trigger, expected):
    assert place(text, trigger) == expected


def test_north_of_the_city_is_near_it_only():
    evidence = asked("In Homs, Syria's army killed nine men north of the city.", "killed")
    assert find_event_place(*evidence).place.radius_km > 6
