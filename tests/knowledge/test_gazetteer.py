"""The gazetteer: one mapped file, a ladder of spellings, countries by their words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herodotus.errors import KnowledgeError
from herodotus.knowledge.gazetteer import Gazetteer, distance_km, load_gazetteer
from herodotus.knowledge.gazetteer_countries import country_words, load_countries
from herodotus.knowledge.gazetteer_forms import one_edit
from herodotus.knowledge.gazetteer_index import STEPS
from herodotus.knowledge.gazetteer_keys import plain_key, skeleton_key


def first(name, *countries):
    return load_gazetteer().candidates(name, countries=countries)[0]


def test_opens_fast_and_knows_its_size():
    started = time.perf_counter()
    gazetteer = Gazetteer()
    assert time.perf_counter() - started < 0.05
    assert len(gazetteer) > 200_000


@pytest.mark.parametrize(
    ("name", "country", "id_", "step"),
    [
        ("Kyiv", "UA", "geonames:703448", "exact"),
        ("KYIV", "UA", "geonames:703448", "exact"),
        ("Київ", "UA", "geonames:703448", "exact"),
        ("Fasher", "SD", "geonames:379555", "stripped"),
        ("city of Aleppo", "SY", "geonames:170063", "stripped"),
        ("Deir al-Balah", "PS", "geonames:281141", "spelling"),
        ("Kandahaar", "AF", "geonames:1138335", "spelling"),
    ],
)
def test_the_ladder_says_which_step_found_a_place(name, country, id_, step):
    found = first(name, country)
    assert (found.id, found.step) == (id_, step)


def test_a_type_word_asks_for_its_kind():
    assert first("Kandahar province", "AF").kind == "admin1"
    assert first("Kandahar", "AF").kind == "town"


def test_a_city_is_not_the_country_it_is_named_after():
    assert all(found.kind != "country" for found in load_gazetteer().candidates("Mexico City"))


def test_weak_steps_need_a_country():
    assert load_gazetteer().candidates("Xqzzvw") == ()
    assert {c.step for c in load_gazetteer().candidates("Kramatorsp")} <= {"exact", "stripped", "spelling"}
    assert first("Kramatorsp", "UA").step == "edit"


def test_countries_are_named_by_short_names_abbreviations_and_adjectives():
    assert country_words(which="names")["us"] == "US"
    assert country_words(which="names")["drc"] == "CD"
    assert country_words(which="demonyms")["ukrainian"] == "UA"
    assert country_words(which="capitals")["khartoum"] == "SD"
    assert first("U.K.").id == "geonames:2635167"
    assert len(load_countries()) > 240


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path):
    wrong = tmp_path / "wrong.bin"
    wrong.write_bytes(b"nothing of the kind")
    with pytest.raises(KnowledgeError, match="not a gazetteer"):
        Gazetteer(wrong)
    with pytest.raises(KnowledgeError, match="cannot be opened"):
        Gazetteer(tmp_path / "absent.bin")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Hodeidah", "Al Hudaydah"),
        ("Muqdadiya", "Miqdadiyah"),
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Izium", "Izyum"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings):
    skeletons = {skeleton_key(plain_key(name)) for name in spellings}
    assert len(skeletons) == 1


@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(name):
    found = load_gazetteer().candidates(name, countries=("SY",))
    assert len(found) <= 50
    assert all(candidate.step in STEPS for candidate in found)


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\u00e9\u0101\u012b\u016b\u1e2b\u0642\u062f\u0456\u0436 '\u2019-."


@given(st.text(LETTERS, max_size=30))
def test_keys_are_stable_under_themselves(name):
    assert plain_key(plain_key(name)) == plain_key(name)


@given(st.text("abcdef", max_size=8), st.text("abcdef", max_size=8))
def test_one_edit_is_symmetric(left, right):
    assert one_edit(left, right) == one_edit(right, left)


def test_distance_of_a_degree():
    assert distance_km((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)
