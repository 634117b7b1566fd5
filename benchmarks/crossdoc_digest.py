"""The digest trap: a headline that sums up a day's dead ("85 killed yesterday") must give no event that toll.

Headlines of public event rows which several events share, all of them with fewer dead than the headline's first
number, and which name the span that they sum up (a day, hours, weeks, a month).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from crossdoc_shelf import read_texts

from herodotus.reconcile import reconcile
from herodotus.types import Event, Harm

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEAD = re.compile(r"\b(\d[\d,]*)\b[^;.]{0,110}\b(?:killed|died|dead|dies|die|martyr)", re.IGNORECASE)

_SPAN = re.compile(
    r"\b(?:yesterday|today|last night|hours|days|weeks?|months?|in (?:January|February|March|April|May|June|July|August|September|October|November|December))\b",
    re.IGNORECASE,
)


def headlines(folder: Path, *, part: str = "dev") -> Iterator[tuple[str, int, int]]:
    """Yield headline, its first number of dead, and how many events it stands above."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in (folder / "ucdp_syria" / f"{part}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for headline in {one.strip() for one in (row["headline"] or "").split(";")}:
            match = _DEAD.search(headline)
            if match and _SPAN.search(headline):
                found[headline].append((int(match.group(1).replace(",", "")), row["best"]))
    for headline, rows in sorted(found.items()):
        if len(rows) > 1 and all(number > best for number, best in rows):
            yield headline, rows[0][0], len(rows)


def report(folder: Path) -> dict[str, float]:
    fallen = of = traps = 0
    for at, (headline, dead, events) in enumerate(headlines(folder)):
        shelf = read_texts([(f"headline {at}", headline, None)])
        found = [row for row in reconcile(shelf) if isinstance(row, Event)]
        tolls = [toll for event in found for toll in event.tolls if toll.harm is Harm.KILLED]
        said = [position for toll in tolls for position in toll.positions]
        wrong = any(one.low == dead or (one.high is not None and (one.low or 0) <= dead <= one.high) for one in said)
        traps, fallen, of = traps + 1, fallen + events * wrong, of + events
        if wrong:
            print("  fallen into:", headline[:120])
    print(f"digest trap: {fallen} of {of} events would be given a digest's total ({traps} headlines; floor 98.8 %)")
    return {"digest.fallen": fallen / of}
