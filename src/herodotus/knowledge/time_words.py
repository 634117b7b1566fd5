"""The words and patterns by which a language says when, compiled from knowledge/languages/*_time.toml."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from herodotus.errors import KnowledgeError
from herodotus.knowledge import load_toml
from herodotus.types import noun

_TO_WHOM = (
    r"(?:reporters|journalists|lawmakers|parliament|a news conference|"
    r"the news agency|state (?:media|television))"
)
_ABBREVIATED = 4  # letters of the longest abbreviation without its full stop
_SLOT = re.compile(r"\{([a-z_]+)\}")


@noun
class TimeRule:
    """A compiled pattern, the class of words that it needs nearby, and the reading that its groups give."""

    name: str
    needs: str
    make: str
    pattern: re.Pattern[str]


@noun
class TimeWords:
    """Tables of en_time.toml (lower-case words to numbers or codes) and its rules in their order.

    `seeds`: a word in small letters -> the classes of words that rules need nearby and that it belongs to.
    """

    tables: dict[str, dict[str, Any]]
    rules: tuple[TimeRule, ...]
    seeds: dict[str, tuple[str, ...]]
    future: re.Pattern[str]
    behind: re.Pattern[str]
    names: re.Pattern[str]
    due: re.Pattern[str]
    told: re.Pattern[str]
    begin: re.Pattern[str]
    since: re.Pattern[str]

    def number(self, words: str) -> float | None:
        """Return the number that words or figures say, None for "several" and its like."""
        key = " ".join(words.lower().split())
        if key.endswith((" 1/2", " and a half")) and (
            whole := self.number(key.rpartition(" 1/2")[0] or key[:-11])
        ):
            return whole + 0.5
        if key.replace(",", "").replace(".", "", 1).isdigit():
            return float(key.replace(",", ""))
        numbers = self.tables["number"]
        if key in numbers:
            return float(numbers[key])
        parts = [numbers.get(part) for part in re.split(r"[ -]", key)]
        if parts and all(part is not None for part in parts):
            return float(_added([int(part) for part in parts if part is not None]))
        return None


def _added(parts: list[int]) -> int:
    total = 0
    for part in parts:
        total = max(total, 1) * part if part == 100 else total + part  # noqa: PLR2004 (a hundred multiplies)
    return total


@lru_cache(maxsize=2)
def load_time_words(language: str = "en") -> TimeWords:
    """Return the tables and compiled rules of that language."""
    table = load_toml(f"languages/{language}_time.toml")
    slots = _slots(table)
    rules = tuple(
        TimeRule(
            name=rule["name"],
            needs=rule["needs"],
            make=rule["make"],
            pattern=_compiled(rule["pattern"], slots, name=rule["name"]),
        )
        for rule in table["rule"]
    )
    future = re.compile(rf"(?:\b|(?<=\w))(?:{_either(table['future']['words'])})\b", re.IGNORECASE)
    behind = re.compile(rf"(?:\b|(?<=\w))(?:{_either(table['behind']['words'])})\b", re.IGNORECASE)
    due = re.compile(rf"\b(?:{_either(table['due']['words'])}) (?:the )?$", re.IGNORECASE)
    said = rf"(?:{_either(table['told']['words'])})(?: {_TO_WHOM})?"
    told = re.compile(
        rf"(?<!\bbe )\b(?:{said}|(?!scheduled|planned|expected)[a-z]+ed)(?: on| late| early| in)* $"
    )
    begin = re.compile(rf"\b(?:{_either(table['begin']['words'])})\b", re.IGNORECASE)
    since = re.compile(rf"\b(?:{_either(table['background']['words'])}) (?:the )?$", re.IGNORECASE)
    return TimeWords(
        tables={k: v for k, v in table.items() if isinstance(v, dict)},
        rules=rules,
        seeds=_seeds(table),
        future=future,
        behind=behind,
        names=re.compile(rf" (?:{_either(table['dated_names']['words'])})\b"),
        due=due,
        told=told,
        begin=begin,
        since=since,
    )


def _seeds(table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, entries in table["seed"].items():
        words: list[str] = []
        for entry in entries:
            words += table[entry.removeprefix("table:")] if entry.startswith("table:") else [entry]
        for last in sorted({re.findall(r"[a-z]+", word.lower())[-1] for word in words}):
            found.setdefault(last, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def _either(words: Any) -> str:  # noqa: ANN401 (a table's keys or a list)
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _cased(words: Any) -> str:  # noqa: ANN401 (a table's keys)
    shown = [form for word in words for form in (word.capitalize(), word.upper())]
    return f"(?-i:{_either(shown)})"


def _slots(table: dict[str, Any]) -> dict[str, str]:
    numbers = [word for word in table["number"] if word not in {"a", "an"}]
    tens = _either([w for w in numbers if w.endswith("ty")])
    ones = _either([w for w, n in table["number"].items() if w in numbers and n < 10])  # noqa: PLR2004 (digits)
    figures = r"\d{1,3}(?:,\d{3})+|\d+ 1/2|\d+(?:\.\d+)?"
    said = f"{_either(table['number'])}|{_either(table['vague_number']['words'])}"
    counts = rf"{figures}|(?:{tens})[- ](?:{ones})|{said}"
    safe = [
        month
        for month in table["month"]
        if month not in {"may", "march"} and len(month) > _ABBREVIATED and "." not in month
    ]
    slots = {
        "month": rf"(?P<month>{_cased(table['month'])})(?!\w)",
        "month_full": rf"(?P<month>{_cased(table['month'])})(?!\w)",
        "month_case": rf"(?P<month>{_cased(table['month'])})(?!\w)",
        "month_safe": rf"(?P<month>{_cased([*safe, 'june', 'july'])})",
        "weekday": rf"(?P<weekday>{_cased(table['weekday'])})(?!\w)",
        "season": rf"(?P<season>{_either(table['season'])})",
        "part": rf"(?P<part>{_either(table['part'])})",
        "part_of": r"(?:(?P<mod2>early|late) (?:on |in )?)?(?:the )?"
        rf"(?P<part>{_either(table['part'])})(?: hours)? of",
        "ordinal": rf"(?P<ordinal>{_either(table['ordinal'])})",
        "mod": rf"(?P<mod>{_either(table['mod'])})",
        "approx": rf"(?P<approx>{_either(table['approx'])})",
        "count": rf"(?P<count>{counts})",
        "count_plain": rf"(?P<count>{_either(numbers)})",
        "holiday": rf"(?P<holiday>{_either(table['holiday'])})",
    }
    for raw in ("sets", "words", "told_words", "hijri", "jalali", "event_verbs"):
        slots[raw] = _either(table[raw])
    slots["event_nouns"] = f"(?:{_either(table['event_nouns']['words'])})s?"
    slots["counted"] = _either(table["counted"]["words"])
    macros: dict[str, str] = table["macro"]
    return slots | macros


_BEHIND = re.compile(r"\(\?<[=!][^()]*\)")  # look-behinds need a fixed width, so one blank there
_BLANK = re.compile(r" (?P<maybe>\??)(?![^\[]*\])")  # not inside a character class


def _numbered(pattern: str) -> str:
    """Let a group's name stand twice: the second "mod" becomes "mod__2" (`groups` joins them again)."""
    seen: dict[str, int] = {}

    def renamed(group: re.Match[str]) -> str:
        seen[group[1]] = seen.get(group[1], 0) + 1
        return f"(?P<{group[1]}__{seen[group[1]]}>" if seen[group[1]] > 1 else group[0]

    return re.sub(r"\(\?P<(\w+)>", renamed, pattern)


def groups(match: re.Match[str]) -> dict[str, str]:
    """Return the groups that took part, lower case and single-spaced, by name."""
    taken: dict[str, str] = {}
    for name, words in match.groupdict().items():
        if words is not None:
            taken.setdefault(name.partition("__")[0], " ".join(words.lower().split()))
    return taken


def _compiled(pattern: str, slots: dict[str, str], *, name: str) -> re.Pattern[str]:
    try:
        for _ in range(2):  # a macro may hold slots of its own
            pattern = _SLOT.sub(lambda slot: slots[slot[1]], pattern)
        pattern = _BEHIND.sub(lambda behind: behind[0].replace(" ", r"\s"), pattern.replace("\\ ", " "))
        spaced = _BLANK.sub(lambda blank: r"\s{0,3}" if blank["maybe"] else r"\s{1,3}", pattern)
        return re.compile(_numbered(spaced), re.IGNORECASE)
    except (KeyError, re.error) as error:
        raise KnowledgeError(f"time rule `{name}`: {error}", hint="mend the pattern") from error
