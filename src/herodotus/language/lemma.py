"""Word and tag -> lemma: irregular forms by table, regular ones by spelling rules."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from herodotus.knowledge.grammar import load_lemma_facts

_VOWELS = "aeiou"
_KIND = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}


@cache
def _takes_e() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load_lemma_facts().keep_e) + ")")


@lru_cache(maxsize=100_000)
def lemma(word: str, upos: str, xpos: str, *, capital: bool = False) -> str:
    """Return the dictionary form; names keep their spelling.

    `capital` says that a capital of this word means something (it is neither the first of its
    sentence nor in a sentence of capitals): "Iraqi" then keeps it, as UD has it.

    >>> lemma("fled", "VERB", "VBD"), lemma("militias", "NOUN", "NNS"), lemma("Gunmen", "NOUN", "NNS")
    ('flee', 'militia', 'gunman')
    """
    return _lemma(word, upos, xpos, capital=capital) or word


def _lemma(word: str, upos: str, xpos: str, *, capital: bool) -> str:
    if capital and word[0].isupper() and upos in ("ADJ", "NOUN") and _names_people(word):
        base = _base(word.lower(), upos, xpos)
        return word[: len(base)] if word.lower().startswith(base) else base[0].upper() + base[1:]
    if xpos == "NNPS":
        return _plural_name(word)
    if upos == "PROPN" or (upos == "ADJ" and xpos == "NNP"):
        return word
    return _base(word.lower().replace("’", "'"), upos, xpos)


def _names_people(word: str) -> bool:
    return word[1:].islower() and word.rstrip("s").endswith(load_lemma_facts().people_endings)


def _base(low: str, upos: str, xpos: str) -> str:
    facts = load_lemma_facts()
    kind = _KIND.get(upos, "other")
    if xpos == "MD":
        return {"'ll": "will", "'d": "would", "wo": "will", "ca": "can", "sha": "shall"}.get(low, low)
    if low == "'s" and kind == "verb":
        return "have" if xpos == "VBN" else "be"
    if kind == "verb" and xpos in ("VB", "VBP") and low not in ("am", "are", "'m", "'re", "'ve", "has"):
        return low
    if kind == "noun" and xpos != "NNS":
        return low
    if xpos in ("POS", "PRP$") and low != "mine":
        return low
    if kind in ("adjective", "adverb") and xpos not in ("JJR", "JJS", "RBR", "RBS"):
        return low
    found = facts.irregular[kind].get(low)
    if found is not None:
        return found
    if kind == "verb":
        return _verb(low, xpos)
    if kind == "noun":
        return _noun(low)
    if kind in ("adjective", "adverb"):
        return _adjective(low)
    return {"i": "I", "'s": "'s"}.get(low, low)


def _plural_name(word: str) -> str:
    if len(word) > 3 and word.endswith("ies") and word[-4] not in _VOWELS:  # noqa: PLR2004 (a stem of two letters)
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us")) else word  # noqa: PLR2004


def _verb(low: str, xpos: str) -> str:
    if xpos == "VBZ" and low.endswith("s"):
        return _cut_s(low)
    if low.endswith("ied") and len(low) > 4:  # noqa: PLR2004 ("died" is irregular here)
        return low[:-3] + "y"
    if low.endswith("eed"):
        return low
    for ending in ("ed", "ing"):
        if low.endswith(ending) and any(letter in _VOWELS + "y" for letter in low[: -len(ending)]):
            return _stem(low[: -len(ending)])
    return low


def _stem(stem: str) -> str:
    """Give a cut verb its e back, or take its doubled letter."""
    facts = load_lemma_facts()
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":  # noqa: PLR2004 (a vowel before it)
        return stem if stem in facts.doubled else stem[:-1]
    if stem in facts.ends_in_e:
        return stem + "e"
    if stem in facts.no_e:
        return stem
    return stem + "e" if _takes_e().search(stem) else stem


def _noun(low: str) -> str:
    facts = load_lemma_facts()
    if low in facts.same or not low.endswith("s") or low.endswith(("ss", "us", "is")) or len(low) < 3:  # noqa: PLR2004
        for singular, plural in (("man", "men"), ("woman", "women")):
            if low.endswith(plural) and len(low) > len(plural) + 1:
                return low[: -len(plural)] + singular
        return low
    return _cut_s(low)


def _cut_s(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:  # noqa: PLR2004 ("ties" and its like are irregular here)
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "xes", "zzes")) or (low.endswith("ches") and not low.endswith("aches")):
        return low[:-2]
    if low.endswith("aches"):
        return low[:-1] if low.endswith(("eadaches", "taches", "caches")) else low[:-2]
    if low.endswith("ss"):
        return low
    return low[:-1]


def _adjective(low: str) -> str:
    for ending in ("est", "er"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low[: -len(ending)]
            if stem.endswith("i"):
                return stem[:-1] + "y"
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] in "gdtnm" else stem
    return low
