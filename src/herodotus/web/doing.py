"""The page that reads reports: folders that the server was given, what is in them, progress, stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from herodotus.errors import UsageError
from herodotus.web.desk import Desk, Json, render
from herodotus.web.front import form
from herodotus.web.work import State

router = APIRouter()
# Names that one page can show; a folder of more is read as a whole.
_SHOWN = 500


class FolderAsk(BaseModel):
    """Which folder is looked into: the number of one that the server was given, and a path below it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    root: Annotated[int, Field(ge=0, le=1000)] = 0
    below: Annotated[str, Field(max_length=4000)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One file or folder: its name, and its path below the root."""

    name: str
    below: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """The folders that may be read from, what lies in one of them, and how far a reading is."""

    roots: tuple[str, ...]
    root: int
    below: str
    up: str | None
    folders: tuple[Name, ...]
    files: tuple[Name, ...]
    more: int
    state: State
    seconds: float


@router.get("/read", response_model=None)
def choose(request: Request, ask: Annotated[FolderAsk, Query()]) -> Response:
    """Show what can be read, and how far a reading is."""
    return render(request, "read.html.j2", _page(request, ask), ask=ask)


@router.get("/read.json", response_model=None)
def choose_json(request: Request, ask: Annotated[FolderAsk, Query()]) -> Response:
    """Return the same as JSON."""
    return Json(_page(request, ask))


@router.post("/read", response_model=None)
async def begin(request: Request) -> Response:
    """Begin to read what was chosen."""
    desk: Desk = request.app.state.desk
    asked = await form(request)
    _check_seal(desk, asked)
    given = asked.get("root", ["0"])[0]
    number = int(given) if given.isdecimal() and len(given) < 4 else 0  # noqa: PLR2004 (as `FolderAsk` has it)
    chosen = [inside(desk, number, below) for below in asked.get("path", [])]
    if not chosen:
        raise UsageError("nothing was chosen to read", hint="go back and tick a file, or read the folder")
    desk.work.start(chosen)
    return RedirectResponse("/read", status_code=303)


@router.post("/read/stop", response_model=None)
async def stop(request: Request) -> Response:
    """Stop the reading; it can go on later."""
    desk: Desk = request.app.state.desk
    _check_seal(desk, await form(request))
    desk.work.stop()
    return RedirectResponse("/read", status_code=303)


def _check_seal(desk: Desk, asked: dict[str, list[str]]) -> None:
    if asked.get("seal", [""])[0] != desk.seal:
        raise HTTPException(status_code=403)


def inside(desk: Desk, root: int, below: str) -> Path:
    """Return a path below one of the folders that the server was given; any other is a UsageError."""
    hint = "read it with `herodotus read`, or begin the server with `--folder`"
    if root >= len(desk.folders):
        raise UsageError("there is no such folder", hint=hint)
    try:
        path = (desk.folders[root] / below).resolve()
        found = path.is_relative_to(desk.folders[root]) and path.exists()
    except (OSError, ValueError):
        found = False
    if not found:
        raise UsageError(f"`{below}` is not in a folder that this page may read", hint=hint)
    return path


def _page(request: Request, ask: FolderAsk) -> ReadPage:
    desk: Desk = request.app.state.desk
    state = desk.work.state
    folders: list[Name] = []
    files: list[Name] = []
    if desk.folders:
        path = inside(desk, ask.root, ask.below)
        for name, is_folder in _names(desk.folders[ask.root], path):
            (folders if is_folder else files).append(name)
    here = Path(ask.below)
    return ReadPage(
        roots=tuple(_shown(folder) for folder in desk.folders),
        root=ask.root,
        below=ask.below,
        up=None if here == Path() else ("" if here.parent == Path() else str(here.parent)),
        folders=tuple(folders[:_SHOWN]),
        files=tuple(files[:_SHOWN]),
        more=max(0, len(folders) - _SHOWN) + max(0, len(files) - _SHOWN),
        state=state,
        seconds=state.seconds,
    )


def _shown(folder: Path) -> str:
    """Return a folder as a person named it: from the current one where it lies below that."""
    here = Path.cwd()
    below = folder.relative_to(here) if folder.is_relative_to(here) else folder
    return str(folder if below == Path() else below)


def _names(root: Path, path: Path) -> Iterator[tuple[Name, bool]]:
    """Yield what lies in a folder; what is hidden, or leads out of the root, is not shown."""
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name.casefold())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if not entry.resolve().is_relative_to(root):
                continue
            is_folder, size = entry.is_dir(), entry.stat().st_size
        except OSError:
            continue
        yield Name(name=entry.name, below=str(entry.resolve().relative_to(root)), size=size), is_folder
