"""Score the language stage: tags, trees, names, raw text, speed.

python benchmarks/language.py [--data FOLDER] [--engine model|rules] [--gate]

`--data` is the folder with the development files (ewt-dev.conllu.gz, gum-open-dev.conllu.gz,
crossner-politics-dev.iob2.gz; training/MODEL_CARD.md says where they come from). What is absent is
skipped with a message. `--gate` fails where a score is below its floor in floors.toml.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "training")]

from corpora import Example, conllu, crossner  # noqa: E402

from herodotus import language  # noqa: E402
from herodotus.language.evidence import weigh  # noqa: E402
from herodotus.language.lemma import lemma  # noqa: E402
from herodotus.language.names import find_names  # noqa: E402
from herodotus.language.tokens import Span  # noqa: E402
from herodotus.language.tree import best_tree  # noqa: E402
from herodotus.types import Sentence  # noqa: E402

Spans = set[tuple[int, int, str]]


class Tally:
    """Right, guessed and true counts, and their F1 in per cent."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.right = self.guessed = self.true = 0

    def add(self, guessed: set[Any], true: set[Any]) -> None:
        """Count one text's sets."""
        self.right += len(guessed & true)
        self.guessed += len(guessed)
        self.true += len(true)

    @property
    def f1(self) -> float:
        """Return 0 where nothing was there to find."""
        return 200 * self.right / max(1, self.guessed + self.true)


def read_gold_words(
    engine: Any, examples: Sequence[Example]
) -> Iterator[tuple[Example, dict[str, list[Any]]]]:
    """Parse with the corpus's own words and sentences; only the model engine can."""
    network = engine._network  # noqa: SLF001 (heads are scored one by one here only)
    for start in range(0, len(examples), 400):
        group = examples[start : start + 400]
        for example, scores in zip(group, engine.score([e.words for e in group]), strict=True):
            heads = best_tree(scores.arcs)
            upos = [network.labels["upos"][at] for at in scores.upos.argmax(axis=1)]
            xpos = [network.labels["xpos"][at] for at in scores.xpos.argmax(axis=1)]
            has_case = any(character.islower() for word in example.words for character in word)
            yield (
                example,
                {
                    "heads": [head + 1 for head in heads],
                    "deprels": network.relations(scores, heads),
                    "upos": upos,
                    "xpos": xpos,
                    "names": engine_names(scores.names, example.words, network.labels["names"]),
                    "lemmas": [
                        lemma(word, upos[at], xpos[at], capital=has_case and at > 0)
                        for at, word in enumerate(example.words)
                    ],
                },
            )


def engine_names(scores: Any, words: Sequence[str], labels: Sequence[str]) -> Spans:
    """Return names as the engine finds them in one sentence, articles before them left out."""
    places, at = [], 0
    for word in words:
        places.append(Span(at, at + len(word), word))
        at += len(word) + 1
    found = find_names(scores, places, labels)
    weigh(found, places)
    return {(name.start, name.end, name.kind) for name in found}


def without_articles(spans: Spans, words: Sequence[str]) -> Spans:
    """Take the article off each gold name: UNER has it inside some ("the Senate"), outside others."""
    lead = ("the", "a", "an")
    return {(s + (words[s].lower() in lead and e - s > 1), e, kind) for s, e, kind in spans}


def name_spans(tags: Sequence[str]) -> Spans:
    spans: Spans = set()
    start = -1
    for at, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            spans.add((start, at, tags[start][2:]))
            start = -1
        if tag.startswith("B-"):
            start = at
    return spans


def score_gold(engine: Any, examples: Sequence[Example]) -> dict[str, float]:
    """Tags, trees, lemmas and names on gold words, in per cent."""
    total = np_total = 0
    right = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las", "las_np"), 0)
    names = {label: Tally() for label in ("all", "PER", "LOC", "ORG")}
    for example, mine in read_gold_words(engine, examples):
        if example.heads and example.deprels and example.upos and example.xpos and example.lemmas:
            for at in range(len(example.words)):
                head = mine["heads"][at] == example.heads[at]
                label = head and mine["deprels"][at] == example.deprels[at]
                word = example.upos[at] != "PUNCT"
                total += 1
                np_total += word
                right["upos"] += mine["upos"][at] == example.upos[at]
                right["xpos"] += mine["xpos"][at] == example.xpos[at]
                right["lemma"] += mine["lemmas"][at] == example.lemmas[at]
                right["uas"] += head
                right["las"] += label
                right["las_np"] += label and word
        if example.names:
            add_names(names, mine["names"], without_articles(name_spans(example.names), example.words))
    found = {
        layer: 100 * count / max(1, np_total if layer == "las_np" else total)
        for layer, count in right.items()
    }
    return (found if total else {}) | {
        f"names_{label}": tally.f1 for label, tally in names.items() if tally.true
    }


def add_names(names: dict[str, Tally], mine: Spans, gold: Spans) -> None:
    names["all"].add(mine, gold)
    for label in ("PER", "LOC", "ORG"):
        names[label].add(
            {span for span in mine if span[2] == label}, {span for span in gold if span[2] == label}
        )


def documents(
    examples: Sequence[Example], *, lines: bool
) -> Iterator[tuple[str, list[tuple[Example, list[tuple[int, int]]]]]]:
    """Rebuild each document's text: one space between sentences, or (lines) a break after one without a stop.

    The treebank files keep no paragraph breaks; `lines` puts back those that a page would show
    after headlines, captions and list items.
    """
    by_document: dict[str, list[Example]] = {}
    for example in examples:
        by_document.setdefault(example.document, []).append(example)
    for held in by_document.values():
        text, placed = "", []
        for example in held:
            spans = []
            for word, space in zip(example.words, example.spaces, strict=True):
                spans.append((len(text), len(text) + len(word)))
                text += word + (" " if space else "")
            stopped = re.search(r"[.!?][\"'”’)\]]*\s*$", text)
            text = text.rstrip() + ("\n" if lines and not stopped else " ")
            placed.append((example, spans))
        yield text, placed


def score_raw(engine: language.Engine, examples: Sequence[Example], *, lines: bool) -> dict[str, float]:
    """Sentences, words and labelled trees from raw text, as F1 over aligned words (as CoNLL 2018)."""
    sentences, words, las = Tally(), Tally(), Tally()
    for text, placed in documents(examples, lines=lines):
        parsed = engine.parse(text)
        sentences.add(
            {(s.start, s.end) for s in parsed}, {(spans[0][0], spans[-1][1]) for _, spans in placed}
        )
        words.add(
            {(t.start, t.end) for s in parsed for t in s.tokens},
            {span for _, spans in placed for span in spans},
        )
        las.add(set(_arcs(parsed)), set(_gold_arcs(placed)))
    return {"sentences": sentences.f1, "words": words.f1, "las": las.f1}


def _arcs(parsed: Sequence[Sentence]) -> Iterator[tuple[Any, ...]]:
    for sentence in parsed:
        for token in sentence.tokens:
            head = sentence.tokens[token.head] if token.head >= 0 else None
            yield token.start, token.end, (head.start, head.end) if head else None, token.deprel


def _gold_arcs(placed: Sequence[tuple[Example, list[tuple[int, int]]]]) -> Iterator[tuple[Any, ...]]:
    for example, spans in placed:
        assert example.heads
        assert example.deprels
        for span, head, relation in zip(spans, example.heads, example.deprels, strict=True):
            yield *span, spans[head - 1] if head else None, relation


MARKED = re.compile(r"\[(PER|LOC|ORG) ([^\]]+)\]")


def read_marked(path: Path) -> list[tuple[str, Spans]]:
    """Read our own sentences, each also without case (capitals and lower case by turns)."""
    found = []
    lines = [
        line for line in path.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")
    ]
    for number, line in enumerate(lines):
        text, spans, at = "", set(), 0
        for match in MARKED.finditer(line):
            text += line[at : match.start()]
            spans.add((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            at = match.end()
        text += line[at:]
        changed = text.lower() if number % 2 else text.upper()
        found.append((text, spans))
        if len(changed) == len(text):
            found.append((changed, spans))
    return found


def score_marked(engine: language.Engine, path: Path) -> dict[str, float]:
    """Names in our conflict sentences, from raw text; a name's leading "the" is not counted."""
    names = {label: Tally() for label in ("all", "PER", "LOC", "ORG", "cased", "caseless")}
    sentences = read_marked(path)
    for text, marked in sentences:
        gold = {_bare(text, span) for span in marked}
        mine = {_bare(text, (n.start, n.end, n.label)) for s in engine.parse(text) for n in s.names}
        add_names(names, mine, gold)
        names["caseless" if text.isupper() or text.islower() else "cased"].add(mine, gold)
    return {f"names_{label}": tally.f1 for label, tally in names.items()} | {
        "sentences": float(len(sentences))
    }


def _bare(text: str, span: tuple[int, int, str]) -> tuple[int, int, str]:
    start, end, label = span
    return (start + 4 if text[start : start + 4].lower() == "the " else start), end, label


def score_speed(engine: language.Engine, texts: Sequence[str]) -> dict[str, float]:
    """Words a second of one process's own CPU time, raw text to all layers; cold start; peak memory of a worker.

    Each text counts with the best of its rounds, because neighbours on the machine slow even CPU time down; two
    workers of one thread are twice as fast (research/embedded-model.md measured it), so "two_cores" is the double.
    """
    best = [float("inf")] * len(texts)
    count = [sum(len(sentence.tokens) for sentence in engine.parse(text)) for text in texts]
    began = time.process_time()
    while time.process_time() - began < SPEED_SECONDS:
        for at, text in enumerate(texts):
            start = time.process_time()
            engine.parse(text)
            best[at] = min(best[at], time.process_time() - start)
    pace = sum(count) / sum(best)
    code = (
        "import resource, sys, time; t = time.process_time()\n"
        "from herodotus import language; engine = language.load(); engine.parse('A test in Oslo.')\n"
        "cold = time.process_time() - t; text = sys.stdin.read(); engine.parse(text)\n"
        "print(cold, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    runs = [worker(code, "\n\n".join(texts)).split() for _ in range(3)]
    return {
        "words_per_cpu_second": pace,
        "two_cores": 2 * pace,
        "cold_start_seconds": min(float(cold) for cold, _ in runs),
        "peak_memory_mb": max(float(memory) for _, memory in runs),
    }


SPEED_SECONDS = 12


def worker(code: str, text: str, *, threads: int = 1) -> str:
    """Run a fresh interpreter as a worker would be, and return what it prints."""
    env = {
        "PYTHONPATH": str(HERE.parent / "src"),
        "OPENBLAS_NUM_THREADS": str(threads),
        "PYTHONHASHSEED": "random",
    }
    return subprocess.run(
        [sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True, env=env
    ).stdout


def score_sameness(engine: language.Engine, texts: Sequence[str]) -> dict[str, float]:
    """Share of texts that another process, in another order and after other texts, reads the same."""
    code = (
        "import json, sys\nfrom herodotus import language\n"
        "texts = json.load(sys.stdin); engine = language.load(sys.argv[1]) if len(sys.argv) > 1 else language.load()\n"
        "print(json.dumps([repr(engine.parse(text)) for text in reversed(texts)][::-1]))"
    )
    here = [repr(engine.parse(text)) for text in texts]
    there = json.loads(worker(code, json.dumps(list(texts))))
    return {
        "same": 100 * sum(a == b for a, b in zip(here, there, strict=True)) / len(texts),
        "texts": float(len(texts)),
    }


def run(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    engine = language.load(options.engine)
    table: dict[str, dict[str, float]] = {}
    table["conflict names (ours)"] = score_marked(engine, HERE / "conflict_names.txt")
    ours = [text for text, _ in read_marked(HERE / "conflict_names.txt")]
    texts = [" ".join(ours[start : start + 25]) for start in range(0, len(ours), 25)]
    if options.data is None or not options.data.exists():
        print("no data folder: the treebank and CrossNER rows are skipped", file=sys.stderr)
    else:
        ewt = conllu(options.data / "ewt-dev.conllu.gz", names="ner")
        gum = conllu(options.data / "gum-open-dev.conllu.gz", names="gum")
        news = [example for example in gum if "_news_" in example.document]
        if options.engine != "rules":
            table["EWT dev, gold words"] = score_gold(engine, ewt)
            table["GUM-open dev, gold words"] = score_gold(engine, gum)
            table["GUM dev news, gold words"] = score_gold(engine, news)
            table["CrossNER politics dev"] = score_gold(
                engine, crossner(options.data / "crossner-politics-dev.iob2.gz")
            )
        table["EWT dev, raw (spaces only)"] = score_raw(engine, ewt, lines=False)
        table["EWT dev, raw (line breaks)"] = score_raw(engine, ewt, lines=True)
        table["GUM dev news, raw (spaces only)"] = score_raw(engine, news, lines=False)
        table["GUM dev news, raw (line breaks)"] = score_raw(engine, news, lines=True)
    if options.engine == "model":
        table["the same in any worker"] = score_sameness(engine, texts)
    table["speed"] = score_speed(engine, texts)
    return table


def gate(table: dict[str, dict[str, float]]) -> list[str]:
    """Return what is below its floor."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf8")).get("language", {})
    return [
        f"{row}: {name} is {table[row][name]:.1f}, its floor {floor}"
        for row, held in floors.items()
        for name, floor in held.items()
        if row in table and table[row].get(name, floor) < floor
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--engine", default="model")
    parser.add_argument("--gate", action="store_true")
    options = parser.parse_args()
    table = run(options)
    for row, scores in table.items():
        print(f"{row:34}", "  ".join(f"{name} {value:.1f}" for name, value in scores.items()))
    if options.gate and (low := gate(table)):
        sys.exit("\n".join(low))


if __name__ == "__main__":
    main()
