"""The network: MiniLM's lower layers with a shape embedding, and heads on each word's first piece."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 1536, 512


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT's."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = states.shape
        query, key, value = (
            self.qkv(states).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm1(states + self.dropout(self.out(mixed)))
        inner = self.down(functional.gelu(self.up(states), approximate="tanh"))
        return self.norm2(states + self.dropout(inner))


class Mlp(nn.Module):
    """A linear map, GELU and dropout."""

    def __init__(self, width: int, size: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(width, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor) -> Tensor:
        return self.dropout(functional.gelu(self.linear(states), approximate="tanh"))


class Network(nn.Module):
    """Encoder and heads; `labels` holds the inventories (upos, xpos, deprel, names)."""

    def __init__(
        self,
        *,
        layers: int,
        vocabulary: int,
        shapes: int,
        labels: dict[str, list[str]],
        arc: int = 256,
        relation: int = 64,
        name: int = 128,
        dropout: float = 0.1,
        head_dropout: float = 0.2,
    ) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(shapes, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.head_dropout = nn.Dropout(head_dropout)
        self.upos = nn.Linear(WIDTH, len(labels["upos"]))
        self.xpos = nn.Linear(WIDTH, len(labels["xpos"]))
        self.arc_head, self.arc_dependent = Mlp(WIDTH, arc, head_dropout), Mlp(WIDTH, arc, head_dropout)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_head, self.rel_dependent = (
            Mlp(WIDTH, relation, head_dropout),
            Mlp(WIDTH, relation, head_dropout),
        )
        self.rel = nn.Parameter(torch.zeros(len(labels["deprel"]), relation + 1, relation + 1))
        nn.init.normal_(self.rel, std=0.02)
        nn.init.normal_(self.arc, std=0.02)
        self.name_inner = Mlp(3 * WIDTH, name, head_dropout)
        self.name = nn.Linear(name, len(labels["names"]))

    def encode(self, pieces: Tensor, shapes: Tensor, lengths: Tensor) -> Tensor:
        """Return states (batch, pieces, WIDTH)."""
        positions = torch.arange(pieces.shape[1])
        states = self.word(pieces) + self.position(positions) + self.shape(shapes)
        states = self.dropout(self.norm(states))
        mask = (positions[None, :] < lengths[:, None])[:, None, None, :]
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def forward(self, pieces: Tensor, shapes: Tensor, lengths: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """Return scores; `firsts` (batch, 1 + words) indexes first pieces, 0 the CLS that serves as root."""
        states = self.encode(pieces, shapes, lengths)
        nodes = states.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH))
        nodes = self.head_dropout(nodes)
        words = nodes[:, 1:]
        around = torch.cat([nodes, nodes[:, :1]], 1)  # CLS stands beyond either end
        windows = torch.cat([around[:, :-2], words, around[:, 2:]], dim=2)
        arc_dependent, arc_head = self.arc_dependent(words), self.arc_head(nodes)
        ones = torch.ones(*arc_dependent.shape[:2], 1)
        arcs = torch.cat([arc_dependent, ones], 2) @ self.arc @ arc_head.transpose(1, 2)
        return {
            "upos": self.upos(words),
            "xpos": self.xpos(words),
            "arcs": arcs,
            "rel_dependent": self.rel_dependent(words),
            "rel_head": self.rel_head(nodes),
            "names": self.name(self.name_inner(windows)),
        }

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Score labels for pairs (n, size) of dependents and their heads."""
        ones = torch.ones(len(dependents), 1)
        dependents, heads = torch.cat([dependents, ones], 1), torch.cat([heads, ones], 1)
        return torch.einsum("nd,lde,ne->nl", dependents, self.rel, heads)


def load_minilm(network: Network, path: Path) -> None:
    """Fill the encoder from model.safetensors: word embeddings frozen, token type 0 folded into positions."""
    tensors = read_safetensors(path)
    prefix = "" if "embeddings.word_embeddings.weight" in tensors else "bert."
    get = {key.removeprefix(prefix): value for key, value in tensors.items()}
    with torch.no_grad():
        network.word.weight.copy_(get["embeddings.word_embeddings.weight"])
        network.word.weight.requires_grad = False
        network.position.weight.copy_(
            get["embeddings.position_embeddings.weight"] + get["embeddings.token_type_embeddings.weight"][0]
        )
        _copy(network.norm, get, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            assert isinstance(layer, Layer)
            at = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                joined = torch.cat(
                    [get[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                )
                getattr(layer.qkv, part).copy_(joined)
            _copy(layer.out, get, at + "attention.output.dense")
            _copy(layer.norm1, get, at + "attention.output.LayerNorm")
            _copy(layer.up, get, at + "intermediate.dense")
            _copy(layer.down, get, at + "output.dense")
            _copy(layer.norm2, get, at + "output.LayerNorm")


def _copy(module: nn.Module, tensors: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).copy_(tensors[f"{name}.{part}"])


def read_safetensors(path: Path) -> dict[str, Tensor]:
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        kind = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}[entry["dtype"]]
        chunk = bytearray(raw[8 + size + start : 8 + size + end])
        found[name] = torch.frombuffer(chunk, dtype=kind).reshape(entry["shape"]).float()
    return found
