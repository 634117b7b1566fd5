"""Who takes part in which claims, as doer, recipient or voice."""

from __future__ import annotations

from sqlalchemy import func, select

from herodotus.record import schema
from herodotus.record.codec import decode
from herodotus.record.nouns import Page
from herodotus.record.record import Record
from herodotus.types import Claim

ACTOR, RECIPIENT, VOICE = "actor", "recipient", "voice"
_taking, _claims = schema.claim_actors, schema.claims


def count_roles(record: Record, actor: str) -> tuple[tuple[str, int], ...]:
    """Return in how many claims an actor stands as doer, as recipient and as voice."""
    counted = (
        select(_taking.c.role, func.count())
        .join(_claims, _claims.c.id == _taking.c.claim)
        .where(_taking.c.actor == actor, _claims.c.rejected.is_(False))
        .group_by(_taking.c.role)
    )
    with record.store.reading() as connection:
        found = {row[0]: row[1] for row in connection.execute(counted)}
    return tuple((role, found.get(role, 0)) for role in (VOICE, ACTOR, RECIPIENT))


def claims_in_role(
    record: Record, actor: str, *, role: str = "", limit: int = 50, offset: int = 0
) -> Page[Claim]:
    """Return a page of the claims in which an actor has a role (any role where none is named), by time."""
    own = select(_taking.c.claim).where(_taking.c.actor == actor)
    if role:
        own = own.where(_taking.c.role == role)
    kept = (_claims.c.id.in_(own), _claims.c.rejected.is_(False))
    columns = _claims.c
    order = (columns.time_start.is_(None), columns.time_start, columns.report, columns.start, columns.id)
    chosen = select(_claims.c.id).where(*kept).order_by(*order).limit(limit).offset(offset)
    payload = func.coalesce(_claims.c.judged, _claims.c.payload)
    with record.store.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(_claims).where(*kept)) or 0
        ids = list(connection.scalars(chosen))
        rows = connection.execute(select(_claims.c.id, payload).where(_claims.c.id.in_(ids)))
        found = {row[0]: decode(row[1], kind=Claim) for row in rows}
    return Page(rows=tuple(found[claim] for claim in ids), total=total)


def actors_of_voice(record: Record, voice: str, *, most: int = 10) -> tuple[str, ...]:
    """Return the actors that voices of this name were found to be, most frequent first."""
    people, joined = schema.participants.c, schema.entity_actors.c
    counted = (
        select(joined.actor, func.count().label("n"))
        .join(schema.participants, people.entity == joined.entity)
        .where(people.name == voice, people.role == VOICE)
        .group_by(joined.actor)
        .order_by(func.count().desc(), joined.actor)
    )
    with record.store.reading() as connection:
        return tuple(row[0] for row in connection.execute(counted.limit(most)))
