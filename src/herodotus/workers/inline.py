"""Everything in this process, one task after the other: for tests, for debuggers, for one small file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

from herodotus.workers import Outcome, Work

T = TypeVar("T")
R = TypeVar("R")


class Inline:
    """A crew of nobody else; a task that hangs here cannot be ended, so `seconds` is not kept."""

    def run(
        self,
        work: Work[T, R],
        tasks: Iterable[T],
        *,
        seconds: Callable[[T], float],  # noqa: ARG002 (see above)
    ) -> Iterator[Outcome[T, R]]:
        """Do the tasks in order."""
        for task in tasks:
            failure = None
            try:
                for result in work(task):
                    yield Outcome(task=task, result=result)
            except Exception as error:  # noqa: BLE001 (a task may fail in any way; the others go on)
                failure = f"{type(error).__name__}: {error}"
            yield Outcome(task=task, ended=failure is None, failure=failure)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass
