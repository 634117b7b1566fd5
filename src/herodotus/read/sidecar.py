"""A list of particulars beside the reports: what a person knows of files that do not say it themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from herodotus.errors import UsageError
from herodotus.read.dates import read_date
from herodotus.read.decode import decode
from herodotus.read.tables import choose_columns
from herodotus.types import Issue, Report, Source

_HINT = "its first row must be: path,source,title,authors,published,url,language (path at least)"
_KNOWN = ("path", "source", "title", "authors", "published", "url", "language")


def load_particulars(csv_path: Path) -> dict[str, dict[str, str]]:
    """Return path as written -> particulars, or raise UsageError where the list cannot be used."""
    try:
        text = decode(csv_path.read_bytes()).text
    except OSError as error:
        raise UsageError(
            f"the list `{csv_path}` cannot be read: {error.strerror}", hint="check the path"
        ) from error
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = choose_columns(list(rows.fieldnames or []))
    if "path" not in columns:
        raise UsageError(f"the list `{csv_path}` has no column `path`", hint=_HINT)
    particulars: dict[str, dict[str, str]] = {}
    for count, row in enumerate(_checked(rows, csv_path), start=2):
        found = {name: (row.get(column) or "").strip() for name, column in columns.items() if name in _KNOWN}
        path = found.pop("path").replace("\\", "/")
        if not path:
            continue
        if found.get("published") and read_date(found["published"]) is None:
            raise UsageError(
                f"row {count} of `{csv_path}` has a date that cannot be read: `{found['published']}`",
                hint="write dates as YYYY-MM-DD, YYYY-MM or YYYY",
            )
        particulars[path.removeprefix("./")] = {name: value for name, value in found.items() if value}
    return particulars


def _checked(rows: Iterable[dict[str, str]], csv_path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows, or raise where the table is broken."""
    try:
        yield from rows
    except csv.Error as error:
        raise UsageError(f"the list `{csv_path}` is broken: {error}", hint="check its quotes") from error


def match_particulars(path: str, *, particulars: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the particulars whose path is the longest end of this one; empty where none is.

    >>> match_particulars("news/2007/a.txt", particulars={"2007/a.txt": {"source": "Post"}})["source"]
    'Post'
    """
    parts = PurePath(path.replace("\\", "/")).parts
    for first in range(len(parts)):
        found = particulars.get("/".join(parts[first:]))
        if found is not None:
            return found
    return {}


def with_particulars(
    found: Report | Issue, *, particulars: Mapping[str, Mapping[str, str]]
) -> Report | Issue:
    """Return the report with what the list says of it; the list is believed before the file."""
    if isinstance(found, Issue) or not particulars or not found.path:
        return found
    told = match_particulars(found.path, particulars=particulars)
    if not told:
        return found
    authors = tuple(part.strip() for part in told.get("authors", "").split(";") if part.strip())
    return replace(
        found, title=told.get("title") or found.title, authors=authors or found.authors,
        source=Source(name=told["source"]) if "source" in told else found.source,
        published=read_date(told["published"]) if "published" in told else found.published,
        url=told.get("url") or found.url, language=told.get("language") or found.language)
