"""Train the language model: one command, resumable, every corpus and seed logged.

python training/train.py --data FOLDER --encoder FOLDER --out FOLDER [--layers 3] [--epochs 8] [--without gum ...]

`--data` holds the CoNLL-U and IOB files (MODEL_CARD.md names them), `--encoder` the files of
all-MiniLM-L6-v2 (model.safetensors, vocab.txt). Run again with the same `--out`, it goes on from its
last checkpoint. Needs torch and numpy; nothing that ships does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]

from corpora import NAME_TAGS, Example, conllu, crossner  # noqa: E402
from network import Network, load_minilm  # noqa: E402

from herodotus.language.wordpiece import SHAPES, WordPiece, shapes  # noqa: E402

SEPARATE = {
    "ewt": "ewt-train.conllu.gz",
    "gum": "gum-open-train.conllu.gz",
    "crossner": "crossner-politics-train.iob2.gz",
}
PIECES_A_BATCH = 1600
MOST_PIECES = 500
# Shares of sentences shown without case, as a headline, and without their full stop.
NO_CASE, TITLE_CASE, NO_STOP = 0.12, 0.03, 0.05
# Our own sentences teach names, which lose most without case: more of them are shown so.
OWN_NO_CASE = 0.35
WEIGHTS = {"arc": 1.0, "rel": 1.0, "names": 2.0, "upos": 0.3, "xpos": 0.3}
RATES = {"encoder": 3e-4, "heads": 1e-3}
DECAY = 0.5


def read_corpora(options: argparse.Namespace) -> tuple[dict[str, list[Example]], dict[str, str]]:
    """Return corpus -> training examples, and file -> sha256."""
    found, hashes = {}, {}
    for name, file in SEPARATE.items():
        if name in options.without:
            continue
        path = options.data / file
        hashes[file] = hashlib.sha256(path.read_bytes()).hexdigest()
        found[name] = (
            crossner(path) if name == "crossner" else conllu(path, names="ner" if name == "ewt" else "gum")
        )
    if options.own and "own" not in options.without:
        from corpus.compose import compose  # noqa: PLC0415

        found["own"] = compose(seed=options.seed, size=options.own)
    return found, hashes


def inventories(corpora: dict[str, list[Example]]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {"upos": set(), "xpos": set(), "deprel": set()}
    for examples in corpora.values():
        for example in examples:
            if example.upos and example.xpos and example.deprels:
                found["upos"].update(example.upos)
                found["xpos"].update(example.xpos)
                found["deprel"].update(example.deprels)
    labels = {layer: sorted(values) for layer, values in found.items()}
    labels["names"] = list(NAME_TAGS)
    return labels


class Numbers:
    """Examples -> tensors."""

    def __init__(self, wordpiece: WordPiece, labels: dict[str, list[str]]) -> None:
        self.wordpiece = wordpiece
        self.at = {
            layer: {label: number for number, label in enumerate(values)} for layer, values in labels.items()
        }

    def size(self, example: Example) -> int:
        return 2 + sum(len(self.wordpiece.pieces(word)) for word in example.words)

    def batch(self, examples: list[Example]) -> dict[str, Tensor]:
        rows = [self._row(example) for example in examples]
        return {
            name: _padded([row[name] for row in rows], fill=-100 if name in LAYERS else 0) for name in rows[0]
        } | {"lengths": torch.tensor([len(row["pieces"]) for row in rows])}

    def _row(self, example: Example) -> dict[str, list[int]]:
        pieces, shape, firsts = [self.wordpiece.cls], [0], [0]
        for word, form in zip(example.words, shapes(example.words), strict=True):
            cut = self.wordpiece.pieces(word)
            firsts.append(len(pieces))
            pieces += cut
            shape += [form] * len(cut)
        missing = [-100] * len(example.words)
        return {
            "pieces": [*pieces, self.wordpiece.sep],
            "shapes": [*shape, 0],
            "firsts": firsts,
            "heads": list(example.heads) if example.heads else missing,
            "deprel": self._labels("deprel", example.deprels) or missing,
            "upos": self._labels("upos", example.upos) or missing,
            "xpos": self._labels("xpos", example.xpos) or missing,
            "names": self._labels("names", example.names) or missing,
        }

    def _labels(self, layer: str, values: tuple[str, ...] | None) -> list[int]:
        return [self.at[layer].get(value, -100) for value in values or ()]


LAYERS = {"heads", "deprel", "upos", "xpos", "names"}


def _padded(rows: list[list[int]], *, fill: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def with_noise(example: Example, *, chance: random.Random) -> Example:
    """Take the case away from some sentences, and set some as headlines."""
    if chance.random() < NO_STOP and len(example.words) > 3 and example.words[-1] == ".":
        example = without_last(example)
    draw = chance.random()
    if draw < (NO_CASE if example.heads else OWN_NO_CASE):
        return replace(example, words=tuple(word.lower() for word in example.words))
    if draw > 1 - TITLE_CASE:
        return replace(example, words=tuple(word[:1].upper() + word[1:] for word in example.words))
    return example


def without_last(example: Example) -> Example:
    """Drop the full stop, as headlines do, unless something hangs from it."""
    if example.heads and len(example.heads) in example.heads:
        return example
    cut = {layer: getattr(example, layer)[:-1] for layer in CUT if getattr(example, layer)}
    return replace(example, **cut)


CUT = ("words", "lemmas", "upos", "xpos", "heads", "deprels", "names", "spaces")


def batches(examples: list[Example], numbers: Numbers, *, seed: int) -> list[list[Example]]:
    """Cut the shuffled examples into batches of like length, in an order that the seed alone decides."""
    chance = random.Random(seed)
    noisy = [with_noise(example, chance=chance) for example in examples]
    sized = [(numbers.size(example), example) for example in noisy]
    sized = [(size, example) for size, example in sized if size <= MOST_PIECES]
    sized.sort(key=lambda pair: pair[0] + 6 * chance.random())
    found: list[list[Example]] = [[]]
    longest = 0
    for size, example in sized:
        longest = max(longest, size)
        if found[-1] and longest * (len(found[-1]) + 1) > PIECES_A_BATCH:
            found.append([])
            longest = size
        found[-1].append(example)
    chance.shuffle(found)
    return found


def losses(network: Network, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    scores = network(batch["pieces"], batch["shapes"], batch["lengths"], batch["firsts"])
    heads = batch["heads"]
    words = (batch["firsts"] > 0).sum(1)
    allowed = torch.arange(heads.shape[1] + 1)[None, :] <= words[:, None]
    arcs = scores["arcs"].masked_fill(~allowed[:, None, :], -1e4)
    known = heads != -100
    found = {}
    if known.any():
        found["arc"] = functional.cross_entropy(arcs[known], heads[known])
        at = heads.clamp(min=0)[:, :, None].expand(-1, -1, scores["rel_head"].shape[2])
        chosen = scores["rel_head"].gather(1, at)
        relations = network.relations(scores["rel_dependent"][known], chosen[known])
        found["rel"] = functional.cross_entropy(relations, batch["deprel"][known], ignore_index=-100)
        for layer in ("upos", "xpos"):
            found[layer] = functional.cross_entropy(scores[layer].flatten(0, 1), batch[layer].flatten())
    if (batch["names"] != -100).any():
        found["names"] = functional.cross_entropy(scores["names"].flatten(0, 1), batch["names"].flatten())
    return found


@torch.no_grad()
def evaluate(network: Network, examples: list[Example], numbers: Numbers) -> dict[str, float]:
    """Return greedy scores on gold words: a learning curve, not the benchmark."""
    network.eval()
    right = dict.fromkeys(("upos", "xpos", "uas", "las"), 0)
    total, spans = 0, [0, 0, 0]
    for group in _plain_batches(examples, numbers):
        batch = numbers.batch(group)
        scores = network(batch["pieces"], batch["shapes"], batch["lengths"], batch["firsts"])
        known = batch["upos"] != -100
        allowed = torch.arange(known.shape[1] + 1)[None, :] <= known.sum(1)[:, None]
        heads = scores["arcs"].masked_fill(~allowed[:, None, :], -1e4).argmax(2)
        at = heads[:, :, None].expand(-1, -1, scores["rel_head"].shape[2])
        relations = network.relations(
            scores["rel_dependent"][known], scores["rel_head"].gather(1, at)[known]
        ).argmax(1)
        good = heads[known] == batch["heads"][known]
        total += int(known.sum())
        right["uas"] += int(good.sum())
        right["las"] += int((good & (relations == batch["deprel"][known])).sum())
        for layer in ("upos", "xpos"):
            right[layer] += int((scores[layer].argmax(2)[known] == batch[layer][known]).sum())
        for example, tags in zip(group, scores["names"].argmax(2).tolist(), strict=True):
            if example.names:
                gold = name_spans(list(example.names))
                mine = name_spans([NAME_TAGS[tag] for tag in tags[: len(example.words)]])
                spans = [spans[0] + len(gold & mine), spans[1] + len(mine), spans[2] + len(gold)]
    network.train()
    return {name: round(100 * count / total, 2) for name, count in right.items()} | {
        "names": round(200 * spans[0] / max(1, spans[1] + spans[2]), 2)
    }


def _plain_batches(examples: list[Example], numbers: Numbers) -> list[list[Example]]:
    ordered = sorted((e for e in examples if numbers.size(e) <= MOST_PIECES), key=numbers.size)
    return [ordered[at : at + 32] for at in range(0, len(ordered), 32)]


def name_spans(tags: list[str]) -> set[tuple[int, int, str]]:
    spans, start = set(), None
    for at, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            spans.add((start, at, tags[start][2:]))
            start = None
        if tag != "O" and start is None:
            start = at
    return spans


def optimiser(network: Network, scale: float) -> torch.optim.AdamW:
    encoder = [*network.layers.parameters(), *network.position.parameters(), *network.norm.parameters()]
    inside = {id(parameter) for parameter in encoder}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in inside]
    groups = [
        {"params": encoder, "lr": scale * RATES["encoder"]},
        {"params": heads, "lr": scale * RATES["heads"]},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def rate(step: int, steps: int) -> float:
    """Warm up over 150 steps, stay, and fall to nothing over the last DECAY of the run.

    So a run may be cut short: resumed with fewer `--epochs`, it falls from where it stands.
    """
    fall = (steps - step) / max(1, int(DECAY * steps))
    return max(0.0, min((step + 1) / 150, 1.0, fall))


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    corpora, hashes = read_corpora(options)
    dev = conllu(options.data / "ewt-dev.conllu.gz", names="ner")
    labels = inventories(corpora)
    vocabulary = (options.encoder / "vocab.txt").read_text(encoding="utf8").splitlines()
    numbers = Numbers(WordPiece(vocabulary), labels)
    network = Network(layers=options.layers, vocabulary=len(vocabulary), shapes=SHAPES, labels=labels)
    load_minilm(network, options.encoder / "model.safetensors")
    if options.start:
        earlier = torch.load(options.start, weights_only=False)
        network.load_state_dict(earlier["network"])
    examples = [example for name in sorted(corpora) for example in corpora[name]]
    about = {
        "labels": labels,
        "vocabulary": vocabulary,
        "layers": options.layers,
        "hashes": hashes,
        "sizes": {name: len(found) for name, found in corpora.items()},
        "seed": options.seed,
        "epochs": options.epochs,
    }
    options.out.mkdir(parents=True, exist_ok=True)
    log(options.out, {name: about[name] for name in ("layers", "hashes", "sizes", "seed", "epochs")})
    run_epochs(network, examples, numbers, dev, options=options, about=about)
    if options.export:
        from export import export  # noqa: PLC0415

        export(options.out / "checkpoint.pt", options.export)


def run_epochs(
    network: Network,
    examples: list[Example],
    numbers: Numbers,
    dev: list[Example],
    *,
    options: argparse.Namespace,
    about: dict[str, Any],
) -> None:
    adam = optimiser(network, options.rate)
    steps = options.epochs * len(batches(examples, numbers, seed=options.seed))
    scheduler = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: rate(step, steps))
    place = resume(options.out, network, adam, scheduler)
    network.train()
    for epoch in range(place["epoch"], options.epochs):
        order = batches(examples, numbers, seed=options.seed * 1000 + epoch)
        began, sums = time.time(), {}
        for number in range(place["batch"], len(order)):
            found = losses(network, numbers.batch(order[number]))
            adam.zero_grad(set_to_none=True)
            sum(WEIGHTS[name] * loss for name, loss in found.items()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            scheduler.step()
            for name, loss in found.items():
                sums[name] = 0.98 * sums.get(name, loss.item()) + 0.02 * loss.item()
            if number % 100 == 99:
                save(options.out, network, adam, scheduler, {"epoch": epoch, "batch": number + 1}, about)
                shown = {name: round(value, 3) for name, value in sums.items()}
                log(
                    options.out,
                    {
                        "epoch": epoch,
                        "batch": number + 1,
                        "of": len(order),
                        "seconds": round(time.time() - began),
                    }
                    | shown,
                )
        place = {"epoch": epoch + 1, "batch": 0}
        save(options.out, network, adam, scheduler, place, about)
        log(
            options.out,
            {
                "epoch": epoch + 1,
                "dev": evaluate(network, dev, numbers),
                "seconds": round(time.time() - began),
            },
        )


def save(
    out: Path, network: Network, adam: Any, scheduler: Any, place: dict[str, int], about: dict[str, Any]
) -> None:
    state = {
        "network": network.state_dict(),
        "adam": adam.state_dict(),
        "scheduler": scheduler.state_dict(),
        "random": torch.get_rng_state(),
        "place": place,
        "about": about,
    }
    torch.save(state, out / "checkpoint.new")
    (out / "checkpoint.new").replace(out / "checkpoint.pt")


def resume(out: Path, network: Network, adam: Any, scheduler: Any) -> dict[str, int]:
    if not (out / "checkpoint.pt").exists():
        return {"epoch": 0, "batch": 0}
    state = torch.load(out / "checkpoint.pt", weights_only=False)
    network.load_state_dict(state["network"])
    adam.load_state_dict(state["adam"])
    scheduler.load_state_dict(state["scheduler"])
    torch.set_rng_state(state["random"])
    return dict(state["place"])


def log(out: Path, line: dict[str, Any]) -> None:
    with (out / "log.jsonl").open("a", encoding="utf8") as stream:
        stream.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, help="checkpoint of an earlier run whose weights this one goes on from"
    )
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--rate", type=float, default=1.0, help="scale of the learning rates; below 1 to go on"
    )
    parser.add_argument("--export", type=Path, help="write the file that ships here when all epochs are done")
    parser.add_argument("--own", type=int, default=0, help="sentences to compose of our own corpus")
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out: ewt gum crossner own")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
