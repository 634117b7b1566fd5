"""The whole line in plain sight: files -> reports -> claims -> events, each step resumable.

What is done is known from the record alone: a file by its bytes, particulars and method, a report by
its particulars and method, the views by claims and judgements. So a run that was killed, at any
moment, is ended by running it again, and running it once more finds nothing to do.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from time import monotonic

from herodotus.pipeline.files import read_files
from herodotus.pipeline.methods import reading as reading_method
from herodotus.pipeline.methods import understanding, viewing
from herodotus.pipeline.progress import Progress, ReadSummary, Silence
from herodotus.pipeline.reports import read_reports
from herodotus.record import Record
from herodotus.settings import Settings
from herodotus.workers import Crew
from herodotus.workers.processes import Processes

__all__ = ["Progress", "ReadSummary", "read", "reconcile"]


def read(
    paths: Iterable[Path],
    *,
    record: Record,
    settings: Settings,
    particulars: Path | None = None,
    progress: Progress | None = None,
    again: bool = False,
    crew: Crew | None = None,
) -> ReadSummary:
    """Read files and folders into the record, and bring its events up to date.

    `particulars` is a sidecar CSV; `again` reads also what has not changed. Stopping it at any
    moment (also by raising from `progress`) leaves a record that the same call goes on with.
    """
    began, progress = monotonic(), progress or Silence()
    by = (reading_method(settings), understanding(settings), viewing(settings))
    run = record.begin_run(by)
    with crew or Processes(settings.workers or _cores()) as workers:
        files = read_files(
            paths, record=record, settings=settings, method=by[0], particulars=particulars,
            progress=progress, again=again, crew=workers,
        )  # fmt: skip
        reports = read_reports(
            record, settings=settings, method=by[1], progress=progress, again=again, crew=workers
        )
    reconcile(record, settings=settings, progress=progress)
    summary = ReadSummary.of(record, files=files, reports_read=reports, seconds=monotonic() - began)
    record.end_run(run, summary=str(summary))
    return summary


def reconcile(record: Record, *, settings: Settings, progress: Progress | None = None) -> bool:
    """Make events, actors, ties and copies anew where claims or judgements changed; False where none did."""
    from herodotus.reconcile import reconcile as views_of  # noqa: PLC0415 (not needed to begin reading)

    method = viewing(settings)
    if record.views_method() == method.id:
        return False
    progress = progress or Silence()
    progress.begin("reconcile", total=None)
    record.put_views(views_of(record), method=method)
    progress.end()
    return True


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
