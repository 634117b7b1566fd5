"""How pages write things: addresses, numbers, dates in words; nothing here decides what is shown."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from herodotus.explore.brief_html import bar
from herodotus.explore.chapters import told_words
from herodotus.explore.entries import Person
from herodotus.explore.lines import number_words
from herodotus.knowledge.wording import say
from herodotus.record.browsing import EventRow


def address(path: str, asked: Sequence[tuple[str, str]] = ()) -> str:
    """Return a path of this server with its parameters, each in the form that an address needs."""
    where = quote(path, safe="/:")
    return f"{where}?{urlencode(asked)}" if asked else where


def to(kind: str, identity: str, **asked: object) -> str:
    """Return the address of a thing: an event, report, claim, actor, place or voice."""
    pairs = [(name, str(value)) for name, value in asked.items() if value not in {None, ""}]
    where = f"/{kind}/{quote(identity, safe=':')}"
    return f"{where}?{urlencode(pairs)}" if pairs else where


def find(path: str, **asked: object) -> str:
    """Return the address of a list with its filter."""
    return address(path, [(name, str(value)) for name, value in asked.items() if value not in {None, ""}])


def number(value: int) -> str:
    """Return a number with thin spaces between its thousands."""
    return f"{value:,}".replace(",", "\u202f")


def many(value: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 claim", "2 claims"."""
    return f"{number(value)} {one if value == 1 else several or one + 's'}"


def happened_words(row: EventRow) -> str:
    """Return when an event is said to have happened, with how exactly that is known."""
    if row.time_start is None:
        return say("missing", "time")
    days = row.time_start if row.time_end in {None, row.time_start} else f"{row.time_start} to {row.time_end}"
    exact = row.time_precision in {None, "day"}
    return days if exact else f"{days} ({say('date_precision', row.time_precision)})"


def reported_words(row: EventRow) -> str:
    """Return when an event was reported."""
    if row.reported_start is None:
        return say("missing", "published")
    same = row.reported_end in {None, row.reported_start}
    return row.reported_start if same else f"{row.reported_start} to {row.reported_end}"


def placed_words(row: EventRow) -> str:
    """Return where, with how exactly that is known."""
    if row.place is None:
        return say("missing", "place")
    country = f", {row.country}" if row.country else ""
    return f"{row.place}{country} ({say('place_precision', row.place_precision)})"


def killed_words(row: EventRow) -> str:
    """Return the range of the dead, or nothing where nobody gives a number."""
    if row.killed_low is None and row.killed_high is None:
        return ""
    return f"killed: {number_words(row.killed_low, row.killed_high)}"


def told(row: EventRow) -> str:
    """Return "5 reports, 2 origins"."""
    return told_words(row.reports, origins=row.origins)


def person_at(person: Person) -> str:
    """Return the page of a person: the actor's, else that of the words as a voice, else none."""
    if person.actor:
        return to("actors", person.actor)
    return to("voices", person.name) if person.role in {"source", "relay", "report"} else ""


def inner_first(voices: Sequence[Person]) -> list[Person]:
    """Return the chain of voices, who says so first."""
    return list(reversed(voices))


def percent(value: float, most: float) -> float:
    """Return a share in hundredths, with one digit."""
    return round(100 * value / most, 1) if most else 0.0


def folded(name: str, width: int = 22, most: int = 3) -> list[str]:
    """Return a name in lines of a width, for a drawing; a very long one ends in dots."""
    return textwrap.wrap(name, width, max_lines=most, placeholder=" …") or [name]


def rows_of(items: Iterable[Any], size: int) -> list[list[Any]]:
    """Return the items in rows of a size."""
    every = list(items)
    return [every[start : start + size] for start in range(0, len(every), size)]


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number, "happened": happened_words, "reported": reported_words, "placed": placed_words,
    "killed": killed_words, "told": told, "bar": bar, "inner_first": inner_first, "at": person_at,
    "percent": percent, "rows_of": rows_of, "folded": folded,
}  # fmt: skip
GLOBALS: dict[str, Callable[..., Any]] = {
    "to": to, "find": find, "say": say, "many": many, "number_words": number_words,
}  # fmt: skip
