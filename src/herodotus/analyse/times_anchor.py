"""From a reading to days: which date an expression counts from, and what follows.

Order of anchors: a year in the expression itself; for deictic words ("yesterday") the publication; for words
that look back ("two days later") the date said before; for "the third day of the siege" the day on which this
text lets the siege begin. Without an anchor a reading stays unresolved: nothing is made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from herodotus.analyse.times_calendar import days_of, moved_day, value_of
from herodotus.analyse.times_feasts import feast, other_calendar
from herodotus.analyse.times_reading import Reading
from herodotus.analyse.times_said import Said, Timeline

_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "NI": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
}
_LAST = 2  # days: a nearer day would be called yesterday or today
_AHEAD, _AHEAD_CUED = 6.0, 0.5
"""What a day ahead weighs against a day behind, for a date without a year: news looks back, unless the words
before it speak of what is to come; even then last week's date is not next year's."""


def anchored(reading: Reading, *, timeline: Timeline) -> Said:
    """Return what the reading means at this point of the text."""
    said = _RESOLVERS[reading.kind](reading, timeline)
    if said.days is not None and reading.mod in {"START", "MID", "END"} and said.value:
        said = replace(said, days=days_of(said.value, mod=reading.mod) or said.days)
    return said


def _with_part(value: str, part: str | None) -> str:
    return f"{value}T{part}" if part else value


def _date(reading: Reading, timeline: Timeline) -> Said:
    year, anchor = reading.year, "explicit"
    if reading.bc:
        return Said(value=_bc_value(reading), anchor="explicit", unit="Y")
    if (
        year is None
        and reading.base is None
        and timeline.ahead is not None
        and (reading.month or reading.season)
    ):
        year = timeline.ahead
    if year is not None and reading.short and timeline.narrative and timeline.focus and timeline.focus.days:
        year += 100 * ((timeline.focus.days[0].year - year) // 100)  # "'17" in a text about 1916
    if year is None:
        year, anchor = _year_for(reading, timeline)
    unit = "D" if reading.day else "M" if reading.month else "Q" if reading.quarter or reading.season else "Y"
    value = _date_value(reading, f"{year:04}" if year is not None else "XXXX")
    days = days_of(value)
    if year is None or days is None:
        return Said(value=value, anchor="none", unit=unit)
    if reading.unit == "W":
        week = value_of(days[0], "W")
        return Said(value=week, days=days_of(week), anchor=anchor, unit="W")
    return Said(value=_with_part(value, reading.part), days=days, anchor=anchor, unit=unit)


def _date_value(reading: Reading, year: str) -> str:
    if reading.season:
        return f"{year}-{reading.season}"
    if reading.quarter:
        return f"{year}-Q{reading.quarter}"
    if reading.month is None:
        return year
    return f"{year}-{reading.month:02}" + (f"-{reading.day:02}" if reading.day else "")


def _stretch(reading: Reading, timeline: Timeline) -> Said:
    month = _date(replace(reading, offset=None, quarter=None), timeline)
    length, number = reading.quarter or 7, int(reading.offset or 0)
    if month.days is None:
        return month
    first, last = month.days
    if number == 0:
        return replace(month, days=(last - timedelta(days=length - 1), last))
    start = first + timedelta(days=(number - 1) * length)
    return replace(month, days=(start, min(last, start + timedelta(days=length - 1))))


def _bc_value(reading: Reading) -> str:
    value = _date_value(reading, f"{reading.year or 0:04}")
    return f"BC{value}"


def _year_for(reading: Reading, timeline: Timeline) -> tuple[int | None, str]:
    """Return the year of a month, season or quarter said without one, and what it was taken from."""
    base, offset = reading.base or "", int(reading.offset or 0)
    if base == "published year":
        return (timeline.now.year + offset, "published") if timeline.now else (None, "none")
    last = timeline.last
    if base == "previous year":
        if last and last.days:
            return last.days[0].year + offset, "previous"
        return (timeline.now.year + offset, "published") if timeline.now else (None, "none")
    if base == "published" and timeline.now:
        return _nearest_year(reading, timeline.now, way=offset), "published"
    if base == "previous" and last and last.days:
        return _nearest_year(reading, last.days[0], way=offset), "previous"
    if timeline.now:
        return _nearest_year(reading, timeline.now, way=1 if timeline.future else None), "published"
    focus = timeline.focus
    if focus and focus.days and timeline.narrative:
        year = _narrative_year(reading, focus)
        return timeline.in_section(year, paragraph=timeline.paragraph), "previous"
    if timeline.published and base != "previous":
        return _nearest_year(reading, timeline.published, way=None), "published"
    return None, "none"


def _narrative_year(reading: Reading, last: Said) -> int:
    assert last.days is not None
    year, month = last.days[0].year, _month_of(reading)
    if last.unit in {"D", "M", "W"} and month - last.days[0].month < -7:  # noqa: PLR2004 (autumn to next spring)
        return year + 1
    return year


def _month_of(reading: Reading) -> int:
    seasons = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "H1": 1, "H2": 7}
    return reading.month or (seasons[reading.season] if reading.season else 3 * (reading.quarter or 1) - 2)


def _nearest_year(reading: Reading, anchor: date, *, way: int | None) -> int:
    """Return the year that brings the reading before (-1), after (1) or not far after (None) the anchor."""
    starts = {}
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        days = days_of(_date_value(reading, f"{year:04}"))
        if days:
            starts[year] = days
    if way == -1:
        before = [year for year, days in starts.items() if days[1] < anchor]
        return max(before, default=anchor.year - 1)
    if way == 0:
        return anchor.year
    past = max((year for year, days in starts.items() if days[0] <= anchor), default=anchor.year)
    next_ = min((year for year, days in starts.items() if days[0] > anchor), default=past)
    if next_ == past or past not in starts:
        return next_
    ahead = (starts[next_][0] - anchor).days
    behind = max(0, (anchor - starts[past][1]).days)
    return next_ if ahead * (_AHEAD_CUED if way == 1 else _AHEAD) < behind else past


def _weekday(reading: Reading, timeline: Timeline) -> Said:
    wanted = reading.weekday or 1
    unknown = Said(value=_with_part(f"XXXX-WXX-{wanted}", reading.part))
    before = timeline.before("D")
    if reading.base == "week":
        if timeline.now is None:
            return unknown
        monday = timeline.now - timedelta(days=timeline.now.isoweekday() - 1)
        day = monday + timedelta(days=7 * int(reading.offset or 0) + wanted - 1)
        return _on(day, reading, anchor="published")
    looks_back = reading.base == "previous" or (timeline.narrative and reading.base != "published")
    now = None if timeline.narrative and timeline.quoted else timeline.published
    anchor = before.days[0] if looks_back and before and before.days else now
    if anchor is None:
        return unknown
    back = (anchor.isoweekday() - wanted) % 7
    if looks_back and reading.offset == 0:
        return _on(anchor - timedelta(days=back), reading, anchor="previous")
    name = "previous" if looks_back and before else "published"
    if reading.offset == -1:  # said on Wednesday, "last Tuesday" is not yesterday
        return _on(anchor - timedelta(days=back if back >= _LAST else back + 7), reading, anchor=name)
    if (
        reading.offset == 1
        or (looks_back and reading.base != "published")
        or (timeline.future and reading.offset is None)
    ):
        ahead = (wanted - anchor.isoweekday()) % 7
        return _on(anchor + timedelta(days=ahead or (7 if reading.offset == 1 else 0)), reading, anchor=name)
    return _on(anchor - timedelta(days=back), reading, anchor=name)


def _on(day: date, reading: Reading, *, anchor: str) -> Said:
    return Said(value=_with_part(day.isoformat(), reading.part), days=(day, day), anchor=anchor)


def _offset(reading: Reading, timeline: Timeline) -> Said:
    unit = reading.unit or "D"
    if reading.vague and unit in {"TH", "TM"} and timeline.last_by.get(0) and not timeline.blurred:
        return _hours(reading, timeline.last_by[0], unit=unit)
    if reading.vague or reading.offset is None:
        return Said(
            value=f"P{'T' if unit[0] == 'T' else ''}X{unit[-1] if unit not in {'DE', 'CE'} else unit}",
            unit=unit,
        )
    if reading.base == "published":
        return _from_now(reading, timeline, unit=unit)
    before = timeline.before(unit)
    if reading.value == "clock" and timeline.news_moved_on:
        timeline.blurred = True  # what is "hours later" than an unknown day is unknown too
        return Said(value=_with_part(_UNKNOWN["D"], reading.part), unit=unit)
    fallback = reading.value in {"ago", "the", "clock"} and timeline.now is not None
    if before is None and fallback and timeline.now is not None:
        return _from_now(reading, timeline, unit=unit)
    if before is None or before.days is None:
        return Said(value=_with_part(_UNKNOWN.get(unit, "XXXX"), reading.part), unit=unit)
    last = timeline.last
    if last and last.days and last is not before and last.days[0] > before.days[1] and reading.offset:
        vague = _UNKNOWN.get(unit, "XXXX").replace("XXXX", f"{last.days[0].year:04}", 1)
        return Said(
            value=_with_part(vague, reading.part), unit=unit
        )  # "... in 1913. Two days later": of an unsaid day
    start = before.days[1] if reading.offset > 0 and unit == "D" else before.days[0]
    return _moved(reading, start, unit=unit, anchor="previous")


def _hours(reading: Reading, last: Said, *, unit: str) -> Said:
    """Return "hours earlier" and "minutes later": of the day just said, or the night beside it."""
    value = f"PTX{unit[-1]}"
    if last.days is None or last.days[0] != last.days[1]:
        return Said(value=value, unit=unit)
    day = last.days[0]
    beside = timedelta(days=1 if unit == "TH" else 0)
    days = (day - beside, day) if reading.span == "past" else (day, day + beside)
    return Said(value=value, days=days, anchor="previous", unit=unit)


def _from_now(reading: Reading, timeline: Timeline, *, unit: str) -> Said:
    now = timeline.published
    if now is None or (timeline.narrative and (reading.value == "today" or timeline.quoted)):
        if reading.value == "today":
            return Said(value="PRESENT_REF", unit=unit)
        return Said(value=_with_part(_UNKNOWN.get(unit, "XXXX"), reading.part), unit=unit)
    said = _moved(reading, now, unit=unit, anchor="published")
    if reading.value == "overnight" and said.days:
        return replace(said, days=(said.days[0], said.days[0] + timedelta(days=1)))
    ongoing = reading.offset == 0 and said.days is not None and said.days[1] > now
    if ongoing and said.days is not None and not timeline.future and reading.mod != "END":
        return replace(said, days=(said.days[0], now))
    return said


def _moved(reading: Reading, start: date, *, unit: str, anchor: str) -> Said:
    day = moved_day(start, reading.offset or 0, unit)
    if day is None:
        return Said(value=_UNKNOWN.get(unit, "XXXX"), unit=unit)
    shown = "W" if unit == "2W" else "Y" if unit in {"DE", "CE"} and reading.value == "ago" else unit
    value = value_of(day, shown)
    days = days_of(value)
    return Said(value=_with_part(value, reading.part), days=days, anchor=anchor, unit=unit)


def _event(reading: Reading, timeline: Timeline) -> Said:
    unit = reading.unit or "D"
    length = reading.vague is False and reading.edge and unit != "D"
    unknown = Said(value=f"P1{unit}" if length else _UNKNOWN.get(unit, "XXXX"), anchor="event", unit=unit)
    if reading.value == "best":
        return unknown
    begin = timeline.event if reading.event else None
    if begin is None or reading.offset is None:
        return unknown
    if reading.value == "anniversary":
        day = moved_day(begin, reading.offset, "Y")
        return replace(unknown, value=day.isoformat(), days=(day, day)) if day else unknown
    said = _moved(reading, begin, unit=unit, anchor="event")
    return replace(said, value=unknown.value) if length else said


def _span(reading: Reading, timeline: Timeline) -> Said:
    said = Said(value=reading.value, unit=reading.unit or "D")
    before = timeline.before("D")
    anchor = timeline.now or (before.days[0] if before and before.days else None)
    if (
        reading.span is None
        or reading.offset is None
        or anchor is None
        or not reading.unit
        or reading.unit[0] == "T"
    ):
        return said
    far = moved_day(anchor, reading.offset if reading.span == "next" else -reading.offset, reading.unit)
    if far is None:
        return said
    days = (far, anchor) if far <= anchor else (anchor, far)
    return replace(said, days=days, anchor="published" if timeline.now else "previous")


def _plain(reading: Reading, _: Timeline) -> Said:
    return Said(value=reading.value)


def _fixed(reading: Reading, _: Timeline) -> Said:
    unit = "CE" if len(reading.value or "") == 2 else "DE"  # noqa: PLR2004 (a century has two figures)
    return Said(value=reading.value, days=days_of(reading.value or ""), anchor="explicit", unit=unit)


def _holiday(reading: Reading, timeline: Timeline) -> Said:
    said = feast(reading, timeline)
    if said is None:
        month, _, day = (reading.value or "").partition("-")
        said = _date(replace(reading, month=int(month), day=int(day), unit=None), timeline)
    if reading.unit == "W" and said.days and said.days[0] == said.days[1]:
        week = value_of(said.days[0], "W")
        return replace(said, value=week, days=days_of(week), unit="W")
    return said


_RESOLVERS: dict[str, Callable[[Reading, Timeline], Said]] = {
    "date": _date,
    "stretch": _stretch,
    "weekday": _weekday,
    "offset": _offset,
    "event": _event,
    "span": _span,
    "length": _plain,
    "set": _plain,
    "word": _plain,
    "fixed": _fixed,
    "holiday": _holiday,
    "calendar": other_calendar,
}
