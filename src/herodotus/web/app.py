"""The application: pages, their JSON twins, the files they load, and what a wrong question is answered."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from herodotus import __version__
from herodotus.errors import HerodotusError, UsageError
from herodotus.explore.outlines import shapes
from herodotus.record import Record
from herodotus.record.columns import columns_of
from herodotus.web import doing, front, pages
from herodotus.web.desk import Desk, Json, assets, render
from herodotus.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# A year: an asset's address changes with its content.
_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(
    record: Record,
    *,
    name: str = "",
    folders: Sequence[Path] = (),
    token: str | None = None,
    hosts: Sequence[str] = (),
    redacted: bool = False,
) -> FastAPI:
    """Return the application over a record; `folders` are those that its page may read reports from."""
    desk = Desk(
        record=record,
        name=name or Path(record.path).name,
        folders=tuple(folder.resolve() for folder in folders),
        redacted=redacted,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # Ready before the first search; a visitor who is quicker waits for the same loading.
        threading.Thread(target=_prepare, args=(record,), daemon=True).start()
        yield
        desk.work.stop()

    # The pages of documentation that FastAPI brings load files from elsewhere, so they are off.
    app = FastAPI(
        title="Herodotus", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.desk = desk
    app.include_router(front.router)
    app.include_router(pages.router)
    if not redacted:
        app.include_router(doing.router)
    app.get("/assets/{name}", include_in_schema=False, response_model=None)(asset)
    app.add_exception_handler(HerodotusError, _told)
    app.add_exception_handler(RequestValidationError, _asked_wrong)
    app.add_exception_handler(HTTPException, _not_there)
    app.add_middleware(Guard, token=token, hosts=hosts)
    return app


def _prepare(record: Record) -> None:
    """Load what searches count from, and the outlines of maps."""
    with contextlib.suppress(HerodotusError):
        columns_of(record)
        shapes()


def asset(name: str) -> Response:
    """Return one of the files that pages load."""
    found = assets().get(name)
    if found is None:
        raise HTTPException(status_code=404)
    return Response(found.content, media_type=found.media, headers={"cache-control": _FOR_EVER})


def _answer(request: Request, status: int, message: str, hint: str) -> Response:
    view = {"error": message, "hint": hint}
    answer = (
        Json(view) if request.url.path.endswith(".json") else render(request, "error.html.j2", view, ask=None)
    )
    answer.status_code = status
    return answer


async def _told(request: Request, error: Exception) -> Response:
    """Answer an error of ours with its message and its hint."""
    message, hint = getattr(error, "message", str(error)), getattr(error, "hint", "")
    return _answer(request, 404 if isinstance(error, UsageError) else 503, message, hint)


async def _asked_wrong(request: Request, error: Exception) -> Response:
    """Answer a parameter that cannot be with its name."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = str(first["loc"][-1])
    return _answer(request, 400, f"`{where}` cannot be read: {first['msg'].lower()}", "go back and change it")


async def _not_there(request: Request, error: Exception) -> Response:
    """Answer an address that is no page."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    message = "this cannot be done here" if status == 405 else "there is no such page"  # noqa: PLR2004 (HTTP)
    return _answer(request, status, message, "begin at the brief, or search")
