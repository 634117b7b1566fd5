"""Marked text for claims: <actor>, <trigger>, <recipient> around the words that a claim must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from herodotus import language
from herodotus.analyse import analyse
from herodotus.extract import extract
from herodotus.types import Claim, Report

HERE = Path(__file__).parent
MARK = re.compile(r"<(/?)(actor|trigger|recipient)>")


@dataclass(frozen=True)
class Marked:
    text: str
    spans: dict[str, list[tuple[int, int]]]


def parse(marked: str) -> Marked:
    text, spans, open_at, at = "", {"actor": [], "trigger": [], "recipient": []}, {}, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            spans[mark[2]].append((open_at.pop(mark[2]), len(text)))
        else:
            open_at[mark[2]] = len(text)
    return Marked(text + marked[at:], spans)


@cache
def engine():
    return language.load()


@cache
def claims_of(text: str) -> tuple[Claim, ...]:
    report = Report(key="marked", text=text)
    return extract(report, analyse(report, engine=engine()))


def at_trigger(marked: Marked) -> list[Claim]:
    """The claims whose trigger overlaps the marked one."""
    [(start, end)] = marked.spans["trigger"]
    claims = claims_of(marked.text)
    return [claim for claim in claims if claim.trigger.start < end and start < claim.trigger.end]


def stands(span: tuple[int, int], participants) -> bool:
    """Whether one participant covers the marked words' last word, and does not run past it by a clause."""
    return any(one.start < span[1] and span[0] < one.end for one in participants)


def direction_ok(marked: Marked) -> bool:
    """Whether one claim at the trigger has every marked side in its place and none in the other's alone."""
    return any(
        all(stands(span, claim.actors) for span in marked.spans["actor"])
        and all(stands(span, claim.recipients) for span in marked.spans["recipient"])
        and not any(
            stands(span, claim.recipients) and not stands(span, claim.actors)
            for span in marked.spans["actor"]
        )
        for claim in at_trigger(marked)
    )


def lines(name: str) -> list[str]:
    rows = (HERE / name).read_text("utf-8").splitlines()
    return [row for row in rows if row.strip() and not row.startswith("#")]
