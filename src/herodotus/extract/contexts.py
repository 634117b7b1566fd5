"""The matters in which an event stands: PLOVER's contexts by the words of its sentence."""

from __future__ import annotations

from functools import cache

from herodotus.extract.drafts import Draft
from herodotus.extract.tree import Tree
from herodotus.knowledge import load_toml


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for context, words in load_toml("contexts.toml")["context"].items():
        for word in words.split(","):
            found.setdefault(word.strip(), []).append(context)
    return {word: tuple(contexts) for word, contexts in found.items()}


def contexts_of(tree: Tree, draft: Draft) -> tuple[str, ...]:
    """Return the contexts of the sense and of the sentence's words, sorted."""
    found = set(draft.trigger.sense.contexts)
    for index, lemma in enumerate(tree.lemmas):
        for word in (lemma, f"{lemma} {tree.lemmas[index + 1]}" if index + 1 < len(tree) else lemma):
            found.update(_by_word().get(word, ()))
    return tuple(sorted(found))
