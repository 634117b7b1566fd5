"""Who stands behind words that name nobody: "a Tiger squad" the Tigers, "the occupation" the occupying army.

For ties only. An event keeps the words; a tie needs somebody to hold it, and only where one body of the
report can be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from herodotus.knowledge.reconcile import load_section
from herodotus.knowledge.stems import stem
from herodotus.reconcile.profiles import body_tokens, group_of, trim
from herodotus.types import Entity, Evidence


@dataclass(slots=True)
class Cast:
    """The bodies and persons of each report: report -> Actor -> the telling words of its names there.

    `bonds` are what reports state outright of two Actors, with the words that say so.
    """

    bodies: dict[str, dict[str, frozenset[tuple[str, ...]]]] = field(default_factory=dict)
    titles: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    bonds: list[tuple[str, str, str, Evidence]] = field(default_factory=list)

    def standing_for(self, name: str, *, report: str) -> str | None:
        """Return the one body of a report that a phrase holds the name of, or is the abstract noun of."""
        words = tuple(stem(token) for token in body_tokens(trim(name)))
        bodies = self.bodies.get(report, {})
        held = {actor for actor, forms in bodies.items() if any(_holds(words, form) for form in forms)}
        if len(held) != 1 and len(words) == 1 and name.lower().startswith("the "):
            held = {
                actor for actor, forms in bodies.items() if any(_abstract(words[0], form) for form in forms)
            }
        return min(held) if len(held) == 1 else None


def cast_of(entities: Iterable[Entity], *, ids: Mapping[str, str]) -> Cast:
    """Return who appears in each report; `ids` entity -> Actor."""
    cast = Cast()
    for entity in entities:
        actor = ids.get(entity.id)
        if actor is None:
            continue
        for told in entity.affiliations:
            if told.other in ids:
                words = Evidence(report=entity.report, start=told.start, end=told.end, quote=told.quote)
                cast.bonds.append((actor, ids[told.other], told.kind, words))
        if group_of(entity.kind) == "person":
            if entity.titles:
                found = cast.titles.setdefault(entity.report, {})
                found[actor] = found.get(actor, frozenset()) | frozenset(entity.titles)
            continue
        forms = cast.bodies.setdefault(entity.report, {})
        named = (
            tuple(stem(token) for token in body_tokens(trim(one))) for one in entity.names or (entity.name,)
        )
        forms[actor] = forms.get(actor, frozenset()) | frozenset(form for form in named if form)
    return cast


def _holds(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Say whether all words of a name stand in a longer phrase, side by side."""
    size = len(form)
    return size < len(words) and any(words[at : at + size] == form for at in range(len(words) - size + 1))


def _abstract(word: str, form: tuple[str, ...]) -> bool:
    """Say whether a word is the abstract noun of a name's first word ("the insurgency", "insurgents")."""
    letters = load_section("standins")["letters"]
    return len(word) >= letters and form[0][:letters] == word[:letters]
