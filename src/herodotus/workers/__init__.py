"""Work done elsewhere: the same steps in this process or in many, with failures told apart from results.

A crew knows nothing of reports: `work` is any function of one task that yields its results step by
step. Which worker does which task, and in which order results come, is not fixed; whoever needs an
order sorts by what the results say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

__all__ = ["Crew", "Outcome", "Work"]

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T], Iterator[R]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T, R]):
    """One step of a task: a result, its end, or (then it is also the last) what ended it too early."""

    task: T
    result: R | None = None
    ended: bool = False
    failure: str | None = None


class Crew(Protocol):
    """Who does the work."""

    def run(
        self, work: Work[T, R], tasks: Iterable[T], *, seconds: Callable[[T], float]
    ) -> Iterator[Outcome[T, R]]:
        """Do each task and yield its steps; tasks are taken only as somebody is free to do them.

        A task whose next step takes longer than `seconds` of it, or whose worker dies, ends with a
        failure; the others go on.
        """
        ...

    def __enter__(self) -> Self:
        """Take up work."""
        ...

    def __exit__(self, *_: object) -> None:
        """Let everybody go, at once."""
        ...
