"""What views and exports read: streams of nouns, each in the order of its ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from herodotus.types.claims import Claim
from herodotus.types.events import Actor, Copy, Event, Tie
from herodotus.types.layers import Entity
from herodotus.types.reports import Report
from herodotus.types.runs import Issue, Judgement


class Holdings(Protocol):
    """A record as its readers see it, or a stand-in for one (a redacted view, a test's hand-made one)."""

    def reports(self) -> Iterator[Report]:
        """Stream the reports with their texts."""
        ...

    def claims(self) -> Iterator[Claim]:
        """Stream the claims as people's judgements leave them."""
        ...

    def entities(self) -> Iterator[Entity]:
        """Stream what the mentions of each report refer to."""
        ...

    def actors(self) -> Iterator[Actor]:
        """Stream the actors across reports."""
        ...

    def events(self) -> Iterator[Event]:
        """Stream the events."""
        ...

    def ties(self) -> Iterator[Tie]:
        """Stream the ties between actors."""
        ...

    def copies(self) -> Iterator[Copy]:
        """Stream which report repeats which."""
        ...

    def issues(self) -> Iterator[Issue]:
        """Stream what went wrong."""
        ...

    def judgements(self) -> Iterator[Judgement]:
        """Stream what people decided, withdrawn or not."""
        ...
