"""The embedded encoder and its heads in plain numpy: one thread, no padding between sentences."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Scores:
    """What the heads say of one sentence of n words."""

    upos: Array  # (n, classes)
    xpos: Array
    names: Array
    arcs: Array  # (n, n + 1); column 0 is the root
    dependents: Array  # for `Network.relations`
    heads: Array
    states: Array  # (n, width): what heads elsewhere read


class Network:
    """Weights read from one .npz: int8 rows with a scale each, expanded once."""

    pieces_a_batch = 512  # fits the second-level cache; larger batches were no faster

    def __init__(self, path: Path) -> None:
        """Read the weights and the inventories; a damaged file raises as numpy does."""
        with np.load(path, allow_pickle=False) as stored:
            about = json.loads(bytes(stored["about"]).decode())
            tensors = {name: _expand(stored, name) for name in about["tensors"] if name != "word"}
            self._words: NDArray[np.int8] = stored["word.q"]
            self._word_scales: Array = stored["word.s"].astype(np.float32)
        self.about: dict[str, Any] = about
        self.labels: dict[str, list[str]] = about["labels"]
        self.vocabulary: list[str] = about["vocabulary"]
        self._t: dict[str, Array] = tensors
        self._layers: int = about["layers"]
        self._heads: int = about["heads"]
        self._label_weights = _label_weights(tensors["rel"])

    def encode(
        self,
        pieces: NDArray[np.int64],
        shapes: NDArray[np.int64],
        bounds: list[int],
        *,
        kept: NDArray[np.int64] | None = None,
    ) -> Array:
        """Return states of sentences laid end to end; sentence i is `bounds[i]:bounds[i + 1]`.

        `kept` are the rows wanted: the last layer is computed for these alone, and only these are returned.
        """
        t = self._t
        positions = np.concatenate([np.arange(end - start) for start, end in pairwise(bounds)])
        states = self._words[pieces].astype(np.float32) * self._word_scales[pieces]
        states += t["position.weight"][positions]
        states += t["shape.weight"][shapes]
        states = self._norm(states, "norm")
        for layer in range(self._layers):
            at = f"layers.{layer}."
            mixed = self._attend(self._linear(states, at + "qkv"), bounds)
            if kept is not None and layer == self._layers - 1:
                states, mixed = states[kept], mixed[kept]
            states = self._norm(states + self._linear(mixed, at + "out"), at + "norm1")
            inner = self._linear(gelu(self._linear(states, at + "up")), at + "down")
            states = self._norm(states + inner, at + "norm2")
        return states

    def score(self, nodes: Array, bounds: list[int]) -> list[Scores]:
        """Return the heads' scores of sentences laid end to end; the first row of each is CLS, its root."""
        rows = np.arange(len(nodes))
        first = np.zeros(len(nodes), dtype=bool)
        first[bounds[:-1]] = True
        # CLS stands beyond either end of its sentence.
        after = np.where(np.append(first[1:], True), np.repeat(bounds[:-1], np.diff(bounds)), rows + 1)
        words = ~first
        held = nodes[words]
        windows = np.concatenate([nodes[rows[words] - 1], held, nodes[after[words]]], axis=1)
        dependents = _with_one(self._mlp(held, "arc_dependent")) @ self._t["arc"]
        heads = self._mlp(nodes, "arc_head")
        upos, xpos = self._linear(held, "upos"), self._linear(held, "xpos")
        names = self._linear(self._mlp(windows, "name_inner"), "name")
        labelled = _with_one(self._mlp(held, "rel_dependent"))
        labelling = _with_one(self._mlp(nodes, "rel_head"))
        found = []
        for number, (start, end) in enumerate(pairwise(bounds)):
            part = slice(start - number, end - number - 1)  # each sentence before it had one CLS
            found.append(
                Scores(
                    upos=upos[part],
                    xpos=xpos[part],
                    names=names[part],
                    arcs=np.matmul(dependents[part], heads[start:end].T),
                    dependents=labelled[part],
                    heads=labelling[start:end],
                    states=held[part],
                )
            )
        return found

    def relations(self, scores: Scores, heads: list[int]) -> list[str]:
        """Return the best label for each word under its chosen head (-1 is the root)."""
        chosen = scores.heads[np.asarray(heads) + 1]
        size = chosen.shape[1]
        labels = self.labels["deprel"]
        spread = (scores.dependents @ self._label_weights).reshape(len(heads), len(labels), size)
        found = np.einsum("nle,ne->nl", spread, chosen)
        root = labels.index("root")
        found[:, root] = np.where(np.asarray(heads) < 0, np.inf, -np.inf)
        return [labels[at] for at in found.argmax(axis=1)]

    def _attend(self, qkv: Array, bounds: list[int]) -> Array:
        width = qkv.shape[1] // 3
        size = width // self._heads
        mixed = np.empty((len(qkv), width), dtype=np.float32)
        for start, end in pairwise(bounds):
            part = qkv[start:end].reshape(end - start, 3, self._heads, size).transpose(1, 2, 0, 3)
            weights = part[0] @ part[1].transpose(0, 2, 1)
            weights *= np.float32(1 / math.sqrt(size))
            weights -= weights.max(axis=2, keepdims=True)
            np.exp(weights, out=weights)
            weights /= weights.sum(axis=2, keepdims=True)
            mixed[start:end] = (weights @ part[2]).transpose(1, 0, 2).reshape(end - start, width)
        return mixed

    def _linear(self, states: Array, name: str) -> Array:
        result: Array = states @ self._t[name + ".weight"]
        result += self._t[name + ".bias"]
        return result

    def _mlp(self, states: Array, name: str) -> Array:
        return gelu(self._linear(states, name + ".linear"))

    def _norm(self, states: Array, name: str) -> Array:
        centred: Array = states - states.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-12))
        centred /= spread
        centred *= self._t[name + ".weight"]
        centred += self._t[name + ".bias"]
        return centred


_ROWS = 32  # so many rows of 1,536 floats stay in the second-level cache: five times as fast as all at once


def gelu(states: Array) -> Array:
    """Return GELU by its tanh form (Hendrycks and Gimpel 2016), which the weights were trained with."""
    result = np.empty_like(states)
    with np.errstate(over="ignore"):  # exp's infinity is the limit that is wanted: x / inf = 0
        for start in range(0, len(states), _ROWS):
            x, out = states[start : start + _ROWS], result[start : start + _ROWS]
            np.multiply(x, x, out=out)
            out *= np.float32(-0.0713548163)  # -2 sqrt(2 / pi) 0.044715
            out -= np.float32(1.59576912)  # -2 sqrt(2 / pi)
            out *= x
            np.exp(out, out=out)
            out += np.float32(1)
            np.divide(x, out, out=out)
    return result


def _with_one(states: Array) -> Array:
    return np.concatenate([states, np.ones((len(states), 1), dtype=np.float32)], axis=1)


def _expand(stored: Any, name: str) -> Array:  # noqa: ANN401 (numpy's archive type is private)
    if name + ".q" in stored:
        scale = stored[name + ".s"].astype(np.float32)
        full = stored[name + ".q"].astype(np.float32) * scale
    else:
        full = stored[name].astype(np.float32)
    # A linear map is stored (out, in) and used (in, out).
    linear = name.endswith("weight") and name not in _TABLES and full.ndim > 1
    return np.ascontiguousarray(full.T) if linear else full


_TABLES = ("position.weight", "shape.weight")


def _label_weights(rel: Array) -> Array:
    """Lay (labels, d, e) out as (d, labels * e)."""
    labels, dependents, heads = rel.shape
    return np.ascontiguousarray(rel.transpose(1, 0, 2).reshape(dependents, labels * heads))
