"""PDF: the text of all pages in order, without running heads, with words cut at line ends joined.

A PDF's own dates say when the file was made, not when the report came out, so they are not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from herodotus.read.reader import Document, Draft, Found, Reader, refuse, trouble

_LONG_SHARE = 0.75  # a line this near to the usual width runs on into the next one
_HEAD_LINES = 2     # running heads and feet take one or two lines
_LEAST_PAGES = 3    # on two pages nothing can be told from chance
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p\.|seite|página|стр\.?)?\s*\d{1,4}(?:\s*(?:/|of|de|von|sur)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_CUT_WORD = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]$")


def _read(document: Document) -> Iterator[Found]:
    pages, declared, unread = _pages(document)
    if not any(page.strip() for page in pages):
        raise refuse(document, "has pages but no text, so it is a scan",
                     hint="run text recognition (OCR) on it, for example with ocrmypdf, and read the result")
    text = join_pages(pages)
    yield Draft(text=text, title=_borne_out(declared.get("title"), text))
    if unread:
        yield trouble(document, f"{unread} of {len(pages) + unread} pages could not be read",
                      hint="save the PDF again from its source if something is missing")


def _pages(document: Document) -> tuple[list[str], dict[str, str], int]:
    """Return the text of each page, the declared title, and how many pages failed."""
    import io  # noqa: PLC0415 (beside its only user)

    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        reader = PdfReader(io.BytesIO(document.whole()), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse(document, "is locked with a password",
                         hint="open it with its password and save it without one")
        pages: list[str] = []
        unread = 0
        for page in reader.pages:
            try:
                pages.append(page.extract_text())
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001 (one damaged page must not lose the others; pypdf raises anything)
                unread += 1
                continue
            if pages[-1].strip():
                document.advance()
        title = reader.metadata.title if reader.metadata else None
    except PdfReadError as error:
        raise refuse(document, f"is no whole PDF ({str(error)[:80]})",
                     hint="fetch it again, or print it to PDF from a viewer that opens it") from error
    return pages, {"title": str(title)} if title else {}, unread


def join_pages(pages: list[str]) -> str:
    """Return one text: running heads out, cut words joined, full lines run together."""
    kept = _without_running_heads([[line.rstrip() for line in page.splitlines()] for page in pages])
    lines = [line.strip() for page in kept for line in page]
    whole_words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(lines)))
    widths = sorted(len(line) for line in lines if len(line) > 20)  # noqa: PLR2004 (not table cells)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    parts: list[str] = []
    for line in lines:
        if not line:
            if parts and not parts[-1].endswith("\n\n"):
                parts[-1] = parts[-1].rstrip("\n ") + "\n\n"
            continue
        if parts:
            parts[-1] = _joined(parts[-1], line, whole_words)
        parts.append(line + _after(line, usual))
    return "".join(parts).strip("\n ").replace("\u00ad", "")


def _joined(above: str, line: str, whole_words: Counter[str]) -> str:
    """Return the end of the text so far, made ready for the next line."""
    cut = _CUT_WORD.search(above.rstrip())
    if not cut or not line[0].islower():
        # A sentence that goes on over a blank line was cut by a page break.
        broken = (
            above.endswith("\n\n")
            and line[0].islower()
            and not re.search(r"[.!?:;]['\"’”)]*$", above.rstrip())
        )
        return above.rstrip() + " " if broken else above
    following = re.match(r"[^\W\d_]+", line)
    first, second = cut[1], following.group() if following else ""
    # A hyphen that stands inside a line elsewhere is meant.
    if whole_words[f"{first}-{second}"] > whole_words[first + second]:
        return above.rstrip()
    return above.rstrip()[:-1]


def _after(line: str, usual: int) -> str:
    """Return what follows a line: a space in running text, an end of line, or of a paragraph."""
    if len(line) >= _LONG_SHARE * usual:
        return " "
    return "\n\n" if re.search(r"[.!?…]['\"’”»)\]]*$", line) else "\n"


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Take out page numbers, and lines that stand at the same edge of most pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        edges.update({_shape(line) for line in (*filled[:_HEAD_LINES], *filled[-_HEAD_LINES:])})
    least = max(_LEAST_PAGES, len(pages) // 2)
    kept: list[list[str]] = []
    for page in pages:
        places = [place for place, line in enumerate(page) if line.strip()]
        border = {*places[:_HEAD_LINES], *places[-_HEAD_LINES:]}
        kept.append([line for place, line in enumerate(page) if place not in border or not (
            (edges[_shape(line)] >= least and len(pages) >= _LEAST_PAGES) or
            (len(pages) > 1 and _PAGE_NUMBER.match(line)))])
    return kept


def _shape(line: str) -> str:
    """Return a line with its numbers alike, as running heads differ by page number only."""
    return re.sub(r"\d+", "0", " ".join(line.split()).casefold())


def _borne_out(title: str | None, text: str) -> str | None:
    """Return the declared title only where the first page says it too: most name a file instead."""
    plain = " ".join((title or "").split())
    head = " ".join(text[:3000].split()).casefold()
    return plain if len(plain) > 5 and plain.casefold() in head else None  # noqa: PLR2004 (a word is no title)


def _sniff(head: bytes, _document: Document) -> bool:
    """Know it by its signature, which may follow a few bytes of rubbish."""
    return b"%PDF-" in head[:1024]


READER = Reader(extensions=(".pdf",), read=_read, sniff=_sniff, what="PDF", guarded=True, by_name=False)
