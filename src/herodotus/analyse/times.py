"""When: every expression of time in a report, its days, how exact they are and what they were counted from.

Rules read each expression by itself (times_match, times_readings); then they are anchored in the order of the
text (times_anchor). A report without a date keeps its relative times relative.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from herodotus.analyse.times_anchor import anchored
from herodotus.analyse.times_calendar import precision_of
from herodotus.analyse.times_events import DatedEvent, dated_events, event_day
from herodotus.analyse.times_match import TimeMatch, find_matches
from herodotus.analyse.times_reading import Reading
from herodotus.analyse.times_readings import read_match
from herodotus.analyse.times_said import Said, Standing, Timeline, sentence_head, standing_of
from herodotus.knowledge.time_words import TimeWords, load_time_words
from herodotus.types import Report, Sentence, TimeInterval, TimeMention

_NOTED = frozenset({"date", "stretch", "weekday", "offset", "holiday", "calendar"})


def find_times(report: Report, sentences: Sequence[Sentence] = ()) -> tuple[TimeMention, ...]:
    """Return the report's times in the order of its text."""
    words = load_time_words()
    text = report.text
    found = [pair for match in find_matches(text, words=words) for pair in read_match(match, words=words)]
    published = publication_day(report)
    narrative = is_narrative([reading for _, reading in found], published=published)
    if not narrative:
        found = [(match, reading) for match, reading in found if reading.base != "narrative"]
    places = _standings(found, text=text, sentences=sentences, words=words)
    events: list[DatedEvent] = []
    said: list[Said] = []
    for _ in range(2):  # the second time, events dated further down are known
        timeline = Timeline(published=published, narrative=narrative)
        said = list(_anchor_all(found, places, text=text, timeline=timeline, events=events, words=words))
        events = dated_events(found, said, text=text, words=words)
        if not any(reading.kind == "event" for _, reading in found):
            break
    return tuple(
        _mention(match, reading, one, text=text)
        for (match, reading), one in zip(found, said, strict=True)
        if narrative or reading.value not in {"anniversary", "best"} or one.days
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


def _standings(
    found: list[tuple[TimeMatch, Reading]], *, text: str, sentences: Sequence[Sentence], words: TimeWords
) -> list[tuple[str, Standing]]:
    """Return for each expression the words of its sentence before it, and where it stands."""
    starts = [sentence.start for sentence in sentences]
    placed = []
    for match, reading in found:
        number = bisect_right(starts, match.start) - 1
        head = sentence_head(text, match.start, known=starts[number] if number >= 0 else None)
        standing = standing_of(
            text,
            match.start,
            match.end,
            head=head,
            paragraph=text.count("\n", 0, match.start),
            explicit=reading.year is not None and not reading.bc,
            aside=words.since,
        )
        placed.append((head, standing))
    return placed


def _anchor_all(
    found: list[tuple[TimeMatch, Reading]],
    placed: list[tuple[str, Standing]],
    *,
    text: str,
    timeline: Timeline,
    events: list[DatedEvent],
    words: TimeWords,
) -> Iterator[Said]:
    before: tuple[TimeMatch, Reading, Said] | None = None
    for number, (match, reading) in enumerate(found):
        head, standing = placed[number]
        timeline.ahead = _year_ahead(found, number, text=text)
        timeline.future = _is_to_come(head, text[match.end : match.end + 60], words=words)
        timeline.paragraph, timeline.quoted = standing.paragraph, standing.quoted
        timeline.event = (
            event_day(reading.event, at=match.start, events=events, words=words)
            if reading.kind == "event" and reading.event and events
            else None
        )
        said = anchored(reading, timeline=timeline)
        if (
            before
            and reading.kind == "event"
            and _is_beside(text, before, match.start, head=head, reading=reading)
        ):
            if said.days is None or reading.value == "anniversary":
                said = Said(value=before[2].value, days=before[2].days, anchor=before[2].anchor)
        elif reading.kind == "event" and (day := _day_apposed(found, number, text=text)) is not None:
            said = anchored(day, timeline=timeline)
        elif reading.value == "clock" and (day := _day_behind(found, number, text=text)) is not None:
            said = anchored(day, timeline=timeline)
            value = f"{(said.value or '').partition('T')[0]}T{reading.part}"
            said = Said(value=value, days=said.days, anchor=said.anchor)
        if reading.kind in _NOTED and not _looks_back(reading, said, narrative=timeline.narrative):
            timeline.note(said, standing=standing)
        if said.days and said.unit in {"D", "M", "W"} and reading.kind != "event":
            before = (match, reading, said)
        yield said


def _looks_back(reading: Reading, said: Said, *, narrative: bool) -> bool:
    """Say whether a time is an aside by its own words: "a year earlier", a feast without a year."""
    backward = reading.kind == "offset" and said.anchor == "previous" and (reading.offset or 0) < 0
    deictic = reading.base == "published" and reading.kind == "offset"
    return (
        backward
        or (narrative and deictic)
        or (reading.kind in {"holiday", "calendar"} and reading.year is None and said.anchor != "published")
    )


def _is_to_come(head: str, tail: str, *, words: TimeWords) -> bool:
    """Say whether the words around a date speak of what is to come; "said on" takes the date to itself."""
    if words.told.search(head) or tail.startswith(("'s", "\u2019s")) or _REACHED.match(tail):
        return False
    if not head.strip() or len(head.split()) <= _OPENING:
        behind = re.split(r"[.;:]\s", tail)[0]
        return words.behind.search(behind) is not None or words.due.search(head) is not None
    clause = _PAST_CLAUSE.split(head)[-1]
    return words.future.search(clause) is not None or words.due.search(clause) is not None


_REACHED = re.compile(
    r",? (?:[\w\u2019'-]+ ){1,5}?had\b"
)  # "by Monday they had ...": over, though it says "by"
_OPENING = 2  # words before a date that opens its sentence: "On Friday ... will"
_PAST_CLAUSE = re.compile(r"\b(?:since|after|because|in response to|whose|where)\b")


def _is_beside(
    text: str, before: tuple[TimeMatch, Reading, Said], start: int, *, head: str, reading: Reading
) -> bool:
    """Say whether an event's day is the date just said: "Tuesday, the third day of the siege"."""
    if _apposed(text, before[0].end, start):
        return reading.unit == before[2].unit or before[2].unit == "D"
    return reading.value == "anniversary" and before[2].unit == "D" and before[0].start >= start - len(head)


def _day_apposed(found: list[tuple[TimeMatch, Reading]], number: int, *, text: str) -> Reading | None:
    """Return the date that explains an event's day: "on the first day of the siege, 4 May"."""
    if number + 1 >= len(found):
        return None
    (match, event), (later, reading) = found[number], found[number + 1]
    dated = reading.kind == "date" and reading.day is not None
    if (
        not dated
        or event.unit != "D"
        or not re.fullmatch(r", (?:on )?(?:the )?", text[match.end : later.start])
    ):
        return None
    return reading


def _day_behind(found: list[tuple[TimeMatch, Reading]], number: int, *, text: str) -> Reading | None:
    """Return the day said after a clock time in its sentence: "at 5:34 local time on 20 March 2003"."""
    if number + 1 >= len(found):
        return None
    (match, _), (later, reading) = found[number], found[number + 1]
    gap = text[match.end : later.start]
    day = reading.kind == "weekday" or (reading.kind == "date" and reading.day)
    day = day or (reading.kind == "offset" and reading.base == "published" and reading.unit == "D")
    return reading if day and not re.search(r"[.;!?]\s|\n", gap) else None


def _year_ahead(found: list[tuple[TimeMatch, Reading]], number: int, *, text: str) -> int | None:
    """Return the year of the date that this one is joined to: "in August and September 1914"."""
    for (match, _), (later, reading) in zip(found[number:], found[number + 1 :], strict=False):
        if (
            reading.kind != "date"
            or not (reading.month or reading.season)
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
