"""Report -> Analysis: layers of spans over one text."""

from __future__ import annotations

from herodotus.analyse.affiliations import find_bonds
from herodotus.analyse.coreference import entities, link
from herodotus.analyse.datelines import parse_apart
from herodotus.analyse.mending import mend
from herodotus.analyse.mentions import find_mentions
from herodotus.analyse.naming import mend_names
from herodotus.analyse.places import find_places
from herodotus.analyse.quantities import find_quantities
from herodotus.analyse.times import find_times
from herodotus.analyse.trees import Tree
from herodotus.analyse.voices import find_attributions, report_voice
from herodotus.analyse.wordings import find_wordings
from herodotus.language import Engine
from herodotus.types import Analysis, Report

__all__ = ["analyse", "report_voice"]


def analyse(report: Report, *, engine: Engine) -> Analysis:
    """Return every layer over a report's text: sentences, actors, places, times, quantities, voices."""
    sentences = mend_names(parse_apart(report.text, engine))
    trees = [mend(Tree(sentence, number=number)) for number, sentence in enumerate(sentences)]
    own = report_voice(report)
    found = find_mentions(trees, report.text)
    clusters = link(report, found)
    mentions, actors = entities(report, clusters, find_bonds(found, clusters))
    attributions = find_attributions(report, trees, mentions, actors)
    return Analysis(
        report=report.id,
        sentences=sentences,
        mentions=mentions,
        entities=actors,
        places=find_places(report, sentences, mentions),
        times=find_times(report, sentences),
        quantities=find_quantities(report, sentences),
        attributions=attributions,
        wordings=find_wordings(report.text, trees, attributions, own=own),
        published=report.published,
    )
