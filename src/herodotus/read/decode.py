"""Bytes to text that means the same: encodings, line ends, control characters, double-encoded letters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from herodotus.errors import ReadError
from herodotus.knowledge import load_toml

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# C0 and C1 controls but tab and newline, and the byte order mark inside a text: none of them is language.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Controls that text does not have; zero bytes and escapes are counted as rubbish between its letters.
_BINARY = bytes(set(range(32)) - set(b"\t\n\r\f\x00\x1b\x0b"))
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_BROKEN = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the encoding it was in, and what had to be mended: pairs of what and what to do."""

    text: str
    encoding: str
    mended: tuple[tuple[str, str], ...] = ()


def decode(content: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of the bytes, or raise ReadError where they are no text.

    Order: byte order mark, strict UTF-8, UTF-16 by its zero bytes, the declared encoding, then the
    likeliest one-byte encoding. A text that is UTF-8 but for a few bytes stays UTF-8.
    """
    text, encoding, mended = _unravel(content, declared)
    tidied = tidy(text)
    return Decoded(text=tidied.text, encoding=encoding, mended=(*mended, *tidied.mended))


def tidy(text: str) -> Decoded:
    r"""Return the text with plain line ends and without controls, lone surrogates and mojibake.

    >>> tidy("one\r\ntwo\x00").text
    'one\ntwo'
    """
    rules: dict[str, Any] = load_toml("formats.toml")["encoding"]
    mended: list[tuple[str, str]] = []
    text, repaired = _repair(text, rules)
    if repaired:
        mended.append((f"{repaired} characters that were encoded twice were mended",
                       "compare with the source if a name looks odd"))
    # After the repair, since the letters of a double encoding are controls in part.
    text = _LINE_ENDS.sub("\n", text)
    text, controls = _CONTROLS.subn("", text)
    if controls > rules["controls_untold"]:
        mended.append((f"{controls} control characters were taken out", "check the file if text is missing"))
    text, lone = _SURROGATES.subn(_BROKEN, text)
    if lone:
        mended.append((f"{lone} halves of characters were replaced by `{_BROKEN}`",
                       "export the text again from its source"))
    return Decoded(text=text, encoding="", mended=tuple(mended))


def looks_binary(head: bytes) -> bool:
    """Say whether these first bytes are no text in any encoding that we read."""
    if not head or any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    if _wide(head):
        return False
    rules = load_toml("formats.toml")["encoding"]
    controls = sum(head.count(byte) for byte in _BINARY)
    # A flood of zero bytes is taken out like other controls; what is left then says what it is.
    solid = len(head) - head.count(0)
    return bool(controls > rules["control_share"] * max(solid, 1))


def _unravel(content: bytes, declared: str | None) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return text, encoding and what was mended in decoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lossy(content[len(mark):], encoding)
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    wide = _wide(content[:4096])
    if wide:
        return _lossy(content, wide)
    if declared and _usable(content, declared):
        return content.decode(declared), declared, ()
    return _one_byte(content)


def _lossy(content: bytes, encoding: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Decode with the replacement character for what is damaged, and say how much was."""
    text = content.decode(encoding, errors="replace")
    damaged = text.count(_BROKEN)
    if not damaged:
        return text, encoding, ()
    told = f"{damaged} damaged characters in {encoding.upper()} were replaced by `{_BROKEN}`"
    return text, encoding, ((told, "export the text again from its source, as UTF-8"),)


def _wide(head: bytes) -> str | None:
    """Return UTF-16's byte order where nearly every second byte is zero, as in Latin text."""
    rules = load_toml("formats.toml")["encoding"]
    least = rules["wide_share"] * (len(head) // 2)
    if len(head) < rules["wide_least_bytes"]:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > least and even < len(head) // 2 - least:
        return "utf-16-le"
    if even > least and odd < len(head) // 2 - least:
        return "utf-16-be"
    return None


def _usable(content: bytes, declared: str) -> bool:
    """Say whether the declared encoding exists and decodes all bytes."""
    try:
        return isinstance(content.decode(declared), str)
    except (LookupError, UnicodeDecodeError, ValueError):
        return False


def _one_byte(content: bytes) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Choose between damaged UTF-8, Western, and what charset-normalizer finds for other scripts."""
    rules = load_toml("formats.toml")["encoding"]
    text = content.decode("utf-8", errors="replace")
    broken = text.count(_BROKEN)
    wide_letters = sum(letter > "\x7f" for letter in text) - broken
    if broken <= rules["damaged_per_good"] * wide_letters:
        return _lossy(content, "utf-8")
    sample = content[: rules["guess_bytes"]]
    high = len(_HIGH_BYTES.findall(sample)) / max(len(sample), 1)
    encoding = "cp1252" if high < rules["other_script_share"] else _guess(sample)
    told = f"the encoding is not declared and not UTF-8; it was read as {encoding}"
    text = content.decode(encoding, errors="replace")
    return text, encoding, ((told, "save the file as UTF-8 if names look wrong"),)


def _guess(sample: bytes) -> str:
    """Return the encoding that charset-normalizer thinks best, else Western."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (only texts in other scripts need it)

    best = from_bytes(sample).best()
    if best is None:
        raise ReadError("no encoding fits these bytes", hint="save the file as UTF-8 text")
    return best.encoding


def _repair(text: str, rules: dict[str, Any]) -> tuple[str, int]:
    """Undo UTF-8 that was read as Western once: quotes and dashes always, letters only in number.

    Letters need several sequences, since an accented capital before a quote mark may be meant.
    """
    count = 0

    def undo(found: re.Match[str]) -> str:
        nonlocal count
        raw = b"".join(_western(letter) for letter in found.group())
        try:
            mended = raw.decode("utf-8")
        except UnicodeDecodeError:
            return found.group()
        count += 1
        return mended

    text = re.sub(rules["mojibake_marks"], undo, text)
    letters = re.compile(rules["mojibake_letters"])
    if len(letters.findall(text)) >= rules["mojibake_least"]:
        text = letters.sub(undo, text)
    return text, count


def _western(letter: str) -> bytes:
    """Return the byte that was misread as this letter; cp1252 leaves five bytes undefined."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", errors="replace")
