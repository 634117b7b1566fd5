"""The sections of a brief in their order, with the sentences that introduce them, for every renderer."""

from __future__ import annotations

from dataclasses import dataclass

from herodotus.explore.brief import Brief
from herodotus.explore.chapters import Chapter, told_words

MOTTO = "Bound to report what is said; not bound to believe it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of events: `full` ones show sides and evidence, the others a line each."""

    anchor: str
    heading: str
    lead: str
    chapters: tuple[Chapter, ...]
    left_out: int
    full: bool


def sections(brief: Brief) -> tuple[Section, ...]:
    """Return the sections that have anything in them."""
    found = (
        Section(
            anchor="contested",
            heading="Where the reports differ",
            full=True,
            chapters=brief.contested,
            left_out=brief.left_out["contested"],
            lead="Most contested first. Every position stands with whoever holds it; none is picked.",
        ),
        Section(
            anchor="agreed",
            heading="Told by more than one origin, undisputed",
            full=True,
            chapters=brief.agreed,
            left_out=brief.left_out["agreed"],
            lead="Independent of each other as far as their words show; copies of one text count once.",
        ),
        Section(
            anchor="single",
            heading="Told by one origin alone",
            full=False,
            chapters=brief.single,
            left_out=brief.left_out["single"],
            lead="Neither confirmed nor disputed by another report here.",
        ),
        Section(
            anchor="unfulfilled",
            heading="Denied, demanded, planned, threatened, supposed",
            full=False,
            chapters=brief.unfulfilled,
            left_out=brief.left_out["unfulfilled"],
            lead="No report here says that these happened.",
        ),
    )
    return tuple(section for section in found if section.chapters)


def heading(brief: Brief) -> str:
    """Return the title of the brief."""
    number = len(brief.reports)
    return f"What {number} report{' says' if number == 1 else 's say'}"


def summary(brief: Brief) -> str:
    """Return the one sentence under the title."""
    contested = len(brief.contested) + brief.left_out["contested"]
    told = told_words(len(brief.reports), origins=brief.origins)
    return (
        f"{told}; {brief.claims} claims on {brief.events} events, {contested} of them contested. "
        f"Dated happenings: {brief.period}."
    )


def more_words(number: int, *, of: str) -> str:
    """Return how to see what was left out, or nothing."""
    return f"and {number} more {of}" if number else ""
