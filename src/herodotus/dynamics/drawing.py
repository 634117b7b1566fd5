"""Static drawings as SVG, readable without colour: solid is friendly, dashed hostile, dotted open.

No drawing library: a plot here is a few lines of text, and it opens in every browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from herodotus.dynamics.answers import Figure, number
from herodotus.dynamics.edges import Edge
from herodotus.dynamics.happenings import System

WIDTH, HEIGHT = 720, 420
MARGIN = 60
# A drawing of more actors than this is a hairball; the table has them all.
MOST_ACTORS = 24


def svg(body: Sequence[str], *, title: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return an SVG document with an accessible title."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="sans-serif" font-size="12">'
        f"<title>{escape(title)}</title>{''.join(body)}</svg>"
    )


def text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    """Return words at a point."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, *, dash: str = "", width: float = 1.5) -> str:
    """Return a line from point to point."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#333" '
        f'stroke-width="{width:.1f}"{dashed}/>'
    )


def draw_network(system: System, edges: Sequence[Edge]) -> Figure:
    """Draw the actors on a circle and their edges by sign."""
    weight: dict[str, float] = {}
    for edge in edges:
        for name in (edge.a, edge.b):
            weight[name] = weight.get(name, 0.0) + edge.friendly + edge.hostile
    names = sorted(sorted(weight, key=lambda name: (-weight[name], name))[:MOST_ACTORS])
    at = {
        name: (
            WIDTH / 2 + 220 * cos(2 * pi * k / len(names)),
            HEIGHT / 2 + 160 * sin(2 * pi * k / len(names)),
        )
        for k, name in enumerate(names)
    }
    body = [
        line(*at[edge.a], *at[edge.b], dash=_dash(edge), width=1 + min(edge.told, 4) / 2)
        for edge in edges
        if edge.a in at and edge.b in at
    ]
    for name, (x, y) in at.items():
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#333"/>')
        body.append(text(x + (8 if x >= WIDTH / 2 else -8), y + 4, system.name(name)[:34],
                         anchor="start" if x >= WIDTH / 2 else "end"))  # fmt: skip
    title = "Solid: friendly. Dashed: hostile. Dotted: contested or without a sign. Thicker: more tellings."
    body.append(text(10, HEIGHT - 8, title))
    return Figure(title="Who stands how to whom", svg=svg(body, title=title))


def _dash(edge: Edge) -> str:
    if edge.sign is None or edge.contested:
        return "2 4"
    return "" if edge.sign > 0 else "8 5"


def draw_intervals(
    rows: Sequence[tuple[str, float, float, float]], *, title: str, mark: float | None
) -> Figure:
    """Draw one interval a row (label, low, middle, high), and a line where nothing would have changed."""
    ends = [value for row in rows for value in row[1:]] + ([mark] if mark is not None else [])
    least, most = min(ends), max(ends)
    span = (most - least) or 1.0
    left, height = 250, 46 + 24 * len(rows)

    def x(value: float) -> float:
        return left + (value - least) / span * (WIDTH - left - MARGIN)

    body = []
    if mark is not None:
        body.append(line(x(mark), 12, x(mark), height - 26, dash="2 4"))
    for at, (label, low, middle, high) in enumerate(rows):
        y = 24 + 24 * at
        body += [text(left - 8, y + 4, label[:40], anchor="end"), line(x(low), y, x(high), y)]
        body.append(f'<circle cx="{x(middle):.1f}" cy="{y}" r="4" fill="#333"/>')
    body += [text(x(value), height - 8, number(value), anchor="middle") for value in (least, most)]
    return Figure(title=title, svg=svg(body, title=title, height=height))
