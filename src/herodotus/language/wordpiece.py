"""Words -> pieces of the encoder's uncased vocabulary, and the shape that the vocabulary cannot see."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

PAD, UNKNOWN, CLS, SEP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"

# Indices into the shape embedding. A sentence without any contrast of case (ALL CAPS, all lower
# case) gives CASELESS to every word, so that both read the same to an uncased vocabulary.
NO_SHAPE, LOWER, TITLE, FIRST_TITLE, UPPER, INITIAL, MIXED, DIGITS, CODE, MARK, CASELESS = range(11)
SHAPES = 11


# The treebanks have straight quotes and three full stops; newspapers have these.
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "…": "...",
        "–": "-",
    }
)


class WordPiece:
    """Greedy longest-match pieces, as BERT's, of words that are already cut."""

    def __init__(self, vocabulary: Sequence[str], *, longest_word: int = 100) -> None:
        """Take the pieces in the order of their numbers; a word longer than `longest_word` is unknown."""
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._ids[UNKNOWN]
        self._longest = longest_word
        self._known: dict[str, tuple[int, ...]] = {}
        self.cls = self._ids[CLS]
        self.sep = self._ids[SEP]

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return at least one piece number for any word."""
        found = self._known.get(word)
        if found is None:
            plain = word.translate(_PLAIN)
            found = tuple(piece for part in _parts(plain) for piece in self._cut(part)) or (self._unknown,)
            self._known[word] = found
            if len(self._known) > 200_000:  # noqa: PLR2004 (bounds memory; the answer never depends on it)
                self._known.clear()
        return found

    def _cut(self, part: str) -> tuple[int, ...]:
        if len(part) > self._longest:
            return (self._unknown,)
        cut: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            prefix = "##" if start else ""
            while end > start and prefix + part[start:end] not in self._ids:
                end -= 1
            if end == start:
                return (self._unknown,)
            cut.append(self._ids[prefix + part[start:end]])
            start = end
        return tuple(cut)


def _parts(word: str) -> list[str]:
    """Lower the case, drop accents and control characters, set punctuation and CJK signs apart."""
    plain = unicodedata.normalize("NFD", word.lower())
    parts: list[str] = []
    current = ""
    for character in plain:
        category = unicodedata.category(character)
        if category == "Mn" or (category[0] == "C" and character not in "\t\n\r"):
            continue
        if character.isspace():
            parts, current = [*parts, current], ""
        elif _stands_alone(character, category):
            parts, current = [*parts, current, character], ""
        else:
            current += character
    return [part for part in [*parts, current] if part]


def _stands_alone(character: str, category: str) -> bool:
    code = ord(character)
    if code < 128:  # noqa: PLR2004 (ASCII: BERT counts its symbols as punctuation)
        return not character.isalnum()
    return category[0] == "P" or "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def shapes(words: Sequence[str]) -> list[int]:
    """Return one shape index a word of a sentence."""
    letters = "".join(words)
    has_upper = any(character.isupper() for character in letters)
    has_lower = any(character.islower() for character in letters)
    caseless = not (has_upper and has_lower)
    found: list[int] = []
    first = True
    for word in words:
        shape = _shape(word, caseless=caseless)
        if first and shape not in (MARK, DIGITS, CODE):
            first = False
            shape = FIRST_TITLE if shape == TITLE else shape
        found.append(shape)
    return found


@lru_cache(maxsize=100_000)
def _shape(word: str, *, caseless: bool) -> int:
    alphabetic = any(character.isalpha() for character in word)
    digits = any(character.isdigit() for character in word)
    if not alphabetic:
        return DIGITS if digits else MARK
    if digits:
        return CODE
    if caseless:
        return CASELESS
    capitals = sum(character.isupper() for character in word)
    if not capitals:
        return LOWER
    if capitals == 1 and word[0].isupper():
        return INITIAL if len(word.rstrip(".")) == 1 else TITLE
    return MIXED if any(character.islower() for character in word) else UPPER
