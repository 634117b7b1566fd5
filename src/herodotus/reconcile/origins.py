"""Which reports repeat one original, so that every count of sources is a count of origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herodotus.knowledge.reconcile import load_agencies, load_copies
from herodotus.reconcile.keys import days_of
from herodotus.reconcile.unions import Unions
from herodotus.types import Copy, Report


@dataclass(frozen=True, slots=True)
class Issued:
    """What origins need of a report: who published it, when, and which agency it carries."""

    id: str
    source: str | None
    day: int | None
    agency: str | None


def issued(report: Report) -> Issued:
    """Reduce a report; the agency stands in its particulars, its source's name, or its first words."""
    days = days_of(report.published)
    source = report.source.name if report.source is not None else None
    stated = dict(report.particulars).get("agency")
    tag = load_agencies().search(report.text[:300])
    is_agency = report.source is not None and (
        report.source.kind == "agency" or load_agencies().fullmatch(report.source.name)
    )
    agency = stated or (source if is_agency else None) or (tag.group() if tag is not None else None)
    return Issued(id=report.id, source=source, day=days[0] if days is not None else None, agency=agency)


def find_copies(
    fingerprints: Iterable[tuple[str, Sequence[int]]], *, reports: dict[str, Issued]
) -> list[Copy]:
    """Return each pair of reports of which one repeats the other, the later or shorter one as the copy.

    Containment of the shorter in the longer, over word runs that are neither a site's boilerplate nor
    everybody's formula. Cost grows with the number of reports: a run in many reports links nothing.
    """
    names, sizes, runs, owners = _load(fingerprints)
    copies: list[Copy] = []
    limits = load_copies()
    sources = _numbered([reports[name].source if name in reports else None for name in names])
    kept = _distinctive(runs, owners, sources=sources, total=len(names))
    shorter = np.bincount(owners[kept], minlength=len(names)) if len(names) else np.zeros(0, dtype=np.int64)
    for left, right, shared in _pairs(runs[kept], owners[kept], total=len(names)):
        least = min(int(shorter[left]), int(shorter[right]))
        if shared < limits.shared or not least:
            continue
        share = shared / least
        first, second = reports.get(names[left]), reports.get(names[right])
        if share < limits.containment or _too_far(first, second, share):
            continue
        order = sorted(
            (left, right),
            key=lambda place: _before(reports.get(names[place]), names[place], int(sizes[place])),
        )
        copies.append(
            Copy(report=names[order[1]], original=names[order[0]], share=round(share, 3), rule="shared words")
        )
    return sorted(copies, key=lambda copy: (copy.report, copy.original))


def _load(
    fingerprints: Iterable[tuple[str, Sequence[int]]],
) -> tuple[list[str], NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64]]:
    names: list[str] = []
    parts: list[NDArray[np.uint64]] = []
    for name, runs in fingerprints:
        names.append(name)
        parts.append(np.unique(np.array([run & 0xFFFFFFFFFFFFFFFF for run in runs], dtype=np.uint64)))
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    runs_all = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)
    owners = np.repeat(np.arange(len(names), dtype=np.int64), sizes)
    order = np.lexsort((owners, runs_all))
    return names, sizes, runs_all[order], owners[order]


def _numbered(values: list[str | None]) -> NDArray[np.int64]:
    """Return a number for each value; unknown values are all different."""
    known: dict[str, int] = {}
    return np.array(
        [
            known.setdefault(value, len(known)) if value is not None else -1 - place
            for place, value in enumerate(values)
        ],
        dtype=np.int64,
    )


def _distinctive(
    runs: NDArray[np.uint64],
    owners: NDArray[np.int64],
    *,
    sources: NDArray[np.int64],
    total: int,
) -> NDArray[np.bool_]:
    """Return a mask: not in too many reports, not in three or more reports of one publisher."""
    limits = load_copies()
    _, first, counts = np.unique(runs, return_index=True, return_counts=True)
    frequent = counts > max(limits.bucket, int(limits.document_share * total))
    keep = np.repeat(~frequent, counts)
    same = np.zeros(len(runs), dtype=np.bool_)
    for start, count in zip(
        first[(counts >= limits.site) & ~frequent], counts[(counts >= limits.site) & ~frequent], strict=True
    ):
        values, seen = np.unique(sources[owners[start : start + count]], return_counts=True)
        if ((seen >= limits.site) & (values >= 0)).any():
            same[start : start + count] = True
    return keep & ~same


def _pairs(
    runs: NDArray[np.uint64], owners: NDArray[np.int64], *, total: int
) -> Iterator[tuple[int, int, int]]:
    """Yield each pair of reports and how many runs they share."""
    _, first, counts = np.unique(runs, return_index=True, return_counts=True)
    found: list[NDArray[np.int64]] = []
    for size in np.unique(counts[counts > 1]):
        starts = first[counts == size]
        table = owners[starts[:, None] + np.arange(size)[None, :]]
        left, right = np.triu_indices(int(size), k=1)
        found.append((table[:, left] * total + table[:, right]).ravel())
    if not found:
        return
    packed, shared = np.unique(np.concatenate(found), return_counts=True)
    for code, count in zip(packed.tolist(), shared.tolist(), strict=True):
        yield code // total, code % total, count


def _too_far(first: Issued | None, second: Issued | None, share: float) -> bool:
    limits = load_copies()
    if first is None or second is None or first.day is None or second.day is None or share >= limits.certain:
        return False
    return abs(first.day - second.day) > limits.days


def _before(report: Issued | None, name: str, size: int) -> tuple[int, bool, int, str]:
    """Order by what an original is: earlier, an agency's, fuller; the name last, for a total order."""
    day = report.day if report is not None and report.day is not None else 10**7
    return day, report is None or report.agency is None, -size, name


def best_copies(copies: Iterable[Copy]) -> list[Copy]:
    """Return one link a report: to the original of which it holds the most."""
    best: dict[str, Copy] = {}
    for copy in copies:
        known = best.get(copy.report)
        if known is None or (-copy.share, copy.original) < (-known.share, known.original):
            best[copy.report] = copy
    return [best[report] for report in sorted(best)]


def copy_groups(copies: Iterable[Copy]) -> Unions:
    """Join every report with what it repeats."""
    unions = Unions()
    for copy in copies:
        unions.join(copy.report, copy.original)
    return unions


def origin_groups(
    reports: Iterable[str], *, copies: frozenset[tuple[str, str]], shared: Iterable[tuple[str, str]]
) -> Unions:
    """Join reports that are copies, or that share a tag (agency, official voice); pairs (report, tag)."""
    members = sorted(set(reports))
    unions = Unions(members)
    for place, left in enumerate(members):
        for right in members[place + 1 :]:
            if (left, right) in copies:
                unions.join(left, right)
    holders: dict[str, str] = {}
    for report, tag in sorted(shared):
        unions.join(holders.setdefault(tag, report), report)
    return unions
