"""Places of a report: found, resolved, and no more exact than the words are."""

import re

import pytest

from herodotus.analyse.places import find_places
from herodotus.types import Name, PlacePrecision, Report, Sentence, Token


def sentences_of(text, names=()):
    found = []
    for match in re.finditer(r"\S.*?(?:\.(?=\s|$)|$)", text, re.DOTALL):
        inside = tuple(
            Name(start=s, end=e, label=label) for s, e, label in names if match.start() <= s < match.end()
        )
        found.append(Sentence(start=match.start(), end=match.end(), paragraph=0, tokens=(), names=inside))
    return found


def places(text, *labelled):
    """Read `text`, in which each labelled (words, label) is a name of the language layer."""
    names = [
        (m.start(), m.end(), label) for words, label in labelled for m in re.finditer(re.escape(words), text)
    ]
    return find_places(Report(key="t", text=text), sentences_of(text, names))


def by_text(text, *labelled):
    return {mention.text: mention for mention in places(text, *labelled)}


def test_every_mention_stands_at_its_characters():
    text = "Shelling hit Kharkiv and the town of Izium, Ukrainian officials said. In Kyiv, sirens sounded."
    for mention in places(text):
        assert text[mention.start : mention.end] == mention.text


def test_the_country_of_the_report_decides():
    text = "Ukrainian troops left Pokrovsk. Ukraine said that shells fell on Sloviansk."
    assert by_text(text)["Pokrovsk"].place.country == "UA"


def test_spelling_variants_are_one_place():
    text = "Yemeni forces shelled Hodeidah. Fighting in Al-Hudaydah went on, Yemen's government said."
    found = by_text(text)
    assert found["Hodeidah"].place.id == found["Al-Hudaydah"].place.id


def test_a_list_gives_each_place():
    text = "Syrian jets struck towns in northern Syria, including Saraqib, Manbij and Azaz."
    assert {"Saraqib", "Manbij", "Azaz"} <= set(by_text(text))


def test_a_part_of_a_country_is_no_point():
    place = by_text("Fighting went on in eastern Ukraine.")["eastern Ukraine"].place
    assert (place.precision, place.lat) == (PlacePrecision.REGION, None)
    assert place.name == "eastern Ukraine"


def test_a_country_is_never_a_point():
    place = by_text("It is quiet in Sudan.")["Sudan"].place
    assert (place.precision, place.lat, place.lon) == (PlacePrecision.COUNTRY, None, None)


def test_a_distance_moves_the_point():
    mention = by_text("Two villages 50 km north of Aleppo in Syria were hit.")["Aleppo"]
    assert mention.relation == "50 km north of"
    assert mention.place.lat == pytest.approx(36.65, abs=0.1)
    assert mention.place.radius_km > 10


def test_a_province_is_named_by_its_word():
    found = by_text("Bombs went off across Kandahar province in Afghanistan.")
    assert found["Kandahar"].place.precision is PlacePrecision.ADMIN1


def test_persons_and_peoples_are_no_places():
    found = by_text("The Ukrainian envoy, Paris Hilton, spoke in Lviv.", ("Paris Hilton", "PER"))
    assert set(found) == {"Lviv"}


def test_a_name_the_gazetteer_lacks_keeps_its_words():
    mention = by_text("Men came to Qwertiyan in Iraq.", ("Qwertiyan", "LOC"))["Qwertiyan"]
    assert mention.place.precision is PlacePrecision.UNRESOLVED
    assert mention.place.id is None


def word(text, start, head, deprel, upos="NOUN", lemma=None):
    return Token(
        start=start,
        end=start + len(text),
        text=text,
        lemma=lemma or text,
        upos=upos,
        xpos="",
        head=head,
        deprel=deprel,
    )


def test_a_government_called_by_its_capital_is_an_actor():
    text = "Moscow denied the attack in Kherson."
    tokens = (
        word("Moscow", 0, 1, "nsubj", "PROPN"),
        word("denied", 7, -1, "root", "VERB", "deny"),
        word("the", 14, 3, "det", "DET"),
        word("attack", 18, 1, "obj"),
        word("in", 25, 5, "case", "ADP"),
        word("Kherson", 28, 3, "nmod", "PROPN"),
    )
    names = (Name(start=0, end=6, label="LOC"), Name(start=28, end=35, label="LOC"))
    sentence = Sentence(start=0, end=len(text), paragraph=0, tokens=tokens, names=names)
    assert [m.text for m in find_places(Report(key="t", text=text), [sentence])] == ["Kherson"]


def test_the_capital_is_that_of_the_country_spoken_of():
    found = by_text("Yemeni jets struck Taiz and Aden. In the capital, Yemen's doctors fled.")
    capital = found["the capital"].place
    assert (capital.country, capital.precision) == ("YE", PlacePrecision.TOWN)
    assert abs(capital.lat - 15.35) < 0.1


def test_a_capital_with_its_name_beside_it_is_not_found_twice():
    text = "Syrian troops left Damascus, the capital, and went to the provincial capital of Idlib."
    assert not [words for words in by_text(text) if words.endswith("capital")]


def test_a_quarter_that_no_gazetteer_has_lies_in_the_town_spoken_of():
    text = "Clashes broke out in Aleppo in Syria. A shell fell on the Qarnabit neighbourhood."
    found = by_text(text, ("Qarnabit", "LOC"))["Qarnabit"].place
    assert (found.name, found.id, found.precision) == ("Qarnabit, Aleppo", None, PlacePrecision.TOWN)
    assert found.radius_km > 6  # somewhere in the town: not exact


@pytest.mark.parametrize("words", ["on the road between Mosul and Kirkuk", "on the Mosul-Kirkuk road"])
def test_a_road_between_towns_is_no_point(words):
    for mention in places(f"Iraqi police said that a bomb went off {words}."):
        assert mention.place.precision in {PlacePrecision.REGION, PlacePrecision.UNRESOLVED}


def test_off_a_town_is_near_it():
    found = by_text("Libya's coast guard said that a boat sank off Zuwara, Libya.")["Zuwara"]
    assert found.relation == "off"
    assert found.place.radius_km > 6


def test_a_countrys_own_name_is_the_country():
    assert by_text("Officials in Mexico said so. In Mexico City, talks went on.")["Mexico"].place.precision is (
        PlacePrecision.COUNTRY
    )


def test_what_stands_in_a_list_is_of_one_kind():
    text = "It reached Guinea-Bissau, Niger, Nigeria and Togo."
    assert by_text(text)["Niger"].place.country == "NE"


def test_at_most_three_other_senses_with_probabilities():
    found = by_text("Fighters took Paris.", ("Paris", "LOC"))["Paris"].place
    assert 1 <= len(found.alternatives) <= 3
    assert all(0 <= share <= 1 for _, share in found.alternatives)
