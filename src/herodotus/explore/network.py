"""The network of actors: signed ties with their evidence, as of a day, laid out the same way each time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from herodotus.explore.entries import Entry, entries_of
from herodotus.explore.lines import around, head_of
from herodotus.knowledge.wording import say
from herodotus.record import Record
from herodotus.record.listing import names_of_actors, ties_between
from herodotus.types import Tie

WIDTH = 960
# Pixels in height: for the first actor, for each more, and at most.
_LEAST_HEIGHT, _A_NODE, _MOST_HEIGHT = 160, 24, 640
# More actors than this are a knot that nobody reads; the table has all of them.
_NODES = 40
# Pairs in the table; one actor's network has all of its own.
_TABLE = 200
# Rounds of the layout; it stands still long before.
_ROUNDS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One actor in the drawing."""

    actor: str
    name: str
    x: float
    y: float
    size: float
    ties: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All ties of one pair: `signs` is with, against, unclear or mixed; `stated` counts words outright."""

    a: str
    b: str
    a_name: str
    b_name: str
    signs: str
    kinds: tuple[str, ...]
    first: str
    last: str
    claims: int
    stated: int
    low: float
    high: float
    weight: float
    x1: float = 0.0
    y1: float = 0.0
    x2: float = 0.0
    y2: float = 0.0
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """The drawing and the table of the strongest pairs; `left_out` counts those that are not drawn."""

    width: int
    height: int
    as_of: str
    first: str
    last: str
    days: int
    day: int
    ego: str
    ego_name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words that state a tie outright ("the militia leader Hale"), in their sentence and report."""

    report: str
    label: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TiePage:
    """The ties of one pair, the claims under them, and the words that state them outright."""

    a: str
    b: str
    a_name: str
    b_name: str
    ties: tuple[tuple[str, str, str, str, int], ...]
    entries: tuple[Entry, ...]
    total: int
    statements: tuple[Statement, ...] = ()


def network_page(record: Record, *, as_of: str = "", days: int | None = None, ego: str = "") -> NetworkPage:
    """Return the network of the ties known by a day (undated ones included), of all or around one actor."""
    every = list(record.ties(actor=ego or None))
    known = sorted(day for tie in every for day in (tie.start, tie.end) if day)
    first, last = (known[0], known[-1]) if known else ("", "")
    until = as_of or _after(first, days) or last
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in every:
        if not until or tie.start is None or tie.start <= until:
            pairs.setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), []).append(tie)
    strongest = sorted(pairs, key=lambda pair: (-sum(map(_grounds, pairs[pair])), pair))[:_TABLE]
    names = names_of_actors(record, {actor for pair in strongest for actor in pair} | {ego})
    edges = sorted(
        (_edge(pair, pairs[pair], names) for pair in strongest),
        key=lambda edge: (-edge.claims - edge.stated, -edge.weight, edge.a_name, edge.b_name, edge.a, edge.b),
    )
    nodes, drawn = _draw(edges, names, ego)
    return NetworkPage(
        width=WIDTH, height=_height(len(nodes)), as_of=until, first=first, last=last,
        days=_between(first, last), day=_between(first, until), ego=ego, ego_name=names.get(ego, ""),
        nodes=nodes, edges=drawn, total=len(pairs), left_out=len(pairs) - sum(edge.drawn for edge in drawn),
    )  # fmt: skip


def tie_page(record: Record, a: str, b: str, *, limit: int = 50, offset: int = 0) -> TiePage:
    """Return the evidence for the ties of two actors."""
    ties = ties_between(record, a, b)
    names = names_of_actors(record, [a, b])
    wanted = sorted({claim for tie in ties for claim in tie.claims})
    shown = record.claims_by_id(wanted[offset : offset + limit])
    return TiePage(
        a=a,
        b=b,
        a_name=names.get(a, a),
        b_name=names.get(b, b),
        ties=tuple(
            (
                tie.kind.replace("_", " "),
                say("sign", tie.sign),
                _when(tie),
                f"{tie.weight:.2f} ({tie.low:.2f} to {tie.high:.2f})",
                _grounds(tie),
            )
            for tie in ties
        ),
        statements=tuple(_statements(record, ties)),
        entries=entries_of(record, [shown[claim] for claim in wanted if claim in shown]),
        total=len(wanted),
    )


def _grounds(tie: Tie) -> int:
    return len(tie.claims) + len(tie.evidence)


def _statements(record: Record, ties: Sequence[Tie]) -> Iterator[Statement]:
    """Yield the words that state a tie, each once, in the order of reports and characters."""
    words = {(one.report, one.start, one.end) for tie in ties for one in tie.evidence}
    for report_id, start, end in sorted(words):
        report = record.report(report_id)
        if report is not None:
            before, after = around(report.text, start, end)
            label = head_of(report, report_id=report_id).label
            yield Statement(
                report=report_id, label=label, before=before, quote=report.text[start:end], after=after
            )


def _when(tie: Tie) -> str:
    if tie.start is None:
        return say("missing", "time")
    return tie.start if tie.end in {None, tie.start} else f"{tie.start} to {tie.end}"


def _after(first: str, days: int | None) -> str:
    """Return the day so many days after the first; nothing where none is asked for or there is none."""
    if days is None or not first:
        return ""
    try:
        return (date.fromisoformat(first[:10]) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _between(first: str, last: str) -> int:
    try:
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def _edge(pair: tuple[str, str], ties: Sequence[Tie], names: dict[str, str]) -> Edge:
    signs = {tie.sign for tie in ties}
    words = {-1: "against", 0: "unclear", 1: "with"}
    days = sorted(day for tie in ties for day in (tie.start, tie.end) if day)
    return Edge(
        a=pair[0],
        b=pair[1],
        a_name=names.get(pair[0], pair[0]),
        b_name=names.get(pair[1], pair[1]),
        signs=words[signs.pop()] if len(signs) == 1 else "mixed",
        kinds=tuple(dict.fromkeys(tie.kind.replace("_", " ") for tie in ties)),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        claims=len({claim for tie in ties for claim in tie.claims}),
        stated=len({(one.report, one.start) for tie in ties for one in tie.evidence}),
        low=min(tie.low for tie in ties),
        high=max(tie.high for tie in ties),
        weight=max(abs(tie.weight) for tie in ties),
    )


def _draw(
    edges: Sequence[Edge], names: dict[str, str], ego: str
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Place the actors of the strongest pairs, as many as fit, and draw the ties between them."""
    chosen: dict[str, int] = {}
    for edge in edges:
        new = [actor for actor in (edge.a, edge.b) if actor not in chosen]
        if len(chosen) + len(new) <= _NODES:
            chosen |= dict.fromkeys(new, 0)
    kept = [edge for edge in edges if edge.a in chosen and edge.b in chosen]
    for edge in kept:
        chosen[edge.a] += 1
        chosen[edge.b] += 1
    actors = sorted(chosen, key=lambda actor: (actor != ego, -chosen[actor], names.get(actor, ""), actor))
    at = _layout(actors, kept)
    nodes = tuple(
        Node(
            actor=actor, name=names.get(actor, actor), x=at[actor][0], y=at[actor][1],
            size=round(7 + 3 * math.sqrt(chosen[actor]), 1), ties=chosen[actor], chosen=actor == ego,
        )
        for actor in actors
    )  # fmt: skip
    drawn = tuple(
        replace(edge, x1=at[edge.a][0], y1=at[edge.a][1], x2=at[edge.b][0], y2=at[edge.b][1], drawn=True)
        if edge.a in chosen and edge.b in chosen
        else edge
        for edge in edges
    )
    return nodes, drawn


def _layout(actors: Sequence[str], edges: Iterable[Edge]) -> dict[str, tuple[float, float]]:
    """Place actors so that tied ones are near and none overlap (Fruchterman and Reingold 1991).

    It begins on a circle in the order given, so the same network is drawn the same way each time.
    """
    count = len(actors)
    if count == 0:
        return {}
    turn = np.arange(count) * (2 * math.pi / count)
    at = np.column_stack([np.cos(turn), 0.6 * np.sin(turn)]) + 0.01 * np.sin(np.arange(count) * 7.0)[:, None]
    pull = np.zeros((count, count))
    number = {actor: place for place, actor in enumerate(actors)}
    for edge in edges:
        pull[number[edge.a], number[edge.b]] = pull[number[edge.b], number[edge.a]] = 1.0
    near = 1.6 / math.sqrt(count)
    for round_ in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        force = near**2 / far**2 - pull * far / near
        step = (apart * force[:, :, None]).sum(axis=1) - 0.35 * at
        length = np.maximum(np.sqrt((step**2).sum(axis=1)), 1e-6)
        most = 0.12 * (1 - round_ / _ROUNDS)
        at += step / length[:, None] * np.minimum(length, most)[:, None]
    return _fill(actors, at)


def _height(count: int) -> int:
    return min(_LEAST_HEIGHT + _A_NODE * count, _MOST_HEIGHT)


def _fill(actors: Sequence[str], at: np.ndarray) -> dict[str, tuple[float, float]]:
    """Stretch the layout over the drawing, with room for names at its sides."""
    low, high = at.min(axis=0), at.max(axis=0)
    size = np.maximum(high - low, 1e-6)
    share = np.where(high - low > 1e-6, (at - low) / size, 0.5)  # noqa: PLR2004 (no width at all)
    tall = _height(len(actors))
    return {
        actor: (round(110 + float(x) * (WIDTH - 220), 1), round(40 + float(y) * (tall - 90), 1))
        for actor, (x, y) in zip(actors, share, strict=True)
    }
