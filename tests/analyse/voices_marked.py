"""Reading the marked cases: text without tags, and where voice, cue and content stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from herodotus.analyse import analyse
from herodotus.language import load
from herodotus.types import Analysis, Attribution, Report

CASES = Path(__file__).with_name("voices_cases.txt")
UNSEEN = Path(__file__).with_name("voices_unseen.txt")
_TAG = re.compile(r"</?(voice|cue|content)>")


@dataclass(frozen=True)
class Case:
    """One marked attribution."""

    line: int
    text: str
    act: str
    negated: bool
    voice: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    name: str | None


def read_case(line: str, *, number: int) -> Case:
    act, _, rest = line.partition(": ")
    marked, _, name = rest.replace(" ¶ ", "\n\n").partition(" => ")
    text, spans, opened = "", {"voice": [], "cue": [], "content": []}, {}
    last = 0
    for tag in _TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        if tag.group().startswith("</"):
            spans[tag.group(1)].append((opened.pop(tag.group(1)), len(text)))
        else:
            opened[tag.group(1)] = len(text)
    text += marked[last:]
    # "claimed responsibility. They said": the last marked voice and cue are the ones with the content
    voice, cue = spans["voice"][-1:], spans["cue"][-1:]
    return Case(
        number,
        text,
        act.removeprefix("!"),
        act.startswith("!"),
        tuple(voice),
        tuple(cue),
        tuple(spans["content"]),
        name or None,
    )


@cache
def cases(path: Path = CASES) -> tuple[Case, ...]:
    lines = path.read_text("utf-8").splitlines()
    return tuple(
        read_case(line, number=i) for i, line in enumerate(lines, 1) if line and not line.startswith("#")
    )


@cache
def analysed(text: str) -> Analysis:
    return analyse(Report(key="case", text=text), engine=load("auto"))


def overlap(left: tuple[tuple[int, int], ...], right: tuple[tuple[int, int], ...]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def letters(spans: tuple[tuple[int, int], ...], text: str) -> set[int]:
    return {i for s, e in spans for i in range(s, e) if text[i].isalnum()}


def found(case: Case) -> Attribution | None:
    """The attribution at the case's cue, the one with the nearest content where several stand there."""
    want = letters(case.content, case.text)
    all_of_them = analysed(case.text).attributions
    there = [a for a in all_of_them if a.cue and overlap((a.cue,), case.cue)]
    if not case.cue:  # what carries a voice on stands there by its content alone
        there = [a for a in all_of_them if a.cue is None and letters(a.content, case.text) & want]
    return max(there, key=lambda a: jaccard(letters(a.content, case.text), want), default=None)


def jaccard(left: set[int], right: set[int]) -> float:
    return len(left & right) / len(left | right) if left | right else 1.0


def stated_near(case: Case) -> bool:
    """Whether the name stands in the sentence of the cue, so that nothing has to be carried into it."""
    at = (case.cue or case.content)[0][0]
    sentence = next(s for s in analysed(case.text).sentences if s.start <= at < s.end)
    return (case.name or "").lower() in case.text[sentence.start : sentence.end].lower()


def verdict(case: Case) -> dict[str, bool]:
    """What of a case is right: cue, act, content (Jaccard .8), voice, negation, name."""
    one = found(case)
    if one is None:
        return {"cue": False, "act": False, "content": False, "voice": False, "negated": False, "name": False}
    voice = one.chain[-1]
    stated = () if voice.start is None else ((voice.start, voice.end),)
    mentioned = {e.id: e for e in analysed(case.text).entities}
    names = [voice.name] + (
        [mentioned[voice.entity].name, *mentioned[voice.entity].names] if voice.entity else []
    )
    named = case.name is None or any(case.name.lower() in name.lower() for name in names)
    right_voice = overlap(stated, case.voice) if case.voice else (voice.start is None or True)
    return {
        "cue": True,
        "act": one.act.value == case.act,
        "negated": one.negated == case.negated,
        "content": not case.content
        or jaccard(letters(one.content, case.text), letters(case.content, case.text)) >= 0.8,
        "voice": right_voice,
        "name": named,
    }
