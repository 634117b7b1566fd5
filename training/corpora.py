"""Corpora -> examples: CoNLL-U with names in MISC, GUM's entity layer, CrossNER, and our own marked sentences."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

NAME_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")


@dataclass(frozen=True)
class Example:
    """One sentence; a layer that its corpus does not annotate is None and gives no loss."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...] | None = None
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None  # 0 is the root, words count from 1
    deprels: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    document: str = ""
    text: str = ""
    spaces: tuple[bool, ...] = field(default=())  # whether a space follows


def _open(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        yield from (line.rstrip("\n") for line in lines)


def blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in _open(path):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def conllu(path: Path, *, names: str) -> list[Example]:
    """Read CoNLL-U; `names` says which layer carries names: "ner" (UNER in MISC), "gum" or ""."""
    examples = []
    document = ""
    for block in blocks(path):
        comments = [line for line in block if line.startswith("#")]
        for line in comments:
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
        examples.append(_sentence(block, comments=comments, document=document, names=names))
    return examples


def _sentence(block: list[str], *, comments: list[str], document: str, names: str) -> Example:
    rows, no_space = [], set()
    multi_end = 0
    for line in block:
        if line.startswith("#"):
            continue
        row = line.split("\t")
        if "-" in row[0]:  # a multiword token carries the spacing of its last word
            first, last = map(int, row[0].split("-"))
            multi_end = last
            no_space |= set(range(first, last))
            if "SpaceAfter=No" in row[9]:
                no_space.add(last)
        elif "." not in row[0]:
            rows.append(row)
            if int(row[0]) > multi_end and "SpaceAfter=No" in row[9]:
                no_space.add(int(row[0]))
    text = next((line[9:] for line in comments if line.startswith("# text = ")), "")
    example = Example(
        words=tuple(row[1] for row in rows),
        lemmas=tuple(row[2] for row in rows),
        upos=tuple(row[3] for row in rows),
        xpos=tuple(row[4] for row in rows),
        heads=tuple(int(row[6]) for row in rows),
        deprels=tuple(row[7] for row in rows),
        document=document,
        text=text,
        spaces=tuple(int(row[0]) not in no_space for row in rows),
    )
    if names == "ner" and "# ner = none" not in comments:
        tags = tuple(misc(row[9]).get("NER", "O") for row in rows)
        return replace(example, names=tags)
    if names == "gum":
        return replace(example, names=gum_names(example, [misc(row[9]).get("Entity", "") for row in rows]))
    return example


def misc(cell: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in cell.split("|") if "=" in part)


GUM_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
INSIDE = {
    "of",
    "the",
    "for",
    "and",
    "&",
    "'s",
    "’s",
    "-",
    "'",
    "de",
    "la",
    "du",
    "von",
    "van",
    "al",
    "el",
    "in",
    "on",
    ".",
}


def gum_names(example: Example, entities: list[str]) -> tuple[str, ...]:
    """Cut GUM's mentions of persons, places and organisations down to the proper names in them."""
    tags = ["O"] * len(example.words)
    for start, end, kind in sorted(_mentions(entities), key=lambda found: found[0] - found[1]):
        label = GUM_KINDS.get(kind)
        span = _name_span(example, start, end, label) if label else None
        if span and all(tags[at] == "O" for at in range(*span)):
            for at in range(*span):
                tags[at] = ("B-" if at == span[0] else "I-") + str(label)
    return tuple(tags)


def _mentions(entities: list[str]) -> Iterator[tuple[int, int, str]]:
    waiting: dict[str, list[tuple[int, str]]] = {}
    for at, cell in enumerate(entities):
        for part in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)", cell):
            body = part.strip("()")
            fields = body.split("-")
            if part[0] == "(":
                kind = fields[1] if len(fields) > 1 else ""
                if part[-1] == ")":
                    yield at, at + 1, kind
                else:
                    waiting.setdefault(fields[0], []).append((at, kind))
            elif waiting.get(fields[0]):
                start, kind = waiting[fields[0]].pop()
                yield start, at + 1, kind


def _name_span(example: Example, start: int, end: int, label: str | None) -> tuple[int, int] | None:
    heads, upos, deprels, words = example.heads, example.upos, example.deprels, example.words
    assert heads is not None
    assert upos is not None
    assert deprels is not None
    tops = [at for at in range(start, end) if not (start <= heads[at] - 1 < end)]
    if len(tops) != 1 or upos[tops[0]] != "PROPN":
        return None
    left = right = tops[0]
    while (
        left > start
        and _of_name(words[left - 1], upos[left - 1])
        and not (
            label == "PER"
            and (deprels[left - 1] == "nmod:desc" or words[left - 1].lower() in {"and", "of", "&"})
        )
    ):
        left -= 1
    while right + 1 < end and _of_name(words[right + 1], upos[right + 1]):
        if label == "PER" and words[right + 1].lower() in {"and", "of", "&"}:
            break
        right += 1
    while (
        left < right
        and upos[left] != "PROPN"
        and not (words[left][0].isupper() and upos[left] in {"ADJ", "NOUN", "NUM"})
    ):
        left += 1
    while right > left and not words[right][0].isupper() and not words[right][0].isdigit():
        right -= 1
    return left, right + 1


def _of_name(word: str, upos: str) -> bool:
    return (
        upos == "PROPN"
        or word.lower() in INSIDE
        or (word[0].isupper() and upos in {"ADJ", "NOUN", "VERB", "NUM"})
    )


CROSSNER = {
    "politician": "PER",
    "person": "PER",
    "politicalparty": "ORG",
    "organization": "ORG",
    "country": "LOC",
    "location": "LOC",
}


def crossner(path: Path) -> list[Example]:
    """Read CrossNER's two columns, its kinds mapped to ours, the others to O."""
    examples = []
    for block in blocks(path):
        rows = [line.split("\t") for line in block]
        tags = []
        for row in rows:
            prefix, _, kind = row[1].partition("-")
            label = CROSSNER.get(kind)
            tags.append(f"{prefix}-{label}" if label else "O")
        examples.append(Example(words=tuple(row[0] for row in rows), names=tuple(tags)))
    return examples
