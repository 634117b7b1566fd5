"""What a web page declares of itself in meta tags and linked data; no date is guessed from elsewhere."""

from __future__ import annotations

import json
import re
from typing import Any

from herodotus.read.reader import Draft

_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publication_date",
    "pubdate",
    "article.published",
    "published-date",
    "date",
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_SITE_NAMES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
)
_TITLE_NAMES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")


def read_declared(tree: Any) -> Draft:  # noqa: ANN401 (lxml ships no types)
    """Return what the page declares in meta tags and linked data; no date is guessed from elsewhere."""
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            named.setdefault(name, []).append(meta.get("content").strip())
    linked = _linked(tree)
    site = _first(named, _SITE_NAMES) or linked.get("publisher")
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)") or _first(named, ("og:url",))
    updated = _first(named, ("article:modified_time", "og:updated_time", "dcterms.modified")) or linked.get(
        "modified"
    )
    return Draft(
        text="", title=_title(tree, named, linked, site), source=site, url=str(canonical) or None,
        authors=_authors(named, linked), published=_date(tree, named, linked),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        particulars=(("updated", updated),) if updated else ())


def _first(named: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    """Return the first value of the first name that the page has."""
    return next((named[name][0] for name in names if name in named), None)


def _title(tree: Any, named: dict[str, list[str]], linked: dict[str, str], site: str | None) -> str | None:  # noqa: ANN401
    """Return the headline: the page's own, else its only first-level heading, else its window title."""
    declared = linked.get("headline") or _first(named, _TITLE_NAMES)
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    window = " ".join((tree.xpath("string(//title)") or "").split())
    fitting = [heading for heading in headings if heading and heading in window]
    title = declared or (fitting or [heading for heading in headings if heading] or [window])[0]
    if title and site:
        title = re.sub(rf"\s*[|»«:–—-]+\s*{re.escape(site)}\s*$", "", title)
    return title or None


def _authors(named: dict[str, list[str]], linked: dict[str, str]) -> tuple[str, ...]:
    """Return declared authors that are names, not addresses of profiles."""
    declared = next((named[name] for name in _AUTHOR_NAMES if name in named), None)
    declared = declared or linked.get("author", "").split("\x1f")
    return tuple(author for author in declared if author and "://" not in author and "@" not in author)


def _date(tree: Any, named: dict[str, list[str]], linked: dict[str, str]) -> str | None:  # noqa: ANN401
    """Return the declared date of publication."""
    marked = tree.xpath("string((//time[@pubdate or @itemprop='datePublished']/@datetime)[1])")
    return linked.get("published") or _first(named, _DATE_NAMES) or str(marked) or None


def _linked(tree: Any) -> dict[str, str]:  # noqa: ANN401 (lxml ships no types)
    """Return headline, dates, authors and publisher of the page's linked data (schema.org)."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).endswith(("Article", "Posting", "Report")) for kind in kinds):
                return _of_node(node)
    return {}


def _nodes(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (any JSON value)
    """Return the objects at the top of linked data."""
    listed = value if isinstance(value, list) else [value]
    nodes = [node for node in listed if isinstance(node, dict)]
    graphs = [part for node in nodes if isinstance(node.get("@graph"), list) for part in node["@graph"]]
    return nodes + [part for part in graphs if isinstance(part, dict)]


def _of_node(node: dict[str, Any]) -> dict[str, str]:
    """Return an article's particulars under our names; authors are joined by a separator."""
    found = {"headline": node.get("headline"), "published": node.get("datePublished"),
             "modified": node.get("dateModified"), "publisher": _name(node.get("publisher"))}
    authors = node.get("author")
    names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    found["author"] = "\x1f".join(name for name in names if name)
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def _name(value: Any) -> str | None:  # noqa: ANN401 (any JSON value)
    """Return the name of a person or publisher given as words or as an object."""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None
