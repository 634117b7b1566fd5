"""Who leads, speaks for or belongs to whom, from titles ("commander of the Lion Brigade") and "led by"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from herodotus.knowledge.reconcile import load_section
from herodotus.knowledge.stems import stem
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.profiles import body_tokens
from herodotus.reconcile.standins import Cast
from herodotus.types import Actor, Evidence


@dataclass(frozen=True, slots=True)
class Membership:
    """An Actor's place with another as one report gives it: leads, speaks for, member of, serves, ...

    `evidence` are the words that say so, where a report states it outright.
    """

    person: str
    body: str
    kind: str
    report: str
    evidence: Evidence | None = None


def memberships(cast: Cast) -> Iterator[Membership]:
    """Yield each membership that a report states, by report, person and body; a title alone where it must."""
    stated = sorted(cast.bonds, key=lambda bond: (bond[3].report, bond[0], bond[1], bond[2], bond[3].start))
    yield from (Membership(first, second, kind, words.report, words) for first, second, kind, words in stated)
    done = {(words.report, first) for first, _, _, words in stated}
    for report in sorted(cast.titles):
        bodies = cast.bodies.get(report, {})
        for person, titles in sorted(cast.titles[report].items()):
            if (report, person) in done:
                continue
            for body, kind in sorted({found for title in titles for found in _places_in(title, bodies)}):
                yield Membership(person, body, kind, report)


def _places_in(title: str, bodies: Mapping[str, frozenset[tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    words = tuple(stem(token) for token in body_tokens(title))
    kind = _kind_of(body_tokens(re.split(load_section("memberships")["hangs"], title)[0]), title)
    if kind is None:
        return
    state = next((word for word in words if word.startswith("@")), None)
    for body, forms in bodies.items():
        for form in forms:
            size = len(form)
            inside = any(words[at : at + size] == form for at in range(len(words) - size + 1))
            ruler = state is not None and form == (state, "government")
            if inside or ruler:
                yield body, kind
                break


def _kind_of(words: Sequence[str], title: str) -> str | None:
    """Return what a title makes of its bearer; "a commander in" leads no more than a part."""
    table = load_section("memberships")
    for kind in ("member of", "speaks for", "leads"):
        if words and stem(words[-1]) in {stem(word) for word in table[kind]}:
            part = re.search(table["part"], title, re.IGNORECASE) is not None
            return "member of" if kind == "leads" and part else kind
    return None


def led_by(keys: Sequence[ClaimKey], *, actors: Sequence[Actor]) -> Iterator[tuple[Membership, ClaimKey]]:
    """Yield who leads a body by a claim's own words: "the army led by X", "X and his Lion Brigade"."""
    patterns = [re.compile(one, re.IGNORECASE) for one in load_section("memberships")["led"]]
    persons, bodies = (_by_name(actors, person=person) for person in (True, False))
    for key in keys:
        for pattern in patterns:
            for match in pattern.finditer(key.quote):
                person = _bearer(match.group("person"), persons)
                body = _bearer(match.group("body"), bodies) or _doer(key, match.start())
                if person is not None and body is not None and person != body:
                    yield Membership(person, body, "leads", key.report), key


def _by_name(actors: Sequence[Actor], *, person: bool) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if (actor.kind == "person") == person:
            for name in (actor.name, *actor.aliases):
                found[name.lower()].add(actor.id)
    return found


def _doer(key: ClaimKey, start: int) -> str | None:
    """Return the claim's one doer, where the phrase begins the clause ("the army led by X attacked")."""
    return key.actors[0] if start == 0 and len(key.actors) == 1 else None


def _bearer(words: str, known: Mapping[str, set[str]]) -> str | None:
    """Return the one Actor of whom a phrase holds the name, the longest name first."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        for at in range(len(parts) - size + 1):
            found = known.get(" ".join(parts[at : at + size]).lower(), ())
            if len(found) == 1:
                return min(found)
    return None
