"""Commands that write something: export, judge."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from herodotus import pipeline
from herodotus.cli.console import binary_stdout, note, out, save
from herodotus.cli.options import DEFAULT_RECORD, OutOption, RecordOption
from herodotus.errors import UsageError
from herodotus.explore.judging import Verdict, make_judgement
from herodotus.export import export_all, exporters, pick_exporter
from herodotus.export.redact import redact_voices
from herodotus.record import Record
from herodotus.settings import load_settings
from herodotus.types import Holdings

EXPORT_HELP = """Examples:

\b
  herodotus export claims -o claims.jsonl
  herodotus export events-csv > events.csv
  herodotus export all -o exports
  herodotus export all -o to-share --redact-voices
  herodotus export list"""


def export(
    layout: Annotated[
        str, typer.Argument(metavar="LAYOUT", help="A layout, `all` for the five of the contract, or `list`.")
    ],
    record: RecordOption = DEFAULT_RECORD,
    output: OutOption = None,
    redact: Annotated[bool, typer.Option("--redact-voices", help="Blot out the people who speak.")] = False,
) -> None:
    """Write the record in one layout, or its five main layouts into a folder."""
    if layout == "list":
        out("".join(f"{name:16} {exporter.title}\n" for name, exporter in exporters().items()))
        return
    if layout == "all" and output is None:
        raise UsageError("`export all` writes five files", hint="name a folder for them with `-o FOLDER`")
    exporter = None if layout == "all" else pick_exporter(layout)
    with Record.open(record) as opened:
        holdings: Holdings = redact_voices(opened) if redact else opened
        if exporter is None:
            _say_written(export_all(holdings, output or Path()).values())
        elif output is None:
            exporter.write(holdings, binary_stdout(binary=exporter.binary, what=f"`{layout}`"))
        else:
            chosen = exporter
            save(output, lambda stream: chosen.write(holdings, stream))
            _say_written([output])


def _say_written(files: Iterable[Path]) -> None:
    for file in files:
        note(f"wrote {file}")


JUDGE_HELP = """Examples:

\b
  herodotus judge reject 77b1 --why "the sentence quotes a film"
  herodotus judge same 77b1 90ac
  herodotus judge edit 77b1 modality denied
  herodotus judge withdraw 5d02

Nothing is erased: a withdrawal is a row of its own."""


def judge(
    verdict: Annotated[Verdict, typer.Argument(help="What you decide.")],
    things: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="Claims (two for same, different, unsure); for `edit`: CLAIM FIELD VALUE."
        ),
    ],
    record: RecordOption = DEFAULT_RECORD,
    why: Annotated[str, typer.Option(help="The reason, kept beside the judgement.")] = "",
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides; your login name unless given.")
    ] = None,
) -> None:
    """Accept, reject or edit a claim, say that two are of the same happening or not, or withdraw that."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with Record.open(record) as opened:
        made = make_judgement(opened, verdict, things, by=by or getpass.getuser(), at=at, why=why)
        opened.judge(made)
        pipeline.reconcile(opened, settings=load_settings())
    out(f"{made.id}\n")
    note(f"kept: {verdict} {' '.join(things)}; `herodotus judge withdraw {made.id}` takes it back")


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command(epilog=EXPORT_HELP)(export)
    app.command(epilog=JUDGE_HELP)(judge)
