"""Commands that fill a record: read, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from herodotus import pipeline
from herodotus.cli.console import colour, json_text, note, out, progress, save_text, width
from herodotus.cli.options import DEFAULT_RECORD, JsonOption, RecordOption
from herodotus.errors import UsageError
from herodotus.explore.brief import make_brief
from herodotus.explore.brief_html import render_html
from herodotus.explore.brief_terminal import render_terminal
from herodotus.explore.run import render_run
from herodotus.record import Record
from herodotus.settings import load_settings
