"""Read 1,000 and then 10,000 generated reports: reports a second, and the peak memory of all processes.

    python benchmarks/growth.py [COUNT ...] [--engine rules] [--workers 2] [--keep FOLDER]

The peak is that of the sum of resident memory over this process and all its workers, looked at
five times a second; pages that processes share count once for each, so it is an upper bound.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from pathlib import Path

from generated import write_reports

from herodotus import pipeline
from herodotus.record import Record
from herodotus.settings import Settings

_LOOK_SECONDS = 0.2


class Clock:
    """Progress that keeps how long each stage took."""

    def __init__(self) -> None:
        """Start before any stage."""
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", 0.0

    def begin(self, stage: str, *, total: int | None) -> None:  # noqa: ARG002 (the protocol's)
        """Start the clock of a stage."""
        self._stage, self._since = stage, time.monotonic()

    def advance(self, *, label: str = "") -> None:
        """Let it run."""

    def end(self) -> None:
        """Keep what the stage took."""
        self.seconds[self._stage] = time.monotonic() - self._since


class Memory(threading.Thread):
    """Looks at the resident memory of this process and its descendants until told to stop."""

    def __init__(self) -> None:
        """Look at nothing yet."""
        super().__init__(daemon=True)
        self.main = self.all = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(_LOOK_SECONDS):
            sizes = _resident()
            self.main = max(self.main, sizes.get(os.getpid(), 0))
            self.all = max(self.all, sum(sizes.values()))


def _resident() -> dict[int, int]:
    """Return process -> megabytes, of this process and all that come from it."""
    parents, sizes = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines())
            except (OSError, ValueError):
                continue
            if "VmRSS" in fields:
                parents[int(entry.name)] = int(fields["PPid"])
                sizes[int(entry.name)] = int(fields["VmRSS"].split()[0]) // 1024
    ours, grown = {os.getpid()}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in ours} - ours
        ours, grown = ours | more, bool(more)
    return {process: size for process, size in sizes.items() if process in ours}


def measure(count: int, folder: Path, *, settings: Settings) -> None:
    """Read `count` reports into a new record and print what it took."""
    write_reports(folder / "reports", count)
    clock, memory = Clock(), Memory()
    memory.start()
    with Record.open(folder / "growth.herodotus", create=True) as record:
        summary = pipeline.read([folder / "reports"], record=record, settings=settings, progress=clock)
        memory.over.set()
        began = time.monotonic()
        again = pipeline.read([folder / "reports"], record=record, settings=settings)
        second = time.monotonic() - began
        problems = record.verify() if count <= 1000 else []
    size = (folder / "growth.herodotus").stat().st_size / 1e6
    stages = ", ".join(f"{stage} {seconds:.0f} s" for stage, seconds in clock.seconds.items())
    print(
        f"{count:,} reports: {count / summary.seconds:.1f} reports/s ({stages}); peak {memory.all} MB in all,"
        f" {memory.main} MB in the main process; {summary.claims:,} claims, {summary.events:,} events,"
        f" {size:.0f} MB on disk; read again {second:.1f} s, {again.reports_read} read;"
        f" {len(problems)} problems, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as folder:
            place = (asked.keep / str(count)) if asked.keep else Path(folder)
            place.mkdir(parents=True, exist_ok=True)
            measure(count, place, settings=Settings(engine=asked.engine, workers=asked.workers))


if __name__ == "__main__":
    main()
