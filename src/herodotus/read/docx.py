"""DOCX: paragraphs, tables and notes in their order, straight from the packed XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from herodotus.read.reader import Document, Draft, Found, Reader, refuse
from herodotus.read.zip import read_member

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_STORY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# What is not text: deleted words, and the second rendering of a drawing for old programs.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText",
                       "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_TITLE_STYLE = re.compile(r"(?:title|titel|titre|título|heading\s?1|berschrift1)$", re.IGNORECASE)
_PACKED_HEAD = b"PK\x03\x04"


def _read(document: Document) -> Iterator[Found]:
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as packed:
            story = _tree(packed, _STORY, document)
            notes = [_tree(packed, name, document) for name in _NOTES if name in packed.namelist()]
            core = (
                _tree(packed, "docProps/core.xml", document)
                if "docProps/core.xml" in packed.namelist()
                else None
            )
    except (zipfile.BadZipFile, NotImplementedError, KeyError, EOFError, ValueError) as error:
        raise refuse(
            document,
            f"is no whole DOCX ({str(error)[:80]})",
            hint="open it in a word processor and save it again",
        ) from error
    blocks = [block for block in _blocks(story) if block[1]]
    text = "\n\n".join(block for _, block in blocks)
    if not text.strip():
        raise refuse(
            document, "has no text, only pictures or nothing", hint="check that the file is the right one"
        )
    extra = [block for tree in notes for _, block in _blocks(tree) if block]
    titled = next((block for style, block in blocks[:5] if style and _TITLE_STYLE.search(style)), None)
    yield Draft(text="\n\n".join([text, *extra]), title=titled or _borne_out(core, text))


def _tree(packed: zipfile.ZipFile, name: str, document: Document) -> Any:  # noqa: ANN401 (lxml ships no types)
    """Return one part's tree; entities are not expanded and nothing is fetched."""
    from lxml import etree  # noqa: PLC0415 (heavy; only documents need it)

    content = read_member(packed, packed.getinfo(name), document)
    try:
        return etree.fromstring(
            content, parser=etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        )
    except etree.XMLSyntaxError as error:
        raise refuse(
            document, f"has a damaged part `{name}`", hint="open it in a word processor and save it again"
        ) from error


def _blocks(tree: Any) -> Iterator[tuple[str | None, str]]:  # noqa: ANN401 (lxml ships no types)
    """Yield style and words of each paragraph; a table's row is one block, tabs between its cells."""
    if tree is None:
        return
    for row_or_paragraph in _tops(tree):
        if row_or_paragraph.tag == f"{_W}tr":
            cells = row_or_paragraph.findall(f"{_W}tc")
            yield None, "\t".join(" ".join(_words(cell).split()) for cell in cells).strip()
        else:
            style = row_or_paragraph.find(f"{_W}pPr/{_W}pStyle")
            yield style.get(f"{_W}val") if style is not None else None, _words(row_or_paragraph).strip()


def _tops(tree: Any) -> Iterator[Any]:  # noqa: ANN401 (lxml ships no types)
    """Yield paragraphs and table rows that stand in no other row or paragraph."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if element.tag in {f"{_W}p", f"{_W}tr"}:
            yield element
        elif element.tag not in _LEFT_OUT:
            waiting.extend(reversed(element))


def _words(element: Any) -> str:  # noqa: ANN401 (lxml ships no types)
    """Return the words below an element."""
    parts: list[str] = []
    waiting = [element]
    while waiting:
        part = waiting.pop()
        if part.tag in _LEFT_OUT:
            continue
        if part.tag == f"{_W}t":
            parts.append(part.text or "")
        elif part.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            parts.append("\t" if part.tag == f"{_W}tab" else "\n")
        elif part.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif part.tag == f"{_W}p" and parts and part is not element:
            parts.append("\n")
        waiting.extend(reversed(part))
    return "".join(parts)


def _borne_out(core: Any, text: str) -> str | None:  # noqa: ANN401 (lxml ships no types)
    """Return the declared title only where the text's head says it too: most are left from a template."""
    title = core.findtext(f"{_DC}title") if core is not None else None
    plain = " ".join((title or "").split())
    return plain if plain and plain.casefold() in " ".join(text[:1000].split()).casefold() else None


def _sniff(head: bytes, document: Document) -> bool:
    """Know it by the one part that every DOCX has."""
    if not head.startswith(_PACKED_HEAD):
        return False
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as packed:
            return _STORY in packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return document.extension in READER.extensions


READER = Reader(
    extensions=(".docx", ".docm"), read=_read, sniff=_sniff, what="DOCX", guarded=True, by_name=False
)
