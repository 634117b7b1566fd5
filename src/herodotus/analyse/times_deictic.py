"""Readings of words that point: "Tuesday", "yesterday", "last week", "that day"."""

from __future__ import annotations

from herodotus.analyse.times_reading import Reading, part_of_day, unit_code
from herodotus.knowledge.time_words import TimeWords


def which_one(taken: dict[str, str], words: TimeWords) -> tuple[str | None, int | None]:
    """Return what "last", "next" or "the following" count from, and how far."""
    which = taken.get("which")
    if which is None:
        return None, None
    if which in words.tables["back"] and which not in words.tables["which"]:
        return "previous", int(words.tables["back"][which])
    return "published", int(words.tables["which"].get(which, 0))


def read_weekday(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "Tuesday", "last Tuesday night", "Tuesday of last week"."""
    base, offset = which_one(taken, words)
    week = {"last week": -1, "this week": 0, "next week": 1}.get(taken.get("week", ""))
    if week is not None:
        base, offset = "week", week
    if "same" in taken:
        base, offset = "previous", 0
    day = words.tables["weekday"][taken["weekday"]]
    return Reading(kind="weekday", weekday=day, part=part_of_day(taken, words), base=base, offset=offset)


_DEICTIC = {
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "tonight": 0,
    "overnight": -1,
    "last night": -1,
    "this": 0,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def read_deictic(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "yesterday", "tonight", "this morning"."""
    said = taken["deictic"]
    part = part_of_day(taken, words) or ("NI" if said in {"tonight", "overnight", "last night"} else None)
    return Reading(
        kind="offset",
        base="published",
        offset=_DEICTIC[said],
        unit="D",
        part=part,
        value=said,
        last_day=1 if said == "overnight" else None,
    )


def read_unit_which(taken: dict[str, str], words: TimeWords) -> Reading | None:
    """Read "last week", "this year", "the end of the month"."""
    unit = unit_code(taken["unit"], words)
    if "end" in taken:
        return Reading(kind="offset", base="published", offset=0, unit=unit, mod="END")
    which = taken["which"]
    if which == "the":
        base = "published" if unit == "WE" else "previous"
        return Reading(kind="offset", base=base, offset=0 if unit != "WE" else -1, unit=unit, value="the")
    return Reading(kind="offset", base="published", offset=words.tables["which"][which], unit=unit)


def read_back(taken: dict[str, str], words: TimeWords) -> Reading | None:
    """Read "that day", "the following week", "the day before"."""
    said = taken["back"]
    if said == "the day":
        way = {"before": -1, "earlier": -1}.get(taken["unit"], 1)
        return Reading(kind="offset", base="previous", offset=way, unit="D")
    unit = taken["unit"]
    offset = words.tables["back"].get(said, 1 if "next" in said else 0)
    if "way" in taken:
        offset = -1 if taken["way"] == "before" else 1
    if unit in words.tables["part"]:
        return Reading(
            kind="offset", base="previous", offset=offset, unit="D", part=words.tables["part"][unit]
        )
    return Reading(kind="offset", base="previous", offset=offset, unit=unit_code(unit, words))
