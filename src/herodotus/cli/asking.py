"""Commands that look at a record: brief, show, search, verify."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from herodotus.cli.console import colour, json_text, note, out, save_text, width
from herodotus.cli.options import DEFAULT_RECORD, JsonOption, OutOption, RecordOption
from herodotus.errors import UsageError
from herodotus.explore.brief import make_brief
from herodotus.explore.brief_html import render_html
from herodotus.explore.brief_markdown import render_markdown
from herodotus.explore.brief_terminal import render_terminal
from herodotus.explore.dating import render_dating
from herodotus.explore.finds import Checked, find, render_checked, render_finds
from herodotus.explore.sheet_terminal import render_chapter, render_sheet
from herodotus.explore.sheets import (
    Sheet,
    actor_id,
    actor_sheet,
    claim_sheet,
    event_chapter,
    find_id,
    issues_sheet,
    judgements_sheet,
    report_sheet,
)
from herodotus.record import ClaimFilter, Record
from herodotus.types import EventType, Modality


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
    ISSUES = "issues"
    JUDGEMENTS = "judgements"


_ENDINGS = {".md": Look.MARKDOWN, ".html": Look.HTML, ".htm": Look.HTML, ".json": Look.JSON}


BRIEF_HELP = """Examples:

\b
  herodotus brief
  herodotus brief -o brief.html
  herodotus brief --format markdown | less"""


def brief(
    record: RecordOption = DEFAULT_RECORD,
    look: Annotated[
        Look | None, typer.Option("--format", "-f", help="How; a file's ending says it too.")
    ] = None,
    output: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the reports say, most contested first, each line with its voice, quote and report."""
    with Record.open(record) as opened:
        made = make_brief(opened)
    look = Look.JSON if as_json else look or _ENDINGS.get(output.suffix if output else "", Look.TERMINAL)
    if look is Look.TERMINAL:
        text = render_terminal(made, width=width(), colour=colour() and output is None)
    else:
        text = {Look.MARKDOWN: render_markdown, Look.HTML: render_html, Look.JSON: json_text}[look](made)
    if output is None:
        out(text)
        return
    save_text(output, text)
    note(f"wrote {output}")


SHOW_HELP = """Examples:

\b
  herodotus show event 3f2a
  herodotus show claim 77b1 --why
  herodotus show actor "The Front"
  herodotus show report 1c9e --dating
  herodotus show issues

The first digits of an id are enough."""


def show(
    kind: Annotated[Kind, typer.Argument(help="What to show.")],
    given: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, or the first digits; an actor's name.")
    ] = "",
    record: RecordOption = DEFAULT_RECORD,
    why: Annotated[bool, typer.Option("--why", help="Say which words decided (claims).")] = False,
    dating: Annotated[
        bool, typer.Option("--dating", help="Say what its text tells of its own date (reports).")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show everything that is known of one event, claim, report or actor."""
    with Record.open(record) as opened:
        if dating:
            _show_dating(opened, kind, given, as_json=as_json)
        elif kind is Kind.EVENT and given:
            chapter = event_chapter(opened, given)
            out(json_text(chapter) if as_json else render_chapter(chapter, width=width(), colour=colour()))
        else:
            sheet = _sheet(opened, kind, given, why=why)
            out(json_text(sheet) if as_json else render_sheet(sheet, width=width(), colour=colour()))


def _show_dating(record: Record, kind: Kind, given: str, *, as_json: bool) -> None:
    """Show what a report's text says about its own date."""
    from herodotus.analyse.dating import find_dating  # noqa: PLC0415 (the stage is only needed here)

    if kind is not Kind.REPORT or not given:
        raise UsageError("--dating is for one report", hint="herodotus show report ID --dating")
    found = find_id(given, (report.id for report in record.reports()), kind="report")
    made = find_dating(next(report for report in record.reports() if report.id == found))
    out(json_text(made) if as_json else render_dating(made, width=width(), colour=colour()))


def _sheet(record: Record, kind: Kind, given: str, *, why: bool) -> Sheet:
    """Return what is to be shown; lists need no id, the rest does."""
    if kind is Kind.ISSUES:
        return issues_sheet(record)
    if kind is Kind.JUDGEMENTS:
        return judgements_sheet(record)
    if not given:
        raise UsageError(f"which {kind}?", hint=f"herodotus show {kind} ID; `herodotus search` finds ids")
    if kind is Kind.CLAIM:
        return claim_sheet(record, given, why=why)
    return report_sheet(record, given) if kind is Kind.REPORT else actor_sheet(record, given)


SEARCH_HELP = """Examples:

\b
  herodotus search curfew
  herodotus search '"cattle market" soldier*'
  herodotus search --type assault --actor "The Front" --since 2009-03-01

Words alone find reports; any of the options finds claims."""


def search(
    words: Annotated[list[str] | None, typer.Argument(help='Words, "a phrase", or begin*.')] = None,
    record: RecordOption = DEFAULT_RECORD,
    event_type: Annotated[
        EventType | None, typer.Option("--type", case_sensitive=False, help="Type of event.")
    ] = None,
    modality: Annotated[Modality | None, typer.Option(help="How far it is said to have happened.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="Actor, by name or id: as doer, recipient or voice.")
    ] = None,
    voice: Annotated[str | None, typer.Option(help="Who says so.")] = None,
    place: Annotated[str | None, typer.Option(help="Place, by name or id.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day (2009-03-01).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find reports by their words, or claims by what they say."""
    with Record.open(record) as opened:
        text = " ".join(words or ())
        wanted = ClaimFilter(
            words=text or None,
            event_type=event_type,
            modality=modality,
            voice=voice,
            place=place,
            since=since,
            until=until,
            actor=actor_id(opened, actor) if actor else None,
        )
        found = find(opened, wanted, limit=limit)
    out(json_text(found) if as_json else render_finds(found, width=width(), colour=colour()))


VERIFY_HELP = """Examples:

\b
  herodotus verify
  herodotus verify --record other.herodotus --json"""


def verify(record: RecordOption = DEFAULT_RECORD, as_json: JsonOption = False) -> None:
    """Check that every quote stands at its characters, every text matches its hash, no reference dangles."""
    with Record.open(record) as opened:
        problems, counts = opened.verify(), opened.counts()
    checked = Checked(counts=counts, problems=tuple(problems))
    out(json_text(checked) if as_json else render_checked(checked, width=width(), colour=colour()))
    if not checked.sound:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(epilog=BRIEF_HELP)(brief)
    app.command(epilog=SHOW_HELP)(show)
    app.command(epilog=SEARCH_HELP)(search)
    app.command(epilog=VERIFY_HELP)(verify)
