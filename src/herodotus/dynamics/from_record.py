"""A record -> the system that its reports describe, as the dynamics read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from herodotus.dynamics.answers import Quote
from herodotus.dynamics.happenings import Happening, System, Telling
from herodotus.knowledge.dynamics import load_part
from herodotus.types import (
    Actor,
    Claim,
    DatePrecision,
    Event,
    Harm,
    Holdings,
    Modality,
    Report,
    Tie,
    TimeInterval,
    noun,
)

# An event known to a month cannot be put into a week; it is counted apart, never guessed.
WEEKLY = frozenset({DatePrecision.DAY, DatePrecision.DAYS, DatePrecision.WEEK})
# a, b, sign, kind, claim
Link = tuple[str, str, int, str, str]


def from_record(holdings: Holdings, *, label: str) -> System:
    """Read the system from a record; the texts of its reports are never together in memory."""
    titles: dict[str, str] = {}
    reported: dict[str, str | None] = {}
    for report in holdings.reports():
        titles[report.id] = _title(report)
        reported[report.id] = report.published.start if report.published else None
    claims = {claim.id: claim for claim in holdings.claims()}
    origins = {copy.report: copy.original for copy in holdings.copies()}
    events = tuple(holdings.events())
    members = {claim: event.id for event in events for claim in event.claims}
    actors = {actor.id: actor for actor in holdings.actors()}
    ties = tuple(holdings.ties())
    return System(
        label=label,
        happenings=_set_recalled(
            [made for event in events if (made := _happening(event, claims=claims, origins=origins))]
        ),
        actors=actors,
        ties=ties,
        tellings=_tellings(
            (*_signed(ties), *_unsigned(claims, actors=actors), *_members(claims, actors=actors)),
            claims=claims,
            votes=_Votes(origins=origins, events=members, reported=reported),
        ),
        quotes={name: _quote(claim, title=titles.get(claim.report, "")) for name, claim in claims.items()},
    )


def _set_recalled(happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """Mark what lies outside the stretch of time that holds most dated events, and take its date away.

    Reports recall a coup forty years back; a rate over those forty years would be no rate at all.
    """
    gap = load_part("escalation")["gap_days"]
    days = sorted({row.start for row in happenings if row.start})
    phases: list[list[date]] = []
    for day in days:
        if phases and (day - phases[-1][-1]).days <= gap:
            phases[-1].append(day)
        else:
            phases.append([day])
    told = Counter(row.start for row in happenings if row.start)

    weights = [(sum(told[day] for day in phase), at) for at, phase in enumerate(phases)]
    covered = set(phases[max(weights)[1]]) if phases else set()
    return tuple(
        replace(row, start=None, recalled=True) if row.start and row.start not in covered else row
        for row in happenings
    )


def _title(report: Report) -> str:
    source = report.source.name if report.source else None
    title = report.title or report.key
    return f"{source}: {title}" if source else title


def _quote(claim: Claim, *, title: str) -> Quote:
    first = claim.evidence[0] if claim.evidence else claim.trigger
    voice = claim.attribution.chain[-1].name if claim.attribution.chain else ""
    return Quote(
        claim=claim.id,
        report=first.report,
        title=title,
        voice=voice,
        start=first.start,
        end=first.end,
        text=" ".join(first.quote.split()),
    )


def _happening(event: Event, *, claims: Mapping[str, Claim], origins: Mapping[str, str]) -> Happening | None:
    """Return the event as a happening, or None where no voice asserts it."""
    members = [claims[name] for name in event.claims if name in claims]
    asserted = [claim for claim in members if claim.modality is Modality.ASSERTED]
    if not asserted:
        return None
    when, toll = event.time, next((toll for toll in event.tolls if toll.harm is Harm.KILLED), None)
    dated = when is not None and when.start is not None
    precise = dated and when is not None and when.precision in WEEKLY
    return Happening(
        id=event.id,
        kind=event.event_type.value,
        start=date.fromisoformat(when.start) if precise and when and when.start else None,
        actors=event.actors,
        recipients=event.recipients,
        units=_units(event),
        killed_low=toll.low if toll else None,
        killed_high=toll.high if toll else None,
        chance=_chance(asserted, denied=len(members) - len(asserted), origins=origins),
        claims=event.claims,
        days=_open_days(when) if precise and when else 1,
        imprecise=dated and not precise,
    )


def _open_days(when: TimeInterval) -> int:
    """Return how many days the time leaves open."""
    if when.start is None or when.end is None:
        return 1
    return max((date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1, 1)


def _units(event: Event) -> tuple[str, ...]:
    if event.place is None:
        return ()
    return tuple(unit for unit in (event.place.country, event.place.admin1) if unit)


def _chance(asserted: list[Claim], *, denied: int, origins: Mapping[str, str]) -> float:
    """Return the chance that it is real: one minus that every origin was misread, less the denials."""
    best: dict[str, float] = {}
    for claim in asserted:
        origin = origins.get(claim.report, claim.report)
        best[origin] = max(best.get(origin, 0.0), claim.confidence)
    misread = 1.0
    for name in sorted(best):
        misread *= 1 - best[name]
    # Jeffreys' prior on the share of origins that assert; nothing denied leaves it near one.
    share = (len(best) + 0.5) / (len(best) + denied + 1) if denied else 1.0
    return (1 - misread) * share


@noun
class _Votes:
    """What makes a claim's vote and its day: report -> original, claim -> event, report -> its date."""

    origins: Mapping[str, str]
    events: Mapping[str, str]
    reported: Mapping[str, str | None]


def _tellings(
    links: Iterable[Link], *, claims: Mapping[str, Claim], votes: _Votes
) -> dict[tuple[str, str], tuple[Telling, ...]]:
    """Return pair -> everything that ties it: the record's ties, and talks and orders between two actors."""
    found: dict[tuple[str, str], list[Telling]] = {}
    for a, b, sign, kind, name in links:
        claim = claims.get(name)
        if claim is None or a == b:
            continue
        when = (claim.time.time.start if claim.time else None) or votes.reported.get(claim.report)
        vote = (votes.origins.get(claim.report, claim.report), votes.events.get(name, name))
        row = Telling(claim=name, sign=sign, kind=kind, when=when, vote=vote)
        found.setdefault((min(a, b), max(a, b)), []).append(row)
    return {pair: tuple(rows) for pair, rows in sorted(found.items())}


def _signed(ties: Iterable[Tie]) -> Iterable[Link]:
    return ((tie.a, tie.b, tie.sign, tie.kind, claim) for tie in ties for claim in tie.claims)


def _unsigned(claims: Mapping[str, Claim], *, actors: Mapping[str, Actor]) -> Iterable[Link]:
    """Yield talks, and orders to others, between actors: kinds that have no sign and infer none."""
    joined = {entity: actor.id for actor in actors.values() for entity in actor.entities}
    for name, claim in claims.items():
        kind = _unsigned_kind(claim)
        if kind is None or claim.modality is not Modality.ASSERTED:
            continue
        doers = [joined[one.entity] for one in claim.actors if one.entity in joined]
        others = [joined[one.entity] for one in claim.recipients if one.entity in joined]
        yield from ((a, b, 0, kind, name) for a in doers for b in others)


def _members(claims: Mapping[str, Claim], *, actors: Mapping[str, Actor]) -> Iterator[Link]:
    """Yield who is called a member of whom: "a Plains Front commander" belongs to the Plains Front."""
    settings = load_part("network")["membership"]
    joined = {entity: actor.id for actor in actors.values() for entity in actor.entities}
    bodies = {
        name.casefold(): actor.id
        for actor in actors.values()
        if actor.kind in settings["bodies"]
        for name in (actor.name, *actor.aliases)
        if len(name) >= settings["letters"]
    }
    for name, claim in claims.items():
        for one in (*claim.actors, *claim.recipients):
            words = f" {' '.join(one.name.casefold().split())} "
            if one.entity in joined and any(f" {noun_word} " in words for noun_word in settings["nouns"]):
                found = {body for called, body in bodies.items() if f" {called} " in words}
                yield from (
                    (joined[one.entity], body, 0, "member of", name)
                    for body in sorted(found - {joined[one.entity]})
                )


def _unsigned_kind(claim: Claim) -> str | None:
    settings = load_part("network")
    if claim.event_type.value in settings["unsigned"]:
        return str(settings["unsigned"][claim.event_type.value])
    trigger = claim.trigger.quote.casefold()
    if claim.event_type.value == "REQUEST" and trigger.startswith(tuple(settings["commands"]["lemmas"])):
        return "commands"
    return None
