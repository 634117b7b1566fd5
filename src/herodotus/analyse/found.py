"""A mention while it is being read: what its words say before it is known whom they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from herodotus.analyse.trees import Tree


@dataclass(slots=True, eq=False)
class Found:
    """One mention: where it stands, and what its words tell of kind, country, number and gender.

    `number`: one, many, either (a government is "it" or "they"). `gender`: male, female, thing,
    person (open) or open. `marking`: the, a, this, whose, bare, name or pronoun. `called`: the name
    with the titles before it, as written.
    """

    tree: Tree
    token: int
    start: int
    end: int
    form: str
    kind: str
    number: str
    gender: str
    marking: str
    lemma: str
    text: str
    name: str | None = None
    key: tuple[str, str] | None = None
    country: str | None = None
    titles: list[str] = field(default_factory=list)
    words: tuple[str, ...] = ()
    cluster: int = -1
    label: str | None = None
    called: str | None = None

    @property
    def head(self) -> int:
        """The offset of the head word."""
        return self.tree.tokens[self.token].start

    @property
    def sentence(self) -> int:
        """The number of the sentence."""
        return self.tree.number

    @property
    def subject(self) -> bool:
        """Whether it is the subject of its clause (or joined to one that is)."""
        return self.tree.rels[self.tree.climb(self.token, "conj")] == "nsubj"

    @property
    def personal(self) -> bool:
        """Whether it is one human being."""
        return self.kind in {"person", "role"} and self.number == "one"
