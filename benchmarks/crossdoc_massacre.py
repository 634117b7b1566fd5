"""The public-domain reports on one massacre (San Salvador, 16 November 1989), among others of the same war and years.

How many of them stand in one event, how many others fall in, and which positions on who did it and how many are shown.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from crossdoc_shelf import Shelf, read_files

from herodotus.reconcile import reconcile
from herodotus.types import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY = 8
"""One in so many of the other reports is read with them."""


def texts(folder: Path, *, others: int) -> tuple[dict[str, str], set[str]]:
    """Return report -> text, and which reports are on the massacre."""
    rows = {row["doc"]: row["text"] for row in lines(folder / "muc4" / "train.jsonl")}
    largest = max(lines(folder / "muc4" / "train.silver_clusters.jsonl"), key=lambda row: row["n_docs"])
    wanted = {doc for doc, _ in largest["members"]}
    more = [doc for doc in sorted(rows) if doc not in wanted][::_EVERY][:others]
    return {doc: rows[doc] for doc in (*sorted(wanted), *more)}, wanted


def lines(path: Path) -> Iterator[dict]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def shelf_of(told: dict[str, str], *, cache: Path | None) -> Shelf:
    with tempfile.TemporaryDirectory() as place:
        for name, text in told.items():
            (Path(place) / f"{name}.txt").write_text(text, "utf-8")
        return read_files(sorted(Path(place).iterdir()), cache=cache, least=len(told))


def report(folder: Path, *, others: int = 70, cache: Path | None = None) -> dict[str, float]:
    told, wanted = texts(folder, others=others)
    shelf = shelf_of(told, cache=cache)
    names = {one.id: one.key.removesuffix(".txt") for one in shelf.rows}
    events = [row for row in reconcile(shelf) if isinstance(row, Event)]

    def on_it(event: Event) -> int:
        return len({names[one] for one in event.reports} & wanted)

    best = max(events, key=lambda event: (on_it(event), event.id))
    strays = len({names[one] for one in best.reports} - wanted)
    print(f"MUC-4 massacre: {on_it(best)} of {len(wanted)} reports in one event, {strays} of {len(told) - len(wanted)} others with them")
    shown = {one.field: one.positions for one in best.disagreements}
    for field in ("killed", "agent"):
        values = [f"{position.value} ({len(position.holders)} holders)" for position in shown.get(field, ())]
        print(f"  {field}: {'; '.join(values) or 'no disagreement shown'}")
    return {"massacre.together": on_it(best) / len(wanted), "massacre.strays": float(strays)}
