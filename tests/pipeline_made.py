"""A small conflict to read, and all that a record shows of it, to compare; run as a script it reads."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

from herodotus import pipeline
from herodotus.export import export_all
from herodotus.record import Record
from herodotus.settings import Settings

# Rules need no model file and are quick to start; what is tested here is the line, not the reading.
SETTINGS = Settings(engine="rules", workers=2)
PLACES = ("Orlu", "Kessin", "Marbek", "Sholan", "Talvar")


def report_text(number: int) -> str:
    place, other = PLACES[number % 5], PLACES[(number + 2) % 5]
    return (
        f"Gunmen killed {number % 7 + 2} soldiers near {place} on {number % 27 + 1} March 2014,"
        " residents said.\n\n"
        f"The army denied the attack. It arrested {number % 4 + 1} men in {other}, a spokesman said.\n"
    )


def write_files(folder: Path, count: int) -> None:
    """A folder of single reports, one table of a quarter of them, one broken file, one exact copy."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["id,text,title"]
    for number in range(count):
        if number % 4 == 0:
            rows.append(f'row-{number},"{report_text(number)}",Row {number}')
        else:
            (folder / f"report-{number:03}.txt").write_text(report_text(number))
    (folder / "table.csv").write_text("\n".join(rows) + "\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 not a whole one")
    (folder / "again").mkdir()
    (folder / "again" / "report-001.txt").write_text(report_text(1))


def state(record: Record) -> dict[str, str]:
    """The hash of each export, of what exports do not show, and of what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        shown = {
            name: hashlib.sha256(path.read_bytes()).hexdigest()
            for name, path in export_all(record, Path(folder)).items()
        }
    rest = {
        "entities": list(record.entities()),
        "fingerprints": list(record.fingerprints()),
        "copies": list(record.copies()),
        "issues": list(record.issues()),
        "paths": [record.report_paths(report.id) for report in record.reports()],
    }
    hashes = {name: hashlib.sha256(repr(value).encode()).hexdigest() for name, value in rest.items()}
    return (
        shown | hashes | {"problems": repr(record.verify()), "unfinished": str(record.views_method() is None)}
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Steps:
    """Progress that says each step on a line of its own, so that another process knows when to kill."""

    def begin(self, stage: str, *, total: int | None) -> None:
        say(f"begin {stage} {total}")

    def advance(self, *, label: str = "") -> None:
        say(f"step {label}")

    def end(self) -> None:
        say("end")


if __name__ == "__main__":
    with Record.open(sys.argv[2], create=True) as opened:
        pipeline.read([Path(sys.argv[1])], record=opened, settings=SETTINGS, progress=Steps())
