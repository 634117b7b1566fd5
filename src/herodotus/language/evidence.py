"""What is known of a name beside its sentence: lists, towns and words around it, as points a kind."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import load_actor_words, load_countries
from herodotus.knowledge.gazetteer import load_gazetteer
from herodotus.language.names import KINDS, Found
from herodotus.language.tokens import Span, cut_words

_PERSON, _PLACE, _BODY = range(len(KINDS))
_LEAST = 5  # letters of a listed word that may be found in text without case, where "who" is a word


@dataclass(frozen=True)
class _Facts:
    listed: dict[tuple[str, ...], str]  # words of a name without case and accents -> the name
    longest: dict[str, int]  # the first word of a listed name -> words of the longest that begins so
    points: dict[str, float]
    words: dict[str, frozenset[str]]
    first: frozenset[str]


@cache
def _facts() -> _Facts:
    table = load_toml("groups.toml")
    names = [name.strip() for part in table["names"].values() for name in part.split(",") if name.strip()]
    listed = {tuple(_plain(span.text) for span in cut_words(name)): name for name in names}
    actors = load_actor_words()
    longest: dict[str, int] = {}
    for entry in listed:
        longest[entry[0]] = max(len(entry), longest.get(entry[0], 0))
    return _Facts(
        listed=listed,
        longest=longest,
        points=dict(table["evidence"]),
        words={kind: frozenset(text.split()) for kind, text in table["words"].items()},
        first=actors.male_first | actors.female_first,
    )


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def weigh(names: list[Found], words: Sequence[Span]) -> None:
    """Add a sentence's listed names that were passed over, and the points of all; kinds follow the points."""
    plain = [_plain(word.text) for word in words]
    for listed in _listed(names, words, plain):
        names[:] = [name for name in names if name.end <= listed.start or name.start >= listed.end]
        names.append(listed)
    names.sort(key=lambda name: name.start)
    for name in names:
        name.scores = name.scores + _points(name, plain)
        name.kind = KINDS[int(name.scores.argmax())]


def _listed(names: list[Found], words: Sequence[Span], plain: list[str]) -> list[Found]:
    """Return listed names that were passed over or cut short; one inside a longer name is left alone."""
    facts = _facts()
    caseless = not (any(w.text.islower() for w in words) and any(w.text[0].isupper() for w in words))
    bounds = [(name.start, name.end) for name in names]
    found: list[Found] = []
    at = 0
    while at < len(words):
        for size in range(min(facts.longest.get(plain[at], 0), len(words) - at), 0, -1):
            end = at + size
            entry = facts.listed.get(tuple(plain[at:end]))
            met = [(s, e) for s, e in bounds if s < end and e > at]
            if entry is None or any(s < at or e > end or (s, e) == (at, end) for s, e in met):
                continue
            text = " ".join(word.text for word in words[at:end])
            if _spelled(entry, text, caseless=caseless):
                scores = np.full(len(KINDS), -math.log(len(KINDS)), dtype=np.float32)
                found.append(Found(at, end, KINDS[_BODY], scores=scores, text=text))
                at = end - 1
                break
        at += 1
    return found


def _spelled(entry: str, text: str, *, caseless: bool) -> bool:
    """Whether the text has the name's capitals; where there is no case, whether it is no common word."""
    if caseless:
        return " " in text or len(text) >= _LEAST
    return text.isupper() or (text[0].isupper() and not entry.isupper()) or entry[0].islower()


def _points(name: Found, plain: list[str]) -> NDArray[np.float32]:
    facts, points = _facts(), np.zeros(len(KINDS), dtype=np.float32)
    inside = tuple(plain[name.start : name.end])
    after = plain[name.end] if name.end < len(plain) else ""
    before = plain[name.start - 1].rstrip(".") if name.start else ""
    if inside in facts.listed:
        points[_BODY] += facts.points["listed"]
        return points
    if after in facts.words["fighters"]:
        points[_BODY] += facts.points["fighters"]
    if before in facts.words["titles"]:
        points[_PERSON] += facts.points["titled"]
    if inside[-1] in facts.words["body"] and len(inside) > 1:
        points[_BODY] += facts.points["body"]
        return points
    size = _size(name.text)
    if size == math.inf:
        points[_PLACE] += facts.points["state"]
    elif size >= math.log(facts.points["population"]):
        points[_PLACE] += facts.points["town"]
    elif len(inside) > 1 and size < 0 and inside[-1] not in facts.words["sites"]:
        points[_PLACE] -= facts.points["no_place"]
        if inside[0] in facts.first:
            points[_PERSON] += facts.points["first_name"]
    return points


@lru_cache(maxsize=50_000)
def _size(text: str) -> float:
    """Return the log population of the greatest place of just this name, -1 where there is none."""
    countries = load_countries()
    if text.lower() in countries.names or text.lower() in countries.capitals:
        return math.inf
    found = load_gazetteer().candidates(text)
    sizes = [c.log_population for c in found if c.step == "exact" and c.main]
    return max(sizes, default=0.0 if found else -1.0)
