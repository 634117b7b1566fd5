"""Readings of offsets and lengths: "two days later", "the third day of the siege", "for three weeks"."""

from __future__ import annotations

from herodotus.analyse.times_reading import Reading, duration_value, unit_code
from herodotus.knowledge.time_words import TimeWords

_BACKWARD = frozenset(
    {"ago", "earlier", "previously", "before that", "back", "before", "beforehand", "prior"}
)


def read_ago(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "two days ago", "a year earlier", "weeks later"."""
    number = words.number(taken["count"]) if "count" in taken else None
    way = taken["way"]
    base = "published" if way in {"ago", "hence", "from now", "back"} else "previous"
    sign = -1 if way in _BACKWARD else 1
    unit = unit_code(taken["unit"], words)
    return Reading(
        kind="offset",
        base=base,
        offset=number * sign if number is not None else None,
        unit=unit,
        vague=number is None,
        span="past" if sign < 0 else "next",
        value="ago",
    )


def read_event(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "three days after the raid", "the day before the vote"."""
    number = words.number(taken["count"]) if "count" in taken else 1
    sign = -1 if taken["way"] == "before" else 1
    unit = unit_code(taken.get("unit") or taken.get("one") or "day", words)
    offset = number * sign if number is not None else None
    if taken["way"] == "into" and offset is not None:
        offset -= 1
    return Reading(
        kind="event", base="event", offset=offset, unit=unit, event=taken["event"], vague=number is None
    )


def read_same_as(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "the same day as the assault"."""
    unit = unit_code(taken["unit"], words)
    return Reading(kind="event", base="event", offset=0, unit=unit, event=taken["event"])


def read_anniversary(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "the third anniversary of the invasion": so many years after its day."""
    number: int | None = int(taken["nth"]) if "nth" in taken else None
    if "ordinal" in taken:
        number = words.tables["ordinal"][taken["ordinal"]]
    return Reading(
        kind="event", base="event", offset=number, unit="D", event=taken.get("event"), value="anniversary"
    )


def read_superlative(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "the bloodiest day of the war": only words beside it can say which."""
    return Reading(kind="event", base="event", unit=unit_code(taken["unit"], words), vague=True, value="best")


def read_event_day(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "the third day of the siege", "day two of the talks"."""
    number: float | None
    if "nth" in taken:
        number = int(taken["nth"])
    elif "ordinal" in taken:
        number = words.tables["ordinal"][taken["ordinal"]]
    elif "count" in taken:
        number = words.number(taken["count"])
    else:
        number = 1 if taken.get("edge") == "opening" else None
    unit = unit_code(taken.get("unit", "day"), words)
    return Reading(
        kind="event",
        base="event",
        offset=number - 1 if number is not None else None,
        unit=unit,
        event="its" if "its" in taken else taken.get("event"),
        vague=number is None,
        edge=number == 1 or "edge" in taken,
    )


def read_span(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "the past three days", "recent weeks", "the first two years"."""
    number = words.number(taken["count"]) if "count" in taken else None if taken["unit"].endswith("s") else 1
    which = taken["which"]
    span = {
        "past": "past",
        "last": "past",
        "recent": "past",
        "latest": "past",
        "next": "next",
        "coming": "next",
    }
    unit = unit_code(taken["unit"], words)
    return Reading(
        kind="span", offset=number, unit=unit, value=duration_value(number, unit), span=span.get(which)
    )


def read_duration(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "three days", "month-long", "half an hour"."""
    unit = unit_code(taken.get("unit") or taken.get("unit2") or taken.get("unit3") or "day", words)
    number = words.number(taken["count"]) if "count" in taken else 0.5 if "half" in taken else None
    if "halved" in taken and number is not None:
        number += 0.5
    if number is not None and unit == "TH" and number > 1 and number % 1:
        return Reading(kind="length", value=f"PT{int(number)}H30M", offset=number, unit=unit)
    if "half" not in taken and "count" not in taken and not (taken.get("unit") or "s").endswith("s"):
        number = 1  # "month-long"
    if number == 0.5 and unit == "TH":  # noqa: PLR2004 (half an hour is said in minutes)
        number, unit = 30, "TM"
    return Reading(kind="length", value=duration_value(number, unit), offset=number, unit=unit)


def read_set(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read "daily", "every week", "Fridays"."""
    if "often" in taken:
        return Reading(kind="set", value=words.tables["sets"][taken["often"]])
    if "unit" not in taken:
        name = taken.get("weekday") or taken["plural"].rstrip("s")
        return Reading(kind="set", value=f"XXXX-WXX-{words.tables['weekday'][name]}")
    return Reading(kind="set", value=duration_value(1, unit_code(taken["unit"], words)))


def read_word(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read a word with a value of its own: "now", "recently"."""
    return Reading(kind="word", value=words.tables["words"][taken["word"]])


def read_told_word(taken: dict[str, str], words: TimeWords) -> Reading:
    """Read a word that only texts that tell a past of their own use for a time: "former", "this period"."""
    return Reading(kind="word", value=words.tables["told_words"][taken["told"]] or None, base="narrative")


def read_night(_: dict[str, str], __: TimeWords) -> Reading:
    """Read "at night", on no day in particular."""
    return Reading(kind="word", value="XXXX-XX-XXTNI", base="narrative")
