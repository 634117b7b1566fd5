"""Tags -> a rough tree: phrases to their heads, the rest to the nearest verb."""

from __future__ import annotations

from collections.abc import Sequence

_NOMINAL = ("NOUN", "PROPN", "PRON")
_INSIDE = ("DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "PART", "PRON", "PUNCT")
_BE = {"is", "are", "am", "was", "were", "be", "been", "being", "'re", "'m"}

Tags = Sequence[tuple[str, str]]


class _Tree:
    def __init__(self, words: Sequence[str], tags: Tags) -> None:
        self.words = [word.lower() for word in words]
        self.tags = tags
        self.heads: list[int | None] = [None] * len(words)
        self.relations = ["dep"] * len(words)

    def hang(self, word: int, head: int, relation: str) -> None:
        """Attach a word that hangs nowhere yet, unless that closes a circle."""
        if self.heads[word] is not None or word == head:
            return
        above: int | None = head
        while above is not None and above >= 0:
            if above == word:
                return
            above = self.heads[above]
        self.heads[word], self.relations[word] = head, relation


def attach(words: Sequence[str], tags: Tags) -> tuple[list[int], list[str]]:
    """Return heads (-1 the root) and relations of a sentence; always one tree."""
    tree = _Tree(words, tags)
    nouns = _noun_phrases(tree)
    verbs = _verb_groups(tree)
    root = _root(tree, verbs, nouns)
    tree.heads[root], tree.relations[root] = -1, "root"
    for number, verb in enumerate(verbs):
        _clause(tree, verb, verbs=verbs, number=number, root=root)
    _arguments(tree, nouns, verbs, root)
    for at in range(len(words)):
        relation = "punct" if tags[at][0] == "PUNCT" else _loose(tree, at)
        tree.hang(at, _nearest(verbs, at, root) if tags[at][0] != "PUNCT" else root, relation)
        tree.hang(at, root, relation)
    return [-1 if head is None else head for head in tree.heads], tree.relations


def _noun_phrases(tree: _Tree) -> list[int]:
    """Attach determiners, adjectives and compounds to their noun; return the heads."""
    heads = []
    at = len(tree.tags) - 1
    while at >= 0:
        if tree.tags[at][0] not in _NOMINAL or tree.tags[at][1] in ("PRP$", "WP$"):
            at -= 1
            continue
        heads.append(at)
        head, at = at, at - 1
        if tree.tags[head][0] == "PRON":
            continue
        while at >= 0 and tree.tags[at][0] in _INSIDE:
            upos, xpos = tree.tags[at]
            if xpos == "POS":
                break
            if (
                (upos == "PUNCT" and xpos != "HYPH")
                or (upos == "PRON" and xpos not in ("PRP$", "WP$"))
                or xpos == "TO"
            ):
                break
            tree.hang(at, head, _inside(upos, xpos))
            at -= 1
        if at > 0 and tree.tags[at][1] == "POS":
            tree.hang(at, at - 1, "case")
            tree.hang(at - 1, head, "nmod:poss")
    return sorted(heads)


def _inside(upos: str, xpos: str) -> str:
    if xpos in ("PRP$", "WP$"):
        return "nmod:poss"
    return {"DET": "det", "ADJ": "amod", "NUM": "nummod", "PUNCT": "punct"}.get(upos, "compound")


def _verb_groups(tree: _Tree) -> list[int]:
    """Attach auxiliaries, negations and adverbs to their verb; return the verbs."""
    verbs = [at for at, (upos, _) in enumerate(tree.tags) if upos == "VERB"]
    for verb in verbs:
        passive = tree.tags[verb][1] == "VBN"
        at = verb - 1
        while at >= 0 and tree.tags[at][0] in ("AUX", "ADV", "PART"):
            upos, xpos = tree.tags[at]
            if upos == "AUX":
                tree.hang(at, verb, "aux:pass" if passive and tree.words[at] in _BE else "aux")
            elif xpos == "TO":
                tree.hang(at, verb, "mark")
            elif xpos != "POS":
                tree.hang(at, verb, "advmod")
            at -= 1
    return verbs


def _root(tree: _Tree, verbs: list[int], nouns: list[int]) -> int:
    """Return the first finite verb of a main clause, else the first verb, noun or word."""
    for verb in verbs:
        marked = any(
            tree.tags[at][1] in ("WDT", "WP", "WRB") or tree.tags[at][0] == "SCONJ"
            for at in range(max(0, verb - 4), verb)
        )
        if tree.tags[verb][1] in ("VBD", "VBZ", "VBP", "VBN") and not marked:
            return verb
    free = [noun for noun in nouns if tree.heads[noun] is None]
    return (verbs or free or [0])[0]


def _clause(tree: _Tree, verb: int, *, verbs: list[int], number: int, root: int) -> None:
    """Attach a verb that is not the root to an earlier verb or noun."""
    if verb == root:
        return
    before = verbs[number - 1] if number else root
    at = verb - 1
    while at >= 0 and tree.heads[at] == verb:
        at -= 1
    marks = [
        mark
        for mark in range(max(0, verb - 5), verb)
        if tree.tags[mark][0] == "SCONJ" or tree.tags[mark][1] in ("WDT", "WP")
    ]
    if any(tree.tags[child][1] == "TO" for child in range(verb) if tree.heads[child] == verb):
        tree.hang(verb, before, "xcomp")
    elif marks and tree.tags[marks[-1]][0] == "SCONJ":
        tree.hang(marks[-1], verb, "mark")
        tree.hang(verb, before, "ccomp" if tree.words[marks[-1]] == "that" else "advcl")
    elif marks and marks[-1] > 0 and tree.tags[marks[-1] - 1][0] in _NOMINAL:
        tree.hang(verb, marks[-1] - 1, "acl:relcl")
    elif at >= 0 and tree.tags[at][0] == "CCONJ":
        tree.hang(at, verb, "cc")
        tree.hang(verb, before, "conj")
    elif tree.tags[verb][1] in ("VBG", "VBN") and at >= 0 and tree.tags[at][0] in _NOMINAL:
        tree.hang(verb, at, "acl")
    else:
        tree.hang(verb, before, "parataxis" if verb < root else "advcl")


def _arguments(tree: _Tree, nouns: list[int], verbs: list[int], root: int) -> None:
    """Attach nouns as subjects, objects, obliques and modifiers."""
    for noun in nouns:
        if tree.heads[noun] is not None:
            continue
        start = min([noun, *[at for at in range(noun) if tree.heads[at] == noun]])
        before = tree.tags[start - 1][0] if start else ""
        if before == "ADP":
            tree.hang(start - 1, noun, "case")
            held = start - 2
            nominal = held >= 0 and held in nouns
            if nominal and (tree.words[start - 1] == "of" or tree.tags[held][0] == "NOUN"):
                tree.hang(noun, held, "nmod")
            else:
                tree.hang(noun, _nearest(verbs, noun, root), "obl")
        elif before == "CCONJ" and start > 1 and start - 2 in nouns:
            tree.hang(start - 1, noun, "cc")
            tree.hang(noun, start - 2, "conj")
        else:
            _subject_or_object(tree, noun, verbs, root)


def _subject_or_object(tree: _Tree, noun: int, verbs: list[int], root: int) -> None:
    after = next((verb for verb in verbs if verb > noun), None)
    before = next((verb for verb in reversed(verbs) if verb < noun), None)
    barred = after is None or any(tree.tags[at][0] == "ADP" for at in range(noun + 1, noun + 1))
    taken = any(
        head == after and relation.startswith("nsubj")
        for head, relation in zip(tree.heads, tree.relations, strict=True)
    )
    near = before is not None and noun - before <= 4 and (after is None or noun - before < after - noun)  # noqa: PLR2004
    if not barred and not taken and not near and after is not None:
        tree.hang(noun, after, "nsubj:pass" if _passive(tree, after) else "nsubj")
    elif before is not None:
        has_object = any(
            head == before and relation == "obj"
            for head, relation in zip(tree.heads, tree.relations, strict=True)
        )
        tree.hang(noun, before, "obl" if has_object else "obj")
    else:
        tree.hang(noun, root, "dep")


def _passive(tree: _Tree, verb: int) -> bool:
    return any(
        head == verb and relation == "aux:pass"
        for head, relation in zip(tree.heads, tree.relations, strict=True)
    )


def _nearest(verbs: list[int], at: int, root: int) -> int:
    """Return the last verb before a word, else the next one, else the root."""
    earlier = [verb for verb in verbs if verb < at]
    later = [verb for verb in verbs if verb > at]
    return earlier[-1] if earlier else (later[0] if later else root)


def _loose(tree: _Tree, at: int) -> str:
    kinds = {
        "ADV": "advmod",
        "AUX": "aux",
        "ADP": "case",
        "SCONJ": "mark",
        "CCONJ": "cc",
        "DET": "det",
        "NUM": "nummod",
    }
    return kinds.get(tree.tags[at][0], "dep")
