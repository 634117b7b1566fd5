"""Datelines at the head of a paragraph ("GAO, Mali (AP) - "): no voice, and nothing that is said."""

from __future__ import annotations

import re
from dataclasses import replace

from herodotus.knowledge.actors import load_countries
from herodotus.knowledge.gazetteer import load_gazetteer
from herodotus.knowledge.speech import load_speech
from herodotus.language import Engine
from herodotus.types import Sentence

_DATELINE = re.compile(
    r"""^[ \t*_]*
    (?P<place>[^\W\d_][\w.'’-]*(?:[ ][^\W\d_][\w.'’-]*){0,3})
    (?P<rest>(?:,[ ]?[\w. ]{2,25}){0,3})
    (?P<agency>[ ]?[(\[][^()\[\]\n]{2,40}[)\]])?
    (?P<dash>[ ]?(?:--+|[–—])[ ]?|[ ]-[ ]|:[ ])
    (?=\S)""",
    re.MULTILINE | re.VERBOSE,
)


def find_datelines(text: str) -> list[tuple[int, int]]:
    """Return the characters of each dateline with its dash.

    A colon ends one only after a place in capitals ("NAIROBI: "), since a line may also begin with a speaker.
    """
    found = []
    for match in _DATELINE.finditer(text):
        place, rest = match["place"], match["rest"] or ""
        shouted = place.isupper() and len(place) > 2  # noqa: PLR2004 - "UN - " is no town
        told = bool(match["agency"] or rest)
        if match["dash"].strip() == ":":
            told = told and bool(match["agency"])
            if not ((shouted or told) and _is_place(place.title() if shouted else place)):
                continue
        elif not (shouted or (told and _is_place(place))):
            continue
        found.append((match.start("place"), match.end()))
    return found


def _is_place(name: str) -> bool:
    countries, low = load_countries(), name.lower()
    if low in countries.names or low in countries.capitals:
        return True
    found = load_gazetteer().candidates(name)
    return any(place.step == "exact" and place.log_population >= load_speech().town for place in found)


def parse_apart(text: str, engine: Engine) -> tuple[Sentence, ...]:
    """Parse a text with each dateline as a sentence of its own, in its own paragraph still.

    A parser that reads "GAO, Mali (AP) - Gunmen shot ..." as one sentence hangs the gunmen on the town.
    """
    breaks = [(end - len(_dash(text[start:end])), end) for start, end in find_datelines(text)]
    plain = text
    for start, end in breaks:
        plain = plain[:start] + "\n\n".ljust(end - start, "\n") + plain[end:]
    sentences = engine.parse(plain)
    ends = [end for _, end in breaks]
    return tuple(
        replace(one, paragraph=one.paragraph - sum(one.start >= end for end in ends)) for one in sentences
    )


def _dash(dateline: str) -> str:
    match = re.search(r"[ ]*(?:--+|[–—:-])[ ]*$", dateline)
    return match.group() if match and len(match.group()) > 1 else dateline[-2:]


def without_datelines(
    content: list[tuple[int, int]], datelines: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return what is said without the datelines it was run together with."""
    kept = []
    for start, end in content:
        first = next((b for a, b in datelines if a <= start < b), start)
        if first < end:
            kept.append((first, end))
    return kept
