"""Small reports and what is read in them, made for the tests of the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from herodotus.record import Layer, Record, SeenFile
from herodotus.types import (
    Act,
    Actor,
    Attribution,
    Claim,
    Copy,
    Entity,
    Event,
    EventType,
    Evidence,
    Method,
    Modality,
    Participant,
    Report,
    Tie,
    Voice,
    VoiceRole,
    content_id,
)

METHOD = Method(name="test", version="1")
NEWER = Method(name="test", version="2")
TEXT = "Masked men burned the mill at Orlu, a fisherman said."


def made_report(
    key: str = "mill.txt", *, words: str = TEXT, path: str | None = None, **particulars
) -> Report:
    return Report(key=key, text=words, path=path or key, **particulars)


def made_file(path: str, **fields) -> SeenFile:
    return SeenFile(**{"path": path, "sha256": "00", "size": 1, "method": "method:read", **fields})


def made_claim(
    report: Report, *, event_type: EventType = EventType.ASSAULT, actor: str = "Masked men"
) -> Claim:
    """The claim on "burned", by the second word of the text."""
    start = report.text.index("burned")
    end = report.text.index(",")
    trigger = Evidence(report=report.id, start=start, end=start + 6, quote="burned")
    clause = Evidence(report=report.id, start=0, end=end, quote=report.text[:end])
    at = report.text.index(actor)
    return Claim(
        report=report.id,
        event_type=event_type,
        trigger=trigger,
        evidence=(clause,),
        attribution=Attribution(
            chain=(
                Voice(role=VoiceRole.REPORT, name=report.key, named=True),
                Voice(role=VoiceRole.SOURCE, name="a fisherman", named=False, start=36, end=47),
            ),
            cue=(48, 52),
            act=Act.ASSERT,
        ),
        modality=Modality.ASSERTED,
        actors=(Participant(name=actor, entity=entity_id(report, actor), start=at, end=at + len(actor)),),
    )


def entity_id(report: Report, name: str) -> str:
    return content_id("entity", report.id, name)


def made_layer(report: Report, *, made_from: str, name: str = "Masked men") -> Layer:
    entity = Entity(id=entity_id(report, name), report=report.id, name=name, kind="armed_group", named=False)
    return Layer(
        report=report.id,
        made_from=made_from,
        entities=(entity,),
        claims=(made_claim(report),),
        fingerprint=(7, 2**61),
    )


def read_all(record: Record, *, method: Method = METHOD) -> int:
    """Read every unread report as `made_layer` does; return how many there were."""
    layers = [
        made_layer(unread.report, made_from=unread.made_from)
        for page in record.unread(method)
        for unread in page
    ]
    record.put_layers(layers, method=method)
    return len(layers)


def make_views(record: Record) -> None:
    """One actor of all entities, one event of all claims, a tie and a copy."""
    claims = list(record.claims())
    entities = tuple(entity.id for entity in record.entities())
    reports = tuple(sorted({claim.report for claim in claims}))
    actor = Actor(id="actor:1", name="Masked men", kind="armed_group", entities=entities, mentions=1)
    event = Event(
        id="event:1", event_type=EventType.ASSAULT, title="Mill burned", origins=len(reports),
        claims=tuple(claim.id for claim in claims), reports=reports, actors=("actor:1",),
    )  # fmt: skip
    tie = Tie(
        a="actor:1", b="actor:1", sign=-1, kind="fights", start=None, end=None, weight=1.0, low=0.5, high=1.0,
        claims=event.claims,
    )  # fmt: skip
    copies = [Copy(report=reports[0], original=reports[-1], share=1.0, rule="same words")]
    record.put_views([actor, event, tie, *copies], method=METHOD)


def filled(path: Path, *, reports: int = 1) -> Record:
    record = Record.open(path, create=True)
    for number in range(reports):
        report = made_report(f"mill-{number}.txt", title=f"Mill {number}")
        record.put_file(made_file(report.key), reports=[report])
    read_all(record)
    make_views(record)
    return record


def spoil(record: Record, statement: str, **values: object) -> None:
    """Change the file behind the record's back, triggers off, as a fault or a hand would."""
    with record.store.writing() as connection:
        triggers = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement), values)
        for _, sql in triggers:
            connection.execute(text(sql).execution_options(no_parameters=True))


def moved(claim: Claim, *, by: int) -> Claim:
    """The same claim with evidence that points elsewhere."""
    evidence = tuple(replace(each, start=each.start + by, end=each.end + by) for each in claim.evidence)
    return replace(claim, evidence=evidence)
