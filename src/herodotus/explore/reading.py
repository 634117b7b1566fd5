"""A report as a page: its text cut where a layer begins or ends, and its claims beside their paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from herodotus.errors import UsageError
from herodotus.explore.entries import Entry, entries_of, heads_by_id
from herodotus.explore.lines import Head
from herodotus.record import ClaimFilter, Record
from herodotus.record.listing import copies_of, list_issues
from herodotus.types import Claim, Issue

LAYERS = ("claim", "trigger", "voice", "actor", "recipient", "place", "time", "count")
# Characters of text on one page; a page of a newspaper has about so many.
_PART = 24_000
# Claims whose values are drawn on one part; a text of nothing but claims is cut there.
_CLAIMS = 1_000
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters that lie in the same layers; `claims` are those whose evidence they are part of."""

    start: int
    text: str
    layers: tuple[str, ...]
    claims: tuple[str, ...]
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph in pieces, and the claims whose trigger stands in it."""

    start: int
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report, or one part of a long one, with what was read in it."""

    head: Head
    sha256: str
    characters: int
    paths: tuple[str, ...]
    particulars: tuple[tuple[str, str], ...]
    part: int
    parts: int
    paragraphs: tuple[Paragraph, ...]
    counts: tuple[tuple[str, int], ...]
    claims: int
    repeats: tuple[Head, ...]
    repeated_by: tuple[Head, ...]
    issues: tuple[Issue, ...]


Span = tuple[int, int, str, str]


def report_page(record: Record, report_id: str, *, part: int = 1) -> ReportPage:
    """Return the page of a report; an unknown one is a UsageError."""
    report = record.report(report_id)
    if report is None:
        raise UsageError(f"there is no report `{report_id}` in this record", hint="look for it in the list")
    parts = _parts(report.text)
    chosen = min(part, len(parts)) - 1
    begin, end = parts[chosen]
    found = record.find_claims(ClaimFilter(report=report_id), order="text", limit=10 * _CLAIMS)
    own = [claim for claim in found.rows if begin <= claim.trigger.start < end][:_CLAIMS]
    spans = sorted(span for claim in own for span in spans_of(claim))
    entries = entries_of(record, own)
    repeats, repeated_by = _copies(record, report_id)
    return ReportPage(
        head=heads_by_id(record, [report_id])[report_id],
        sha256=report.sha256,
        characters=len(report.text),
        paths=tuple(record.report_paths(report_id)),
        particulars=report.particulars,
        part=chosen + 1,
        parts=len(parts),
        paragraphs=tuple(_paragraphs(report.text, begin, end, spans, entries)),
        counts=tuple((layer, sum(span[2] == layer for span in set(spans))) for layer in LAYERS),
        claims=found.total,
        repeats=repeats,
        repeated_by=repeated_by,
        issues=list_issues(record, report=report_id, limit=20).rows,
    )


def spans_of(claim: Claim) -> Iterator[Span]:
    """Yield (start, end, layer, claim) for every value of a claim that stands in the text."""
    for evidence in claim.evidence:
        yield evidence.start, evidence.end, "claim", claim.id
    yield claim.trigger.start, claim.trigger.end, "trigger", claim.id
    for voice in claim.attribution.chain:
        if voice.start is not None and voice.end is not None:
            yield voice.start, voice.end, "voice", claim.id
    for layer, people in (("actor", claim.actors), ("recipient", claim.recipients)):
        for person in people:
            yield person.start, person.end, layer, claim.id
    if claim.place is not None:
        yield claim.place.start, claim.place.end, "place", claim.id
    if claim.time is not None:
        yield claim.time.start, claim.time.end, "time", claim.id
    for count in claim.casualties:
        yield count.start, count.end, "count", claim.id


def cut(text: str, spans: Sequence[Span], *, begin: int, end: int) -> tuple[Piece, ...]:
    """Return text[begin:end] cut at every beginning and end of a span."""
    inside = [span for span in spans if span[0] < end and span[1] > begin and span[0] < span[1]]
    edges = sorted({begin, end, *(min(max(edge, begin), end) for span in inside for edge in span[:2])})
    pieces = []
    for start, stop in pairwise(edges):
        over = [span for span in inside if span[0] <= start and span[1] >= stop]
        pieces.append(
            Piece(
                start=start,
                text=text[start:stop],
                layers=tuple(layer for layer in LAYERS if any(span[2] == layer for span in over)),
                claims=tuple(dict.fromkeys(span[3] for span in over if span[2] == "claim")),
                opens=tuple(
                    dict.fromkeys(span[3] for span in over if span[2] == "trigger" and span[0] == start)
                ),
            )
        )
    return tuple(pieces)


def _parts(text: str) -> list[tuple[int, int]]:
    """Return the parts of a text, each ending with a paragraph where one ends in time."""
    parts, begin = [], 0
    while len(text) - begin > _PART:
        end = text.rfind("\n\n", begin + _PART // 2, begin + _PART)
        end = begin + _PART if end < 0 else end
        parts.append((begin, end))
        begin = end
    return [*parts, (begin, len(text))]


def _paragraphs(
    text: str, begin: int, end: int, spans: Sequence[Span], entries: Sequence[Entry]
) -> Iterator[Paragraph]:
    breaks = [match.span() for match in _PARAGRAPH.finditer(text, begin, end)]
    starts = [begin, *(stop for _, stop in breaks)]
    stops = [*(start for start, _ in breaks), end]
    by_paragraph: dict[int, list[Entry]] = {}
    for entry in entries:
        by_paragraph.setdefault(bisect_right(starts, entry.trigger_start) - 1, []).append(entry)
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        if start < stop and text[start:stop].strip():
            near = [span for span in spans if span[0] < stop and span[1] > start]
            yield Paragraph(
                start=start,
                pieces=cut(text, near, begin=start, end=stop),
                entries=tuple(by_paragraph.get(number, ())),
            )


def _copies(record: Record, report_id: str) -> tuple[tuple[Head, ...], tuple[Head, ...]]:
    copies = copies_of(record, [report_id])
    heads = heads_by_id(record, {one for copy in copies for one in (copy.report, copy.original)})
    repeats = [heads[copy.original] for copy in copies if copy.report == report_id and copy.original in heads]
    repeated = [heads[copy.report] for copy in copies if copy.original == report_id and copy.report in heads]
    return tuple(repeats), tuple(repeated)
