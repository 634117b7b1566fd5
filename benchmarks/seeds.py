"""Read a folder of reports up to claims, export them, and call a given scorer.

    python benchmarks/seeds.py REPORTS SCORER GOLD [--misses] [--keep FOLDER]

Events are one a claim and actors one an entity of a report: this measures analyse and extract alone.
Says so and stops where the folder, the scorer or the gold is absent.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from herodotus import language
from herodotus.analyse import analyse
from herodotus.export.claims import claim_row
from herodotus.export.reports import report_row
from herodotus.extract import extract
from herodotus.types import Report


def reports_of(folder: Path) -> list[Report]:
    try:
        from herodotus.read import read_path  # noqa: PLC0415 (older checkouts have no readers)
    except ImportError:
        return [
            Report(key=path.name, text=path.read_text("utf-8"), path=str(path))
            for path in sorted(folder.glob("*.txt"))
        ]
    from herodotus.settings import Settings  # noqa: PLC0415

    found = []
    for path in sorted(folder.iterdir()):
        found.extend(one for one in read_path(path, settings=Settings()) if isinstance(one, Report))
    return [one if one.path else replace(one, path=one.key) for one in found]


def write(rows: list[dict], path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def export(folder: Path, out: Path) -> int:
    engine = language.load()
    reports, claims, actors = [], [], []
    for report in reports_of(folder):
        analysis = analyse(report, engine=engine)
        own = {entity.id: entity.id for entity in analysis.entities}
        for entity in analysis.entities:
            aliases = list(dict.fromkeys((*entity.names, *entity.titles)))
            actors.append({"id": entity.id, "name": entity.name, "kind": entity.kind, "aliases": aliases})
        claims.extend(
            claim_row(claim, events={claim.id: f"event:{claim.id}"}, actors=own)
            for claim in extract(report, analysis)
        )
        reports.append(report_row(report))
    write(reports, out / "reports.jsonl")
    write(claims, out / "claims.jsonl")
    write(actors, out / "actors.jsonl")
    write([], out / "events.jsonl")
    write([], out / "ties.jsonl")
    return len(claims)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    absent = [str(path) for path in (options.reports, options.scorer, options.gold) if not path.exists()]
    if absent:
        print(f"skipped: {', '.join(absent)} not here")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = options.keep or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        print(f"{export(options.reports, out)} claims")
        call = [sys.executable, str(options.scorer), str(out), str(options.gold)]
        return subprocess.run([*call, *(["--misses"] if options.misses else [])], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
