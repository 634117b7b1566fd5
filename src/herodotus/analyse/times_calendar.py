"""Calendar arithmetic: TIMEX3 values, the days they cover, and how exact that is.

A value may hold X where a part is not known ("1998-WXX", "XXXX-10"); such a value covers no days.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from herodotus.types import DatePrecision

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PART_OF_YEAR = re.compile(r"(\d{4})-(Q|H|SP|SU|FA|WI)(\d)?$")
_MONTHS_OF_SEASON = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
Days = tuple[date, date]


def days_of(value: str, *, mod: str | None = None) -> Days | None:
    """Return the first and last day that a value covers, narrowed by START, MID or END; None where unknown.

    >>> days_of("1998-02"), days_of("1998-W08")[0].isoformat(), days_of("P3D")
    ((datetime.date(1998, 2, 1), datetime.date(1998, 2, 28)), '1998-02-16', None)
    """
    whole = _whole(value.partition("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", value) else value)
    if whole is None or mod not in {"START", "MID", "END"} or whole[0] == whole[1]:
        return whole
    third = ((whole[1] - whole[0]).days + 1) // 3
    first, last = whole
    if mod == "START":
        return first, first + timedelta(days=max(third, 1) - 1)
    if mod == "END":
        return last - timedelta(days=max(third, 1) - 1), last
    return first + timedelta(days=third), last - timedelta(days=third)


def _whole(value: str) -> Days | None:
    try:
        if match := _DAY.fullmatch(value):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return day, day
        if match := _WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return (monday + timedelta(days=5) if match[3] else monday), monday + timedelta(days=6)
        if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
            return month_days(int(match[1]), int(match[2]))
        if match := _PART_OF_YEAR.fullmatch(value):
            return _part_days(int(match[1]), match[2], match[3])
        if re.fullmatch(r"\d{2,4}", value):
            scale = 10 ** (4 - len(value))
            first = int(value) * scale
            return date(max(first, 1), 1, 1), date(first + scale - 1, 12, 31)
    except ValueError:
        return None
    return None


def _part_days(year: int, part: str, number: str | None) -> Days:
    if part == "Q":
        first = 3 * int(number or 1) - 2
        return date(year, first, 1), month_days(year, first + 2)[1]
    if part == "H":
        first = 6 * int(number or 1) - 5
        return date(year, first, 1), month_days(year, first + 5)[1]
    first = _MONTHS_OF_SEASON[part]
    end_year, end = (year, first + 2) if part != "WI" else (year + 1, 2)
    return date(year, first, 1), month_days(end_year, end)[1]


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def precision_of(days: Days) -> DatePrecision:
    """Return how exact an interval is, by its length in days (UCDP's steps).

    >>> precision_of((date(1998, 2, 1), date(1998, 2, 7))).value
    'week'
    """
    length = (days[1] - days[0]).days + 1
    for most, precision in (
        (1, DatePrecision.DAY),
        (6, DatePrecision.DAYS),
        (7, DatePrecision.WEEK),
        (31, DatePrecision.MONTH),
        (366, DatePrecision.YEAR),
    ):
        if length <= most:
            return precision
    return DatePrecision.DECADE


def value_of(day: date, unit: str) -> str:
    """Return the TIMEX3 value of the unit that a day lies in.

    >>> value_of(date(1998, 3, 1), "W"), value_of(date(1998, 3, 1), "DE")
    ('1998-W09', '199')
    """
    year, week, _ = day.isocalendar()
    values = {
        "D": day.isoformat(),
        "W": f"{year}-W{week:02}",
        "WE": f"{year}-W{week:02}-WE",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
    }
    return values.get(unit, day.isoformat())


_IN_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_IN_DAYS = {"D": 1, "NI": 1, "W": 7, "2W": 14, "WE": 7, "TH": 0, "TM": 0, "TS": 0}


def moved_day(day: date, number: float, unit: str) -> date | None:
    """Return the day that many units away; None outside the calendar. Hours and less stay on the day.

    >>> moved_day(date(2006, 10, 31), -1, "M"), moved_day(date(2006, 10, 31), 2, "W")
    (datetime.date(2006, 9, 30), datetime.date(2006, 11, 14))
    """
    try:
        if unit in _IN_DAYS:
            return day + timedelta(days=round(number * _IN_DAYS[unit]))
        months = day.year * 12 + day.month - 1 + round(number * _IN_MONTHS[unit])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian computus)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    later = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * later + 114, 31)
    return date(year, month, day + 1)


def hijri_day(year: int, month: int, day: int) -> date:
    """Return the day of the tabular Islamic calendar; sighting of the moon may put it a day earlier or later.

    >>> hijri_day(1427, 9, 1).isoformat()
    '2006-09-24'
    """
    ordinal = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    return date.fromordinal(ordinal - 1721425)


def hijri_year(near: date) -> int:
    """Return the Islamic year that a day lies in.

    >>> hijri_year(date(2006, 10, 24))
    1427
    """
    return int((near.toordinal() - date(622, 7, 19).toordinal()) / 354.36667) + 1


def jalali_day(year: int, month: int, day: int) -> date:
    """Return the day of the Iranian and Afghan solar calendar (33-year rule, exact for 1244-1472).

    >>> jalali_day(1385, 8, 2).isoformat()
    '2006-10-24'
    """
    years = year + 1595
    days = -355668 + 365 * years + years // 33 * 8 + (years % 33 + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186  # noqa: PLR2004 (six months have 31 days)
    return date(1, 1, 1) + timedelta(days=days - 366)
