"""Countries as reports name them: short names, abbreviations, adjectives, peoples and capitals."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from herodotus.knowledge.gazetteer_keys import plain_key
from herodotus.types import noun


@noun
class Country:
    """One row of knowledge/places/countries.tsv; `code` is ISO 3166 (XK for Kosovo)."""

    code: str
    iso3: str
    geonameid: int
    name: str
    also: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    capitals: tuple[str, ...]


@lru_cache(maxsize=1)
def load_countries() -> dict[str, Country]:
    """Return code -> country, in the order of codes."""
    path = Path(__file__).parent / "places" / "countries.tsv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {row["code"]: _country(row) for row in csv.DictReader(lines, delimiter="\t")}


def _country(row: dict[str, str]) -> Country:
    also, adjectives, peoples, capitals = (
        tuple(word for word in row[column].split("|") if word)
        for column in ("also", "adjectives", "peoples", "capital")
    )
    return Country(
        code=row["code"],
        iso3=row["iso3"],
        geonameid=int(row["geonameid"]),
        name=row["name"],
        also=also,
        adjectives=adjectives,
        peoples=peoples,
        capitals=capitals,
    )


@lru_cache(maxsize=4)
def country_words(*, which: str) -> dict[str, str]:
    """Return plain key -> country code; `which`: "names", "demonyms" (adjectives, peoples) or "capitals".

    A word that two countries share ("congolese") belongs to the larger list's first, by code.

    >>> country_words(which="demonyms")["iraqi"], country_words(which="names")["us"]
    ('IQ', 'US')
    """
    found: dict[str, str] = {}
    for code, country in load_countries().items():
        words = {
            "names": (country.name, *country.also),
            "demonyms": (*country.adjectives, *country.peoples),
            "capitals": country.capitals,
        }[which]
        for word in words:
            found.setdefault(plain_key(word), code)
    return found
