"""Fingerprints by which near-copies and wire copies find each other.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of each window of word-shingle hashes the
least is kept, so two texts that share a run of words share the hashes kept from it. Compare by
containment, the shared part of the smaller set, since a copy may be cut to half: MinHash misses those.
"""

from __future__ import annotations

import hashlib
import re

from herodotus.knowledge.particulars import agencies, number
from herodotus.read.heads import read_head

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FILE = "agencies.toml"
# Only what stands this early is a head; a date or byline further down is text.
_HEAD_SHARE = 0.4


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the kept hashes of the story, in ascending order; empty where it is too short to say.

    Title, byline, dateline and boilerplate are left out: they are what a copy changes, or what
    reports of one outlet share without being copies.

    >>> fingerprint("too short")
    ()
    """
    words = [found.group().casefold() for found in _WORD.finditer(_story(text))]
    if len(words) < number("copies", "least_words", file=_FILE):
        return ()
    length = int(number("copies", "shingle", file=_FILE))
    hashes = [_hash(words[place:place + length]) for place in range(len(words) - length + 1)]
    return tuple(sorted(_winnow(hashes, window=int(number("copies", "window", file=_FILE)))))


def _winnow(hashes: list[int], *, window: int) -> set[int]:
    """Return the least hash of each window; every run of window + shingle - 1 words keeps one."""
    if len(hashes) <= window:
        return set(hashes)
    return {min(hashes[place:place + window]) for place in range(len(hashes) - window + 1)}


def _story(text: str) -> str:
    """Return the text between head and boilerplate, without agencies' tags."""
    head = read_head(text)
    early = len(text) * _HEAD_SHARE
    start = max((end for name, (_, end) in head.spans.items()
                 if end <= early and (name != "authors" or head.byline)), default=0)
    story = text[start:head.boilerplate_start]
    return re.sub(
        r"[(\[]([^()\[\]\n]{2,40})[)\]]", lambda tag: "" if tag[1].strip() in agencies() else tag[0], story
    )


def _hash(words: list[str]) -> int:
    """Return 63 bits that are the same in every run and fit an SQLite integer."""
    digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
