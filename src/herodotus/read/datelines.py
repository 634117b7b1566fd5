"""Datelines: "KHARTOUM, 3 May 2007 (Agency) -", "Geneva, 3 May 2007 --", "(Agency) -"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from herodotus.knowledge.particulars import agencies, words
from herodotus.read.dates import find_date, leftover
from herodotus.types import TimeInterval

# Where a dateline ends: a dash after a bracket, a date or capitals; a colon only after a bracket.
_END = re.compile(r"\s*(?:--+|[–—―]|-(?=\s)|(?<=\))\s*:)\s*")
_LONGEST = 110  # characters: three places, a date and an agency
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,50})[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline's characters and what it names; `day` keeps a date whose year is missing."""

    start: int
    end: int
    text: str
    place: str | None = None
    agency: str | None = None
    published: TimeInterval | None = None
    day: str | None = None


def find_dateline(text: str, *, start: int) -> Dateline | None:
    """Return the dateline that begins at an offset, or None where the line begins otherwise."""
    head = re.split(r"\n[ \t]*\n", text[start:start + _LONGEST])[0].replace("\n", " ")
    for end in _END.finditer(head):
        if head.count("(", 0, end.start()) > head.count(")", 0, end.start()):
            continue
        found = _read(head[: end.start()].rstrip(), start)
        if found:
            return found
    return None


def _read(words_before: str, start: int) -> Dateline | None:
    """Return the dateline of the words before a dash, or None where they are ordinary words."""
    if not words_before or len(words_before.split()) > 14:  # noqa: PLR2004 (three places, a date, an agency)
        return None
    written = find_date(words_before)
    brackets = [bracket.group(1).strip() for bracket in _BRACKET.finditer(words_before)]
    agency = next((name for name in map(_agency, brackets) if name), None)
    plain = _BRACKET.sub(" ", words_before)
    if written:
        plain = leftover(plain, found) if (found := find_date(plain)) else plain
    elif re.search(r"\d", plain):
        return None
    place = plain.strip(" ,.;:/")
    if place in agencies() and not agency:
        agency, place = agencies()[place], ""
    if not place and brackets and not agency and written:
        place = brackets[0]
    if not _supported(place, written=written is not None, agency=agency):
        return None
    return Dateline(
        start=start, end=start + len(words_before), text=words_before, place=place or None, agency=agency,
        published=written.time if written else None,
        day=words_before[written.start:written.end] if written and written.time is None else None)


def _supported(place: str, *, written: bool, agency: str | None) -> bool:
    """Say whether place, date and agency together make a dateline rather than a sentence's start."""
    never = words("not_agencies", "words", file="agencies.toml")
    if place and (not _is_place(place) or place.lower() in never):
        return False
    if agency:
        return True
    return bool(place) and (written or place.isupper())


def _is_place(words_before: str) -> bool:
    """Say whether these words could be places: capitals, with commas or small connectors between."""
    tokens = re.findall(r"[^\s,/]+", words_before)
    small = words("names", "particles") | {"and", "near", "of", "the", "in"}
    capitals = [token for token in tokens if not token[0].islower()]
    if not capitals or len(tokens) > 7:  # noqa: PLR2004 (town, province, country)
        return False
    return (
        all(
            token.strip(".'’-").replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha()
            and (not token[0].islower() or token in small)
            for token in tokens
        )
        and tokens[0] in capitals
    )


def _agency(bracket: str) -> str | None:
    """Return the agency of a bracket: a known tag, or an unknown name in capitals."""
    bracket = re.sub(r"\s*[-–—/]\s*$", "", bracket)
    known = agencies()
    if bracket in known:
        return known[bracket]
    parts = [part.strip() for part in re.split(r"[/,;]", bracket)]
    for part in parts:
        if part in known:
            return known[part]
    if find_date(bracket) or bracket.lower() in words("not_agencies", "words", file="agencies.toml"):
        return None
    tokens = bracket.split()
    named = len(tokens) <= 4 and all(token[0].isupper() and token[0].isalpha() for token in tokens)  # noqa: PLR2004
    return bracket if named and len(bracket) > 2 else None  # noqa: PLR2004 (two letters are too few)
