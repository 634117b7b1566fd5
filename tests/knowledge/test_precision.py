"""Codes of UCDP and ACLED from our own precision."""

import pytest

from herodotus.knowledge.precision import acled_geo, acled_time, ucdp_date, ucdp_where
from herodotus.types import Place, PlacePrecision, TimeInterval


@pytest.mark.parametrize(
    ("precision", "radius", "where", "geo"),
    [
        (PlacePrecision.POINT, 1.0, 1, 1),
        (PlacePrecision.QUARTER, 2.0, 1, 1),
        (PlacePrecision.TOWN, 5.0, 1, 1),
        (PlacePrecision.TOWN, 17.5, 2, 2),
        (PlacePrecision.TOWN, 55.0, 5, 3),
        (PlacePrecision.ADMIN2, 25.0, 3, 2),
        (PlacePrecision.ADMIN1, 100.0, 4, 3),
        (PlacePrecision.REGION, None, 5, 3),
        (PlacePrecision.COUNTRY, None, 6, None),
        (PlacePrecision.UNRESOLVED, None, None, None),
    ],
)
def test_places(precision, radius, where, geo):
    place = Place(name="x", precision=precision, radius_km=radius)
    assert (ucdp_where(place), acled_geo(place)) == (where, geo)


@pytest.mark.parametrize(
    ("start", "end", "date", "time"),
    [
        ("2014-07-03", "2014-07-03", 1, 1),
        ("2014-07-03", "2014-07-05", 2, 2),
        ("2014-07-01", "2014-07-07", 3, 2),
        ("2014-07-01", "2014-07-31", 4, 3),
        ("2014-01-01", "2014-12-31", 5, None),
        ("1990-01-01", "1999-12-31", None, None),
        (None, None, None, None),
    ],
)
def test_times(start, end, date, time):
    interval = TimeInterval(start=start, end=end, precision=None)
    assert (ucdp_date(interval), acled_time(interval)) == (date, time)
