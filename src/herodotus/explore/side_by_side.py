"""Reports of one event in columns: claims that tell of the same act joined, and what each calls whom.

Nothing here scores an outlet: a row shows the words that each report chose, and an empty cell that
it has none for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from herodotus.errors import UsageError
from herodotus.explore.entries import Entry, Person, entries_of, heads_by_id
from herodotus.explore.lines import Head
from herodotus.record import ClaimFilter, Record
from herodotus.record.browsing import EventRow, events_by_id

# More columns than this do not fit a screen, and more claims of one report are no comparison.
COLUMNS, _CLAIMS = 4, 60
# How much alike two claims are; they are joined from `_JOINED` on.
_SAME_TYPE, _SAME_ACTOR, _SAME_RECIPIENT, _SAME_HARM, _SAME_TRIGGER, _JOINED = 2, 2, 1, 1, 1, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One act as each report tells it: for every column, the entries that were joined here."""

    event_type: str
    cells: tuple[tuple[Entry, ...], ...]

    @property
    def shared(self) -> int:
        """How many reports tell of it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What each report calls one and the same actor or act, or says of one question; in column order."""

    about: str
    kind: str
    words: tuple[tuple[str, ...], ...]

    @property
    def differs(self) -> bool:
        """Whether two reports that have words for it use different ones."""
        used = [frozenset(word.casefold() for word in words) for words in self.words if words]
        return len(used) > 1 and any(one != used[0] for one in used)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Some reports of one event beside each other; `others` are its reports that no column shows."""

    row: EventRow
    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    wordings: tuple[Wording, ...]
    others: tuple[Head, ...]


def side_by_side(record: Record, event_id: str, *, reports: Sequence[str] = ()) -> SideBySide:
    """Return reports of an event side by side: those named, or the first that are no copies."""
    event = record.event(event_id)
    row = events_by_id(record, [event_id]).get(event_id)
    if event is None or row is None:
        raise UsageError(f"there is no event `{event_id}` in this record", hint="look for it in the list")
    heads = heads_by_id(record, event.reports)
    ordered = sorted(
        heads.values(), key=lambda head: (bool(head.original), head.published, head.label, head.id)
    )
    named = [heads[report] for report in dict.fromkeys(reports) if report in heads]
    columns = (named or ordered)[:COLUMNS]
    claims = record.find_claims(ClaimFilter(event=event_id), order="text", limit=10 * _CLAIMS).rows
    entries = entries_of(record, claims)
    own = [[entry for entry in entries if entry.line.head.id == head.id][:_CLAIMS] for head in columns]
    return SideBySide(
        row=row,
        columns=tuple(columns),
        rows=_rows(own),
        wordings=tuple(wording for wording in _wordings(own) if sum(map(bool, wording.words)) > 1),
        others=tuple(head for head in ordered if head not in columns),
    )


def likeness(a: Entry, b: Entry) -> int:
    """Return how much alike two claims are, by type, actors, recipients, harms and trigger."""
    score = _SAME_TYPE * (a.event_type == b.event_type)
    score += _SAME_TRIGGER * (a.trigger.casefold() == b.trigger.casefold())
    score += _SAME_ACTOR * bool(_who(a.actors) & _who(b.actors))
    score += _SAME_RECIPIENT * bool(_who(a.recipients) & _who(b.recipients))
    harms = [{value.name for value in entry.values} for entry in (a, b)]
    return score + _SAME_HARM * bool(harms[0] & harms[1])


def _who(people: Iterable[Person]) -> set[str]:
    return {person.actor or person.name.casefold() for person in people}


def _rows(columns: Sequence[Sequence[Entry]]) -> tuple[Row, ...]:
    """Join each claim to the row that is most like it, in the order of the columns."""
    rows: list[list[list[Entry]]] = []
    for number, entries in enumerate(columns):
        for entry in entries:
            scored = [
                (max(likeness(entry, other) for cell in row for other in cell), -at)
                for at, row in enumerate(rows)
            ]
            best, at = max(scored, default=(0, 0))
            if best < _JOINED:
                rows.append([[] for _ in columns])
                at = 1 - len(rows)
            rows[-at][number].append(entry)
    made = [
        Row(
            event_type=next(entry for cell in row for entry in cell).line.event_type,
            cells=tuple(tuple(cell) for cell in row),
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda row: -row.shared))


def _wordings(columns: Sequence[Sequence[Entry]]) -> list[Wording]:
    """Return what the columns call each actor, each act, each place, and which figures they give."""
    asked: dict[tuple[str, str], list[set[str]]] = {}

    def add(kind: str, about: str, word: str, column: int) -> None:
        if word:
            asked.setdefault((kind, about), [set() for _ in columns])[column].add(" ".join(word.split()))

    for column, entries in enumerate(columns):
        for entry in entries:
            for person in (*entry.actors, *entry.recipients):
                if person.actor:
                    add("actor", person.called, person.name, column)
            add("act", entry.line.event_type, entry.trigger, column)
            add("place", "where", entry.line.where if entry.place else "", column)
            for value in entry.values:
                add("value", value.name, value.words or value.value, column)
    return [
        Wording(kind=kind, about=about, words=tuple(tuple(sorted(cell)) for cell in cells))
        for (kind, about), cells in sorted(asked.items())
    ]
