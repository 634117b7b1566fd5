"""Who a pronoun means, as marked text: [name] and {pronoun} are one actor, <name> is another."""

from __future__ import annotations

import re

import pytest

from herodotus import language
from herodotus.analyse import analyse
from herodotus.types import Report

needs_weights = pytest.mark.skipif(not language.MODEL_FILE.exists(), reason="no weights")
MARK = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>")


def read(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    text, spans, at = "", {"actor": [], "pronoun": [], "other": []}, 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        kind = {1: "actor", 2: "pronoun", 3: "other"}[match.lastindex]
        spans[kind].append((len(text), len(text) + len(match[match.lastindex])))
        text += match[match.lastindex]
        at = match.end()
    return text + marked[at:], spans


@needs_weights
@pytest.mark.parametrize(
    "marked",
    [
        "[Colonel Haddad] said that {he} would not leave.",
        "Before {he} left, [General Okoro] burned the papers.",
        "In {his} letter, [President Lund] thanked the army.",
        "<Minister Reyes> praised [Omar Farid], calling {him} a friend.",
        "[Mrs. Lund] met <Colonel Haddad>. {She} was late.",
        "The mayor of Ana, [Maria Duarte], said {she} had seen nothing.",
        "[Sweden] recalled its envoy and said {it} would close the mission.",
        "[The National Front] denied it. {Its} spokesman blamed <the army>.",
    ],
)
def test_a_pronoun_means_its_actor_and_no_other(marked):
    text, spans = read(marked)
    analysis = analyse(Report(key="k", text=text), engine=language.load("model"))
    [pronoun] = spans["pronoun"]
    entity = [m.entity for m in analysis.mentions if (m.start, m.end) == pronoun]
    assert len(entity) == 1
    held = [(m.start, m.end) for m in analysis.mentions if m.entity == entity[0]]

    def touched(kind: str) -> bool:
        return any(start < b and a < end for a, b in spans[kind] for start, end in held)

    assert touched("actor")
    assert not touched("other")
