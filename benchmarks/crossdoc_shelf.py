"""A small record in memory for measuring: texts through the whole line, kept on disk between runs if asked."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from herodotus.analyse import analyse
from herodotus.extract import extract
from herodotus.language import Engine, load
from herodotus.read import read_path
from herodotus.read.copies import fingerprint
from herodotus.settings import Settings
from herodotus.types import Claim, DatePrecision, Entity, Judgement, Report, Source, TimeInterval

_ENGINE: list[Engine] = []


@dataclass
class Shelf:
    """What reconcile asks of a record."""

    rows: list[Report] = field(default_factory=list)
    told: list[Claim] = field(default_factory=list)
    met: list[Entity] = field(default_factory=list)
    runs: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def reports(self) -> Iterator[Report]:
        return iter(sorted(self.rows, key=lambda row: row.id))

    def fingerprints(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        return iter(sorted(self.runs))

    def entities(self) -> Iterator[Entity]:
        return iter(sorted(self.met, key=lambda row: row.id))

    def claims(self) -> Iterator[Claim]:
        return iter(sorted({claim.id: claim for claim in self.told}.values(), key=lambda row: row.id))

    def judgements(self) -> Iterator[Judgement]:
        return iter(())


def read_texts(
    rows: Iterable[tuple[str, str, str | None]], *, cache: Path | None = None, source: str | None = None, least: int = 0
) -> Shelf:
    """Read (key, text, date or None) as reports; `cache` keeps what was read, if it holds `least` reports."""
    if cache is not None and cache.exists():
        kept = Shelf(*pickle.loads(cache.read_bytes()))
        if len(kept.rows) >= least:
            return kept
    made = (
        Report(
            key=key,
            text=text,
            published=None if day is None else TimeInterval(start=day, end=day, precision=DatePrecision.DAY),
            source=Source(name=source) if source else None,
        )
        for key, text, day in rows
    )
    return _kept(read_reports(made), cache)


def read_files(paths: Iterable[Path], *, cache: Path | None = None, least: int = 0) -> Shelf:
    """Read files through the stage that finds dates and outlets."""
    if cache is not None and cache.exists():
        kept = Shelf(*pickle.loads(cache.read_bytes()))
        if len(kept.rows) >= least:
            return kept
    found = (one for path in paths for one in read_path(path, settings=Settings()))
    return _kept(read_reports(one for one in found if isinstance(one, Report)), cache)


def read_reports(reports: Iterable[Report]) -> Shelf:
    """Analyse reports and extract their claims."""
    if not _ENGINE:
        _ENGINE.append(load("auto"))
    shelf = Shelf()
    for report in reports:
        analysis = analyse(report, engine=_ENGINE[0])
        shelf.rows.append(report)
        shelf.met += analysis.entities
        shelf.told += extract(report, analysis)
        shelf.runs.append((report.id, fingerprint(report.text)))
    return shelf


def _kept(shelf: Shelf, cache: Path | None) -> Shelf:
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps((shelf.rows, shelf.told, shelf.met, shelf.runs)))
    return shelf
