# ruff: noqa: INP001 (a folder of pages, not a package)
"""Write according-to-whom.md: one report as Herodotus sees it, who says what and how far each commits.

Run: python docs/make_voices.py
"""

from __future__ import annotations

from pathlib import Path

from herodotus.analyse import analyse
from herodotus.language import load
from herodotus.types import Attribution, Report, Source, Wording

FOLDER = Path(__file__).parent
TEXT = FOLDER / "according-to-whom.txt"
PAGE = FOLDER / "according-to-whom.md"
INTRODUCTION = """<!-- Made by docs/make_voices.py; do not edit. -->

# According to whom

A report of our own ([as plain text](according-to-whom.txt)), and every attribution that Herodotus reads in
it. Nothing here says what is true: it says who says so, through whom, and how far each of them goes along.

How to read a row: the **voices** stand outermost first, and the report itself, which hands all of it on, is
left out unless it speaks alone. An italic name hands on; the last one says it. *not stated* means that the
report does not tell who speaks. **Value** is the last voice's own commitment on FactBank's scale: CT+
certain, CT- certain that not, PR probable, PS possible, Uu open. The report's own value is Uu unless a row
says otherwise. **Sure** is the calibrated probability that cue, voice and content are all read right.

"""
WORDS = """
## Words and whose they are

Loaded and distancing words are kept as words, with whose they are. They are no score of anybody.

| word | kind | whose |
|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    text = TEXT.read_text("utf-8")
    report = Report(key=TEXT.name, text=text, title="Nobody gave the order", source=Source(name="North Wire"))
    analysis = analyse(report, engine=load())
    lines = ["| voices | cue | act | what is said | value | sure |", "|---|---|---|---|---|---|"]
    lines += [_row(one, text) for one in analysis.attributions]
    lines += [WORDS.rstrip("\n"), *(_word(one) for one in analysis.wordings)]
    return INTRODUCTION + "\n".join(lines) + "\n"


def _row(one: Attribution, text: str) -> str:
    relays, last = one.chain[1:-1], one.chain[-1]
    voices = " → ".join([*(f"*{voice.name}*" for voice in relays), last.name])
    cue = text[slice(*one.cue)] if one.cue else f"({one.quote})"
    act = ("not: " if one.negated else "") + str(one.act).replace("_", " ")
    said = " … ".join(" ".join(text[start:end].split()) for start, end in one.content) or "-"
    value = one.commitments[-1].value
    if len(one.chain) > 1 and one.commitments[0].value != "Uu":
        value += f" (report {one.commitments[0].value})"
    return f"| {voices} | {cue} | {act} | {said} | {value} | {one.confidence:.2f} |"


def _word(one: Wording) -> str:
    return f"| {one.text} | {one.kind.replace('_', ' ')} | {one.whose.name} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
