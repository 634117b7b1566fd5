"""A record made by hand for the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import handmade
from herodotus.record import Record


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return handmade.kept(tmp_path_factory.mktemp("web") / "record.herodotus")


@pytest.fixture
def record(kept: Path) -> Iterator[Record]:
    with Record.open(kept) as opened:
        yield opened
