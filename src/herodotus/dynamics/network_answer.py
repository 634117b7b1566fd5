"""The signed network in words: who stands how to whom, factions, tensions, and what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from herodotus.dynamics.answers import Answer, Section, Statement, number, odds, plural
from herodotus.dynamics.drawing import draw_network
from herodotus.dynamics.edges import Edge, find_edges
from herodotus.dynamics.factions import find_factions
from herodotus.dynamics.happenings import System
from herodotus.dynamics.network import find_tensions
from herodotus.knowledge.dynamics import load_part

COLUMNS = (
    "actor",
    "actor",
    "sign",
    "90 % interval",
    "kinds",
    "first",
    "last",
    "tellings",
    "what would change it",
)


def describe_network(system: System, *, as_of: str | None = None) -> Answer:
    """Say what the reports tell of who stands how to whom, at a date."""
    edges = find_edges(system, as_of=as_of)
    settings = load_part("network")
    return Answer(
        title=f"The network that {system.label} describes" + (f", as of {as_of}" if as_of else ""),
        sections=(
            _edges_section(system, edges),
            _factions_section(system, edges),
            _tensions_section(system, as_of=as_of),
        ),
        assumptions=(
            (
                f"a telling weighs half after {settings['half_life_days']} days, and an edge without fresh "
                "tellings "
                "returns to not knowing; a telling without any date weighs as a fresh one"
            ),
            "copies of one report vote once; two tellings of one happening by one origin vote once",
            "signs come from acts alone (attacks, accusations, support ...); command and talks have no sign",
            "tensions describe: on 7,110 events of the world's news, balance did not predict the next sign",
        ),
        not_identified=_not_identified(system, edges),
        settings=(
            ("as of", as_of or "the last dated telling"),
            ("half-life", f"{settings['half_life_days']} days"),
            ("seed", str(settings["seed"])),
        ),
    )


def say_edge(system: System, edge: Edge) -> str:
    """Say one edge with its uncertainty.

    The chance is that of the sign, from the posterior; "open" is said where it is nobody's to say.
    """
    a, b = system.name(edge.a), system.name(edge.b)
    kinds = ", ".join(kind for kind, _ in edge.kinds)
    if edge.sign is None:
        return f"{a} and {b}: {kinds}; no act between them has a sign."
    word = "friendly" if edge.sign > 0 else "hostile"
    if edge.contested:
        word = f"contested, more {word} than not"
    elif edge.low < 0 < edge.high:
        word = f"told as {word}, and open"
    return (
        f"{a} and {b}: {word} ({kinds}); sign {edge.sign:+.2f}, between {edge.low:+.2f} and {edge.high:+.2f} "
        f"at 90 %, from {plural(edge.told, 'independent telling')}. "
        f"{edge.change[:1].upper()}{edge.change[1:]}."
    )


def _edges_section(system: System, edges: Sequence[Edge]) -> Section:
    ordered = sorted(edges, key=lambda edge: (-(edge.friendly + edge.hostile), -edge.told, edge.a, edge.b))
    return Section(
        title=f"Edges ({len(edges)})",
        statements=tuple(
            Statement(text=say_edge(system, edge), quotes=system.evidence(edge.claims)) for edge in ordered
        ),
        columns=COLUMNS,
        rows=tuple(_row(system, edge) for edge in ordered),
        figures=(draw_network(system, ordered),) if ordered else (),
    )


def _row(system: System, edge: Edge) -> tuple[str, ...]:
    return (
        system.name(edge.a),
        system.name(edge.b),
        "none" if edge.sign is None else f"{edge.sign:+.2f}",
        "" if edge.sign is None else f"{edge.low:+.2f} to {edge.high:+.2f}",
        ", ".join(f"{kind} ({len(claims)})" for kind, claims in edge.kinds),
        edge.first or "undated",
        edge.last or "undated",
        str(edge.told),
        edge.change,
    )


def _factions_section(system: System, edges: Sequence[Edge]) -> Section:
    by_pair = {(edge.a, edge.b): edge for edge in edges}
    statements = []
    for faction in find_factions(edges):
        names = [system.name(member) for member in faction.members]
        inner = [edge for pair, edge in by_pair.items() if set(pair) <= set(faction.members)]
        statements.append(
            Statement(
                text=f"{', '.join(names[:-1])} and {names[-1]} stand together in "
                f"{odds(faction.chance)} draws of the signs.",
                quotes=system.evidence(claim for edge in inner for claim in edge.claims),
            )
        )
    return Section(title=f"Factions ({len(statements)})", statements=tuple(statements))


def _tensions_section(system: System, *, as_of: str | None) -> Section:
    statements = []
    for tension in find_tensions(system.ties, as_of=as_of):
        names = [system.name(actor) for actor in tension.actors]
        friends = sum(tie.sign > 0 for tie in tension.ties)
        kind = "two are friends of one who are at odds" if friends else "all three are at odds"
        claims = dict.fromkeys(claim for tie in tension.ties for claim in tie.claims)
        statements.append(
            Statement(text=f"{names[0]}, {names[1]} and {names[2]}: {kind}.", quotes=system.evidence(claims))
        )
    return Section(title=f"Triads under tension ({len(statements)})", statements=tuple(statements))


def _not_identified(system: System, edges: Sequence[Edge]) -> tuple[str, ...]:
    lines = []
    signed = [edge for edge in edges if edge.sign is not None]
    if not signed:
        lines.append(
            "any sign: no report tells of a friendly or hostile act between two actors that it names"
        )
    single = sum(edge.told == 1 for edge in signed)
    if single:
        lines.append(
            f"the sign of {single} of {plural(len(signed), 'signed edge')}: it rests on a single telling"
        )
    undated = sum(edge.first is None for edge in edges)
    if undated:
        lines.append(f"when {plural(undated, 'edge')} held: no telling and no report of it has a date")
    if not find_factions(edges):
        lines.append("factions: no two actors stand together in most draws of the signs")
    if not any(kind == "commands" for edge in edges for kind, _ in edge.kinds):
        lines.append("who commands whom: no report tells of an order from one actor to another")
    nameless = sum(not row.actors for row in system.happenings)
    if nameless:
        share = number(100 * nameless / max(len(system.happenings), 1))
        lines.append(f"who acted in {plural(nameless, 'event')} ({share} %): the reports name no actor")
    lines.append("ties that no report tells of: silence is not peace")
    return tuple(lines)
