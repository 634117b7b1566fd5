"""Commands that fill a record: read, demo."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from herodotus import pipeline
from herodotus.cli.console import colour, json_text, note, out, progress, save_text, width
from herodotus.cli.options import DEFAULT_RECORD, JsonOption, RecordOption
from herodotus.errors import ReadError, UsageError
from herodotus.explore.brief import make_brief
from herodotus.explore.brief_html import render_html
from herodotus.explore.brief_terminal import render_terminal
from herodotus.explore.runs import RunView, issues_of, render_run
from herodotus.read import find_files
from herodotus.record import Record
from herodotus.settings import load_settings

READ_HELP = """Examples:

\b
  herodotus read reports/
  herodotus read a.pdf mails.zip feed.xml --record mali.herodotus
  herodotus read reports/ --metadata particulars.csv

Reading again changes nothing, and a run that was stopped goes on. Single files that cannot be read
are listed, and the exit status is still 0; it is 1 if nothing could be read."""


def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, archives.")],
    record: RecordOption = DEFAULT_RECORD,
    metadata: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV",
            help="Table of what you know of them: path, source, title, authors, published, url, language.",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; one for each core unless given.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read what has not changed, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Read reports into a record: who did what to whom, where, when, according to whom."""
    run = _read(paths, record, metadata=metadata, workers=workers, again=again)
    out(json_text(run) if as_json else render_run(run, width=width(), colour=colour()))
    if run.files == run.failed:
        raise typer.Exit(1)


def _read(
    paths: list[Path], record: Path, *, metadata: Path | None, workers: int | None, again: bool
) -> RunView:
    """Run the pipeline and return what it did."""
    settings = load_settings({"workers": workers})
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(
                f"there is no file or folder `{path}`", hint="check the spelling, or the folder you are in"
            )
    # Asked before the record is opened, so that nothing read leaves no record behind.
    if not find_files(paths, settings=settings):
        raise ReadError(
            f"there is no file to read in {', '.join(f'`{path}`' for path in paths)}",
            hint="name a folder that holds reports; files whose names begin with a dot are passed over",
        )
    with Record.open(record, create=True) as opened, progress() as tell:
        done = pipeline.read(
            paths, record=opened, settings=settings, particulars=metadata, progress=tell, again=again
        )
        return RunView(
            record=str(record),
            files=done.files,
            unchanged=done.unchanged,
            failed=done.failed,
            reports_new=done.reports_new,
            reports=done.reports,
            claims=done.claims,
            events=done.events,
            seconds=round(done.seconds, 1),
            issues=issues_of(opened),
        )


DEMO_HELP = """Examples:

\b
  herodotus demo
  herodotus demo /tmp/look"""


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the record and the brief are written.")] = Path(
        "demo"
    ),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; one for each core unless given.")
    ] = None,
) -> None:
    """Read the example reports, show their brief, and leave the record to explore."""
    record, page = folder / "record.herodotus", folder / "brief.html"
    folder.mkdir(parents=True, exist_ok=True)
    examples = _examples()
    run = _read(
        [examples / "reports"], record, metadata=examples / "particulars.csv", workers=workers, again=False
    )
    with Record.open(record) as opened:
        made = make_brief(opened)
    save_text(page, render_html(made))
    out(render_terminal(made, width=width(), colour=colour()))
    note(
        f"\n{run.reports} example reports (all invented) were read in {run.seconds} s. Now try:\n"
        f"  herodotus search curfew --record {record}\n"
        f"  herodotus export all -o {folder / 'exports'} --record {record}\n"
        f"or open {page} in a browser."
    )


def _examples() -> Path:
    """Return the folder of the example reports: inside the installed package, or beside its source."""
    inside = Path(__file__).parents[1] / "examples"
    beside = Path(__file__).parents[3] / "examples"
    for folder in (inside, beside):
        if (folder / "particulars.csv").is_file():
            return folder
    raise UsageError(
        "the example reports are not installed", hint="install herodotus again, or use its repository"
    )


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(epilog=READ_HELP)(read)
    app.command(epilog=DEMO_HELP)(demo)
