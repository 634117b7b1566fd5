"""The row fine-tuned on PolNeAR, which never ships: tags for source, cue and content over what the rules found.

    python benchmarks/voices_tuned.py DATA_FOLDER --kept FILE [--train 610] [--dev 84]

Two linear stages (least squares on B/I/O tags; the second sees the first one's scores around each token) read
the encoder's states, tags and relations and the roles that the rules gave; a Viterbi pass joins the tags.
Printed: fragment exact F1 as CofeNet scores it (Wang et al. 2022: our tokens, punctuation kept), and linked F1,
where an attribution of the rules is kept if a tagged cue stands under it or its confidence is over .6, and a
tagged cue of its own is added with the nearest source and content. Taught by PolNeAR train alone; the way in
which rules and tags are joined was chosen on dev, among three.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from kept import KeptEngine
from scipy.linalg import solve
from voices import Marked, Words, gold_polnear, is_speech, match, predicted

from herodotus.analyse import analyse
from herodotus.analyse.quotes import find_quotes
from herodotus.language import load
from herodotus.types import Report

SOURCE, CUE, CONTENT, TAGS = 1, 3, 5, 7
ROLES = {"source": SOURCE, "cue": CUE, "content": CONTENT}
UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
PULL, SHARP, STEP = 20.0, 10.0, 0.3  # ridge; how far scores and transitions count in the Viterbi pass
SURE = 0.6
Array = np.ndarray


@dataclass
class Page:
    """One document as tokens: features, gold tags, and what the rules found."""

    row: dict
    starts: Array
    ends: Array
    sentence: Array
    ignored: Array
    gold: Array
    x: Array
    found: list[Marked]


def spread(tags: Array, page: tuple[Array, Array], spans: list, role: int) -> None:
    starts, ends = page
    for start, end in spans:
        low, high = np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end, side="left")
        tags[low:high] = role + 1
        tags[low : low + 1] = role if low < high else tags[low : low + 1]


def one_hot(values: Array, size: int) -> Array:
    made = np.zeros((len(values), size), np.float32)
    made[np.arange(len(values)), values] = 1
    return made


def shifted(rows: Array, offsets: Any) -> list[Array]:
    made = []
    for offset in offsets:
        moved = np.zeros_like(rows)
        if offset < 0:
            moved[-offset:] = rows[:offset]
        elif offset > 0:
            moved[:-offset] = rows[offset:]
        else:
            moved[:] = rows
        made.append(moved)
    return made


def pages(path: Path, engine: KeptEngine, most: int, relations: dict[str, int]) -> Iterator[Page]:
    for line in path.read_text("utf-8").splitlines()[:most]:
        row = json.loads(line)
        analysis = analyse(Report(key=row["id"], text=row["text"]), engine=engine)
        tokens = [token for sentence in analysis.sentences for token in sentence.tokens]
        span = (np.array([t.start for t in tokens]), np.array([t.end for t in tokens]))
        gold, rule, nest = (np.zeros(len(tokens), np.int8) for _ in range(3))
        for one in row["attributions"]:
            for role in ("content", "source", "cue"):
                spread(gold, span, one[role], ROLES[role])
        words = Words(row["text"], row["ignore"])
        found = predicted(analysis.attributions, words)
        for tags, nested in ((nest, True), (rule, False)):
            for role in ("content", "source", "cue"):
                for one in found:
                    if one.nested is nested:
                        spread(tags, span, of_rule(one, role), ROLES[role])
        quoted, ignored = np.zeros(len(tokens)), np.zeros(len(tokens), bool)
        for quote in find_quotes(row["text"]):
            quoted[(span[0] >= quote.start) & (span[1] <= quote.end)] = 1
        for start, end in row["ignore"]:
            ignored[(span[0] < end) & (span[1] > start)] = True
        number = np.concatenate([[i] * len(s.tokens) for i, s in enumerate(analysis.sentences)])
        x = features(analysis, rule, nest, quoted, relations)
        yield Page(row, *span, number, ignored, gold, x, [one for one in found if not one.nested])


def of_rule(one: Marked, role: str) -> list[tuple[int, int]]:
    row, voice = one.row, one.row.chain[-1]
    if role == "cue":
        return [row.cue] if row.cue else []
    if role == "content":
        return list(row.content)
    return [(voice.start, voice.end)] if len(row.chain) > 1 and voice.start is not None else []


def features(analysis: Any, rule: Array, nest: Array, quoted: Array, relations: dict[str, int]) -> Array:
    """Return a row a token: states, and tags, relations and roles around it."""
    sentences = analysis.sentences
    tokens = [token for sentence in sentences for token in sentence.tokens]
    first = np.cumsum([0, *(len(s.tokens) for s in sentences)])[:-1]
    at = np.repeat(first, [len(s.tokens) for s in sentences])
    heads = np.array([max(t.head, 0) for t in tokens]) + at
    opens = np.zeros(len(tokens))
    opens[first] = 1
    paragraph = np.concatenate([[s.paragraph] * len(s.tokens) for s in sentences])
    breaks = np.r_[1, np.diff(paragraph) != 0]
    flags = np.stack([quoted, breaks, opens, np.r_[opens[1:], 1]], 1).astype(np.float32)
    cues = np.repeat(
        np.add.reduceat(((rule == CUE) | (nest == CUE)).astype(np.float32), first),
        [len(s.tokens) for s in sentences],
    )
    roles = one_hot(rule, TAGS)
    upos = one_hot(
        np.array([UPOS.index(t.upos) if t.upos in UPOS else len(UPOS) - 1 for t in tokens]), len(UPOS)
    )
    rels = one_hot(np.array([relations.setdefault(t.deprel, len(relations) % 64) for t in tokens]), 64)
    return np.concatenate(
        [
            np.concatenate([s.states for s in sentences]),
            *shifted(roles, range(-4, 5)),
            *shifted(upos, range(-2, 3)),
            *shifted(rels, range(-1, 2)),
            *shifted(flags, range(-1, 2)),
            *shifted(one_hot(nest, TAGS), range(-1, 2)),
            roles * quoted[:, None].astype(np.float32),
            roles[np.minimum(heads, len(tokens) - 1)],
            np.stack([np.minimum(cues, 2), cues > 0, np.ones(len(tokens))], 1).astype(np.float32),
        ],
        axis=1,
    )


def with_scores(x: Array, scores: Array) -> Array:
    """Return the second stage's features: the first one's scores about each token."""
    level = scores - scores.mean(1, keepdims=True)
    best = one_hot(level.argmax(1), TAGS)
    crossed = (level[:, :, None] * best[:, None, :]).reshape(len(x), -1)
    around = shifted(level, (-8, -6, *range(-5, 6), 6, 8))
    return np.concatenate([x, *around, *shifted(level**2, (-1, 0, 1)), crossed], axis=1)


def fit(taught: list[Page], weights: Array | None) -> Array:
    a, b = 0.0, 0.0
    for page in taught:
        x = page.x if weights is None else with_scores(page.x, page.x @ weights)
        kept = x[~page.ignored]
        a, b = a + kept.T @ kept, b + kept.T @ one_hot(page.gold[~page.ignored], TAGS)
    return solve(a + PULL * np.eye(len(a), dtype=np.float32), b, assume_a="pos")


def transitions(taught: list[Page]) -> Array:
    counts = np.full((TAGS, TAGS), 1e-3)
    for page in taught:
        np.add.at(counts, (page.gold[:-1], page.gold[1:]), 1)
    steps = STEP * np.log(counts / counts.sum(1, keepdims=True))
    for inside in (SOURCE + 1, CUE + 1, CONTENT + 1):
        others = [tag for tag in range(TAGS) if tag not in {inside, inside - 1}]
        steps[others, inside] = -1e4
    return steps


def viterbi(scores: Array, steps: Array) -> Array:
    best, back = scores[0], []
    for row in scores[1:]:
        options = best[:, None] + steps
        back.append(options.argmax(0))
        best = options.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1])


def fragments(tags: Array, role: int, ignored: Array) -> list[tuple[int, int]]:
    found, at = [], 0
    while at < len(tags):
        end = at + 1
        if tags[at] == role:
            while end < len(tags) and tags[end] == role + 1:
                end += 1
            found += [(at, end)] if not ignored[at:end].all() else []
        at = end
    return found


def gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])


def linked(page: Page, tags: Array) -> list[tuple[set[int], set[int], set[int]]]:
    """Return source, cue and content tokens: each fragment goes to the nearest cue of its sentence."""
    cues = fragments(tags, CUE, page.ignored)
    parts: dict[tuple[int, int], tuple[set[int], set[int]]] = {cue: (set(), set()) for cue in cues}
    sources = fragments(tags, SOURCE, page.ignored)

    def cost(part: tuple[int, int], cue: tuple[int, int]) -> int:
        apart = page.sentence[part[0]] != page.sentence[cue[0]] != page.sentence[part[1] - 1]
        low, high = sorted((part[0], cue[0]))
        return gap(part, cue) + 40 * int(apart) + 8 * sum(low < o[0] < high for o in cues)

    for place, role, least in ((1, CONTENT, 70), (0, SOURCE, 60)):
        for part in fragments(tags, role, page.ignored) if cues else []:
            cue = min(cues, key=lambda one, part=part: (cost(part, one), one[0] > part[0]))
            if cost(part, cue) < least:
                parts[cue][place].update(range(*part))
    for cue, (source, _) in parts.items():
        near = [part for part in sources if page.sentence[part[0]] == page.sentence[cue[0]]]
        if not source and near:
            source.update(range(*min(near, key=lambda one, cue=cue: gap(one, cue))))
    return [(source, set(range(*cue)), content) for cue, (source, content) in parts.items() if content]


def joined(page: Page, tags: Array, words: Words) -> list[Marked]:
    """Return the rules' attributions that the tags bear out, and the tagged ones that the rules lack."""
    cues = set(np.flatnonzero((tags == CUE) | (tags == CUE + 1)))

    def to_words(tokens: set[int]) -> set[int]:
        return words.inside([(int(page.starts[i]), int(page.ends[i])) for i in sorted(tokens)])

    tagged = to_words(cues)
    kept = [one for one in page.found if not one.cue or one.cue & tagged or one.row.confidence > SURE]
    taken = set().union(*(one.cue for one in kept)) if kept else set()
    inside = set().union(*(one.content for one in kept)) if kept else set()
    for source, cue, content in linked(page, tags):
        made = Marked(to_words(source), to_words(cue), to_words(content))
        if made.source and made.content and not made.cue & taken and not made.cue <= inside:
            kept.append(made)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept.sqlite"))
    parser.add_argument("--train", type=int, default=610)
    parser.add_argument("--dev", type=int, default=84)
    options = parser.parse_args()
    engine, relations = KeptEngine(load("auto"), options.kept), {}
    taught = list(pages(options.folder / "polnear.train.jsonl", engine, options.train, relations))
    first = fit(taught, None)
    second = fit(taught, first)
    steps = transitions(taught)
    exact = {role: [0, 0] for role in ROLES}
    tally = {"all": [0, 0], "speech": [0, 0]}
    for page in pages(options.folder / "polnear.dev.jsonl", engine, options.dev, relations):
        tags = viterbi(SHARP * (with_scores(page.x, page.x @ first) @ second), steps)
        for role, number in ROLES.items():
            gold, got = (set(fragments(t, number, page.ignored)) for t in (page.gold, tags))
            exact[role][0] += 2 * len(gold & got)
            exact[role][1] += len(gold) + len(got)
        words = Words(page.row["text"], page.row["ignore"])
        golds, found = gold_polnear(page.row, words), joined(page, tags, words)
        said = [one for one in found if is_speech([words.form(i) for i in sorted(one.cue)])]
        spoken = [one for one in golds if is_speech(one.words)]
        for name, want, size in (("all", golds, len(found)), ("speech", spoken, len(said))):
            tally[name][0] += 2 * len(match(want, found))
            tally[name][1] += len(want) + size
    shares = {name: 100 * right / max(1, of) for name, (right, of) in (exact | tally).items()}
    print(f"fine-tuned on {len(taught)} documents of PolNeAR train, never shipped:")
    print(
        "fragment exact F1 "
        + ", ".join(f"{role} {shares[role]:.1f}" for role in ROLES)
        + "   CRF 66 / 63 / 51"
    )
    print(f"linked F1 all {shares['all']:.1f}, speech {shares['speech']:.1f}   CRF 53.5, 74.3")


if __name__ == "__main__":
    main()
