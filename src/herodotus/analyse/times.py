"""When: every expression of time in a report, its days, how exact they are and what they were counted from.

Rules read each expression by itself (times_match, times_readings); then they are anchored in the order of the
text (times_anchor). A report without a date keeps its relative times relative.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from herodotus.analyse.times_anchor import Said, Timeline, anchored, event_key
from herodotus.analyse.times_calendar import moved_day, precision_of
from herodotus.analyse.times_match import TimeMatch, find_matches
from herodotus.analyse.times_reading import Reading
from herodotus.analyse.times_readings import read_match
from herodotus.knowledge.time_words import TimeWords, load_time_words
from herodotus.types import Report, Sentence, TimeInterval, TimeMention

_NOTED = frozenset({"date", "stretch", "weekday", "offset", "event", "holiday", "calendar"})


def find_times(report: Report, sentences: Sequence[Sentence] = ()) -> tuple[TimeMention, ...]:
    """Return the report's times in the order of its text."""
    words = load_time_words()
    text = report.text
    found = [
        (match, reading)
        for match in find_matches(text, words=words)
        if (reading := read_match(match, words=words)) is not None
    ]
    published = publication_day(report)
    narrative = is_narrative([reading for _, reading in found], published=published)
    starts = [sentence.start for sentence in sentences]
    events: dict[str, date] = {}
    said: list[Said] = []
    for _ in range(2):  # the second time, events dated further down are known
        timeline = Timeline(published=published, narrative=narrative, events=events)
        said = list(_anchor_all(found, text=text, starts=starts, timeline=timeline, words=words))
        events = _dated_events(found, said, text=text, words=words)
    return tuple(
        _mention(match, reading, one, text=text) for (match, reading), one in zip(found, said, strict=True)
    )


def publication_day(report: Report) -> date | None:
    """Return the day on which the report was published, None where only a longer time or nothing is known."""
    published = report.published
    if published is None or published.start is None or published.start != published.end:
        return None
    try:
        return date.fromisoformat(published.start[:10])
    except ValueError:
        return None


def is_narrative(readings: Sequence[Reading], *, published: date | None) -> bool:
    """Say whether a text tells a past of its own: most of its years lie years before its publication."""
    years = [reading.year for reading in readings if reading.year is not None and not reading.bc]
    old = [reading for reading in readings if reading.bc]
    deictic = sum(reading.base == "published" or reading.kind == "weekday" for reading in readings)
    if published is None:
        return len(years) + len(old) > deictic
    distant = sum(abs(year - published.year) > 1 for year in years) + len(old)
    return distant >= 3 and distant > 0.6 * (len(years) + len(old)) and distant > 2 * deictic  # noqa: PLR2004 (see docstring)


def _anchor_all(
    found: list[tuple[TimeMatch, Reading]],
    *,
    text: str,
    starts: list[int],
    timeline: Timeline,
    words: TimeWords,
) -> Iterator[Said]:
    before: tuple[int, Said] | None = None
    for number, (match, reading) in enumerate(found):
        timeline.ahead = _year_ahead(found, number, text=text)
        sentence = starts[bisect_right(starts, match.start) - 1] if starts else max(0, match.start - 90)
        head = text[max(sentence, match.start - 90) : match.start]
        timeline.future = words.future.search(head) is not None
        said = anchored(reading, timeline=timeline)
        if (
            before
            and reading.kind == "event"
            and said.days is None
            and _apposed(text, before[0], match.start)
        ):
            said = Said(value=before[1].value, days=before[1].days, anchor=before[1].anchor)
        if reading.kind in _NOTED:
            timeline.note(said)
        before = (match.end, said) if said.days and said.unit == "D" else None
        yield said


def _year_ahead(found: list[tuple[TimeMatch, Reading]], number: int, *, text: str) -> int | None:
    """Return the year of the date that this one is joined to: "in August and September 1914"."""
    for (match, _), (later, reading) in zip(found[number:], found[number + 1 :], strict=False):
        if (
            reading.kind != "date"
            or not reading.month
            or not _JOINED.fullmatch(text[match.end : later.start])
        ):
            return None
        if reading.year is not None:
            return reading.year
    return None


_JOINED = re.compile(r"\s*(?:,|and|to|until|till|through|or|\u2013|-|, and|and on|and in)\s*")


def _apposed(text: str, end: int, start: int) -> bool:
    """Say whether only a comma, a dash or a bracket stands between: "Tuesday, the third day of the siege"."""
    return re.fullmatch(r"\s*[,(\u2013\u2014-]+\s*", text[end:start]) is not None


def _dated_events(
    found: list[tuple[TimeMatch, Reading]], said: list[Said], *, text: str, words: TimeWords
) -> dict[str, date]:
    """Return the first day of each event that the text itself dates; the first dating counts."""
    events: dict[str, date] = {}
    nouns = _event_noun(words)
    for (match, reading), one in zip(found, said, strict=True):
        if one.days is None or one.unit != "D":
            continue
        if reading.kind == "event" and reading.event and reading.offset is not None and one.anchor != "event":
            begin = moved_day(one.days[0], -reading.offset, reading.unit or "D")
            if begin:
                events.setdefault(event_key(reading.event), begin)
        elif reading.kind in {"date", "weekday", "offset"}:
            for event in _events_beside(match, text=text, nouns=nouns, words=words):
                events.setdefault(event, one.days[0])
    return events


def _event_noun(words: TimeWords) -> re.Pattern[str]:
    listed = words.tables["event_nouns"]["words"]
    return re.compile(
        rf"\b(?:{'|'.join(sorted(map(re.escape, listed), key=lambda w: (-len(w), w)))})\b", re.IGNORECASE
    )


def _events_beside(match: TimeMatch, *, text: str, nouns: re.Pattern[str], words: TimeWords) -> Iterator[str]:
    """Yield events that begin on the date: "the siege began on 3 May", "the 3 May raid"."""
    after = re.match(r" ([\w-]+)", text[match.end : match.end + 24])
    if after and nouns.fullmatch(after[1]):
        yield after[1].lower()
    head = text[max(0, match.start - 70) : match.start]
    tail = re.search(r"([\w-]+) (?:on|of)(?: the)? $", head)
    if tail and nouns.fullmatch(tail[1]):
        yield tail[1].lower()
    clause = re.split(r"[.;:]", head)[-1]
    begun = list(words.begin.finditer(clause))
    if begun and re.search(r"\b(?:on|at|early|late)?(?: the)?\s*$", clause):
        named = [noun[0].lower() for noun in nouns.finditer(clause)]
        if named:
            yield named[-1].split(" ")[-1]


def _mention(match: TimeMatch, reading: Reading, said: Said, *, text: str) -> TimeMention:
    words = text[match.start : match.end]
    days = said.days
    interval = TimeInterval(
        start=days[0].isoformat() if days else None,
        end=days[1].isoformat() if days else None,
        precision=precision_of(days) if days else None,
        text=words,
    )
    anchor = said.anchor if days or reading.kind == "event" else "none"
    return TimeMention(
        start=match.start, end=match.end, text=words, time=interval, anchor=anchor, value=said.value
    )
