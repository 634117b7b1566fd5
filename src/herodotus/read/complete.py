"""From a Draft to a Report: tidy text, particulars by order of trust, language, ids."""

from __future__ import annotations

from collections.abc import Iterator

from herodotus.read.bylines import read_byline, split_names
from herodotus.read.dates import is_ambiguous, read_date
from herodotus.read.decode import tidy
from herodotus.read.heads import Head, read_head
from herodotus.read.reader import Document, Draft, trouble
from herodotus.read.spoken import detect_language, plain_code
from herodotus.types import DatePrecision, Issue, Report, Source, TimeInterval


def complete(draft: Draft, *, document: Document) -> Iterator[Report | Issue]:
    """Return the report of a draft, then what had to be mended or could not be understood.

    What the format declares comes first, then what the text says. Nothing else is asked: not the
    file's own date, nor a date inside the story.
    """
    if draft.final:
        yield _restore(draft, document=document)
        return
    tidied = tidy(draft.text)
    longest = document.settings.max_report_chars
    if not any(letter.isalnum() for letter in tidied.text):
        yield trouble(document, "there is no text in it", level="error",
                      hint="check that the file is whole, and that it is not only pictures")
        return
    if len(tidied.text) > longest:
        yield trouble(
            document,
            f"the text has {len(tidied.text):,} characters, more than {longest:,}",
            level="error",
            hint="split it into one file per report, or raise `max_report_chars`",
        )
        return
    head = read_head(tidied.text)
    report = _report(draft, tidied.text, head, document)
    yield report
    for message, hint in tidied.mended:
        yield Issue(
            level="note", stage="read", path=report.path, message=message, hint=hint, report=report.id
        )
    yield from _doubts(draft, head, report)


def _report(draft: Draft, text: str, head: Head, document: Document) -> Report:
    """Return the report with each particular from the most trusted place that has it."""
    declared_date = _declared_date(draft)
    source = draft.source or head.source
    return Report(
        key=_plain(draft.key) or document.name,
        text=text,
        path=draft.path or document.path,
        url=_plain(draft.url),
        title=_plain(draft.title) or head.title,
        authors=_declared_authors(draft.authors) or head.authors,
        source=Source(name=_plain(source) or "", kind=draft.source_kind, country=draft.source_country)
        if _plain(source) else None,
        published=declared_date or head.published,
        language=detect_language(text) or plain_code(draft.language),
        particulars=(*_tidy_pairs(draft.particulars), *_found(head)),
    )


def _restore(draft: Draft, *, document: Document) -> Report:
    """Return the report of our own export as it was, to the letter."""
    published = None
    if draft.published or draft.published_text is not None:
        precision = DatePrecision(draft.published_precision) if draft.published_precision else None
        published = TimeInterval(start=draft.published, end=draft.published_end, precision=precision,
                                 text=draft.published_text or "")
    source = (
        Source(name=draft.source, kind=draft.source_kind, country=draft.source_country)
        if draft.source
        else None
    )
    return Report(
        key=draft.key or document.name,
        text=draft.text,
        path=draft.path,
        url=draft.url,
        title=draft.title,
        authors=draft.authors,
        source=source,
        published=published,
        language=draft.language,
        particulars=draft.particulars,
    )


def _declared_date(draft: Draft) -> TimeInterval | None:
    """Return the declared date, as an interval where the caller gave both ends."""
    first = read_date(draft.published) if draft.published else None
    last = read_date(draft.published_end) if draft.published_end else None
    if first is None or last is None or last.start == first.start:
        return first
    return TimeInterval(start=first.start, end=last.end, precision=DatePrecision.DAYS, text=first.text)


def _declared_authors(authors: tuple[str, ...]) -> tuple[str, ...]:
    """Return declared authors one by one: a single field may hold a list, or start with "By"."""
    found: list[str] = []
    for field in authors:
        plain = _plain(field)
        byline = read_byline(plain) if plain else None
        names = (byline.authors if byline else None) or (split_names(plain) if plain else None)
        found.extend(names or ([plain] if plain else []))
    return tuple(dict.fromkeys(found))


def _found(head: Head) -> Iterator[tuple[str, str]]:
    """Yield what else the text says, and at which characters each particular stands."""
    if head.dateline:
        yield "dateline", head.dateline.text
        if head.dateline.place:
            yield "dateline_place", head.dateline.place
        if head.dateline.day:
            yield "dateline_day", head.dateline.day
        if head.dateline.agency:
            yield "agency", head.dateline.agency
    if head.byline:
        yield "byline", head.byline
    for name, (start, end) in sorted(head.spans.items()):
        yield f"{name}_at", f"{start}:{end}"
    if head.boilerplate_start is not None:
        yield "boilerplate_start", str(head.boilerplate_start)


def _doubts(draft: Draft, head: Head, report: Report) -> Iterator[Issue]:
    """Yield a note on each date that was there but could not be read."""
    unread = draft.published if draft.published and not _declared_date(draft) else head.ambiguous_date
    if report.published is None and unread:
        why = "may be day first or month first" if is_ambiguous(unread) else "could not be read"
        yield Issue(level="note", stage="read", path=report.path, report=report.id,
                    message=f"the date `{unread.strip()[:60]}` {why}, so the report has none",
                    hint="give it as YYYY-MM-DD, in the file or in a list of particulars (--metadata)")


def _tidy_pairs(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Yield the caller's own fields without controls and lone surrogates."""
    for name, value in pairs:
        yield tidy(name).text, tidy(value).text


def _plain(value: str | None) -> str | None:
    """Return a declared value on one line and tidy, or None where it is empty."""
    words = tidy(value).text.split() if value else []
    return " ".join(words) or None
