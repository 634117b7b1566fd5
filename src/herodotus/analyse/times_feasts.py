"""Feasts and other calendars: the days of Ramadan, of Easter, of 10 Muharram 1427 and of 22 Bahman 1357."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from herodotus.analyse.times_calendar import easter, hijri_day, hijri_year, jalali_day
from herodotus.analyse.times_reading import Reading
from herodotus.analyse.times_said import Said, Timeline

_SLACK = timedelta(days=30)  # a feast within a month from now is the one to come


def feast(reading: Reading, timeline: Timeline) -> Said | None:
    """Return what a feast means; None where it has a fixed day of our calendar ("05-01")."""
    code = reading.value or ""
    if code.startswith("hijri:"):
        month, _, day = code.removeprefix("hijri:").partition("-")
        return other_calendar(
            replace(reading, calendar="hijri", month=int(month), day=int(day) if day else None), timeline
        )
    if code.startswith("nth:"):
        return _nth_weekday(code, reading, timeline)
    if code.startswith("easter"):
        year = reading.year or (timeline.now.year if timeline.now else None)
        if year is None:
            return Said(value="XXXX-XX-XX")
        day_ = easter(year) + timedelta(days=int(code.removeprefix("easter") or 0))
        anchor = "explicit" if reading.year else "published"
        return Said(value=day_.isoformat(), days=(day_, day_), anchor=anchor)
    return None


def _nth_weekday(code: str, reading: Reading, timeline: Timeline) -> Said:
    """Resolve "nth:11-4-4", the fourth Thursday (4) of November; a fifth is the last."""
    month, weekday, number = (int(part) for part in code.removeprefix("nth:").split("-"))
    year = reading.year
    if year is None and timeline.now is None:
        return Said(value="XXXX-XX-XX")
    near = timeline.now or date.min
    for tried in (year,) if year else (near.year, near.year - 1):
        first = date(tried, month, 1)
        day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
        day = day if day.month == month else day - timedelta(days=7)
        if year or timeline.future or day <= near:
            break
    return Said(value=day.isoformat(), days=(day, day), anchor="explicit" if year else "published")


def other_calendar(reading: Reading, timeline: Timeline) -> Said:
    """Resolve Islamic and solar dates; Islamic ones a day to either side, for the moon is sighted locally."""
    month = reading.month or 1
    try:
        if reading.calendar == "jalali":
            day = jalali_day(reading.year or 0, month, reading.day or 1)
            return Said(value=day.isoformat(), days=(day, day), anchor="explicit")
        near = timeline.now or (timeline.last.days[0] if timeline.last and timeline.last.days else None)
        if reading.year and reading.kind == "holiday":
            near = date(reading.year, 12, 1)  # the feast that begins within that year
        year = reading.year if reading.kind == "calendar" else None
        if year is None and near is None:
            return Said(value=None)
        year = year or _hijri_year_near(near or date.min, month)
        first = hijri_day(year, month, reading.day or 1)
        last = first if reading.day else hijri_day(year, month, 29)
    except (ValueError, OverflowError):
        return Said(value=None)
    value = first.isoformat() if reading.day else None
    anchor = "explicit" if reading.year else "published" if timeline.now else "previous"
    return Said(value=value, days=(first - timedelta(days=1), last + timedelta(days=1)), anchor=anchor)


def _hijri_year_near(near: date, month: int) -> int:
    """Return the Islamic year whose month began last before the day (or begins within thirty days)."""
    year = hijri_year(near) + 1
    while hijri_day(year, month, 1) > near + _SLACK:
        year -= 1
    return year
