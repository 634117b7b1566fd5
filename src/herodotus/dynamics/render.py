"""Answers as a terminal, Markdown or HTML shows them; no number without the way to its sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

from herodotus.dynamics.answers import Answer, Quote, Section, Statement

# A terminal shows the first few quotes of a statement; Markdown, HTML and JSON show all.
FEW = 2
# No cell of a terminal's table is wider; the other renderings have all of it.
WIDEST = 36


def render_terminal(answer: Answer, *, width: int = 100, everything: bool = False) -> str:
    """Write an answer for a terminal."""
    lines = [answer.title, "=" * min(len(answer.title), width), ""]
    for section in answer.sections:
        lines += [section.title, "-" * min(len(section.title), width)]
        for statement in section.statements:
            lines += textwrap.wrap(statement.text, width, initial_indent="* ", subsequent_indent="  ")
            lines += _quoted(statement, width=width, most=None if everything else FEW)
        if section.rows and not _told(section):
            lines += list(_columns(section, width=width))
        lines.append("")
    for title, rows in _ends(answer):
        lines += [title, "-" * len(title)]
        for row in rows:
            lines += textwrap.wrap(row, width, initial_indent="- ", subsequent_indent="  ")
        lines.append("")
    return "\n".join(lines)


def _told(section: Section) -> bool:
    """Whether every row of the table has its statement, so that a terminal need not show both."""
    return len(section.statements) == len(section.rows) and all(
        statement.text.startswith(row[0])
        for statement, row in zip(section.statements, section.rows, strict=True)
    )


def _quoted(statement: Statement, *, width: int, most: int | None) -> list[str]:
    shown = statement.quotes[:most]
    lines: list[str] = []
    for quote in shown:
        lines += textwrap.wrap(_cite(quote), width, initial_indent="    ", subsequent_indent="      ")
    hidden = len(statement.quotes) - len(shown)
    if hidden:
        lines.append(f"    ... and {hidden} more (`--all`, or `-o answer.html`)")
    return lines


def _cite(quote: Quote) -> str:
    voice = f"{quote.voice}, in " if quote.voice and quote.voice not in quote.title else ""
    return f"“{quote.text}” ({voice}{quote.title}; {quote.claim})"


def _columns(section: Section, *, width: int) -> Iterator[str]:
    """Yield the table, each column as wide as its widest cell, long cells and lines cut short."""
    table = [[_short(cell) for cell in row] for row in (section.columns, *section.rows)]
    wide = [max(len(row[at]) for row in table) for at in range(len(section.columns))]
    for row in table:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, wide, strict=True)).rstrip()[:width]


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDEST else f"{cell[: WIDEST - 3]}..."


def _ends(answer: Answer) -> list[tuple[str, tuple[str, ...]]]:
    settings = tuple(f"{name}: {value}" for name, value in answer.settings)
    return [
        ("Not identified by these reports", answer.not_identified or ("nothing is listed",)),
        ("What this assumes", answer.assumptions),
        ("Settings", settings),
    ]


def render_markdown(answer: Answer) -> str:
    """Write an answer as Markdown, every quote with its claim and its characters."""
    lines = [f"# {_mark(answer.title)}", ""]
    for section in answer.sections:
        lines += [f"## {_mark(section.title)}", ""]
        for statement in section.statements:
            lines.append(f"- {_mark(statement.text)}")
            lines += [f"  - {_mark(_cite(quote))} [{quote.start}:{quote.end}]" for quote in statement.quotes]
        if section.rows:
            lines += ["", f"| {' | '.join(section.columns)} |", "|" + "---|" * len(section.columns)]
            lines += [f"| {' | '.join(_mark(cell) for cell in row)} |" for row in section.rows]
        lines.append("")
    for title, rows in _ends(answer):
        lines += [f"## {title}", "", *(f"- {_mark(row)}" for row in rows), ""]
    return "\n".join(lines)


def _mark(words: str) -> str:
    """Keep a report's own signs from becoming Markdown or HTML."""
    for sign in ("\\", "|", "*", "_", "<", "`", "["):
        words = words.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return words


_STYLE = (
    "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.45}"
    "table{border-collapse:collapse;font-size:.9rem}td,th{border:1px solid #999;padding:.2rem .5rem;"
    "text-align:left}details{margin:.2rem 0 .6rem 1rem}blockquote{margin:.3rem 0;padding-left:.6rem;"
    "border-left:3px solid #999}svg{max-width:100%;height:auto}"
)


def render_html(answer: Answer) -> str:
    """Write an answer as one HTML page that needs nothing else; a statement opens its sentences."""
    parts = [f"<h1>{escape(answer.title)}</h1>"]
    for section in answer.sections:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        parts += [
            f"<figure>{f.svg}<figcaption>{escape(f.title)}</figcaption></figure>" for f in section.figures
        ]
        parts += [_statement_html(statement) for statement in section.statements]
        if section.rows:
            parts.append(_table_html(section))
    for title, rows in _ends(answer):
        parts.append(f"<h2>{escape(title)}</h2><ul>{''.join(f'<li>{escape(row)}</li>' for row in rows)}</ul>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(answer.title)}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _statement_html(statement: Statement) -> str:
    if not statement.quotes:
        return f"<p>{escape(statement.text)}</p>"
    quotes = "".join(
        f'<blockquote id="{escape(quote.claim)}" data-start="{quote.start}" data-end="{quote.end}">'
        f"“{escape(quote.text)}”<br><small>{escape(_source(quote))}</small></blockquote>"
        for quote in statement.quotes
    )
    word = "sentence" if len(statement.quotes) == 1 else "sentences"
    return (
        f"<p>{escape(statement.text)}</p><details><summary>{len(statement.quotes)} {word}</summary>"
        f"{quotes}</details>"
    )


def _source(quote: Quote) -> str:
    voice = f"{quote.voice}, in " if quote.voice else ""
    return f"{voice}{quote.title}, characters {quote.start} to {quote.end}, {quote.claim}"


def _table_html(section: Section) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in section.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in section.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
