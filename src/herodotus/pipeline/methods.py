"""By which method each step reads: the id changes with code, knowledge and the settings that matter."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import cache
from pathlib import Path

import herodotus
from herodotus.knowledge.packs import packs_in
from herodotus.settings import Settings
from herodotus.types import Method

# Files that say nothing about the answers.
_NO_MATTER = {".pyc", ".md", ".txt"}
_OF_ANALYSIS = ("engine", "model", "languages", "codebook")
_OF_VIEWS = ("profile",)
# How the work is done, not what comes out of it.
_OF_THE_PLACES = ("places",)  # counted by its content, not by its name
_OF_THE_RUN = ("workers", "worker_seconds", "file_seconds", "file_memory_mb")


def reading(settings: Settings) -> Method:
    """Return the method by which files become reports."""
    chosen = asdict(settings)
    names = chosen.keys() - {*_OF_ANALYSIS, *_OF_VIEWS, *_OF_THE_RUN, *_OF_THE_PLACES}
    return _method("read", ("read", "knowledge", "types"), settings, names=tuple(sorted(names)))


def understanding(settings: Settings) -> Method:
    """Return the method by which reports become claims; the user's own model and places count by content."""
    folders = ("language", "analyse", "extract", "read", "knowledge", "types")
    method = _method("understand", folders, settings, names=_OF_ANALYSIS)
    own = [("model_content", _content((settings.model,)))] if settings.model else []
    packs = packs_in(Path(settings.places)) if settings.places else ()
    own += [("places_content", _content(tuple(str(pack) for pack in packs)))] if packs else []
    return Method(name=method.name, version=method.version, settings=(*method.settings, *own))


def viewing(settings: Settings) -> Method:
    """Return the method by which claims become events, actors and ties."""
    return _method("reconcile", ("reconcile", "knowledge", "types"), settings, names=_OF_VIEWS)


def _method(name: str, folders: tuple[str, ...], settings: Settings, *, names: tuple[str, ...]) -> Method:
    root = Path(herodotus.__file__).parent
    chosen = asdict(settings)
    return Method(
        name=name,
        version=_content(tuple(str(root / folder) for folder in folders)),
        settings=tuple((setting, str(chosen[setting])) for setting in names),
    )


@cache
def _content(folders: tuple[str, ...]) -> str:
    """Return a hash of every file that may change an answer, so that nobody raises a version by hand."""
    whole = hashlib.blake2b(digest_size=8)
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file() and path.suffix not in _NO_MATTER:
                whole.update(f"{path.relative_to(folder.parent).as_posix()}\n".encode())
                whole.update(hashlib.blake2b(path.read_bytes()).digest())
    return whole.hexdigest()
