"""What a run tells while it goes on, and what it did when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from herodotus.record import Record


class Progress(Protocol):
    """Who is told how far a run is; raising from any method stops the run, and it can go on later."""

    def begin(self, stage: str, *, total: int | None) -> None:
        """Hear that a stage (files, reports, reconcile) begins, with how many steps if that is known."""
        ...

    def advance(self, *, label: str = "") -> None:
        """Hear that one more step is done; `label` is the path it was about."""
        ...

    def end(self) -> None:
        """Hear that the stage is over."""
        ...


class Silence:
    """Nobody is told."""

    def begin(self, stage: str, *, total: int | None) -> None:
        """Say nothing."""

    def advance(self, *, label: str = "") -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


@dataclass(slots=True, kw_only=True)
class FileCount:
    """What became of the files: read now, unchanged since they were read before, or without a report."""

    files: int = 0
    unchanged: int = 0
    failed: int = 0
    reports_new: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSummary:
    """What a run did, and what the record holds after it.

    `failed` files gave no report (their issues say why). `reports_read` were analysed now; reports,
    claims, events, issues and errors are those of the whole record.
    """

    files: int
    unchanged: int
    failed: int
    reports_new: int
    reports_read: int
    reports: int
    claims: int
    events: int
    issues: int
    errors: int
    seconds: float

    @property
    def nothing_read(self) -> bool:
        """Whether not one of the files holds a report."""
        return self.files == self.failed

    @classmethod
    def of(cls, record: Record, *, files: FileCount, reports_read: int, seconds: float) -> Self:
        """Return the summary of a run over this record."""
        counts = record.counts()
        return cls(
            files=files.files, unchanged=files.unchanged, failed=files.failed, reports_new=files.reports_new,
            reports_read=reports_read, reports=counts["reports"], claims=counts["claims"],
            events=counts["events"], issues=counts["issues"], errors=counts["errors"], seconds=seconds,
        )  # fmt: skip
