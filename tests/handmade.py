"""A small record made by hand: four reports of one raid, one of a protest, with every noun in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from herodotus.record import Layer, Record, SeenFile
from herodotus.types import (
    Act,
    Actor,
    Attribution,
    Claim,
    Copy,
    Count,
    DatePrecision,
    Disagreement,
    Entity,
    Event,
    EventType,
    Evidence,
    Harm,
    Issue,
    Judgement,
    Method,
    Modality,
    Participant,
    Place,
    PlaceMention,
    PlacePrecision,
    Position,
    Quantity,
    Report,
    Scope,
    Source,
    Tie,
    TimeInterval,
    TimeMention,
    Toll,
    Voice,
    VoiceRole,
    content_id,
)

DAY = TimeInterval(start="2009-03-10", end="2009-03-10", precision=DatePrecision.DAY, text="10 March 2009")
TOWN = Place(
    name="Harbour Town",
    id="geonames:1",
    lat=-14.5,
    lon=-66.75,
    precision=PlacePrecision.TOWN,
    country="BO",
    admin1="Beni",
)

TEXTS = {
    "ministry": "On 10 March 2009 soldiers killed six gunmen in Harbour Town, said spokesman Juan Pérez.",
    "rebels": "Soldiers killed fourteen farmers in Harbour Town on 10 March 2009. We did not bomb the mill.",
    "wire": "At least nine people were killed by soldiers in Harbour Town, residents said.",
    "copy": "At least twelve people were killed by soldiers in Harbour Town, residents said. <b>Juan Pérez",
    "paper": "=Thousands marched against Juan Pérez. In 2003 police had killed 31 people.",
}
SOURCES = {
    "ministry": "The Ministry",
    "rebels": "The Front",
    "wire": "The Wire",
    "copy": "The Courier",
    "paper": None,
}


def report(key: str) -> Report:
    """One of the five reports; `paper` has neither source nor date."""
    source = SOURCES[key]
    return Report(
        key=f"{key}.txt",
        path=f"reports/{key}.txt",
        text=TEXTS[key],
        title=f"What the {key} says",
        language="en",
        source=None if source is None else Source(name=source),
        published=None
        if key == "paper"
        else TimeInterval(
            start="2009-03-11", end="2009-03-11", precision=DatePrecision.DAY, text="11 March 2009"
        ),
    )


def span(key: str, words: str) -> tuple[int, int]:
    """Where `words` stand in a report."""
    start = TEXTS[key].index(words)
    return start, start + len(words)


def evidence(key: str, words: str) -> Evidence:
    """Evidence of `words` in a report."""
    start, end = span(key, words)
    return Evidence(report=report(key).id, start=start, end=end, quote=words)


def entity(key: str, words: str, *, kind: str, named: bool = False) -> Entity:
    """What `words` of a report refer to."""
    return Entity(
        id=content_id("entity", key, words),
        report=report(key).id,
        name=words,
        kind=kind,
        named=named,
        names=(words,) if named else (),
    )


ENTITIES = {
    ("ministry", "soldiers"): "armed_force",
    ("ministry", "six gunmen"): "armed_group",
    ("ministry", "Juan Pérez"): "person",
    ("rebels", "Soldiers"): "armed_force",
    ("rebels", "fourteen farmers"): "group",
    ("wire", "residents"): "group",
    ("copy", "residents"): "group",
    ("wire", "soldiers"): "armed_force",
    ("copy", "soldiers"): "armed_force",
    ("paper", "Juan Pérez"): "person",
    ("paper", "police"): "armed_force",
}


def participant(key: str, words: str) -> Participant:
    """An actor or recipient by the words of a report."""
    start, end = span(key, words)
    return Participant(name=words, entity=content_id("entity", key, words), start=start, end=end)


def count(key: str, words: str, *, low: int, high: int | None, scope: Scope = Scope.EVENT) -> Count:
    """A number of killed."""
    start, end = span(key, words)
    best = low if low == high else None
    return Count(
        harm=Harm.KILLED,
        quantity=Quantity(low=low, best=best, high=high, text=words),
        start=start,
        end=end,
        group="civilians",
        scope=scope,
    )


def attribution(key: str, speaker: str | None, cue: str | None) -> Attribution:
    """The report's own voice, then `speaker` where there is one."""
    chain = [Voice(role=VoiceRole.REPORT, name=SOURCES[key] or f"What the {key} says", named=True)]
    if speaker is not None:
        start, end = span(key, speaker)
        chain.append(
            Voice(
                role=VoiceRole.SOURCE,
                name=speaker,
                named=speaker[0].isupper(),
                start=start,
                end=end,
                entity=content_id("entity", key, speaker),
            )
        )
    return Attribution(chain=tuple(chain), cue=None if cue is None else span(key, cue), act=Act.ASSERT)


def claim(key: str, clause: str, trigger: str, **more: object) -> Claim:
    """A claim of an assault unless `more` says otherwise."""
    fields: dict[str, object] = {
        "report": report(key).id,
        "event_type": EventType.ASSAULT,
        "trigger": evidence(key, trigger),
        "evidence": (evidence(key, clause),),
        "attribution": attribution(key, None, None),
        "modality": Modality.ASSERTED,
        "confidence": 0.75,
        "why": (f"trigger `{trigger}`",),
        **more,
    }
    return Claim(**fields)  # type: ignore[arg-type]


def place(key: str) -> PlaceMention:
    """Harbour Town as a report names it."""
    start, end = span(key, "Harbour Town")
    return PlaceMention(start=start, end=end, text="Harbour Town", place=TOWN)


def day(key: str) -> TimeMention:
    """10 March 2009 as a report names it."""
    start, end = span(key, "10 March 2009")
    return TimeMention(
        start=start, end=end, text="10 March 2009", time=DAY, anchor="explicit", value="2009-03-10"
    )


CLAIMS = {
    "six": claim(
        "ministry",
        "soldiers killed six gunmen in Harbour Town",
        "killed",
        place=place("ministry"),
        time=day("ministry"),
        actors=(participant("ministry", "soldiers"),),
        recipients=(participant("ministry", "six gunmen"),),
        casualties=(count("ministry", "six", low=6, high=6),),
        attribution=attribution("ministry", "Juan Pérez", "said"),
    ),
    "fourteen": claim(
        "rebels",
        "Soldiers killed fourteen farmers in Harbour Town on 10 March 2009",
        "killed",
        place=place("rebels"),
        time=day("rebels"),
        actors=(participant("rebels", "Soldiers"),),
        recipients=(participant("rebels", "fourteen farmers"),),
        casualties=(count("rebels", "fourteen", low=14, high=14),),
    ),
    "bridge": claim("rebels", "We did not bomb the mill", "bomb", modality=Modality.DENIED),
    "nine": claim(
        "wire",
        "At least nine people were killed by soldiers in Harbour Town",
        "killed",
        place=place("wire"),
        casualties=(count("wire", "At least nine", low=9, high=None),),
        actors=(participant("wire", "soldiers"),),
        attribution=attribution("wire", "residents", "said"),
    ),
    "twelve": claim(
        "copy",
        "At least twelve people were killed by soldiers in Harbour Town",
        "killed",
        place=place("copy"),
        casualties=(count("copy", "At least twelve", low=12, high=None),),
        actors=(participant("copy", "soldiers"),),
        attribution=attribution("copy", "residents", "said"),
    ),
    "march": claim(
        "paper",
        "=Thousands marched against Juan Pérez",
        "marched",
        event_type=EventType.PROTEST,
        recipients=(participant("paper", "Juan Pérez"),),
    ),
    "old": claim(
        "paper",
        "In 2003 police had killed 31 people",
        "killed",
        actors=(participant("paper", "police"),),
        casualties=(count("paper", "31", low=31, high=31),),
    ),
}
ARMY = Actor(
    id="actor:army",
    name="soldiers",
    kind="armed_force",
    aliases=("Soldiers",),
    mentions=4,
    entities=tuple(
        content_id("entity", key, words)
        for key, words in (
            ("ministry", "soldiers"),
            ("rebels", "Soldiers"),
            ("wire", "soldiers"),
            ("copy", "soldiers"),
        )
    ),
)
SPEAKER = Actor(
    id="actor:speaker",
    name="Juan Pérez",
    kind="person",
    mentions=2,
    entities=tuple(content_id("entity", key, "Juan Pérez") for key in ("ministry", "paper")),
)
FARMERS = Actor(
    id="actor:farmers",
    name="fourteen farmers",
    kind="group",
    mentions=1,
    entities=(content_id("entity", "rebels", "fourteen farmers"),),
)


def position(value: str, holders: tuple[str, ...], *claims: str, low: int, high: int | None) -> Position:
    """One side, by the short names of its claims."""
    return Position(
        value=value, holders=holders, claims=tuple(CLAIMS[name].id for name in claims), low=low, high=high
    )


SIDES = (
    position("6", ("Juan Pérez",), "six", low=6, high=6),
    position("14", ("The Front",), "fourteen", low=14, high=14),
    position("at least 9", ("residents",), "nine", "twelve", low=9, high=None),
)
RAID = Event(
    id="event:1",
    event_type=EventType.ASSAULT,
    title="Soldiers kill people in Harbour Town",
    time=DAY,
    place=TOWN,
    claims=tuple(sorted(CLAIMS[name].id for name in ("six", "fourteen", "nine", "twelve"))),
    reports=tuple(sorted(report(key).id for key in ("ministry", "rebels", "wire", "copy"))),
    origins=3,
    actors=(ARMY.id,),
    recipients=(FARMERS.id,),
    tolls=(Toll(harm=Harm.KILLED, low=6, high=14, positions=SIDES),),
    disagreements=(Disagreement(field="killed", question="How many were killed?", positions=SIDES[:2]),),
)
OTHERS = tuple(
    Event(
        id=f"event:{number}",
        event_type=CLAIMS[name].event_type,
        title=title,
        claims=(CLAIMS[name].id,),
        reports=(CLAIMS[name].report,),
        origins=1,
        recipients=recipients,
    )
    for number, name, title, recipients in (
        (2, "bridge", "A bomb at the mill", ()),
        (3, "march", "March against Juan Pérez", (SPEAKER.id,)),
        (4, "old", "Police kill 31 people", ()),
    )
)


@dataclass
class Handmade:
    """Holdings of the nouns above, or of any others."""

    all_reports: list[Report] = field(default_factory=lambda: [report(key) for key in TEXTS])
    all_claims: list[Claim] = field(default_factory=lambda: list(CLAIMS.values()))
    all_events: list[Event] = field(default_factory=lambda: [RAID, *OTHERS])
    all_issues: list[Issue] = field(
        default_factory=lambda: [
            Issue(
                level="error",
                stage="read",
                path="reports/fax.pdf",
                message="`fax.pdf` is damaged",
                hint="ask for it again",
            )
        ]
    )

    def reports(self) -> Iterator[Report]:
        yield from sorted(self.all_reports, key=lambda report: report.id)

    def claims(self) -> Iterator[Claim]:
        yield from sorted(self.all_claims, key=lambda claim: claim.id)

    def entities(self) -> Iterator[Entity]:
        made = [
            entity(key, words, kind=kind, named=kind == "person") for (key, words), kind in ENTITIES.items()
        ]
        yield from sorted(made, key=lambda entity: entity.id)

    def actors(self) -> Iterator[Actor]:
        yield from (ARMY, FARMERS, SPEAKER)

    def events(self) -> Iterator[Event]:
        yield from self.all_events

    def ties(self) -> Iterator[Tie]:
        yield Tie(
            a=ARMY.id,
            b=FARMERS.id,
            sign=-1,
            kind="fights",
            start="2009-03-10",
            end="2009-03-10",
            weight=0.8,
            low=0.5,
            high=0.95,
            claims=(CLAIMS["fourteen"].id,),
        )

    def copies(self) -> Iterator[Copy]:
        yield Copy(report=report("copy").id, original=report("wire").id, share=0.9, rule="word runs")

    def issues(self) -> Iterator[Issue]:
        yield from self.all_issues

    def judgements(self) -> Iterator[Judgement]:
        yield Judgement(
            left=CLAIMS["six"].id,
            right=None,
            verdict="accept",
            by="ana",
            at="2026-01-02T03:04:05",
            why="read the original",
        )


def kept(path: Path) -> Path:
    """Write the nouns above into a record at `path`, as reading and reconciling would."""
    holdings = Handmade()
    method = Method(name="handmade", version="1")
    with Record.open(path, create=True) as record:
        for report_ in holdings.reports():
            file = SeenFile(path=report_.path or "", sha256=report_.sha256, size=1, method=method.id)
            record.put_file(file, reports=[report_])
        damaged = SeenFile(path="reports/fax.pdf", sha256="0", size=1, method=method.id)
        record.put_file(damaged, reports=[], issues=holdings.all_issues)
        layers = []
        for page in record.unread(method):
            for unread in page:
                own = unread.report.id
                layers.append(
                    Layer(
                        report=own,
                        made_from=unread.made_from,
                        entities=tuple(one for one in holdings.entities() if one.report == own),
                        claims=tuple(one for one in holdings.claims() if one.report == own),
                    )
                )
        record.put_layers(layers, method=method)
        views = [*holdings.actors(), *holdings.events(), *holdings.ties(), *holdings.copies()]
        record.put_views(views, method=method)
    return path
