"""What holds for every claim of every text: valid evidence, order, one claim an id, no trust in bad trees."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herodotus.extract import extract
from herodotus.extract.tree import Tree
from herodotus.types import Analysis, Report, Sentence, Token

WORDS = (
    "killed",
    "rebels",
    "the",
    "attack",
    "by",
    "on",
    "no",
    "will",
    "12",
    "denied",
    "that",
    "and",
    "town",
    "who",
)
RELATIONS = (
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "case",
    "conj",
    "acl:relcl",
    "advcl",
    "xcomp",
    "det",
    "nummod",
    "root",
)
PARTS = ("NOUN", "VERB", "ADP", "DET", "NUM", "PROPN", "PRON", "ADJ", "AUX")
TAGS = ("NN", "NNS", "VBD", "VBN", "VBG", "VB", "IN", "CD")


@st.composite
def scrambled(draw) -> tuple[Report, Analysis]:
    """A report whose trees are any nonsense: circles, heads outside, wrong tags."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    text, tokens = "", []
    for word in words:
        start = len(text)
        text += word + " "
        tokens.append(
            Token(
                start=start,
                end=start + len(word),
                text=word,
                lemma={"killed": "kill", "rebels": "rebel", "denied": "deny"}.get(word, word),
                upos=draw(st.sampled_from(PARTS)),
                xpos=draw(st.sampled_from(TAGS)),
                head=draw(st.integers(-2, len(words) + 1)),
                deprel=draw(st.sampled_from(RELATIONS)),
            )
        )
    report = Report(key="scrambled", text=text)
    sentence = Sentence(start=0, end=len(text), paragraph=0, tokens=tuple(tokens))
    return report, Analysis(report=report.id, sentences=(sentence,))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scrambled())
def test_any_tree_gives_valid_claims(pair):
    report, analysis = pair
    claims = extract(report, analysis)
    assert list(claims) == sorted(
        claims, key=lambda one: (one.trigger.start, one.trigger.end, one.event_type)
    )
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert claim.evidence
        for evidence in (claim.trigger, *claim.evidence):
            assert report.text[evidence.start : evidence.end] == evidence.quote
        for one in (*claim.actors, *claim.recipients):
            assert report.text[one.start : one.end].strip()
        for count in claim.casualties:
            assert count.quantity.low is None or count.quantity.low > 0
        assert 0 < claim.confidence < 1
        assert claim.why


@given(scrambled())
def test_a_tree_has_no_circle(pair):
    tree = Tree(pair[1].sentences[0])
    for index in range(len(tree)):
        assert len(list(tree.ancestors(index))) < len(tree)


def test_an_empty_report_says_nothing():
    report = Report(key="empty", text="")
    assert extract(report, Analysis(report=report.id)) == ()
