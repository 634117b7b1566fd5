"""What both engines promise for any text."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from herodotus import language
from herodotus.errors import UsageError
from herodotus.language.tree import is_tree

REPORT = (
    "# Clashes in the north\n\nGunmen killed five police officers near Hafar on Monday, officials said.\n"
    "“We did not fire,” Col. Omar al-Hakimi said. The U.S. envoy, who didn't stay,\n\n"
    "left for Port Selim.\n\n* A curfew was imposed . . . It lasted two days."
)
ENGINES = [
    "rules",
    pytest.param("model", marks=pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")),
]


def check(text: str, sentences) -> None:
    end = 0
    paragraph = 0
    for sentence in sentences:
        assert sentence.tokens
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end
        assert sentence.paragraph >= paragraph
        paragraph = sentence.paragraph
        assert is_tree([token.head for token in sentence.tokens])
        for token in sentence.tokens:
            assert token.start >= end
            assert token.start < token.end
            assert text[token.start : token.end] == token.text
            assert not token.text[0].isspace()
            assert token.lemma
            assert (token.head == -1) == (token.deprel == "root")
            end = token.end
        starts = {token.start for token in sentence.tokens}
        ends = {token.end for token in sentence.tokens}
        for name in sentence.names:
            assert name.start in starts
            assert name.end in ends
            assert name.label in {"PER", "LOC", "ORG"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_report_gives_sentences_with_exact_places(engine):
    sentences = language.load(engine).parse(REPORT)
    check(REPORT, sentences)
    assert len(sentences) == 6


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "###"])
def test_text_without_words_gives_no_broken_sentence(engine, text):
    check(text, language.load(engine).parse(text))


@pytest.mark.parametrize("engine", ENGINES)
@given(text=st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_unicode_gives_valid_trees(engine, text):
    check(text, language.load(engine).parse(text))


@pytest.mark.parametrize("engine", ENGINES)
@given(
    words=st.lists(
        st.sampled_from(
            ["the", "U.S.", "killed", "and", "'s", ".", "?", "\n", "\n\n", "“", "Amin", "-", "12", ",", "in"]
        ),
        max_size=80,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_order_of_words_gives_valid_trees(engine, words):
    text = " ".join(words)
    check(text, language.load(engine).parse(text))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_text_gives_the_same_answer(engine):
    reader = language.load(engine)
    first = reader.parse(REPORT)
    reader.parse("Something else was read in between, by the same reader, and at some length. " * 20)
    assert reader.parse(REPORT) == first


@pytest.mark.parametrize("engine", ENGINES)
def test_a_very_long_sentence_is_read(engine):
    text = "the men and " * 400
    check(text, language.load(engine).parse(text))
    check("a" * 5000, language.load(engine).parse("a" * 5000))
    odd = "\U00012000" * 400 + " " + "x̧͠ȩ" * 200
    check(odd, language.load(engine).parse(odd))


def test_an_unknown_engine_is_named_with_the_known_ones():
    with pytest.raises(UsageError) as raised:
        language.load("spacy")
    assert str(raised.value) == (
        "there is no language engine `spacy`\nhint: known: auto, model, rules, "
        "or a path to an .npz file or to a folder with weights.npz"
    )


def test_weights_that_are_not_there_are_named():
    with pytest.raises(UsageError, match=r"missing\.npz: no such weights"):
        language.load("missing.npz")


def test_loading_twice_gives_the_same_engine():
    assert language.load("rules") is language.load("rules")
    assert language.load("rules").method.name == "language/rules"


@pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")
def test_names_of_one_spelling_have_one_kind_in_a_report():
    text = "Gunmen attacked Tarmok. The mayor of Tarmok fled to the city of Tarmok. Tarmok burned."
    labels = {
        n.label
        for s in language.load("model").parse(text)
        for n in s.names
        if text[n.start : n.end] == "Tarmok"
    }
    assert len(labels) == 1


@pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")
def test_the_model_reads_a_plain_sentence_as_a_grammarian_would():
    [sentence] = language.load("model").parse("Gunmen killed two teachers in Tarmok on Monday.")
    found = {token.text: (token.deprel, token.upos) for token in sentence.tokens}
    assert found["Gunmen"] == ("nsubj", "NOUN")
    assert found["killed"] == ("root", "VERB")
    assert found["teachers"] == ("obj", "NOUN")
    assert found["Monday"][0] == "obl"


@pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")
def test_a_folder_of_weights_is_read_by_torch_and_agrees_with_numpy(tmp_path):
    (tmp_path / "weights.npz").write_bytes(language.MODEL_FILE.read_bytes())
    pytest.importorskip("torch")
    reader = language.load(str(tmp_path))
    assert reader.method.name == "language/torch"
    ours, theirs = language.load("model").parse(REPORT), reader.parse(REPORT)
    check(REPORT, theirs)
    pairs = [
        (a, b) for s, t in zip(ours, theirs, strict=True) for a, b in zip(s.tokens, t.tokens, strict=True)
    ]
    same = sum((a.upos, a.head, a.deprel) == (b.upos, b.head, b.deprel) for a, b in pairs)
    assert same >= 0.98 * len(pairs)


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="PyTorch is there")
@pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")
def test_a_folder_without_torch_says_what_to_install(tmp_path):
    (tmp_path / "weights.npz").write_bytes(language.MODEL_FILE.read_bytes())
    with pytest.raises(UsageError, match=r"herodotus\[torch\]"):
        language.load(str(tmp_path))
