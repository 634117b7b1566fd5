"""Fine-tune MiniLM on a benchmark's own training part: the rows that are printed beside the shipped ones and never ship.

python training/events_finetune.py TASK --data FOLDER --encoder FOLDER --out FOLDER [--epochs N] [--seed N]

TASK: plv, aw or ipe. Run again with the same `--out`, it goes on from its last checkpoint. Leaves OUT/TASK-SEED.npz
(probabilities of the dev rows) and OUT/TASK.json (scores of all seeds averaged), which benchmarks/coding.py prints.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]

from network import WIDTH, Network, load_minilm  # noqa: E402

from herodotus.language.wordpiece import SHAPES, WordPiece  # noqa: E402

MOST_PIECES = 120
RATES = {"encoder": 8e-5, "head": 1e-3}
FILES = {"plv": "plv", "aw": "aw_wikievents", "ipe": "ipe_sents"}
LABELS = {
    "plv": [
        "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
    ],
    "aw": ["conflict", "cooperation"],
    "ipe": ["KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION"],
}  # fmt: skip
QUADS = {label: 1 + (at > 2) + (at > 5) + (at > 9) for at, label in enumerate(LABELS["plv"])}


@dataclass
class Row:
    """Pieces with each piece's role (0 other, 1 actor, 2 recipient) and the right labels as a 0/1 row."""

    pieces: list[int]
    roles: list[int]
    gold: list[float]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def number(row: dict[str, Any], task: str, wordpiece: WordPiece) -> Row:
    """Cut a row's text at its marked spans, so that each piece has one role."""
    text = row["text"].lower()
    roles = [0] * len(text)
    for role, key in ((1, "actor_spans"), (2, "recipient_spans")):
        for start, end in row.get(key, ()):
            roles[start:end] = [role] * (end - start)
    pieces, marks = [wordpiece.cls], [0]
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        end = at + 1
        while end < len(text) and not text[end].isspace() and roles[end] == roles[at]:
            end += 1
        found = wordpiece.pieces(text[at:end])
        pieces.extend(found)
        marks.extend([roles[at]] * len(found))
        at = end
    labels = LABELS[task]
    right = row["labels"] if task == "ipe" else [row["root" if task == "plv" else "binary"]]
    gold = [float(label in right) for label in labels]
    return Row([*pieces[:MOST_PIECES], wordpiece.sep], [*marks[:MOST_PIECES], 0], gold)


class Tuned(nn.Module):
    """MiniLM with an embedding of roles; the label is read off the mean states of actor, recipient and sentence."""

    def __init__(self, vocabulary: list[str], path: Path, labels: int) -> None:
        super().__init__()
        inventories = {"upos": ["X"], "xpos": ["X"], "deprel": ["X"], "names": ["O"]}
        self.encoder = Network(layers=6, vocabulary=len(vocabulary), shapes=SHAPES, labels=inventories)
        load_minilm(self.encoder, path)
        self.roles = nn.Embedding(3, WIDTH)
        nn.init.normal_(self.roles.weight, std=0.02)
        self.inner = nn.Linear(4 * WIDTH, WIDTH)
        self.drop = nn.Dropout(0.2)
        self.out = nn.Linear(WIDTH, labels)

    def forward(self, pieces: Tensor, roles: Tensor, lengths: Tensor) -> Tensor:
        net = self.encoder
        positions = torch.arange(pieces.shape[1])
        states = net.norm(net.word(pieces) + net.position(positions)) + self.roles(roles)
        inside = positions[None, :] < lengths[:, None]
        for layer in net.layers:
            states = layer(states, inside[:, None, None, :])
        parts = [mean(states, inside), mean(states, roles == 1), mean(states, roles == 2), states[:, 0]]
        return self.out(self.drop(functional.gelu(self.inner(self.drop(torch.cat(parts, 1))))))


def mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.float()[:, :, None]
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


def batch_of(chosen: list[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(row.pieces) for row in chosen)

    def pad(values: list[int]) -> list[int]:
        return values + [0] * (longest - len(values))

    return (
        torch.tensor([pad(row.pieces) for row in chosen]),
        torch.tensor([pad(row.roles) for row in chosen]),
        torch.tensor([len(row.pieces) for row in chosen]),
        torch.tensor([row.gold for row in chosen]),
    )


def loss_of(scores: Tensor, gold: Tensor, task: str) -> Tensor:
    if task == "ipe":
        return functional.binary_cross_entropy_with_logits(scores, gold)
    return functional.cross_entropy(scores, gold, label_smoothing=0.05)


def predict(model: Tuned, kept: list[Row], task: str) -> np.ndarray:
    model.eval()
    found = np.zeros((len(kept), len(kept[0].gold)), dtype=np.float32)
    order = sorted(range(len(kept)), key=lambda at: len(kept[at].pieces))
    with torch.no_grad():
        for at in range(0, len(order), 64):
            part = order[at : at + 64]
            *inputs, _ = batch_of([kept[i] for i in part])
            scores = model(*inputs)
            found[part] = (torch.sigmoid(scores) if task == "ipe" else scores.softmax(1)).numpy()
    return found


def macro(gold: list[Any], got: list[Any]) -> float:
    scores = []
    for label in sorted(set(gold)):
        right = sum(a == b == label for a, b in zip(gold, got, strict=True))
        scores.append(200 * right / (gold.count(label) + got.count(label)))
    return sum(scores) / len(scores)


def scores_of(task: str, gold: np.ndarray, probabilities: np.ndarray, cuts: np.ndarray) -> dict[str, float]:
    labels = LABELS[task]
    if task == "ipe":
        said = probabilities >= cuts
        ones = 200 * (said * gold).sum(0) / np.maximum(1, said.sum(0) + gold.sum(0))
        found = {f"ipe.tuned.{label.lower()}": float(one) for label, one in zip(labels, ones, strict=True)}
        return {**found, "ipe.tuned.macro": float(ones.mean())}
    right = [labels[at] for at in gold.argmax(1)]
    got = [labels[at] for at in probabilities.argmax(1)]
    if task == "aw":
        return {"aw.tuned.binary": macro(right, got)}
    quads = np.array([QUADS[label] for label in labels])
    quad = [1 + int(np.argmax([row[quads == q].sum() for q in (1, 2, 3, 4)])) for row in probabilities]
    side = ["conflict" if row[quads > 2].sum() > 0.5 else "cooperation" for row in probabilities]
    return {
        "plv.tuned.root": macro(right, got),
        "plv.tuned.quad": macro([QUADS[one] for one in right], quad),
        "plv.tuned.binary": macro(["conflict" if QUADS[one] > 2 else "cooperation" for one in right], side),
    }


def best_cuts(gold: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Return the threshold of each label with the best F1 on rows that are not dev."""
    grid = np.linspace(0.05, 0.95, 37)
    cuts = []
    for at in range(gold.shape[1]):
        scores = []
        for cut in grid:
            said = probabilities[:, at] >= cut
            scores.append(2 * (said * gold[:, at]).sum() / max(1, said.sum() + gold[:, at].sum()))
        cuts.append(grid[int(np.argmax(scores))])
    return np.array(cuts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=FILES)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warm", type=Path, help="checkpoint of another task to start the encoder from")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    task = options.task
    vocabulary = (options.encoder / "vocab.txt").read_text("utf-8").splitlines()
    wordpiece = WordPiece(vocabulary)
    folder = options.data / "event-coding"
    raw = {part: rows(folder / f"{FILES[task]}_{part}.jsonl") for part in ("train", "dev")}
    kept = {part: [number(row, task, wordpiece) for row in raw[part]] for part in raw}
    held: list[int] = []
    if (
        task == "ipe"
    ):  # a tenth of the training articles chooses thresholds; most empty sentences are left out
        articles = sorted({row["doc_id"] for row in raw["train"]})
        aside = {one for at, one in enumerate(articles) if at % 10 == 0}
        held = [at for at, row in enumerate(raw["train"]) if row["doc_id"] in aside]
    model = Tuned(vocabulary, options.encoder / "model.safetensors", len(LABELS[task]))
    options.out.mkdir(parents=True, exist_ok=True)
    place = options.out / f"{task}-{options.seed}.pt"
    start = 0
    groups = [
        {"params": [p for p in model.encoder.layers.parameters() if p.requires_grad], "lr": RATES["encoder"]},
        {
            "params": [*model.roles.parameters(), *model.inner.parameters(), *model.out.parameters()],
            "lr": RATES["head"],
        },
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    if options.warm and not place.exists():
        state = torch.load(options.warm, weights_only=True)["model"]
        model.load_state_dict({k: v for k, v in state.items() if not k.startswith("out.")}, strict=False)
    if place.exists():
        state = torch.load(place, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        start = state["epoch"]
    training = [at for at in range(len(kept["train"])) if at not in set(held)]
    for epoch in range(start, options.epochs):
        one_epoch(options, model, optimizer, kept, training, epoch=epoch, place=place)
    finish(options, model, kept, held)


def one_epoch(
    options: argparse.Namespace,
    model: Tuned,
    optimizer: torch.optim.Optimizer,
    kept: dict[str, list[Row]],
    training: list[int],
    *,
    epoch: int,
    place: Path,
) -> None:
    """Go once through the training rows (of the empty ones of ipe a quarter), save, and say how dev stands."""
    begun, total, task = time.time(), 0.0, options.task
    chooser = random.Random(options.seed * 1000 + epoch)
    chosen = [
        at for at in training if task != "ipe" or sum(kept["train"][at].gold) or chooser.random() < 0.25
    ]
    chooser.shuffle(chosen)
    batches = [chosen[at : at + 32] for at in range(0, len(chosen), 32)]
    model.train()
    for step, part in enumerate(batches):
        share = (epoch + step / len(batches)) / options.epochs
        for group, rate in zip(optimizer.param_groups, RATES.values(), strict=True):
            group["lr"] = rate * min(1.0, share * 10) * max(0.02, 1 - share)
        *inputs, gold = batch_of([kept["train"][at] for at in part])
        loss = loss_of(model(*inputs), gold, task)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += float(loss.detach())
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, place)
    gold = np.array([row.gold for row in kept["dev"]])
    scores = scores_of(task, gold, predict(model, kept["dev"], task), np.full(gold.shape[1], 0.5))
    rounded = {key: round(value, 1) for key, value in scores.items()}
    print(
        task,
        "epoch",
        epoch + 1,
        round(total / len(batches), 3),
        rounded,
        f"{time.time() - begun:.0f} s",
        flush=True,
    )


def finish(options: argparse.Namespace, model: Tuned, kept: dict[str, list[Row]], held: list[int]) -> None:
    """Save the dev probabilities of this seed, and the scores of the mean over all seeds in the folder."""
    task = options.task
    gold = np.array([row.gold for row in kept["dev"]])
    found = {"dev": predict(model, kept["dev"], task)}
    if held:
        aside = [kept["train"][at] for at in held]
        found["held"] = predict(model, aside, task)
        found["held_gold"] = np.array([row.gold for row in aside])
    np.savez(options.out / f"{task}-{options.seed}.npz", **found)
    seeds = [np.load(path) for path in sorted(options.out.glob(f"{task}-*.npz"))]
    dev = np.mean([one["dev"] for one in seeds], axis=0)
    cuts = np.full(gold.shape[1], 0.5)
    if held:
        cuts = best_cuts(seeds[0]["held_gold"], np.mean([one["held"] for one in seeds], axis=0))
    scores = scores_of(task, gold, dev, cuts)
    (options.out / f"{task}.json").write_text(json.dumps(scores, indent=1))
    print(task, len(seeds), "seeds", scores)


if __name__ == "__main__":
    main()
