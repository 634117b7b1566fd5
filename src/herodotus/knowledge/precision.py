"""The precision codes of UCDP and ACLED, derived from our finer ones by stated rules.

UCDP GED codebook 19.1 (where_prec, date_prec) and the ACLED codebook (geo_precision, time_precision). Ours
are kept; a code is only made on the way out, so that nothing finer is lost.
"""

from __future__ import annotations

from datetime import date

from herodotus.types import Place, PlacePrecision, TimeInterval

_EXACT_KM, _NEAR_KM = 6.0, 25.0
"""A town counts as itself up to its own radius; UCDP's 2 is "within about 25 km of a known point"."""

_WHERE = {
    PlacePrecision.ADMIN2: 3,
    PlacePrecision.ADMIN1: 4,
    PlacePrecision.REGION: 5,
    PlacePrecision.COUNTRY: 6,
}


def ucdp_where(place: Place) -> int | None:
    """Return UCDP's where_prec: 1 the place, 2 near it, 3 and 4 divisions, 5 fuzzy areas, 6 the country.

    An unresolved place has no code; open sea (7 in UCDP) is a region here.
    """
    if place.precision is PlacePrecision.UNRESOLVED:
        return None
    if place.precision in _WHERE:
        return _WHERE[place.precision]
    radius = place.radius_km or 0.0
    if radius <= _EXACT_KM:
        return 1
    return 2 if radius <= _NEAR_KM else 5


def acled_geo(place: Place) -> int | None:
    """Return ACLED's geo_precision: 1 the town, 2 a part of a region, 3 a larger region."""
    code = ucdp_where(place)
    if code is None or place.precision is PlacePrecision.COUNTRY:
        return None  # ACLED codes no event that is only known by its country
    return {1: 1, 2: 2, 3: 2}.get(code, 3)


def ucdp_date(time: TimeInterval) -> int | None:
    """Return UCDP's date_prec: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year.

    The length of the interval counts where it is known; longer than a year and no dates at all have no code.
    """
    days = length_in_days(time)
    if days is None:
        return None
    for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)):
        if days <= most:
            return code
    return None


def acled_time(time: TimeInterval) -> int | None:
    """Return ACLED's time_precision: 1 the day, 2 within a week, 3 within a month; longer is not coded."""
    code = ucdp_date(time)
    return {1: 1, 2: 2, 3: 2, 4: 3}.get(code) if code is not None else None


def length_in_days(time: TimeInterval) -> int | None:
    """Return how many days an interval holds, both ends inside; None without dates."""
    if time.start is None or time.end is None:
        return None
    return (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days + 1
