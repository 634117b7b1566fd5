"""Names of one report set right by each other: whole bodies, and one sense for a surname.

The names layer reads sentence by sentence. What it cuts or takes for a place in one sentence, the
rest of the report often tells: "Gurung said" after "General Deepak Gurung" is no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import load_actor_words, load_countries, words
from herodotus.types import Name, Sentence, Token

Run = tuple[int, int, str]  # first token, last token, label


def mend_names(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences with their names mended; nothing else changes."""
    runs = [_whole_bodies(sentence, _runs(sentence)) for sentence in sentences]
    surnames = _surnames(sentences, runs)
    made = [_one_sense(sentence, found, surnames) for sentence, found in zip(sentences, runs, strict=True)]
    names = [_names(sentence, found) for sentence, found in zip(sentences, made, strict=True)]
    return tuple(
        sentence if sentence.names == mended else replace(sentence, names=mended)
        for sentence, mended in zip(sentences, names, strict=True)
    )


@cache
def _bodies() -> dict[str, frozenset[str]]:
    return {key: words(text) for key, text in load_toml("languages/en_actors.toml")["bodies"].items()}


def _runs(sentence: Sentence) -> list[Run]:
    found = []
    for name in sentence.names:
        inside = [
            i for i, token in enumerate(sentence.tokens) if token.start < name.end and token.end > name.start
        ]
        if inside and _written_as_name(sentence.tokens, inside):
            found.append((inside[0], inside[-1], name.label))
    return found


def _written_as_name(tokens: Sequence[Token], inside: list[int]) -> bool:
    """Say whether a name has a capital, where the sentence has them ("the human rights division" is none)."""
    first = next((token.text for token in tokens if token.text[:1].isalpha()), "")
    return not first[:1].isupper() or any(not tokens[i].text.islower() for i in inside)


def _names(sentence: Sentence, runs: list[Run]) -> tuple[Name, ...]:
    return tuple(
        Name(start=sentence.tokens[first].start, end=sentence.tokens[last].end, label=label)
        for first, last, label in sorted(runs)
    )


def _whole_bodies(sentence: Sentence, runs: list[Run]) -> list[Run]:
    """Widen the names of bodies that were cut: "[United Nations] Operation in [Ivory Coast]"."""
    tokens = sentence.tokens
    if _headline(tokens):
        return runs
    starts = {first: (last, label) for first, last, label in runs}
    found: list[Run] = []
    covered = -1
    for first, last, label in sorted(runs):
        if first <= covered:
            continue
        end = last
        if label == "ORG" or (label == "LOC" and _body(tokens, last + 1)):
            while _body(tokens, end + 1):
                end += 1
            end = _with_field(tokens, first, end, starts)
            end = _with_complement(tokens, end, starts)
        found.append((first, end, "ORG" if end > last else label))
        covered = end
    return found


def _headline(tokens: Sequence[Token]) -> bool:
    """Say whether this is a headline, whose capitals tell nothing: most long words, and no full stop."""
    if tokens and tokens[-1].text in {".", "!", "?"}:
        return False
    long = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 3]  # noqa: PLR2004
    return sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _body(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a capitalised noun for a body of people stands here: "Operation", "Committee"."""
    if index >= len(tokens) or not tokens[index].text[:1].isupper() or tokens[index].text.isupper():
        return False
    return tokens[index].lemma.lower() in _bodies()["heads"]


def _with_field(tokens: Sequence[Token], first: int, end: int, starts: dict[int, tuple[int, str]]) -> int:
    """Join "Defence" and "Security Forces": one body whose fields are joined by "and"."""
    after = starts.get(end + 2)
    if first != end or after is None or after[1] != "ORG" or tokens[end + 1].text.lower() not in {"and", "&"}:
        return end
    plain = tokens[end].text.lower() in _bodies()["fields"]
    return after[0] if plain and _body(tokens, after[0]) else end


def _with_complement(tokens: Sequence[Token], end: int, starts: dict[int, tuple[int, str]]) -> int:
    """Take in what completes a body's name: "of Defence", "for Human Rights", "in Ivory Coast"."""
    if not _body(tokens, end) or end + 2 >= len(tokens):
        return end
    link = tokens[end + 1].text.lower()
    if not (link in {"of", "for"} or (link in {"in", "against"} and _sent(tokens[end]))):
        return end
    start = end + 2 + (tokens[end + 2].text.lower() == "the")
    label = starts.get(start, (0, ""))[1]
    last = start - 1
    while last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper() and tokens[last + 1].text.isalpha():
        last += 1
    return end if label == "PER" or last < start else last


def _sent(token: Token) -> bool:
    """Say whether the body is one that is sent somewhere, so that "in" belongs to its name."""
    return token.lemma.lower() in _bodies()["sent"]


def _surnames(sentences: Sequence[Sentence], runs: Sequence[list[Run]]) -> frozenset[str]:
    """Return the last names of persons whom the report gives in full."""
    found = set()
    for sentence, names in zip(sentences, runs, strict=True):
        for first, last, label in names:
            if label == "PER" and last > first and sentence.tokens[last].text[:1].isupper():
                found.add(sentence.tokens[last].text)
    return frozenset(found)


def _one_sense(sentence: Sentence, runs: list[Run], surnames: frozenset[str]) -> list[Run]:
    """Take a lone surname for its bearer, and a lone capital or country for no person."""
    tokens, found = sentence.tokens, []
    for first, last, label in runs:
        told = label
        if (
            label == "PER"
            and first
            and tokens[first - 1].text.lower() == "the"
            and _people(tokens[first : last + 1])
        ):
            continue
        if first == last and label != "PER" and _is_surname(tokens, first, surnames):
            told = "PER"
        elif first == last and label == "PER" and tokens[first].text not in surnames:
            state = load_countries().names.get(tokens[first].text.lower())
            state = state or load_countries().capitals.get(tokens[first].text.lower())
            told = "LOC" if state and not _titled(tokens, first) else label
        found.append((first, last, told))
    taken = {i for first, last, _ in found for i in range(first, last + 1)}
    for index, token in enumerate(tokens):
        alone = index not in taken and token.upos == "PROPN" and token.deprel not in {"compound", "flat"}
        if alone and index + 1 not in taken and _is_surname(tokens, index, surnames):
            found.append((index, index, "PER"))
    return sorted(found)


def _is_surname(tokens: Sequence[Token], index: int, surnames: frozenset[str]) -> bool:
    """Say whether a lone word is a known surname and does not stand where a place would."""
    before = tokens[index - 1].text.lower() if index else ""
    return tokens[index].text in surnames and before not in _bodies()["where"]


def _people(tokens: Sequence[Token]) -> bool:
    """Say whether "the East Timorese", "the Burmese" stands here: a people, no person."""
    countries = load_countries()
    told = {" ".join(token.text for token in tokens).lower(), tokens[-1].text.lower()}
    return any(word in countries.peoples or word in countries.adjectives for word in told)


def _titled(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text.lower().strip(".") in load_actor_words().titles
