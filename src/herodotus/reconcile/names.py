"""Names as reports spell them: folding, sound forms, block keys, likeness."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from herodotus.knowledge.transliteration import load_transliteration

_SPLIT = re.compile(r"[^\w\-]+")
_MARKS = re.compile("['\u2019\u2018`\u00b4\u02bf\u02be\u02bc\u201b\"\u201c\u201d]")
_LONG_KEY = 3
"""A block key this long is still telling with one class less."""
_HYPHENS = str.maketrans("\u2010\u2011\u2013", "---")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return `text` in lower case, without marks, apostrophes or full stops inside initials.

    >>> fold("Mu'ammar al-Qaḏḏāfī")
    'muammar al-qaddafi'
    """
    plain = unicodedata.normalize("NFKD", _MARKS.sub("", text)).lower()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return kept.translate(load_transliteration().fold).translate(_HYPHENS)


@lru_cache(maxsize=1 << 16)
def name_tokens(name: str) -> tuple[str, ...]:
    """Return the tokens of a name that tell it from others: no articles, particles or titles' dots.

    >>> name_tokens("Hosni al-Mubarak"), name_tokens("Abd al-Rahman Sharif")
    (('hosni', 'mubarak'), ('abdrahman', 'sharif'))
    """
    rules = load_transliteration()
    parts: list[tuple[str, bool]] = []
    for word in _SPLIT.split(fold(name).replace(".", " ")):
        pieces = [piece for piece in word.split("-") if piece]
        parts += [(piece, place + 1 < len(pieces)) for place, piece in enumerate(pieces)]
    kept: list[str] = []
    waiting = ""
    for place, (piece, hyphen) in enumerate(parts):
        last = place + 1 == len(parts)
        if not last and (piece in rules.articles or (hyphen and _is_article(piece, parts[place + 1][0]))):
            continue
        if not last and not waiting and piece in rules.joined:
            waiting = "abd" if piece in rules.servant else piece
            continue
        if kept and piece in rules.suffixes and last:
            continue
        if not last and not waiting and piece in rules.particles:
            continue
        kept.append(waiting + _servant(piece))
        waiting = ""
    return tuple(kept)


def _is_article(piece: str, following: str) -> bool:
    """Say whether a first half is an article: a plain one, or one that takes up the next letter."""
    rules = load_transliteration()
    return piece in rules.bare_articles or (
        piece in rules.hyphen_articles and following.startswith(piece[1:])
    )


def _servant(piece: str) -> str:
    """Split the joined article out of "abdulrahman", so that it equals "abd al-rahman"."""
    for first in sorted(load_transliteration().servant, key=len, reverse=True):
        if first != "abd" and piece.startswith(first) and len(piece) > len(first) + 2:
            return "abd" + piece[len(first) :]
    return piece


@lru_cache(maxsize=1 << 16)
def sound(token: str) -> str:
    """Return a token's sound form, in which only the transcriber's habits are folded.

    >>> sound("mohammed") == sound("mohamed"), sound("hussein") == sound("husayn")
    (True, True)
    """
    for pattern, plain in load_transliteration().rules:
        token = pattern.sub(plain, token)
    return token


@lru_cache(maxsize=1 << 16)
def block(token: str) -> str:
    """Return the consonant classes of a token's sound form: spellings of one name share it.

    >>> block("qaddafi") == block("gadhafi") == block("kadafi")
    True
    """
    classes = load_transliteration().classes
    found: list[str] = []
    for letter in sound(token):
        group = classes.get(letter)
        if group is not None and (not found or found[-1] != group):
            found.append(group)
    return "".join(found) or sound(token)[:1]


def slips(token: str) -> tuple[str, ...]:
    """Return the block keys that one wrong letter can lead to; none for short tokens."""
    if len(token) < load_transliteration().slip_letters:
        return ()
    key = block(token)
    return (
        tuple(sorted({key[:place] + key[place + 1 :] for place in range(len(key))} | {key}))
        if len(key) >= _LONG_KEY
        else ()
    )


@lru_cache(maxsize=1 << 17)
def likeness(first: str, second: str) -> float:
    """Return 1 for equal sounds, down to 0; symmetric.

    >>> likeness("hasan", "husain") < 0.8 < likeness("khamenei", "khamenai")
    True
    """
    if first > second:
        return likeness(second, first)
    left, right = sound(first), sound(second)
    if left == right:
        return 1.0
    return max(0.0, 1.0 - _cost(left, right) / max(len(left), len(right)))


def _cost(left: str, right: str) -> float:
    rules = load_transliteration()
    insert, price = rules.insert, rules.price
    if left[:1] != right[:1] and "h" in (left[:1], right[:1]):
        insert = {**insert, "h": 1.0}  # "Hamed" is not "Ahmed"
    row = [0.0]
    for letter in right:
        row.append(row[-1] + insert.get(letter, 1.0))
    for mine in left:
        before, row = row, [row[0] + insert.get(mine, 1.0)]
        for place, other in enumerate(right):
            change = 0.0 if mine == other else price.get(mine + other, 1.0)
            row.append(
                min(
                    before[place] + change,
                    before[place + 1] + insert.get(mine, 1.0),
                    row[place] + insert.get(other, 1.0),
                )
            )
    return row[-1]


def same_token(first: str, second: str, *, alone: bool = False) -> bool:
    """Say whether two tokens may be spellings of one; `alone` where nothing else links them."""
    rules = load_transliteration()
    like = likeness(first, second)
    if like >= (rules.token_alone if alone else rules.token):
        return True
    long = min(len(first), len(second)) >= rules.slip_letters
    return long and like >= rules.slip and _one_slip(first, second)


def _one_slip(first: str, second: str) -> bool:
    """Say whether one letter changed, fell out, came in, or changed places with its neighbour."""
    if len(first) > len(second):
        first, second = second, first
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    if len(first) < len(second):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[2:] == other[2:] and rest[:2] == other[:2][::-1])


def same_name(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether two names of two or more tokens may be one: ends agree, initials stand for names.

    A middle name may be missing on one side; the order may be turned (family name first).

    >>> same_name(("yasser", "arafat"), ("yasir", "abed", "arafat"))
    True
    >>> same_name(("hasan", "nasr"), ("husain", "nasr"))
    False
    """
    if len(first) > len(second):
        first, second = second, first
    if _aligned(first, second) or _begins(first, second) or _run_together(first, second):
        return True
    return len(first) == len(second) and _aligned(first, (*second[1:], second[0]))


def _begins(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether the longer name is the shorter with one more family name, or with one more given name."""
    if len(second) != len(first) + 1:
        return False
    if all(_given(left, right) for left, right in zip(first, second, strict=False)):
        return all(len(token) > 1 for token in first)
    long = len(first) > 2  # noqa: PLR2004 (two tokens alone are many people's)
    return long and all(_given(left, right) for left, right in zip(first, second[1:], strict=True))


def _run_together(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Say whether one name is the other with halves written as one ("Jong-il", "Jongil")."""
    return (
        len(first) != len(second)
        and likeness("".join(first), "".join(second)) >= load_transliteration().token_joined
    )


def _aligned(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if not same_token(first[-1], second[-1]) or not _given(first[0], second[0]):
        return False
    middle = list(second[1:-1])
    for token in first[1:-1]:
        found = next((other for other in middle if _given(token, other)), None)
        if found is None:
            return False
        middle.remove(found)
    return True


def _given(first: str, second: str) -> bool:
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return same_token(first, second)


def acronym_of(tokens: tuple[str, ...]) -> str:
    """Return the first letters of a name's words, as its acronym has them."""
    return "".join(token[0] for token in tokens)
