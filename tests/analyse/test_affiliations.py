"""Who leads, speaks for or stands with whom, and names of one report set right by each other."""

from __future__ import annotations

import pytest

from herodotus.analyse import analyse
from herodotus.language import load
from herodotus.types import Analysis, Report

ENGINE = load("auto")

STATED = [
    ("The leader of the Lion Brigade, Marko Jelen, was arrested on Monday.", "Marko Jelen", "leads", "Lion Brigade"),
    ("Colonel Jorge Paz, a spokesman for the army, denied it.", "Jorge Paz", "speaks for", "the army"),
    ("Hana Odeh, who commands the western brigade, said the town had fallen.", "Hana Odeh", "leads", "the western brigade"),
    ("Soldiers arrested young men loyal to General Osei.", "young men loyal to General Osei", "allied with", "Osei"),
    ("The militia led by Tomas Reva burned the village.", "Tomas Reva", "leads", "The militia"),
    ("The rebels, backed by France, attacked the port.", "France", "backs", "The rebels"),
    ("The army shelled the hill. The army chief, General Ruiz, denied it.", "Ruiz", "leads", "The army"),
    ("President Keita met Ouma Diallo. Diallo's fighters then left the city.", "Ouma Diallo", "leads", "Diallo's fighters"),
    ("The Sun Battalion, the armed wing of the People's Union, claimed the attack.", "Sun Battalion", "part of", "People's Union"),
    ("President Keita spoke. Keita's prime minister, Moussa Bah, resigned.", "Moussa Bah", "serves", "Keita"),
]  # fmt: skip

SILENT = [
    "The army attacked the Lion Brigade near the port.",
    "Marko Jelen will not lead the Lion Brigade.",
    "The chief of staff met the president.",
    "Marko Jelen criticised the leader.",
]


def read(text: str) -> Analysis:
    return analyse(Report(key="a", text=text + "\n"), engine=ENGINE)


@pytest.mark.parametrize(("text", "first", "kind", "second"), STATED)
def test_what_is_stated_of_two_actors_is_kept_with_its_words(text, first, kind, second) -> None:
    analysis = read(text)
    names = {entity.id: entity.name for entity in analysis.entities}
    told = [(entity.name, bond) for entity in analysis.entities for bond in entity.affiliations]
    assert (first, kind, second) in [(name, bond.kind, names[bond.other]) for name, bond in told]
    assert all(text[bond.start : bond.end] == bond.quote for _, bond in told)


@pytest.mark.parametrize("text", SILENT)
def test_no_bond_is_read_where_none_is_stated(text) -> None:
    assert not [bond for entity in read(text).entities for bond in entity.affiliations]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("General Ivan Pavlenko spoke. Pavlenko said the road was open.", "Ivan Pavlenko", "person"),
        ("The United Nations Operation in Zambara condemned it.", "United Nations Operation in Zambara", "organization"),
        ("On Monday the Defence and Security Forces fired on the crowd.", "Defence and Security Forces", "armed_force"),
    ],
)  # fmt: skip
def test_names_are_whole_and_have_one_sense(text, name, kind) -> None:
    found = {entity.name: (entity.kind, entity.mentions) for entity in read(text).entities}
    assert name in found
    assert found[name][0] == kind


def test_a_surname_means_the_one_who_was_named_in_full() -> None:
    entities = read(
        "General Ivan Pavlenko spoke to reporters. Pavlenko said that the road was open."
    ).entities
    (general,) = [entity for entity in entities if entity.kind == "person"]
    assert general.mentions == 2
    assert general.called == ("General Ivan Pavlenko",)


def test_a_creed_is_one_actor_and_the_government_is_no_commission() -> None:
    text = "Maoist guerrillas took the town. The Maoists withdrew. The Truth Commission met. The government did not reply."
    names = [entity.name for entity in read(text).entities]
    assert [name for name in names if "Maoist" in name] == ["Maoist guerrillas"]
    assert "The government" in names
