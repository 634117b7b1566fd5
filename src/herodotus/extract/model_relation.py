"""What passes between two participants of a sentence, by the trained head: PLOVER's types as told."""

from __future__ import annotations

from herodotus.extract.model import head
from herodotus.extract.model_features import pair_states, pair_traits
from herodotus.extract.tree import Tree

NOTHING = "NONE"


def relation(tree: Tree, first: int, second: int) -> dict[str, float] | None:
    """Return type (or NONE) -> probability for what `first` does to `second`; None without a head."""
    model = head("relation", tree.sentence.encoder)
    if model is None or first == second:
        return None
    return model.chances(pair_states(tree, first, second), pair_traits(tree, first, second))
