"""The record: reports, what was read in them, what people judged, and the views over all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from herodotus.record import streams
from herodotus.record.finding import find_claims, find_events, find_reports
from herodotus.record.judging import add_judgement, note
from herodotus.record.layers import put_layer
from herodotus.record.nouns import ClaimFilter, EventFilter, Hit, Layer, Page, Problem, SeenFile, Unread
from herodotus.record.runs import begin_run, end_run, put_method
from herodotus.record.sightings import put_file
from herodotus.record.store import Store
from herodotus.record.verify import verify
from herodotus.record.views import put_views
from herodotus.types import Actor, Claim, Copy, Entity, Event, Issue, Judgement, Method, Report, Tie


class Record:
    """One record in one database: by default a single SQLite file.

    Streams come in the order of ids and hold a page in memory. What is written comes to be as a
    whole or not at all, so that a run that was killed leaves a record that can go on.
    """

    def __init__(self, store: Store, *, path: str) -> None:
        """Wrap an open store; callers use `open`."""
        self.store = store
        self.path = path

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Self:
        """Open the record at `path` (a file, or a database address with `://`); `create` begins one.

        Raises RecordError, with a hint: no such record, not a record, written by a newer version,
        locked, no right to write, no room.
        """
        return cls(Store(str(path), create=create), path=str(path))

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Streams, each in the order of ids.

    def reports(self) -> Iterator[Report]:
        """Stream the reports with their texts."""
        return streams.reports(self.store)

    def report_heads(self) -> Iterator[tuple[str, Report]]:
        """Stream (id, report without its text); the id of a report comes from its text, so it comes along."""
        return streams.report_heads(self.store)

    def entities(self, *, report: str | None = None) -> Iterator[Entity]:
        """Stream what mentions refer to, of all reports or of one."""
        return streams.entities(self.store, report=report)

    def claims(self, *, report: str | None = None, judged: bool = True) -> Iterator[Claim]:
        """Stream the claims, edited and without the rejected, or with `judged=False` as they were read."""
        return streams.claims(self.store, report=report, judged=judged)

    def fingerprints(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Stream (report id, fingerprint), by which copies are found."""
        return streams.fingerprints(self.store)

    def actors(self) -> Iterator[Actor]:
        """Stream the actors across reports."""
        return streams.actors(self.store)

    def events(self) -> Iterator[Event]:
        """Stream the events."""
        return streams.events(self.store)

    def ties(self, *, actor: str | None = None) -> Iterator[Tie]:
        """Stream the ties between actors, all or those of one."""
        return streams.ties(self.store, actor=actor)

    def copies(self) -> Iterator[Copy]:
        """Stream which report repeats which."""
        return streams.copies(self.store)

    def issues(self) -> Iterator[Issue]:
        """Stream what went wrong or could not be understood."""
        return streams.issues(self.store)

    def judgements(self, *, left: str | None = None, withdrawn: bool = False) -> Iterator[Judgement]:
        """Stream the judgements that stand, or with `withdrawn` every row ever added, withdrawals too."""
        return streams.judgements(self.store, left=left, withdrawn=withdrawn)

    # One thing by its id; None where there is none.

    def report(self, report: str) -> Report | None:
        """Return one report with its text."""
        return streams.one_report(self.store, report)

    def report_paths(self, report: str) -> list[str]:
        """Return every path at which the report was seen, least first."""
        return streams.report_paths(self.store, report)

    def claim(self, claim: str, *, judged: bool = True) -> Claim | None:
        """Return one claim; a rejected one only without `judged`."""
        return streams.one_claim(self.store, claim, judged=judged)

    def event(self, event: str) -> Event | None:
        """Return one event."""
        return streams.one(self.store, event, kind=Event)

    def actor(self, actor: str) -> Actor | None:
        """Return one actor."""
        return streams.one(self.store, actor, kind=Actor)

    def entity(self, entity: str) -> Entity | None:
        """Return one in-report entity."""
        return streams.one(self.store, entity, kind=Entity)

    # Several by their ids; ids that are not there are left out.

    def claims_by_id(self, claims: Iterable[str]) -> dict[str, Claim]:
        """Return id -> claim, as judgements leave them."""
        return streams.claims_by_id(self.store, claims)

    def heads_by_id(self, reports: Iterable[str]) -> dict[str, Report]:
        """Return id -> report without its text."""
        return streams.heads_by_id(self.store, reports)

    def actors_of_entities(self, entities: Iterable[str]) -> dict[str, str]:
        """Return entity id -> actor id."""
        return streams.actors_of_entities(self.store, entities)

    def events_of_claims(self, claims: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return claim id -> ids of its events."""
        return streams.events_of_claims(self.store, claims)

    # Filtered and paged.

    def find_claims(
        self, wanted: ClaimFilter, *, order: str = "text", limit: int = 50, offset: int = 0
    ) -> Page[Claim]:
        """Return a page of claims; `order` is id, text (report, then place in it) or time."""
        with self.store.reading() as connection:
            dialect = self.store.dialect
            return find_claims(
                connection, wanted, order=order, limit=limit, offset=offset, dialect=dialect
            )

    def find_events(
        self, wanted: EventFilter, *, order: str = "time", limit: int = 50, offset: int = 0
    ) -> Page[Event]:
        """Return a page of events; `order` is id, time (undated last), contested or reported (by origins)."""
        with self.store.reading() as connection:
            return find_events(connection, wanted, order=order, limit=limit, offset=offset)

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Page[Hit]:
        """Return the reports that hold all the words; `"a phrase"` and `begin*` are understood."""
        with self.store.reading() as connection:
            dialect = self.store.dialect
            return find_reports(connection, words, dialect=dialect, limit=limit, offset=offset)

    def counts(self) -> dict[str, int]:
        """Return how many there are of each noun, and under `errors` and `warnings` how many such issues."""
        return streams.counts(self.store)

    # What people decide.

    def judge(self, judgement: Judgement) -> bool:
        """Add a judgement; False where the very same one is there already.

        To withdraw one, add a row with the same `left` whose `withdraws` is its id. Claims show it
        at once; events, actors and ties after `pipeline.reconcile`.
        """
        with self.store.writing() as connection:
            return add_judgement(connection, judgement)

    def note(self, action: str, *, by: str, subject: str, detail: str = "") -> None:
        """Add a line to the audit log."""
        with self.store.writing() as connection:
            note(connection, by=by, action=action, subject=subject, detail=detail)

    def audit(self) -> Iterator[dict[str, str]]:
        """Stream the audit log, oldest first: at, by, action, subject, detail."""
        return streams.audit(self.store)

    def verify(self) -> list[Problem]:
        """Return what does not hold: quotes, hashes, references, judgements on what is no more (orphans)."""
        return list(verify(self.store))

    # What the pipeline writes.

    def seen_file(self, path: str, *, sha256: str) -> SeenFile | None:
        """Return the file if its reading, with these bytes, was ended; else None."""
        return streams.seen_file(self.store, path, sha256=sha256)

    def count_reports_of(self, path: str, *, sha256: str) -> int:
        """Return how many reports the file with these bytes holds."""
        return streams.count_reports_of(self.store, path, sha256=sha256)

    def known_particulars(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return what a sidecar said of this path before, whatever its bytes were."""
        return streams.known_particulars(self.store, path)

    def put_file(
        self,
        file: SeenFile,
        *,
        reports: Sequence[Report],
        issues: Sequence[Issue] = (),
        first: int = 0,
        begins: bool = True,
        ended: bool = True,
        done: bool = True,
    ) -> int:
        """Store (a part of) what a file holds, in one transaction; see `sightings.put_file`."""
        with self.store.writing() as connection:
            return put_file(
                connection,
                file,
                reports=reports,
                issues=issues,
                first=first,
                begins=begins,
                ended=ended,
                done=done,
            )

    def unread(self, method: Method, *, again: bool = False) -> Iterator[list[Unread]]:
        """Stream pages of reports whose machine layer is missing or not by this method; `again` gives all."""
        return streams.unread(self.store, method, again=again)

    def count_unread(self, method: Method, *, again: bool = False) -> int:
        """Return how many reports `unread` would give."""
        return streams.count_unread(self.store, method, again=again)

    def put_layers(self, layers: Sequence[Layer], *, method: Method) -> None:
        """Replace the machine layers of these reports, in one transaction."""
        with self.store.writing() as connection:
            for layer in layers:
                put_layer(connection, layer, method=method.id)

    def views_method(self) -> str | None:
        """Return the id of the method whose views are up to date, or None where they are stale."""
        return streams.views_method(self.store)

    def put_views(self, views: Iterable[Actor | Event | Tie | Copy], *, method: Method) -> int:
        """Replace all events, actors, ties and copies, in one transaction, and return how many there are.

        `views` may read this record while they are made: it shows the state before.
        """
        with self.store.writing() as connection:
            count = put_views(connection, views, method=method.id)
            self.store.dialect.index_claims(connection)
            return count

    def begin_run(self, methods: Sequence[Method]) -> int:
        """Note that a run begins, with what it reads by; returns its number."""
        with self.store.writing() as connection:
            for method in methods:
                put_method(connection, method)
            return begin_run(connection, methods)

    def end_run(self, run: int, *, summary: str) -> None:
        """Note that the run has ended; a run that was killed has no end."""
        with self.store.writing() as connection:
            end_run(connection, run, summary=summary)
