"""The pages are held against the program: reference, examples, links, the public names."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
import typer

import handmade
import herodotus
from herodotus.cli import app, main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "examples" / "README.md"])
PROGRAM = typer.main.get_command(app)
CONTEXT = PROGRAM.make_context("herodotus", [], resilient_parsing=True)
COMMANDS = PROGRAM.list_commands(CONTEXT)


def made() -> object:
    """The module that makes the reference; docs/ is no package."""
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["cli", "layouts"])
def test_the_reference_is_what_the_program_says(name: str) -> None:
    page = (ROOT / "docs" / "reference" / f"{name}.md").read_text("utf-8")
    assert page == getattr(made(), f"{name}_page")(), "run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example_that_names_it(name: str) -> None:
    command = PROGRAM.get_command(CONTEXT, name)
    assert command.help
    assert command.help.strip().endswith(".")
    assert f"\n  herodotus {name}" in (command.epilog or "")
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name}: {parameter.name} has no help"


def test_the_verbs_of_the_contract_are_there() -> None:
    assert {"read", "brief", "show", "search", "export", "verify", "demo"} <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md"):
        assert f"({page.name})" in index


def test_commands_named_in_pages_exist() -> None:
    for page in PAGES:
        for name in re.findall(
            r"\bherodotus ([a-z]+)\b(?=[^\n]*`|[^`\n]*$)", "\n".join(blocks(page, "console"))
        ):
            assert name in COMMANDS, f"{page.name}: herodotus {name}"


def test_public_names_are_sorted_and_there() -> None:
    assert len(set(herodotus.__all__)) == len(herodotus.__all__) <= 12
    for name in herodotus.__all__:
        assert getattr(herodotus, name)
    with pytest.raises(AttributeError, match="no public name `nothing`"):
        _ = herodotus.nothing  # type: ignore[attr-defined]


def test_the_brief_in_readme_quotes_the_example_reports() -> None:
    text = re.search(r"<!-- brief -->(.*)<!-- /brief -->", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert text
    reports = [path.read_text("utf-8") for path in sorted((ROOT / "examples" / "reports").glob("*.[mth]*"))]
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(ROOT / "examples" / "reports" / "06-army-bulletin.pdf").pages
    told = " ".join(" ".join([*reports, *(page.extract_text() for page in pages)]).split())
    quotes = [quote.replace("\\", "") for quote in re.findall(r"“[^”]*?\*\*(.+?)\*\*", text[1])]
    assert len(quotes) >= 2
    assert [quote for quote in quotes if quote not in told] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "docs" / "tutorial.md"], ids=lambda page: page.name
)
def test_the_examples_of_a_page_run(page: Path, tmp_path, monkeypatch, capfd) -> None:
    """In order, in an empty folder, with nothing but examples/ in it."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for line in "".join(blocks(page, "console")).splitlines():
        assert line.startswith("$ herodotus ")
        assert main(shlex.split(line.removeprefix("$ herodotus "))) == 0, line
    for code in blocks(page, "python"):
        exec(compile(code, page.name, "exec"), {"__name__": "example"})


def test_the_layout_of_the_how_to_is_a_layout() -> None:
    (code,) = blocks(ROOT / "docs" / "how-to" / "add-a-layout.md", "python")
    module: dict[str, object] = {"__name__": "example"}
    exec(compile(code, "add-a-layout.md", "exec"), module)

    rows = list(module["rows"](handmade.Handmade()))  # type: ignore[operator]
    assert {"voice": "residents", "claims": 2} in rows
