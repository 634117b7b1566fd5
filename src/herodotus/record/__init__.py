"""Reports, Claims, Judgements, Events, Issues <-> one database.

`Record.open(path, create=True)` begins one; what is written in one call comes to be as a whole.
"""

from __future__ import annotations

from herodotus.record.nouns import ClaimFilter, EventFilter, Hit, Layer, Page, Problem, SeenFile, Unread
from herodotus.record.record import Record

__all__ = [
    "ClaimFilter",
    "EventFilter",
    "Hit",
    "Layer",
    "Page",
    "Problem",
    "Record",
    "SeenFile",
    "Unread",
]
