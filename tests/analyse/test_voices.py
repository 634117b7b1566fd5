"""Voices: marked cases of every act and construction, and what may never be wrong."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voices_marked import analysed, cases, found, verdict

from herodotus.types import Act, VoiceRole


def share(key: str, chosen=None) -> float:
    verdicts = [verdict(case)[key] for case in (chosen or cases())]
    return sum(verdicts) / len(verdicts)


@pytest.mark.parametrize(
    ("key", "least"), [("cue", 0.97), ("act", 0.95), ("content", 0.93), ("voice", 0.95), ("negated", 0.96)]
)
def test_marked_cases(key, least):
    assert share(key) >= least


def test_every_act_has_cases():
    assert {case.act for case in cases()} == {act.value for act in Act}


def test_act_macro_f1():
    right, gold, given_ = Counter(), Counter(), Counter()
    for case in cases():
        one = found(case)
        gold[case.act] += 1
        if one is not None:
            given_[one.act.value] += 1
            right[case.act] += one.act.value == case.act
    scores = [2 * right[act] / (gold[act] + given_[act]) for act in gold]
    assert sum(scores) / len(scores) >= 0.93


def test_resolved_voices():
    named = [case for case in cases() if case.name]
    assert share("name", named) >= 0.9


def test_element_zero_is_the_report():
    for case in cases():
        for one in analysed(case.text).attributions:
            assert one.chain[0].role == VoiceRole.REPORT
            assert one.chain[0].start is None


def test_offsets_stand_in_the_text():
    for case in cases():
        analysis = analysed(case.text)
        for mention in analysis.mentions:
            assert case.text[mention.start : mention.end] == mention.text
            assert mention.start <= mention.head < mention.end
        for one in analysis.attributions:
            for start, end in one.content:
                assert 0 <= start < end <= len(case.text)


def test_a_chain_nests_outermost_first():
    analysis = analysed(
        "AFP reported that officials said the governor had admitted that his men fired first."
    )
    inner = max(analysis.attributions, key=lambda a: len(a.chain))
    assert [voice.name for voice in inner.chain[1:]] == ["AFP", "officials", "the governor"]
    assert [voice.role.value for voice in inner.chain] == ["report", "relay", "relay", "source"]


def test_the_agency_that_was_told_hands_on():
    analysis = analysed('A rebel spokesman, Jean Kabila, told Agence France-Presse: "We hold the airport."')
    [one] = [a for a in analysis.attributions if a.quote == "direct"]
    assert [voice.role.value for voice in one.chain] == ["report", "relay", "source"]
    assert "Presse" in one.chain[1].name


def test_a_denial_is_the_sources_and_never_the_reports():
    [one] = [
        a for a in analysed("The army denied that it had bombed the mill.").attributions if a.act == Act.DENY
    ]
    assert one.chain[-1].name == "The army"


def test_calling_a_claim_a_lie_is_the_reports_own_denial():
    [one] = analysed("Claiming that the province was at peace was a lie.").attributions
    assert one.act == Act.DENY
    assert len(one.chain) == 1


def test_a_quotation_runs_over_sentences_and_paragraphs():
    text = (
        'The bishop said: "They came at night. They burned the houses.\n\n'
        '"Nobody was spared. We buried nine people."'
        "\n\nThe army withdrew."
    )
    covered = {i for a in analysed(text).attributions for s, e in a.content for i in range(s, e)}
    assert text.index("burned") in covered
    assert text.index("buried") in covered
    assert text.index("withdrew") not in covered
    last = [
        a for a in analysed(text).attributions if any(s <= text.index("buried") < e for s, e in a.content)
    ][-1]
    assert last.chain[-1].name.lower() == "the bishop"


def test_a_quotation_that_never_closes_ends():
    text = (
        'A trader said, "The market burned all night. Nobody came.\n\nThe next day the army denied the raid.'
    )
    analysis = analysed(text)
    at = text.index("the raid")
    for one in analysis.attributions:
        if one.chain[-1].name == "A trader":
            assert not any(s <= at < e for s, e in one.content)


def test_unnamed_voices_stay_apart():
    analysis = analysed("Officials said the dam broke. In the north, officials said the dam held.")
    entities = {a.chain[-1].entity for a in analysis.attributions}
    assert len(entities) == 2


def test_two_bearers_of_a_surname_stay_two():
    analysis = analysed("Ana Torres met Luis Torres. Torres said the road was safe.")
    named = [e for e in analysis.entities if e.kind == "person"]
    assert {"Ana Torres", "Luis Torres"} <= {e.name for e in named}
    assert len(named) == 3


def test_man_city_and_movement_are_apart():
    text = (
        "Hassan al-Tariq leads the Tariqi Movement. His men hold Tariq City. The Falcon Army backs al-Tariq."
    )
    analysis = analysed(text)
    person = next(e for e in analysis.entities if e.name == "Hassan al-Tariq")
    assert set(person.names) <= {"Hassan al-Tariq", "al-Tariq"}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="abc AB.,:;\"'“”‘’«»()\n-–said", max_size=120))
def test_any_text_is_read(text):
    analysis = analysed.__wrapped__(text)
    assert all(text[m.start : m.end] == m.text for m in analysis.mentions)


def test_a_denial_commits_its_source_and_never_the_report():
    [one] = [a for a in analysed("The army denied that it had shelled the mill.").attributions if a.cue]
    assert [(c.voice, c.value) for c in one.commitments] == [(0, "Uu"), (1, "CT-")]
    assert all(0 < c.probability <= one.confidence for c in one.commitments)


def test_what_is_known_is_held_by_the_report_too():
    [one] = [a for a in analysed("The envoy knew that the camp was empty.").attributions if a.cue]
    assert [c.value for c in one.commitments] == ["CT+", "CT+"]


def test_what_was_not_said_is_open():
    [one] = [a for a in analysed("The army did not say that rebels were killed.").attributions if a.cue]
    assert one.act == Act.ASSERT
    assert one.negated
    assert one.commitments[-1].value == "Uu"


def test_every_attribution_says_how_sure_it_is():
    for case in cases()[::5]:
        for one in analysed(case.text).attributions:
            assert one.confidence is not None
            assert 0 < one.confidence < 1
            assert [c.voice for c in one.commitments] == list(range(len(one.chain)))


def test_loaded_words_know_whose_they_are():
    text = "The regime's men burned the mill. The so-called liberators were thugs, the miller said."
    found = {w.text: (w.kind, w.whose.name) for w in analysed(text).wordings}
    assert found["regime"] == ("loaded", "case")
    assert found["thugs"] == ("loaded", "the miller")
    assert found["so-called"] == ("distancing", "the miller")


def test_a_word_set_apart_is_no_speech():
    analysis = analysed("Soldiers began a “clean-up” of the port quarter on Monday.")
    assert [(w.kind, w.text) for w in analysis.wordings] == [("set_apart", "“clean-up”")]
    assert not analysis.attributions


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("GAO, Mali (AP) — Gunmen shot two herders, an official said.", "Gunmen"),
        ("LISBON, March 3 (Reuters) - The dam broke, a mayor said.", "The dam"),
        ("NAIROBI: The police shot two men, a witness said.", "The police"),
    ],
)
def test_a_dateline_is_nothing_that_is_said(text, start):
    [one] = [a for a in analysed(text).attributions if a.cue]
    assert text[one.content[0][0] :].startswith(start)


def test_who_quotes_whom_three_deep():
    text = (
        "The AFP agency reported, citing a police officer who quoted survivors, that the boat had sunk."
        " State radio quoted the minister as saying that the pilot was alive."
    )
    chains = [[voice.name for voice in a.chain[1:]] for a in analysed(text).attributions]
    assert ["The AFP agency", "a police officer", "survivors"] in chains
    assert ["State radio", "the minister"] in chains


def test_the_former_and_the_latter():
    text = "The navy and the police searched the bay. The former said it was empty. The latter denied that it was."
    names = [a.chain[-1].name for a in analysed(text).attributions]
    assert [name.lower() for name in names] == ["the navy", "the police"]


def test_a_quotation_goes_on_over_a_paragraph_that_does_not_reopen_it():
    text = (
        'A trader said, "The market burned all night.\n\nNobody came to help us." The army denied the raid.'
    )
    at = text.index("Nobody")
    [one] = [a for a in analysed(text).attributions if any(s <= at < e for s, e in a.content)]
    assert one.chain[-1].name == "A trader"
    assert one.quote == "inherited"


def test_a_quotation_without_a_cue_is_whose_the_sentence_before_is_about():
    text = 'Nurse Ada Obi was close to tears. "We had no blood and no light all that night." She left.'
    [one] = [a for a in analysed(text).attributions if a.quote == "inherited"]
    assert "Obi" in one.chain[-1].name
    assert one.cue is None


def test_indirect_speech_goes_on_without_a_cue():
    text = "The minister said the plan was ready. Two villages had been moved. He added that nobody had lost land."
    at = text.index("Two villages")
    [one] = [a for a in analysed(text).attributions if any(s <= at < e for s, e in a.content)]
    assert (one.quote, one.cue, one.chain[-1].name.lower()) == ("inherited", None, "the minister")


def test_what_the_report_tells_between_two_speakers_is_its_own():
    text = "The envoy said the truce was holding. Soldiers shot two men on Monday. The army denied it."
    at = text.index("Soldiers")
    assert not any(s <= at < e for a in analysed(text).attributions for s, e in a.content)
