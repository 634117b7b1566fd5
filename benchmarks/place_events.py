"""Where and when each event happened, on reports written for this project (events_1.txt, events_2.txt).

    python benchmarks/place_events.py [--engine auto] [--misses] [--only seen|kept]

"kept" are every fourth report and the last file, at whose misses nobody looked while the rules were made.
An event's claim is the one whose trigger overlaps the marked word; where none does, the stage that finds places
and times is asked directly, so that these figures do not hang on which words count as events.
Honest: of places given as exact (UCDP's where_prec 1) and days given as exact, the share that is right; of longer
intervals, the share that holds the true one.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from herodotus.analyse import analyse
from herodotus.analyse.times_calendar import month_days
from herodotus.extract import extract
from herodotus.extract.when import find_event_time
from herodotus.extract.where import find_event_place
from herodotus.knowledge.precision import ucdp_where
from herodotus.language import load
from herodotus.types import (
    Analysis,
    Claim,
    DatePrecision,
    Evidence,
    PlaceMention,
    Report,
    TimeInterval,
    TimeMention,
)

HERE = Path(__file__).parent
LAST_MIXED = 53
"""The reports of events_4.txt, all kept apart, have higher numbers."""
LOOKED_AT = frozenset({18, 30, 34})
"""Reports that were to be kept apart, and whose misses were seen once: they count as seen."""
MARK = re.compile(r"\{([^|{}]+)\|([^|{}]+)\|([^|{}]+)\}")


@dataclass(frozen=True)
class Event:
    """A marked trigger with the place and the days that the text gives it; "~" is not judged."""

    start: int
    end: int
    place: str
    time: str


def reports() -> Iterator[tuple[int, Report, list[Event]]]:
    """Yield number, report and its marked events."""
    number = 0
    for path in sorted(HERE.glob("events_*.txt")):
        for block in path.read_text("utf-8").split("\n## ")[1:]:
            number += 1
            head, _, body = block.partition("\n")
            day, _, title = head.partition(" ")
            published = TimeInterval(start=day, end=day, precision=DatePrecision.DAY) if day != "-" else None
            text, events = unmarked(f"{title}\n\n{body.strip()}\n")
            yield number, Report(key=f"{number:02}", text=text, title=title, published=published), events


def unmarked(marked: str) -> tuple[str, list[Event]]:
    """Return the text without its marks, and the events with their characters in it."""
    text, events, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        events.append(Event(start=len(text), end=len(text) + len(mark[1]), place=mark[2], time=mark[3]))
        text += mark[1]
        last = mark.end()
    return text + marked[last:], events


def plain(name: str) -> str:
    """Return the letters of a name without accents and case."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def place_right(wanted: str, got: PlaceMention | None) -> bool:
    """Say whether the place is one of those wanted ("-" is none)."""
    names = wanted.replace("~", "").split("/")
    if got is None:
        return "-" in names
    said = plain(f"{got.place.name} {got.text}")
    return any(plain(name) in said for name in names if name != "-")


def days_of(wanted: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that the mark gives."""
    if wanted == "-":
        return None, None
    if re.fullmatch(r"\d{4}-\d\d", wanted):
        first, last = month_days(int(wanted[:4]), int(wanted[5:]))
        return first.isoformat(), last.isoformat()
    start, _, end = wanted.partition("..")
    return start, end or start


def found(
    event: Event, report: Report, analysis: Analysis, claims: tuple[Claim, ...]
) -> tuple[PlaceMention | None, TimeMention | None, bool]:
    """Return the place and time of the claim at the event, else of its words; and whether there is a claim."""
    for claim in claims:
        if claim.trigger.start < event.end and event.start < claim.trigger.end:
            return claim.place, claim.time, True
    sentence = next(s for s in analysis.sentences if s.start <= event.start < s.end)
    quote = report.text[event.start : event.end]
    trigger = Evidence(report=report.id, start=event.start, end=event.end, quote=quote)
    clause = (sentence.start, sentence.end)
    return (
        find_event_place(trigger, clause, sentence, analysis),
        find_event_time(trigger, clause, sentence, analysis),
        False,
    )


def judge(
    event: Event, place: PlaceMention | None, time: TimeMention | None, tally: Counter[str]
) -> list[str]:
    """Count one event; return what was wrong."""
    wrong = []
    if event.place != "~":
        right = place_right(event.place, place)
        tally["place"] += right
        tally["places"] += 1
        if not right:
            wrong.append(f"place {place.place.name if place else None} for {event.place}")
        if place is not None and ucdp_where(place.place) == 1 and place.place.lat is not None:
            exact = right and "~" not in event.place
            tally["exact"] += 1
            tally["honest"] += exact
            if right and not exact:
                wrong.append(f"place {place.place.name} given as exact")
    if event.time != "~":
        want = days_of(event.time)
        got = (time.time.start, time.time.end) if time else (None, None)
        tally["time"] += got == want
        tally["times"] += 1
        if got != want:
            wrong.append(f"time {'..'.join(filter(None, got)) or None} for {event.time}")
        if got[0] is not None and got[1] is not None:
            tally["exact"] += 1
            held = want[0] is not None and want[1] is not None and got[0] <= want[0] and want[1] <= got[1]
            tally["honest"] += got == want if got[0] == got[1] else held
    return wrong


def measure(engine: str, *, only: str | None, misses: bool) -> dict[str, Counter[str]]:
    """Return the counts of both halves."""
    model = load(engine)
    tallies = {"seen": Counter[str](), "kept": Counter[str]()}
    for number, report, events in reports():
        half = "kept" if number > LAST_MIXED or (number % 4 == 2 and number not in LOOKED_AT) else "seen"
        if only not in {None, half}:
            continue
        analysis = analyse(report, engine=model)
        claims = extract(report, analysis)
        for event in events:
            place, time, claimed = found(event, report, analysis, claims)
            tallies[half]["events"] += 1
            tallies[half]["claimed"] += claimed
            wrong = judge(event, place, time, tallies[half])
            if wrong and misses:
                around = report.text[max(0, event.start - 60) : event.end + 50].replace("\n", " ")
                print(
                    f"  {report.key} {report.text[event.start : event.end]}: {'; '.join(wrong)}   | {around}"
                )
    return tallies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--only", choices=["seen", "kept"])
    options = parser.parse_args()
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("place_events", {})
    good = True
    for half, tally in measure(options.engine, only=options.only, misses=options.misses).items():
        if not tally["events"]:
            continue
        shares = {
            "place": tally["place"] / tally["places"],
            "time": tally["time"] / tally["times"],
            "honest": tally["honest"] / tally["exact"],
        }
        print(
            f"{half}: {tally['events']} events ({tally['claimed']} with a claim); place {shares['place']:.3f} of "
            f"{tally['places']}, time {shares['time']:.3f} of {tally['times']}, "
            f"given as exact and right {shares['honest']:.3f} of {tally['exact']}"
        )
        for name, share in shares.items():
            if share < floors.get(f"{half}_{name}", 0.0):
                print(f"BELOW FLOOR: {half}_{name} {share:.3f} < {floors[f'{half}_{name}']}")
                good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
