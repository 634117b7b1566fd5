"""The sheet: everything that is known of one claim, report or actor, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from herodotus.errors import UsageError
from herodotus.explore.chapters import Chapter, chapter_of, where_words
from herodotus.explore.lines import Head, Line, heads_of, line_of, lines_of, quantity_words, when_words
from herodotus.knowledge.wording import say
from herodotus.types import Claim, Holdings, Judgement, Participant, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A title, facts as (label, value) pairs, and named lists of lines. `text` is a report's own text."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    text: str = ""


def find_id(given: str, ids: Iterable[str], *, kind: str) -> str:
    """Return the id that `given` means: the whole id, or enough of its beginning to be the only one."""
    wanted = given if given.startswith(f"{kind}:") else f"{kind}:{given}"
    near = [known for known in ids if known == given or known.startswith(wanted)]
    if given in near:
        return given
    if not near:
        raise UsageError(
            f"there is no {kind} `{given}` in this record",
            hint=f"`herodotus search` finds ids; any first digits of one will do, with or without `{kind}:`",
        )
    if len(near) > 1:
        raise UsageError(
            f"`{given}` could be {len(near)} {kind}s", hint=f"give more digits: {', '.join(near[:5])}"
        )
    return near[0]


def claim_sheet(holdings: Holdings, given: str, *, why: bool = False) -> Sheet:
    """Return one claim with every value and its characters; `why` adds the words that decided."""
    found = find_id(given, (claim.id for claim in holdings.claims()), kind="claim")
    claim = next(claim for claim in holdings.claims() if claim.id == found)
    head = heads_of(holdings)[claim.report]
    event = next((event for event in holdings.events() if found in event.claims), None)
    facts = [*claim_facts(claim, head)]
    facts += [("event", f"{event.title} ({event.id})")] if event else [("event", "none")]
    facts += [("judged", judgement_words(judgement)) for judgement in _judgements_of(holdings, found)]
    if why:
        facts += [("decided by", reason) for reason in claim.why or ("no reasons were kept",)]
    return Sheet(id=found, title=line_of(claim, head).quote, facts=tuple(facts))


def report_sheet(holdings: Holdings, given: str) -> Sheet:
    """Return one report: its particulars, its text, and the claims that were found in it."""
    found = find_id(given, (report.id for report in holdings.reports()), kind="report")
    head = heads_of(holdings)[found]
    report = next(report for report in holdings.reports() if report.id == found)
    claims = sorted(
        (claim for claim in holdings.claims() if claim.report == found),
        key=lambda claim: (claim.trigger.start, claim.id),
    )
    facts = [
        ("publisher", head.source or say("missing", "source")),
        ("authors", ", ".join(head.authors) or "not stated"),
        ("published", head.published),
        ("language", head.language or "not stated"),
        ("file", head.path),
        ("address", head.url),
        ("repeats", head.original),
        ("SHA-256 of the text", report.sha256),
    ]
    return Sheet(
        id=found,
        title=head.title or head.label,
        facts=tuple(fact for fact in facts if fact[1]),
        lists=(("claims", tuple(line_of(claim, head) for claim in claims)),),
        text=report.text,
    )


def actor_sheet(holdings: Holdings, given: str) -> Sheet:
    """Return one actor: names, ties, and what is said by it, of it and about what befell it."""
    found = actor_id(holdings, given)
    names = {actor.id: actor.name for actor in holdings.actors()}
    actor = next(actor for actor in holdings.actors() if actor.id == found)
    entities = frozenset(actor.entities)
    said: dict[str, list[str]] = {
        "what it says": [],
        "what it is said to do": [],
        "what is said to befall it": [],
    }
    for claim in holdings.claims():
        parts: list[Iterable[Participant | Voice]] = [
            claim.attribution.chain[1:],
            claim.actors,
            claim.recipients,
        ]
        for name, part in zip(said, parts, strict=True):
            if _takes_part(part, entities):
                said[name].append(claim.id)
    lines = lines_of(
        holdings, (claim for claims in said.values() for claim in claims), heads=heads_of(holdings)
    )
    facts = [
        ("kind", actor.kind.replace("_", " ")),
        ("country", actor.country or "not stated"),
        ("also called", "; ".join(actor.aliases) or "nothing else"),
        ("mentions", str(actor.mentions)),
    ]
    facts += [("tie", words) for words in _tie_words(holdings, found, names)]
    lists = tuple(
        (name, tuple(lines[claim] for claim in claims if claim in lines)) for name, claims in said.items()
    )
    return Sheet(
        id=found, title=actor.name, facts=tuple(facts), lists=tuple(part for part in lists if part[1])
    )


def event_chapter(holdings: Holdings, given: str) -> Chapter:
    """Return one event with all that is said of it."""
    found = find_id(given, (event.id for event in holdings.events()), kind="event")
    event = next(event for event in holdings.events() if event.id == found)
    names = {actor.id: actor.name for actor in holdings.actors()}
    return chapter_of(event, lines_of(holdings, event.claims, heads=heads_of(holdings)), names=names)


def issues_sheet(holdings: Holdings) -> Sheet:
    """Return what went wrong or was not understood, with what to do about it."""
    facts = [
        (
            issue.level,
            f"{issue.path or issue.stage}: {issue.message}"
            + (f" (hint: {issue.hint})" if issue.hint else ""),
        )
        for issue in holdings.issues()
    ]
    return Sheet(id="issues", title=f"Issues ({len(facts)})", facts=tuple(facts))


def judgements_sheet(holdings: Holdings) -> Sheet:
    """Return what people decided."""
    facts = [(judgement.left, judgement_words(judgement)) for judgement in holdings.judgements()]
    return Sheet(id="judgements", title=f"Judgements ({len(facts)})", facts=tuple(facts))


def actor_id(holdings: Holdings, given: str) -> str:
    """Return the id of the actor with this id or name: a whole name first, else part of one actor's name."""
    wanted = _bare(given)
    names = {actor.id: {_bare(name) for name in (actor.name, *actor.aliases)} for actor in holdings.actors()}
    whole = [actor for actor, known in names.items() if wanted in known]
    named = whole or [actor for actor, known in names.items() if any(wanted in name for name in known)]
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        raise UsageError(
            f"{len(named)} actors are called `{given}`", hint=f"give an id: {', '.join(named[:5])}"
        )
    return find_id(given, names, kind="actor")


def _bare(name: str) -> str:
    """Return a name as people type it: without capitals and article."""
    return " ".join(name.casefold().removeprefix("the ").split())


def claim_facts(claim: Claim, head: Head) -> Iterator[tuple[str, str]]:
    """Yield what a claim states, in the order in which a coder asks."""
    evidence = claim.evidence[0] if claim.evidence else claim.trigger
    yield "what", " ".join(part for part in (say("event_type", claim.event_type), claim.mode or "") if part)
    yield "did it happen", say("modality", claim.modality)
    yield "trigger", f"“{claim.trigger.quote}” {_at(claim.trigger.start, claim.trigger.end)}"
    for voice in reversed(claim.attribution.chain):
        yield "says so" if voice is claim.attribution.chain[-1] else "passed on by", _voice_words(voice)
    yield "act of speech", say("act", claim.attribution.act)
    yield "who did it", _participants(claim.actors) or say("missing", "actor")
    yield "to whom", _participants(claim.recipients) or "not stated"
    yield (
        "when",
        when_words(claim.time.time if claim.time else None, text=claim.time.text if claim.time else ""),
    )
    yield "where", where_words(claim.place.place) if claim.place else say("missing", "place")
    for count in claim.casualties:
        words = f"{quantity_words(count.quantity)} {count.unit}" + (f", {count.group}" if count.group else "")
        yield (
            str(count.harm),
            f"{words} (“{count.quantity.text}”, scope: {count.scope}) {_at(count.start, count.end)}",
        )
    for slot in claim.slots:
        yield slot.name, f"{slot.value} {_at(slot.start, slot.end)}"
    yield "report", f"{head.title or head.label} ({head.id}) {_at(evidence.start, evidence.end)}"
    yield "confidence of the machine", f"{claim.confidence:.2f}"


def _participants(participants: Iterable[Participant]) -> str:
    return "; ".join(f"{one.name} {_at(one.start, one.end)}" for one in participants)


def _voice_words(voice: Voice) -> str:
    where = "" if voice.start is None or voice.end is None else f" {_at(voice.start, voice.end)}"
    return f"{voice.name}{'' if voice.named else ' (unnamed)'}{where}"


def _at(start: int, end: int) -> str:
    return f"[{start}:{end}]"


def _takes_part(parts: Iterable[Participant | Voice], entities: frozenset[str]) -> bool:
    return any(part.entity in entities for part in parts)


def _tie_words(holdings: Holdings, actor: str, names: Mapping[str, str]) -> Iterator[str]:
    for tie in holdings.ties():
        if actor in (tie.a, tie.b):
            other = names.get(tie.b if tie.a == actor else tie.a, "")
            yield f"{tie.kind} ({say('sign', tie.sign)}) {other}, {len(tie.claims)} claims"


def _judgements_of(holdings: Holdings, claim: str) -> list[Judgement]:
    return [judgement for judgement in holdings.judgements() if claim in (judgement.left, judgement.right)]


def judgement_words(judgement: Judgement) -> str:
    """Return a judgement in one line, with who made it, when and why."""
    change = f" {judgement.field} = {judgement.value}" if judgement.field else ""
    withdrawn = f"; withdraws {judgement.withdraws}" if judgement.withdraws else ""
    why = f": {judgement.why}" if judgement.why else ""
    return f"{judgement.verdict}{change} by {judgement.by}, {judgement.at}{why}{withdrawn} ({judgement.id})"
