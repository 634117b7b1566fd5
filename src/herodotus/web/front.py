"""The front page, what changed since the last visit, and how pages look."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from herodotus.explore.changes import Changes, changes_since
from herodotus.explore.front import FrontPage, front_page
from herodotus.explore.map import draw
from herodotus.record import Record
from herodotus.record.listing import Marker, marker
from herodotus.web.asks import FrontAsk
from herodotus.web.desk import THEME_COOKIE, THEMES, Desk, Json, render

router = APIRouter()
SEEN_COOKIE = "herodotus_seen"
# A year; a visit longer ago than that is a first one again.
_KEEP = 365 * 24 * 3600


@router.get("/", response_model=None)
def brief(request: Request, ask: Annotated[FrontAsk, Query()]) -> Response:
    """Show the brief; a first visit is remembered, so that the next one can say what is new."""
    desk: Desk = request.app.state.desk
    view, seen = _view(request, desk.record, ask)
    drawing = draw(view.spots, width=640, height=400)
    answer = render(request, "front.html.j2", view, ask=ask, drawing=drawing, seen=seen)
    if seen is None and ask.since is None:
        _remember(answer, marker(desk.record))
    return answer


@router.get("/index.json", response_model=None)
def brief_json(request: Request, ask: Annotated[FrontAsk, Query()]) -> Response:
    """Return the brief as JSON."""
    return Json(_view(request, request.app.state.desk.record, ask)[0])


def _view(request: Request, record: Record, ask: FrontAsk) -> tuple[FrontPage, Marker | None]:
    seen = read_seen(request.cookies.get(SEEN_COOKIE, ""))
    changes: Changes | None = None
    if ask.since is not None:
        changes = changes_since(record, report=ask.since, audit=seen.audit if seen else 0)
    elif seen is not None:
        changes = changes_since(record, report=seen.report, audit=seen.audit)
    return front_page(record, changes=changes), seen


def read_seen(text: str) -> Marker | None:
    """Return what a visitor had seen: "report.audit.seconds"; anything else is a first visit."""
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 13 for part in parts):  # noqa: PLR2004 (three numbers below a trillion)
        return None
    report, audit, seconds = map(int, parts)
    at = datetime.fromtimestamp(min(seconds, 32_503_680_000), UTC).isoformat(sep=" ", timespec="minutes")
    return Marker(report=report, audit=audit, at=at.removesuffix("+00:00"))


def _remember(answer: Response, seen: Marker) -> None:
    text = f"{seen.report}.{seen.audit}.{int(datetime.now(UTC).timestamp())}"
    answer.set_cookie(SEEN_COOKIE, text, max_age=_KEEP, httponly=True, samesite="strict")


@router.post("/seen", response_model=None)
def seen(request: Request) -> Response:
    """Take the record as it is now for seen."""
    answer = RedirectResponse("/", status_code=303)
    _remember(answer, marker(request.app.state.desk.record))
    return answer


@router.post("/look", response_model=None)
async def look(request: Request) -> Response:
    """Keep how pages shall look: as the system says, light, dark or with high contrast."""
    asked = await form(request)
    chosen = asked.get("look", ["auto"])[0]
    back = asked.get("back", ["/"])[0]
    # A path of ours and nothing that a browser could take for another host.
    safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/"
    answer = RedirectResponse(safe, status_code=303)
    answer.set_cookie(
        THEME_COOKIE, chosen if chosen in THEMES else "auto", max_age=_KEEP, httponly=True, samesite="strict"
    )
    return answer


async def form(request: Request) -> dict[str, list[str]]:
    """Return the fields of a plain form; the guard has bounded its size."""
    body = await request.body()
    return parse_qs(body.decode("utf-8", "replace"), max_num_fields=1000)


@router.get("/keys", response_model=None)
def keys(request: Request) -> Response:
    """Show the keys."""
    return render(request, "keys.html.j2", None, ask=None)


@router.get("/keys.json", response_model=None)
def keys_json() -> Response:
    """Return what the page of keys has: nothing of the record."""
    return Json({})
