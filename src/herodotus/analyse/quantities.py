"""Numbers that count people or things, as reported: "at least 12", "dozens of", "31 dead and 100 injured"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from herodotus.knowledge import load_codebook, load_language
from herodotus.types import Quantity, QuantityMention, Report, Sentence, Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_NOUNS = frozenset({"NOUN", "PROPN"})
_BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "DET"})
_COUNTING = frozenset({"NUM", "NOUN", "ADJ", "DET"})
_ARGUMENTS = frozenset({"nsubj", "obj", "obl", "conj", "root"})
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_LOOK_BACK = 4  # words of the longest bound ("in the region of")
_LOOK_AHEAD = 5  # words between a number and the noun it counts ("31 suspected foreign rebel fighters")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number phrase: its tokens, its value or its vague words."""

    first: int
    last: int
    value: int | None
    vague: str | None = None
    factor: int = 1


@cache
def _words() -> dict[str, Any]:
    numbers: dict[str, Any] = load_language("en")["numbers"]
    bounds = [
        (tuple(phrase.split()), kind)
        for kind in ("low", "over", "high", "under", "near", "almost")
        for phrase in numbers["bounds"][kind]
    ]
    return {
        **numbers,
        "bounds_list": sorted(bounds, key=lambda pair: (-len(pair[0]), pair)),
        "units": frozenset(numbers["not_counts"]["units"]),
        "time_units": frozenset(numbers["not_counts"]["time_units"]),
    }


def find_quantities(report: Report, sentences: tuple[Sentence, ...]) -> tuple[QuantityMention, ...]:
    """Return the counts of a report in order; years, ages, dates, money and measures are none."""
    found: list[QuantityMention] = []
    for sentence in sentences:
        tokens = sentence.tokens
        index = 0
        while index < len(tokens):
            number = _number_at(tokens, index)
            if number is None:
                index += 1
                continue
            mention, last = _mention(report.text, tokens, number)
            if mention is not None:
                found.append(mention)
            index = max(last, number.last) + 1
    return tuple(found)


def _mention(text: str, tokens: tuple[Token, ...], number: _Number) -> tuple[QuantityMention | None, int]:
    upper = _range_end(tokens, number)
    last = upper.last if upper else number.last
    if _is_no_count(tokens, number, last):
        return None, last
    unit = _unit(tokens, number, last)
    if unit is not None and _is_measure(tokens[unit]):
        return None, last
    if unit is None and not _stands_for_people(tokens, number.first, last):
        return None, last
    start, kind = _bound(tokens, number.first)
    quantity = _quantity(number, upper, kind, text=text[tokens[start].start : tokens[last].end])
    if quantity is None:
        return None, last
    return QuantityMention(
        start=tokens[start].start,
        end=tokens[last].end,
        quantity=quantity,
        unit=None if unit is None else _lemma(tokens[unit]),
        unit_start=None if unit is None else tokens[unit].start,
    ), last


def _number_at(tokens: tuple[Token, ...], first: int) -> _Number | None:
    word = tokens[first].text.lower()
    if _DIGITS.fullmatch(word):
        return _digits(tokens, first, float(word.replace(",", "")))
    vague = _vague(tokens, first)
    if vague is not None:
        return vague
    return _spelled(tokens, first)


def _digits(tokens: tuple[Token, ...], first: int, value: float) -> _Number | None:
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].text.lower() in _words()["multipliers"]:
        last += 1
        value *= _words()["multipliers"][tokens[last].text.lower()]
    if last == first and last + 1 < len(tokens) and tokens[last + 1].text.lower() == "dozen":
        last, value = last + 1, value * 12
    return _Number(first, last, int(value)) if value == int(value) else None


def _spelled(tokens: tuple[Token, ...], first: int) -> _Number | None:
    words, multipliers = _words()["words"], _words()["multipliers"]
    total = current = 0
    last = None
    index = first
    while index < len(tokens):
        parts = tokens[index].text.lower().replace("-", " ").split()
        if parts and all(part in words for part in parts):
            current += sum(words[part] for part in parts)
        elif parts and parts[0] in multipliers and last is not None:
            current *= multipliers[parts[0]]
            if multipliers[parts[0]] > 100:  # noqa: PLR2004 (a hundred goes on counting, a thousand closes)
                total, current = total + current, 0
        elif parts == ["dozen"] and last is not None:
            current *= 12
        elif not (parts in (["and"], ["-"], []) and last is not None and _goes_on(tokens, index)):
            break
        last = index
        index += 1
    return None if last is None else _Number(first, last, total + current)


def _goes_on(tokens: tuple[Token, ...], index: int) -> bool:
    """ "two hundred and fifty" goes on; "two and three" does not."""
    if index + 1 >= len(tokens) or tokens[index + 1].text.lower() not in _words()["words"]:
        return False
    if tokens[index].text == "-":
        return True
    return tokens[index - 1].text.lower() in _words()["multipliers"]


def _vague(tokens: tuple[Token, ...], first: int) -> _Number | None:
    """Return "dozens", "several hundred", "a couple", "tens of thousands", the longest that stands here."""
    known = load_codebook()["vague"]
    low = [token.text.lower() for token in tokens[first : first + 5]]
    if low[:3] == ["half", "a", "dozen"]:
        return _Number(first, first + 2, 6)
    for size in (4, 3, 2, 1):
        phrase = " ".join(low[:size])
        if len(low) >= size and phrase in known:
            if phrase in {"few", "score"} and tokens[first].upos not in _COUNTING:
                return None
            return _Number(first, first + size - 1, None, vague=phrase)
    return None


def _range_end(tokens: tuple[Token, ...], number: _Number) -> _Number | None:
    """Return the second number of "12 to 15", "12-15" and "between 12 and 15"."""
    link = number.last + 1
    if number.value is None or link + 1 >= len(tokens):
        return None
    word = tokens[link].text.lower()
    if word not in _words()["bounds"]["range"]:
        return None
    if word == "and" and (number.first == 0 or tokens[number.first - 1].text.lower() != "between"):
        return None
    upper = _number_at(tokens, link + 1)
    if upper is None or upper.value is None or upper.value <= number.value:
        return None
    return upper


def _bound(tokens: tuple[Token, ...], first: int) -> tuple[int, str | None]:
    before = [token.text.lower() for token in tokens[max(0, first - _LOOK_BACK) : first]]
    for words, kind in _words()["bounds_list"]:
        if len(before) >= len(words) and tuple(before[-len(words) :]) == words:
            return first - len(words), kind
    if before and before[-1] == "between":
        return first - 1, None
    return first, None


def _quantity(number: _Number, upper: _Number | None, kind: str | None, *, text: str) -> Quantity | None:
    codebook = load_codebook()
    if number.value is None:
        worth = codebook["vague"][number.vague]
        low, high = worth.get("low"), worth.get("high")
        if kind in {"high", "under"}:
            return Quantity(low=None, best=None, high=None, text=text)
        return Quantity(low=low, best=low if low == high else None, high=high, text=text)
    value = number.value
    if upper is not None and upper.value is not None:
        return Quantity(low=value, best=None, high=upper.value, text=text)
    if kind in {"low", "over"}:
        return Quantity(low=value, best=None, high=None, text=text)
    if kind in {"high", "under"}:
        return Quantity(low=None, best=None, high=value, text=text)
    margin = round(value * codebook["near_margin"])
    if kind == "almost":
        return Quantity(low=value - margin, best=value, high=value, text=text)
    if kind == "near" and value % 5 == 0:
        return Quantity(low=value - margin, best=value, high=value + margin, text=text)
    return Quantity(low=value, best=value, high=value, text=text)


def _unit(tokens: tuple[Token, ...], number: _Number, last: int) -> int | None:
    """Return the counted noun: the head of the number, else the end of the noun run behind it."""
    head = tokens[number.last].head
    if tokens[number.last].deprel.startswith("nummod") and head > last and tokens[head].upos in _NOUNS:
        return head
    index = last + 1
    if index < len(tokens) and tokens[index].text.lower() == "of":
        index += 1
    best = None
    while index < len(tokens) and index <= last + _LOOK_AHEAD and tokens[index].upos in _BETWEEN:
        if tokens[index].upos in _NOUNS:
            best = index
        elif best is not None:
            break
        index += 1
    return best


def _stands_for_people(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Return whether a number without a noun is itself who was hurt: "31 dead", "killing 12"."""
    if any(tokens[index].deprel.split(":")[0] in _ARGUMENTS for index in range(first, last + 1)):
        return True
    return last + 1 < len(tokens) and tokens[last + 1].upos in {"ADJ", "VERB", "AUX"}


def _is_no_count(tokens: tuple[Token, ...], number: _Number, last: int) -> bool:
    rules = _words()["not_counts"]
    before = tokens[number.first - 1].text.lower() if number.first else ""
    after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    if before in rules["money"] or before in rules["before"] or after in rules["units"]:
        return True
    if before in _HYPHENS and number.first > 1 and _touch(tokens, number.first - 2):
        return True  # F-16, AK-47
    if any(_follows(tokens, last, words) for words in rules["after"]) or _is_hyphen_measure(tokens, last):
        return True
    if before in {",", "("} and after in {",", ")", "."} and number.value is not None and number.value < 120:  # noqa: PLR2004 (no one is older)
        return number.first > 1 and tokens[number.first - 2].upos == "PROPN"  # "Ada Bello, 34, ..."
    if number.value is None or number.first != last:
        return False
    if before in rules["months"] or after in rules["months"]:
        return not (after and tokens[last + 1].upos in _NOUNS and after not in rules["months"])
    low, high = rules["year_range"]
    digits = tokens[number.first].text
    if len(digits) == 4 and digits.isdigit() and low <= number.value <= high:  # noqa: PLR2004 (a year has four digits)
        return before in rules["year_before"] or _unit(tokens, number, last) is None
    return False


def _touch(tokens: tuple[Token, ...], index: int) -> bool:
    return tokens[index].end == tokens[index + 1].start


def _follows(tokens: tuple[Token, ...], last: int, words: str) -> bool:
    wanted = words.split()
    return [token.text.lower() for token in tokens[last + 1 : last + 1 + len(wanted)]] == wanted


def _is_hyphen_measure(tokens: tuple[Token, ...], last: int) -> bool:
    """Return whether the number is the front of "12-year-old", "9-mm", "two-day"."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in _HYPHENS:
        return False
    word = tokens[last + 2].text.lower()
    return word in _words()["units"] or word in _words()["time_units"] or word.startswith("year")


def _is_measure(token: Token) -> bool:
    """Return whether a noun measures: kilos, miles, hours; the lemma may keep its plural."""
    measures = _words()["units"] | _words()["time_units"]
    return _lemma(token) in measures or _lemma(token).removesuffix("s") in measures


def _lemma(token: Token) -> str:
    return token.lemma.lower()
