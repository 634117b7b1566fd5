"""A thousand requests that nobody would send on purpose: each is answered, and none by a failure of ours."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from web_made import Browser, addresses, client

from herodotus.record import Record

REQUESTS = 1000
PATHS = (
    "/", "/index.json", "/events", "/events.json", "/events/{}", "/events/{}.json", "/events/{}/side-by-side",
    "/events/{}/side-by-side.json", "/claims/{}", "/claims/{}.json", "/reports", "/reports.json", "/reports/{}",
    "/reports/{}.json", "/timeline", "/timeline.json", "/map", "/map.json", "/network", "/network.json",
    "/ties/{}/{}", "/ties/{}/{}.json", "/actors", "/actors.json", "/actors/{}", "/actors/{}.json", "/places",
    "/places.json", "/places/{}", "/places/{}.json", "/voices", "/voices.json", "/voices/{}", "/voices/{}.json",
    "/search", "/search.json", "/issues", "/issues.json", "/read", "/read.json", "/read/stop", "/seen", "/look",
    "/keys", "/keys.json", "/assets/{}", "/openapi.json", "/{}",
)  # fmt: skip
NAMES = (
    "q", "page", "since", "until", "type", "actor", "report", "place", "voice", "event", "modality", "contested",
    "happened", "dated", "placed", "order", "clock", "zoom", "lat", "lon", "day", "as_of", "ego", "part", "role",
    "kind", "level", "source", "within", "root", "below", "seal", "path", "look", "back", "token", "x",
)  # fmt: skip
ODD = (
    "", "0", "-1", "1", "2", "99999999999999999999", "1e999", "nan", "-0.0", "true", "false", "2009-03-10", "9999-12-31",
    "0001-01-01", "2009-13-45", "../../etc/passwd", "%00", "\x00", '"', "'", "*", '"a', "a*", "NEAR(", "a AND", "-", "()",
    "<script>", "' OR 1=1 --", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "🕊" * 40, "ا", "x" * 301,
    "ASSAULT", "denied", "time", "reported", "voice", "soldiers", "Harbour Town", "residents", "error", "person", ".", "..",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(ODD), st.text(max_size=40), st.text(string.printable, max_size=40), st.integers().map(str)
)


@pytest.fixture(scope="module")
def browser(kept: Path) -> Iterator[Browser]:
    with Record.open(kept) as record:
        yield client(record, folders=[kept.parent])


@pytest.fixture(scope="module")
def known(kept: Path) -> list[str]:
    """Ids that the record has, so that some requests reach the depth of a page."""
    with Record.open(kept) as record:
        parts = [part for address in addresses(record) for part in address.partition("?")[0].split("/")]
    return sorted({part for part in parts if ":" in part})


@given(chosen=st.data())
@settings(
    max_examples=REQUESTS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.slow
def test_a_thousand_odd_requests_never_fail(browser: Browser, known: list[str], chosen: st.DataObject) -> None:
    path = chosen.draw(st.sampled_from(PATHS))
    while "{}" in path:
        part = chosen.draw(st.one_of(st.sampled_from(known), VALUES))
        path = path.replace("{}", quote(part.encode("utf-8", "surrogatepass"), safe=""), 1)
    asked = chosen.draw(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5))
    query = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in asked)
    method = chosen.draw(st.sampled_from(["GET"] * 8 + ["POST", "HEAD", "PUT", "DELETE"]))
    body = query.encode() if method == "POST" else b""
    answer = browser.send(method, f"{path}?{query}"[:8000], content=body)
    assert answer.status_code < 500, (method, path, query)
    assert "content-security-policy" in answer.headers
