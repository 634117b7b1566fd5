"""What a run of reading did, as a view and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from herodotus.explore.brief_terminal import as_text, clean
from herodotus.knowledge.wording import limit
from herodotus.types import Holdings, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """How many files there were and what came of them; `issues` are those of the whole record."""

    record: str
    files: int
    unchanged: int
    failed: int
    reports_new: int
    reports: int
    claims: int
    events: int
    seconds: float
    issues: tuple[Issue, ...]


def issues_of(holdings: Holdings) -> tuple[Issue, ...]:
    """Return the issues, errors first, so that a list that is cut keeps what matters."""
    order = {"error": 0, "warning": 1}
    return tuple(sorted(holdings.issues(), key=lambda issue: (order.get(issue.level, 2), issue.path or "")))


def render_run(run: RunView, *, width: int = 100, colour: bool = False) -> str:
    """Return the run as text of at most `width` columns."""
    return as_text(_run(run), width=width, colour=colour)


def _run(run: RunView) -> Iterator[RenderableType]:
    parts = [counted(run.files, "file"), counted(run.reports_new, "new report")]
    parts += [f"{counted(run.unchanged, 'file')} unchanged"] * bool(run.unchanged)
    parts += [f"{counted(run.failed, 'file')} without a report"] * bool(run.failed)
    held = (counted(run.reports, "report"), counted(run.claims, "claim"), counted(run.events, "event"))
    yield Text(f"{', '.join(parts)}, in {run.seconds:.1f} s")
    yield Text(f"{run.record} holds {', '.join(held)}")
    for issue in run.issues[: limit("trays")]:
        yield clean(f"{issue.level}: {issue.path or issue.stage}: {issue.message}")
        if issue.hint:
            yield clean(f"  hint: {issue.hint}", "dim")
    if len(run.issues) > limit("trays"):
        yield Text(f"and {len(run.issues) - limit('trays')} more: herodotus show issues", "dim")


def counted(number: int, noun: str) -> str:
    """Return "1 file", "2 files".

    >>> counted(1, "file"), counted(0, "report")
    ('1 file', '0 reports')
    """
    return f"{number:,} {noun}" + "s" * (number != 1)
