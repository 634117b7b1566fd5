"""Web pages: the story without menus and footers, and the particulars that the page declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from herodotus.read.declared import read_declared
from herodotus.read.decode import decode
from herodotus.read.reader import Document, Draft, Found, Reader, refuse, trouble

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|h1|p|div|title|table)[\s>]", re.IGNORECASE)
# What is never part of a story.
_NO_STORY = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "iframe",
    "select",
    "head",
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "blockquote",
        "section",
        "article",
        "pre",
        "table",
        "ul",
        "ol",
        "dt",
        "dd",
        "header",
        "main",
        "figcaption",
        "br",
        "td",
        "center",
    }
)
# Below this share of the plain reading, the story finder has lost the story.
_LEAST_SHARE = 0.3
# A page of a few sentences; the finder needs more to tell story from menu.
_SHORT = 600
# Beyond this many tags the finder's time grows with their square, and the plain reading must do.
_MOST_TAGS = 12_000
# Deeper pages are no pages: browsers stop at 512, and parsers recurse.
_DEEPEST = 2000


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
    draft = read_declared(tree)
    baseline = _baseline(tree)
    story = (_story(text) or "") if text.count("<") <= _MOST_TAGS else ""
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
    r"""Return the words of HTML, a blank line between blocks, however broken or deep it is.

    >>> plain_html("<p>One &amp; two</p><script>x</script><p>three")
    'One & two\n\nthree'
    """
    bare = re.sub(r"(?is)<(script|style|head|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", " ", fragment)
    bare = re.sub(
        r"(?i)</?(?:p|div|h[1-6]|li|tr|blockquote|section|article|ul|ol|table|pre)\b[^>]*>", "\n\n", bare
    )
    bare = re.sub(r"(?i)<br\b[^>]*>", "\n", bare)
    bare = unescape(re.sub(r"<[^>]*>", "", bare))
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
    from lxml import html as pages  # noqa: PLC0415 (the same)

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
    from lxml import etree  # noqa: PLC0415 (heavy; only pages need it)

    roots = (
        tree.xpath("//article") or tree.xpath("//main|//*[@role='main']") or tree.xpath("//body") or [tree]
    )
    root = max(roots, key=lambda part: len(part.text_content()))
    blocks: list[str] = []
    current: list[str] = []

    def close() -> None:
        words = " ".join("".join(current).split())
        if words:
            blocks.append(words)
        current.clear()

    depth_out = 0
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


def _squeezed(text: str) -> str:
    """Return letters and digits only, for finding a headline whatever its quotes and spaces."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _sniff(head: bytes, document: Document) -> bool:
    """Know a page by its first tags."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return document.extension in READER.extensions and bool(_TAG.search(head))
    return not re.search(rb"<(?:rss|feed|rdf:rdf)[\s>]", start) and bool(_TAG.search(start))


READER = Reader(
    extensions=(".html", ".htm", ".xhtml", ".shtml"), read=_read, sniff=_sniff, what="HTML", guarded=True
)
