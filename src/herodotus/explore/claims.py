"""The page of one claim: every value with its characters, why it was read so, and what people judged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from herodotus.errors import UsageError
from herodotus.explore.entries import Entry, entries_of
from herodotus.explore.reading import Piece, cut, spans_of
from herodotus.explore.sheets import claim_facts, judgement_words
from herodotus.record import Record
from herodotus.record.browsing import EventRow, events_by_id

# Characters of the report around the claim.
_AROUND = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim: its entry, its passage with layers, its facts, its events, its judgements."""

    claim: str
    entry: Entry
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    facts: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    events: tuple[EventRow, ...]
    judged: tuple[str, ...]


def claim_page(record: Record, claim_id: str) -> ClaimPage:
    """Return the page of a claim; an unknown or rejected one is a UsageError."""
    claim = record.claim(claim_id)
    report = record.report(claim.report) if claim else None
    if claim is None or report is None:
        raise UsageError(
            f"there is no claim `{claim_id}` in this record",
            hint="it may have been rejected; look in the search",
        )
    (entry,) = entries_of(record, [claim])
    spans = sorted(spans_of(claim))
    begin, end = _passage(report.text, min(span[0] for span in spans), max(span[1] for span in spans))
    rows = events_by_id(record, entry.events)
    return ClaimPage(
        claim=claim_id,
        entry=entry,
        pieces=cut(report.text, spans, begin=begin, end=end),
        cut_before=begin > 0,
        cut_after=end < len(report.text),
        facts=tuple(claim_facts(claim, entry.line.head)),
        why=claim.why,
        events=tuple(rows[event] for event in entry.events if event in rows),
        judged=tuple(judgement_words(one) for one in record.judgements(left=claim_id)),
    )


def _passage(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where a passage around these characters begins and ends, between words."""
    begin, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    if begin:
        gap = re.search(r"\s+", text[begin:first])
        begin = begin + gap.end() if gap else begin
    if end < len(text):
        gaps = [gap.start() for gap in re.finditer(r"\s", text[last:end])]
        end = last + gaps[-1] if gaps else end
    return begin, end
