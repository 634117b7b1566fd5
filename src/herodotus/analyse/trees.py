"""A sentence's tree, ready to be asked for children, subtrees and phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from herodotus.types import Sentence, Token

# What hangs on a noun but is no part of the phrase that names it.
OUTSIDE_NOUN = frozenset(
    {
        "acl",
        "appos",
        "parataxis",
        "conj",
        "cc",
        "cop",
        "nsubj",
        "csubj",
        "aux",
        "mark",
        "advcl",
        "ccomp",
        "xcomp",
        "punct",
        "discourse",
        "vocative",
        "dislocated",
        "expl",
        "orphan",
        "advmod",
        "obl",
        "list",
        "reparandum",
        "obj",
    }
)
# Prepositions of how, by whom and when something was done; what follows them names nobody.
OF_THE_ACT = frozenset(
    {"with", "by", "after", "before", "during", "amid", "since", "until", "despite", "without"}
)
CHARGING = frozenset({"accuse", "blame", "charge", "suspect", "convict", "acquit"})
QUOTES = frozenset("\"“”«»‘’'`„‟")


class Tree:
    """One sentence with its dependants by head; indices are those of `sentence.tokens`."""

    __slots__ = ("children", "heads", "lemmas", "low", "number", "rels", "sentence", "tokens")

    def __init__(self, sentence: Sentence, *, number: int) -> None:
        """Index the tree once; `number` is the sentence's place in the report."""
        self.sentence = sentence
        self.number = number
        self.tokens = sentence.tokens
        self.rels = [token.deprel.split(":", 1)[0] for token in self.tokens]
        self.low = [token.text.lower() for token in self.tokens]
        self.lemmas = [token.lemma.lower() for token in self.tokens]
        self.heads = [token.head for token in self.tokens]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head >= 0:
                self.children[token.head].append(index)

    def head(self, index: int) -> int:
        """Return the index of the head, -1 for the root."""
        return self.heads[index]

    def hang(self, index: int, head: int, rel: str) -> None:
        """Hang a token on another head: how a mended tree differs from the parser's."""
        if self.heads[index] >= 0:
            self.children[self.heads[index]].remove(index)
        self.heads[index], self.rels[index] = head, rel
        self.children[head] = sorted([*self.children[head], index])

    def kids(self, index: int, *rels: str) -> list[int]:
        """Return the dependants of these relations (without subtypes), in text order."""
        return [kid for kid in self.children[index] if self.rels[kid] in rels]

    def kid(self, index: int, *rels: str) -> int | None:
        """Return the first dependant of these relations."""
        return next((kid for kid in self.children[index] if self.rels[kid] in rels), None)

    def lemma(self, index: int) -> str:
        """Return the lemma, lower case."""
        return self.lemmas[index]

    def word(self, index: int) -> str:
        """Return the word itself, lower case."""
        return self.low[index]

    def subtree(self, index: int, *, keep: Callable[[int], bool] | None = None) -> list[int]:
        """Return `index` and all below it for which `keep` holds, in text order."""
        found, waiting = [], [index]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting += [kid for kid in self.children[current] if keep is None or keep(kid)]
        return sorted(found)

    def offsets(self, indices: Iterable[int]) -> tuple[int, int]:
        """Return the characters from the first to the last of these tokens."""
        tokens: list[Token] = [self.tokens[index] for index in indices]
        return min(token.start for token in tokens), max(token.end for token in tokens)

    def phrase(self, index: int) -> list[int]:
        """Return the noun phrase around a head, without preposition, relative clause and apposition."""
        charge = self._charge(index)

        def keep(kid: int) -> bool:
            if self.rels[kid] == "nmod" and self.tokens[kid].xpos == "VBG" and self.children[kid]:
                return False
            if self.heads[kid] == index:
                return (
                    kid != charge
                    and self.rels[kid] not in OUTSIDE_NOUN
                    and not self._leads(kid, index)
                    and not self._circumstance(kid)
                )
            return self.rels[kid] not in {"acl", "appos", "parataxis", "advcl"} and not self._circumstance(
                kid
            )

        return self._around(index, self.subtree(index, keep=keep))

    def _charge(self, index: int) -> int | None:
        """Return the charge in "accused the governor of murder", which is no part of who he is."""
        head = self.heads[index]
        if head < 0 or self.lemmas[head] not in CHARGING or self.rels[index] not in {"obj", "nsubj"}:
            return None
        of = [
            kid
            for kid in self.kids(index, "nmod")
            if {self.low[c] for c in self.kids(kid, "case")} & {"of", "for"}
        ]
        return of[-1] if of and of[-1] > index else None

    def _circumstance(self, kid: int) -> bool:
        """Say whether a phrase is of the act, though it hangs on a noun: "the crowd with a gun"."""
        return self.rels[kid] in {"nmod", "obl"} and any(
            self.low[case] in OF_THE_ACT for case in self.kids(kid, "case")
        )

    def _leads(self, kid: int, index: int) -> bool:
        """Say whether a dependant stands before the phrase (its preposition, "both", a name of a day)."""
        deprel = self.tokens[kid].deprel
        if deprel in {"cc:preconj", "nmod:tmod", "nmod:unmarked", "nmod:npmod", "det:predet"}:
            return True
        return self.rels[kid] == "case" and kid < index

    def _around(self, index: int, indices: list[int]) -> list[int]:
        """Return the unbroken run of tokens about the head; a comma inside does not break it."""
        inside = set(indices)
        low = high = index
        while low > 0 and (low - 1 in inside or (low - 2 in inside and self._bridges(low - 1))):
            low -= 1 if low - 1 in inside else 2
        last = len(self.tokens) - 1
        while high < last and (high + 1 in inside or (high + 2 in inside and self._bridges(high + 1))):
            high += 1 if high + 1 in inside else 2
        while low < index and (self.tokens[low].upos in {"PUNCT", "CCONJ"} or self.rels[low] == "cc"):
            low += 1
        while high > index and self.tokens[high].upos == "PUNCT" and self.tokens[high].text not in {")", "]"}:
            high -= 1
        return list(range(low, high + 1))

    def _bridges(self, index: int) -> bool:
        return self.tokens[index].upos in {"PUNCT", "CCONJ", "SYM"} and self.tokens[index].text not in {
            "(",
            ")",
            ";",
            ":",
        }

    def top(self, indices: Iterable[int]) -> int:
        """Return the token of a span whose head lies outside it (the last one where several do)."""
        inside = list(indices)
        tops = [index for index in inside if self.heads[index] not in inside]
        return tops[-1] if tops else inside[-1]

    def climb(self, index: int, *rels: str) -> int:
        """Follow these relations upwards and return where they end (from a conjunct to the first one)."""
        while self.rels[index] in rels and self.heads[index] >= 0:
            index = self.heads[index]
        return index
