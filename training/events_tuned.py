"""Teach the line a benchmark's own labels: rows that are printed beside the shipped ones, and never ship.

    python training/events_tuned.py TASK --data FOLDER --encoder FOLDER --out FOLDER [--kept FILE]

TASK: plv, aw or ipe. Each row is seen as the shipped line sees it (states, traits, what its rules and head say) and as
MiniLM sees it (mean states of sentence, actor, recipient and what lies between). Five seeds are averaged; a part of the
training rows chooses when to stop. Leaves OUT/TASK.json, which benchmarks/coding.py prints.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

ROOT = Path(__file__).parent.parent
sys.path[:0] = [
    str(Path(__file__).parent),
    *(str(ROOT / part) for part in ("src", "benchmarks", "training/corpus")),
]

from claims import labels_of, root_of  # noqa: E402 (benchmarks/)
from coding import head_says, head_word, pair_claim  # noqa: E402 (benchmarks/)
from events import HeadNet  # noqa: E402
from events_finetune import FILES, LABELS, best_cuts, number, rows, scores_of  # noqa: E402
from kept import KeptEngine  # noqa: E402 (benchmarks/)
from network import Network, load_minilm  # noqa: E402

from herodotus import language  # noqa: E402
from herodotus.analyse import analyse  # noqa: E402
from herodotus.extract import extract  # noqa: E402
from herodotus.extract.model_features import hashed, pair_states, pair_traits  # noqa: E402
from herodotus.extract.tree import Tree  # noqa: E402
from herodotus.language.wordpiece import SHAPES, WordPiece  # noqa: E402
from herodotus.types import Analysis, Claim, Report  # noqa: E402

TABLE = 1 << 15
SEEDS = 5
WHOLE = 16  # epochs over all training rows, about where the rows kept aside were read best


class MiniLM:
    """Frozen MiniLM: mean states of a sentence and of its marked parts."""

    def __init__(self, folder: Path) -> None:
        self.wordpiece = WordPiece((folder / "vocab.txt").read_text("utf-8").splitlines())
        inventories = {"upos": ["X"], "xpos": ["X"], "deprel": ["X"], "names": ["O"]}
        size = len((folder / "vocab.txt").read_text("utf-8").splitlines())
        self.net = Network(layers=6, vocabulary=size, shapes=SHAPES, labels=inventories).eval()
        load_minilm(self.net, folder / "model.safetensors")

    def states(self, row: dict[str, Any], task: str) -> np.ndarray:
        cut = number(row, task, self.wordpiece)
        pieces, roles = torch.tensor([cut.pieces]), np.array(cut.roles)
        with torch.no_grad():
            states = self.net.encode(pieces, torch.zeros_like(pieces), torch.tensor([len(cut.pieces)]))[
                0
            ].numpy()
        first, second = np.flatnonzero(roles == 1), np.flatnonzero(roles == 2)
        between = np.zeros(len(roles), dtype=bool)
        if len(first) and len(second):
            low, high = sorted(((first[0], first[-1]), (second[0], second[-1])))
            between[low[1] + 1 : high[0]] = True
        parts = [np.ones(len(roles), dtype=bool), roles == 1, roles == 2, between]
        zero = np.zeros(states.shape[1], dtype=np.float32)
        return np.concatenate([states[part].mean(axis=0) if part.any() else zero for part in parts])


def words_of(row: dict[str, Any]) -> list[str]:
    """Return words and pairs of words, the marked pair as such."""
    text = row["text"]
    marks = [(a, b, "ACTOR") for a, b in row.get("actor_spans", [])[:1]]
    marks += [(a, b, "RECIPIENT") for a, b in row.get("recipient_spans", [])[:1]]
    for start, end, name in sorted(marks, reverse=True):
        text = f"{text[:start]} {name} {text[end:]}"
    words = [word.strip(".,;:\"'()") for word in text.split()]
    words = [word if word in {"ACTOR", "RECIPIENT"} else word.lower() for word in words if word]
    return [f"1={word}" for word in words] + [f"2={a} {b}" for a, b in pairwise(words)]


def pair_case(
    row: dict[str, Any], analysis: Analysis, claims: tuple[Claim, ...]
) -> tuple[np.ndarray, list[str]]:
    trees = [Tree(sentence) for sentence in analysis.sentences]
    sides = [head_word(trees, spans) for spans in (row["actor_spans"], row["recipient_spans"])]
    traits = words_of(row)
    claim, held = pair_claim(claims, analysis, row)
    if claim is not None:
        traits += [
            f"rule={root_of(claim)}",
            f"rule={root_of(claim)}:{held}",
            f"mode={claim.mode}:{claim.modality}",
        ]
        traits += [f"why={claim.why[0].split('->')[-1]}", f"trigger={claim.trigger.quote.lower()}"]
    traits += [f"any={root_of(one)}" for one in claims]
    chances = head_says(analysis, row)
    traits += [f"head={root}" for root, chance in chances.items() if chance > 0.25]
    if None in sides or sides[0][0] is not sides[1][0] or sides[0][1] == sides[1][1]:
        width = analysis.sentences[0].states.shape[1]
        return np.zeros(8 * width, dtype=np.float32), traits
    tree, first, second = sides[0][0], sides[0][1], sides[1][1]
    return pair_states(tree, first, second), [*traits, *pair_traits(tree, first, second)]


def police_case(
    row: dict[str, Any], analysis: Analysis, claims: tuple[Claim, ...]
) -> tuple[np.ndarray, list[str]]:
    states = np.concatenate([one.states for one in analysis.sentences])
    traits = words_of(row)
    for claim in claims:
        traits += [f"rule={claim.event_type}:{claim.mode}:{claim.modality}", f"rule={claim.event_type}"]
        traits += [f"label={label}" for label in labels_of(claim)]
        traits += [f"who={one.name.lower()}:{claim.event_type}" for one in claim.actors]
        traits += [f"harm={count.harm}" for count in claim.casualties]
    return np.concatenate([states.mean(axis=0), states.max(axis=0)]), traits


CASES: dict[str, Callable[..., tuple[np.ndarray, list[str]]]] = {
    "plv": pair_case,
    "aw": pair_case,
    "ipe": police_case,
}


def read_rows(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    folder = options.data / "event-coding"
    for part in ("train", "dev"):
        for at, row in enumerate(rows(folder / f"{FILES[options.task]}_{part}.jsonl")):
            if options.task == "ipe" and part == "train" and not row["labels"] and at % 5:
                continue  # a fifth of the empty sentences is enough to teach emptiness
            yield part, row


def build(options: argparse.Namespace) -> dict[str, Any]:
    """Return states, trait rows, gold and part of every row; kept in OUT for the next run."""
    path = options.out / f"{options.task}.features.npz"
    if not path.exists():
        engine: Any = language.load()
        if options.kept:
            engine = KeptEngine(engine, options.kept)
        minilm = MiniLM(options.encoder)
        states, traits, gold, parts, groups = [], [], [], [], []
        for at, (part, row) in enumerate(read_rows(options)):
            report = Report(key=str(at), text=row["text"])
            analysis = analyse(report, engine=engine)
            seen, named = CASES[options.task](row, analysis, extract(report, analysis))
            states.append(np.concatenate([seen, minilm.states(row, options.task)]).astype(np.float16))
            traits.append(hashed(named, size=TABLE))
            labels = (
                row["labels"]
                if options.task == "ipe"
                else [row["root" if options.task == "plv" else "binary"]]
            )
            gold.append([float(label in labels) for label in LABELS[options.task]])
            parts.append(part)
            groups.append(row.get("doc_id", at))
        starts = np.cumsum([0, *(len(one) for one in traits)])
        np.savez(
            path,
            states=np.stack(states),
            rows=np.concatenate(traits),
            starts=starts,
            gold=np.array(gold),
            parts=np.array(parts),
            groups=np.array(groups),
        )
    return dict(np.load(path))


def fit(held: dict[str, Any], task: str, *, seed: int, whole: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return probabilities of dev rows, and of the rows kept aside with their gold."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    states, gold = torch.from_numpy(held["states"]).float(), torch.from_numpy(held["gold"]).float()
    mean, spread = states.mean(0), states.std(0) + 1e-3
    states = (states - mean) / spread
    training = held["parts"] == "train"
    order = np.unique(held["groups"][training])
    aside_groups = {group for at, group in enumerate(order) if at % 8 == seed % 8}
    aside = np.array(
        [
            part == "train" and group in aside_groups
            for part, group in zip(held["parts"], held["groups"], strict=True)
        ]
    )
    if whole:
        aside[:] = False
    net = HeadNet(states.shape[1], 192, gold.shape[1], TABLE)
    optimizer = torch.optim.AdamW(
        [
            {"params": [*net.inner.parameters(), *net.out.parameters()], "lr": 3e-4, "weight_decay": 0.1},
            {"params": net.traits.parameters(), "lr": 4e-3, "weight_decay": 0.02},
        ]
    )
    chance = np.random.default_rng(seed)

    def inputs(chosen: np.ndarray, *, drop: float = 0.0) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        pieces = [held["rows"][held["starts"][at] : held["starts"][at + 1]] for at in chosen]
        if drop:
            pieces = [piece[chance.random(len(piece)) >= drop] for piece in pieces]
        starts = np.cumsum([0, *(len(piece) for piece in pieces)])[:-1]
        return states[chosen], torch.from_numpy(np.concatenate(pieces)), torch.from_numpy(starts)

    def predicted(chosen: np.ndarray) -> np.ndarray:
        net.eval()
        with torch.no_grad():
            scores = net(*inputs(chosen))
        return (torch.sigmoid(scores) if task == "ipe" else scores.softmax(1)).numpy()

    best = (np.inf, np.zeros(0), np.zeros(0))
    chosen, dev, tuning = (
        np.flatnonzero(training & ~aside),
        np.flatnonzero(held["parts"] == "dev"),
        np.flatnonzero(aside),
    )
    for _ in range(WHOLE if whole else 40 if task != "ipe" else 15):
        net.train()
        mixed = chance.permutation(chosen)
        for at in range(0, len(mixed), 32):
            part = mixed[at : at + 32]
            scores = net(*inputs(part, drop=0.2))
            if task == "ipe":
                loss = functional.binary_cross_entropy_with_logits(scores, gold[part])
            else:
                loss = functional.cross_entropy(scores, gold[part], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
        if whole:
            continue
        found = predicted(tuning)
        wanted = held["gold"][tuning]
        if task == "ipe":
            loss_now = -np.mean(wanted * np.log(found + 1e-6) + (1 - wanted) * np.log(1 - found + 1e-6))
        else:
            loss_now = -np.mean((wanted * np.log(found + 1e-6)).sum(1))
        if loss_now < best[0]:
            best = (float(loss_now), predicted(dev), found)
    if whole:
        return predicted(dev), np.zeros((0, gold.shape[1])), held["gold"][tuning]
    return best[1], best[2], held["gold"][tuning]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=CASES)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--whole", action="store_true", help="keep no training row aside (plv, aw)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    held = build(options)
    dev, tuned, gold = [], [], []
    wanted = held["gold"][held["parts"] == "dev"]
    for seed in range(SEEDS):
        found, aside, right = fit(held, options.task, seed=seed, whole=options.whole)
        dev.append(found)
        tuned.append(aside)
        gold.append(right)
        mean = np.mean(dev, axis=0)
        cuts = (
            best_cuts(np.concatenate(gold), np.concatenate(tuned)) if options.task == "ipe" else np.zeros(0)
        )
        scores = scores_of(options.task, wanted, mean, cuts)
        print(options.task, seed + 1, {key: round(value, 1) for key, value in scores.items()}, flush=True)
    (options.out / f"{options.task}.json").write_text(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
