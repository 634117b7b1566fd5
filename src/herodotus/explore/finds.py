"""What a search and a check of the record found, as views and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from herodotus.errors import UsageError
from herodotus.explore.brief_terminal import as_text, clean, line_text
from herodotus.explore.lines import Line, heads_of, line_of
from herodotus.record import ClaimFilter, Hit, Problem, Record

# A judgement on a claim that a better reading no longer makes: worth a look, but nothing is broken.
_ORPHAN = "orphan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """Reports or claims that a search found; `total` counts those beyond the ones shown too."""

    reports: tuple[Hit, ...] = ()
    claims: tuple[Line, ...] = ()
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many nouns were checked, and what does not hold."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is broken; an orphaned judgement is no break."""
        return all(problem.kind == _ORPHAN for problem in self.problems)


def find(record: Record, wanted: ClaimFilter, *, limit: int) -> Finds:
    """Return reports where only words are wanted, else claims."""
    if wanted == ClaimFilter():
        raise UsageError(
            "nothing to search for", hint="give words, or one of the options in `herodotus search --help`"
        )
    if wanted == ClaimFilter(words=wanted.words):
        hits = record.search(wanted.words or "", limit=limit)
        return Finds(reports=hits.rows, total=hits.total)
    claims = record.find_claims(wanted, limit=limit)
    heads = heads_of(record)
    return Finds(
        claims=tuple(line_of(claim, heads[claim.report]) for claim in claims.rows), total=claims.total
    )


def render_finds(finds: Finds, *, width: int = 100, colour: bool = False) -> str:
    """Return the finds as text of at most `width` columns."""
    return as_text(_finds(finds), width=width, colour=colour)


def render_checked(checked: Checked, *, width: int = 100, colour: bool = False) -> str:
    """Return the result of a check as text."""
    return as_text(_checked(checked), width=width, colour=colour)


def _finds(finds: Finds) -> Iterator[RenderableType]:
    for hit in finds.reports:
        yield from (clean(hit.title or "(no title)", "bold"), Text(f"  {hit.report}", "dim"))
        yield Text.assemble("  ", _marked(hit))
    for line in finds.claims:
        yield line_text(line)
        yield Text(f"  {line.event_type} · {line.when} · {line.where} · {line.claim}", "dim")
    kind = "report" if finds.reports or not finds.claims else "claim"
    shown = len(finds.reports) + len(finds.claims)
    if not finds.total:
        yield Text("nothing was found")
    elif shown < finds.total:
        yield Text(f"{shown} of {finds.total} {kind}s; `--limit` shows more", "dim")


def _marked(hit: Hit) -> Text:
    """Return the excerpt with the finds in bold between arrows, so that they show without colour too."""
    text, at = Text(), 0
    for start, end in hit.marks:
        text.append_text(_clean_part(hit.excerpt[at:start])).append_text(
            _clean_part(f"›{hit.excerpt[start:end]}‹", "bold")
        )
        at = end
    return text.append_text(_clean_part(hit.excerpt[at:]))


def _clean_part(text: str, style: str = "") -> Text:
    return Text("".join(letter if letter.isprintable() else " " for letter in text), style=style)


def _checked(checked: Checked) -> Iterator[RenderableType]:
    for problem in checked.problems:
        yield clean(f"{problem.kind}: {problem.subject}: {problem.message}")
    reports, claims = checked.counts.get("reports", 0), checked.counts.get("claims", 0)
    told = f"{reports} reports and {claims} claims were checked"
    if not checked.problems:
        yield Text(
            f"{told}: every quote stands at its characters, every text matches its hash, no reference dangles"
        )
    else:
        yield Text(f"{told}; {len(checked.problems)} things do not hold")
