"""How fast the pages are over a large record, and in how much memory: a table of p50, p95 and worst.

The record is generated (10,000 reports, 100,000 claims, 20,000 events, one of them of 2,000 claims);
the server is a process of its own on the loopback, asked one request at a time, each with other filters.

On a machine that is busy with other things the wall clock says little; `--inside` asks the same pages
within this process and tells the processor time of each request, which other programs do not change.

Run: python benchmarks/web.py [--record FILE] [--requests N] [--inside]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))
from generated import make_report

from herodotus.record import EventFilter, Layer, Record, SeenFile
from herodotus.record.browsing import browse_events
from herodotus.types import (
    Act,
    Actor,
    Attribution,
    Claim,
    Count,
    DatePrecision,
    Disagreement,
    Entity,
    Event,
    EventType,
    Evidence,
    Harm,
    Method,
    Modality,
    Participant,
    Place,
    PlaceMention,
    PlacePrecision,
    Position,
    Quantity,
    Report,
    Source,
    Tie,
    TimeInterval,
    TimeMention,
    Toll,
    Voice,
    VoiceRole,
    content_id,
)  # fmt: skip

REPORTS, CLAIMS_EACH, ACTORS, PLACES, VOICES = 10_000, 10, 400, 600, 300
# Reports in one file.
TOGETHER = 500
METHOD = Method(name="generated", version="1")
# What was promised, p95 in milliseconds.
PROMISED = {"brief": 500, "event": 150, "event of 2,000 claims": 150}
LIST = 300


def actor_of(number: int) -> str:
    return content_id("actor", "generated", number)


def place_of(number: int) -> Place:
    chance = random.Random(f"place/{number}")
    precision = chance.choice([PlacePrecision.TOWN, PlacePrecision.TOWN, PlacePrecision.ADMIN1])
    return Place(
        name=f"Place {number}", id=f"generated:{number}", lat=round(chance.uniform(2, 14), 4),
        lon=round(chance.uniform(-5, 16), 4), precision=precision, country="XX",
        radius_km=5.0 if precision is PlacePrecision.TOWN else 90.0,
    )  # fmt: skip


def report_of(number: int) -> Report:
    row = make_report(number)
    day = TimeInterval(start=row["published"], end=row["published"], precision=DatePrecision.DAY, text=row["published"])
    return Report(key=row["key"], path=f"generated/{row['key']}.txt", text=row["text"], title=row["title"],
                  source=Source(name=row["source"]), published=day, language="en")  # fmt: skip


def sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        begin = at
        for part in line.split(". "):
            if len(part) > 30:
                yield begin, begin + len(part)
            begin += len(part) + 2
        at += len(line) + 1


def layer_of(report: Report, number: int) -> tuple[tuple[Entity, ...], tuple[Claim, ...]]:
    chance = random.Random(f"claims/{number}")
    incident = number * 2 // 5
    home, day = place_of(incident % PLACES), report.published
    entities: dict[str, Entity] = {}
    claims = []

    def someone(pool: int) -> Participant:
        key = (incident * 7 + chance.randrange(4)) % pool
        entity = content_id("entity", report.id, key)
        entities[entity] = Entity(id=entity, report=report.id, name=f"Group {key}", kind="armed_group", named=True)
        return Participant(name=f"Group {key}", entity=entity, start=start, end=start + 5)

    spans = list(sentences(report.text))
    spans = [spans[place % len(spans)] for place in range(CLAIMS_EACH)]
    for place, (first, end) in enumerate(spans):
        start = first + place // len(set(spans))
        own = Voice(role=VoiceRole.REPORT, name=report.source.name if report.source else "", named=True)
        key = chance.randrange(VOICES)
        source = Voice(role=VoiceRole.SOURCE, name=f"voice {key}", named=key % 2 == 0, start=start, end=start + 6)
        killed = chance.randrange(1, 40)
        claims.append(
            Claim(
                report=report.id,
                event_type=list(EventType)[(incident + place // 2) % 16],
                trigger=Evidence(report=report.id, start=start, end=start + 5, quote=report.text[start : start + 5]),
                evidence=(Evidence(report=report.id, start=start, end=end, quote=report.text[start:end]),),
                attribution=Attribution(chain=(own, source) if place % 3 else (own,), cue=None, act=Act.ASSERT),
                modality=chance.choices(list(Modality), weights=[12, 1, 1, 1, 1, 1, 1])[0],
                actors=(someone(ACTORS),),
                recipients=(someone(ACTORS),),
                place=PlaceMention(start=start, end=start + 4, text=home.name, place=home) if place % 4 else None,
                time=TimeMention(start=start, end=start + 4, text="then", time=day, anchor="explicit")
                if day and place % 3
                else None,
                casualties=(
                    Count(harm=Harm.KILLED, quantity=Quantity(low=killed, best=killed, high=killed, text=str(killed)),
                          start=start, end=start + 2),
                ) if place % 2 else (),
            )
        )  # fmt: skip
    return tuple(entities.values()), tuple({claim.id: claim for claim in claims}.values())


def fill(record: Record, *, reports: int) -> None:
    """Write the reports, the claims and the views; a run that was stopped goes on."""
    had = record.counts()["reports"]
    for first in range(had, reports, TOGETHER):
        made = [report_of(number) for number in range(first, min(first + TOGETHER, reports))]
        file = SeenFile(path=f"generated/{first}.jsonl", sha256=str(first), size=1, method=METHOD.id)
        record.put_file(file, reports=made)
    for page in record.unread(METHOD):
        layers = []
        for unread in page:
            entities, claims = layer_of(unread.report, number_of(unread.report))
            layers.append(Layer(report=unread.report.id, made_from=unread.made_from, entities=entities, claims=claims))
        record.put_layers(layers, method=METHOD)
    if record.views_method() != METHOD.id:
        record.put_views(views(*grouped(record)), method=METHOD)


def number_of(report: Report) -> int:
    return int(report.key.rpartition("-")[2])


def grouped(record: Record) -> tuple[dict[tuple[int, int], list[tuple[str, str, int, str]]], dict[str, list[str]]]:
    """Return the claims of each event as (claim, report, killed, speaker), and the entities of each name."""
    numbers = {identity: number_of(head) for identity, head in record.report_heads()}
    groups: dict[tuple[int, int], list[tuple[str, str, int, str]]] = {}
    for claim in record.claims():
        number, place = numbers[claim.report], claim.trigger.start % CLAIMS_EACH
        killed = claim.casualties[0].quantity.low if claim.casualties else None
        group = (0, 0) if place == 0 and number < 2 * REPORTS // 10 else (number * 2 // 5, place // 2)
        groups.setdefault(group, []).append((claim.id, claim.report, killed or -1, claim.attribution.chain[-1].name))
    entities: dict[str, list[str]] = {}
    for entity in record.entities():
        entities.setdefault(entity.name, []).append(entity.id)
    return groups, entities


def views(groups: dict[tuple[int, int], list[tuple[str, str, int, str]]], entities_of: dict[str, list[str]]) -> Iterator[Actor | Event | Tie]:
    chance = random.Random("views")
    for number in range(ACTORS):
        entities = tuple(sorted(entities_of.get(f"Group {number}", ())))
        yield Actor(id=actor_of(number), name=f"Group {number}", kind="armed_group", entities=entities, mentions=len(entities))
    for (incident, part), rows in sorted(groups.items()):
        place = place_of(incident % PLACES) if chance.random() < 0.8 else None
        day = make_report(incident * 5 // 2)["published"]
        time_ = TimeInterval(start=day, end=day, precision=DatePrecision.DAY, text=day) if chance.random() < 0.8 else None
        figures = sorted({(killed, speaker, claim) for claim, _, killed, speaker in rows if killed > 0})[:12]
        sides = tuple(
            Position(value=str(killed), holders=(speaker,), claims=(claim,), low=killed, high=killed)
            for killed, speaker, claim in figures
        )
        contested = len(sides) > 1 and chance.random() < 0.5
        yield Event(
            id=content_id("event", incident, part), event_type=list(EventType)[(incident + part) % 16],
            title=f"Attack {incident}.{part}" + (f" in {place.name}" if place else ""),
            claims=tuple(sorted(claim for claim, *_ in rows)), reports=tuple(sorted({report for _, report, *_ in rows})),
            origins=max(1, len({report for _, report, *_ in rows}) - 1),
            actors=(actor_of(incident * 7 % ACTORS),), recipients=(actor_of((incident * 7 + 1) % ACTORS),),
            place=place, time=time_,
            tolls=(Toll(harm=Harm.KILLED, low=sides[0].low, high=sides[-1].high, positions=sides),) if sides else (),
            disagreements=(Disagreement(field="killed", question="How many were killed?", positions=sides),) if contested else (),
        )  # fmt: skip
    for number in range(3000):
        a, b = chance.sample(range(ACTORS), 2)
        rows = chance.choice(list(groups.values()))
        day = make_report(number)["published"]
        yield Tie(a=actor_of(a), b=actor_of(b), sign=chance.choice((-1, -1, 0, 1)), kind=f"fights {number}", start=day, end=day,
                  weight=0.7, low=0.3, high=0.9, claims=tuple(sorted(claim for claim, *_ in rows[:4])))  # fmt: skip


def questions(record: Record, chance: random.Random, count: int) -> dict[str, list[str]]:
    """Return page -> addresses, each with other filters."""
    events = [row.event for row in browse_events(record, EventFilter(), order="contested", limit=3000).rows]
    reports = [row_id for row_id, _ in record.report_heads()][: 50 * count]

    def day() -> str:
        return f"201{chance.choice('12')}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"

    def filters() -> str:
        picked = chance.sample(
            [
                f"type={chance.choice(list(EventType))}", f"place=Place {chance.randrange(PLACES)}",
                f"actor={actor_of(chance.randrange(ACTORS))}", f"since={day()}", f"until={day()}", "contested=true",
                "contested=false", f"page={chance.randrange(1, 6)}",
            ],
            chance.randrange(0, 3),
        )  # fmt: skip
        return "&".join(picked)

    def claim_filters() -> str:
        more = [
            f"modality={chance.choice(list(Modality))}", f"voice=voice {chance.randrange(VOICES)}", "q=clinic", "q=market died",
            'q="threatened to return"', "order=time", "",
        ]  # fmt: skip
        return f"{filters()}&{chance.choice(more)}"

    return {
        "brief": ["/"] * count,
        "event": [f"/events/{chance.choice(events)}" for _ in range(count)],
        "event of 2,000 claims": [f"/events/{content_id('event', 0, 0)}"] * count,
        "side by side": [f"/events/{chance.choice(events)}/side-by-side" for _ in range(count)],
        "events, filtered": [f"/events?{filters()}&order={chance.choice(['contested', 'time', 'reported'])}" for _ in range(count)],
        "search, filtered": [f"/search?{claim_filters()}" for _ in range(count)],
        "timeline, filtered": [f"/timeline?{filters()}" for _ in range(count)],
        "map, filtered": [f"/map?{filters()}" for _ in range(count)],
        "network": [f"/network?{'ego=' + actor_of(chance.randrange(ACTORS)) if chance.random() < 0.5 else 'day=' + str(chance.randrange(700))}" for _ in range(count)],
        "report": [f"/reports/{chance.choice(reports)}" for _ in range(count)],
        "reports": [f"/reports?page={chance.randrange(1, 100)}&q={chance.choice(['', 'killed', 'Post'])}" for _ in range(count)],
        "actors": [f"/actors?page={chance.randrange(1, 8)}" for _ in range(count)],
        "actor": [f"/actors/{actor_of(chance.randrange(ACTORS))}" for _ in range(count)],
        "places": [f"/places?page={chance.randrange(1, 10)}" for _ in range(count)],
        "place": [f"/places/Place {chance.randrange(PLACES)}" for _ in range(count)],
        "voices": [f"/voices?q={chance.choice(['', '1', '7'])}" for _ in range(count)],
        "voice": [f"/voices/voice {chance.randrange(VOICES)}" for _ in range(count)],
        "issues": ["/issues"] * count,
    }  # fmt: skip


def measure(record_path: Path, count: int) -> None:
    with Record.open(record_path) as record:
        asked = questions(record, random.Random(8), count)
        counts = record.counts()
    print(f"{counts['reports']:,} reports, {counts['claims']:,} claims, {counts['events']:,} events; {count} requests a page\n")
    script = "import sys; from herodotus.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "serve", "--record", str(record_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as server:
        assert server.stdout
        address = server.stdout.readline().strip().rstrip("/")
        try:
            _ask_all(address, asked, server.pid)
        finally:
            server.terminate()


def measure_inside(record_path: Path, count: int) -> None:
    """Ask the application without a network, and tell processor time."""
    from herodotus.web.app import _prepare, create_app  # noqa: PLC0415 (not needed to fill a record)

    async def ask_all() -> None:
        print("| page | CPU p50 ms | CPU p95 ms | CPU worst ms | first ms | promised p95 |\n|---|--:|--:|--:|--:|--:|")
        transport = httpx.ASGITransport(app=create_app(record))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            for name, addresses in questions(record, random.Random(8), count).items():
                took = []
                for one in addresses:
                    began = time.process_time()
                    answer = await client.get(one)
                    took.append(1000 * (time.process_time() - began))
                    assert answer.status_code == 200, (one, answer.status_code)
                most = PROMISED.get(name, LIST)
                p95 = statistics.quantiles(took, n=20)[18]
                late = " **late**" if p95 > most else ""
                print(f"| {name} | {statistics.median(took):.0f} | {p95:.0f}{late} | {max(took):.0f} | {took[0]:.0f} | {most} |", flush=True)

    with Record.open(record_path) as record:
        counts = record.counts()
        print(f"{counts['reports']:,} reports, {counts['claims']:,} claims, {counts['events']:,} events; {count} requests a page\n")
        began = time.process_time()
        _prepare(record)
        print(f"prepared in {time.process_time() - began:.1f} s of processor time, in the background of the server's start\n")
        asyncio.run(ask_all())
    print(f"most memory, this program included: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _ask_all(address: str, asked: dict[str, list[str]], pid: int) -> None:
    print("| page | p50 ms | p95 ms | worst ms | first ms | promised p95 | server CPU, mean ms | kB |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    with httpx.Client(base_url=address, timeout=60) as client:
        _wait(client)
        for name, addresses in asked.items():
            took, sizes, before = [], [], _cpu(pid)
            for one in addresses:
                began = time.perf_counter()
                answer = client.get(one)
                took.append(1000 * (time.perf_counter() - began))
                sizes.append(len(answer.content) / 1024)
                assert answer.status_code == 200, (one, answer.status_code)
            cuts = statistics.quantiles(took, n=20)
            most = PROMISED.get(name, LIST)
            late = " **late**" if cuts[18] > most else ""
            print(f"| {name} | {statistics.median(took):.0f} | {cuts[18]:.0f}{late} | {max(took):.0f} | {took[0]:.0f} | {most} | {(_cpu(pid) - before) / len(took):.0f} | {statistics.mean(sizes):.0f} |", flush=True)
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith(("VmHWM", "VmRSS")):
            print(line.replace("VmHWM", "most memory").replace("VmRSS", "memory now"))


def _cpu(pid: int) -> float:
    """Return the milliseconds of processor time that the server has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return 10.0 * (int(fields[11]) + int(fields[12]))


def _wait(client: httpx.Client) -> None:
    for _ in range(200):
        try:
            client.get("/keys")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", type=Path, default=Path("web-benchmark.herodotus"))
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--inside", action="store_true")
    given = parser.parse_args()
    with Record.open(given.record, create=True) as record:
        fill(record, reports=given.reports)
    (measure_inside if given.inside else measure)(given.record, given.requests)


if __name__ == "__main__":
    main()
