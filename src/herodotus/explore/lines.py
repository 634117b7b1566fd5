"""The line: one claim as a reader meets it, with who says so, the quote and the report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from herodotus.knowledge.wording import limit, say
from herodotus.types import Claim, Holdings, Modality, Quantity, Report, TimeInterval, VoiceRole

CUT = " [...] "
# Good enough for context, which is no evidence: a mark that ends a sentence, or the end of a paragraph.
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s)\s*|\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A report without its text; `original` is the label of the report that it repeats."""

    id: str
    label: str
    source: str
    title: str
    authors: tuple[str, ...]
    published: str
    path: str
    url: str
    language: str
    original: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim in words. `who` says so, innermost voice first; `also` are reports that repeat it.

    `before` and `after` are the rest of the sentence around the quote: context, and no evidence.
    """

    claim: str
    event_type: str
    who: str
    speaker: str
    modality: str
    asserted: bool
    quote: str
    start: int
    end: int
    head: Head
    when: str
    where: str
    counts: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    confidence: float
    before: str = ""
    after: str = ""
    also: tuple[str, ...] = ()


def heads_of(holdings: Holdings) -> dict[str, Head]:
    """Return report -> head, in the order of ids, with the copies marked as such."""
    plain = {report.id: head_of(report) for report in holdings.reports()}
    originals = {copy.report: copy.original for copy in holdings.copies() if copy.original in plain}
    return {
        report: _with_original(head, plain[originals[report]].label) if report in originals else head
        for report, head in plain.items()
    }


def lines_of(holdings: Holdings, wanted: Iterable[str], *, heads: dict[str, Head]) -> dict[str, Line]:
    """Return claim -> line for the claims that are wanted; the rest pass by unseen."""
    chosen = set(wanted)
    lines: dict[str, list[Line]] = {}
    for claim in holdings.claims():
        if claim.id in chosen and claim.report in heads:
            lines.setdefault(claim.report, []).append(line_of(claim, heads[claim.report]))
    return {
        line.claim: in_its_sentence(line, report.text)
        for report in holdings.reports()
        for line in lines.get(report.id, ())
    }


def in_its_sentence(line: Line, text: str) -> Line:
    """Return the line with the words around its quote, up to its sentence's ends or a few words short."""
    before, after = around(text, line.start, line.end)
    return replace(line, before=before, after=after)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after, to the ends of their sentence or a few words short."""
    return _before(text[:start]), _after(text[end:])


def _before(text: str) -> str:
    near = text[-limit("around") :]
    ends = [end.end() for end in _SENTENCE_END.finditer(near)]
    if not ends and len(text) > len(near):
        return _spaced("... " + near.partition(" ")[2])
    return _spaced(near[ends[-1] :] if ends else near).lstrip()


def _after(text: str) -> str:
    near = text[: limit("around")]
    end = _SENTENCE_END.search(near)
    if end is None and len(text) > len(near):
        return _spaced(near.rpartition(" ")[0] + " ...")
    return _spaced(near[: end.end()] if end else near).rstrip()


def _spaced(text: str) -> str:
    """Return text with single spaces, keeping one at an end that had any."""
    return re.sub(r"\s+", " ", text)


def line_of(claim: Claim, head: Head) -> Line:
    """Return the claim in words."""
    evidence = claim.evidence[0] if claim.evidence else claim.trigger
    chain = claim.attribution.chain
    return Line(
        claim=claim.id,
        event_type=say("event_type", claim.event_type),
        who=_who(claim, head),
        speaker=chain[-1].name
        if chain and chain[-1].role is not VoiceRole.REPORT
        else head.source or head.label,
        modality=say("modality", claim.modality),
        asserted=claim.modality is Modality.ASSERTED,
        quote=shorten(evidence.quote),
        start=evidence.start,
        end=evidence.end,
        head=head,
        when=when_words(claim.time.time if claim.time else None, text=claim.time.text if claim.time else ""),
        where=claim.place.text if claim.place else say("missing", "place"),
        counts="; ".join(f"{count.quantity.text} {count.harm}" for count in claim.casualties),
        actors=tuple(actor.name for actor in claim.actors),
        recipients=tuple(recipient.name for recipient in claim.recipients),
        confidence=claim.confidence,
    )


def fold_copies(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with equal words of equal speakers told once, the others named in `also`."""
    first: dict[tuple[str, str], Line] = {}
    others: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        key = (line.quote.casefold(), line.speaker.casefold())
        if key in first:
            others.setdefault(key, []).append(line.head.label)
        else:
            first[key] = line
    return tuple(_also(line, others.get(key, [])) for key, line in first.items())


def shorten(quote: str) -> str:
    """Return the quote on one line; a very long one is cut in the middle, and the cut is shown."""
    words, most = " ".join(quote.split()), limit("quote")
    if len(words) <= most:
        return words
    half = (most - len(CUT)) // 2
    return words[:half].rsplit(" ", 1)[0] + CUT + words[-half:].split(" ", 1)[-1]


def when_words(time: TimeInterval | None, *, text: str = "") -> str:
    """Return a time with its precision; words of an unresolved time stay words."""
    if time is None:
        return say("missing", "time")
    if time.start is None:
        return f"“{text or time.text}” (not tied to a date)" if text or time.text else say("missing", "time")
    dates = time.start if time.end in (None, time.start) else f"{time.start} to {time.end}"
    precise = time.precision is None or str(time.precision) == "day"
    return dates if precise else f"{dates} ({say('date_precision', time.precision)})"


def number_words(low: int | None, high: int | None) -> str:
    """Return a range in words: "6", "6 to 14", "at least 6", "up to 14"."""
    if low is None and high is None:
        return say("missing", "toll")
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low} to {high}"


def quantity_words(quantity: Quantity) -> str:
    """Return a quantity in words; its own words are shown beside, never instead."""
    return number_words(quantity.low, quantity.high)


def head_of(report: Report, *, report_id: str | None = None) -> Head:
    """Return the head of a report; one without its text does not know its own id, so it is told."""
    source = report.source.name if report.source else ""
    title = " ".join((report.title or "").split())
    published = when_words(report.published) if report.published else say("missing", "published")
    name = source or title or report.key
    dated = report.published.start if report.published and report.published.start else "undated"
    return Head(
        id=report_id or report.id,
        label=f"{name}, {dated}",
        source=source,
        title=title,
        authors=report.authors,
        published=published,
        path=report.path or report.key,
        url=report.url or "",
        language=report.language or "",
    )


def _with_original(head: Head, original: str) -> Head:
    return replace(head, original=original)


def _also(line: Line, others: list[str]) -> Line:
    return replace(line, also=tuple(others)) if others else line


def _who(claim: Claim, head: Head) -> str:
    """Return the chain innermost first: "residents, via a radio, in The Courier, 2009-03-13"."""
    chain = claim.attribution.chain[1:]
    if not chain:
        return f"{head.label}, in its own voice"
    names = [voice.name for voice in reversed(chain)]
    return f"{', via '.join(names)}, in {head.label}"
