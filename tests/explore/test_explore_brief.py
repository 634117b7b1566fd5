"""What a brief owes the analyst who forwards it."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade
from herodotus.explore.brief import make_brief
from herodotus.explore.brief_html import render_html
from herodotus.explore.brief_markdown import plain, render_markdown
from herodotus.explore.brief_terminal import clean, render_terminal
from herodotus.explore.lines import CUT, in_its_sentence, number_words, shorten, when_words
from herodotus.knowledge.wording import limit, say
from herodotus.types import DatePrecision, Modality, TimeInterval

RENDERERS = (render_html, render_markdown, render_terminal)
brief = make_brief(handmade.Handmade())


def test_equal_records_give_equal_briefs_whatever_the_order_they_were_filled_in() -> None:
    shuffled = handmade.Handmade()
    for rows in (shuffled.all_claims, shuffled.all_reports, shuffled.all_events):
        random.Random(1).shuffle(rows)
    assert make_brief(shuffled) == brief


def test_each_event_is_told_once_in_the_section_where_it_belongs() -> None:
    assert [chapter.event for chapter in brief.contested] == ["event:1"]
    assert [chapter.event for chapter in brief.single] == ["event:3", "event:4"]
    assert [chapter.event for chapter in brief.unfulfilled] == ["event:2"]
    assert brief.agreed == ()


def test_origins_are_counted_and_not_copies() -> None:
    assert brief.origins == 4
    assert brief.contested[0].told == "4 reports, 3 origins"


def test_a_toll_is_a_range_with_one_side_for_each_position_and_its_words() -> None:
    (toll,) = brief.contested[0].tolls
    assert toll.words == "6 to 14"
    assert [(side.value, side.holders, len(side.lines)) for side in toll.sides] == [
        ("6", "Juan Pérez", 1),
        ("14", "The Front", 1),
        ("at least 9", "residents", 2),
    ]


def test_every_line_carries_who_says_so_a_quote_and_its_report() -> None:
    chapters = (*brief.contested, *brief.single, *brief.unfulfilled)
    sides = [side for chapter in chapters for toll in chapter.tolls for side in toll.sides]
    lines = [line for chapter in chapters for line in chapter.lines] + [
        line for side in sides for line in side.lines
    ]
    assert lines
    texts = {report.id: report.text for report in handmade.Handmade().reports()}
    assert all(line.who and line.quote and line.quote in texts[line.head.id] for line in lines)


@pytest.mark.parametrize("render", RENDERERS)
def test_every_renderer_says_all_of_it(render) -> None:
    text = " ".join(re.sub(r"<[^>]+>", " ", render(brief)).replace("\\", "").split())
    for words in (
        "Where the reports differ",
        "6 to 14",
        "The Front",
        "4 reports, 3 origins",
        "no date stated",
        "no place stated",
        "no date of publication stated",
        "denied",
        "Undated (3)",
        "Unplaced (3)",
        "repeats The Wire, 2009-03-11",
        "What was not understood",
        "ask for it again",
        "soldiers killed six gunmen in Harbour Town",
    ):
        assert words in text, words


def test_a_position_is_never_called_true_or_false() -> None:
    text = render_markdown(brief).casefold()
    assert not re.search(r"\b(true|false|correct|wrong|lie|fact|debunk)", text)


HOSTILE = (
    '<script src="https://e.example/x.js"></script><img src=x onerror=alert(1)> [a](http://e.example) \x1b[2J'
)


def hostile_brief():
    march = handmade.CLAIMS["march"]
    claim = replace(march, evidence=(replace(march.evidence[0], quote=HOSTILE),))
    event = replace(handmade.OTHERS[1], title=HOSTILE)
    return make_brief(handmade.Handmade(all_claims=[claim], all_events=[event]))


def test_imported_text_never_becomes_html_and_the_page_reaches_nobody() -> None:
    for page in (render_html(brief), render_html(hostile_brief())):
        assert not re.search(r"<(script|img|link|iframe|object|embed|form)\b", page)
        addresses = re.findall(r"<[^>]*?\s(?:src|href|action)\s*=\s*[\"']?([^\"'\s>]*)", page)
        assert addresses
        assert all(address.startswith("#") for address in addresses)
        assert not re.search(r"url\(|@import", page)
        assert "default-src 'none'" in page


def test_imported_text_never_becomes_markdown() -> None:
    text = render_markdown(hostile_brief())
    assert "<script" not in text.replace("\\<", "")
    assert "\\[a\\](http" in text


def test_imported_text_never_moves_the_cursor_of_a_terminal() -> None:
    assert "\x1b" not in render_terminal(hostile_brief())


@given(st.text())
def test_clean_text_for_a_terminal_has_no_control_codes(text: str) -> None:
    assert clean(text).plain.isprintable() or not clean(text).plain


@given(st.text(alphabet="ab*_[]()<>#`|~ \n-+1.\\"))
def test_escaped_markdown_is_one_line_that_reads_as_before(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(text.split())


@given(st.text(min_size=400, alphabet=st.characters(categories=("L", "Zs"))))
def test_a_long_quote_is_cut_in_the_middle_and_the_cut_shows(text: str) -> None:
    shown = shorten(text)
    if len(" ".join(text.split())) > limit("quote"):
        assert len(shown) <= limit("quote")
        head, tail = shown.split(CUT)
        assert " ".join(text.split()).startswith(head)
        assert " ".join(text.split()).endswith(tail)


def test_numbers_and_times_in_words() -> None:
    assert [
        number_words(*bounds) for bounds in ((6, 6), (6, 14), (9, None), (None, 5), (None, None), (0, 0))
    ] == ["6", "6 to 14", "at least 9", "up to 5", "number not stated", "0"]
    month = TimeInterval(start="2009-03-01", end="2009-03-31", precision=DatePrecision.MONTH, text="March")
    assert when_words(month) == "2009-03-01 to 2009-03-31 (to the month)"
    loose = TimeInterval(start=None, end=None, precision=None, text="last Tuesday")
    assert when_words(loose) == "“last Tuesday” (not tied to a date)"
    assert when_words(None) == "no date stated"


def test_every_modality_but_asserted_says_that_it_did_not_happen_or_is_not_known_to_have() -> None:
    for modality in Modality:
        words = say("modality", modality)
        assert ("not said" in words or words == "denied") is (modality is not Modality.ASSERTED)


def test_an_empty_record_gives_a_brief_that_says_so() -> None:
    empty = make_brief(handmade.Handmade(all_reports=[], all_claims=[], all_events=[], all_issues=[]))
    for render in RENDERERS:
        assert "What 0 reports say" in render(empty)


def test_the_terminal_keeps_to_its_width() -> None:
    assert all(len(line) <= 60 for line in render_terminal(brief, width=60).splitlines())


def test_a_quote_stands_in_its_sentence_and_the_sentence_is_that_of_the_report() -> None:
    texts = {report.id: report.text for report in handmade.Handmade().reports()}
    lines = [line for chapter in brief.single for line in chapter.lines]
    assert {line.after for line in lines} == {"."}
    for line in lines:
        assert line.before + line.quote + line.after in texts[line.head.id]


@given(st.text(alphabet='ab .\n"', max_size=500), st.integers(0, 500), st.integers(0, 20))
def test_words_around_a_quote_are_those_of_the_report(text: str, start: int, length: int) -> None:
    start, end = min(start, len(text)), min(start + length, len(text))
    line = replace(brief.single[0].lines[0], start=start, end=end)
    around = in_its_sentence(line, text)
    flat = " ".join(text.split())
    assert around.before.removeprefix("... ").strip() in flat
    assert around.after.removesuffix(" ...").strip() in flat
