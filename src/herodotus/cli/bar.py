"""A progress bar that is not drawn before a second has passed."""

from __future__ import annotations

import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

# Shorter runs are over before a bar could be read.
_PATIENCE = 1.0


class Bar:
    """One bar a stage, on stderr, gone when the work is done."""

    def __init__(self) -> None:
        """Begin the clock, draw nothing."""
        self._began = time.monotonic()
        self._drawn = False
        self._tasks: dict[str, int] = {}
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._progress.stop()

    def show(self, stage: str, done: int, total: int) -> None:
        """Move the stage's bar to `done` of `total`; 0 in total is a bar without an end."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=None)
        self._progress.update(self._tasks[stage], completed=done, total=total or None)  # type: ignore[arg-type]
        if not self._drawn and time.monotonic() - self._began > _PATIENCE:
            self._progress.start()
            self._drawn = True
