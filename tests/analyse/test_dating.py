"""What an undated report says about its own date: bounds and weekdays, nothing decided."""

from herodotus.analyse.dating import find_dating
from herodotus.types import Report


def dating(text):
    return find_dating(Report(key="d", text=text))


def test_days_told_and_days_to_come_bound_the_report():
    found = dating("The bridge fell on 4 May 1992. A vote will be held on 20 June 1992.")
    assert (found.earliest, found.latest) == ("1992-05-04", "1992-06-20")
    assert [clue.kind for clue in found.clues] == ["told", "ahead"]


def test_a_weekday_with_its_date_leaves_few_years():
    found = dating("Talks failed on 3 March 2004. On Tuesday, 24 October the camp was hit.")
    assert found.years == (2006,) or 2006 in found.years
    assert all(year >= 2004 for year in found.years)


def test_words_that_wait_for_the_date_are_listed_and_bound_nothing():
    found = dating("Shells fell yesterday, and two were hurt last week.")
    assert {clue.kind for clue in found.clues} == {"relative"}
    assert (found.earliest, found.latest, found.years) == (None, None, ())


def test_clues_stand_at_their_characters():
    text = "The bridge fell on 4 May 1992."
    clue = dating(text).clues[0]
    assert text[clue.start : clue.end] == clue.text == "4 May 1992"
