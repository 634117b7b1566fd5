"""The trained heads: small layers over the encoder's states, read from one file beside this one.

A head is used only with the encoder that it was trained on; with another one, or without a model, the rules
answer alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from herodotus.extract.model_features import hashed

Array = NDArray[np.float32]
FILE = Path(__file__).with_name("model.npz")


class Head:
    """One hidden layer over states, plus a table over named traits; answers with calibrated probabilities."""

    def __init__(self, labels: list[str], arrays: dict[str, Array], *, temperature: float) -> None:
        """Take the weights as training/events.py wrote them."""
        self.labels = labels
        self._arrays = arrays
        self._temperature = temperature

    def scores(self, states: Array, traits: Iterable[str]) -> Array:
        """Return one score a label for the states and traits of one word or pair."""
        held = self._arrays
        inner = states @ held["inner"] + held["inner_bias"]
        inner = np.maximum(inner, 0, out=inner)
        rows = held["traits"][hashed(traits, size=len(held["traits"]))]
        found: Array = inner @ held["out"] + held["out_bias"] + rows.sum(axis=0)
        return found

    def chances(self, states: Array, traits: Iterable[str]) -> dict[str, float]:
        """Return label -> probability."""
        scores = self.scores(states, traits) / self._temperature
        spread = np.exp(scores - scores.max())
        spread /= spread.sum()
        return {label: float(value) for label, value in zip(self.labels, spread, strict=True)}


@cache
def load_heads() -> tuple[str, dict[str, Head]]:
    """Return the encoder's name and the heads by name; no file, no heads."""
    if not FILE.exists():
        return "", {}
    with np.load(FILE, allow_pickle=False) as stored:
        about = json.loads(bytes(stored["about"]).decode())
        heads = {
            name: Head(
                row["labels"],
                {
                    part: stored[f"{name}.{part}"].astype(np.float32)
                    for part in ("inner", "inner_bias", "out", "out_bias", "traits")
                },
                temperature=row["temperature"],
            )
            for name, row in about["heads"].items()
        }
    return about["encoder"], heads


def head(name: str, encoder: str | None) -> Head | None:
    """Return a head that was trained on this encoder, else None."""
    known, heads = load_heads()
    return heads.get(name) if encoder is not None and encoder == known else None
