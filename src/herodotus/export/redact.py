"""A view of a record in which the people who speak cannot be told.

Their names and descriptions are blotted out, character for character, in every text, title, byline,
quote and event title, so that offsets still hold and `verify` still passes on what was exported.
Each becomes a handle ("voice 3") that is the same throughout one export. Institutions stay: a
ministry's statement is no secret. A quote's content may still betray its speaker; read before you share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from herodotus.types import (
    Actor,
    Claim,
    Copy,
    Disagreement,
    Entity,
    Event,
    Evidence,
    Holdings,
    Issue,
    Judgement,
    Participant,
    Position,
    Report,
    Tie,
    Toll,
    Voice,
    VoiceRole,
)

BLOT = "█"
# Kinds of speaker that are nobody's secret.
_INSTITUTIONS = {"government", "armed_force", "armed_group", "party", "organization", "media"}
# A part of a name shorter than this ("de", "Al") would blot out half of every text.
_SHORTEST_NAME = 3


@dataclass(slots=True, kw_only=True)
class Redaction:
    """A record's holdings with its speakers blotted out; itself holdings, so every layout takes it."""

    holdings: Holdings
    handles: dict[str, str] = field(default_factory=dict)
    spans: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    names: re.Pattern[str] | None = None
    report_ids: dict[str, str] = field(default_factory=dict)
    claim_ids: dict[str, str] = field(default_factory=dict)

    def reports(self) -> Iterator[Report]:
        """Stream the reports in the order of their new ids; a changed text is another text."""
        blotted = (self._report(report) for report in self.holdings.reports())
        yield from sorted(blotted, key=lambda report: report.id)

    def entities(self) -> Iterator[Entity]:
        """Stream the entities; a speaker keeps its handle alone."""
        for entity in self.holdings.entities():
            report = self.report_ids.get(entity.report, entity.report)
            if entity.id in self.handles:
                yield Entity(
                    id=entity.id,
                    report=report,
                    name=self.handles[entity.id],
                    kind=entity.kind,
                    named=False,
                    mentions=entity.mentions,
                )
            else:
                names = tuple(self._words(name) for name in entity.names)
                called = tuple(self._words(name) for name in entity.called)
                yield replace(
                    entity,
                    report=report,
                    name=self._words(entity.name),
                    names=names,
                    called=called,
                    affiliations=(),
                )

    def claims(self) -> Iterator[Claim]:
        """Stream the claims in the order of their new ids."""
        blotted = (self._claim(claim) for claim in self.holdings.claims())
        yield from sorted(blotted, key=lambda claim: claim.id)

    def actors(self) -> Iterator[Actor]:
        """Stream the actors; a speaker keeps its handle alone."""
        for actor in self.holdings.actors():
            if actor.id in self.handles:
                yield replace(actor, name=self.handles[actor.id], aliases=(), country=None)
            else:
                aliases = tuple(self._words(alias) for alias in actor.aliases)
                yield replace(actor, name=self._words(actor.name), aliases=aliases)

    def events(self) -> Iterator[Event]:
        """Stream the events with the new ids of claims and reports."""
        for event in self.holdings.events():
            yield replace(
                event,
                title=self._words(event.title),
                claims=self._claims(event.claims),
                reports=tuple(sorted(self.report_ids.get(report, report) for report in event.reports)),
                tolls=tuple(self._toll(toll) for toll in event.tolls),
                disagreements=tuple(self._disagreement(contested) for contested in event.disagreements),
            )

    def ties(self) -> Iterator[Tie]:
        """Stream the ties with the new ids of claims."""
        for tie in self.holdings.ties():
            words = tuple(self._evidence(one) for one in tie.evidence)
            yield replace(tie, claims=self._claims(tie.claims), evidence=words)

    def copies(self) -> Iterator[Copy]:
        """Stream the copies with the new ids of reports."""
        for copy in self.holdings.copies():
            yield replace(
                copy,
                report=self.report_ids.get(copy.report, copy.report),
                original=self.report_ids.get(copy.original, copy.original),
            )

    def issues(self) -> Iterator[Issue]:
        """Stream the issues, which quote no one."""
        yield from self.holdings.issues()

    def judgements(self) -> Iterator[Judgement]:
        """Stream nothing: who judged what is no one's business outside."""
        yield from ()

    def _blot(self, text: str, *, report: str, start: int = 0) -> str:
        """Return `text`, which stands at `start` of the report, with its secret spans blotted out."""
        characters = list(text)
        for a, b in self.spans.get(report, ()):
            if a < start + len(text) and start < b:
                low, high = max(a - start, 0), min(b - start, len(text))
                characters[low:high] = BLOT * (high - low)
        return "".join(characters)

    def _words(self, text: str) -> str:
        """Return text of no report (a title, a byline) with the speakers' names blotted out."""
        return text if self.names is None else self.names.sub(lambda found: BLOT * len(found.group()), text)

    def _report(self, report: Report) -> Report:
        return replace(
            report,
            text=self._blot(report.text, report=report.id),
            key=self._words(report.key),
            path=None if report.path is None else self._words(report.path),
            title=None if report.title is None else self._words(report.title),
            authors=tuple(self._words(author) for author in report.authors),
            particulars=tuple((name, self._words(value)) for name, value in report.particulars),
        )

    def _evidence(self, evidence: Evidence) -> Evidence:
        quote = self._blot(evidence.quote, report=evidence.report, start=evidence.start)
        return replace(evidence, report=self.report_ids.get(evidence.report, evidence.report), quote=quote)

    def _claim(self, claim: Claim) -> Claim:
        chain = tuple(self._voice(voice) for voice in claim.attribution.chain)
        return replace(
            claim,
            report=self.report_ids.get(claim.report, claim.report),
            trigger=self._evidence(claim.trigger),
            evidence=tuple(self._evidence(evidence) for evidence in claim.evidence),
            attribution=replace(claim.attribution, chain=chain),
            why=(),
            actors=tuple(self._participant(actor) for actor in claim.actors),
            recipients=tuple(self._participant(recipient) for recipient in claim.recipients),
        )

    def _voice(self, voice: Voice) -> Voice:
        if voice.role is VoiceRole.REPORT:
            return replace(voice, name=self._words(voice.name))
        handle = self.handles.get(voice.entity or voice.name)
        return voice if handle is None else replace(voice, name=handle, named=False)

    def _participant(self, participant: Participant) -> Participant:
        handle = self.handles.get(participant.entity or "")
        return replace(participant, name=handle or self._words(participant.name))

    def _position(self, position: Position) -> Position:
        holders = tuple(self.handles.get(holder) or self._words(holder) for holder in position.holders)
        return replace(
            position, value=self._words(position.value), holders=holders, claims=self._claims(position.claims)
        )

    def _toll(self, toll: Toll) -> Toll:
        return replace(toll, positions=tuple(self._position(side) for side in toll.positions))

    def _disagreement(self, contested: Disagreement) -> Disagreement:
        sides = tuple(self._position(side) for side in contested.positions)
        return replace(contested, question=self._words(contested.question), positions=sides)

    def _claims(self, claims: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(self.claim_ids.get(claim, claim) for claim in claims))


def redact_voices(holdings: Holdings) -> Redaction:
    """Return holdings in which no person who speaks can be told."""
    redaction = Redaction(holdings=holdings)
    actor_of = {entity: actor.id for actor in holdings.actors() for entity in actor.entities}
    entities = {entity.id: entity for entity in holdings.entities()}
    numbers: dict[str, str] = {}
    for claim in holdings.claims():
        for voice in claim.attribution.chain[1:]:
            entity = entities.get(voice.entity or "")
            if entity is not None and entity.kind in _INSTITUTIONS:
                continue
            speaker = actor_of.get(voice.entity or "", voice.entity or voice.name)
            handle = numbers.setdefault(speaker, f"voice {len(numbers) + 1}")
            redaction.handles |= {speaker: handle, voice.entity or speaker: handle}
            redaction.handles.setdefault(voice.name, handle)
            if voice.start is not None and voice.end is not None:
                redaction.spans.setdefault(claim.report, set()).add((voice.start, voice.end))
    _name_everywhere(redaction)
    for report in holdings.reports():
        redaction.report_ids[report.id] = redaction._report(report).id  # noqa: SLF001 (its own module)
    for claim in holdings.claims():
        redaction.claim_ids[claim.id] = redaction._claim(claim).id  # noqa: SLF001 (its own module)
    return redaction


def _name_everywhere(redaction: Redaction) -> None:
    """Find every other place where a speaker is named: in any text, and by any name of theirs."""
    names: set[str] = set()
    for actor in redaction.holdings.actors():
        if actor.id in redaction.handles and actor.kind not in _INSTITUTIONS:
            names.update((actor.name, *actor.aliases))
    for entity in redaction.holdings.entities():
        if entity.id in redaction.handles and entity.named:
            names.update((entity.name, *entity.names))
    parts = {
        part
        for name in names
        for part in (name, *name.split())
        if len(part) >= _SHORTEST_NAME and part[:1].isupper()
    }
    if not parts:
        return
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    redaction.names = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    for report in redaction.holdings.reports():
        found = {match.span() for match in redaction.names.finditer(report.text)}
        redaction.spans.setdefault(report.id, set()).update(found)
