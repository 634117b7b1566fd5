"""E-mail: the body as a report, attached documents as reports of their own."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import cast

from herodotus.read.bylines import is_name
from herodotus.read.decode import decode
from herodotus.read.html import read_page
from herodotus.read.reader import Document, Draft, Found, Member, Reader, trouble

_HEADER = re.compile(
    rb"^(?:From|To|Subject|Date|Return-Path|Received|Message-ID|MIME-Version|Content-Type|Reply-To|"
    rb"Delivered-To|Sender|X-[\w-]+|Cc|DKIM-Signature|List-Id)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
# Two of these in the first lines are an e-mail's head; one may stand in any text.
_LEAST_HEADERS = 3
_MOST_PARTS = 500


def _read(document: Document) -> Iterator[Found]:
    message = email.message_from_bytes(document.whole(), policy=policy.default)
    parts = list(_parts(message))
    body, page = _body(parts)
    notes: list[Found] = []
    if len(parts) > _MOST_PARTS:
        notes.append(
            trouble(
                document,
                f"the message has more than {_MOST_PARTS} parts; the rest was left out",
                hint="save the attachments by themselves",
            )
        )
    attached = list(_attached(parts[:_MOST_PARTS]))
    if body.strip():
        yield _draft(message, body, page)
    elif not attached:
        yield trouble(document, "the message has no text", level="error",
                      hint="save the message again, with its body, as plain text or HTML")
    else:
        yield trouble(document, "the message has no text of its own, only attachments", level="note",
                      hint="nothing to do: the attachments are read")
    yield from attached
    yield from notes


def _draft(message: EmailMessage, body: str, page: Draft | None) -> Draft:
    """Return the body with what the headers say: subject, sender, date."""
    name, address = parseaddr(_header(message, "From"))
    organization = _header(message, "Organization") or None
    person = bool(name) and is_name(name)
    return Draft(
        text=body,
        title=_header(message, "Subject") or (page.title if page else None),
        authors=(name,) if person else (),
        source=organization or (None if person else name or address or None),
        published=_header(message, "Date") or None,
        language=_header(message, "Content-Language") or None,
        particulars=tuple(
            (field.lower(), value)
            for field in ("From", "To", "Message-ID", "List-Id")
            if (value := _header(message, field))
        ),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header's words; a malformed one is empty rather than an error."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return ""


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the leaves of the message in order, without recursion, up to the bound; no attached message's."""
    waiting = [message]
    count = 0
    while waiting and count <= _MOST_PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(cast("list[EmailMessage]", list(reversed(payload))))
        else:
            count += 1
            yield part


def _body(parts: list[EmailMessage]) -> tuple[str, Draft | None]:
    """Return the plain body, or the words of the HTML one."""
    inline = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = [_words(part) for part in inline if part.get_content_type() == "text/plain"]
    if any(words.strip() for words in plain):
        return "\n\n".join(words.strip("\n") for words in plain), None
    for part in inline:
        if part.get_content_type() == "text/html":
            page = read_page(_words(part))
            if page:
                return page.text, page
    return "", None


def _words(part: EmailMessage) -> str:
    """Return a part's text in its declared encoding."""
    return decode(_bytes(part), declared=part.get_content_charset()).text


def _bytes(part: EmailMessage) -> bytes:
    """Return a part's bytes after transfer decoding."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attached(parts: list[EmailMessage]) -> Iterator[Member]:
    """Yield attached files and attached messages."""
    for count, part in enumerate(parts, start=1):
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if inner is not None:
                yield Member(name=part.get_filename() or f"message-{count}.eml",
                             content=cast("EmailMessage", inner).as_bytes(policy=policy.compat32))
        elif part.get_filename() and part.get_content_maintype() not in {"image", "audio", "video"}:
            yield Member(name=str(part.get_filename()), content=_bytes(part))


def _sniff(head: bytes, document: Document) -> bool:
    """Know it by headers in its first paragraph."""
    first = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    found = _HEADER.findall(first)
    enough = _LEAST_HEADERS if document.extension not in READER.extensions else 1
    return len(found) >= enough and bool(re.match(rb"[\w-]+:|From ", head.lstrip()))


READER = Reader(
    extensions=(".eml",), read=_read, sniff=_sniff, what="e-mail", guarded=True, opens_members=True
)
