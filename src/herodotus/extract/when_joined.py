"""Times made of two, or of a time and a length: "from 3 to 7 May", "since Monday", "two days of fighting"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from herodotus.extract.tree import Tree
from herodotus.extract.within import token_at
from herodotus.types import DatePrecision, Sentence, TimeInterval, TimeMention

_DAYS_IN = {"D": 1, "W": 7, "M": 30, "Y": 365}
_STEPS = ((1, DatePrecision.DAY), (6, DatePrecision.DAYS), (7, DatePrecision.WEEK), (31, DatePrecision.MONTH))
_FROM, _TO = (
    frozenset({"from", "between"}),
    frozenset({"to", "and", "till", "until", "-", "\u2013", "through"}),
)
_ENDING = frozenset({"after", "following", "follow", "in", "during", "amid", "see", "mark", "end"})


def joined(times: Sequence[TimeMention], *, sentence: Sentence) -> list[TimeMention]:
    """Return the times with those that make one interval joined: "between 3 and 7 May", "3-7 May"."""
    made: list[TimeMention] = []
    for time in times:
        last = made[-1] if made else None
        if last is not None and _is_range(last, time, sentence=sentence):
            made[-1] = _over(last, time)
        else:
            made.append(time)
    return made


def _is_range(first: TimeMention, second: TimeMention, *, sentence: Sentence) -> bool:
    if first.time.start is None or second.time.end is None or second.time.start is None:
        return False
    between = [t.text.lower() for t in sentence.tokens if t.start >= first.end and t.end <= second.start]
    before = [t.text.lower() for t in sentence.tokens if t.end <= first.start][-1:]
    if len(between) > 2 or not between or between[0] not in _TO:  # noqa: PLR2004 ("to the", "and on")
        gap = second.start - first.end
        return gap <= 1 and first.time.start <= second.time.start  # "3-7 May", one token for some taggers
    if first.time.start > second.time.start:
        return False
    return between[0] != "and" or before[0:1] == ["between"] or _next_to(first, second)


def _next_to(first: TimeMention, second: TimeMention) -> bool:
    """Say whether the second day follows the first: "on 28 and 29 November"."""
    if first.time.end is None or second.time.start is None:
        return False
    return date.fromisoformat(second.time.start) - date.fromisoformat(first.time.end) == timedelta(days=1)


def _over(first: TimeMention, second: TimeMention) -> TimeMention:
    """Return the interval from the first time's start to the second's end; its words are the second's."""
    start, end = first.time.start, second.time.end
    interval = TimeInterval(start=start, end=end, precision=_precision(start, end), text=second.text)
    return replace(second, time=interval, value=None)


def _precision(start: str | None, end: str | None) -> DatePrecision | None:
    if start is None or end is None:
        return None
    length = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return next((precision for most, precision in _STEPS if length <= most), DatePrecision.YEAR)


def lasting(
    tree: Tree, index: int | None, time: TimeMention, *, published: TimeInterval | None
) -> TimeMention:
    """Return "since Monday" as lasting till the report was published; words alone where that is unknown."""
    if index is None or tree.case(index) != "since" or time.time.start is None:
        return time
    end = published.end[:10] if published is not None and published.end else None
    if end is None or end < time.time.start:
        return replace(time, time=replace(time.time, start=None, end=None, precision=None))
    interval = replace(time.time, end=end, precision=_precision(time.time.start, end))
    return replace(time, time=interval)


def lengths_of(
    tree: Tree, at: int | None, times: Sequence[TimeMention], *, published: TimeInterval | None
) -> TimeMention | None:
    """Return the days of "two days of fighting": it ends where its sentence stands, today or on its day.

    Only where the words say that it is just over or goes on ("follows", "after"); else None.
    """
    if at is None:
        return None
    for time in times:
        length = re.fullmatch(r"P(\d+)([DW])", time.value or "")
        index = token_at(tree, time.start, time.end)
        if length is None or index is None or not _measures(tree, index, at):
            continue
        end = _stands_at(tree, index, times, published=published)
        if end is None:
            return None
        start = end - timedelta(days=int(length[1]) * _DAYS_IN[length[2]])
        interval = TimeInterval(
            start=start.isoformat(),
            end=end.isoformat(),
            precision=_precision(start.isoformat(), end.isoformat()),
            text=time.text,
        )
        return replace(time, time=interval, anchor="published")
    return None


def _measures(tree: Tree, index: int, at: int) -> bool:
    """Say whether the length is the event's own: "two days of fighting", "... which left 30 dead"."""
    node = at
    while tree.rel(node) in {"acl", "conj", "advcl", "xcomp"} and tree.head(node) >= 0:
        node = tree.head(node)
        if tree.upos(node) == "NOUN":
            break
    return any(tree.head(one) == index and tree.case(one) == "of" for one in (at, node))


def _stands_at(
    tree: Tree, index: int, times: Sequence[TimeMention], *, published: TimeInterval | None
) -> date | None:
    head = tree.head(index)
    words = {tree.case(index), tree.lemmas[head] if head >= 0 else ""}
    if not words & _ENDING:
        return None
    days = [one.time.start for one in times if one.time.start is not None and one.time.start == one.time.end]
    if days:
        return date.fromisoformat(days[0])
    present = head >= 0 and tree.tokens[head].xpos in {"VBZ", "VBP"} and tree.lemmas[head] in _ENDING
    if not present or published is None or published.start is None or published.start != published.end:
        return None
    return date.fromisoformat(published.start[:10])
