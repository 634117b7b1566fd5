"""Text -> word spans, cut as UD English (EWT) cuts: clitics apart, hyphens apart but for affixes."""

from __future__ import annotations

import re
from typing import NamedTuple

from herodotus.knowledge.grammar import load_token_facts


class Span(NamedTuple):
    """A word's characters in the text, half open."""

    start: int
    end: int
    text: str


_WORDS = re.compile(
    r"""
      (?P<url>(?:https?://|www\.)[^\s<>"“”«»]+)
    | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<acronym>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))?)
    | (?P<date>\d{1,4}-\d{1,2}-\d{1,4}(?![\w-]))
    | (?P<telephone>(?<![\w-])(?:\d-)?\d{3}-\d{3}-\d{4}(?![\w-])|(?<=\)\ )\d{3}-\d{4}(?![\w-]))
    | (?P<fraction>(?<![\w.])\.\d+)
    | (?P<number>\d+(?:[.,:/]\d+)*(?=[ap]m\b|[ap]\.m\b)|\d+(?:[.,:/]\d+)*(?:[^\W_]+)?(?:['’]s\b)?)
    | (?P<elision>['’](?:\d\ds?|em|tis|twas|cause)\b)
    | (?P<word>[^\W_]+(?:(?:['’ʼ`´ʿʾ&]|[._@](?=[a-z0-9]))[^\W_]+)*)
    | (?P<dots>\.{2,}|…+\.?)
    | (?P<dashes>-{2,}|—+|―+)
    | (?P<marks>[?!]+|\${2,})
    | (?P<smile>[:;]-?[()](?=\s|$))
    | (?P<lines>[=_*~#]{3,})
    | (?P<quotes>``|''|‘‘|’’|,,|<<|>>)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLITIC = re.compile(r"(?:(?<=.)n['’]t|['’](?:s|m|d|ll|ve|re))$", re.IGNORECASE)
_DECADE = re.compile(r"\d0['’]s$")
_MEASURED = re.compile(r"[\d.,]*\d([^\W\d_]+)")


def cut_words(text: str, *, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the words of `text[start:end]` with their places in `text`.

    >>> [span.text for span in cut_words("Al-Amin's men didn't leave the U.S. anti-war camp.")]
    ['Al', '-', 'Amin', "'s", 'men', 'did', "n't", 'leave', 'the', 'U.S.', 'anti-war', 'camp', '.']
    """
    found: list[Span] = []
    stop = len(text) if end is None else end
    at = start
    while match := _WORDS.search(text, at, stop):
        kind = match.lastgroup or "other"
        begin, finish = match.span()
        if kind in ("word", "number"):
            finish = _add_word(text, begin, finish, stop, found)
        elif kind == "url":
            finish = begin + len(match.group().rstrip(".,;:!?)]}'’"))
            found.append(Span(begin, finish, text[begin:finish]))
        else:
            found.append(Span(begin, finish, text[begin:finish]))
        at = finish
    return found


def _add_word(text: str, begin: int, finish: int, stop: int, found: list[Span]) -> int:
    """Add a word with its clitic, its affix or its stop; return where the next one is sought."""
    facts = load_token_facts()
    word = text[begin:finish]
    glued = re.search(r"[a-z]{2}\.(?=[A-Z][a-z])", word)
    if glued:  # "killed.The": a stop whose space was lost, not a domain
        finish = begin + glued.end() - 1
        word = text[begin:finish]
    low = word.lower()
    if (
        text[finish : finish + 1] == "-"
        and low in facts.affixes
        and text[max(0, begin - 1) : begin] != "-"
        and finish + 1 < stop
        and text[finish + 1].isalnum()
    ):
        rest = _WORDS.match(text, finish + 1, stop)
        if rest and rest.lastgroup in ("word", "number", "acronym"):
            finish = rest.end()
            word, low = text[begin:finish], text[begin:finish].lower()
    if low in facts.joined:
        cut = begin + facts.joined[low]
        found += [Span(begin, cut, text[begin:cut]), Span(cut, finish, text[cut:finish])]
        return finish
    clitic = None if low in facts.whole or _DECADE.search(low) else _CLITIC.search(word)
    if clitic and clitic.start() > 0:
        cut = begin + clitic.start()
        found += [Span(begin, cut, text[begin:cut]), Span(cut, finish, text[cut:finish])]
        return finish
    measured = _MEASURED.fullmatch(low)
    if measured and measured[1] in facts.units and text[max(0, begin - 1) : begin] != "-":
        cut = finish - len(measured[1])
        found += [Span(begin, cut, text[begin:cut]), Span(cut, finish, text[cut:finish])]
        return finish
    if finish < stop and text[finish] == "." and _keeps_stop(text, begin, finish, stop):
        finish += 1
    found.append(Span(begin, finish, text[begin:finish]))
    return finish


def _keeps_stop(text: str, begin: int, finish: int, stop: int) -> bool:
    """Whether the full stop at `finish` belongs to the word before it."""
    facts = load_token_facts()
    word = text[begin:finish]
    low = word.lower()
    follows = text[finish + 1 : min(finish + 4, stop)]
    if follows[:1] == ".":
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        before = text[begin - 1 : begin]
        return before in ("", " ", "\n", "(", ".", "-", "“", '"') and bool(re.match(r"[\s,-]*\w|,", follows))
    if low in facts.titles or low in facts.abbreviations:
        return word[0].isupper() or low in ("vs", "al", "approx", "dept", "est") or not _ends_here(follows)
    return low in facts.before_number and bool(re.match(r"\s?\d", follows))


def _ends_here(follows: str) -> bool:
    return not re.match(r"\s?[\w,]|\)", follows) or bool(re.match(r"\s[A-Z]", follows))
