"""The fixed words in which views speak, and how much a brief shows."""

from __future__ import annotations

from herodotus.knowledge import load_toml


def say(table: str, word: object) -> str:
    """Return the reader's words for a word of a fixed list.

    >>> say("modality", "denied")
    'denied'
    """
    return str(load_toml("wording.toml")[table][str(word)])


def limit(name: str) -> int:
    """Return how many of something a brief shows."""
    return int(load_toml("wording.toml")["brief"][name])
