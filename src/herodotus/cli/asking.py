"""Commands that look at a record: brief, show, search, verify."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from herodotus.cli.console import colour, note, out, out_json, save, width
from herodotus.cli.options import DEFAULT_RECORD, JsonOption, OutOption, RecordOption
from herodotus.explore.brief import make_brief
from herodotus.explore.brief_html import render_html
from herodotus.explore.brief_markdown import render_markdown
from herodotus.explore.brief_terminal import render_terminal
from herodotus.explore.finds import render_finds, render_problems
from herodotus.explore.sheet_terminal import render_chapter, render_sheet
from herodotus.explore.sheets import actor_sheet, claim_sheet, event_chapter, report_sheet
from herodotus.record import Record


class Look(StrEnum):
    """How a brief is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class Kind(StrEnum):
    """What can be shown."""

    EVENT = "event"
    CLAIM = "claim"
    REPORT = "report"
    ACTOR = "actor"


_ENDINGS = {".md": Look.MARKDOWN, ".html": Look.HTML, ".htm": Look.HTML, ".json": Look.JSON}


def brief(
    record: RecordOption = DEFAULT_RECORD,
    look: Annotated[Look | None, typer.Option("--format", "-f", help="How; the file's ending says it too.")] = None,
    output: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the reports say, most contested first, each line with its voice, quote and report."""
    with Record.open(record) as opened:
        made = make_brief(opened)
    look = Look.JSON if as_json else look or _ENDINGS.get(output.suffix if output else "", Look.TERMINAL)
    if look is Look.JSON and output is None:
        return out_json(made)
    text = {
        Look.MARKDOWN: lambda: render_markdown(made), Look.HTML: lambda: render_html(made),
        Look.TERMINAL: lambda: render_terminal(made, width=width(), colour=colour() and output is None),
        Look.JSON: lambda: as_document(made),
    }[look]()
    if output is None:
        return out(text)
    save(output, lambda stream: stream.write(text.encode("utf-8", "replace")))
    return note(f"wrote {output}")
