"""What the trained heads see: states of the encoder at a word or between two, named traits of the tree."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from herodotus.extract.modality import grammar_at
from herodotus.extract.tree import Tree

Array = NDArray[np.float32]

_UP = 3  # governors that can still decide whether a word's happening is real
_BESIDE = frozenset({"advmod", "aux", "mark", "cop", "case", "det", "nsubj", "obj", "cc", "expl"})
_VERBAL = frozenset({"VERB", "AUX"})


def hashed(traits: Iterable[str], *, size: int) -> NDArray[np.int64]:
    """Return the table rows of named traits: the same on every machine and in every process."""
    return np.array(sorted({zlib.crc32(trait.encode()) % size for trait in traits}), dtype=np.int64)


def word_states(tree: Tree, index: int) -> Array:
    """Return five states laid end to end: the word, its governor, its subject, its object, the sentence."""
    states: Array = tree.sentence.states
    nothing = np.zeros(states.shape[1], dtype=np.float32)
    head = tree.head(index)
    subject = tree.kid(index, "nsubj", "csubj")
    goal = tree.kid(index, "obj", "ccomp", "xcomp", "obl", "nmod")
    parts = [
        states[index],
        states[head] if head >= 0 else nothing,
        states[subject] if subject is not None else nothing,
        states[goal] if goal is not None else nothing,
        states.mean(axis=0),
    ]
    return np.concatenate(parts)


def word_traits(tree: Tree, index: int) -> list[str]:
    """Return the traits of a word that bear on its type and on whether it happened."""
    lemma = tree.lemmas[index]
    found = [f"w={lemma}", f"x={tree.tokens[index].xpos}", f"r={tree.full_rel(index)}"]
    found.append(f"n={tree.low[index]}")
    modality, why = grammar_at(tree, index)
    found += [f"m={modality}", *(f"mw={word}" for word in why)]
    for kid in tree.children[index]:
        relation = tree.rel(kid)
        if relation in _BESIDE:
            found.append(f"k={relation}:{tree.low[kid]}")
        found.append(f"kr={tree.full_rel(kid)}")
    node, path = index, ""
    for step in range(_UP):
        head = tree.head(node)
        if head < 0:
            found.append(f"top{step}")
            break
        path += f"/{tree.rel(node)}"
        found += [f"g{step}={tree.lemmas[head]}:{tree.rel(node)}", f"gp={path}"]
        found.append(f"gx{step}={tree.tokens[head].xpos}")
        found += [
            f"gk{step}={tree.low[kid]}"
            for kid in tree.kids(head, "advmod", "aux", "mark", "cop", "case", "det")
            if kid != index
        ]
        node = head
    words = tree.low
    found += [f"b={word}" for word in words[max(0, index - 3) : index]]
    found += [f"a={word}" for word in words[index + 1 : index + 3]]
    found.append(f"end={words[-1]}")
    return found


def path_between(tree: Tree, first: int, second: int) -> tuple[list[int], int]:
    """Return the words on the way from one word to another, both left out, and the highest of them all."""
    up = [first, *tree.ancestors(first)]
    down = [second, *tree.ancestors(second)]
    shared = next((node for node in up if node in down), None)
    if shared is None:
        return [], first
    way = [*up[: up.index(shared)], shared, *reversed(down[: down.index(shared)])]
    return [node for node in way if node not in {first, second}], shared


def pair_states(tree: Tree, first: int, second: int) -> Array:
    """Return eight states end to end: both words, their governors, the top, the way, between, all."""
    states: Array = tree.sentence.states
    nothing = np.zeros(states.shape[1], dtype=np.float32)
    way, top = path_between(tree, first, second)
    low, high = sorted((first, second))
    between = states[low + 1 : high]
    heads = [tree.head(first), tree.head(second)]
    parts = [
        states[first],
        states[second],
        *(states[head] if head >= 0 else nothing for head in heads),
        states[top],
        states[way].mean(axis=0) if way else nothing,
        between.mean(axis=0) if len(between) else nothing,
        states.mean(axis=0),
    ]
    return np.concatenate(parts)


def pair_traits(tree: Tree, first: int, second: int) -> list[str]:
    """Return the traits of the way between two words of a sentence."""
    way, top = path_between(tree, first, second)
    found = [f"top={tree.lemmas[top]}", f"fr={tree.full_rel(first)}", f"sr={tree.full_rel(second)}"]
    found += [f"sc={tree.case(second)}", f"fc={tree.case(first)}", f"order={first < second}"]
    for node in way:
        found += [f"p={tree.lemmas[node]}", f"pr={tree.lemmas[node]}:{tree.rel(node)}"]
        if tree.upos(node) in _VERBAL:
            found += [f"v={tree.lemmas[node]}:{tree.case(second)}"]
            beside = tree.kids(node, "obj", "compound", "xcomp")
            found += [f"vk={tree.lemmas[node]}:{tree.low[kid]}" for kid in beside]
            found += [f"vn={tree.low[kid]}" for kid in tree.kids(node, "advmod", "aux", "mark")]
    found.append("way=" + "/".join(tree.rel(node) for node in way[:6]))
    low, high = sorted((first, second))
    found += [f"m={tree.lemmas[node]}" for node in range(low + 1, high)]
    for word, side in ((first, "f"), (second, "s")):
        found.append(f"{side}l={tree.label(word)}")
    return found
