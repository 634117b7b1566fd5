"""RSS and Atom: each entry is one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from herodotus.read.html import plain_html
from herodotus.read.reader import Document, Draft, Found, Reader, refuse, trouble

_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)


def _read(document: Document) -> Iterator[Found]:
    import feedparser

    feed = feedparser.parse(document.whole(), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        why = f" ({str(feed.bozo_exception)[:80]})" if feed.get("bozo") else ""
        raise refuse(
            document, f"is a feed without entries{why}", hint="fetch it again; some feeds empty after a day"
        )
    outlet = feed.feed.get("title")
    language = feed.feed.get("language")
    empty = 0
    for count, entry in enumerate(feed.entries, start=1):
        draft = _draft(entry, outlet=outlet, language=language)
        if draft is None:
            empty += 1
            continue
        draft.key = draft.key or f"{document.name}#{count}"
        yield draft
    if empty:
        yield trouble(document, f"{empty} of {len(feed.entries)} entries have no words",
                      hint="follow their links and save the pages")
    if feed.get("bozo"):
        yield trouble(
            document,
            f"the feed is malformed ({str(feed.bozo_exception)[:80]}); what could be read was",
            hint="fetch it again if entries are missing",
            level="note",
        )


def _draft(entry: Any, *, outlet: str | None, language: str | None) -> Draft | None:  # noqa: ANN401 (feedparser has no types)
    """Return an entry: its headline and its fullest text."""
    title = plain_html(entry.get("title") or "") or None
    bodies = [part.get("value") or "" for part in entry.get("content") or []]
    body = max((plain_html(value) for value in (*bodies, entry.get("summary") or "")), key=len)
    if not title and not body:
        return None
    # The headline makes claims too, so it must stand in the text that evidence points into.
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}".strip()
    authors = tuple(author["name"] for author in entry.get("authors") or [] if author.get("name"))
    source = (entry.get("source") or {}).get("title") or outlet
    updated = entry.get("updated")
    return Draft(
        text=text, key=entry.get("id") or entry.get("link"), title=title, url=entry.get("link"),
        authors=authors or ((entry["author"],) if entry.get("author") else ()), source=source,
        published=entry.get("published") if "published" in entry else None, language=language,
        particulars=(("updated", updated),) if updated and "updated" in entry else ())


def _sniff(head: bytes, _document: Document) -> bool:
    """Know it by its outermost tag."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_ROOT.search(head))


READER = Reader(
    extensions=(".rss", ".atom", ".xml", ".rdf"),
    read=_read,
    sniff=_sniff,
    what="RSS or Atom feed",
    guarded=True,
    by_name=False,
)
