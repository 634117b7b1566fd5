"""Times of a report: days, precision and anchor; nothing is made up where there is no anchor."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herodotus.analyse.times import find_times
from herodotus.types import DatePrecision, Report, TimeInterval


def report(text, published=None):
    day = TimeInterval(start=published, end=published, precision=DatePrecision.DAY) if published else None
    return Report(key="t", text=text, published=day)


def times(text, published=None):
    return {m.text: (m.time.start, m.time.end, m.anchor) for m in find_times(report(text, published))}


NEWS = "2014-07-24"  # a Thursday


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "anchor"),
    [
        ("It began on 3 July 2014.", "3 July 2014", "2014-07-03", "2014-07-03", "explicit"),
        ("It began on July 3, 2014.", "July 3, 2014", "2014-07-03", "2014-07-03", "explicit"),
        ("It began in June 2012.", "June 2012", "2012-06-01", "2012-06-30", "explicit"),
        ("It began in 2003.", "2003", "2003-01-01", "2003-12-31", "explicit"),
        ("It fell on 12-15 May 2014.", "12", "2014-05-12", "2014-05-12", "explicit"),
        ("It fell on 12-15 May 2014.", "15 May 2014", "2014-05-15", "2014-05-15", "explicit"),
        ("Shells fell on Tuesday.", "Tuesday", "2014-07-22", "2014-07-22", "published"),
        ("Shells fell on Thursday.", "Thursday", "2014-07-24", "2014-07-24", "published"),
        ("Talks will resume on Monday.", "Monday", "2014-07-28", "2014-07-28", "published"),
        ("Shells fell last Tuesday night.", "last Tuesday night", "2014-07-22", "2014-07-22", "published"),
        ("They left yesterday.", "yesterday", "2014-07-23", "2014-07-23", "published"),
        ("They left last week.", "last week", "2014-07-14", "2014-07-20", "published"),
        ("They left two days ago.", "two days ago", "2014-07-22", "2014-07-22", "published"),
        ("They left three months ago.", "three months ago", "2014-04-01", "2014-04-30", "published"),
        ("It fell on 3 June.", "3 June", "2014-06-03", "2014-06-03", "published"),
        ("It fell in November.", "November", "2013-11-01", "2013-11-30", "published"),
        ("Over the past two weeks 20 died.", "the past two weeks", "2014-07-10", "2014-07-24", "published"),
        ("They were hit overnight.", "overnight", "2014-07-23", "2014-07-24", "published"),
        ("It began in the early 1990s.", "the early 1990s", "1990-01-01", "1993-05-01", "explicit"),
    ],
)
def test_news_is_anchored_at_its_publication(text, words, start, end, anchor):
    assert times(text, NEWS)[words] == (start, end, anchor)


def test_a_date_looked_back_to():
    found = times(
        "On 3 July 2014 the town fell. Two days later it was retaken, and that month ended quietly.", NEWS
    )
    assert found["Two days later"] == ("2014-07-05", "2014-07-05", "previous")
    assert found["that month"][:2] == ("2014-07-01", "2014-07-31")


@pytest.mark.parametrize(
    "words",
    [
        "yesterday",
        "last week",
        "on Tuesday",
        "three days ago",
        "in November",
        "last year",
        "over the past two weeks",
        "the next day",
    ],
)
def test_without_a_date_relative_times_stay_relative(words):
    for mention in find_times(report(f"The town was shelled {words}.")):
        assert (mention.time.start, mention.time.end, mention.time.precision) == (None, None, None)
        assert mention.anchor == "none"


def test_background_years_are_found_without_a_date():
    assert times("The army took power in 1963 and again in 2003.")["1963"] == (
        "1963-01-01",
        "1963-12-31",
        "explicit",
    )


def test_an_undated_report_is_bounded_only_by_its_own_dates():
    found = times("The siege began on 4 May 1992. On 6 May shells fell. The next day it rained.")
    assert found["6 May"] == ("1992-05-06", "1992-05-06", "previous")
    assert found["The next day"] == ("1992-05-07", "1992-05-07", "previous")


def test_a_day_of_an_event_counts_from_its_first_day():
    found = times("The siege began on 4 May 1992. By the third day of the siege bread was gone.")
    assert found["the third day of the siege"] == ("1992-05-06", "1992-05-06", "event")


def test_a_day_of_an_event_in_apposition_dates_the_event():
    text = (
        "On 9 May 1992, the sixth day of the siege, they struck. On the ninth day of the siege it was lifted."
    )
    found = times(text)
    assert found["the sixth day of the siege"][:2] == ("1992-05-09", "1992-05-09")
    assert found["the ninth day of the siege"] == ("1992-05-12", "1992-05-12", "event")


def test_an_undated_event_gives_no_day():
    assert times("It was the third day of the siege.")["the third day of the siege"] == (None, None, "event")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for three days", "P3D"),
        ("two-week", "P2W"),
        ("several months", "PXM"),
        ("every day", "P1D"),
        ("now", "PRESENT_REF"),
        ("last night", "2014-07-23TNI"),
        ("last week", "2014-W29"),
        ("the 1980s", "198"),
        ("the summer of 2012", "2012-SU"),
    ],
)
def test_timex_values(text, value):
    assert [m.value for m in find_times(report(f"They waited {text}.", NEWS))] == [value]


@pytest.mark.parametrize(
    "text",
    ["2000 soldiers left.", "He may go.", "They march on.", "1,500 people", "room 1990b", "It will fall."],
)
def test_words_that_are_no_times(text):
    assert find_times(report(text, NEWS)) == ()


def test_the_islamic_calendar_is_given_a_day_to_either_side():
    assert times("It fell on 10 Muharram 1427.")["10 Muharram 1427"] == (
        "2006-02-08",
        "2006-02-10",
        "explicit",
    )
    start, end, _ = times("They fasted in Ramadan.", "2006-11-02")["Ramadan"]
    assert (start, end) == ("2006-09-23", "2006-10-23")


def test_the_iranian_calendar():
    assert times("It fell on 22 Bahman 1357.")["22 Bahman 1357"][0] == "1979-02-11"


@given(st.text(max_size=200))
def test_any_text_may_be_read(text):
    for mention in find_times(report(text, NEWS)):
        assert text[mention.start : mention.end] == mention.text


WORDS = [
    "on",
    "3",
    "July",
    "2014",
    "Tuesday",
    "two",
    "days",
    "later",
    "the",
    "next",
    "week",
    "siege",
    "of",
    "last",
    "May",
    ",",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([None, NEWS]))
def test_intervals_are_in_order_and_mentions_do_not_overlap(words, published):
    end = 0
    for mention in find_times(report(" ".join(words), published)):
        assert mention.start >= end
        end = mention.end
        if mention.time.start is not None:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", mention.time.start)
            assert mention.time.start <= mention.time.end
            assert mention.time.precision is not None


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("He was shot on 4 May 1992. Two days after the murder, they fled.", "Two days after the murder", "1992-05-06", "1992-05-06"),
        ("Rebels invaded on 4 May 1992. By the third day of the war it was lost.", "the third day of the war", "1992-05-06", "1992-05-06"),
        ("The siege began on 4 May 1992. On its second day shells fell.", "its second day", "1992-05-05", "1992-05-05"),
        ("On the first day of the siege, 4 May 1992, shells fell.", "the first day of the siege", "1992-05-04", "1992-05-04"),
        ("On 4 May 1993, the first anniversary of the raid, they met.", "the first anniversary of the raid", "1993-05-04", "1993-05-04"),
        ("The town was stormed on 4 May 1992. It rained on the same day as the assault.", "the same day as the assault", "1992-05-04", "1992-05-04"),
    ],
)  # fmt: skip
def test_times_that_hang_on_events_that_the_text_dates(text, words, start, end):
    assert times(text)[words][:2] == (start, end)


def test_a_narrative_stands_where_its_last_date_led_it():
    text = (
        "2003: Invasion\n\nTroops entered on 20 March 2003. It was judged so just over a year earlier. On April 9 the "
        "city fell. Later, in November 2008, a statue was raised.\n\nOn May 1 the war was called over.\n"
    )
    found = times(text, "2010-01-01")
    assert found["April 9"][0] == "2003-04-09"
    assert found["May 1"][0] == "2003-05-01"


def test_after_a_year_two_days_later_is_of_an_unknown_day():
    text = "On 3 May 1911 he fled. He resigned in 1913. Two days later he was shot. In 1914 and 1915 they met."
    assert times(text)["Two days later"][:2] == (None, None)


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("The group would leave as soon as Tuesday, he said.", "Tuesday", "2014-07-29"),
        ("They will go, he said Tuesday.", "Tuesday", "2014-07-22"),
        ("By Tuesday they had taken the town.", "Tuesday", "2014-07-22"),
        ("On Monday the court will meet.", "Monday", "2014-07-28"),
        ("They had come last Wednesday.", "last Wednesday", "2014-07-16"),
        ("The court meets on Feb. 10.", "Feb. 10", "2014-02-10"),
        ("Talks are planned for Sept. 2.", "Sept. 2", "2014-09-02"),
        ("The 6 August raid killed nine.", "The 6 August", "2014-08-06"),
        ("The raid on Aug. 7 killed nine, and they hoped it would end.", "Aug. 7", "2014-08-07"),
    ],
)
def test_what_is_to_come_and_what_is_past(text, words, start):
    assert times(text, NEWS)[words][0] == start


@pytest.mark.parametrize(
    "text", ["a six-year-old boy", "the 17 February Brigade", "the 6th of October City", "a former minister"]
)
def test_further_words_that_are_no_times_in_news(text):
    assert [m for m in find_times(report(f"It is about {text}.", NEWS)) if m.time.start] == []


def test_a_feast_with_its_year_begins_within_it():
    assert times("It fell in Ramadan 2000.")["Ramadan 2000"][0] == "2000-11-27"
    assert times("They left on Eid al-Fitr.", "2014-08-02")["Eid al-Fitr"][:2] == ("2014-07-28", "2014-07-30")


def test_two_times_that_overlap_are_both_read():
    found = times("It blew up at about 10:35 a.m. (0735 GMT) Friday.", NEWS)
    assert found["Friday"][0] == "2014-07-18"
