"""Which events a text dates, so that "the third day of the siege" can count from them.

An event is dated by a date beside its noun ("the 3 May raid", "the siege began on 3 May") or beside a verb of
the same happening ("rebels shelled the port on 3 May"). Several events share a noun: the one whose other
words are said again is meant, else the one told last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from herodotus.analyse.times_calendar import moved_day
from herodotus.analyse.times_match import TimeMatch
from herodotus.analyse.times_reading import Reading
from herodotus.analyse.times_said import Said
from herodotus.knowledge.time_words import TimeWords
from herodotus.types import noun

_REACH = 110  # characters to either side of a date in which its event is looked for
_WORD = re.compile(r"[A-Za-z][\w\u2019'-]+")
_WEAK = frozenset(
    {
        "the",
        "his",
        "her",
        "its",
        "their",
        "that",
        "this",
        "of",
        "to",
        "on",
        "in",
        "at",
        "was",
        "were",
        "had",
        "been",
    }
)


_ON_DATE = re.compile(r"(?: of(?: the)?(?: [A-Z][\w\u2019'-]+){1,3})?(?:,| on| of| in| late| early| the)* ?")


@noun
class DatedEvent:
    """An event with the day on which it began: its nouns, the other words of its clause, where it is told."""

    at: int
    nouns: frozenset[str]
    words: frozenset[str]
    day: date
    begins: bool


def dated_events(
    found: Sequence[tuple[TimeMatch, Reading]], said: Sequence[Said], *, text: str, words: TimeWords
) -> list[DatedEvent]:
    """Return the events that the text dates to a day, in the order of the text."""
    events: list[DatedEvent] = []
    for number, ((match, reading), one) in enumerate(zip(found, said, strict=True)):
        if one.days is None or one.unit != "D" or one.days[0] + timedelta(days=1) < one.days[1]:
            continue
        if reading.kind == "event":
            if (
                reading.event
                and reading.offset is not None
                and one.anchor != "event"
                and reading.value is None
            ):
                begin = moved_day(one.days[0], -reading.offset, reading.unit or "D")
                if begin:
                    events.append(_event(match.start, reading.event, begin, begins=True))
        elif reading.kind in {"date", "weekday", "offset"}:
            before = found[number - 1][0].end if number else 0
            after = found[number + 1][0].start if number + 1 < len(found) else len(text)
            events += _beside(match, text=text, bounds=(before, after), day=one.days[0], words=words)
    return events


def event_day(event: str, *, at: int, events: Sequence[DatedEvent], words: TimeWords) -> date | None:
    """Return the first day of the event that these words mean; None where the text dates none such."""
    if event == "its":  # the event told last, whatever its noun
        begun = [known for known in events if known.begins and known.at < at]
        return begun[-1].day if begun else None
    key = _event(at, event, date.min, begins=True)
    starts = _starts_of(event, words=words)
    nouns = _nouns_of(event, words=words)
    fitting = [known for known in events if known.nouns & nouns or (known.nouns & starts and known.begins)]
    if not fitting:
        return None
    best = max(_fit(known, key.words, at=at) for known in fitting)
    equal = [known for known in fitting if _fit(known, key.words, at=at) == best]
    if starts:  # a war has one beginning, the first that is told of it
        return min(known.day for known in equal)
    return max(equal, key=lambda known: known.at if known.at < at else -known.at).day


def _fit(known: DatedEvent, words: frozenset[str], *, at: int) -> tuple[bool, int, bool]:
    """Return how well a dated event suits: said to begin, words said again, told before."""
    return known.begins, len(known.words & words), known.at < at


def _event(at: int, event: str, day: date, *, begins: bool) -> DatedEvent:
    said = [word.lower() for word in _WORD.findall(event)]
    said = [re.sub(r"['\u2019]s$", "", word) for word in said if word not in _WEAK]
    return DatedEvent(at=at, nouns=frozenset(said), words=frozenset(said), day=day, begins=begins)


def _nouns_of(event: str, *, words: TimeWords) -> frozenset[str]:
    """Return the nouns that may name it: its own, or those of its verb ("two days after he was shot")."""
    table, nouns = words.tables["event_verbs"], set(words.tables["event_nouns"]["words"])
    said = [word.lower() for word in _WORD.findall(event)]
    found = {word for word in said if word in nouns} | {word[:-1] for word in said if word[:-1] in nouns}
    found |= {f"{word}s" for word in found if f"{word}s" in nouns}
    for word in said:
        found |= set(str(table.get(word, "")).split())
    return frozenset(found)


def _starts_of(event: str, *, words: TimeWords) -> frozenset[str]:
    table = words.tables["event_starts"]
    found: set[str] = set()
    for word in _WORD.findall(event.lower()):
        found |= set(str(table.get(word, "")).split())
    return frozenset(found)


@lru_cache(maxsize=2)
def _happenings(nouns: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, nouns), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


def _beside(
    match: TimeMatch, *, text: str, bounds: tuple[int, int], day: date, words: TimeWords
) -> Iterator[DatedEvent]:
    """Yield the events told in the date's clause: between the dates around it, within its sentence."""
    start = max(bounds[0], match.start - _REACH)
    head = re.split(r"[.;:!?]\s|\n", text[start : match.start])[-1]
    tail = re.split(r"[.;:!?]\s|[.]$|\n", text[match.end : min(bounds[1], match.end + _REACH)])[0]
    verbs = words.tables["event_verbs"]
    pattern = _happenings((*words.tables["event_nouns"]["words"], *verbs))
    clause = frozenset(
        re.sub(r"['\u2019]s$", "", word.lower())
        for word in _WORD.findall(f"{head} {tail}")
        if word.lower() not in _WEAK
    )
    begun = words.begin.search(head) is not None or words.begin.search(tail) is not None
    for side, part in (("head", head), ("tail", tail)):
        for found in pattern.finditer(part):
            said = found[0].lower()
            begins = begun and _begins(part, found, words=words)
            nouns = str(verbs.get(said, said)).split()
            if said in verbs or begins or _touches(part, found, side=side):
                yield DatedEvent(
                    at=match.start,
                    nouns=frozenset(nouns),
                    words=clause,
                    day=day,
                    begins=begins or said in verbs,
                )


def _begins(part: str, found: re.Match[str], *, words: TimeWords) -> bool:
    """Say whether a verb of beginning stands by the noun: "the siege began", "launched an offensive"."""
    near = part[max(0, found.start() - 40) : found.end() + 25]
    return words.begin.search(near) is not None


def _touches(part: str, found: re.Match[str], *, side: str) -> bool:
    """Say whether only small words stand between noun and date: "the raid on 3 May", "the 3 May raid"."""
    gap = part[found.end() :] if side == "head" else part[: found.start()]
    if side == "head":
        return _ON_DATE.fullmatch(gap) is not None
    return re.fullmatch(r" ?(?:[\w\u2019'-]+ ){0,2}", gap) is not None
