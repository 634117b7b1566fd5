"""Commands that run the system which the reports describe: network, escalation, what-if, forecast."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from herodotus.cli.console import json_text, note, out, progress, save_text, width
from herodotus.cli.options import DEFAULT_RECORD, JsonOption, OutOption, RecordOption
from herodotus.record import Record

if TYPE_CHECKING:
    from herodotus.dynamics.answers import Answer
    from herodotus.dynamics.happenings import System

EventsOption = Annotated[
    Path | None,
    typer.Option(
        "--events",
        metavar="TABLE",
        help="Your own table of events instead of a record: CSV or Parquet, UCDP GED's columns.",
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Show every sentence under every statement.")]
SeedOption = Annotated[int | None, typer.Option("--seed", help="Another seed than the fixed one.")]


class By(StrEnum):
    """Units that counts are made by; nothing is finer than a district."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"


class Period(StrEnum):
    """How long one count runs."""

    WEEK = "week"
    MONTH = "month"


class Measure(StrEnum):
    """What is counted."""

    EVENTS = "events"
    DEATHS = "deaths"


RUN_HELP = """Examples:

\b
  herodotus run network
  herodotus run escalation --split 2006-10-31 -o escalation.html
  herodotus run what-if ceasefire.toml
  herodotus run forecast --events events.csv --by province --ahead 4

Every answer says its uncertainty, opens its sentences (`-o answer.html`), and lists what these
reports do not identify. The same record and seed give the same answer."""

run = typer.Typer(
    name="run",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Run the system that the reports describe: ties, escalation, what-if, forecast.",
    epilog=RUN_HELP,
)


def _system(record: Path, events: Path | None) -> System:
    """Read the system from the table where one is named, else from the record."""
    from herodotus.dynamics.event_tables import from_table  # noqa: PLC0415 (arrays take a while to load, and only these commands need them)
    from herodotus.dynamics.from_record import from_record  # noqa: PLC0415 (the same)

    if events is not None:
        return from_table(events)
    with Record.open(record) as opened:
        return from_record(opened, label=str(record))


def _show(answer: Answer, *, output: Path | None, as_json: bool, everything: bool) -> None:
    """Print an answer, or write it as its file's ending says."""
    from herodotus.dynamics.render import render_html, render_markdown, render_terminal  # noqa: PLC0415 (arrays take a while to load, and only these commands need them)

    ending = output.suffix.casefold() if output else ""
    if as_json or ending == ".json":
        text = json_text(answer)
    elif ending in {".html", ".htm"}:
        text = render_html(answer)
    elif ending == ".md":
        text = render_markdown(answer)
    else:
        text = render_terminal(answer, width=width(), everything=everything)
    if output is None:
        out(text)
        return
    save_text(output, text)
    note(f"wrote {output}")


NETWORK_HELP = """Examples:

\b
  herodotus run network
  herodotus run network --as-of 2006-10-25 -o network.html"""


@run.command(epilog=NETWORK_HELP)
def network(
    record: RecordOption = DEFAULT_RECORD,
    events: EventsOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="What was known then (2006-10-31).")
    ] = None,
    everything: AllOption = False,
    output: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who stands how to whom: signs with intervals, factions, tensions, and what would change an edge."""
    from herodotus.dynamics.network_answer import describe_network  # noqa: PLC0415 (arrays take a while to load, and only these commands need them)

    answer = describe_network(_system(record, events), as_of=as_of)
    _show(answer, output=output, as_json=as_json, everything=everything)


ESCALATION_HELP = """Examples:

\b
  herodotus run escalation
  herodotus run escalation --split 2006-10-31
  herodotus run escalation --events events.parquet --by district -o escalation.html"""


@run.command(epilog=ESCALATION_HELP)
def escalation(
    record: RecordOption = DEFAULT_RECORD,
    events: EventsOption = None,
    split: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day that parts before from after.")
    ] = None,
    by: Annotated[By, typer.Option(help="The unit of place.")] = By.PROVINCE,
    everything: AllOption = False,
    output: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how often, whether it changed, whether one act sets off others, and what so few cannot show."""
    from herodotus.dynamics.escalation import describe_escalation  # noqa: PLC0415 (arrays take a while to load, and only these commands need them)

    answer = describe_escalation(_system(record, events), split=split, by=str(by))
    _show(answer, output=output, as_json=as_json, everything=everything)


WHAT_IF_HELP = """Examples:

\b
  herodotus run what-if ceasefire.toml
  herodotus run what-if cordon.toml --events incidents.csv -o cordon.html

docs/how-to/run-the-system.md shows what the file says."""


@run.command("what-if", epilog=WHAT_IF_HELP)
def what_if(
    scenario: Annotated[Path, typer.Argument(metavar="FILE", help="The scenario, a TOML file.")],
    record: RecordOption = DEFAULT_RECORD,
    events: EventsOption = None,
    seed: SeedOption = None,
    everything: AllOption = False,
    output: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare runs with and without an edit of the record: a spread of differences, never one number."""
    from herodotus.dynamics.scenarios import load_scenario  # noqa: PLC0415 (arrays take a while to load, and only these commands need them)
    from herodotus.dynamics.whatif import answer_scenario  # noqa: PLC0415 (the same)

    system = _system(record, events)
    loaded = load_scenario(scenario, system=system)
    with progress() as tell:
        tell.begin("runs", total=None)
        answer = answer_scenario(system, loaded, seed=seed, tell=tell.advance)
        tell.end()
    _show(answer, output=output, as_json=as_json, everything=everything)


FORECAST_HELP = """Examples:

\b
  herodotus run forecast
  herodotus run forecast --events events.csv --by district --ahead 4 --log forecasts.jsonl
  herodotus run forecast --events events.csv --period month --by country --measure deaths

Nothing is forecast for a person, an address, or a unit below a district."""


@run.command(epilog=FORECAST_HELP)
def forecast(
    record: RecordOption = DEFAULT_RECORD,
    events: EventsOption = None,
    by: Annotated[By, typer.Option(help="The unit of place.")] = By.PROVINCE,
    place: Annotated[str | None, typer.Option(help="Show this country, province or district only.")] = None,
    period: Annotated[Period, typer.Option(help="How long one count runs.")] = Period.WEEK,
    measure: Annotated[Measure, typer.Option(help="What is counted.")] = Measure.EVENTS,
    ahead: Annotated[int, typer.Option(min=1, max=36, help="How many periods ahead.")] = 4,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the forecast there; score those that have come due."),
    ] = None,
    seed: SeedOption = None,
    everything: AllOption = False,
    output: OutOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what may come, beside the naive floors and the past score of the same kind of forecast."""
    from herodotus.dynamics.forecasting import Asked, answer_forecast, prepare  # noqa: PLC0415 (arrays take a while to load, and only these commands need them)
    from herodotus.dynamics.ledger import append, score_log  # noqa: PLC0415 (the same)

    system = _system(record, events)
    asked = Asked(by=str(by), period=str(period), measure=str(measure), ahead=ahead, place=place)
    with progress() as tell:
        tell.begin("past", total=None)
        answer, made = answer_forecast(system, asked, seed=seed, tell=tell.advance)
        tell.end()
    if log is not None:
        counted = prepare(system, asked)
        due = score_log(log, counted, measure=asked.measure)
        answer = answer.adding(due)
        if made:
            note(f"kept {append(log, made, last=counted.starts[-1])} forecasts in {log}")
    _show(answer, output=output, as_json=as_json, everything=everything)


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.add_typer(run)
