"""The claims of a record as columns in memory: any filter and its counts in a few milliseconds.

A hundred thousand claims take some thirty megabytes and are loaded once, from an index alone; they
are loaded again when the record has changed. The claims themselves stay where they are.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import func, select

from herodotus.record import schema
from herodotus.record.nouns import ClaimFilter, Page
from herodotus.record.record import Record
from herodotus.types import Claim, noun

Array = Any  # numpy's arrays, whose types say nothing about their length
_claims = schema.claims
CODED = ("report", "event_type", "modality", "voice", "place")
_KEPT: WeakKeyDictionary[Record, tuple[tuple[object, ...], ClaimColumns]] = WeakKeyDictionary()
_LOCK = threading.Lock()
ORDERS = ("text", "time")


@noun
class Tally:
    """A value, how many rows have it, and what it is called where that is not the value itself."""

    value: str
    count: int
    label: str = ""


class Codes:
    """Values of one column as small numbers; -1 is no value."""

    def __init__(self) -> None:
        """Know no value yet."""
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: str | None) -> int:
        """Return the number of a value, a new one where it is new."""
        if not value:
            return -1
        found = self._numbers.setdefault(value, len(self.names))
        if found == len(self.names):
            self.names.append(value)
        return found

    def known(self, value: str) -> int:
        """Return the number of a value, -2 (which no row has) for an unknown one."""
        return self._numbers.get(value, -2)


class ClaimColumns:
    """Claims in the order of their reports and places in them."""

    def __init__(self, record: Record) -> None:
        """Load them."""
        self.record = record
        columns = _claims.c
        chosen = select(
            columns.id, columns.report, columns.event_type, columns.modality, columns.voice, columns.place,
            columns.time_start, columns.time_end,
        ).where(columns.rejected.is_(False))  # fmt: skip
        ordered = chosen.order_by(columns.report, columns.start, columns.id)
        self.codes = {name: Codes() for name in CODED}
        self.actors = Codes()
        self.ids: list[str] = []
        with record.store.reading() as connection:
            numbers = array("i")
            for row in connection.execute(ordered):
                self.ids.append(row[0])
                numbers.extend(codes.number(row[at]) for at, codes in enumerate(self.codes.values(), start=1))
                numbers.extend((day_number(row[6]), day_number(row[7] or row[6])))
            self.index = {claim: number for number, claim in enumerate(self.ids)}
            whole = np.array(numbers, np.int32).reshape(-1, len(CODED) + 2)
            self.coded = {name: whole[:, at].copy() for at, name in enumerate(CODED)}
            self.start, self.end = whole[:, -2].copy(), whole[:, -1].copy()
            self.contested = self._mask(connection.scalars(_contested()))
            self._load_actors(connection.execute(_taking()))
        order = np.where(self.start == 0, np.iinfo(np.int32).max, self.start)
        self.by_time = np.lexsort((np.arange(len(self.ids)), order))

    def _load_actors(self, rows: Iterable[Any]) -> None:
        pairs = [
            (self.index[claim], self.actors.number(actor)) for actor, claim in rows if claim in self.index
        ]
        both = np.array(sorted(set(pairs)), np.int32).reshape(-1, 2)
        self.taking, self.taken_by = both[:, 0], both[:, 1]

    def _mask(self, claims: Iterable[str]) -> Array:
        mask = np.zeros(len(self.ids), bool)
        numbers = [self.index[claim] for claim in claims if claim in self.index]
        mask[np.array(numbers, np.int64)] = True
        return mask

    def masks(self, wanted: ClaimFilter) -> dict[str, Array]:
        """Return which claims each part of a filter keeps, for the parts that ask anything."""
        found: dict[str, Array] = {}
        for name in CODED:
            value = getattr(wanted, name)
            if value is not None:
                found[name] = self.coded[name] == self.codes[name].known(str(value))
        if wanted.since is not None:
            found["since"] = (self.end >= day_number(wanted.since)) & (self.end > 0)
        if wanted.until is not None:
            found["until"] = (self.start <= day_number(wanted.until)) & (self.start > 0)
        if wanted.contested is not None:
            found["contested"] = self.contested if wanted.contested else ~self.contested
        if wanted.actor is not None:
            mask = np.zeros(len(self.ids), bool)
            mask[self.taking[self.taken_by == self.actors.known(wanted.actor)]] = True
            found["actor"] = mask
        return found | self._asked(wanted)

    def _asked(self, wanted: ClaimFilter) -> dict[str, Array]:
        """Return the parts that the database is asked for: an event's claims, and words."""
        found: dict[str, Array] = {}
        dialect, link = self.record.store.dialect, schema.event_claims.c
        with self.record.store.reading() as connection:
            if wanted.event is not None:
                own = connection.scalars(select(link.claim).where(link.event == wanted.event))
                found["event"] = self._mask(own)
            if wanted.said:
                found["said"] = self._mask(connection.scalars(dialect.claims_holding(wanted.said)))
            if wanted.words:
                held = [
                    self.codes["report"].known(one)
                    for one in connection.scalars(dialect.holding(wanted.words))
                ]
                found["words"] = np.isin(self.coded["report"], np.array(held, np.int32))
        return found

    def page(self, masks: dict[str, Array], *, order: str, limit: int, offset: int) -> Page[Claim]:
        """Return a page of the claims that all masks keep, in the order of the text or of time."""
        mask = self._all(masks)
        chosen = self.by_time[mask[self.by_time]] if order == "time" else np.flatnonzero(mask)
        ids = [self.ids[number] for number in chosen[offset : offset + limit].tolist()]
        claims = self.record.claims_by_id(ids)
        return Page(rows=tuple(claims[one] for one in ids if one in claims), total=len(chosen))

    def _all(self, masks: dict[str, Array], *, but: str = "") -> Array:
        mask = np.ones(len(self.ids), bool)
        for name, one in masks.items():
            if name != but:
                mask &= one
        return mask

    def tally(self, masks: dict[str, Array], *, by: str, most: int) -> tuple[Tally, ...]:
        """Return how many claims have which value of a column, by all masks but its own, most first."""
        mask = self._all(masks, but=by)
        if by == "actor":
            codes, values = self.actors, self.taken_by[mask[self.taking]]
        else:
            codes, values = self.codes[by], self.coded[by][mask]
        counts = np.bincount(values[values >= 0], minlength=len(codes.names))
        # Equal counts stand by their names, whatever order they were loaded in.
        top = sorted(np.flatnonzero(counts).tolist(), key=lambda one: (-counts[one], codes.names[one]))
        return tuple(Tally(value=codes.names[one], count=int(counts[one])) for one in top[:most])


def _contested() -> Any:  # noqa: ANN401 (a select)
    link, facts = schema.event_claims.c, schema.event_facts
    return select(link.claim).join(facts, facts.c.event == link.event).where(facts.c.contested.is_(True))


def _taking() -> Any:  # noqa: ANN401 (a select)
    return select(schema.claim_actors.c.actor, schema.claim_actors.c.claim)


def day_number(day: str | None) -> int:
    """Return an ISO date as a number in its order; 0 where there is none."""
    digits = (day or "").replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isdecimal() else 0


def columns_of(record: Record) -> ClaimColumns:
    """Return the columns of a record as it is now."""
    now = _state(record)
    with _LOCK:
        kept = _KEPT.get(record)
        if kept is None or kept[0] != now:
            kept = (now, ClaimColumns(record))
            _KEPT[record] = kept
        return kept[1]


def _state(record: Record) -> tuple[object, ...]:
    """Return what changes whenever claims, judgements or views do."""
    asked = (
        select(schema.marks.c.value).where(schema.marks.c.name == "views"),
        select(func.max(schema.runs.c.seq)),
        select(func.max(schema.runs.c.ended)),
        select(func.max(schema.audit.c.seq)),
        select(func.max(schema.reports.c.seq)),
        select(func.count()).select_from(_claims),
    )
    with record.store.reading() as connection:
        return tuple(connection.scalar(one) for one in asked)


def tally_page(record: Record, *, by: str, words: str = "", limit: int = 50, offset: int = 0) -> Page[Tally]:
    """Return a page of the places or voices of claims, most claims first; `words` stand in the name."""
    columns = columns_of(record)
    every = columns.tally({}, by=by, most=len(columns.codes[by].names))
    asked = words.casefold().split()
    found = [one for one in every if all(word in one.value.casefold() for word in asked)]
    return Page(rows=tuple(found[offset : offset + limit]), total=len(found))
