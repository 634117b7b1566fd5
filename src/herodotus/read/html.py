"""Web pages: the story without menus and footers, and the particulars that the page declares."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from herodotus.read.decode import decode
from herodotus.read.reader import Document, Draft, Found, Reader, refuse, trouble

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|h1|p|div|title|table)[\s>]", re.IGNORECASE)
# What is never part of a story.
_NO_STORY = ("script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "button", "iframe",
             "select", "head")
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "section", "article",
                     "pre", "table", "ul", "ol", "dt", "dd", "header", "main", "figcaption", "br", "td", "center"})
# Below this share of the plain reading, the story finder has lost the story.
_LEAST_SHARE = 0.3
# A page of a few sentences; the finder needs more to tell story from menu.
_SHORT = 600
# Deeper pages are no pages: browsers stop at 512, and parsers recurse.
_DEEPEST = 2000
_DATE_NAMES = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
               "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "citation_date",
               "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publication_date", "pubdate",
               "article.published", "published-date", "date")
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
                 "sailthru.author", "byl")
_SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title")
_TITLE_NAMES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")


def _read(document: Document) -> Iterator[Found]:
    content = document.whole()
    charset = _CHARSET.search(content[:4096])
    decoded = decode(content, declared=charset[1].decode("ascii") if charset else None)
    text = _XML_HEAD.sub("", decoded.text)
    draft = read_page(text)
    if draft is None:
        raise refuse(document, "holds no text besides menus and scripts",
                     hint="save the page again when it has loaded, or save it as plain text")
    yield draft
    for message, hint in decoded.mended:
        yield trouble(document, message, hint=hint, level="note")


def read_page(text: str) -> Draft | None:
    """Return the story and particulars of a page, or None where there is no story."""
    if text.count("<") > _DEEPEST and _depth(text) > _DEEPEST:
        plain = plain_html(text)
        return Draft(text=plain) if plain.strip() else None
    tree = _tree(text)
    if tree is None:
        return None
    draft = _particulars(tree)
    baseline = _baseline(tree)
    story = _story(text) or ""
    if len(story) < _LEAST_SHARE * len(baseline) or (len(story) < len(baseline) < _SHORT):
        story = baseline
    if not story.strip():
        return None
    # A headline makes claims too, and so it must stand in the text that evidence points into.
    if draft.title and _squeezed(draft.title) not in _squeezed(story[: 4 * len(draft.title) + 400]):
        story = f"{draft.title}\n\n{story}"
    draft.text = story.replace("\u00ad", "").strip("\n")
    return draft


def plain_html(fragment: str) -> str:
    """Return the words of HTML, a blank line between blocks, however broken or deep it is.

    >>> plain_html("<p>One &amp; two</p><script>x</script><p>three")
    'One & two\\n\\nthree'
    """
    import html  # noqa: PLC0415 (the standard one; this module has the same name)

    bare = re.sub(r"(?is)<(script|style|head|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", " ", fragment)
    bare = re.sub(r"(?i)</?(?:p|div|h[1-6]|li|tr|blockquote|section|article|ul|ol|table|pre)\b[^>]*>", "\n\n", bare)
    bare = re.sub(r"(?i)<br\b[^>]*>", "\n", bare)
    bare = html.unescape(re.sub(r"<[^>]*>", "", bare))
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", bare))
    return "\n\n".join(block for block in blocks if block)


def _depth(text: str) -> int:
    """Return about how deep the tags nest, in one linear pass."""
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)[a-zA-Z][^<>]{0,2000}?(/?)>", text):
        depth = max(0, depth - 1) if tag[1] else depth + (not tag[2])
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            # Unclosed <p>, <br> and <li> look like depth, so only steep growth counts.
            return deepest if re.search(r"(?:<[a-zA-Z]+[^<>]*>\s*){400}", text) else 0
    return deepest


def _tree(text: str) -> Any:  # noqa: ANN401 (lxml ships no types)
    """Return the page's tree, or None where there is none."""
    from lxml import etree  # noqa: PLC0415 (heavy; only pages need it)
    from lxml import html as pages

    parser = pages.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return pages.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError, AssertionError):
        return None


def _story(text: str) -> str | None:
    """Return the story as trafilatura finds it."""
    from trafilatura import extract

    story: str | None = extract(text, output_format="txt", include_comments=False, include_tables=True,
                                with_metadata=False, favor_recall=True)
    return re.sub(r"\n+", "\n\n", story) if story else None


def _baseline(tree: Any) -> str:  # noqa: ANN401 (lxml ships no types)
    """Return the words of the article, the main part or the whole body, block by block."""
    roots = tree.xpath("//article") or tree.xpath("//main|//*[@role='main']") or tree.xpath("//body") or [tree]
    root = max(roots, key=lambda part: len(part.text_content()))
    blocks: list[str] = []
    current: list[str] = []

    def close() -> None:
        words = " ".join("".join(current).split())
        if words:
            blocks.append(words)
        current.clear()

    depth_out = 0
    from lxml import etree  # noqa: PLC0415 (heavy; only pages need it)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            depth_out += name in _NO_STORY
            if name in _BLOCKS:
                close()
            if not depth_out and element.text:
                current.append(element.text)
        else:
            depth_out -= name in _NO_STORY
            if name in _BLOCKS:
                close()
            if not depth_out and element.tail and element is not root:
                current.append(element.tail)
    close()
    return "\n\n".join(blocks)


def _particulars(tree: Any) -> Draft:  # noqa: ANN401 (lxml ships no types)
    """Return what the page declares in meta tags and linked data; no date is guessed from elsewhere."""
    named: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (meta.get("content") or "").strip():
            named.setdefault(name, []).append(meta.get("content").strip())
    linked = _linked(tree)
    site = _first(named, _SITE_NAMES) or linked.get("publisher")
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)") or _first(named, ("og:url",))
    updated = _first(named, ("article:modified_time", "og:updated_time", "dcterms.modified")) or linked.get("modified")
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


def _squeezed(text: str) -> str:
    """Return letters and digits only, for finding a headline whatever its quotes and spaces."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _sniff(head: bytes, document: Document) -> bool:
    """Know a page by its first tags."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return document.extension in READER.extensions and bool(_TAG.search(head))
    return not re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", start) and bool(_TAG.search(start))


READER = Reader(extensions=(".html", ".htm", ".xhtml", ".shtml"), read=_read, sniff=_sniff, what="HTML", guarded=True)
