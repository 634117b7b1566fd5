"""The encoder in PyTorch: for weights of the user's own that are too large for numpy."""

from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from herodotus.errors import UsageError
from herodotus.language.network import Array, Network


class TorchNetwork(Network):
    """Reads the same files as `Network`, of any width and depth; the heads stay in numpy.

    Scores differ from numpy's in the last digits, so near-ties may fall otherwise: a record names which
    engine read it.
    """

    def __init__(self, path: Path) -> None:
        """Load the weights to the card if there is one; UsageError without PyTorch."""
        super().__init__(path)
        try:
            self._torch: Any = importlib.import_module("torch")
        except ImportError as error:
            raise UsageError(
                "the engine of a folder needs PyTorch, which is not installed",
                hint='install it: pip install "herodotus[torch]"',
            ) from error
        self._device = "cuda" if self._torch.cuda.is_available() else "cpu"
        if self._device == "cuda":
            self.pieces_a_batch = 16_384  # a card is idle below this
        inside = ("layers.", "norm.", "position.", "shape.")
        self._held = {
            name: self._torch.from_numpy(array).to(self._device)
            for name, array in self._t.items()
            if name.startswith(inside)
        }

    def encode(
        self,
        pieces: NDArray[np.int64],
        shapes: NDArray[np.int64],
        bounds: list[int],
        *,
        kept: NDArray[np.int64] | None = None,
    ) -> Array:
        """Return what `Network.encode` does; sentences are padded to the longest of the batch."""
        torch, held = self._torch, self._held
        lengths = [end - start for start, end in pairwise(bounds)]
        rows = np.repeat(np.arange(len(lengths)), lengths)
        columns = np.concatenate([np.arange(length) for length in lengths])
        words = self._words[pieces].astype(np.float32) * self._word_scales[pieces]
        with torch.inference_mode():
            flat = torch.from_numpy(words).to(self._device)
            flat = flat + held["position.weight"][columns] + held["shape.weight"][shapes]
            states = flat.new_zeros(len(lengths), max(lengths), flat.shape[1])
            states[rows, columns] = self._norm_torch(flat, "norm")
            there = torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]
            mask = there[:, None, None, :].to(self._device)
            for layer in range(self._layers):
                states = self._layer(states, f"layers.{layer}.", mask)
            found: Array = states[rows, columns].cpu().numpy()
        return found if kept is None else found[kept]

    def _layer(self, states: Any, at: str, mask: Any) -> Any:  # noqa: ANN401 (tensors: torch is optional)
        functional = self._torch.nn.functional
        batch, length, width = states.shape
        parts = self._map(states, at + "qkv").view(batch, length, 3, self._heads, width // self._heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        states = self._norm_torch(states + self._map(mixed, at + "out"), at + "norm1")
        inner = functional.gelu(self._map(states, at + "up"), approximate="tanh")
        return self._norm_torch(states + self._map(inner, at + "down"), at + "norm2")

    def _map(self, states: Any, name: str) -> Any:  # noqa: ANN401
        return states @ self._held[name + ".weight"] + self._held[name + ".bias"]

    def _norm_torch(self, states: Any, name: str) -> Any:  # noqa: ANN401
        weight, bias = self._held[name + ".weight"], self._held[name + ".bias"]
        return self._torch.nn.functional.layer_norm(states, weight.shape, weight, bias, 1e-12)
