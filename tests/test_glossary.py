"""One word for one idea: the glossary covers the nouns, and empty words are in no name."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import herodotus.types

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
FORBIDDEN = set(GLOSSARY.rsplit("    data", 1)[1].split()) | {"data"}
# A process of the operating system is called by its name.
THEIRS = {"process", "_process"}


def words(name: str) -> set[str]:
    """The words of a name, in snake or camel case."""
    return {word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names(tree: ast.AST) -> set[str]:
    """Every name that a module gives: functions, classes, parameters, variables, fields."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def test_every_noun_of_the_types_has_its_entry() -> None:
    nouns = {name for name in herodotus.types.__all__ if name[0].isupper()}
    entries = set(re.findall(r"^\*\*(\w+)\*\*:", GLOSSARY, flags=re.MULTILINE))
    assert nouns == {entry for entry in entries if entry[0].isupper()}


def test_the_forbidden_words_are_known() -> None:
    assert {"data", "info", "item", "utils", "helper", "manager", "process"} <= FORBIDDEN


def test_no_name_of_ours_is_an_empty_word() -> None:
    bad = []
    for path in sorted((ROOT / "src" / "herodotus").rglob("*.py")):
        found = names(ast.parse(path.read_text("utf-8"))) | {path.stem}
        bad += [
            f"{path.relative_to(ROOT)}: {name}" for name in sorted(found - THEIRS) if words(name) & FORBIDDEN
        ]
    assert bad == []
