"""Commands for a user's own places: places add, places build, places list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from herodotus.cli.console import note, out
from herodotus.errors import UsageError
from herodotus.knowledge.packs import packs_in
from herodotus.settings import load_settings

PLACES_HELP = """Examples:

\b
  herodotus places add camps.tsv
  herodotus places list"""

places = typer.Typer(
    name="places",
    epilog=PLACES_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Add places that the gazetteer lacks: quarters, camps, villages, checkpoints.\n\n"
    "They are kept in the folder that the setting `places` names (`herodotus-places` in the current folder "
    "unless it says otherwise) and asked first by every later `herodotus read`.",
)

ADD_HELP = """Examples:

\b
  herodotus places add camps.tsv
  herodotus places add checkpoints.geojson

A table has the columns name, lat, lon, and where you know them also (other names, joined by |), kind (town,
quarter, camp, landmark, way ...), country (two letters) and population. In GeoJSON they are properties."""

BUILD_HELP = """Example:

\b
  herodotus places build --whosonfirst whosonfirst-data-admin-iq/

The folder is your own copy of one country of Who's On First (whosonfirst.org); credit it as its
licence asks."""


LIST_HELP = """Example:

\b
  herodotus places list"""


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table (TSV, CSV) or GeoJSON.")],
) -> None:
    """Add your own places; they come before all others of their name."""
    from herodotus.knowledge.place_packs import add_places  # noqa: PLC0415 (numpy, for this command only)

    if not file.is_file():
        raise UsageError(f"there is no file `{file}`", hint="check the spelling, or the folder you are in")
    pack = add_places(file, folder=_folder())
    note(f"wrote {pack.path}: {pack.places} places; read again with `herodotus read --again`")


def build(
    whosonfirst: Annotated[
        Path, typer.Option("--whosonfirst", metavar="FOLDER", help="Your copy of one country's files.")
    ],
    name: Annotated[
        str | None, typer.Option("--name", help="The pack's name; the folder's unless given.")
    ] = None,
) -> None:
    """Make a pack of a country's villages and quarters from your copy of Who's On First."""
    from herodotus.knowledge.place_packs import build_whosonfirst  # noqa: PLC0415 (numpy, for this command only)

    if not whosonfirst.is_dir():
        raise UsageError(f"there is no folder `{whosonfirst}`", hint="name a folder of Who's On First files")
    pack = build_whosonfirst(whosonfirst, folder=_folder(), name=name)
    note(f"wrote {pack.path}: {pack.places} places; {pack.left_out} files were of no use or out of date")


def show_packs() -> None:
    """List the packs that `herodotus read` will ask."""
    packs = packs_in(_folder())
    for pack in packs:
        out(f"{pack.stem}  {pack}\n")
    if not packs:
        note(f"no packs in `{_folder()}`; add one with `herodotus places add FILE`")


def _folder() -> Path:
    return Path(load_settings({}).places or ".")


places.command("add", epilog=ADD_HELP)(add)
places.command("build", epilog=BUILD_HELP)(build)
places.command("list", epilog=LIST_HELP)(show_packs)


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.add_typer(places)
