"""Who leads, speaks for, belongs to or stands with whom, by the words that say so.

"The militia leader Hale", "Hale, who commands the western division", "men loyal to Hale", "Hale's
fighters", "the Brigade, armed wing of the Party". Only what is stated of one actor and another of the
same report; each keeps its characters. Unnamed actors take part: a later stage decides who is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from herodotus.analyse.clusters import Cluster, Clusters
from herodotus.analyse.found import Found
from herodotus.analyse.trees import Tree
from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import load_actor_words, load_countries, words

_BODIES = frozenset({"armed_group", "armed_force", "party", "government", "organization", "media"})
_UNREAL = frozenset({"not", "never", "n't", "will", "would", "may", "might", "could", "should"})


@dataclass(frozen=True, slots=True)
class Bond:
    """`first` leads, speaks for, ... `second`; the characters say so."""

    first: Cluster
    second: Cluster
    kind: str
    start: int
    end: int


def find_bonds(mentions: list[Found], clusters: Clusters) -> list[Bond]:
    """Return the bonds that a report's words state, in text order, each pair and kind once."""
    reader = _Reader(mentions, clusters)
    found: dict[tuple[int, int, str], Bond] = {}
    for mention in mentions:
        for bond in reader.read(mention):
            if bond.first is not bond.second:
                found.setdefault((id(bond.first), id(bond.second), bond.kind), bond)
    return sorted(found.values(), key=lambda bond: (bond.start, bond.end, bond.kind))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {key: words(text) for key, text in load_toml("languages/en_actors.toml")["affiliations"].items()}


@cache
def _kind_of(lemma: str) -> str | None:
    """Return what a role makes of its bearer: leads, speaks for, member of; None for no role of a body."""
    for kind in ("speaks for", "member of", "leads", "part of"):
        if lemma in _words()[kind.replace(" ", "_")]:
            return kind
    return None


def _is_plain(mention: Found, lemma: str) -> bool:
    """Say whether a description is no more than this noun: "the army", "militias"; not "30 rebels"."""
    bare = {word for word in mention.words if word != mention.lemma and not word.startswith(mention.lemma)}
    return mention.form == "description" and mention.lemma == lemma and mention.marking != "a" and not bare


class _Reader:
    def __init__(self, mentions: list[Found], clusters: Clusters) -> None:
        self.clusters = clusters
        self.mentions = mentions
        self.at = {(m.sentence, m.token): m for m in mentions if clusters.get(m) is not None}

    def cluster(self, tree: Tree, token: int) -> Cluster | None:
        mention = self.at.get((tree.number, token))
        return self.clusters.get(mention) if mention is not None else None

    def read(self, mention: Found) -> Iterator[Bond]:
        """Yield what the words around one mention say."""
        own = self.clusters.get(mention)
        if own is None:
            return
        yield from self._verb(mention, own)
        if mention.form == "pronoun":
            return
        yield from self._role(mention, own)
        yield from self._title(mention, own)
        yield from self._part(mention, own)
        yield from self._participle(mention, own)
        yield from self._owner(mention, own)

    def _bond(self, first: Cluster, second: Cluster, kind: str, tree: Tree, tokens: tuple[int, int]) -> Bond:
        """Return a bond that stands on the words from one token to the other, names whole."""
        told = [self.at.get((tree.number, token)) for token in tokens]
        starts = [tree.tokens[token].start for token in tokens]
        ends = [
            mention.end if mention is not None and mention.form == "name" else tree.tokens[token].end
            for token, mention in zip(tokens, told, strict=True)
        ]
        return Bond(first, second, kind, min(starts), max(ends))

    def _role(self, mention: Found, own: Cluster) -> Iterator[Bond]:
        """Read "a commander of the Front", "the army's spokesman", "Hale's prime minister"."""
        tree, noun = mention.tree, mention.token
        kind = _kind_of(tree.lemma(noun))
        if mention.form != "description" or kind is None or mention.number == "many":
            return
        if kind == "leads" and mention.marking == "a":
            kind = "member of"
        for kid, body in self._bodies_of(tree, noun):
            told = "serves" if body.person else kind
            yield self._bond(own, body, told, tree, (noun, kid))

    def _part(self, mention: Found, own: Cluster) -> Iterator[Bond]:
        """Read "the Brigade, armed wing of the Party": the wing itself is no mention of anybody."""
        tree = mention.tree
        for wing in tree.kids(mention.token, "appos"):
            if (
                _kind_of(tree.lemma(wing)) == "part of"
                and self.cluster(tree, wing) is None
                and not own.person
            ):
                for kid, body in self._bodies_of(tree, wing):
                    yield self._bond(own, body, "part of", tree, (wing, kid))

    def _bodies_of(self, tree: Tree, noun: int) -> Iterator[tuple[int, Cluster]]:
        for kid in tree.kids(noun, "nmod"):
            marks = {tree.word(case) for case in tree.kids(kid, "case")}
            owner = tree.tokens[kid].deprel == "nmod:poss"
            body = self.cluster(tree, kid)
            empty = tree.lemma(kid) in _words()["no_body"]
            if body is not None and not empty and (owner or marks & {"of", "for", "in", "with", "at"}):
                yield kid, body
        for kid in tree.kids(noun, "compound", "amod", "nmod"):
            if kid < noun and tree.kid(kid, "case") is None:
                body = self.cluster(tree, kid) or self._called(tree, kid)
                if body is not None and not body.person:
                    yield kid, body

    def _called(self, tree: Tree, word: int) -> Cluster | None:
        """Return the body that a modifier names: "militia" in "militia leader", "US" in "US envoy"."""
        lemma, code = tree.lemma(word), load_countries().code(tree.word(word))
        bodies = [c for c in self.clusters.live() if c.kind in _BODIES and not c.person]
        if code is not None:
            return next((c for c in bodies if ("government", code) in c.keys), None)
        if tree.tokens[word].text[:1].isupper():
            fitting = [c for c in bodies if any(lemma in name.lower().split() for name in c.names)]
            return fitting[0] if len(fitting) == 1 else None
        plain = [c for c in bodies if any(_is_plain(m, lemma) for m in c.mentions)]
        if len(plain) == 1:
            return plain[0]
        kind = load_actor_words().kinds.get(lemma)
        named = [c for c in bodies if c.named and c.kind == kind == "armed_group"]
        return named[0] if not plain and len(named) == 1 else None

    def _title(self, mention: Found, own: Cluster) -> Iterator[Bond]:
        """Read "Mahdi Army commander Hale": a role before the name, and the body before the role."""
        if mention.form != "name" or not own.person:
            return
        tree = mention.tree
        for role in tree.kids(mention.token, "compound", "nmod", "amod", "appos"):
            kind = _kind_of(tree.lemma(role))
            if kind is None or role > mention.token:
                continue
            for kid, body in self._bodies_of(tree, role):
                yield self._bond(own, body, "serves" if body.person else kind, tree, (kid, mention.token))
            for kid in tree.kids(mention.token, "compound", "nmod", "amod"):
                before = self._called(tree, kid) if kid < role and tree.kid(kid, "case") is None else None
                if before is not None:
                    yield self._bond(own, before, kind, tree, (kid, mention.token))

    def _verb(self, mention: Found, own: Cluster) -> Iterator[Bond]:
        """Read "Hale, who commands the western division", "Hale leads the Front"."""
        tree, verb = mention.tree, mention.tree.head(mention.token)
        if verb < 0 or tree.tokens[mention.token].deprel != "nsubj" or not own.person:
            return
        thing = tree.kid(verb, "obj")
        real = not {tree.word(kid) for kid in tree.kids(verb, "aux", "advmod")} & _UNREAL
        if tree.lemma(verb) in _words()["leading"] and thing is not None and real:
            body = self.cluster(tree, thing)
            if body is not None and body.kind in _BODIES and not body.person:
                yield self._bond(own, body, "leads", tree, (mention.token, thing))

    def _participle(self, mention: Found, own: Cluster) -> Iterator[Bond]:
        """Read "men loyal to Hale", "the militia led by Hale", "rebels backed by the republic"."""
        tree = mention.tree
        for kid in tree.kids(mention.token, "acl", "amod"):
            for other in tree.kids(kid, "obl", "nmod"):
                marks = {tree.word(case) for case in tree.kids(other, "case")}
                body = self.cluster(tree, other)
                if body is None:
                    continue
                lemma, tokens = tree.lemma(kid), (mention.token, other)
                loyal = {lemma, tree.word(kid)} & _words()["loyal"]
                if loyal and marks & {"to", "with"}:
                    yield self._bond(own, body, "allied with", tree, tokens)
                elif lemma in _words()["leading"] and "by" in marks and body.person:
                    yield self._bond(body, own, "leads", tree, tokens)
                elif lemma in _words()["backing"] and "by" in marks:
                    yield self._bond(body, own, "backs", tree, tokens)

    def _owner(self, mention: Found, own: Cluster) -> Iterator[Bond]:
        """Read "Hale's fighters", "his militia": armed people are led by whose they are called."""
        tree = mention.tree
        if mention.form != "description" or mention.kind not in {"armed_group", "armed_force", "party"}:
            return
        for kid in tree.kids(mention.token, "nmod"):
            owner = self.cluster(tree, kid) if tree.tokens[kid].deprel == "nmod:poss" else None
            if owner is not None and owner.person:
                yield self._bond(owner, own, "leads", tree, (kid, mention.token))
