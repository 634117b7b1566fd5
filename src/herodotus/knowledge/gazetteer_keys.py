"""The ladder of keys under which a place name is filed and looked up, strictest first.

Both the compiler (training/gazetteer/build.py) and the reader use these functions, so a change here
asks for a newly compiled index (`KEYS_VERSION` is checked when the index is opened).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

KEYS_VERSION = 2

_DROPPED = re.compile(
    "[\\u0027\\u0060\\u00b4\\u2018\\u2019\\u201a\\u201b\\u02b9-\\u02bf\\u02c8\\u2032\\u05f3\\u05f4\\u201c\\u201d.]"
)
_SPACED = re.compile(r"[^\w]+|_")
_ARTICLE = re.compile(
    r"^(?:the|al|el|ad|ar|as|ash|ath|at|az|an|ed|er|es|esh|et|ez|en|la|le|los|las|les) (?=\w\w)"
)
_INNER_ARTICLE = re.compile(
    r" (?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en|ul|ur|ud|us|e|i|of) (?=\w\w)"
)
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"iyy?ah?\b|iyy?eh?\b|iah\b|iyeh\b", "ia"),
        (r"tch|tsch|ch", "c"),
        (r"sh|sch", "s"),
        (r"zh|dj", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh", "z"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"aw(?!a|i|u|e)|au|ou|oo|uw(?!a|i)", "u"),
        (r"ai|ay|ae|ee|ei|ey|iy|yi|ie|y", "i"),
        (r"q|ck", "k"),
        (r"w", "v"),
        (r"e", "a"),
        (r"o", "u"),
        (r"(\w)\1", r"\1"),
        (r"(?<=\w\w)[ah]+\b", ""),
    )
)
_CONSONANTS = str.maketrans({**dict.fromkeys("aeiouy ", ""), "w": "v", "q": "k", "z": "s", "c": "k"})


@lru_cache(maxsize=65536)
def plain_key(name: str) -> str:
    """Fold case, accents, quotes, full stops and hyphens: "Ta'izz" -> "taizz".

    >>> plain_key("Al-Ḩudaydah"), plain_key("U.S.")
    ('al hudaydah', 'us')
    """
    decomposed = unicodedata.normalize("NFKD", _DROPPED.sub("", name)).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    bare = bare.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("\u0131", "i")  # not decomposed
    return _SPACED.sub(" ", bare).strip()


def without_article(key: str) -> str:
    """Drop one leading article from a plain key: "al hudaydah" -> "hudaydah"; "al" alone stays."""
    return _ARTICLE.sub("", key, count=1)


@lru_cache(maxsize=65536)
def spelling_key(key: str) -> str:
    """Fold the usual ways to spell one transliterated name: "izium" and "izyum" are one.

    >>> spelling_key("khaan") == spelling_key("han"), spelling_key("al misratah") == spelling_key("misrata")
    (True, True)
    """
    folded = _INNER_ARTICLE.sub(" ", without_article(key))
    for pattern, to in _SPELLINGS:
        folded = pattern.sub(to, folded)
    return folded.replace(" ", "")


@lru_cache(maxsize=65536)
def skeleton_key(key: str) -> str:
    """Keep the first letter's class and the consonants: "hudaydah" and "hodeida" -> "hd"."""
    folded = spelling_key(key)
    bones = folded.translate(_CONSONANTS)
    return re.sub(r"(\w)\1", r"\1", bones)


def hashed(kind: str, key: str) -> tuple[int, int]:
    """Return the bucket (16 bits) and the remainder (32 bits) under which a key is filed."""
    digest = blake2b(f"{kind}{key}".encode(), digest_size=6).digest()
    return int.from_bytes(digest[:2], "little"), int.from_bytes(digest[2:], "little")
