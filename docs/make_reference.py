# ruff: noqa: INP001 (a folder of pages, not a package)
"""Write what is made from the code: reference/cli.md, reference/layouts.md, README's excerpt of a brief.

Run: python docs/make_reference.py
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path

import typer

from herodotus.cli import app, main
from herodotus.export import exporters

ROOT = Path(__file__).parents[1]
WIDTH = 100
# Lines of a brief that README shows: the first event's tolls, and not yet all that is said.
EXCERPT = 40
MADE = "<!-- Made by docs/make_reference.py; do not edit. -->\n\n"


def cli_page() -> str:
    """Return the help of every command, as a terminal of a hundred columns shows it."""
    program = typer.main.get_command(app)
    context = program.make_context("herodotus", [], resilient_parsing=True, **_width())
    parts = [f"{MADE}# Commands\n\n```text\n{program.get_help(context).strip()}\n```\n"]
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True, **_width())
        parts.append(f"\n## herodotus {name}\n\n```text\n{command.get_help(inner).strip()}\n```\n")
        for verb, under in getattr(command, "commands", {}).items():
            deeper = under.make_context(verb, [], parent=inner, resilient_parsing=True, **_width())
            parts.append(f"\n### herodotus {name} {verb}\n\n```text\n{under.get_help(deeper).strip()}\n```\n")
    return "\n".join(line.rstrip() for line in "".join(parts).splitlines()) + "\n"


def _width() -> dict[str, int]:
    return {"terminal_width": WIDTH, "max_content_width": WIDTH}


def layouts_page() -> str:
    """Return what each layout is for, and the fields of those that have rows."""
    lines = [
        f"{MADE}# Export layouts\n",
        "`herodotus export LAYOUT [-o FILE]`; `herodotus export all -o FOLDER` writes the five of the",
        "contract: reports, claims, events, actors, ties. Their fields are stable; more may come.",
        "",
        "| layout | what | file |",
        "|---|---|---|",
    ]
    lines += [f"| `{name}` | {one.title} | `{one.suffix}` |" for name, one in exporters().items()]
    return "\n".join(lines) + "\n"


def excerpt(text: str) -> str:
    """Return the head of a brief and the beginning of its first event, as a quotation in Markdown."""
    head, first = text.split("\n### ", 2)[:2]
    kept = f"{head}\n### {first.split(chr(10) + '## ')[0]}".strip().splitlines()
    if len(kept) > EXCERPT:
        kept = kept[:EXCERPT]
        while kept[-1] or kept[-2].startswith("**"):
            kept.pop()
    return "\n".join(f"> {line}".rstrip() for line in [*kept, "", "[...]"])


def demo_brief() -> str:
    """Return the brief of the example reports, as `make demo` makes it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        page = f"{folder}/brief.md"
        if main(["demo", folder]) or main(["brief", "--record", f"{folder}/record.herodotus", "-o", page]):
            sys.exit("error: the demo failed")
        return Path(page).read_text("utf-8")


def readme(text: str, brief: str) -> str:
    """Return README with the excerpt in its place."""
    return re.sub(
        r"<!-- brief -->\n.*?<!-- /brief -->",
        lambda _: f"<!-- brief -->\n{excerpt(brief)}\n<!-- /brief -->",
        text,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    (ROOT / "docs" / "reference" / "cli.md").write_text(cli_page(), "utf-8")
    (ROOT / "docs" / "reference" / "layouts.md").write_text(layouts_page(), "utf-8")
    page = ROOT / "README.md"
    page.write_text(readme(page.read_text("utf-8"), demo_brief()), "utf-8")
