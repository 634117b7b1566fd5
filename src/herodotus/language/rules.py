"""The engine that needs no model file: closed classes, endings and nearness; rough, but always a tree."""

from __future__ import annotations

from collections.abc import Sequence

from herodotus.knowledge.grammar import load_lemma_facts, load_tag_facts
from herodotus.language.attach import attach
from herodotus.language.lemma import lemma
from herodotus.language.model import build_sentence, build_tokens
from herodotus.language.sentences import cut_sentences
from herodotus.language.tokens import Span
from herodotus.types import Method, Name, Sentence

Tags = list[tuple[str, str]]
_BE = {"is", "are", "am", "was", "were", "be", "been", "being", "'s", "'re", "'m", "get", "gets", "got"}
_HAVE = {"has", "have", "had", "having", "'ve"}
_DO = {"do", "does", "did"}


class RulesEngine:
    """Tags by lexicon, ending and neighbour; attaches by nearness; names by capitals."""

    method = Method(name="language/rules", version="1")

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of `text` with rough tags, trees and names."""
        found = []
        for part in cut_sentences(text):
            words = [span.text for span in part.words]
            tags = tag(words)
            heads, relations = attach(words, tags)
            upos, xpos = [pair[0] for pair in tags], [pair[1] for pair in tags]
            tokens = build_tokens(part.words, upos, xpos, heads, relations)
            found.append(build_sentence(part, tokens, _names(part.words, tags)))
        return tuple(found)


def tag(words: Sequence[str]) -> Tags:
    """Return (UPOS, XPOS) for each word."""
    letters = "".join(words)
    caseless = letters.upper() == letters or letters.lower() == letters
    tags: Tags = []
    for at, word in enumerate(words):
        first = all(not before[0].isalpha() for before in words[:at])
        tags.append(_tag_word(word, first=first, caseless=caseless))
    for at in range(len(words)):
        tags[at] = _by_neighbours(words, tags, at)
    return tags


def _tag_word(word: str, *, first: bool, caseless: bool) -> tuple[str, str]:
    facts = load_tag_facts()
    low = word.lower()
    if not any(character.isalnum() for character in word) and low not in facts.closed:
        return ("SYM", "$") if word in "$€£¥%" else ("PUNCT", _mark(word))
    if low in facts.closed and not (word.isupper() and len(word) > 1 and not caseless):
        return facts.closed[low]
    if word[0].isdigit():
        return ("ADJ", "JJ") if low.endswith(("st", "nd", "rd", "th")) else ("NUM", "CD")
    irregular = load_lemma_facts().irregular
    if (
        word[0].isupper()
        and not caseless
        and not (first and (low in irregular["verb"] or _ending(low)[1] != "NN"))
    ):
        if low.endswith(facts.demonym_endings) and word[1:].islower() and low not in facts.not_names:
            return ("ADJ", "JJ")
        if not first or low not in irregular["noun"]:
            return ("PROPN", "NNP")
    if low in irregular["verb"]:
        return ("VERB", "VBG" if low.endswith("ing") else "VBD")
    if low in irregular["noun"]:
        return ("NOUN", "NNS")
    return _ending(low)


def _ending(low: str) -> tuple[str, str]:
    facts = load_tag_facts()
    if low in facts.verbs:
        return ("VERB", "VBP")
    if low.endswith("s") and lemma(low, "VERB", "VBZ") in facts.verbs:
        return ("VERB", "VBZ")
    for ending, tags in facts.suffixes:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return tags
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return ("NOUN", "NNS")
    return ("NOUN", "NN")


def _mark(word: str) -> str:
    return {
        "(": "-LRB-",
        "[": "-LRB-",
        ")": "-RRB-",
        "]": "-RRB-",
        ",": ",",
        ":": ":",
        ";": ":",
        "-": "HYPH",
    }.get(word, "." if word[0] in ".!?" else "``")


def _by_neighbours(words: Sequence[str], tags: Tags, at: int) -> tuple[str, str]:
    """Mend a tag by the words before and after it."""
    upos, xpos = tags[at]
    low = words[at].lower()
    before = tags[at - 1] if at else ("", "")
    after = tags[at + 1] if at + 1 < len(tags) else ("", "")
    earlier = {word.lower() for word in words[max(0, at - 3) : at]}
    if low == "to" and after[1] not in ("VB", "VBP", "NN") and after[0] != "AUX":
        return ("ADP", "IN")
    if low == "to" and after[1] == "NN":
        return ("PART", "TO") if words[at - 1].lower() in _TO_VERB else ("ADP", "IN")
    if low == "'s" and before[0] == "PRON":
        return ("AUX", "VBZ")
    if low == "her" and after[0] in ("VERB", "ADP", "PUNCT", ""):
        return ("PRON", "PRP")
    if low == "that" and after[0] == "NOUN" and before[0] not in ("VERB", "NOUN"):
        return ("DET", "DT")
    if low == "that" and before[0] in ("NOUN", "PROPN") and after[0] in ("VERB", "AUX"):
        return ("PRON", "WDT")
    if low in _HAVE | _DO and not _verb_near(tags, at):
        return ("VERB", xpos)
    if upos in ("NOUN", "VERB") and before[1] in ("TO", "MD") and xpos in ("NN", "VBP"):
        return ("VERB", "VB")
    if xpos == "VBD" and (earlier & (_BE | _HAVE) or words[at - 1].lower() == "by"):
        return ("VERB", "VBN")
    if xpos == "VBD" and before[0] == "DET":
        return ("ADJ", "JJ") if after[0] in ("NOUN", "PROPN", "ADJ") else ("NOUN", "NN")
    if upos == "VERB" and before[0] in ("DET", "ADJ", "NUM") and low not in _BE:
        return ("NOUN", "NNS" if xpos == "VBZ" else "NN")
    return (upos, xpos)


_TO_VERB = {
    "going",
    "able",
    "ready",
    "try",
    "trying",
    "want",
    "wanted",
    "plan",
    "planned",
    "refused",
    "began",
    "agreed",
    "vowed",
}


def _verb_near(tags: Tags, at: int) -> bool:
    for upos, _ in tags[at + 1 : at + 4]:
        if upos in ("VERB", "AUX"):
            return True
        if upos not in ("ADV", "PART", "PRON"):
            return False
    return False


def _names(words: Sequence[Span], tags: Tags) -> tuple[Name, ...]:
    """Return runs of proper nouns, sorted by their head words; a run that no list knows is a person."""
    found: list[Name] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _in_name(words, tags, at, end):
            end += 1
        while end > at and tags[end - 1][0] != "PROPN":
            end -= 1
        run = [word.text.lower() for word in words[at:end]]
        if run and not set(run) <= load_tag_facts().not_names:
            label = _label(run, before=words[at - 1].text.lower() if at else "")
            found.append(Name(start=words[at].start, end=words[end - 1].end, label=label))
        at = max(end, at + 1)
    return tuple(found)


def _in_name(words: Sequence[Span], tags: Tags, begin: int, at: int) -> bool:
    if tags[at][0] == "PROPN":
        return words[at].text.lower() not in load_tag_facts().not_names or at > begin
    joins = words[at].text == "-" or words[at].text.lower() == "of"
    return joins and at > begin and at + 1 < len(words) and tags[at + 1][0] == "PROPN"


def _label(run: Sequence[str], *, before: str) -> str:
    facts = load_tag_facts()
    if set(run) & facts.organisations or (len(run) == 1 and run[0].isupper()):
        return "ORG"
    if set(run) & facts.locations or before in ("in", "near", "at", "from", "of", "to", "outside"):
        return "LOC"
    return "PER"
