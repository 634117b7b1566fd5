"""What the tests of the pages share: a record made by hand, the addresses of every page, a client."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from starlette.applications import Starlette

from herodotus.record import Record
from herodotus.web.app import create_app

BASE = "http://127.0.0.1:8765"


class Browser:
    """A browser without scripts that keeps cookies and follows no redirect."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        # A page that fails must be seen as a failure, as a visitor would see it.
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.asks = httpx.AsyncClient(transport=transport, base_url=BASE, follow_redirects=False)

    def get(self, address: str, **more: Any) -> httpx.Response:
        return asyncio.run(self.asks.get(address, **more))

    def post(self, address: str, **more: Any) -> httpx.Response:
        return asyncio.run(self.asks.post(address, **more))

    def send(self, method: str, address: str, **more: Any) -> httpx.Response:
        return asyncio.run(self.asks.request(method, address, **more))


def client(record: Record, **more: Any) -> Browser:
    """A browser on this machine."""
    return Browser(create_app(record, **more))


def addresses(record: Record) -> list[str]:
    """One address for every kind of page, and a few with parameters, of the things in a record."""
    event = next(event for event in record.events() if len(event.reports) > 1)
    report = next(iter(record.report_heads()))[0]
    actor = next(iter(record.actors())).id
    claim = next(claim for claim in record.claims() if claim.place and len(claim.attribution.chain) > 1)
    assert claim.place
    tie = next(iter(record.ties()))
    place, voice = quote(claim.place.place.name), quote(claim.attribution.chain[-1].name)
    return [
        "/", "/events", "/events?contested=true&order=latest", f"/events/{event.id}",
        f"/events/{event.id}/side-by-side", f"/claims/{claim.id}", "/reports", f"/reports/{report}",
        "/timeline", "/timeline?clock=reported", "/map", "/map?zoom=3&lat=10&lon=20", "/network",
        "/network?day=1", f"/network?ego={actor}", f"/ties/{tie.a}/{tie.b}", "/actors", f"/actors/{actor}",
        f"/actors/{actor}?role=actor", "/places", f"/places/{place}", "/voices", f"/voices/{voice}",
        "/search", "/search?q=soldiers&contested=true", "/issues", "/keys",
    ]  # fmt: skip


def twin(address: str) -> str:
    """The address of a page's JSON."""
    path, mark, asked = address.partition("?")
    return ("/index" if path == "/" else path) + ".json" + mark + asked


__all__ = ["BASE", "Browser", "Path", "addresses", "client", "twin"]
