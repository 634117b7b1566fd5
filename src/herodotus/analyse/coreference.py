"""Mentions -> entities: who is meant, inside one report.

A decision list in passes, surest first (after Raghunathan et al., EMNLP 2010): names, institutions
of a country, acronyms in brackets, appositions and titles, relative pronouns, then descriptions and
pronouns in text order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from herodotus.analyse.affiliations import Bond
from herodotus.analyse.clusters import Cluster, Clusters
from herodotus.analyse.found import Found
from herodotus.analyse.names import initials, name_words, same_body, same_person
from herodotus.analyse.references import resolve
from herodotus.knowledge.actors import load_actor_words
from herodotus.types import Affiliation, Entity, Mention, Report, content_id

_BRACKET = re.compile(r"\s*\((?:or |known as |the )?\s*$")


def link(report: Report, mentions: list[Found]) -> Clusters:
    """Return the mentions in clusters; a mention that cannot be placed stands alone."""
    clusters = Clusters()
    _names(mentions, clusters)
    _institutions(mentions, clusters)
    _brackets(report.text, mentions, clusters)
    _acronyms(mentions, clusters)
    _appositions(mentions, clusters)
    _side_by_side(report.text, mentions, clusters)
    _creeds(mentions, clusters)
    _relatives(mentions, clusters)
    resolve(mentions, clusters)
    return clusters


def _names(mentions: list[Found], clusters: Clusters) -> None:
    """Join the names of one bearer; a surname alone only where it has a single bearer."""
    for person in (True, False):
        by_name: dict[tuple[str, ...], list[Found]] = {}
        for mention in mentions:
            if (
                mention.form == "name"
                and mention.name
                and mention.key is None
                and (mention.kind == "person") is person
            ):
                by_name.setdefault(name_words(mention.name), []).append(mention)
        bearers: list[tuple[tuple[str, ...], list[Found]]] = []
        for words, same in sorted(by_name.items(), key=lambda entry: (-len(entry[0]), entry[1][0].start)):
            fits = [bearer for bearer in bearers if _fits(words, bearer[0], same[0], person=person)]
            target = fits[0][1] if len(fits) == 1 else None
            if target is None:
                target = []
                bearers.append((words, target))
            target += same
        for _, bearer in bearers:
            bearer.sort(key=lambda mention: mention.start)
            for mention in bearer:
                clusters.open(bearer[0]) if mention is bearer[0] else clusters.join(bearer[0], mention)


def _fits(words: tuple[str, ...], full: tuple[str, ...], mention: Found, *, person: bool) -> bool:
    return same_person(words, full) if person else same_body(words, full, media=mention.kind == "media")


def _institutions(mentions: list[Found], clusters: Clusters) -> None:
    """Join a country's government, army or police by the country."""
    first: dict[tuple[str, str], Found] = {}
    spelled: dict[str, Found] = {}
    for mention in mentions:
        if mention.key is not None:
            clusters.join(first.setdefault(mention.key, mention), mention)
        elif mention.form == "description" and mention.name:
            clusters.join(spelled.setdefault(" ".join(name_words(mention.name)), mention), mention)


def _brackets(text: str, mentions: list[Found], clusters: Clusters) -> None:
    """Join "Syrian Democratic Forces (SDF)": an acronym in brackets and its expansion, or the reverse."""
    named = [mention for mention in mentions if mention.name]
    for left, right in pairwise(named):
        if right.start < left.end or not _BRACKET.fullmatch(text[left.end : right.start]):
            continue
        assert left.name is not None
        assert right.name is not None
        if right.name.isupper() or initials(left.name, right.name) or initials(right.name, left.name):
            clusters.join(left, right)


def _acronyms(mentions: list[Found], clusters: Clusters) -> None:
    """Join "BSF" and "Border Security Force" where just one body of the report has these initials."""
    bodies = [mention for mention in mentions if mention.name and mention.kind != "person"]
    full = {mention.name: mention for mention in reversed(bodies) if " " in (mention.name or "")}
    for mention in bodies:
        name = mention.name or ""
        if not (name.isupper() and name.isalpha() and len(name) > 1):
            continue
        fitting = {clusters.get(other) for long, other in full.items() if long and _spells(name, long)}
        if len(fitting) == 1:
            clusters.join(
                next(other for long, other in full.items() if long and _spells(name, long)), mention
            )


def _spells(acronym: str, name: str) -> bool:
    """Say whether an acronym is the first letters of all words of a name, small words in or out."""
    parts = name.split()
    main = [part for part in parts if part[:1].isupper()]
    return acronym in {"".join(part[0] for part in some).upper() for some in (parts, main)}


def _appositions(mentions: list[Found], clusters: Clusters) -> None:
    """Join "X, a commander in the Y" and "X is the leader of Y"; the description becomes a title of X."""
    at = {(mention.sentence, mention.token): mention for mention in mentions if mention.form != "pronoun"}
    for mention in mentions:
        tree, token = mention.tree, mention.token
        if mention.form == "pronoun":
            continue
        other = None
        if tree.rels[token] == "appos":
            other = at.get((mention.sentence, _described(mention, at)))
        elif tree.kid(token, "cop") is not None and mention.marking in {"the", "a"}:
            subject = tree.kid(token, "nsubj")
            plain = not any(tree.lemma(kid) in {"not", "never"} for kid in tree.children[token])
            other = at.get((mention.sentence, subject)) if subject is not None and plain else None
        if other is not None and _may_be_one(mention, other):
            _entitle(mention, other, clusters)


def _side_by_side(text: str, mentions: list[Found], clusters: Clusters) -> None:
    """Join "the militia leader X" and "the bishop of Dili, X": a role and the name right after it."""
    told = [mention for mention in mentions if mention.form != "pronoun"]
    by_start = {mention.start: mention for mention in told if mention.name and mention.kind == "person"}
    for mention in told:
        if mention.form != "description" or not mention.personal or mention.marking == "bare":
            continue
        gap = next((gap for gap in (", ", " ") if mention.end + len(gap) in by_start), None)
        if gap is not None and text.startswith(gap, mention.end):
            other = by_start[mention.end + len(gap)]
            # "After talks with the president, X said" names another; "the bishop, X, said" does not.
            closed = text[other.end : other.end + 1] in {",", ".", ";", ")", ""}
            if gap == ", " and not closed:
                continue
            if clusters.get(mention) is None or not clusters.open(mention).named:
                _entitle(mention, other, clusters)


def _creeds(mentions: list[Found], clusters: Clusters) -> None:
    """Join "Maoist guerrillas" and "the Maoists": fighters called by their creed."""
    first: dict[str, Found] = {}
    for mention in mentions:
        if mention.form == "pronoun" or mention.kind not in {"armed_group", "group"}:
            continue
        words = [word for word in mention.text.split() if word[:1].isupper()]
        creed = next(
            (word.lower().removesuffix("s") for word in words if word.lower().rstrip("s").endswith("ist")),
            None,
        )
        alone = mention.lemma == creed and mention.marking in {"the", "bare"}
        fighting = mention.kind == "armed_group" and mention.number == "many"
        if creed is None or mention.marking == "a" or not (alone or fighting):
            continue
        if creed not in load_actor_words().peoples:
            mention.name = mention.name or re.sub("^[Tt]he ", "", mention.text)
        if first.setdefault(creed, mention) is not mention:
            clusters.join(first[creed], mention)
        else:
            clusters.open(mention)


def _described(mention: Found, at: dict[tuple[int, int], Found]) -> int:
    """Return the head of the noun an apposition is about: in "the mayor of X, Y" not X but the mayor."""
    tree, current = mention.tree, mention.tree.head(mention.token)
    while (mention.sentence, current) not in at and tree.rels[current] == "nmod":
        current = tree.head(current)
    return current


def _may_be_one(left: Found, right: Found) -> bool:
    """Say whether an apposition may hold: two names never do, kinds and numbers must not clash."""
    if left.name and right.name and not (left.name.isupper() or right.name.isupper()):
        return False
    if (left.kind in {"person", "role"}) != (right.kind in {"person", "role"}):
        return False
    return (
        "many" not in {left.number, right.number}
        or left.number == right.number
        or "either" in {left.number, right.number}
    )


def _entitle(mention: Found, other: Found, clusters: Clusters) -> None:
    clusters.join(other, mention)
    described = mention if mention.form == "description" else other
    cluster = clusters.open(mention)
    if described.form == "description" and cluster.person:
        cluster.learn_title(re.sub(r"^(?:the|an?) ", "", described.text.lower()))


def _relatives(mentions: list[Found], clusters: Clusters) -> None:
    """Join "who" and "which" with the noun that their clause is about."""
    at = {(mention.sentence, mention.token): mention for mention in mentions if mention.marking != "relative"}
    for mention in mentions:
        if mention.marking == "relative":
            about = at.get((mention.sentence, int(mention.words[0])))
            if about is not None:
                clusters.join(about, mention)


def entities(
    report: Report, clusters: Clusters, bonds: Sequence[Bond]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Return mentions and entities in text order; a pronoun that means no actor is left out."""
    mentions: list[Mention] = []
    made: list[Entity] = []
    places: dict[int, int] = {}
    for cluster in clusters.live():
        if all(mention.form == "pronoun" for mention in cluster.mentions):
            continue
        entity = _entity(report, cluster)
        places[id(cluster)] = len(made)
        made.append(entity)
        mentions += [
            Mention(start=m.start, end=m.end, head=m.head, text=m.text, form=m.form, entity=entity.id)
            for m in cluster.mentions
        ]
    for bond in bonds:
        first, second = places.get(id(bond.first)), places.get(id(bond.second))
        if first is not None and second is not None:
            quote = report.text[bond.start : bond.end]
            told = Affiliation(
                other=made[second].id, kind=bond.kind, start=bond.start, end=bond.end, quote=quote
            )
            made[first] = replace(made[first], affiliations=(*made[first].affiliations, told))
            made[second] = replace(made[second], tied=True)
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end, m.head))), tuple(made)


def _entity(report: Report, cluster: Cluster) -> Entity:
    names = sorted(
        cluster.names, key=lambda name: (-len(name_words(name)), -len(name), cluster.names.index(name))
    )
    first = min(cluster.mentions, key=lambda m: (m.form == "pronoun", m.start))
    return Entity(
        id=content_id("entity", report.id, first.start, first.end, first.head),
        report=report.id,
        name=names[0] if names else first.text,
        kind=cluster.kind,
        named=bool(names),
        names=tuple(names),
        titles=tuple(cluster.titles),
        called=tuple(sorted({m.called for m in cluster.mentions if m.called})),
        country=cluster.country,
        mentions=len(cluster.mentions),
    )
