"""A small record in memory for measuring: texts through the whole line, kept on disk between runs if asked."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from herodotus.analyse import analyse
from herodotus.extract import extract
from herodotus.language import Engine, load
from herodotus.read.copies import fingerprint
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


def read_texts(rows: Iterable[tuple[str, str, str | None]], *, cache: Path | None = None, source: str | None = None) -> Shelf:
    """Read (key, text, date or None) as reports; `cache` keeps what was read between runs."""
    if cache is not None and cache.exists():
        return Shelf(*pickle.loads(cache.read_bytes()))
    if not _ENGINE:
        _ENGINE.append(load("auto"))
    shelf = Shelf()
    for key, text, day in rows:
        when = None if day is None else TimeInterval(start=day, end=day, precision=DatePrecision.DAY)
        report = Report(key=key, text=text, published=when, source=Source(name=source) if source else None)
        analysis = analyse(report, engine=_ENGINE[0])
        shelf.rows.append(report)
        shelf.met += analysis.entities
        shelf.told += extract(report, analysis)
        shelf.runs.append((report.id, fingerprint(text)))
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps((shelf.rows, shelf.told, shelf.met, shelf.runs)))
    return shelf
