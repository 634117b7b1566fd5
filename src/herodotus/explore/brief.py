"""The brief: what the reports say, most contested first; nothing in it without its words and its holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from herodotus.explore.chapters import Chapter, chapter_of, contest_rank, is_contested
from herodotus.explore.lines import Head, heads_of, lines_of
from herodotus.knowledge.wording import limit, say
from herodotus.types import Event, Holdings, Issue, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """One actor in short."""

    actor: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TieView:
    """One tie in words, with how many claims stand under it."""

    a: str
    b: str
    words: str
    when: str
    claims: int
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """Events that a map or a timeline would lose: (event, title) of the first, and how many there are."""

    shown: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a brief shows, in order; `left_out` is section -> how many were left out."""

    reports: tuple[Head, ...]
    claims: int
    events: int
    origins: int
    period: str
    contested: tuple[Chapter, ...]
    agreed: tuple[Chapter, ...]
    single: tuple[Chapter, ...]
    unfulfilled: tuple[Chapter, ...]
    left_out: dict[str, int]
    actors: tuple[ActorView, ...]
    ties: tuple[TieView, ...]
    undated: Tray
    unplaced: Tray
    issues: tuple[Issue, ...]


def make_brief(holdings: Holdings) -> Brief:
    """Return the brief of a record; equal records give equal briefs."""
    heads = heads_of(holdings)
    asserted, claims = _asserted(holdings)
    events = sorted(holdings.events(), key=_by_time)
    sections = _sections(events, asserted)
    shown = {name: tuple(found[: limit(name)]) for name, found in sections.items()}
    wanted = {claim for found in shown.values() for event in found for claim in event.claims}
    lines = lines_of(holdings, wanted, heads=heads)
    actors = {actor.id: actor for actor in holdings.actors()}
    names = {actor.id: actor.name for actor in actors.values()}
    chapters = {
        name: tuple(chapter_of(event, lines, names=names, most=limit("lines")) for event in found)
        for name, found in shown.items()
    }
    frequent = sorted(actors.values(), key=lambda actor: (-actor.mentions, actor.name, actor.id))
    return Brief(
        reports=tuple(sorted(heads.values(), key=lambda head: (head.published, head.label, head.id))),
        claims=claims,
        events=len(events),
        origins=sum(not head.original for head in heads.values()),
        period=_period(events),
        contested=chapters["contested"],
        agreed=chapters["agreed"],
        single=chapters["single"],
        unfulfilled=chapters["unfulfilled"],
        left_out={name: len(found) - len(shown[name]) for name, found in sections.items()},
        actors=tuple(
            ActorView(
                actor=actor.id,
                name=actor.name,
                kind=actor.kind.replace("_", " "),
                aliases=actor.aliases,
                mentions=actor.mentions,
            )
            for actor in frequent[: limit("actors")]
        ),
        ties=_ties(holdings, names),
        undated=_tray(event for event in events if event.time is None or event.time.start is None),
        unplaced=_tray(event for event in events if event.place is None or event.place.lat is None),
        issues=tuple(holdings.issues()),
    )


def _sections(events: list[Event], asserted: set[str]) -> dict[str, list[Event]]:
    """Return section -> events: each event is told once, in the first section that fits."""
    sections: dict[str, list[Event]] = {"contested": [], "agreed": [], "single": [], "unfulfilled": []}
    for event in events:
        if is_contested(event):
            sections["contested"].append(event)
        elif not asserted.intersection(event.claims):
            sections["unfulfilled"].append(event)
        else:
            sections["agreed" if event.origins > 1 else "single"].append(event)
    sections["contested"].sort(key=contest_rank)
    return sections


def _asserted(holdings: Holdings) -> tuple[set[str], int]:
    """Return the claims that a voice says happened, and how many claims there are."""
    asserted: set[str] = set()
    number = 0
    for claim in holdings.claims():
        number += 1
        if claim.modality == "asserted":
            asserted.add(claim.id)
    return asserted, number


def _by_time(event: Event) -> tuple[bool, str, str]:
    """Sort key: dated events in order, then the undated, each by id."""
    start = event.time.start if event.time else None
    return (start is None, start or "", event.id)


def _period(events: Iterable[Event]) -> str:
    """Return the first and last day on which something is said to have happened."""
    starts = [event.time.start for event in events if event.time and event.time.start]
    ends = [event.time.end or event.time.start or "" for event in events if event.time and event.time.start]
    if not starts:
        return say("missing", "time")
    return min(starts) if min(starts) == max(ends) else f"{min(starts)} to {max(ends)}"


def _ties(holdings: Holdings, names: dict[str, str]) -> tuple[TieView, ...]:
    """Return the ties with most claims under them."""
    ties = sorted(
        holdings.ties(), key=lambda tie: (-len(tie.claims), -abs(tie.weight), tie.a, tie.b, tie.kind)
    )
    return tuple(_tie(tie, names) for tie in ties[: limit("ties")])


def _tie(tie: Tie, names: dict[str, str]) -> TieView:
    dates = tie.start if tie.end in (None, tie.start) else f"{tie.start} to {tie.end}"
    return TieView(
        a=names.get(tie.a, tie.a),
        b=names.get(tie.b, tie.b),
        words=f"{tie.kind} ({say('sign', tie.sign)})",
        when=dates or say("missing", "time"),
        claims=len(tie.claims),
        weight=f"{tie.weight:.2f} ({tie.low:.2f} to {tie.high:.2f})",
    )


def _tray(events: Iterable[Event]) -> Tray:
    found = [(event.id, event.title) for event in events]
    return Tray(shown=tuple(found[: limit("trays")]), total=len(found))
