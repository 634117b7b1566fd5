"""Typed access to the words by which reports name their own title, authors, date and agency."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from herodotus.errors import KnowledgeError
from herodotus.knowledge import load_toml


def _value(file: str, section: str, key: str) -> Any:  # noqa: ANN401 (TOML has no static types)
    """Return one value, or raise with the place where it should stand."""
    try:
        return load_toml(file)[section][key]
    except KeyError as error:
        raise KnowledgeError(f"`{file}` has no `{section}.{key}`", hint="restore it") from error


@cache
def words(section: str, key: str, *, file: str = "particulars.toml") -> frozenset[str]:
    """Return a list of lower-case forms."""
    return frozenset(_value(file, section, key))


@cache
def number(section: str, key: str, *, file: str = "particulars.toml") -> float:
    """Return a bound or a weight."""
    return float(_value(file, section, key))


@cache
def phrases(section: str, key: str) -> tuple[str, ...]:
    """Return a list of patterns in their order."""
    return tuple(_value("particulars.toml", section, key))


@cache
def either(section: str, key: str) -> str:
    """Return a pattern for any of these words, longest first, so that none hides a longer one."""
    forms = sorted(_value("particulars.toml", section, key), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)


@cache
def months() -> dict[str, int]:
    """Return month's name in lower case -> its number, over all languages."""
    table = load_toml("particulars.toml")["months"]
    return {name: int(month) for month, names in table.items() for name in names}


@cache
def agencies() -> dict[str, str]:
    """Return an agency's tag, as written -> its full name."""
    table = load_toml("agencies.toml")["agencies"]
    return {tag: name for name, tags in table.items() for tag in (*tags, name)}


@cache
def boilerplate() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of lines that are no report."""
    patterns = _value("agencies.toml", "boilerplate", "patterns")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
