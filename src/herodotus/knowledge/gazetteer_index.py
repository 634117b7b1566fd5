"""The embedded gazetteer: one read-only file, mapped into memory, and the ladder to look names up.

Data: GeoNames (CC BY 4.0) and our own list of quarters, camps, landmarks and roads; see NOTICE. Compiled by
training/gazetteer/build.py. Opening maps the file and reads its header; pages come in as they are asked for.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from herodotus.errors import KnowledgeError
from herodotus.knowledge.gazetteer_forms import gazetteer_settings, one_edit, stripped_forms
from herodotus.knowledge.gazetteer_keys import (
    KEYS_VERSION,
    hashed,
    plain_key,
    skeleton_key,
    spelling_key,
    without_article,
)
from herodotus.knowledge.gazetteer_rows import KINDS, MAGIC, OURS, POSTING_FLAGS, ROW, ROW_BITS
from herodotus.types import noun

SHIPPED = Path(__file__).parent / "gazetteer.bin"
STEPS = ("exact", "stripped", "spelling", "skeleton", "edit")
"""The ladder, strictest first; a candidate says which step found it."""


_NO_KIND: set[str] = set()
_SHORTEST_KEY = 3  # shorter spelling keys are shared by dozens of places
_SHORTEST_EDIT = 5  # in shorter keys one letter is as often another town as another spelling
_MOST_EDITED = 20_000  # keeps the one largest country of these within a tenth of a second


@noun
class Candidate:
    """A row of the gazetteer that a name may mean. `log_population` is ln(population + 1), 0 unknown.

    `main`: found under the row's own name, not an alternate one. `kind` is one of KINDS, `within` the row
    of the town that a quarter lies in. `wanted`: a type word of the name asked for this kind. `own`: the user
    added it.
    """

    number: int
    id: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str
    admin1: str
    log_population: float
    spellings: int
    within: int
    step: str
    main: bool
    wanted: bool = False
    own: bool = False


class Gazetteer:
    """An opened index. `own`: a pack of the user's own places."""

    def __init__(self, path: Path = SHIPPED, *, first: int = 0) -> None:
        """Map the file; its rows are numbered from `first`. KnowledgeError where it is no gazetteer."""
        self._first = first
        try:
            with path.open("rb") as file:
                self._map = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise KnowledgeError(
                f"{path}: the gazetteer cannot be opened ({error})",
                hint="install the package again: its data file is missing",
            ) from error
        if bytes(self._map[:8]) != MAGIC:
            raise KnowledgeError(
                f"{path}: not a gazetteer", hint="compile it with training/gazetteer/build.py"
            )
        length = struct.unpack("<I", self._map[8:12])[0]
        header = json.loads(bytes(self._map[12 : 12 + length]))
        if header["keys"] != KEYS_VERSION:
            raise KnowledgeError(
                f"{path}: compiled for keys {header['keys']}, this version reads {KEYS_VERSION}",
                hint="compile it again with training/gazetteer/build.py",
            )
        self._base = 12 + length
        self._parts: dict[str, list[int]] = header["parts"]
        self._countries: list[str] = header["countries"]
        self._admins: list[str] = header["admins"]
        self._within = {int(row): town for row, town in header["within"].items()}
        self._prefix: str | None = header.get("prefix")
        self.own = bool(header.get("own", False))
        self._divisions: dict[tuple[str, str], str] = {}
        self._rows = np.frombuffer(self._part("rows"), dtype=ROW)
        self._names = self._part("names")
        self._buckets, self._rests, self._postings = (
            np.frombuffer(self._part(part), dtype="<u4") for part in ("buckets", "rests", "postings")
        )
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)
        self._of_country = lru_cache(maxsize=8)(self._keys_of_country)

    def _part(self, part: str) -> memoryview:
        start, length = self._parts[part]
        return self._map[self._base + start : self._base + start + length]

    def __len__(self) -> int:
        return len(self._rows) - 1

    def place(
        self, number: int, *, step: str = "exact", main: bool = True, wanted: bool = False
    ) -> Candidate:
        """Return the row of that number."""
        row = self._rows[number]
        code = int(row["id"])
        return Candidate(
            number=self._first + number,
            id=self._id(code),
            name=bytes(self._names[row["name"] : self._rows[number + 1]["name"]]).decode(),
            lat=round(float(row["lat"]), 5),
            lon=round(float(row["lon"]), 5),
            kind=KINDS[row["kind"]],
            country=self._countries[row["country"]],
            admin1=self._admins[row["admin"]],
            log_population=float(row["population"]) / 10,
            spellings=int(row["spellings"]),
            within=self._within[number] + self._first if number in self._within else 0,
            step=step,
            main=main,
            wanted=wanted,
            own=self.own,
        )

    def _id(self, code: int) -> str:
        if self._prefix:
            return f"{self._prefix}:{code}"
        return f"herodotus:{code - OURS}" if code >= OURS else f"geonames:{code}"

    def towns(self) -> Iterator[tuple[float, float, str, str]]:
        """Yield latitude, longitude, country and division of every town."""
        rows = self._rows
        for number in np.flatnonzero(rows["kind"] == KINDS.index("town")).tolist():
            row = rows[number]
            country, admin1 = self._countries[row["country"]], self._admins[row["admin"]]
            if country:
                yield float(row["lat"]), float(row["lon"]), country, admin1

    def admin_name(self, country: str, code: str) -> str | None:
        """Return the name of a first-order division by its GeoNames code within the country."""
        if not self._divisions:
            for number in np.flatnonzero(self._rows["kind"] == KINDS.index("admin1")).tolist():
                place = self.place(number)
                self._divisions[place.country, place.admin1] = place.name
        return self._divisions.get((country, code))

    def _lookup(self, step: str, key: str) -> list[tuple[int, int]]:
        """Return (row number, flags) of every row filed under the key."""
        bucket, rest = hashed(step, key)
        start, end = int(self._buckets[bucket]), int(self._buckets[bucket + 1])
        slots = np.flatnonzero(self._rests[start:end] == rest)
        found = self._postings[start:end][slots].tolist()
        return [(posting & ROW_BITS, posting >> 24) for posting in found]

    def _candidates(self, name: str, *, countries: tuple[str, ...] = ()) -> tuple[Candidate, ...]:
        """Return what the name may mean, at most 50: countries asked for first, then by step and size.

        "spelling" is only tried while nothing lies in `countries`; "skeleton" and "edit" only while nothing
        was found anywhere, and only inside `countries`.

        """
        plain = plain_key(name)
        found: dict[int, Candidate] = {}
        typed = stripped_forms(plain)
        named = {kind for _, kind in typed}
        self._add(found, "p", plain, step="exact", named=named)
        forms = [(without_article(plain), ""), *typed]
        for bare, kind in forms:
            if bare != plain:
                self._add(found, "p", bare, step="stripped", kind=kind)
        surely = bool(found)
        inside = set(countries)

        def missing() -> bool:
            return not any(c.country in inside for c in found.values()) if inside else not found

        for step, key_of in (("spelling", spelling_key), ("skeleton", skeleton_key)):
            if missing() and (step == "spelling" or (inside and not surely)):
                for bare, kind in [(forms[0][0], ""), *forms[1:]]:
                    key = key_of(bare)
                    if len(key) >= _SHORTEST_KEY:
                        self._add(
                            found,
                            step[0] if step == "spelling" else "k",
                            key,
                            step=step,
                            kind=kind,
                            only=inside,
                        )
        if inside and missing() and not surely:
            self._add_edited(found, forms[-1][0], countries=countries)
        ranked = sorted(
            found.values(),
            key=lambda c: (
                c.country not in inside,
                STEPS.index(c.step),
                not c.wanted,
                -c.log_population,
                c.number,
            ),
        )
        return tuple(ranked[:50])

    def _add(
        self,
        found: dict[int, Candidate],
        prefix: str,
        key: str,
        *,
        step: str,
        kind: str = "",
        only: set[str] | None = None,
        named: set[str] = _NO_KIND,
    ) -> None:
        for number, flags in self._lookup(prefix, key):
            if number in found or (only and self._countries[self._rows[number]["country"]] not in only):
                continue
            reached = "stripped" if step == "exact" and flags & POSTING_FLAGS["stripped"] else step
            is_kind = KINDS[self._rows[number]["kind"]]
            wanted = is_kind == kind or is_kind in named
            if kind and not wanted and is_kind in {"country", "continent"}:
                continue  # "Mexico City" is not Mexico
            found[number] = self.place(
                number, step=reached, main=bool(flags & POSTING_FLAGS["main"]), wanted=wanted
            )

    def _add_edited(self, found: dict[int, Candidate], bare: str, *, countries: tuple[str, ...]) -> None:
        """Add rows of these countries whose own name is one letter away (names of five letters or more)."""
        key = spelling_key(bare)
        if len(key) < _SHORTEST_EDIT:
            return
        spelt = set(gazetteer_settings()["transliterated"])
        for country in [code for code in countries if code in spelt]:
            for other, number in self._of_country(country).get(key[0], ()):
                if one_edit(key, other) and number not in found:
                    found[number] = self.place(number, step="edit", main=True)

    def _keys_of_country(self, country: str) -> dict[str, list[tuple[str, int]]]:
        if country not in self._countries:
            return {}
        numbers = np.flatnonzero(self._rows["country"] == self._countries.index(country))
        keyed: dict[str, list[tuple[str, int]]] = {}
        for number in numbers.tolist()[:_MOST_EDITED]:
            name = bytes(self._names[self._rows[number]["name"] : self._rows[number + 1]["name"]]).decode()
            key = spelling_key(without_article(plain_key(name)))
            if key:
                keyed.setdefault(key[0], []).append((key, number))
        return keyed
