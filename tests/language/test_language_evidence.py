"""Names that lists, towns and neighbouring words explain, marked as [KIND name]."""

from __future__ import annotations

import re

import pytest

from herodotus import language
from herodotus.language.evidence import weigh
from herodotus.language.tokens import cut_words

needs_weights = pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")
MARK = re.compile(r"\[(PER|LOC|ORG) ([^\]]+)\]")


@needs_weights
@pytest.mark.parametrize(
    "marked",
    [
        "[ORG Frelimo] took [LOC Kampala].",
        "[ORG FRELIMO] TOOK [LOC KAMPALA].",
        "a spokesman for [ORG hezbollah] denied it.",
        "The [ORG Khmer Rouge] fled to [LOC Phnom Penh].",
        "General [PER Murek Tabor] resigned.",
    ],
)
def test_names_have_the_kind_that_is_known(marked):
    text = MARK.sub(lambda found: found[2], marked)
    expected = {(found[2], found[1]) for found in MARK.finditer(marked)}
    names = {
        (text[name.start : name.end], name.label)
        for sentence in language.load("model").parse(text)
        for name in sentence.names
    }
    assert names == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who is the rebel", []),
        ("THE WHO REPORT", []),
        ("The WHO report", ["WHO"]),
        ("médecins sans frontières left", ["médecins sans frontières"]),
        ("Farc and FARC", ["Farc", "FARC"]),
        ("The contras left", []),
    ],
)
def test_listed_names_are_found_where_their_capitals_are(text, found):
    words = cut_words(text)
    names = []
    weigh(names, words)
    assert [" ".join(word.text for word in words[name.start : name.end]) for name in names] == found
    assert {name.kind for name in names} <= {"ORG"}
