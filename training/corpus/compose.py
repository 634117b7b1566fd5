"""Templates and name lists -> sentences with names: our own conflict news, made by composition.

python training/corpus/compose.py [SIZE] prints some. Places come from the gazetteer that ships (GeoNames, CC BY),
so that a sentence's places, persons and adjectives belong to one region.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "src")]

from corpora import Example  # noqa: E402

from herodotus.language.tokens import cut_words  # noqa: E402

LABELS = {
    "per": "PER",
    "fam": "PER",
    "given": "PER",
    "abu": "PER",
    "hon": "PER",
    "org": "ORG",
    "group": "ORG",
    "acr": "ORG",
    "state": "ORG",
    "agency": "ORG",
    "media": "ORG",
    "loc": "LOC",
    "fac": "LOC",
    "country": "LOC",
    "cap": "LOC",
}
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan.",
    "Feb.",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
]
WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "dozens",
    "hundreds",
    "twenty",
    "thirty",
    "forty",
]
COMMON = ["US", "GB", "RU", "FR", "IQ", "SY", "IR", "IL", "TR", "CN", "DE", "SA", "EG"]
OPAQUE = 0.5  # share of groups before a <band> whose names are made of syllables
MADE_UP = 0.3  # share of names made of syllables, so that context teaches and not the list


@cache
def names() -> dict[str, Any]:
    return tomllib.loads((HERE / "names.toml").read_text(encoding="utf8"))


@cache
def organisations() -> dict[str, Any]:
    return tomllib.loads((HERE / "organisations.toml").read_text(encoding="utf8"))


@cache
def templates() -> tuple[str, ...]:
    lines = (HERE / "templates.txt").read_text(encoding="utf8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def countries() -> dict[str, dict[str, str]]:
    path = HERE.parent.parent / "src/herodotus/knowledge/places/countries.tsv"
    rows = [line for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    return {
        row["code"]: row
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        if row["adjectives"]
    }


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Return country -> names of its places, from the gazetteer."""
    from herodotus.knowledge.gazetteer import load_gazetteer  # noqa: PLC0415

    gazetteer = load_gazetteer()
    found: dict[str, set[str]] = {}
    for number in range(1, len(gazetteer)):
        place = gazetteer.place(number)
        name = place.name
        if 3 <= len(name) <= 22 and name[0].isupper() and not re.search(r"[\d,()/]", name):
            plain = "".join(
                sign for sign in unicodedata.normalize("NFD", name) if unicodedata.category(sign) != "Mn"
            )
            found.setdefault(place.country, set()).update({name, plain} if plain.isascii() else {name})
    return {code: tuple(sorted(held)) for code, held in found.items()}


class Scene:
    """The choices of one sentence: a region, and one value a slot."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.region = names()[chance.choice(sorted(names()))]
        near = [code for code in self.region["countries"] if code in countries()]
        self.country = chance.choice(near)
        self.other = chance.choice([code for code in [*near, *COMMON] if code != self.country])
        self.held: dict[str, str] = {}

    def fill(self, slot: str) -> str:
        if slot not in self.held:
            self.held[slot] = self._make(slot)
        return self.held[slot]

    def _make(self, slot: str) -> str:
        kind, number = slot.rstrip("0123456789"), slot.lstrip("abcdefghijklmnopqrstuvwxyz")
        chance, lists = self.chance, organisations()
        if kind in ("fam", "given", "per"):
            return self._person(kind, number)
        if kind == "abu":
            return f"{chance.choice(['Abu', 'Abu', 'Umm', 'Commander', 'El'])} {self._given()}"
        if kind == "hon":
            return f"{chance.choice(lists['honorifics'])} {self._person('per', 'h')}"
        if kind in ("org", "state", "agency", "media"):
            pool = {"org": chance.choice(["armed", "armed", "armed", "party"])}.get(kind, kind)
            return self._pattern(chance.choice(lists[pool]))
        if kind == "group":
            opaque = chance.random() < OPAQUE
            return self._opaque() if opaque else self.fill("org" + number)
        if kind == "acr":
            letters = "".join(
                word[0].upper() for word in re.split(r"[\s-]+", self.fill("org")) if word[0].isupper()
            )
            return (
                letters
                if len(letters) > 2
                else "".join(chance.choice("ABCDEFGHILMNPRSTU") for _ in range(chance.randint(3, 4)))
            )
        if kind == "fac":
            return self._pattern(chance.choice(lists["facility"]))
        return self._plain(kind, number)

    def _opaque(self) -> str:
        """Return a name that says nothing; only "fighters" after it tells what it is."""
        chance = self.chance
        words = [made_up(chance) for _ in range(chance.choice([1, 1, 1, 2]))]
        lead = chance.choice(["", "", "", "", "Los ", "Al-", "El "])
        return lead + chance.choice([" ", " ", "-"]).join(words)

    def _plain(self, kind: str, number: str) -> str:
        chance = self.chance
        code = self.other if number else self.country
        row = countries()[code]
        choices = {
            "ethnic": lambda: chance.choice(organisations()["ethnic"].split()),
            "title": lambda: chance.choice(organisations()["titles"]),
            "loc": self._place,
            "country": lambda: chance.choice(
                [row["name"], *[also for also in row["also"].split("|") if also]]
            ),
            "cap": lambda: row["capital"].split("|")[0] or self._place(),
            "adj": lambda: chance.choice(row["adjectives"].split("|")),
            "people": lambda: chance.choice((row["peoples"] or row["adjectives"] + "s").split("|")),
            "n": lambda: chance.choice([str(chance.randint(2, 80)), chance.choice(WORDS)]),
            "day": lambda: chance.choice(DAYS),
            "month": lambda: chance.choice(MONTHS),
            "year": lambda: str(chance.randint(1960, 2024)),
        }
        return choices[kind]()

    def _person(self, kind: str, number: str) -> str:
        chance = self.chance
        family = self.held.setdefault(f"_family{number}", self._family())
        given = self.held.setdefault(f"_given{number}", self._given())
        if kind == "fam":
            return family
        if kind == "given":
            return given
        draw = chance.random()
        if draw < 0.12:
            return family
        if draw < 0.2:
            return f"{given} {chance.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
        if draw < 0.3:
            return f"{given} {self._given()} {family}"
        if draw < 0.33:
            return f"{given[0]}. {family}"
        return f"{given} {family}"

    def _given(self) -> str:
        return (
            made_up(self.chance)
            if self.chance.random() < MADE_UP / 2
            else self.chance.choice(self.region["given"].split())
        )

    def _family(self) -> str:
        chance = self.chance
        parts = re.findall(r"(?:(?:van der|van|de|dos|da|Abu|Ben|Ag) )?\S+", self.region["family"])
        family = made_up(chance) if chance.random() < MADE_UP else chance.choice(parts)
        draw = chance.random()
        if family.startswith("al-") and draw < 0.5:
            return chance.choice(["Al-", "Al ", "al "]) + family[3:]
        if draw > 0.94:
            return f"{family}-{chance.choice(parts)}" if " " not in family else family
        return family

    def _place(self) -> str:
        chance = self.chance
        held = places().get(self.country)
        if not held or chance.random() < MADE_UP / 2:
            return made_up(chance)
        return chance.choice(held)

    def _pattern(self, pattern: str) -> str:
        lists = organisations()
        return re.sub(
            r"\{(\w+)\}",
            lambda found: {
                "A": lambda: self.chance.choice(lists["high"].split()),
                "animal": lambda: self.chance.choice(lists["animals"].split()),
                "num": lambda: self.chance.choice(lists["numbers"].split()),
                "ethnic": lambda: self.chance.choice(
                    [word for word in lists["ethnic"].split() if not word.endswith("s")]
                ),
                "acr": lambda: "".join(
                    self.chance.choice("AABCDEFFGILLMNPRSU") for _ in range(self.chance.randint(3, 4))
                ),
                "letter": lambda: self.chance.choice(["IM", "K", "N", "PF", "ML", "Nord", "D", "R"]),
                "n": lambda: str(self.chance.randint(2, 99)),
                "g": lambda: self.chance.choice(lists["arabic"].split()),
                "place": self._place,
                "family": lambda: self._family().replace("al-", "Al-"),
                "given": self._given,
                "adj": lambda: self._plain("adj", ""),
                "country": lambda: self._plain("country", ""),
            }[found.group(1)](),
            pattern,
        )


ONSETS = [
    "b",
    "ch",
    "d",
    "dh",
    "f",
    "g",
    "gh",
    "h",
    "j",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "sh",
    "t",
    "th",
    "v",
    "w",
    "y",
    "z",
    "zh",
    "br",
    "dr",
    "gr",
    "kr",
    "mb",
    "nd",
    "ng",
    "ts",
]
VOWELS = ["a", "e", "i", "o", "u", "aa", "ai", "au", "ei", "ia", "ou", "ua", "uu"]
CODAS = ["", "", "", "n", "r", "l", "m", "s", "k", "t", "d", "h", "b", "sh", "ng", "z"]


def made_up(chance: random.Random) -> str:
    """Return a name of two to four syllables that no list knows."""
    count = chance.choice([2, 2, 3, 3, 4])
    word = ""
    for _ in range(count):
        onset = chance.choice(ONSETS[:24] if word and word[-1] not in "aeiou" else ONSETS)
        vowel = chance.choice(VOWELS[:5] if chance.random() < 0.8 else VOWELS)
        word += onset + vowel + (chance.choice(CODAS) if chance.random() < 0.4 else "")
    return (word + chance.choice(["", "", "n", "r", "l", "i", "a", "o"])).capitalize()


def compose(*, seed: int, size: int) -> list[Example]:
    """Return `size` examples; the seed alone decides them."""
    chance = random.Random(seed)
    found = []
    order: list[str] = []
    while len(found) < size:
        if not order:
            order = list(templates())
            chance.shuffle(order)
        found.append(one(spelled_out(order.pop(), chance), chance))
    return found


def spelled_out(template: str, chance: random.Random) -> str:
    """Put a noun for each <band> and a verb phrase, with slots of its own, for each <deed>."""
    return re.sub(
        r"<(band|deed)>", lambda found: str(chance.choice(organisations()[found.group(1)])), template
    )


ENGLISH = re.compile(
    r" (?:Front|Army|Movement|Party|Ministry|Brigades?|Battalion|Nations|Council|Union|League|Coalition|Alliance|Watch|Cross|Crescent|Forces|Guard|Tigers|Times|Post|Agency|Programme)$"
)
TAKES_THE = re.compile(r"(?:^| (?:by|of|to|as|that|with|from|and|between|accused|between|for|arming)) $|^$")


def one(template: str, chance: random.Random) -> Example:
    """Fill one template and mark its names by word."""
    scene = Scene(chance)
    text, spans = "", []
    for part in re.split(r"(\{\w+\})", template):
        if not part.startswith("{"):
            text += part
            continue
        value = scene.fill(part[1:-1])
        if text.lower().endswith("the ") and value.lower().startswith("the "):
            value = value[4:]
        if not text.strip('"') and value[0].islower() and not value.startswith("al-"):
            value = value[0].upper() + value[1:]
        label = LABELS.get(part[1:-1].rstrip("0123456789"))
        if label == "ORG" and ENGLISH.search(value) and TAKES_THE.search(text) and chance.random() < 0.7:
            text += "the " if text else "The "
        if label:
            spans.append((*_name_bounds(value, len(text), label), label))
        text += value
    return mark(text, spans)


def _name_bounds(value: str, at: int, label: str) -> tuple[int, int]:
    """Leave a direction in lower case ("northern") and a type in lower case ("mosque" stays) as the guide has it."""
    lead = re.match(r"(?:northern|southern) ", value) if label == "LOC" else None
    return at + (lead.end() if lead else 0), at + len(value)


def mark(text: str, spans: list[tuple[int, int, str]]) -> Example:
    words = cut_words(text)
    tags = ["O"] * len(words)
    for start, end, label in spans:
        inside = [at for at, word in enumerate(words) if word.start < end and word.end > start]
        for number, at in enumerate(inside):
            tags[at] = ("I-" if number else "B-") + label
    return Example(words=tuple(word.text for word in words), names=tuple(tags), text=text)


if __name__ == "__main__":
    for example in compose(seed=7, size=int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        print(
            " ".join(
                word if tag == "O" else f"{word}/{tag}"
                for word, tag in zip(example.words, example.names or (), strict=True)
            )
        )
