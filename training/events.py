"""Train the heads of the coder on the frozen encoder: what passes between two, whether it happened, who is who.

    python training/events.py features TASK --data FOLDER --out FOLDER [--kept FILE] [--size N]
    python training/events.py train TASK --out FOLDER [--hidden 128] [--epochs N]
    python training/events.py pack --out FOLDER     writes src/herodotus/extract/model.npz

TASK: relation (our own corpus, corpus/events_compose.py), happened (UDS-IH2), role and effect (MUC-4). Heads ship, so only corpora whose licence allows
it may teach them: our own writing, UDS-IH2 (CC BY-SA 4.0), MUC-4 (public domain). MODEL_CARD.md names them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).parent.parent
sys.path[:0] = [
    str(Path(__file__).parent),
    *(str(ROOT / part) for part in ("src", "benchmarks", "training/corpus")),
]

from events_cases import CASES, LABELS  # noqa: E402

from herodotus import language  # noqa: E402
from herodotus.extract.model_features import hashed  # noqa: E402

TABLE = {"role": 1 << 15}  # rows of named traits; else 1 << 13
SEED = 11


def features(options: argparse.Namespace) -> None:
    """Write OUT/TASK.npz: states (half precision), trait rows, targets (one row of weights a case), part."""
    engine: Any = language.load()
    if options.kept:
        from kept import KeptEngine  # noqa: PLC0415

        engine = KeptEngine(engine, options.kept)
    options.out.mkdir(parents=True, exist_ok=True)
    for task in options.task:
        write_cases(task, engine, options)


def write_cases(task: str, engine: Any, options: argparse.Namespace) -> None:
    states, rows, starts, targets, parts = [], [], [0], [], []
    for case in CASES[task](engine, options):
        states.append(case.states.astype(np.float16))
        found = hashed(case.traits, size=TABLE.get(task, 1 << 13))
        rows.append(found)
        starts.append(starts[-1] + len(found))
        targets.append(case.target)
        parts.append(case.part)
    np.savez(
        options.out / f"{task}.npz",
        states=np.stack(states),
        rows=np.concatenate(rows),
        starts=np.array(starts),
        targets=np.array(targets, dtype=np.float32),
        parts=np.array(parts),
        encoder=np.array(engine.method.version),
    )
    print(task, len(states), "cases", flush=True)


class HeadNet(nn.Module):
    """What model.Head computes, with dropout."""

    def __init__(self, width: int, hidden: int, labels: int, table: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, hidden)
        self.out = nn.Linear(hidden, labels)
        self.traits = nn.EmbeddingBag(table, labels, mode="sum")
        nn.init.zeros_(self.traits.weight)
        self.drop_in, self.drop = nn.Dropout(0.15), nn.Dropout(0.3)

    def forward(self, states: Tensor, rows: Tensor, starts: Tensor) -> Tensor:
        inner = torch.relu(self.inner(self.drop_in(states)))
        return self.out(self.drop(inner)) + self.traits(rows, starts)


class Cases:
    """The cases of one task in memory."""

    def __init__(self, path: Path) -> None:
        held = np.load(path)
        self.states = torch.from_numpy(held["states"])
        self.rows, self.starts = torch.from_numpy(held["rows"]), torch.from_numpy(held["starts"])
        self.targets = torch.from_numpy(held["targets"])
        self.parts = held["parts"]
        self.encoder = str(held["encoder"])

    def batch(self, chosen: np.ndarray, *, drop: float = 0.0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        pieces = [self.rows[self.starts[at] : self.starts[at + 1]] for at in chosen]
        if drop:
            pieces = [piece[torch.rand(len(piece)) >= drop] for piece in pieces]
        offsets = torch.tensor([0, *np.cumsum([len(piece) for piece in pieces])[:-1]])
        return self.states[chosen].float(), torch.cat(pieces), offsets, self.targets[chosen]


def train(options: argparse.Namespace) -> None:
    """Fit one head; the held-out part chooses the epoch and the temperature."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cases = Cases(options.out / f"{options.task}.npz")
    net = HeadNet(
        cases.states.shape[1], options.hidden, cases.targets.shape[1], TABLE.get(options.task, 1 << 13)
    )
    groups = [
        {"params": [*net.inner.parameters(), *net.out.parameters()], "weight_decay": 1e-2},
        {"params": net.traits.parameters(), "weight_decay": options.trait_decay},
    ]
    optimizer = torch.optim.AdamW(groups, lr=1e-3)
    training = np.flatnonzero(cases.parts == "train")
    held = np.flatnonzero(cases.parts == "held")
    chance = np.random.default_rng(SEED)
    best: tuple[float, dict[str, Tensor]] | None = None
    for epoch in range(options.epochs):
        begun, total = time.time(), 0.0
        net.train()
        order = chance.permutation(training)
        for at in range(0, len(order), 128):
            *inputs, wanted = cases.batch(order[at : at + 128], drop=0.1)
            loss = functional.cross_entropy(net(*inputs), wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach()) * len(wanted)
        scores, wanted = answers(net, cases, held)
        loss = float(functional.cross_entropy(scores, wanted))
        right = float((scores.argmax(1) == wanted.argmax(1)).float().mean())
        print(
            f"{options.task} {epoch + 1}: {total / len(order):.3f}, held out {loss:.3f}, {100 * right:.1f} % ({time.time() - begun:.0f} s)",
            flush=True,
        )
        if best is None or loss < best[0]:
            best = loss, {name: value.clone() for name, value in net.state_dict().items()}
    assert best is not None
    net.load_state_dict(best[1])
    scores, wanted = answers(net, cases, held)
    grid = np.linspace(0.6, 3.0, 49)
    temperature = float(min(grid, key=lambda t: float(functional.cross_entropy(scores / t, wanted))))
    state = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
    np.savez_compressed(
        options.out / f"{options.task}.head.npz",
        inner=state["inner.weight"].T,
        inner_bias=state["inner.bias"],
        out=state["out.weight"].T,
        out_bias=state["out.bias"],
        traits=state["traits.weight"],
        temperature=np.array(temperature),
        encoder=np.array(cases.encoder),
    )
    print(options.task, "held-out loss", round(best[0], 4), "temperature", round(temperature, 2))


def answers(net: HeadNet, cases: Cases, chosen: np.ndarray) -> tuple[Tensor, Tensor]:
    net.eval()
    with torch.no_grad():
        parts = [cases.batch(chosen[at : at + 512]) for at in range(0, len(chosen), 512)]
        return torch.cat([net(*inputs) for *inputs, _ in parts]), torch.cat([wanted for *_, wanted in parts])


def pack(options: argparse.Namespace) -> None:
    """Join the heads in OUT to the one file that ships."""
    arrays: dict[str, np.ndarray] = {}
    heads: dict[str, Any] = {}
    encoders = set()
    for path in sorted(options.out.glob("*.head.npz")):
        name = path.name.removesuffix(".head.npz")
        with np.load(path) as held:
            arrays |= {
                f"{name}.{part}": held[part] for part in ("inner", "inner_bias", "out", "out_bias", "traits")
            }
            heads[name] = {"labels": LABELS[name], "temperature": float(held["temperature"])}
            encoders.add(str(held["encoder"]))
    if len(encoders) != 1:
        raise SystemExit(f"heads of several encoders: {sorted(encoders)}")
    about = {"encoder": encoders.pop(), "heads": heads, "seed": SEED}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    out = ROOT / "src/herodotus/extract/model.npz"
    np.savez_compressed(out, **arrays)
    print(out.name, out.stat().st_size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    steps = parser.add_subparsers(dest="step", required=True)
    for name, run in (("features", features), ("train", train), ("pack", pack)):
        step = steps.add_parser(name)
        step.set_defaults(run=run)
        step.add_argument("--out", type=Path, required=True)
        if name != "pack":
            step.add_argument("task", choices=CASES, nargs="+" if name == "features" else None)
        if name == "features":
            step.add_argument("--data", type=Path)
            step.add_argument("--kept", type=Path)
            step.add_argument("--size", type=int, default=6_000, help="sentences of our own")
            step.add_argument("--most", type=int, default=150, help="silver pairs of one type")
            step.add_argument("--reports", type=int, default=700, help="reports of MUC-4")
            step.add_argument(
                "--keep", type=float, default=0.5, help="share of phrases without a role that teach"
            )
        if name == "train":
            step.add_argument("--hidden", type=int, default=128)
            step.add_argument("--epochs", type=int, default=12)
            step.add_argument("--trait-decay", type=float, default=1e-2)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
