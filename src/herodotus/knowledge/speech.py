"""Cue words of a language: which verb, noun or phrase carries speech, and by which act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import words
from herodotus.types import Act

FRAMES = ("as", "that", "quote", "to", "order", "of", "np")


@dataclass(frozen=True, slots=True)
class Speech:
    """Cues by lemma: `verbs[lemma][frame]` is the act; by `factive` cues the report commits itself."""

    verbs: dict[str, dict[str, Act]]
    nouns: dict[str, Act]
    adjectives: dict[str, Act]
    adverbs: dict[str, Act]
    according: dict[tuple[str, ...], Act]
    owned: frozenset[str]
    factive: frozenset[str]
    showing: frozenset[str]
    relay: frozenset[str]
    told: frozenset[str]
    performing: frozenset[str]
    continuing: frozenset[str]
    setting: frozenset[str]
    counting: frozenset[str]
    hurt: frozenset[str]
    light: frozenset[str]
    full: frozenset[str]
    falsehood: frozenset[str]
    silence: frozenset[str]
    unsaid: frozenset[str]
    negation: frozenset[str]
    documents: frozenset[str]
    distancing: frozenset[str]
    loaded: frozenset[str]
    labels: frozenset[str]
    days: frozenset[str]
    of_what: frozenset[str]
    unstated: str
    unclosed_sentences: int
    headline_words: int
    town: float
    scare_words: int

    def act(self, lemma: str, frame: str) -> Act | None:
        """Return the act of a verb in a frame, None where it carries no speech there."""
        return self.verbs.get(lemma, {}).get(frame)


@cache
def load_speech(language: str = "en") -> Speech:
    """Return the cues of a language (`knowledge/languages/<code>_voices.toml`)."""
    table = load_toml(f"languages/{language}_voices.toml")
    verbs: dict[str, dict[str, Act]] = {}
    factive: set[str] = set()
    showing: set[str] = set()
    for group in table["verbs"]:
        factive |= words(group["words"]) if group.get("report") == "CT+" else set()
        for word in group["words"].split():
            if group["act"] == "evidence":
                showing.add(word)
            for frame in group["frames"]:
                verbs.setdefault(word.replace("_", " "), {}).setdefault(frame, Act(group["act"]))
    nouns: dict[str, Act] = {}
    for group in table["nouns"]:
        for word in group["words"].split():
            nouns.setdefault(word.replace("_", " "), Act(group["act"]))
    according = {
        tuple(phrase.split("_")): Act(act)
        for act, text in table["according"].items()
        if act != "owned"
        for phrase in text.split()
    }
    return Speech(
        verbs=verbs,
        nouns=nouns,
        according=according,
        factive=frozenset(factive),
        showing=frozenset(showing),
        adjectives=_acts(table["adjectives"]),
        adverbs=_acts(table["adverbs"]),
        owned=words(table["according"]["owned"]),
        relay=words(table["relay"]["verbs"]),
        told=words(table["relay"]["told"]),
        setting=words(table["setting"]["verbs"]),
        counting=words(table["counting"]["verbs"]),
        hurt=words(table["counting"]["hurt"]),
        continuing=words(table["continuing"]["verbs"]),
        performing=words(table["performing"]["verbs"]),
        light=words(table["light"]["verbs"]),
        full=words(table["light"]["full"]),
        falsehood=words(table["falsehood"]["words"]),
        silence=words(table["silence"]["verbs"]),
        unsaid=words(table["silence"]["said"]),
        negation=words(table["negation"]["words"]),
        documents=words(table["documents"]["words"]),
        distancing=words(table["wording"]["distancing"]),
        loaded=words(table["wording"]["loaded"]),
        days=words(table["carry"]["days"]),
        of_what=words(table["of_what"]["nouns"]),
        labels=words(table["carry"]["labels"]),
        unstated=table["unstated"]["name"],
        unclosed_sentences=table["carry"]["unclosed_sentences"],
        town=table["carry"]["town"],
        headline_words=table["carry"]["headline_words"],
        scare_words=table["carry"]["scare_words"],
    )


def _acts(table: dict[str, str]) -> dict[str, Act]:
    return {word: Act(act) for act, text in table.items() for word in text.split()}
