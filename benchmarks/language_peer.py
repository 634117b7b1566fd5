"""Train spaCy's CNN pipeline on the data that taught our weights, and score both side by side.

python benchmarks/language_peer.py train --data FOLDER --out FOLDER [--epochs 20] [--patience 3]
python benchmarks/language_peer.py compare --data FOLDER --out FOLDER

Needs spaCy, which Herodotus itself does not. `train` goes on where an earlier call stopped, keeps the
best pipeline by the mean of LAS and name F1 on EWT dev, and stops when that has not risen for `--patience`
quarters of an epoch. The pipeline is built as spaCy's own small English one: tags, tree and lemmas share an
encoder, names have another.
`compare` gives both the same gold words, counts punctuation, and times both from the same raw texts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example as Lesson
from spacy.training.batchers import minibatch_by_words
from spacy.util import compounding

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "training"), str(HERE)]

from corpora import Example, conllu  # noqa: E402

from herodotus import language  # noqa: E402
from language import Tally, add_names, name_spans, score_gold, without_articles  # noqa: E402

SEED = 1
# spaCy's own defaults for a CPU pipeline without vectors (`spacy init config --optimize efficiency`).
SHARED = {
    "model": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
}
LISTEN = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def _parser(state: str, size: int, encoder: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": size,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": encoder,
    }


def blank() -> Language:
    """Return the untrained pipeline, with the layers that ours has."""
    pipeline = spacy.blank("en")
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTEN}
    pipeline.add_pipe("tok2vec", config=SHARED)
    for pipe in ("morphologizer", "tagger", "trainable_lemmatizer"):
        pipeline.add_pipe(pipe, config={"model": tagger})
    pipeline.add_pipe("parser", config={"model": _parser("parser", 128, LISTEN)})
    own = {"@architectures": "spacy.Tok2Vec.v2"} | {k: SHARED["model"][k] for k in ("embed", "encode")}
    pipeline.add_pipe("ner", config={"model": _parser("ner", 64, own)})
    return pipeline


def document(pipeline: Language, example: Example, *, taught: bool) -> Doc:
    """Return a sentence as a document; `taught` adds its layers."""
    words, spaces = list(example.words), list(example.spaces)
    if not taught:
        return Doc(pipeline.vocab, words=words, spaces=spaces)
    assert example.heads
    assert example.deprels
    assert example.upos
    doc = Doc(
        pipeline.vocab,
        words=words,
        spaces=spaces,
        pos=list(example.upos),
        tags=list(example.xpos or ()),
        lemmas=list(example.lemmas or ()),
        heads=[head - 1 if head else at for at, head in enumerate(example.heads)],
        deps=["ROOT" if relation == "root" else relation for relation in example.deprels],
    )
    spans = name_spans(example.names or ())
    if example.names:
        doc.set_ents([Span(doc, start, end, label=label) for start, end, label in sorted(spans)])
    return doc


def train(options: argparse.Namespace) -> None:
    """Teach in quarters of an epoch; each is kept, so that a stopped run goes on."""
    random.seed(SEED)
    spacy.util.fix_random_seed(SEED)
    examples = conllu(options.data / "ewt-train.conllu.gz", names="ner")
    dev = conllu(options.data / "ewt-dev.conllu.gz", names="ner")
    log = options.out / "log.jsonl"
    options.out.mkdir(parents=True, exist_ok=True)
    past = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    pipeline = spacy.load(options.out / "last") if past else blank()
    lessons = []
    for example in examples:
        doc = document(pipeline, example, taught=True)
        lessons.append(Lesson(document(pipeline, example, taught=False), doc))
    adam = pipeline.resume_training() if past else pipeline.initialize(lambda: lessons)
    adam.learn_rate = 0.001
    for quarter in range(len(past), 4 * options.epochs):
        if _stands(past, options.patience):
            break
        began = time.process_time()
        order = list(range(len(lessons)))
        random.Random(SEED * 1000 + quarter // 4).shuffle(order)
        sizes = compounding(100, 1000, 1.001) if quarter == 0 else iter(lambda: 1000, 0)
        for batch in minibatch_by_words([lessons[at] for at in order[quarter % 4 :: 4]], size=sizes):
            pipeline.update(batch, sgd=adam, drop=0.1)
        row = {"epochs": (quarter + 1) / 4, "seconds": round(time.process_time() - began)} | score(
            pipeline, dev
        )
        row["mean"] = round((row["las"] + row["names_all"]) / 2, 2)
        pipeline.to_disk(options.out / "last")
        if row["mean"] >= max([0.0, *(held["mean"] for held in past)]):
            pipeline.to_disk(options.out / "best")
        past.append(row)
        with log.open("a") as stream:
            stream.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)


def _stands(past: Sequence[dict[str, float]], patience: int) -> bool:
    means = [row["mean"] for row in past]
    return len(means) > patience and max(means[-patience:]) <= max(means[:-patience])


def score(pipeline: Language, examples: Sequence[Example]) -> dict[str, float]:
    """Return UPOS, UAS, LAS (with punctuation) and names on gold words, in per cent."""
    right = dict.fromkeys(("upos", "uas", "las"), 0)
    total = 0
    names = {label: Tally() for label in ("all", "PER", "LOC", "ORG")}
    docs = pipeline.pipe([document(pipeline, example, taught=False) for example in examples])
    for example, doc in zip(examples, docs, strict=True):
        assert example.heads
        assert example.deprels
        assert example.upos
        for at, token in enumerate(doc):
            head = 0 if token.head.i == at else token.head.i + 1
            same = head == example.heads[at]
            total += 1
            right["upos"] += token.pos_ == example.upos[at]
            right["uas"] += same
            right["las"] += same and token.dep_.lower() == example.deprels[at].lower()
        if example.names:
            mine = without_articles({(e.start, e.end, e.label_) for e in doc.ents}, example.words)
            add_names(names, mine, without_articles(name_spans(example.names), example.words))
    scores = {layer: round(100 * count / total, 2) for layer, count in right.items()}
    return scores | {f"names_{label}": round(tally.f1, 2) for label, tally in names.items()}


def paces(readers: dict[str, Any], texts: Sequence[str], *, rounds: int = 5) -> dict[str, float]:
    """Return each reader's words a CPU second; by turns, the best round of each, as neighbours disturb both."""
    best = dict.fromkeys(readers, 0.0)
    for _ in range(rounds):
        for name, count_words in readers.items():
            began = time.process_time()
            words = sum(count_words(text) for text in texts)
            best[name] = max(best[name], words / (time.process_time() - began))
    return best


def compare(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield a row a system; both read the same words and the same texts in one run."""
    dev = conllu(options.data / "ewt-dev.conllu.gz", names="ner")
    pipeline = spacy.load(options.out / "best")
    engine = language.load("model")
    ours = score_gold(engine, dev)
    kept = ("upos", "uas", "las", "names_all", "names_PER", "names_LOC", "names_ORG")
    texts = [" ".join(e.text for e in dev[at : at + 40]) for at in range(0, 400, 40)]  # of a report's length
    readers = {
        "ours": lambda text: sum(len(sentence.tokens) for sentence in engine.parse(text)),
        "spacy": lambda text: len(pipeline(text)),
    }
    pace = paces(readers, texts)
    yield "ours", {name: ours[name] for name in kept} | {"words_per_cpu_second": pace["ours"]}
    yield "spaCy CNN", score(pipeline, dev) | {"words_per_cpu_second": pace["spacy"]}
    yield "ours / spaCy", {"pace": pace["ours"] / pace["spacy"]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=("train", "compare"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--patience", type=int, default=8)
    options = parser.parse_args()
    if options.task == "train":
        train(options)
        return
    for row, scores in compare(options):
        print(f"{row:14}", "  ".join(f"{name} {value:.2f}" for name, value in scores.items()))


if __name__ == "__main__":
    main()
