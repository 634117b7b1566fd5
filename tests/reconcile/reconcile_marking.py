"""Claims from marked text, for tests of reconciliation: what extraction would hand over.

`<a>actor</a> <t>trigger</t> <r>recipient</r> <p>place</p> <d 2011-03-04>day</d> <v>named voice</v>
<u>unnamed voice</u> <n killed>12</n> <n killed part children>5</n> <s authority authorised>words</s>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from herodotus.types import (
    Act,
    Attribution,
    Claim,
    Count,
    DatePrecision,
    Entity,
    EventType,
    Evidence,
    Harm,
    Judgement,
    Modality,
    Participant,
    Place,
    PlaceMention,
    PlacePrecision,
    Quantity,
    Report,
    Scope,
    Slot,
    Source,
    TimeInterval,
    TimeMention,
    Voice,
    VoiceRole,
    content_id,
)

_TAG = re.compile(r"<(/?)([a-z])((?: [^>]*)?)>")
PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


@dataclass
class World:
    """Who and where: name -> (kind, country, named), place name -> Place."""

    people: dict[str, tuple[str, str | None, bool]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def town(name, *, lat, lon, country, precision=PlacePrecision.TOWN, admin1=None):
    return Place(
        name=name,
        id=f"test:{name.lower()}",
        lat=lat,
        lon=lon,
        precision=precision,
        country=country,
        admin1=admin1,
    )


@dataclass
class Told:
    """One report with its claims and entities."""

    report: Report
    claims: list[Claim]
    entities: list[Entity]


def strip(marked):
    text, spans, open_at = "", [], {}
    position = 0
    for match in _TAG.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match.group(1):
            start, words = open_at.pop(match.group(2))
            spans.append((match.group(2), words, start, len(text)))
        else:
            open_at[match.group(2)] = (len(text), match.group(3).split())
    return text + marked[position:], spans


def told(key, sentences, *, world, source=None, published=None, titles=None):
    """Make a report of sentences (event type, modality, marked text), each one claim."""
    text, parsed = "", []
    for event_type, modality, marked in sentences:
        plain, spans = strip(marked)
        parsed.append((event_type, modality, len(text), plain, spans))
        text += plain + " "
    interval = (
        None
        if published is None
        else TimeInterval(start=published, end=published, precision=DatePrecision.DAY)
    )
    report = Report(key=key, text=text, source=Source(name=source) if source else None, published=interval)
    entities: dict[str, Entity] = {}
    claims = [_claim(report, row, world, entities, titles or {}) for row in parsed]
    return Told(
        report,
        [claim for claim in claims if claim is not None],
        sorted(entities.values(), key=lambda one: one.id),
    )


def _claim(report, row, world, entities, titles):
    event_type, modality, offset, plain, spans = row
    trigger = next((span for span in spans if span[0] == "t"), None)
    if trigger is None:
        return None
    at = [(tag, words, start + offset, end + offset) for tag, words, start, end in spans]

    def entity(name):
        kind, country, named = world.people.get(name, ("unknown", None, name[:1].isupper()))
        made = Entity(
            id=content_id("entity", report.id, name),
            report=report.id,
            name=name,
            kind=kind,
            named=named,
            names=(name,) if named else (),
            country=country,
            titles=titles.get(name, ()),
        )
        entities[made.id] = made
        return made.id

    def people(tag):
        return tuple(
            Participant(name=report.text[s:e], entity=entity(report.text[s:e]), start=s, end=e)
            for t, _, s, e in at
            if t == tag
        )

    voices = [
        Voice(role=VoiceRole.REPORT, name=report.source.name if report.source else report.key, named=True)
    ]
    voices += [
        Voice(
            role=VoiceRole.SOURCE,
            name=report.text[s:e],
            named=t == "v",
            entity=entity(report.text[s:e]),
            start=s,
            end=e,
        )
        for t, _, s, e in at
        if t in "vu"
    ]
    places = [
        PlaceMention(
            start=s,
            end=e,
            text=report.text[s:e],
            place=world.places.get(report.text[s:e], Place(name=report.text[s:e])),
        )
        for t, _, s, e in at
        if t == "p"
    ]
    times = [
        TimeMention(
            start=s, end=e, text=report.text[s:e], anchor="explicit", time=_time(words[0], report.text[s:e])
        )
        for t, words, s, e in at
        if t == "d"
    ]
    start, end = trigger[2] + offset, trigger[3] + offset
    return Claim(
        report=report.id,
        event_type=EventType(event_type),
        modality=Modality(modality),
        trigger=Evidence(report=report.id, start=start, end=end, quote=report.text[start:end]),
        evidence=(Evidence(report=report.id, start=offset, end=offset + len(plain), quote=plain),),
        attribution=Attribution(chain=tuple(voices), cue=None, act=Act.ASSERT),
        actors=people("a"),
        recipients=people("r"),
        place=places[0] if places else None,
        time=times[0] if times else None,
        casualties=tuple(_count(words, report.text[s:e], s, e) for t, words, s, e in at if t == "n"),
        slots=tuple(
            Slot(name=words[0], value=words[1].replace("not_", "not "), start=s, end=e)
            for t, words, s, e in at
            if t == "s"
        ),
    )


def _time(iso, text):
    first, last = iso.split("..") if ".." in iso else (iso, iso)
    return TimeInterval(
        start=first,
        end=last,
        text=text,
        precision=DatePrecision.DAYS if first != last else PRECISION[len(iso)],
    )


def _count(words, text, start, end):
    number = int(re.search(r"\d+", text).group())
    low, high = (number, None) if "least" in text else (number, number)
    scope = next((Scope(word) for word in words[1:] if word in list(Scope)), Scope.EVENT)
    group = next((word for word in words[1:] if word not in list(Scope)), None)
    return Count(
        harm=Harm(words[0]),
        quantity=Quantity(low=low, best=None if high is None else number, high=high, text=text),
        start=start,
        end=end,
        scope=scope,
        group=group,
    )


@dataclass
class Shelf:
    """A small record: what reconcile needs, in any order of reports."""

    told: list[Told]
    judged: tuple[Judgement, ...] = ()
    runs: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def reports(self):
        return iter(sorted((one.report for one in self.told), key=lambda report: report.id))

    def fingerprints(self):
        return iter(sorted(self.runs.items()))

    def entities(self):
        return iter(sorted((row for one in self.told for row in one.entities), key=lambda row: row.id))

    def claims(self):
        return iter(sorted((row for one in self.told for row in one.claims), key=lambda row: row.id))

    def judgements(self):
        return iter(self.judged)
