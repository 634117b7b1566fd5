"""A record in which the people who speak cannot be told, as a file of its own for the pages to show.

The pages are given this copy and never the original, so no query and no JSON can reach what was blotted out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from herodotus.export.redact import redact_voices
from herodotus.record import Layer, Record, SeenFile
from herodotus.types import Actor, Claim, Copy, Entity, Event, Method, Tie

_METHOD = Method(name="redacted", version="1")


def redacted_copy(record: Record, folder: Path) -> Record:
    """Write the redacted copy into `folder` and return it, open."""
    hidden = redact_voices(record)
    entities: dict[str, list[Entity]] = defaultdict(list)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for entity in hidden.entities():
        entities[entity.report].append(entity)
    for claim in hidden.claims():
        claims[claim.report].append(claim)
    copy = Record.open(folder / "redacted.herodotus", create=True)
    for report in hidden.reports():
        # Neither the name of its file nor where it came from: both may name who sent it.
        file = SeenFile(path=report.id, sha256=report.sha256, size=len(report.text), method=_METHOD.id)
        copy.put_file(file, reports=[report])
    for page in copy.unread(_METHOD):
        layers = [
            Layer(
                report=unread.report.id,
                made_from=unread.made_from,
                entities=tuple(entities[unread.report.id]),
                claims=tuple(claims[unread.report.id]),
            )
            for unread in page
        ]
        copy.put_layers(layers, method=_METHOD)
    views: Iterator[Actor | Event | Tie | Copy]
    views = chain(hidden.actors(), hidden.events(), hidden.ties(), hidden.copies())
    copy.put_views(views, method=_METHOD)
    return copy
