"""Event mentions of two public corpora, and what a pair of them has in common, feature by feature."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import log, sqrt
from pathlib import Path

import numpy as np
from crossdoc_linkage import linked

from herodotus.knowledge.reconcile import load_families
from herodotus.knowledge.stems import stem
from herodotus.language import load
from herodotus.language.lemma import lemma
from herodotus.reconcile.families import trigger_family
from herodotus.reconcile.names import fold

Pair = tuple[int, int, float]
PARTICLES = frozenset("up out down off on over away back in into for of to".split())  # noqa: SIM905 (words, read as words)
LEAST_LIKE = {"ecbplus": 0.06, "gvc": 0.12}
"""Documents less alike than this are not paired: the shorter the texts, the lower."""
ONE_TOPIC = {"ecbplus": 0.12, "gvc": 0.15}


@dataclass
class Mention:
    """One event mention: its head's lemma and family, and the words around it."""

    document: str
    sentence: int
    chain: str
    topic: str
    head: str
    heads: frozenset[str]
    family: str
    around: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    near: frozenset[str]


@dataclass
class Corpus:
    """Mentions with their documents; `given`: the incidents are known, and only pairs inside them are asked."""

    name: str
    mentions: list[Mention]
    words: dict[str, Counter[str]]
    given: bool = False
    rarity: dict[str, float] = field(default_factory=dict)
    topics: dict[str, object] = field(default_factory=dict)
    like: dict[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seen = Counter(word for found in self.words.values() for word in found)
        self.rarity = {word: log((len(self.words) + 1) / (count + 0.5)) for word, count in seen.items()}
        documents = sorted(self.words)
        place = {word: at for at, word in enumerate(sorted(seen))}
        table = np.zeros((len(documents), len(place)), dtype=np.float32)
        for row, document in enumerate(documents):
            for word, count in self.words[document].items():
                table[row, place[word]] = (1 + log(count)) * self.rarity[word]
        table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
        likeness = table @ table.T
        self.like = {
            (first, second): float(likeness[row, row + 1 + step])
            for row, first in enumerate(documents)
            for step, second in enumerate(documents[row + 1 :])
        }
        if self.given:
            self.topics = {one.document: one.topic for one in self.mentions}
        else:
            number = {document: at for at, document in enumerate(documents)}
            known = ((number[a], number[b], value) for (a, b), value in self.like.items() if value > 0.02)
            self.topics = dict(zip(documents, linked(len(documents), known, cut=ONE_TOPIC[self.name]), strict=True))

    def pairs(self) -> list[Pair]:
        """Return the pairs worth asking about: of one document, or of documents alike enough."""
        here: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.mentions):
            here[one.document].append(at)
        found: list[Pair] = []
        for _, members in sorted(here.items()):
            found += [(a, b, 1.0) for place, a in enumerate(members) for b in members[place + 1 :]]
        for (first, second), value in sorted(self.like.items()):
            if self.topics[first] == self.topics[second] if self.given else value >= LEAST_LIKE[self.name]:
                found += [(min(a, b), max(a, b), value) for a in here[first] for b in here[second]]
        return found

    def same(self, pair: Pair) -> bool:
        return self.mentions[pair[0]].chain == self.mentions[pair[1]].chain

    def features(self, pair: Pair, affinities: dict[tuple[str, str], float]) -> dict[str, float]:
        """Return the named features of a pair."""
        first, second = self.mentions[pair[0]], self.mentions[pair[1]]
        same, inside = first.head == second.head, first.document == second.document
        like = 0.0 if inside else min(pair[2], 0.6)
        topic = not inside and self.topics[first.document] == self.topics[second.document]
        family = not same and first.family == second.family and not first.family.startswith("=")
        near_words = 0.0 if same else max(0.0, float(vector(first.head) @ vector(second.head)))
        affinity = 0.0 if same else affinities.get((min(first.head, second.head), max(first.head, second.head)), 0.0)
        around, names = (self._shared(a, b) for a, b in ((first.around, second.around), (first.names, second.names)))
        return {
            "bias": 1.0,
            "same word": same,
            "same kind": family,
            "shared part": not same and bool(first.heads & second.heads),
            "alike": like,
            "alike, same word": like * same,
            "alike, same kind": like * family,
            "one topic": topic,
            "one topic, same word": topic * same,
            "words around": around,
            "words around, same word": around * same,
            "names": names,
            "names, same word": names * same,
            "near words": self._shared(first.near, second.near),
            "numbers": bool(first.numbers & second.numbers),
            "one document": inside,
            "one document, same word": inside * same,
            "one sentence": inside and first.sentence == second.sentence,
            "same beginning": not same and len(first.head) > 4 and first.head[:5] == second.head[:5],
            "meaning": near_words,
            "meaning, alike": near_words * like,
            "meaning, one topic": near_words * (topic or inside),
            "rare word": same * min(self.rarity.get(stem(first.head), 5.0), 6.0) / 6,
            "affinity": affinity,
            "affinity, one topic": affinity * (topic or inside),
        }

    def _shared(self, first: frozenset[str], second: frozenset[str]) -> float:
        def weight(words: Iterable[str]) -> float:
            return sum(self.rarity.get(word, 5.0) ** 2 for word in words)

        shared = first & second
        return weight(shared) / sqrt(weight(first) * weight(second)) if shared else 0.0


@lru_cache(maxsize=1)
def _vocabulary():
    engine = load("model")
    return engine._network, engine._wordpiece  # noqa: SLF001 (the encoder's own word rows)


@cache
def vector(word: str):
    network, pieces = _vocabulary()
    rows = list(pieces.pieces(word) or pieces.pieces("unknown"))
    found = (network._words[rows].astype(np.float32) * network._word_scales[rows]).mean(axis=0)  # noqa: SLF001
    return found / np.linalg.norm(found)


@cache
def base(word: str) -> str:
    """Return the dictionary form without knowing the tag: as a verb, else as a noun."""
    word = fold(word)
    found = lemma(word, "VERB", "VBD")
    if found == word and word.endswith("ing") and len(word) > 5:
        found = lemma(word, "VERB", "VBG")
    if found == word and word.endswith("s") and not word.endswith("ss"):
        found = lemma(word, "NOUN", "NNS")
    return found


def telling(word: str) -> bool:
    return fold(word) not in load_families().small and re.search(r"\w", word) is not None


def read_corpus(folder: Path, name: str, part: str, *, given: bool = False) -> Corpus:
    """Read the mentions of one part; for GVC without the whole text where no mention stands."""
    mentions: list[Mention] = []
    words: dict[str, Counter[str]] = {}
    for line in (folder / name / f"{part}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        tokens, found = _ecb(row) if name == "ecbplus" else _gvc(row)
        words[row["doc"]] = Counter(stem(fold(word)) for word in tokens if telling(word))
        mentions += [_mention(row, *one) for one in found]
    return Corpus(name=name, mentions=mentions, words=words, given=given)


def _ecb(row: dict) -> tuple[list[str], Iterator[tuple[list[str], list[str], int, int, str]]]:
    sentences = {one["id"]: one["tokens"] for one in row["sents"]}
    told = (
        ([sentences[one["sent"]][at] for at in one["tok"]], sentences[one["sent"]], one["sent"], one["tok"][0], one["chain"])
        for one in row["events"]
    )
    return [word for tokens in sentences.values() for word in tokens], told


def _gvc(row: dict) -> tuple[list[str], list[tuple[list[str], list[str], int, int, str]]]:
    found = []
    for one in row["mentions"]:
        tokens = row["title_tokens"] if one["where"] == "title" else row["body_tokens"]
        places = one["tok"] if isinstance(one["tok"], list) else [one["tok"]]
        sentence, number, start = tokens, -1, 0
        if one["where"] != "title":
            starts = row["sent_starts"]
            number = max([at for at, begin in enumerate(starts) if begin <= places[0]] or [0])
            start = starts[number]
            sentence = tokens[start : starts[number + 1] if number + 1 < len(starts) else len(tokens)]
        words = [tokens[at] for at in places if at < len(tokens)]
        found.append((words, sentence, number, places[0] - start, one["chain"]))
    return row["title_tokens"] + row["body_tokens"], found


def _mention(row: dict, words: list[str], sentence: list[str], number: int, at: int, chain: str) -> Mention:  # noqa: PLR0917 (a row of a file)
    told = [fold(word) for word in words if telling(word)] or [fold(words[-1])]
    head = told[0] if len(words) == 2 and fold(words[-1]) in PARTICLES else told[-1]
    own = {stem(fold(word)) for word in words}
    context = [(place, word) for place, word in enumerate(sentence) if telling(word)]

    def stems(chosen: Iterable[tuple[int, str]]) -> frozenset[str]:
        return frozenset({stem(fold(word)) for _, word in chosen} - own)

    return Mention(
        document=row["doc"],
        sentence=number,
        chain=chain,
        topic=row.get("topic") or row["incident"],
        head=base(head),
        heads=frozenset(base(word) for word in told),
        family=trigger_family(" ".join(words))[0],
        around=stems(context),
        names=stems((place, word) for place, word in context if place and word[:1].isupper()),
        numbers=frozenset(word for _, word in context if word[0].isdigit()),
        near=stems((place, word) for place, word in context if abs(place - at) <= 4),
    )
