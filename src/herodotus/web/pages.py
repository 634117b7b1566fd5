"""The pages: each asks `explore` for a view and names its template; the JSON twin is the same view."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from herodotus.explore import faceted, ledger, lists, people, reading, side_by_side
from herodotus.explore import map as mapping
from herodotus.explore import network as networking
from herodotus.explore.claims import claim_page
from herodotus.explore.timeline import timeline_page
from herodotus.record import Record
from herodotus.web.asks import (
    Ask,
    ClaimAsk,
    EventAsk,
    ListAsk,
    MapAsk,
    NetworkAsk,
    PartAsk,
    RoleAsk,
    SideAsk,
)
from herodotus.web.desk import Json, render

router = APIRouter()
LIMIT = 50
# Claims carry quotes, so fewer of them fill a page.
FEW = 25
View = Callable[..., object]


def page(path: str, template: str) -> Callable[[View], View]:
    """Make a page and its JSON twin of a function that returns a view."""

    def add(make: View) -> View:
        @functools.wraps(make)
        def as_page(request: Request, *given: Any, **asked: Any) -> Response:  # noqa: ANN401 (what the page asks)
            return render(request, template, make(request, *given, **asked), ask=asked.get("ask"))

        @functools.wraps(make)
        def as_json(request: Request, *given: Any, **asked: Any) -> Response:  # noqa: ANN401 (the same)
            return Json(make(request, *given, **asked))

        router.get(f"{path}.json", name=f"{make.__name__}_json", response_model=None)(as_json)
        router.get(path, name=make.__name__, response_model=None)(as_page)
        return make

    return add


def record_of(request: Request) -> Record:
    """Return the record that is served."""
    record: Record = request.app.state.desk.record
    return record


@page("/events", "events.html.j2")
def events(request: Request, ask: Annotated[EventAsk, Query()]) -> object:
    """Return a list of events."""
    return faceted.events_page(
        record_of(request), ask.wanted(), order=ask.order, limit=LIMIT, offset=ask.offset(LIMIT)
    )


@page("/events/{event}/side-by-side", "side_by_side.html.j2")
def beside(request: Request, event: str, ask: Annotated[SideAsk, Query()]) -> object:
    """Return reports of one event side by side."""
    return side_by_side.side_by_side(record_of(request), event, reports=ask.report)


@page("/events/{event}", "event.html.j2")
def event(request: Request, event: str, ask: Annotated[Ask, Query()]) -> object:
    """Return one event."""
    return ledger.event_page(record_of(request), event, limit=FEW, offset=ask.offset(FEW))


@page("/claims/{claim}", "claim.html.j2")
def claim(request: Request, claim: str) -> object:
    """Return one claim."""
    return claim_page(record_of(request), claim)


@page("/reports", "reports.html.j2")
def reports(request: Request, ask: Annotated[ListAsk, Query()]) -> object:
    """Return a list of reports."""
    return lists.reports_page(
        record_of(request), words=ask.q or "", source=ask.source, limit=LIMIT, offset=ask.offset(LIMIT)
    )


@page("/reports/{report}", "report.html.j2")
def report(request: Request, report: str, ask: Annotated[PartAsk, Query()]) -> object:
    """Return one report."""
    return reading.report_page(record_of(request), report, part=ask.part)


@page("/timeline", "timeline.html.j2")
def timeline(request: Request, ask: Annotated[EventAsk, Query()]) -> object:
    """Return the timeline."""
    return timeline_page(
        record_of(request), ask.wanted(), clock=ask.clock, limit=LIMIT, offset=ask.offset(LIMIT)
    )


@page("/map", "map.html.j2")
def world(request: Request, ask: Annotated[MapAsk, Query()]) -> object:
    """Return the map."""
    return mapping.map_page(record_of(request), ask.wanted(), zoom=ask.zoom, lat=ask.lat, lon=ask.lon)


@page("/network", "network.html.j2")
def network(request: Request, ask: Annotated[NetworkAsk, Query()]) -> object:
    """Return the network of actors."""
    return networking.network_page(
        record_of(request), as_of=ask.as_of or "", days=ask.day, ego=ask.ego or ""
    )


@page("/ties/{a}/{b}", "tie.html.j2")
def tie(request: Request, a: str, b: str, ask: Annotated[Ask, Query()]) -> object:
    """Return the evidence for the ties of two actors."""
    return networking.tie_page(record_of(request), a, b, limit=FEW, offset=ask.offset(FEW))


@page("/actors", "actors.html.j2")
def actors(request: Request, ask: Annotated[ListAsk, Query()]) -> object:
    """Return a list of actors."""
    return lists.actors_page(
        record_of(request), words=ask.q or "", kind=ask.kind, limit=LIMIT, offset=ask.offset(LIMIT)
    )


@page("/actors/{actor}", "actor.html.j2")
def actor(request: Request, actor: str, ask: Annotated[RoleAsk, Query()]) -> object:
    """Return one actor."""
    return people.actor_page(
        record_of(request), actor, role=ask.role, limit=FEW, offset=ask.offset(FEW)
    )


@page("/places", "tallies.html.j2")
def places(request: Request, ask: Annotated[ListAsk, Query()]) -> object:
    """Return a list of places."""
    return lists.places_page(
        record_of(request), words=ask.q or "", limit=LIMIT, offset=ask.offset(LIMIT)
    )


@page("/places/{place:path}", "place.html.j2")
def place(request: Request, place: str, ask: Annotated[Ask, Query()]) -> object:
    """Return one place."""
    return people.place_page(record_of(request), place, limit=FEW, offset=ask.offset(FEW))


@page("/voices", "tallies.html.j2")
def voices(request: Request, ask: Annotated[ListAsk, Query()]) -> object:
    """Return a list of voices."""
    return lists.voices_page(
        record_of(request), words=ask.q or "", limit=LIMIT, offset=ask.offset(LIMIT)
    )


@page("/voices/{voice:path}", "voice.html.j2")
def voice(request: Request, voice: str, ask: Annotated[Ask, Query()]) -> object:
    """Return one voice."""
    return people.voice_page(record_of(request), voice, limit=FEW, offset=ask.offset(FEW))


@page("/search", "search.html.j2")
def search(request: Request, ask: Annotated[ClaimAsk, Query()]) -> object:
    """Return what a search finds."""
    return faceted.search_page(
        record_of(request), ask.wanted(), order=ask.order, limit=FEW, offset=ask.offset(FEW)
    )


@page("/issues", "issues.html.j2")
def issues(request: Request, ask: Annotated[ListAsk, Query()]) -> object:
    """Return what went wrong or was not understood."""
    return lists.issues_page(record_of(request), level=ask.level, limit=LIMIT, offset=ask.offset(LIMIT))
