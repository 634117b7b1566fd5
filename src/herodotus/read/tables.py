"""Rows of other people's tables, and of our own export, to Drafts: column names and their aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from herodotus.knowledge import load_toml
from herodotus.read.reader import Document, Draft, Found, trouble

_OWN_ID = re.compile(r"report:[0-9a-f]{16}")


@cache
def _columns() -> dict[str, str]:
    """Return alias -> particular; of two aliases in one table, the earlier in its list wins."""
    table: dict[str, list[str]] = load_toml("formats.toml")["columns"]
    return {alias: name for name, aliases in table.items() for alias in aliases}


@lru_cache(maxsize=4096)
def plain_name(column: str) -> str:
    """Return a column's name in lower case with single spaces for signs.

    >>> plain_name("Published_At "), plain_name("publishedAt")
    ('published at', 'published at')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.sub(r"[\W_]+", " ", spaced).lower().split())


def choose_columns(columns: list[str]) -> dict[str, str]:
    """Return particular -> the table's column for it, best alias first."""
    order = {alias: place for place, alias in enumerate(_columns())}
    chosen: dict[str, tuple[int, str]] = {}
    for column in columns:
        plain = plain_name(column)
        name = _columns().get(plain)
        if name and (name not in chosen or order[plain] < chosen[name][0]):
            chosen[name] = (order[plain], column)
    return {name: column for name, (_, column) in chosen.items()}


def has_text(columns: list[str]) -> bool:
    """Say whether one of the columns is the reports' text."""
    return "text" in choose_columns(columns)


def draft_of(row: Mapping[str, Any]) -> Draft:
    """Return the draft of a row; columns that we do not know become particulars of the caller's."""
    chosen = choose_columns(list(row))
    value = {name: row[column] for name, column in chosen.items()}
    if _is_own(row):
        return _own(row)
    source = value.get("source")
    key = _words(value.get("key")) or _words(value.get("id"))
    published, published_end = _ends(value.get("published"))
    return Draft(
        text=_text(value.get("text")),
        key=key,
        path=None,
        title=_words(value.get("title")),
        authors=_names(value.get("authors")),
        source=_words(source.get("name") if isinstance(source, Mapping) else source),
        source_kind=_words(source.get("kind")) if isinstance(source, Mapping) else None,
        source_country=_words(source.get("country")) if isinstance(source, Mapping) else None,
        published=published,
        published_end=published_end,
        url=_words(value.get("url")),
        language=_words(value.get("language")),
        particulars=tuple(_rest(row, set(chosen.values()) - _kept(chosen))),
    )


def _is_own(row: Mapping[str, Any]) -> bool:
    """Say whether a row is our own export of a report: it carries our id, the key and the hash."""
    return bool({"id", "key", "sha256", "text"} <= set(row) and _OWN_ID.fullmatch(str(row["id"])))


def _own(row: Mapping[str, Any]) -> Draft:
    """Return the draft of our own export, to be restored to the letter."""
    published = row.get("published")
    published = published if isinstance(published, Mapping) else {}
    source = row.get("source")
    details = source if isinstance(source, Mapping) else {"name": source}
    pairs = row.get("particulars") or ()
    pairs = list(pairs.items()) if isinstance(pairs, Mapping) else pairs
    return Draft(
        text=str(row["text"]), key=str(row["key"]), path=row.get("path"), title=row.get("title"),
        authors=tuple(row.get("authors") or ()), source=details.get("name"),
        source_kind=details.get("kind", row.get("source_kind")),
        source_country=details.get("country", row.get("source_country")),
        published=published.get("start"), published_end=published.get("end"),
        published_text=published.get("text", "") if published else None,
        published_precision=published.get("precision"), url=row.get("url"), language=row.get("language"),
        particulars=tuple((str(name), str(value)) for name, value in pairs), final=True)


def _kept(chosen: Mapping[str, str]) -> set[str]:
    """Return columns that are also kept as they are: a path is the caller's, not where we read."""
    return {
        chosen[name] for name in ("path", "key") if name in chosen and (name == "path" or "id" not in chosen)
    }


def _rest(row: Mapping[str, Any], used: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the caller's other columns, nested ones by dotted names."""
    for column, value in row.items():
        if column is None or column in used or value in (None, "", [], {}):
            continue
        if isinstance(value, Mapping):
            for inner, part in value.items():
                if part not in (None, "", [], {}):
                    yield f"{column}.{inner}", _plain(part)
        else:
            yield str(column), _plain(value)


def _plain(value: Any) -> str:  # noqa: ANN401 (any JSON value)
    """Return a value as words; lists with semicolons between."""
    if isinstance(value, list | tuple):
        return "; ".join(_plain(part) for part in value)
    return str(value)


def _words(value: Any) -> str | None:  # noqa: ANN401 (any JSON value)
    """Return a single value as words, or None where it is empty or a structure."""
    if value is None or isinstance(value, Mapping | list | tuple | bool):
        return None
    return str(value).strip() or None


def _text(value: Any) -> str:  # noqa: ANN401 (any JSON value)
    """Return the text; a list of paragraphs is joined."""
    if isinstance(value, list | tuple):
        return "\n\n".join(str(part) for part in value)
    return "" if value is None or isinstance(value, Mapping) else str(value)


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 (any JSON value)
    """Return the authors of a list, of a list of objects with names, or of "A; B"."""
    if isinstance(value, list | tuple):
        parts = [part.get("name") if isinstance(part, Mapping) else part for part in value]
        return tuple(str(part).strip() for part in parts if part)
    words = _words(value)
    return tuple(part.strip() for part in re.split(r"\s*[;|]\s*", words) if part.strip()) if words else ()


def _ends(value: Any) -> tuple[str | None, str | None]:  # noqa: ANN401 (any JSON value)
    """Return the start and the end of a date, which may be an interval of ours."""
    if isinstance(value, Mapping):
        return _words(value.get("start")), _words(value.get("end"))
    return _words(value), None


class Lines:
    """Issues on single rows: the first few one by one, the rest as a count."""

    def __init__(self, document: Document) -> None:
        """Count from nothing."""
        self._document = document
        self._bad = 0

    def bad(self, place: str, what: str, *, hint: str) -> Iterator[Found]:
        """Yield an Issue on one row, unless the list is long already."""
        self._bad += 1
        if self._bad <= self._document.settings.max_line_issues:
            yield trouble(self._document, f"{place} {what}", hint=hint)

    def rest(self) -> Iterator[Found]:
        """Yield the count of those that were not listed."""
        more = self._bad - self._document.settings.max_line_issues
        if more > 0:
            yield trouble(self._document, f"{more} more rows could not be read",
                          hint="mend the first ones: they mostly have one cause")
