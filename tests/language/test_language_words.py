"""How raw news text is cut: sentences, words and lemmas, as a linguist would mark them (| between words)."""

from __future__ import annotations

import pytest

from herodotus.language.layout import blocks
from herodotus.language.lemma import lemma
from herodotus.language.sentences import cut_sentences
from herodotus.language.tokens import cut_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Al-Amin's men didn't go.", "Al|-|Amin|'s|men|did|n't|go|."),
        ("The U.S. envoy", "The|U.S.|envoy"),
        ("Col. R. Sana'a-Bey", "Col.|R.|Sana'a|-|Bey"),
        ("anti-war, non-Arab, ex-minister", "anti-war|,|non-Arab|,|ex-minister"),
        ("a 15-year-old boy", "a|15|-|year|-|old|boy"),
        ("cannot and won't", "can|not|and|wo|n't"),
        ("12,500 people; $3.5m; 40%", "12,500|people|;|$|3.5|m|;|40|%"),
        ("a 155mm gun, 20km off, M16s", "a|155|mm|gun|,|20|km|off|,|M16s"),
        ("they dont know, im sure", "they|do|nt|know|,|i|m|sure"),
        ("food, water, etc. He left", "food|,|water|,|etc|.|He|left"),
        ("food etc. was gone (oil etc.)", "food|etc.|was|gone|(|oil|etc.|)"),
        ("call 555-010-4477", "call|555-010-4477"),
        ("at 5:30pm on 9/11", "at|5:30|pm|on|9/11"),
        ("« calm », “calm” ‘calm’", "«|calm|»|,|“|calm|”|‘|calm|’"),
        ("wait . . . and wait... now", "wait|.|.|.|and|wait|...|now"),
        ("the rebels' camp", "the|rebels|'|camp"),
        ("Iraq’s army", "Iraq|’s|army"),
        ("Shi'ite and O'Neill", "Shi'ite|and|O'Neill"),
        ("see www.example.org/a-b.", "see|www.example.org/a-b|."),
        ("and/or the 1990s", "and|/|or|the|1990s"),
        ("He left.Then he", "He|left|.|Then|he"),
        ("the AK-47 -- and", "the|AK|-|47|--|and"),
    ],
)
def test_words_are_cut_as_the_treebank_cuts_them(text, words):
    assert "|".join(span.text for span in cut_words(text)) == words


def sentences(text: str) -> list[str]:
    return [text[part.words[0].start : part.words[-1].end] for part in cut_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He fled. She stayed.", ["He fled.", "She stayed."]),
        ("Gen. Omar spoke to Mr. Lund.", ["Gen. Omar spoke to Mr. Lund."]),
        ("They live in the U.S. The army left.", ["They live in the U.S.", "The army left."]),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ("J. R. Ilves left. K. Ode stayed.", ["J. R. Ilves left.", "K. Ode stayed."]),
        ("“We won.” He smiled.", ["“We won.”", "He smiled."]),
        ('"Why us?" Amin asked. Nobody knew.', ['"Why us?" Amin asked.', "Nobody knew."]),
        ('"Go!" he cried.', ['"Go!" he cried.']),
        ("It rained . . . They waited.", ["It rained . . .", "They waited."]),
        ("He was 5.5 km away.", ["He was 5.5 km away."]),
        ("THE MAYOR DIED. THE TOWN FELL.", ["THE MAYOR DIED.", "THE TOWN FELL."]),
        ("the mayor died. the town fell.", ["the mayor died.", "the town fell."]),
        ("It fell.[3] He wrote.", ["It fell.[3]", "He wrote."]),
        ("They met on Nov. 3 in Port Ana.", ["They met on Nov. 3 in Port Ana."]),
        ("It fell at 5 p.m. The mayor fled.", ["It fell at 5 p.m.", "The mayor fled."]),
        ("It fell at 5 p.m. Monday near Ana.", ["It fell at 5 p.m. Monday near Ana."]),
        ("“We will fight.” he said.", ["“We will fight.” he said."]),
        ("GEN. LOPEZ LEFT. HE GAVE NO REASON.", ["GEN. LOPEZ LEFT.", "HE GAVE NO REASON."]),
        ("the u.s. army left. mr. jones stayed.", ["the u.s. army left.", "mr. jones stayed."]),
        ("Two died.Three fled.", ["Two died.", "Three fled."]),
        ("The toll rose to 1,200. 300 were children.", ["The toll rose to 1,200.", "300 were children."]),
        ("Ali Jr. was killed. Ali Sr. was not.", ["Ali Jr. was killed.", "Ali Sr. was not."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert sentences(text) == expected


def test_a_blank_line_ends_a_sentence_unless_a_page_cut_it():
    text = "Town falls\n\nThe rebels took the\n\ntown of Ana.\n\nThey left."
    assert sentences(text) == ["Town falls", "The rebels took the\n\ntown of Ana.", "They left."]


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "The governor said on Tuesday that the troops had left the\n"
        "town, and that nobody had been hurt in the shelling of the\n"
        "Old Bridge.\n"
        "A second report said that two bakers had died when a shell\n"
        "hit their shop.\n"
    )
    assert len(sentences(text)) == 2
    assert [block.paragraph for block in blocks(text)] == [0, 1]


def test_short_lines_over_a_report_are_its_heads():
    text = "Rebels take port\nBy Ana Ruiz\nPORT ANA (Reuters) - Rebels took the port on Monday."
    assert len(sentences(text)) == 3


def test_long_lines_are_paragraphs_of_their_own():
    line = "The governor said that the troops had left the town and that no one had been hurt by the shelling of the"
    line += " bridge, but others disagreed"
    assert len(sentences(f"{line}\n{line}\n{line}")) == 3


def test_marks_of_headings_lists_and_quotes_are_not_words():
    text = "# Clashes in Ana\n* Two died.\n> He wrote.\n**Bold** and _thin_ words."
    assert sentences(text) == ["Clashes in Ana", "Two died.", "He wrote.", "Bold** and _thin_ words."]
    assert "*" not in {span.text for part in cut_sentences(text) for span in part.words}


def test_a_sentence_without_end_is_cut_in_the_end():
    parts = cut_sentences("and the men went on, " * 200)
    assert all(len(part.words) <= 150 for part in parts)


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "expected"),
    [
        ("killed", "VERB", "VBN", "kill"),
        ("fled", "VERB", "VBD", "flee"),
        ("accusing", "VERB", "VBG", "accuse"),
        ("denies", "VERB", "VBZ", "deny"),
        ("stopped", "VERB", "VBD", "stop"),
        ("seized", "VERB", "VBD", "seize"),
        ("ordering", "VERB", "VBG", "order"),
        ("militias", "NOUN", "NNS", "militia"),
        ("gunmen", "NOUN", "NNS", "gunman"),
        ("families", "NOUN", "NNS", "family"),
        ("series", "NOUN", "NN", "series"),
        ("worst", "ADJ", "JJS", "bad"),
        ("was", "AUX", "VBD", "be"),
        ("Omar", "PROPN", "NNP", "Omar"),
        ("wo", "AUX", "MD", "will"),
        ("They", "PRON", "PRP", "they"),
        ("them", "PRON", "PRP", "they"),
    ],
)
def test_lemmas(word, upos, xpos, expected):
    assert lemma(word, upos, xpos) == expected
