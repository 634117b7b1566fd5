"""One sentence as a tree that can be asked for arguments, spans and clauses; no wrong parse breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from herodotus.extract.repairs import dateline_end, mended
from herodotus.types import Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSE = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp"})
_LEFT_OUT = frozenset(
    {
        "acl",
        "advcl",
        "parataxis",
        "appos",
        "conj",
        "cc",
        "punct",
        "case",
        "mark",
        "discourse",
        "cop",
        "nsubj",
        "csubj",
        "aux",
        "obl",
        "ccomp",
        "dislocated",
        "vocative",
        "orphan",
        "expl",
    }
)
_LEFT_OUT_INSIDE = frozenset(
    {"acl", "advcl", "parataxis", "appos", "discourse", "ccomp", "cop", "nsubj", "dislocated"}
)


class Tree:
    """A sentence with children, heads and spans by token index."""

    __slots__ = (
        "_heads",
        "_plain",
        "_relations",
        "children",
        "lemmas",
        "low",
        "names",
        "opening",
        "sentence",
        "tokens",
    )

    def __init__(self, sentence: Sentence) -> None:
        """Index the sentence; an edge that would close a circle is cut and hangs from the root."""
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.names = sentence.names
        self._heads, self._relations = mended(self.tokens)
        self._plain = [relation.partition(":")[0] for relation in self._relations]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for index, head in enumerate(self._heads):
            if head >= 0:
                self.children[head].append(index)
        self.lemmas = [token.lemma.lower() for token in self.tokens]
        self.low = [token.text.lower() for token in self.tokens]
        self.opening = dateline_end(self.tokens)

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.tokens)

    def head(self, index: int) -> int:
        """Return the head's index, -1 for the root."""
        return self._heads[index]

    def rel(self, index: int) -> str:
        """Return the relation without its subtype."""
        return self._plain[index]

    def full_rel(self, index: int) -> str:
        """Return the relation with its subtype."""
        return self._relations[index]

    def upos(self, index: int) -> str:
        """Return the part of speech."""
        return self.tokens[index].upos

    def kids(self, index: int, *relations: str) -> list[int]:
        """Return the children under any of these relations (subtypes included), in order."""
        plain = self._plain
        return [child for child in self.children[index] if plain[child] in relations]

    def kid(self, index: int, *relations: str) -> int | None:
        """Return the first child under any of these relations."""
        found = self.kids(index, *relations)
        return found[0] if found else None

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield head, head's head, ... up to the root."""
        head = self._heads[index]
        while head >= 0:
            yield head
            head = self._heads[head]

    def below(self, index: int, top: int) -> bool:
        """Return whether `index` stands under `top` (or is it)."""
        return index == top or top in self.ancestors(index)

    def subtree(self, index: int) -> list[int]:
        """Return all tokens under `index`, itself included, in order."""
        found = [index]
        for node in found:
            found.extend(self.children[node])
        return sorted(found)

    def case(self, index: int) -> str:
        """Return the preposition before a nominal, fixed words joined: "because of", "along with"."""
        words: list[int] = []
        for child in self.kids(index, "case", "mark"):
            words.append(child)
            words.extend(self.kids(child, "fixed"))
        return " ".join(
            self.low[word] for word in sorted(words) if self.low[word] not in {"'s", "\u2019s", "'", "\u2019"}
        )

    def conjuncts(self, index: int) -> list[int]:
        """Return a nominal and what is joined to it, in order."""
        return [
            index,
            *(
                child
                for child in self.kids(index, "conj")
                if self.upos(child) in NOMINAL or self._has_noun_shape(child)
            ),
        ]

    def _has_noun_shape(self, index: int) -> bool:
        return self.upos(index) in {"ADJ", "X", "SYM"} or bool(self.kids(index, "det", "nummod"))

    def phrase(self, index: int, *, whole: bool = False) -> tuple[int, int]:
        """Return first and last token of the noun phrase at `index`, without clauses that hang on it.

        `whole` keeps what is joined to it ("police and soldiers").
        """
        inside: set[int] = {index}
        stack = [index]
        while stack:
            node = stack.pop()
            for child in self.children[node]:
                relation = self.rel(child)
                left_out = _LEFT_OUT if node == index else _LEFT_OUT_INSIDE
                if relation == "nmod" and self.case(child) in {
                    "by",
                    "near",
                    "outside",
                    "off",
                    "along",
                    "against",
                }:
                    continue
                if relation in left_out and not (whole and relation in {"conj", "cc", "punct"}):
                    continue
                inside.add(child)
                stack.append(child)
        return self._run(index, inside)

    def _run(self, index: int, inside: set[int]) -> tuple[int, int]:
        first = last = index
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        while (
            first < index
            and self.upos(first) in {"PUNCT", "CCONJ"}
            and self.low[first] not in {'"', "\u201c", "\u2018", "'"}
        ):
            first += 1
        while last > index and self.upos(last) in {"PUNCT", "CCONJ", "ADP"}:
            last -= 1
        return first, last

    def clause(self, index: int) -> int:
        """Return the head of the clause that `index` stands in."""
        node = index
        while self._heads[node] >= 0:
            relation = self.rel(node)
            if relation in CLAUSE and relation != "xcomp" and self._is_clausal(node):
                return node
            if (
                relation == "conj"
                and self.upos(node) in {"VERB", "AUX"}
                and self.kids(node, "nsubj", "obj", "aux", "obl", "ccomp")
            ):
                return node
            node = self._heads[node]
        return node

    def _is_clausal(self, node: int) -> bool:
        return self.upos(node) in {"VERB", "AUX", "ADJ"} or bool(self.kids(node, "cop", "nsubj", "mark"))

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters from one token to another."""
        return self.tokens[first].start, self.tokens[last].end

    def label(self, index: int) -> str | None:
        """Return PER, LOC or ORG where a name covers the token."""
        token = self.tokens[index]
        for name in self.names:
            if name.start <= token.start < name.end:
                return name.label
        return None

    def is_relative(self, index: int) -> bool:
        """Return whether a pronoun points back at the noun its clause hangs on."""
        return self.low[index] in {"who", "which", "that", "whom", "whose"} and self.upos(index) in {
            "PRON",
            "DET",
            "SCONJ",
        }
