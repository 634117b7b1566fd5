"""A sheet or a chapter for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from herodotus.explore.brief_terminal import as_text, chapter_parts, clean, line_text
from herodotus.explore.chapters import Chapter
from herodotus.explore.sheets import Sheet


def render_sheet(sheet: Sheet, *, width: int = 100, colour: bool = False) -> str:
    """Return the sheet as text of at most `width` columns."""
    return as_text(_sheet(sheet), width=width, colour=colour)


def render_chapter(chapter: Chapter, *, width: int = 100, colour: bool = False) -> str:
    """Return one event as text of at most `width` columns."""
    return as_text(chapter_parts(chapter), width=width, colour=colour)


def _sheet(sheet: Sheet) -> Iterator[RenderableType]:
    yield from (clean(sheet.title, "bold"), Text(sheet.id, "dim"), Text())
    table = Table.grid(padding=(0, 2))
    for label, value in sheet.facts:
        table.add_row(Text(label, "dim"), clean(value))
    yield table
    if sheet.text:
        yield Text()
        yield from (clean(paragraph) for paragraph in sheet.text.split("\n"))
    for name, lines in sheet.lists:
        yield from (Text(), Text(f"{name} ({len(lines)})", "bold"))
        for line in lines:
            yield Padding(line_text(line), (0, 0, 0, 2))
            yield Text(f"  {line.event_type} · {line.when} · {line.where} · {line.claim}", "dim")
