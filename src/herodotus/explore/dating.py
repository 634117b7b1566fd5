"""What a report says about its own date, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from herodotus.explore.brief_terminal import as_text, clean
from herodotus.types import Dating

_MEANING = {
    "told": "told as past: the report is not older",
    "ahead": "still to come: the report is older",
    "weekday": "a weekday with its date: only some years have it",
    "background": "a month or a year that it speaks of",
    "relative": "counted from the report's own date",
}


def render_dating(dating: Dating, *, width: int = 100, colour: bool = False) -> str:
    """Return the bounds and the clues as text of at most `width` columns."""
    return as_text(_parts(dating), width=width, colour=colour)


def _parts(dating: Dating) -> Iterator[RenderableType]:
    yield Text("what the text says about its own date", "bold")
    yield Text(dating.report, "dim")
    yield Text()
    stated = dating.published.start if dating.published and dating.published.start else "not stated"
    table = Table.grid(padding=(0, 2))
    for label, value in (
        ("published", stated),
        ("not before", dating.earliest or "nothing in the text says"),
        ("not after", dating.latest or "nothing in the text says"),
        ("years that fit its weekdays", ", ".join(map(str, dating.years)) or "no weekday with its date"),
    ):
        table.add_row(Text(label, "dim"), clean(value))
    yield table
    for kind, meaning in _MEANING.items():
        clues = [clue for clue in dating.clues if clue.kind == kind]
        if not clues:
            continue
        yield Text()
        yield Text(f"{meaning} ({len(clues)})", "bold")
        rows = Table.grid(padding=(0, 2))
        for clue in clues:
            days = " to ".join(dict.fromkeys(day for day in (clue.time.start, clue.time.end) if day))
            rows.add_row(
                clean(clue.text), Text(days or ", ".join(map(str, clue.years)), "dim"), clean(clue.around)
            )
        yield rows
