"""Killed at any moment and started again, a run ends in the same record; `benchmarks/kills.py` is longer."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from herodotus import pipeline
from herodotus.record import Record
from herodotus.workers.inline import Inline
from pipeline_made import SETTINGS, state, write_files

SCRIPT = Path(__file__).with_name("pipeline_made.py")


def start(folder: Path, record: Path) -> subprocess.Popen[str]:
    paths = [str(SCRIPT.parent.parent / "src"), str(SCRIPT.parent)]
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), str(record)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )  # fmt: skip


def kill_after(folder: Path, record: Path, lines: int) -> bool:
    """Kill a run without warning after so many lines of progress; False if it ended before."""
    with start(folder, record) as process:
        for _, line in zip(range(lines), process.stdout, strict=False):
            assert line
        process.send_signal(signal.SIGKILL)
        process.stdout.read()
        return process.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_three_kills_and_the_same_record(tmp_path):
    folder = tmp_path / "reports"
    write_files(folder, 40)
    with Record.open(tmp_path / "plain.herodotus", create=True) as plain:
        pipeline.read([folder], record=plain, settings=SETTINGS, crew=Inline())
        expected = state(plain)
    chance = random.Random(11)
    killed = [kill_after(folder, tmp_path / "killed.herodotus", chance.randrange(3, 30)) for _ in range(3)]
    assert all(killed)
    with start(folder, tmp_path / "killed.herodotus") as last:
        last.stdout.read()
    assert last.returncode == 0
    with Record.open(tmp_path / "killed.herodotus") as record:
        assert state(record) == expected
