"""The page that shows one report as the tool sees it stays true."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def made():
    spec = importlib.util.spec_from_file_location("make_voices", DOCS / "make_voices.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.page()


def test_the_page_shows_what_the_tool_sees():
    shown = (DOCS / "according-to-whom.md").read_text("utf-8").splitlines()
    rows = [row.rsplit("|", 2)[0] for row in shown if row.startswith("| ")]
    now = {row.rsplit("|", 2)[0] for row in made().splitlines()}
    kept = sum(row in now for row in rows)
    assert kept >= 0.85 * len(rows), "run: python docs/make_voices.py"


def test_the_page_shows_nested_denied_and_rumoured_speech():
    page = made()
    assert "| denied | deny | that she had ordered the police" in page
    assert "| *State television* → the army's inspectors |" in page
    assert "| not stated | rumours | distance |" in page
    assert "VELMO" not in page
