"""Facts as files: words of a language, event types, codebooks. No number or word list lives in code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from herodotus.errors import KnowledgeError
from herodotus.knowledge.senses import EventKnowledge, Frame, Sense, read_event, read_frames

__all__ = [
    "EventKnowledge",
    "Frame",
    "Sense",
    "load_codebook",
    "load_events",
    "load_frames",
    "load_language",
    "load_toml",
]


@cache
def load_toml(path: str) -> dict[str, Any]:
    """Return one knowledge file, by its path below `knowledge/`, parsed once.

    >>> load_toml("languages/en.toml")["language"]
    'en'
    """
    source = files("herodotus.knowledge").joinpath(*path.split("/"))
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"there is no knowledge file `{path}`", hint="see `knowledge/`") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"`{path}` is not valid TOML: {error}", hint="mend the file") from error


def load_language(code: str) -> dict[str, Any]:
    """Return the words of a language; each stage reads the sections it knows."""
    return load_toml(f"languages/{code}.toml")


def load_codebook(name: str = "herodotus") -> dict[str, Any]:
    """Return a policy for vague numbers; `acled` is the reading that ACLED publishes."""
    return load_toml(f"codebooks/{name}.toml")


@cache
def load_events() -> tuple[EventKnowledge, ...]:
    """Return PLOVER's event types with their senses, in the order of their file names."""
    folder = files("herodotus.knowledge").joinpath("events")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(read_event(load_toml(f"events/{name}"), origin=name) for name in names)


@cache
def load_frames() -> dict[str, Frame]:
    """Return how grammatical roles become actors and recipients, by frame name."""
    return read_frames(load_toml("frames.toml"))
