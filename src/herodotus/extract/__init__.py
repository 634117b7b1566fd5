"""Analysis -> Claims: what happened, to whom, and whether the voice says that it happened."""

from __future__ import annotations

from herodotus.extract.anaphora import with_known_roles
from herodotus.extract.claims import claims_of_sentence
from herodotus.extract.participants import Mentions
from herodotus.extract.tree import Tree
from herodotus.extract.within import tree_of
from herodotus.types import Analysis, Claim, Report

__all__ = ["extract"]


def extract(report: Report, analysis: Analysis) -> tuple[Claim, ...]:
    """Return the claims of a report in order of their triggers, one for each trigger and type."""
    mentions = Mentions(analysis)
    found: dict[str, Claim] = {}
    before: Tree | None = None
    for sentence in analysis.sentences:
        tree = tree_of(sentence)
        for claim in claims_of_sentence(report, analysis, tree, before=before, mentions=mentions):
            found.setdefault(claim.id, claim)
        before = tree
    found = with_known_roles(found)
    return tuple(
        sorted(found.values(), key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.event_type))
    )
