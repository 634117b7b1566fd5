"""Whether what a word tells happened, on the scale of UDS-IH2: -3 surely not, 3 surely so."""

from __future__ import annotations

from herodotus.extract.model import head
from herodotus.extract.model_features import word_states, word_traits
from herodotus.extract.tree import Tree


def reality(tree: Tree, index: int) -> float | None:
    """Return the expected value for a verb or noun, or None without a head for this encoder."""
    model = head("happened", tree.sentence.encoder)
    if model is None:
        return None
    chances = model.chances(word_states(tree, index), word_traits(tree, index))
    return sum(float(step) * chance for step, chance in chances.items())
