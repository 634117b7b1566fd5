"""Reports -> claims in the record: whatever reports it holds that this method has not read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from herodotus.language import Engine
from herodotus.pipeline.progress import Progress
from herodotus.record import Layer, Record, Unread
from herodotus.settings import Settings
from herodotus.types import Issue, Method, Report, noun
from herodotus.workers import Crew

# Layers that are written together; what a killed run loses is at most so much work.
TOGETHER = 16
# A worker's time is for so many characters; a longer report has as many times more.
_CHARACTERS = 100_000


@noun
class ReportTask:
    """One report to be understood."""

    unread: Unread
    settings: Settings


def read_reports(
    record: Record, *, settings: Settings, method: Method, progress: Progress, again: bool, crew: Crew
) -> int:
    """Read in every report that was not read by this method from these particulars; return how many."""
    total = record.count_unread(method, again=again)
    progress.begin("reports", total=total)
    tasks = (
        ReportTask(unread=unread, settings=settings)
        for page in record.unread(method, again=again)
        for unread in page
    )
    waiting: list[Layer] = []
    for outcome in crew.run(read_report, tasks, seconds=_seconds):
        if outcome.result is not None:
            waiting.append(outcome.result)
        elif outcome.failure is not None:
            waiting.append(_gave_up(outcome.task.unread, outcome.failure, done=False))
        if outcome.ended or outcome.failure is not None:
            progress.advance(label=outcome.task.unread.report.path or outcome.task.unread.report.key)
        if len(waiting) >= TOGETHER:
            record.put_layers(waiting, method=method)
            waiting = []
    if waiting:
        record.put_layers(waiting, method=method)
    progress.end()
    return total


def _seconds(task: ReportTask) -> float:
    return task.settings.worker_seconds * max(1.0, len(task.unread.report.text) / _CHARACTERS)


def read_report(task: ReportTask) -> Iterator[Layer]:
    """Understand one report; runs in a worker."""
    try:
        yield _layer(task.unread, settings=task.settings)
    except Exception as error:  # noqa: BLE001 (a fault in one report leaves the others as they are)
        yield _gave_up(task.unread, f"{type(error).__name__}: {error}", done=True)


def _layer(unread: Unread, *, settings: Settings) -> Layer:
    from herodotus.analyse import analyse  # noqa: PLC0415 (loaded in the worker)
    from herodotus.extract import extract  # noqa: PLC0415
    from herodotus.knowledge.gazetteer import use_places  # noqa: PLC0415
    from herodotus.read.copies import fingerprint  # noqa: PLC0415

    use_places(Path(settings.places) if settings.places else None)
    report = unread.report
    shingles = fingerprint(report.text)
    if not _is_analysed(report, settings=settings):
        note = _not_analysed(report)
        return Layer(report=report.id, made_from=unread.made_from, fingerprint=shingles, issues=(note,))
    analysis = analyse(report, engine=_engine(settings.engine))
    return Layer(
        report=report.id,
        made_from=unread.made_from,
        entities=analysis.entities,
        claims=extract(report, analysis),
        fingerprint=shingles,
    )


@cache
def _engine(name: str) -> Engine:
    """Load the language engine once in each worker."""
    from herodotus.language import load  # noqa: PLC0415 (loaded in the worker)

    return load(name)


def _is_analysed(report: Report, *, settings: Settings) -> bool:
    """Whether we know the report's language, or nobody has said which it is."""
    return report.language is None or report.language.partition("-")[0].lower() in settings.languages


def _not_analysed(report: Report) -> Issue:
    return Issue(
        level="warning",
        stage="analyse",
        path=report.path,
        message=f"the report is in `{report.language}`, which is not analysed; its text is kept",
        hint="translate it, or add the language if Herodotus has it (`languages` in herodotus.toml)",
        report=report.id,
    )


def _gave_up(unread: Unread, why: str, *, done: bool) -> Layer:
    """Return an empty layer with an issue; one that is not done is tried again by the next run."""
    report = unread.report
    issue = Issue(
        level="error",
        stage="analyse",
        path=report.path,
        message=f"analysing `{report.key}` was given up: {why}",
        hint="its text is kept; please report this, with the text if you may",
        report=report.id,
    )
    return Layer(report=report.id, made_from=unread.made_from, issues=(issue,), done=done)
