"""What all pages share: the record, how it may be read into, and how a view becomes a page or JSON."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from herodotus.record import Record
from herodotus.web import words
from herodotus.web.work import Work

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
THEMES = ("auto", "light", "dark", "contrast")
THEME_COOKIE = "herodotus_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file that pages load, with a name that changes when it does."""

    name: str
    content: bytes
    media: str
    mark: str


@dataclass(slots=True, kw_only=True)
class Desk:
    """One record on the table of one server. `folders` are those that a page may read reports from."""

    record: Record
    name: str
    folders: tuple[Path, ...] = ()
    redacted: bool = False
    work: Work = field(init=False)
    # A page of ours carries it and no other site's page can know it.
    seal: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def __post_init__(self) -> None:
        """Set up what reads into the record, idle."""
        self.work = Work(self.record.path)


@cache
def assets() -> dict[str, Asset]:
    """Return the files that pages may load, read once; no other path leads to a file."""
    found = {}
    for entry in files("herodotus.web").joinpath("assets").iterdir():
        media = TYPES.get(Path(entry.name).suffix)
        if media is not None:
            content = entry.read_bytes()
            mark = hashlib.sha256(content).hexdigest()[:12]
            found[entry.name] = Asset(name=entry.name, content=content, media=media, mark=mark)
    return found


@cache
def pages() -> Environment:
    """Return the templates; what a report says is never taken for HTML."""
    made = Environment(
        loader=PackageLoader("herodotus.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.FILTERS)
    made.globals.update(words.GLOBALS)
    made.globals["asset"] = lambda name: f"/assets/{name}?{assets()[name].mark}"
    return made


def render(request: Request, template: str, view: object, **more: Any) -> Response:  # noqa: ANN401 (whatever the template shows)
    """Return a view as a page."""
    desk: Desk = request.app.state.desk
    look = request.cookies.get(THEME_COOKIE, "auto")
    text = pages().get_template(template).render(
        view=view,
        desk=desk,
        here=Here(request),
        look=look if look in THEMES else "auto",
        **more,
    )
    return HTMLResponse(text.encode("utf-8", "replace"))


class Here:
    """Where a page is: its path and what it was asked, from which its links to other pages are made."""

    def __init__(self, request: Request) -> None:
        """Keep the path and the parameters of the request."""
        self.path: str = request.url.path
        self.asked: list[tuple[str, str]] = [
            (name, value) for name, value in request.query_params.multi_items() if value
        ]

    def value(self, name: str) -> str:
        """Return what was asked under a name, or nothing."""
        return next((value for key, value in self.asked if key == name), "")

    def but(self, **changes: object) -> str:
        """Return this page's address with some parameters changed; None takes one away."""
        kept = [(name, value) for name, value in self.asked if name not in {"page", *changes}]
        kept += [(name, str(value)) for name, value in changes.items() if value not in {None, ""}]
        return words.address(self.path, kept)

    def at(self, path: str) -> str:
        """Return another page that shows the same filter."""
        kept = [(name, value) for name, value in self.asked if name not in {"page", "order", "clock"}]
        return words.address(path, kept)

    @property
    def twin(self) -> str:
        """The address of this page's JSON."""
        path = "/index" if self.path == "/" else self.path
        return words.address(f"{path}.json", self.asked)


def plain(view: object) -> Any:  # noqa: ANN401 (JSON)
    """Return a view as what JSON has: objects, lists, texts and numbers."""
    if dataclasses.is_dataclass(view) and not isinstance(view, type):
        return {one.name: plain(getattr(view, one.name)) for one in dataclasses.fields(view)}
    if isinstance(view, Mapping):
        return {str(key): plain(value) for key, value in view.items()}
    if isinstance(view, list | tuple):
        return [plain(one) for one in view]
    return view


class Json(Response):
    """JSON that a person can read too; letters that are no text are shown as `?`."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:  # noqa: ANN401 (a view)
        """Return the bytes."""
        text = json.dumps(plain(content), ensure_ascii=False, indent=1, allow_nan=False)
        return text.encode("utf-8", "replace")
