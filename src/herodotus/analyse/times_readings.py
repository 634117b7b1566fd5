"""What a matched expression says by itself, before any anchor: its fields, its offset, or its length.

A reading is a function of an anchor that comes later (times_anchor): "Friday" is only a weekday here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from herodotus.analyse.times_deictic import (
    read_back,
    read_deictic,
    read_unit_which,
    read_weekday,
    which_one,
)
from herodotus.analyse.times_lengths import (
    read_ago,
    read_anniversary,
    read_duration,
    read_event,
    read_event_day,
    read_night,
    read_same_as,
    read_set,
    read_span,
    read_superlative,
    read_told_word,
    read_word,
)
from herodotus.analyse.times_match import TimeMatch
from herodotus.analyse.times_reading import Reading, clock_value, part_of_day
from herodotus.knowledge.time_words import TimeWords, groups


def read_match(found: TimeMatch, *, words: TimeWords) -> list[tuple[TimeMatch, Reading]]:
    """Return the readings of a match: two for a range ("12-15 May"), none where it is no time after all."""
    reading = _read(found, words=words)
    if reading is None:
        return []
    second = "year2" if reading.last_year is not None else "day2" if reading.last_day is not None else None
    if second is None or second not in found.match.groupdict():
        return [(found, reading)]
    first = "year" if second == "year2" else "day"
    end = found.match.end(first)
    suffix = _SUFFIX.match(found.match.string, end)
    head = replace(found, end=suffix.end() if suffix else end)
    tail = replace(found, start=found.match.start(second))
    last = replace(reading, year=reading.last_year, last_year=None) if second == "year2" else reading
    last = replace(last, day=reading.last_day, last_day=None, weekday=None) if second == "day2" else last
    return [(head, replace(reading, last_day=None, last_year=None)), (tail, last)]


_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")


def _read(found: TimeMatch, *, words: TimeWords) -> Reading | None:
    taken = groups(found.match)
    reading = _MAKERS[found.rule.make](taken, words)
    if reading is None:
        return None
    mod = taken.get("mod") or taken.get("mod2")
    approx = taken.get("approx")
    if reading.mod is None and (mod or approx):
        code = words.tables["mod"][mod] if mod else words.tables["approx"][approx or ""]
        reading = replace(reading, mod=code)
    return reading


def _fields(taken: dict[str, str], words: TimeWords) -> dict[str, int | str | bool | None]:
    tables = words.tables
    year = taken.get("year")
    if year is None and "short" in taken:
        year = ("20" if int(taken["short"]) < 30 else "19") + taken["short"]  # noqa: PLR2004 (the usual pivot)
    month = taken.get("month")
    day = taken.get("day") or (str(tables["ordinal"][taken["ordinal"]]) if "ordinal" in taken else None)
    return {
        "year": int(year) if year else None,
        "month": tables["month"][month] if month else int(taken["mon"]) if "mon" in taken else None,
        "day": int(day) if day else None,
        "weekday": tables["weekday"][taken["weekday"]] if "weekday" in taken else None,
        "season": tables["season"][taken["season"]] if "season" in taken else None,
        "part": part_of_day(taken, words),
        "bc": taken.get("era", "").startswith("b"),
        "short": "short" in taken,
    }


def _date(taken: dict[str, str], words: TimeWords) -> Reading | None:
    fields = _fields(taken, words)
    base, offset = which_one(taken, words)
    if "that" in taken:
        base, offset = _that(taken["that"])
    return Reading(kind="date", base=base, offset=offset, **fields)  # type: ignore[arg-type]  # fields by name


def _that(said: str) -> tuple[str, int]:
    if "last" in said:
        return "published year", -1
    if said in {"this year", "of this year"}:
        return "published year", 0
    if said in {"next year", "of next year"}:
        return "published year", 1
    if "following" in said or "next" in said:
        return "previous year", 1
    return "previous year", -1 if "previous" in said else 0


def _week_of(taken: dict[str, str], words: TimeWords) -> Reading | None:
    """Read "the first week of May": a stretch of the month, counted from its start or its end."""
    reading = _date({**taken, "ordinal": "first"} if "ordinal" not in taken else taken, words)
    number = words.tables["ordinal"].get(taken.get("ordinal", ""), 1 if taken.get("last") == "opening" else 0)
    if reading is None or number > 5:  # noqa: PLR2004 (no month has six weeks)
        return None
    length = {"week": 7, "half": 15, "fortnight": 14, "weeks": 14, "days": 5}[taken["unit"]]
    return replace(reading, kind="stretch", day=None, offset=number, quarter=length)


def _figures(taken: dict[str, str], _: TimeWords) -> Reading | None:
    a, b = int(taken["a"]), int(taken["b"])
    year = int(taken["year"])
    if taken["mark"] == "." or a > 12:  # noqa: PLR2004 (no month is above twelve)
        day, month = a, b
    elif b > 12:  # noqa: PLR2004 (no month is above twelve)
        day, month = b, a
    else:  # 3/4/2006 is March or April: only the year is certain
        return Reading(kind="date", year=year, vague=True)
    return Reading(kind="date", year=year, month=month, day=day) if month <= 12 and day <= 31 else None  # noqa: PLR2004


def _date_range(taken: dict[str, str], words: TimeWords) -> Reading | None:
    reading = _date(taken, words)
    if reading is None or reading.day is None or int(taken["day2"]) <= reading.day:
        return reading
    return replace(reading, last_day=int(taken["day2"]))


def _year_range(taken: dict[str, str], _: TimeWords) -> Reading | None:
    first, said = int(taken["year"]), taken["year2"]
    if taken.get("era", "").startswith("b"):
        return Reading(kind="date", year=first, last_year=int(said), bc=True) if first > int(said) else None
    last = int(said) if len(said) > 2 else first - first % 100 + int(said)  # noqa: PLR2004 ("1914-18")
    if not first < last < first + 120:
        return None
    return Reading(kind="date", year=first, last_year=last)


_NAMED = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}


def _decade(taken: dict[str, str], _: TimeWords) -> Reading:
    if "decade" in taken:
        value = taken["decade"][:3]
    else:
        value = f"19{_NAMED[taken['named']] if 'named' in taken else taken['tens'][0]}"
    return Reading(kind="fixed", value=value)


def _century(taken: dict[str, str], words: TimeWords) -> Reading:
    number = int(taken["nth"]) if "nth" in taken else words.tables["ordinal"][taken["ordinal"]]
    bc = taken.get("era", "").startswith("b")
    return Reading(kind="fixed", value=f"{'BC' if bc else ''}{number - 1:02}", bc=bc)


def _quarter(taken: dict[str, str], words: TimeWords) -> Reading | None:
    number = words.tables["ordinal"][taken["ordinal"]]
    year = int(taken["year"]) if "year" in taken else None
    return Reading(kind="date", quarter=number, year=year) if number in range(1, 5) else None


def _half(taken: dict[str, str], _: TimeWords) -> Reading:
    half = 1 if taken["half"] in {"first", "former"} else 2
    return Reading(kind="date", year=int(taken["year"]), season=f"H{half}")


def _week_with(taken: dict[str, str], words: TimeWords) -> Reading | None:
    """Read "the week of March 6": the week that the day lies in."""
    reading = _date(taken, words)
    return replace(reading, unit="W") if reading else None


def _clock_time(taken: dict[str, str], words: TimeWords) -> Reading:
    part = part_of_day(taken, words)
    if "hour" in taken:
        late = taken["of_day"] != "morning"
        part = clock_value(f"{taken['hour']}:00 {'p' if late else 'a'}")
    return Reading(kind="offset", base="previous", offset=0, unit="D", part=part, value="clock")


def _holiday(taken: dict[str, str], words: TimeWords) -> Reading | None:
    code = words.tables["holiday"][taken["holiday"]]
    year = int(taken["year"]) if "year" in taken else None
    return (
        Reading(kind="holiday", value=code, year=year, unit="W" if "week" in taken else None)
        if code
        else None
    )


def _other_calendar(taken: dict[str, str], words: TimeWords) -> Reading:
    which = "hijri" if "hijri" in taken else "jalali"
    year = taken.get("hyear") or taken.get("jyear")
    return Reading(
        kind="calendar",
        calendar=which,
        month=words.tables[which][taken[which]],
        day=int(taken["day"]),
        year=int(year) if year else None,
    )


_MAKERS: dict[str, Callable[[dict[str, str], TimeWords], Reading | None]] = {
    "date": _date,
    "figures": _figures,
    "week_of": _week_of,
    "date_range": _date_range,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "half": _half,
    "week_with": _week_with,
    "weekday": read_weekday,
    "deictic": read_deictic,
    "which": read_unit_which,
    "back": read_back,
    "ago": read_ago,
    "event": read_event,
    "event_day": read_event_day,
    "anniversary": read_anniversary,
    "same_as": read_same_as,
    "superlative": read_superlative,
    "told_word": read_told_word,
    "night": read_night,
    "span": read_span,
    "duration": read_duration,
    "set": read_set,
    "clock": _clock_time,
    "holiday": _holiday,
    "other_calendar": _other_calendar,
    "word": read_word,
}
