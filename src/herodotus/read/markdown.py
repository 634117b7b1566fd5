"""Markdown: marks become plain words; front matter becomes particulars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herodotus.read.reader import Document, Found, Reader
from herodotus.read.tables import draft_of
from herodotus.read.text import read_text

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_][\w -]{0,40}):[ \t]*(.*)$")
# Each mark and what it becomes, in this order: images go, links and emphasis keep their words.


def _heading(found: re.Match[str]) -> str:
    """Return a heading's words, without the signs that may close it too."""
    return found[1].rstrip().rstrip("#").rstrip()


_LABEL = r"[^\[\]\n]{1,400}"
_TARGET = r"\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"
# Each mark and what it becomes, in this order: images go, links and emphasis keep their words. Every
# run is bounded, so that a file of nothing but marks takes no time.
_MARKS = (
    (re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL), ""),
    (re.compile(rf"!\[(?:{_LABEL})?\]{_TARGET}"), ""),
    (re.compile(rf"\[({_LABEL})\]{_TARGET}"), r"\1"),
    (re.compile(rf"\[({_LABEL})\]\[[^\[\]\n]{{0,100}}\]"), r"\1"),
    (re.compile(rf"^[ \t]{{0,3}}\[{_LABEL}\]:[ \t]+\S.*$", re.MULTILINE), ""),
    (re.compile(r"<(https?://[^>\s]{1,1000})>"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,1000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]{1,1000}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"`([^`\n]{1,1000})`"), r"\1"),
    (re.compile(r"^[ \t]{0,3}>[> \t]*", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*)$", re.MULTILINE), _heading),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
)
_HEADING = re.compile(
    r"^[ \t]{0,3}#{1,2}[ \t]+(.+?)[ \t]*#*[ \t]*$|^(\S.*)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE
)
# How far down a heading is still the whole text's title.
_TITLE_SEARCH = 1000


def plain_markdown(text: str) -> str:
    """Return the words without their marks.

    >>> plain_markdown("The **army** left [the town](http://x.example).")
    'The army left the town.'
    """
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text


def _read(document: Document) -> Iterator[Found]:
    text, notes = read_text(document)
    front = _FRONT.match(text)
    fields = dict(_fields(front[1])) if front else {}
    body = text[front.end():] if front else text
    heading = _HEADING.search(body[:_TITLE_SEARCH])
    draft = draft_of({**fields, "text": plain_markdown(body).strip("\n")})
    if draft.title is None and heading and not body[: heading.start()].strip():
        draft.title = plain_markdown(heading[1] or heading[2]).strip(" #")
    yield draft
    yield from notes


def _fields(front: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of front matter that stand on one line; lists in brackets lose these."""
    for line in front.splitlines():
        found = _FIELD.match(line)
        if found and found[2].strip():
            yield found[1].strip().lower(), found[2].strip().strip("[]").strip("\"'")


def _sniff(_head: bytes, _document: Document) -> bool:
    """Claim nothing: Markdown is text, and only its ending says that the marks are meant."""
    return False


READER = Reader(extensions=(".md", ".markdown", ".mkd"), read=_read, sniff=_sniff, what="Markdown")
