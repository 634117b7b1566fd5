"""What our own measuring sets promise: their size, whole marks, and that training has not seen them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\[(PER|LOC|ORG) ([^\]]+)\]")


def lines(path: str) -> list[str]:
    return [
        line for line in (ROOT / path).read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]


def runs(text: str, size: int) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for stretch in re.split(r"\{\w+\}|<\w+>|\[[^\]]+\]", text.lower()):
        words = re.findall(r"[a-z']+", stretch)
        found |= {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
    return found


def test_the_conflict_sentences_are_many_and_wholly_marked():
    sentences = lines("benchmarks/conflict_names.txt")
    assert len(sentences) >= 600
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert sentence.count("[") == sentence.count("]") == len(NAME.findall(sentence)), sentence


def test_the_training_templates_share_no_run_of_five_words_with_the_conflict_sentences():
    measured = {run for line in lines("benchmarks/conflict_names.txt") for run in runs(line, 5)}
    taught = {run for line in lines("training/corpus/templates.txt") for run in runs(line, 5)}
    assert len(taught) > 200
    assert measured & taught == set()


def test_most_surnames_of_the_conflict_sentences_are_no_training_names():
    table = tomllib.loads((ROOT / "training/corpus/names.toml").read_text("utf-8"))
    taught = {word.lower() for region in table.values() for word in region["family"].split()}
    persons = [
        name
        for line in lines("benchmarks/conflict_names.txt")
        for kind, name in NAME.findall(line)
        if kind == "PER"
    ]
    known = [name for name in persons if name.split()[-1].lower() in taught]
    assert len(persons) > 200
    assert len(known) < 0.15 * len(persons)


def test_the_pronoun_passages_are_many_and_name_whom_they_mean():
    passages = lines("benchmarks/conflict_pronouns.txt")
    assert len(passages) >= 150
    for passage in passages:
        names = set(re.findall(r"\[(\d) ", passage))
        pronouns = set(re.findall(r"\{(\d) ", passage))
        assert pronouns
        assert pronouns - {"0"} <= names, passage
