"""Rows of places -> a gazetteer file that knowledge/gazetteer.py maps into memory.

The shipped gazetteer (training/gazetteer/build.py) and a user's own packs are written by these functions.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from herodotus.knowledge.gazetteer_keys import (
    KEYS_VERSION,
    hashed,
    plain_key,
    skeleton_key,
    spelling_key,
    without_article,
)
from herodotus.knowledge.gazetteer_rows import KINDS, MAGIC, OURS, POSTING_FLAGS, ROW
from herodotus.types import noun

_LATIN = re.compile("[A-Za-z]")
_DIVISIONS = frozenset({"admin1", "admin2", "admin3"})
_SHORTEST = 2  # letters: a name without its article or type word is filed if longer


@noun
class PlaceRow:
    """A place to be filed. `within` is the row number of the town that a quarter lies in, 0 none."""

    id: int
    name: str
    lat: float
    lon: float
    kind: str = "town"
    also: tuple[str, ...] = ()
    country: str = ""
    admin1: str = ""
    population: int = 0
    within: int = 0
    folded: bool = False


EMPTY = PlaceRow(id=0, name="", lat=0.0, lon=0.0)
"""The first row of every file: number 0 stands for none."""


def keys_of(row: PlaceRow, *, transliterated: set[str], strip: re.Pattern[str]) -> dict[tuple[str, str], int]:
    """Return (ladder step, key) -> flags for a row's names; `folded` rows get spelling keys anywhere."""
    found: dict[tuple[str, str], int] = {}

    def add(step: str, key: str, flags: int) -> None:
        if key:
            found[step, key] = found.get((step, key), 0) | flags

    for number, name in enumerate([row.name, *row.also]):
        main = POSTING_FLAGS["main"] if number == 0 else 0
        plain = plain_key(name)
        add("p", plain, main)
        bare = strip.sub("", without_article(plain)) if row.kind in _DIVISIONS else plain
        bare = without_article(bare).strip()
        if bare != plain and len(bare) > _SHORTEST:
            add("p", bare, main | POSTING_FLAGS["stripped"])
        spelt = row.country in transliterated or row.folded or row.id >= OURS
        if _LATIN.search(name) and spelt and len(bare) > _SHORTEST:
            add("s", spelling_key(bare), main)
            if len(skeleton_key(bare)) > _SHORTEST:
                add("k", skeleton_key(bare), main)
    return found


def type_words(settings: dict[str, Any]) -> re.Pattern[str]:
    """Return the pattern of the type words that a division's key is also filed without."""
    words = settings["type_words"]

    def either(side: str) -> str:
        return "|".join(
            sorted((w for t in ("admin1", "admin2") for w in words[t][side]), key=len, reverse=True)
        )

    return re.compile(rf"^(?:{either('before')}) | (?:{either('after')})$")


def write_gazetteer(
    rows: Sequence[PlaceRow],
    target: Path,
    *,
    settings: dict[str, Any],
    prefix: str | None = None,
    own: bool = False,
) -> None:
    """Write rows, the first of them EMPTY. `prefix`: what ids begin with; `own`: the user added them."""
    table, names, countries, admins = _columns(rows)
    buckets, rests, postings = _filed(rows, settings=settings)
    parts = {
        "rows": table.tobytes(),
        "buckets": buckets.tobytes(),
        "rests": rests.tobytes(),
        "postings": postings.tobytes(),
        "names": names,
    }
    head: dict[str, Any] = {"keys": KEYS_VERSION, "countries": countries, "admins": admins, "parts": {}}
    head["within"] = {str(number): row.within for number, row in enumerate(rows) if row.within}
    head |= {"prefix": prefix, "own": own} if prefix else {}
    offset = 0
    for part, content in parts.items():
        head["parts"][part] = [offset, len(content)]
        offset += len(content) + -len(content) % 8
    encoded = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    encoded += b" " * (-(len(encoded) + 12) % 8)
    with target.open("wb") as out:
        out.write(MAGIC + struct.pack("<I", len(encoded)) + encoded)
        for content in parts.values():
            out.write(content + b"\0" * (-len(content) % 8))


def _columns(rows: Sequence[PlaceRow]) -> tuple[np.ndarray, bytes, list[str], list[str]]:
    countries = sorted({row.country for row in rows})
    admins = sorted({row.admin1 for row in rows})
    country_index = {code: number for number, code in enumerate(countries)}
    admin_index = {code: number for number, code in enumerate(admins)}
    table = np.zeros(len(rows) + 1, dtype=ROW)  # the last only ends the last name
    names = bytearray()
    for number, row in enumerate(rows):
        table[number] = (
            row.id,
            row.lat,
            row.lon,
            len(names),
            admin_index[row.admin1],
            country_index[row.country],
            KINDS.index(row.kind),
            min(255, round(10 * math.log(row.population + 1))),
            min(255, len(row.also)),
        )
        names += row.name.encode()
    table[len(rows)]["name"] = len(names)
    return table, bytes(names), countries, admins


def _filed(
    rows: Iterable[PlaceRow], *, settings: dict[str, Any]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    strip, transliterated = type_words(settings), set(settings["transliterated"])
    entries = []
    for number, row in enumerate(rows):
        for (step, key), flags in keys_of(row, transliterated=transliterated, strip=strip).items():
            bucket, rest = hashed(step, key)
            entries.append((bucket, rest, number | flags << 24))
    entries.sort()
    buckets = np.zeros(65537, dtype="<u4")
    counts = np.bincount([bucket for bucket, _, _ in entries], minlength=65536)
    buckets[1:] = np.cumsum(counts)
    return (
        buckets,
        np.array([rest for _, rest, _ in entries], dtype="<u4"),
        np.array([posting for _, _, posting in entries], dtype="<u4"),
    )
