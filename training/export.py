"""Checkpoint -> the one file that ships: int8 rows, one float scale a row, and what made it.

python training/export.py CHECKPOINT OUT.npz
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import torch
from network import HEADS

WHOLE = ("bias", "norm")  # kept in float: small, and sensitive


def export(checkpoint: Path, out: Path) -> None:
    state = torch.load(checkpoint, weights_only=False)
    arrays: dict[str, np.ndarray] = {}
    names = []
    for name, tensor in state["network"].items():
        short = "word" if name == "word.weight" else name
        names.append(short)
        full = tensor.numpy().astype(np.float32)
        if full.ndim == 1 or "norm" in name or name == "shape.weight":
            arrays[short] = full
            continue
        rows = full.reshape(-1, full.shape[-1])
        scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12) / 127
        arrays[short + ".q"] = np.round(rows / scale).astype(np.int8).reshape(full.shape)
        arrays[short + ".s"] = scale.astype(np.float32).reshape(*full.shape[:-1], 1)
    about = state["about"]
    kept = {
        key: about[key] for key in ("labels", "vocabulary", "layers", "hashes", "sizes", "seed", "epochs")
    }
    kept |= {"tensors": names, "heads": HEADS, "place": state["place"]}
    arrays["about"] = np.frombuffer(json.dumps(kept, ensure_ascii=False).encode(), dtype=np.uint8)
    np.savez_compressed(out, **arrays)
    print(out, out.stat().st_size)


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
