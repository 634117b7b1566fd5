"""A brief as Markdown; imported text is escaped, so that no report can write links or HTML into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herodotus.explore.brief import Brief, Tray
from herodotus.explore.brief_sections import MOTTO, Section, heading, more_words, sections, summary
from herodotus.explore.chapters import Chapter, Side
from herodotus.explore.lines import Head, Line

# All that CommonMark gives a meaning inside a line; at its start, digits and a dot make a list.
_MEANING = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


def plain(text: str) -> str:
    """Return imported text so that Markdown shows it as it is."""
    return _LIST.sub(r"\1\\\2\3", _MEANING.sub(r"\\\1", " ".join(text.split())))


def render_markdown(brief: Brief) -> str:
    """Return the whole brief."""
    return "\n".join(_document(brief)).rstrip() + "\n"


def _document(brief: Brief) -> Iterator[str]:
    yield from (f"# {heading(brief)}", "", summary(brief), "", f"*{MOTTO}*", "")
    for section in sections(brief):
        yield from _section(section)
    yield from _actors(brief)
    yield from _tray("Undated", brief.undated)
    yield from _tray("Unplaced", brief.unplaced)
    yield from ("## The reports", "")
    yield from (_report(head) for head in brief.reports)
    yield ""
    yield from _issues(brief)


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.heading}", "", section.lead, "")
    for chapter in section.chapters:
        yield from _chapter(chapter) if section.full else _short(chapter)
    if section.left_out:
        yield from ("", f"*{more_words(section.left_out, of='events')}*")
    yield ""


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from (f"### {plain(chapter.title)}", "")
    yield f"{chapter.event_type} · {plain(chapter.when)} · {plain(chapter.where)} · **{chapter.told}**"
    yield ""
    for toll in chapter.tolls:
        yield f"**{toll.harm.capitalize()}: {toll.words}**"
        yield ""
        for side in toll.sides:
            yield from _side(side)
        yield ""
    for dispute in chapter.disputes:
        yield from (f"**{plain(dispute.question)}**", "")
        for side in dispute.sides:
            yield from _side(side)
        yield ""
    if chapter.lines and (chapter.tolls or chapter.disputes):
        yield from ("What else is said:", "")
    yield from (_line(line) for line in chapter.lines)
    if chapter.more:
        yield f"- *{more_words(chapter.more, of='claims')}*: `herodotus show event {chapter.event}`"
    yield ""


def _side(side: Side) -> Iterator[str]:
    yield f"- **{plain(side.value)}**: {plain(side.holders)}"
    yield from (f"  {_line(line)}" for line in side.lines)


def _line(line: Line) -> str:
    modality = "" if line.asserted else f" *[{line.modality}]*"
    also = f" (also in {plain('; '.join(line.also))})" if line.also else ""
    return f"- “{_quoted(line)}”{modality} ({plain(line.who)}){also}"


def _quoted(line: Line) -> str:
    """Return the quote in bold within its sentence."""
    before, after = " " * line.before.endswith(" "), " " * line.after.startswith(" ")
    return f"{plain(line.before)}{before}**{plain(line.quote)}**{after}{plain(line.after)}"


def _short(chapter: Chapter) -> Iterator[str]:
    for line in chapter.lines[:1]:
        modality = "" if line.asserted else f" *[{line.modality}]*"
        yield f"- **{plain(chapter.title)}** · {plain(chapter.when)} · {plain(chapter.where)}"
        yield f"  “{_quoted(line)}”{modality} ({plain(line.who)})"


def _actors(brief: Brief) -> Iterator[str]:
    if not brief.actors:
        return
    yield from ("## Who appears", "", "| actor | kind | also called | mentions |", "|---|---|---|--:|")
    for actor in brief.actors:
        yield f"| {plain(actor.name)} | {actor.kind} | {plain('; '.join(actor.aliases))} | {actor.mentions} |"
    yield ""
    if brief.ties:
        yield from ("| between | and | tie | when | claims | weight |", "|---|---|---|---|--:|---|")
        for tie in brief.ties:
            ends = f"{plain(tie.a)} | {plain(tie.b)}"
            yield f"| {ends} | {tie.words} | {tie.when} | {tie.claims} | {tie.weight} |"
        yield ""


def _tray(name: str, tray: Tray) -> Iterator[str]:
    if not tray.total:
        return
    yield from (f"## {name} ({tray.total})", "")
    yield from (f"- {plain(title)}" for _, title in tray.shown)
    if tray.total > len(tray.shown):
        yield f"- *{more_words(tray.total - len(tray.shown), of='events')}*"
    yield ""


def _report(head: Head) -> str:
    authors = f", by {plain(', '.join(head.authors))}" if head.authors else ""
    copy = f"; repeats {plain(head.original)}" if head.original else ""
    title = plain(head.title) if head.title else "(no title)"
    source = plain(head.source) if head.source else "publisher not stated"
    return f"- {title}{authors}. {source}; {head.published}{copy}. `{head.path.replace('`', '')}`"


def _issues(brief: Brief) -> Iterator[str]:
    yield from (f"## What was not understood ({len(brief.issues)})", "")
    if not brief.issues:
        yield "Nothing was reported as unreadable."
    for issue in brief.issues:
        hint = f" Hint: {plain(issue.hint)}." if issue.hint else ""
        yield f"- {issue.level}: {plain(issue.path or issue.stage)}: {plain(issue.message)}.{hint}"
