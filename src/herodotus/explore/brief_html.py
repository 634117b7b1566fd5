"""A brief as one HTML file: no script, no link off this machine, light, dark and print, text escaped."""

from __future__ import annotations

from herodotus.explore.brief import Brief
from herodotus.explore.brief_sections import MOTTO, heading, sections, summary
from herodotus.explore.chapters import Side, TollView

# Width of a range bar in its own units; the page scales it.
_BAR = 100


def render_html(brief: Brief) -> str:
    """Return the whole page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 (only this renderer needs it)

    pages = Environment(
        loader=PackageLoader("herodotus.explore"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["bar"] = bar
    page = pages.get_template("brief.html.j2")
    return page.render(
        brief=brief, heading=heading(brief), summary=summary(brief), motto=MOTTO, sections=sections(brief)
    )


def bar(side: Side | TollView, toll: TollView) -> tuple[float, float, bool]:
    """Return where a range starts on the bar and how wide it is, and whether it is open above."""
    most = max(toll.most, 1)
    low = side.low or 0
    high = toll.most if side.high is None else side.high
    start = _BAR * low / most
    return round(start, 1), round(max(_BAR * high / most - start, 0.0), 1), side.high is None
