"""What was published: sources, reports, and evidence that points into them."""

from __future__ import annotations

import hashlib

from herodotus.types.base import content_id, noun
from herodotus.types.words import DatePrecision


@noun
class TimeInterval:
    """A time as two ISO dates, both inside; an unresolved time keeps its words and no dates."""

    start: str | None
    end: str | None
    precision: DatePrecision | None
    text: str = ""


@noun
class Source:
    """A publisher; never the initiator of an event."""

    name: str
    kind: str | None = None
    country: str | None = None


@noun
class Report:
    """One published text. `key` is the caller's own id, else the name of the file it came from."""

    key: str
    text: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    source: Source | None = None
    published: TimeInterval | None = None
    language: str | None = None
    particulars: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the text (UTF-8), by which a copy of the record can be checked."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """From text and key alone, so that better particulars never make it another report."""
        return content_id("report", self.sha256, self.key)


@noun
class Evidence:
    """Characters of a report and the words that stand there (W3C position and quote selectors)."""

    report: str
    start: int
    end: int
    quote: str
