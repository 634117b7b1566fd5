"""The record's check of itself: quotes stand, names exist, and what is derived follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, select

from herodotus.errors import RecordError
from herodotus.record import schema
from herodotus.record.codec import decode, decode_report, digest
from herodotus.record.layers import claim_row, participant_rows, standing_by_claim
from herodotus.record.nouns import Problem
from herodotus.record.store import TEXT_PAGE, Store
from herodotus.types import Actor, Claim, Copy, Entity, Event, Evidence, Issue, Judgement, Report, Tie

_reports, _claims = schema.reports, schema.claims


def verify(store: Store) -> Iterator[Problem]:
    """Yield every problem: of the file, of reports, of claims, of references, of judgements."""
    yield from _file_problems(store)
    yield from _report_problems(store)
    yield from _payload_problems(store)
    yield from _dangling(store)
    yield from _judgement_problems(store)


def _file_problems(store: Store) -> Iterator[Problem]:
    try:
        with store.writing() as connection:
            messages = store.dialect.problems(connection)
    except RecordError:  # a record that cannot be written to is still checked in all other ways
        return
    for message in messages:
        yield Problem(kind="file", subject=store.where, message=message)


def _report_problems(store: Store) -> Iterator[Problem]:
    """Check each report's text and head, and then its claims against the text."""
    statement = select(
        _reports.c.id, _reports.c.payload, _reports.c.path, _reports.c.sha256, _reports.c.head_digest,
        _reports.c.text,
    )  # fmt: skip
    for row in store.stream(statement, key=_reports.c.id, size=TEXT_PAGE):
        try:
            report = decode_report(row.payload, text=row.text, path=row.path)
        except RecordError as error:
            yield Problem(kind="payload", subject=row.id, message=error.message)
            continue
        if report.sha256 != row.sha256 or report.id != row.id:
            yield Problem(kind="text", subject=row.id, message="the text does not match its hash")
        if digest(decode_report(row.payload, text="", path=None)) != row.head_digest:
            yield Problem(kind="column", subject=row.id, message="the particulars do not match their digest")
        yield from _claim_problems(store, report, identity=row.id)


def _claim_problems(store: Store, report: Report, *, identity: str) -> Iterator[Problem]:
    with store.reading() as connection:
        rows = list(connection.execute(select(_claims).where(_claims.c.report == identity)))
        judged = standing_by_claim(connection, [row.id for row in rows])
    for row in rows:
        try:
            claim = decode(row.payload, kind=Claim)
        except RecordError as error:
            yield Problem(kind="payload", subject=row.id, message=error.message)
            continue
        if claim.id != row.id:
            yield Problem(kind="payload", subject=row.id, message=f"its content has the id {claim.id}")
        expected = claim_row(claim, judgements=judged.get(row.id, ()))
        actual = row._mapping  # noqa: SLF001 (SQLAlchemy's public accessor, named so lest it hide a column)
        for name, value in expected.items():
            if actual[name] != value:
                message = f"column `{name}` is `{actual[name]}`, not `{value}`"
                yield Problem(kind="column", subject=row.id, message=message)
        yield from _quote_problems(claim, report, identity=identity)
    yield from _bond_problems(store, report, identity=identity)


def _bond_problems(store: Store, report: Report, *, identity: str) -> Iterator[Problem]:
    """Check the words under each affiliation of the report's entities; ties quote the same words."""
    table = schema.entities
    with store.reading() as connection:
        rows = list(connection.execute(select(table.c.id, table.c.payload).where(table.c.report == identity)))
    for row in rows:
        try:
            entity = decode(row.payload, kind=Entity)
        except RecordError:
            continue  # named with the other payloads
        for told in entity.affiliations:
            words = Evidence(report=identity, start=told.start, end=told.end, quote=told.quote)
            if not _stands(words, report):
                message = f"{identity} [{told.start}:{told.end}] does not read `{told.quote}`"
                yield Problem(kind="quote", subject=row.id, message=message)


def _quote_problems(claim: Claim, report: Report, *, identity: str) -> Iterator[Problem]:
    for evidence in (claim.trigger, *claim.evidence):
        stands = _stands(evidence, report) and evidence.report == identity
        if not stands:
            reads = report.text[max(0, evidence.start) : max(0, evidence.end)]
            message = f"{identity} [{evidence.start}:{evidence.end}] reads `{reads}`, not `{evidence.quote}`"
            yield Problem(kind="quote", subject=claim.id, message=message)
    for start, end in _spans(claim):
        if not 0 <= start <= end <= len(report.text):
            message = f"[{start}:{end}] lies outside the text of {identity}"
            yield Problem(kind="span", subject=claim.id, message=message)


def _stands(evidence: Evidence, report: Report) -> bool:
    inside = 0 <= evidence.start < evidence.end <= len(report.text)
    return inside and report.text[evidence.start : evidence.end] == evidence.quote


def _spans(claim: Claim) -> Iterator[tuple[int, int]]:
    """Yield every pair of offsets of the claim's values."""
    valued: list[Any] = [*claim.actors, *claim.recipients, *claim.casualties, *claim.slots]
    valued += [mention for mention in (claim.place, claim.time) if mention is not None]
    for value in valued:
        yield value.start, value.end
    for voice in claim.attribution.chain:
        if voice.start is not None or voice.end is not None:
            yield voice.start if voice.start is not None else -1, voice.end if voice.end is not None else -1
    if claim.attribution.cue is not None:
        yield claim.attribution.cue
    yield from claim.attribution.content


def _payload_problems(store: Store) -> Iterator[Problem]:
    """Check that every other stored noun can be understood, and claims have their own participants."""
    kinds: tuple[tuple[Table, type[Any]], ...] = (
        (schema.entities, Entity), (schema.actors, Actor), (schema.events, Event), (schema.ties, Tie),
        (schema.copies, Copy), (schema.issues, Issue), (schema.judgements, Judgement),
    )  # fmt: skip
    for table, kind in kinds:
        for row in store.stream(select(table.c.id, table.c.payload), key=table.c.id):
            try:
                noun = decode(row.payload, kind=kind)
            except RecordError as error:
                yield Problem(kind="payload", subject=row.id, message=error.message)
                continue
            if getattr(noun, "id", row.id) != row.id:
                yield Problem(kind="payload", subject=row.id, message=f"its content has the id {noun.id}")
    yield from _participant_problems(store)


def _participant_problems(store: Store) -> Iterator[Problem]:
    table = schema.participants
    for rows in store.pages(select(_claims.c.id, _claims.c.payload), key=_claims.c.id):
        ids = [row.id for row in rows]
        with store.reading() as connection:
            judged = standing_by_claim(connection, ids)
            stored = {
                (row.claim, row.role, row.ordinal): (row.entity, row.name)
                for row in connection.execute(select(table).where(table.c.claim.in_(ids)))
            }
        for row in rows:
            try:
                claim = decode(row.payload, kind=Claim)
            except RecordError:
                continue  # named already
            expected = participant_rows(claim, judged.get(row.id, ()))
            keys = [(part["claim"], part["role"], part["ordinal"]) for part in expected]
            people = [(part["entity"], part["name"]) for part in expected]
            if [stored.get(key) for key in keys] != people:
                message = "its participants are not those of its content"
                yield Problem(kind="column", subject=row.id, message=message)


def _dangling(store: Store) -> Iterator[Problem]:
    """Name every reference to something that is not there."""
    participants, link = schema.participants, schema.event_claims
    references: tuple[tuple[Column[Any], Column[Any]], ...] = (
        (schema.sightings.c.report, _reports.c.id),
        (schema.entities.c.report, _reports.c.id),
        (_claims.c.report, _reports.c.id),
        (schema.fingerprints.c.report, _reports.c.id),
        (participants.c.claim, _claims.c.id),
        (participants.c.entity, schema.entities.c.id),
        (schema.issues.c.report, _reports.c.id),
    )
    views: tuple[tuple[Column[Any], Column[Any]], ...] = (
        (schema.entity_actors.c.entity, schema.entities.c.id),
        (schema.entity_actors.c.actor, schema.actors.c.id),
        (link.c.claim, _claims.c.id),
        (link.c.event, schema.events.c.id),
        (schema.event_actors.c.event, schema.events.c.id),
        (schema.event_actors.c.actor, schema.actors.c.id),
        (schema.ties.c.a, schema.actors.c.id),
        (schema.ties.c.b, schema.actors.c.id),
        (schema.copies.c.report, _reports.c.id),
        (schema.copies.c.original, _reports.c.id),
    )
    with store.reading() as connection:
        mark = select(schema.marks.c.value).where(schema.marks.c.name == "views")
        stale = connection.scalar(mark) == "stale"
        # Views that wait to be made anew may name what is no more; that is no damage.
        for reference, target in references if stale else references + views:
            missing = select(reference).where(reference.is_not(None), reference.not_in(select(target)))
            for name in connection.scalars(missing.distinct().order_by(reference)):
                message = f"`{reference.table.name}.{reference.name}` names it, and it is not there"
                yield Problem(kind="dangling", subject=name, message=message)


def _judgement_problems(store: Store) -> Iterator[Problem]:
    """Name judgements on claims or entities that are no more: they are kept, and anchored to nothing else."""
    table = schema.judgements
    known = select(_claims.c.id).union_all(select(schema.entities.c.id))
    for side in (table.c.left, table.c.right):
        statement = select(table.c.id, side.label("side")).where(side.is_not(None), side.not_in(known))
        for row in store.stream(statement, key=table.c.id):
            message = f"it judges `{row.side}`, which is not in the record"
            yield Problem(kind="orphan", subject=row.id, message=message)
    withdrawn = select(table.c.id, table.c.withdraws).where(
        table.c.withdraws.is_not(None), table.c.withdraws.not_in(select(table.c.id))
    )
    for row in store.stream(withdrawn, key=table.c.id):
        message = f"it withdraws `{row.withdraws}`, which is not there"
        yield Problem(kind="dangling", subject=row.id, message=message)
