"""Written dates, in many languages, to intervals; what is ambiguous or no date is None."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from herodotus.knowledge.particulars import months, number, words
from herodotus.types import DatePrecision, TimeInterval

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_ANY_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_YEAR = r"(?P<year>\d{4})"
_SHORT_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_JOIN = r"(?:\s*,\s*|\s+|\s*[-/]\s*)(?:of\s+|de\s+|del\s+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date found in a line: where, and the interval; `time` None where the year is missing."""

    start: int
    end: int
    time: TimeInterval | None


@cache
def _month() -> str:
    """Return the pattern of a month's name, also of two names of one month with a stroke between."""
    names = sorted(months(), key=lambda name: (-len(name), name))
    one = "(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + r")\.?"
    return rf"(?P<month>{one}(?:\s*/\s*{one})?)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the forms of a date, most telling first."""
    month = _month()
    forms = (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ]\d{1,2}:\d{2}\S*)?",
        r"(?P<year>\d{4})年(?P<number>\d{1,2})月(?P<day>\d{1,2})日",
        rf"{_DAY}{_JOIN}{month}{_JOIN}{_SHORT_YEAR}",
        rf"{month}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}",
        rf"{_YEAR}\s*,?\s+{month}\s+{_DAY}",
        r"(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})",
        rf"{month}{_JOIN}{_YEAR}",
        rf"{_DAY}{_JOIN}{month}",
        rf"{month}\s*{_DAY}",
    )
    return tuple(re.compile(rf"(?<![\w/.-]){form}(?![\w/])", re.IGNORECASE) for form in forms)


@cache
def _numeric_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the forms without a month's name, for lines that have none: those with names are slow."""
    return tuple(pattern for pattern in _patterns() if "month" not in pattern.groupindex)


@cache
def _month_words() -> frozenset[str]:
    """Return the first words of all months' names."""
    return frozenset(name.split()[0] for name in months())


def _forms(plain: str) -> tuple[re.Pattern[str], ...]:
    """Return the forms that a line can hold at all."""
    named = any(word in _month_words() for word in _LETTERS.findall(plain.lower()))
    return _patterns() if named else _numeric_patterns()


def find_date(line: str) -> Written | None:
    """Return the first date that a line holds, in the fullest form that stands there.

    A full date that no calendar has (31 February) is no date, rather than its month.
    """
    if not _ANY_DIGIT.search(line):
        return None
    plain = _plain_digits(line)
    for pattern in _forms(plain):
        found = pattern.search(plain)
        if found:
            time, without_year = _interval(found.groupdict(), line[found.start():found.end()])
            if time is None and not without_year:
                return None
            return Written(start=found.start(), end=found.end(), time=time)
    return None


def read_date(value: str) -> TimeInterval | None:
    """Return what a declared date says: ISO, RFC 822, compact, in words, or seconds since 1970.

    >>> read_date("Thu, 02 Nov 2006 10:00:00 GMT").start
    '2006-11-02'
    >>> read_date("03/05/2007") is None
    True
    """
    value = value.strip()
    if re.fullmatch(r"\d{4}", value):
        return _of_year(int(value), value)
    iso_month = re.fullmatch(r"(\d{4})-(\d{1,2})", value)
    if iso_month:
        return _of_month(int(iso_month[1]), int(iso_month[2]), value)
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", value)
    if compact:
        return _of_day(int(compact[1]), int(compact[2]), int(compact[3]), value)
    if re.fullmatch(r"\d{9,10}(?:\d{3})?(?:\.0*)?", value):
        return _of_seconds(value)
    written = find_date(value)
    if written is None or len(leftover(value, written).split()) > number("head", "beside_date_words"):
        return None
    return written.time


def is_ambiguous(value: str) -> bool:
    """Say whether this is a date of numbers that may be day first or month first."""
    found = re.search(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)", _plain_digits(value))
    return bool(found) and _numeric_day(found[1], found[2], found[3]) is None if found else False


def _plain_digits(text: str) -> str:
    """Return the text with every script's digits as ASCII ones; its length stays."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if not letter.isascii() and letter.isdecimal() else letter
        for letter in text
    )


def _interval(parts: dict[str, str | None], text: str) -> tuple[TimeInterval | None, bool]:
    """Return the interval, and whether this is a date even without one (its year is missing)."""
    year_text, day_text = parts.get("year"), parts.get("day")
    month = _month_number(parts)
    day = int(day_text) if day_text else None
    if parts.get("first"):
        pair = _numeric_day(parts["first"] or "", parts["sign"] or "", parts["second"] or "")
        if pair is None:
            return None, False
        day, month = pair
    if month is None or (day is not None and not 1 <= day <= 31):  # noqa: PLR2004 (days of a month)
        return None, False
    if year_text is None:
        return None, True
    year = _full_year(year_text)
    if day is None:
        return _of_month(year, month, text), False
    return _of_day(year, month, day, text), False


def _month_number(parts: dict[str, str | None]) -> int | None:
    """Return the month of a number or a name."""
    if parts.get("number"):
        return int(parts["number"] or "0")
    name = parts.get("month")
    if not name:
        return None
    return months()[re.sub(r"\s+", " ", re.split(r"\s*/\s*", name)[0].rstrip(".")).lower()]


def _numeric_day(first: str, sign: str, second: str) -> tuple[int, int] | None:
    """Return day and month where the order is certain: dots are day first, else one exceeds twelve."""
    one, two = int(first), int(second)
    if sign == "." or one > 12 or one == two:  # noqa: PLR2004 (months of a year)
        return one, two
    return (two, one) if two > 12 else None  # noqa: PLR2004 (months of a year)


def _full_year(year: str) -> int:
    """Return four digits of a year; two are read by the stated pivot."""
    digits = year.lstrip("'’")
    if len(digits) == 4:  # noqa: PLR2004 (digits of a year)
        return int(digits)
    return int(digits) + (1900 if int(digits) >= number("years", "pivot") else 2000)


def _plausible(year: int) -> bool:
    """Say whether a report may have come out in this year."""
    return number("years", "least") <= year <= number("years", "greatest")


def _of_day(year: int, month: int, day: int, text: str) -> TimeInterval | None:
    """Return one day, or None where the calendar has no such day."""
    if not _plausible(year) or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:  # noqa: PLR2004
        return None
    iso = f"{year:04}-{month:02}-{day:02}"
    return TimeInterval(start=iso, end=iso, precision=DatePrecision.DAY, text=text)


def _of_month(year: int, month: int, text: str) -> TimeInterval | None:
    """Return one month."""
    if not _plausible(year) or not 1 <= month <= 12:  # noqa: PLR2004 (months of a year)
        return None
    last = calendar.monthrange(year, month)[1]
    return TimeInterval(start=f"{year:04}-{month:02}-01", end=f"{year:04}-{month:02}-{last:02}",
                        precision=DatePrecision.MONTH, text=text)


def _of_year(year: int, text: str) -> TimeInterval | None:
    """Return one year."""
    if not _plausible(year):
        return None
    return TimeInterval(start=f"{year:04}-01-01", end=f"{year:04}-12-31",
                        precision=DatePrecision.YEAR, text=text)


def _of_seconds(value: str) -> TimeInterval | None:
    """Return the day, in UTC, of seconds or milliseconds since 1970."""
    seconds = float(value)
    if len(value.split(".", maxsplit=1)[0]) > 10:  # noqa: PLR2004 (digits of seconds until the year 2286)
        seconds /= 1000
    day = datetime.fromtimestamp(seconds, tz=UTC)
    return _of_day(day.year, day.month, day.day, value)


def leftover(line: str, written: Written) -> str:
    """Return what else a line says besides its date, weekday, time of day and signs."""
    rest = f"{line[:written.start]} {line[written.end:]}"
    rest = re.sub(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?", " ", rest, flags=re.IGNORECASE)
    rest = re.sub(r"\b\d{1,2}\s*(?:[ap]\.?m\.?)(?!\w)|\b\d{3,4}\s*(?=hrs?\b|hours\b|GMT\b|UTC\b)", " ", rest,
                  flags=re.IGNORECASE)
    rest = re.sub(r"\b(?:[A-Z]{2,4}T|GMT|UTC|Z|hrs?|hours|at)\b(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?", " ", rest)
    kept = [word for word in rest.split() if word.strip(".,;:|()[]*_#-–—/•·").lower() not in
            words("weekdays", "words")]
    return " ".join(kept).strip(" .,;:|()[]*_#-–—/•·")
