"""How often each construction of speech is read right, and what each act commits a voice to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import words


@dataclass(frozen=True, slots=True)
class Certainty:
    """`base` and `weights` are log odds that sum to a probability; `values` are FactBank's by act."""

    base: float
    weights: dict[str, float]
    least: float
    most: float
    values: dict[str, str]
    doubting: frozenset[str]
    source: float
    held: float
    open: float


@cache
def load_certainty() -> Certainty:
    """Return `knowledge/certainty.toml`."""
    table = load_toml("certainty.toml")
    commits = table["commitment"]
    return Certainty(
        base=table["base"],
        weights=table["weights"],
        least=table["least"],
        most=table["most"],
        values=commits["values"],
        doubting=words(commits["doubting"]),
        source=commits["source"],
        held=commits["held"],
        open=commits["open"],
    )
