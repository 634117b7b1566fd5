"""A brief for the terminal; readable without colour; imported text never acts as markup or control codes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from herodotus.explore.brief import Brief, Tray
from herodotus.explore.brief_sections import MOTTO, Section, heading, more_words, sections, summary
from herodotus.explore.chapters import Chapter, Dispute, TollView
from herodotus.explore.lines import Line

# Characters of a range bar; narrow enough for 80 columns beside two columns of words.
_BAR = 20


def render_terminal(brief: Brief, *, width: int = 100, colour: bool = False) -> str:
    """Return the whole brief as text of at most `width` columns."""
    return as_text(_document(brief), width=width, colour=colour)


def as_text(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """Return what a terminal of `width` columns would show, without trailing blanks."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def clean(text: str, style: str = "") -> Text:
    """Return imported text without control characters, which could move a terminal's cursor."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return Text(" ".join(shown.split()), style=style)


def _document(brief: Brief) -> Iterator[RenderableType]:
    yield from (Text(heading(brief), "bold"), Text(summary(brief)), Text(MOTTO, "italic"), Text())
    for section in sections(brief):
        yield from _section(section)
    yield from _actors(brief)
    for name, tray in (("Undated", brief.undated), ("Unplaced", brief.unplaced)):
        yield from _tray(name, tray)
    yield from _end(brief)


def _section(section: Section) -> Iterator[RenderableType]:
    yield Rule(Text(section.heading, "bold"), align="left", characters="─")
    yield from (Text(section.lead, "dim"), Text())
    for chapter in section.chapters:
        yield from chapter_parts(chapter) if section.full else _short(chapter)
    if section.left_out:
        yield Text(more_words(section.left_out, of="events in the record"), "dim")
    yield Text()


def chapter_parts(chapter: Chapter) -> Iterator[RenderableType]:
    """Yield one event: facts, tolls by voice, positions side by side, what else is said."""
    yield clean(chapter.title, "bold")
    yield _facts(chapter)
    for toll in chapter.tolls:
        yield Padding(_toll(toll), (1, 0, 0, 2))
    for dispute in chapter.disputes:
        yield Padding(_dispute(dispute), (1, 0, 0, 2))
    if chapter.lines:
        lead = (Text("what else is said", "bold"),) if chapter.tolls or chapter.disputes else ()
        yield Padding(Group(*lead, *(line_text(line) for line in chapter.lines)), (1 if lead else 0, 0, 0, 2))
    if chapter.more:
        yield Text(f"  {more_words(chapter.more, of='claims')}: herodotus show event {chapter.event}", "dim")
    yield Text()


def _facts(chapter: Chapter) -> Text:
    return clean(f"{chapter.event_type} · {chapter.when} · {chapter.where} · {chapter.told}", "dim")


def _toll(toll: TollView) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for side in toll.sides:
        table.add_row(
            Text(_bar(side.low, side.high, most=toll.most)), clean(side.value, "bold"), clean(side.holders)
        )
    quotes = [line_text(line) for side in toll.sides for line in side.lines]
    return Group(Text(f"{toll.harm}: {toll.words}", "bold"), table, *quotes)


def _bar(low: int | None, high: int | None, *, most: int) -> str:
    """Return a range on a line of dots: `●` a number, `━` up to its upper end, `┄` open above."""
    scale = (_BAR - 1) / max(most, 1)
    start = round((low or 0) * scale)
    end = _BAR - 1 if high is None else round(high * scale)
    fill = "┄" if high is None else "━"
    return "".join("●" if place == start else fill if start < place <= end else "·" for place in range(_BAR))


def _dispute(dispute: Dispute) -> RenderableType:
    """Return the positions side by side, in as many columns as there are sides (three at most in a row)."""
    table = Table(show_header=False, expand=True, padding=(0, 1))
    shown = dispute.sides[:3]
    for _ in shown:
        table.add_column(ratio=1, overflow="fold")
    cells = [
        Group(
            clean(side.value, "bold"), clean(side.holders, "dim"), *(line_text(line) for line in side.lines)
        )
        for side in dispute.sides
    ]
    for first in range(0, len(cells), len(shown)):
        table.add_row(*cells[first : first + len(shown)])
        table.add_section()
    return Group(clean(dispute.question, "bold"), table)


def line_text(line: Line) -> Text:
    """Return a claim: its quote, how far it is said to have happened, who says so."""
    text = Text.assemble(
        "“",
        clean(line.before, "dim"),
        " " * line.before.endswith(" "),
        "›",
        clean(line.quote),
        "‹",
        " " * line.after.startswith(" "),
        clean(line.after, "dim"),
        "” ",
    )
    if not line.asserted:
        text.append(f"[{line.modality}] ", "bold")
    text.append_text(clean(f"({line.who})", "dim"))
    if line.also:
        text.append_text(clean(f" also in {'; '.join(line.also)}", "dim"))
    return text


def _short(chapter: Chapter) -> Iterator[RenderableType]:
    for line in chapter.lines[:1]:
        yield Text.assemble("- ", clean(chapter.title, "bold"), "  ", _facts(chapter))
        yield Padding(line_text(line), (0, 0, 0, 2))


def _actors(brief: Brief) -> Iterator[RenderableType]:
    if not brief.actors:
        return
    yield from (Rule(Text("Who appears", "bold"), align="left", characters="─"), Text())
    table = Table.grid(padding=(0, 2))
    for actor in brief.actors:
        also = f"also called {'; '.join(actor.aliases)}" if actor.aliases else ""
        table.add_row(
            clean(actor.name, "bold"),
            Text(actor.kind),
            Text(str(actor.mentions), justify="right"),
            clean(also, "dim"),
        )
    yield from (table, Text())
    if brief.ties:
        ties = Table.grid(padding=(0, 2))
        for tie in brief.ties:
            ties.add_row(
                clean(tie.a), Text(tie.words), clean(tie.b), Text(tie.when), Text(f"{tie.claims} claims")
            )
        yield from (ties, Text())


def _tray(name: str, tray: Tray) -> Iterator[RenderableType]:
    if not tray.total:
        return
    yield Rule(Text(f"{name} ({tray.total})", "bold"), align="left", characters="─")
    for _, title in tray.shown:
        yield Text.assemble("- ", clean(title))
    if tray.total > len(tray.shown):
        yield Text(f"  {more_words(tray.total - len(tray.shown), of='events')}", "dim")
    yield Text()


def _end(brief: Brief) -> Iterator[RenderableType]:
    yield Rule(Text("The reports", "bold"), align="left", characters="─")
    for head in brief.reports:
        copy = f"; repeats {head.original}" if head.original else ""
        source = head.source or "publisher not stated"
        yield Text.assemble(
            "- ",
            clean(head.title or "(no title)", "bold"),
            " ",
            clean(f"{source}; {head.published}{copy}", "dim"),
        )
    yield Text()
    yield Rule(Text(f"What was not understood ({len(brief.issues)})", "bold"), align="left", characters="─")
    for issue in brief.issues:
        yield Text.assemble("- ", clean(f"{issue.level}: {issue.path or issue.stage}: {issue.message}"))
        if issue.hint:
            yield Text.assemble("  hint: ", clean(issue.hint))
