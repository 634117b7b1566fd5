"""Files -> reports in the record: one transaction a file, or a part of a long one."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from time import monotonic

from herodotus.pipeline.progress import FileCount, Progress
from herodotus.record import Record, SeenFile
from herodotus.settings import Settings
from herodotus.types import Issue, Method, Report, content_id, noun
from herodotus.workers import Crew

# A part goes to the record when it has so many reports or characters, or took so long: a table of a
# million rows is never held whole, and a worker on a slow archive is heard from in time.
PART_REPORTS = 64
PART_CHARACTERS = 1_000_000
PART_SECONDS = 2.0
_BLOCK = 1 << 20
# The name under which a list as a whole is kept among a file's particulars; no column has it.
_WHOLE_LIST = "*"

Pairs = tuple[tuple[str, str], ...]


@noun
class FileTask:
    """One file to be read; `sidecar` is the list of particulars, where one was given now."""

    file: SeenFile
    settings: Settings
    sidecar: Path | None


@noun
class Part:
    """Some of a file's reports, in its order, and what went wrong among them; the last part says so."""

    reports: tuple[Report, ...]
    issues: tuple[Issue, ...]
    ended: bool


def read_files(
    paths: Iterable[Path],
    *,
    record: Record,
    settings: Settings,
    method: Method,
    particulars: Path | None,
    progress: Progress,
    again: bool,
    crew: Crew,
) -> FileCount:
    """Read the files that are not read yet, or not with these bytes, particulars and method."""
    from herodotus.read import find_files  # noqa: PLC0415 (stages are loaded when they are run)

    found = [path for path in find_files(list(paths), settings=settings) if not _is_same(path, particulars)]
    count = FileCount(files=len(found))
    progress.begin("files", total=len(found))
    asked = _Asked(record=record, method=method, sidecar=particulars, again=again)
    tasks = _tasks(found, asked, settings=settings, count=count, progress=progress)
    firsts: dict[str, int] = {}
    for outcome in crew.run(read_file, tasks, seconds=lambda _: float(settings.worker_seconds)):
        file = outcome.task.file
        begins, first = file.path not in firsts, firsts.get(file.path, 0)
        if outcome.result is not None:
            part = outcome.result
            firsts[file.path] = first + len(part.reports)
            count.reports_new += record.put_file(
                file,
                reports=part.reports,
                issues=part.issues,
                first=first,
                begins=begins,
                ended=part.ended,
                done=bool(file.sha256),
            )
            continue
        if outcome.failure is not None:
            # Not done, so that the next run tries again; what came before it is kept.
            issues = [_gave_up(file, outcome.failure)]
            record.put_file(file, reports=(), issues=issues, first=first, begins=begins, ended=False)
        count.failed += firsts.pop(file.path, 0) == 0
        progress.advance(label=file.path)
    progress.end()
    return count


@noun
class _Asked:
    """What decides whether a file has to be read."""

    record: Record
    method: Method
    sidecar: Path | None
    again: bool

    def look(self, path: Path) -> tuple[SeenFile, bool]:
        """Return the file as it is now, and whether it was read just so before."""
        sha256, size = _content(path)
        before = self.record.seen_file(str(path), sha256=sha256)
        # A list that is not given again takes nothing back.
        told = _told(str(path), self.sidecar) if self.sidecar else self.record.known_particulars(str(path))
        file = SeenFile(path=str(path), sha256=sha256, size=size, method=self.method.id, particulars=told)
        return file, before == file and not self.again


def _tasks(
    found: Iterable[Path], asked: _Asked, *, settings: Settings, count: FileCount, progress: Progress
) -> Iterator[FileTask]:
    """Yield a task for each file that has to be read; it is looked at only when a worker is free."""
    for path in found:
        file, unchanged = asked.look(path)
        if not unchanged:
            yield FileTask(file=file, settings=settings, sidecar=asked.sidecar)
            continue
        count.unchanged += 1
        count.failed += not asked.record.count_reports_of(file.path, sha256=file.sha256)
        progress.advance(label=file.path)


def read_file(task: FileTask) -> Iterator[Part]:
    """Read one file, in parts; runs in a worker."""
    from herodotus.read import read_path  # noqa: PLC0415 (loaded in the worker)

    reports: list[Report] = []
    issues: list[Issue] = []
    characters, since = 0, monotonic()
    try:
        for found in read_path(Path(task.file.path), settings=task.settings, particulars=_rows_of(task)):
            if isinstance(found, Issue):
                issues.append(found)
            else:
                reports.append(found)
                characters += len(found.text)
            full = len(reports) >= PART_REPORTS or characters >= PART_CHARACTERS
            if full or monotonic() - since > PART_SECONDS:
                yield Part(reports=tuple(reports), issues=tuple(issues), ended=False)
                reports, issues, characters, since = [], [], 0, monotonic()
    except Exception as error:  # noqa: BLE001 (readers promise not to raise; one that does costs its own file)
        issues.append(_gave_up(task.file, f"{type(error).__name__}: {error}"))
    yield Part(reports=tuple(reports), issues=tuple(issues), ended=True)


def _gave_up(file: SeenFile, why: str) -> Issue:
    return Issue(
        level="error",
        stage="read",
        path=file.path,
        message=f"reading `{Path(file.path).name}` was given up: {why}",
        hint="check the file; the next run tries it again",
    )


def _content(path: Path) -> tuple[str, int]:
    """Return the hash of a file's bytes and their number; a file that cannot be read has none ("", 0)."""
    whole, size = hashlib.sha256(), 0
    try:
        # Opening a pipe waits for a writer, and a device never ends; the reader says what they are.
        if not stat.S_ISREG(path.stat().st_mode):
            return "", 0
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                whole.update(block)
                size += len(block)
    except OSError:
        return "", 0
    return whole.hexdigest(), size


def _load(sidecar: Path) -> dict[str, dict[str, str]]:
    """Load a list of particulars once in each process, and again when it was changed."""
    changed = sidecar.stat().st_mtime_ns if sidecar.exists() else 0
    return _load_as_of(sidecar, changed)


@lru_cache(maxsize=2)
def _load_as_of(sidecar: Path, _changed: int) -> dict[str, dict[str, str]]:
    from herodotus.read import load_particulars  # noqa: PLC0415 (loaded when it is run)

    return load_particulars(sidecar)


def _told(path: str, sidecar: Path) -> Pairs:
    """Return what the list says of a file; of one that it does not name, the list as a whole counts.

    Such a file may hold others, which the list may name.
    """
    from herodotus.read.sidecar import match_particulars  # noqa: PLC0415 (loaded when it is run)

    rows = _load(sidecar)
    row = match_particulars(path, particulars=rows)
    if row:
        return tuple(sorted(row.items()))
    return (
        (
            _WHOLE_LIST,
            content_id("list", *sorted((name, *sorted(row.items())) for name, row in rows.items())),
        ),
    )


def _rows_of(task: FileTask) -> dict[str, dict[str, str]]:
    """Return the list given now, or the row that a former list had for this file."""
    if task.sidecar:
        return _load(task.sidecar)
    row = {name: value for name, value in task.file.particulars if name != _WHOLE_LIST}
    return {Path(task.file.path).name: row} if row else {}


def _is_same(path: Path, sidecar: Path | None) -> bool:
    return sidecar is not None and path.name == sidecar.name and path.resolve() == sidecar.resolve()
