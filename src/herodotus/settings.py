"""Settings: defaults < herodotus.toml < environment (HERODOTUS_*) < flags; an unknown key is an error."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from herodotus.errors import SettingsError

FILE_NAME = "herodotus.toml"
PREFIX = "HERODOTUS_"
# This variable names the settings file itself, so it is no setting.
FILE_VARIABLE = "HERODOTUS_SETTINGS"


def _setting(default: Any, why: str, *, least: int | None = None) -> Any:  # noqa: ANN401 (dataclasses.field is untyped too)
    """Declare one setting with its reason, and with the least value that makes sense."""
    return field(default=default, metadata={"why": why, "least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may change; each field carries its reason in `metadata["why"]`."""

    workers: int = _setting(0, "worker processes; 0 is one for each core, since they share nothing", least=0)
    engine: str = _setting("auto", "language engine: the model where its file is there, else rules")
    model: str = _setting("", "folder of a larger encoder of your own; empty is the one in the package")
    places: str = _setting(
        "herodotus-places", "folder of your own place packs, asked before the gazetteer; it need not exist")
    languages: tuple[str, ...] = _setting(
        ("en",), "languages that are analysed; reports in others are kept and listed, not analysed")
    codebook: str = _setting("herodotus", "policy for vague numbers such as `dozens`; ours keeps them open")
    profile: str = _setting("none", "rule for one best toll; none keeps the range and picks nobody")
    max_file_mb: int = _setting(
        50, "largest single document; the longest books are under 10 MB, scanned PDFs reach 50", least=1)
    max_table_mb: int = _setting(
        2048, "largest CSV or JSONL file; these are read row by row, so memory does not grow", least=1)
    max_report_chars: int = _setting(
        1_000_000, "longest text of one report; about 170,000 words, more is a file of many reports", least=1)
    max_archive_mb: int = _setting(
        4096, "most that one archive may unpack to; stops archives that grow without end", least=1)
    max_archive_members: int = _setting(
        100_000, "most files in one archive; ten times the largest collection we were shown", least=1)
    max_archive_ratio: int = _setting(
        200, "most that one archived file may grow; text packs 3-10 fold, blank pages 100 fold", least=2)
    max_archive_depth: int = _setting(2, "archives inside archives that are opened", least=0)
    file_seconds: int = _setting(
        8, "longest time on one document; ordinary ones take under a second, a hang ends within ten", least=1)
    file_memory_mb: int = _setting(
        1024, "memory that a parser of PDF, HTML or DOCX may take before its file is given up", least=128)
    worker_seconds: int = _setting(
        60, "longest silence of a worker, for each 100,000 characters of a report; readers give up sooner",
        least=1)
    max_line_issues: int = _setting(
        20, "broken lines of one table that are listed one by one; the rest are counted", least=1)


_FIELDS: dict[str, Field[Any]] = {setting.name: setting for setting in fields(Settings)}


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings of `flags` over environment over file over defaults.

    A flag that is None was not given. Without `file`, HERODOTUS_SETTINGS names it, else
    `herodotus.toml` in the current folder is read where it exists.

    >>> load_settings({"workers": 3}, environment={"HERODOTUS_WORKERS": "2"}).workers
    3
    """
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    named = file or (Path(environment[FILE_VARIABLE]) if environment.get(FILE_VARIABLE) else None)
    for key, value in _read_file(named).items():
        values[_known(key, where=f"`{named or FILE_NAME}`")] = value
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable != FILE_VARIABLE:
            key = _known(variable.removeprefix(PREFIX).lower(), where=f"the environment (`{variable}`)")
            values[key] = environment[variable]
    for key, value in (flags or {}).items():
        if value is not None:
            values[_known(key, where="the flags")] = value
    typed: dict[str, Any] = {key: _typed(key, value) for key, value in values.items()}
    return Settings(**typed)


def _read_file(named: Path | None) -> dict[str, Any]:
    """Return the file's table; a file that was named must exist, the one of the folder need not."""
    path = named or Path(FILE_NAME)
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError as error:
        if named is None:
            return {}
        raise SettingsError(
            f"there is no settings file `{path}`", hint="check the path, or leave it out for the defaults"
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"`{path}` cannot be read as settings: {error}",
            hint='write one `key = value` a line, text in quotes, such as `engine = "rules"`',
        ) from error


def _known(key: str, *, where: str) -> str:
    """Return the key, or raise with the nearest known one."""
    name = key.replace("-", "_")
    if name in _FIELDS:
        return name
    near = difflib.get_close_matches(name, _FIELDS, n=1)
    hint = f"did you mean `{near[0]}`?" if near else "known settings: " + ", ".join(sorted(_FIELDS))
    raise SettingsError(f"unknown setting `{key}` in {where}", hint=hint)


def _typed(key: str, value: object) -> object:
    """Return the value in the setting's type; text from the environment is converted."""
    default = _FIELDS[key].default
    if isinstance(default, int):
        return _whole_number(key, value)
    if isinstance(default, tuple):
        parts = value.replace(",", " ").split() if isinstance(value, str) else value
        if isinstance(parts, list | tuple) and all(isinstance(part, str) for part in parts):
            return tuple(parts)
        raise SettingsError(f"`{key}` must be a list of words, not `{value}`", hint='such as ["en", "ar"]')
    if isinstance(value, str | Path):
        return str(value)
    raise SettingsError(f"`{key}` must be text, not `{value}`", hint=f"such as `{default or 'a name'}`")


def _whole_number(key: str, value: object) -> int:
    """Return the value as a whole number within the setting's bound."""
    least = _FIELDS[key].metadata["least"]
    try:
        number = int(value) if isinstance(value, str) else value
    except ValueError:
        number = None
    if isinstance(number, bool) or not isinstance(number, int) or number < least:
        raise SettingsError(
            f"`{key}` must be a whole number of at least {least}, not `{value}`",
            hint=f"{_FIELDS[key].metadata['why']}; the default is {_FIELDS[key].default}",
        )
    return number
