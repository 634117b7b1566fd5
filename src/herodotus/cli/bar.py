"""A progress bar that is not drawn before a second has passed."""

from __future__ import annotations

import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

# Shorter runs are over before a bar could be read.
_PATIENCE = 1.0


class Bar:
    """One bar a stage, on stderr, gone when the work is done; the pipeline tells it how far things are."""

    def __init__(self) -> None:
        """Begin the clock, draw nothing."""
        self._began = time.monotonic()
        self._drawn = False
        self._task: TaskID | None = None
        self._progress = Progress(
            TextColumn("{task.description:10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[label]}", style="dim"),
            console=Console(stderr=True),
            transient=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._progress.stop()

    def begin(self, stage: str, *, total: int | None) -> None:
        """Begin a stage; without a total its bar only shows that work goes on."""
        self._task = self._progress.add_task(stage, total=total, label="")
        self._draw()

    def advance(self, *, label: str = "") -> None:
        """Move the stage's bar one step."""
        if self._task is not None:
            shown = "".join(letter for letter in label if letter.isprintable())
            self._progress.update(self._task, advance=1, label=shown[-40:])
        self._draw()

    def end(self) -> None:
        """Take the stage's bar away."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None

    def _draw(self) -> None:
        if not self._drawn and time.monotonic() - self._began > _PATIENCE:
            self._progress.start()
            self._drawn = True
