"""Blocks of words -> sentences: what a full stop, a quote and an abbreviation mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from herodotus.knowledge.grammar import load_sentence_facts, load_token_facts
from herodotus.language.layout import blocks
from herodotus.language.tokens import Span, cut_words

_CLOSERS = set("\"'”’»)]}›") | {"''", "’’", ">>"}
_OPENERS = set("\"'“‘«([{‹") | {"``", "<<", "‘‘"}
_STRAIGHT = {'"', "'", "''"}
_EMPHASIS = {"*", "_", "`"}


class Words(NamedTuple):
    """A sentence's words before they are tagged."""

    words: tuple[Span, ...]
    paragraph: int


def cut_sentences(text: str) -> list[Words]:
    """Return the sentences of `text` as words, in order; every word's place is exact."""
    found: list[Words] = []
    for block in blocks(text):
        spans = [
            span for span in cut_words(text, start=block.start, end=block.end) if not _emphasis(text, span)
        ]
        found += [Words(tuple(part), block.paragraph) for part in _cut(text, spans)]
    return found


def _emphasis(text: str, span: Span) -> bool:
    """Whether this is Markdown's emphasis or code mark, not a word: it touches a word on one side only."""
    if span.text not in _EMPHASIS:
        return False
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (before.strip() != "") != (after.strip() != "") or span.text in (before, after)


def _cut(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    has_case = any(span.text[0].isupper() for span in spans) and any(span.text.islower() for span in spans)
    most = load_sentence_facts().most_tokens
    begin = 0
    at = 0
    while at < len(spans):
        if _may_end(spans[at]):
            end = _past_closers(text, spans, at)
            if end > begin and _ends(spans, at, end, begin=begin, has_case=has_case):
                yield spans[begin:end]
                begin = end
            at = max(end, at + 1)
        else:
            at += 1
        if at - begin >= most:
            cut = _soft_cut(spans, begin, begin + most)
            yield spans[begin:cut]
            begin = at = cut
    if begin < len(spans):
        yield spans[begin:]


def _may_end(span: Span) -> bool:
    return span.text[-1] in ".!?…。؟۔" and (span.text[0] in ".!?…。؟۔" or len(span.text) > 1)


def _past_closers(text: str, spans: list[Span], at: int) -> int:
    """Return the index after the closing quotes and brackets that stand at the end of a sentence."""
    end = at + 1
    while end < len(spans) and spans[end].text in _CLOSERS:
        closer = spans[end]
        attached = closer.start == spans[end - 1].end
        if closer.text in _STRAIGHT:
            open_after = (
                end + 1 < len(spans)
                and spans[end + 1].start == closer.end
                and spans[end + 1].text[0].isalnum()
            )
            if not attached and open_after:
                break
        elif not attached and text[spans[end - 1].end : closer.start].strip(" "):
            break
        end += 1
    while _is_footnote(spans, end):
        end += 3
    return end


def _is_footnote(spans: list[Span], at: int) -> bool:
    """Whether "[12]" stands here: a note's number belongs to the sentence before it."""
    texts = [span.text for span in spans[at : at + 3]]
    return len(texts) == 3 and texts[0] == "[" and texts[1].isdigit() and texts[2] == "]"  # noqa: PLR2004


def _ends(spans: list[Span], at: int, end: int, *, begin: int, has_case: bool) -> bool:
    if end >= len(spans):
        return True
    stop, following = spans[at], _first_word(spans, end)
    if stop.text[0] not in ".!?…。؟۔":
        return _abbreviation_ends(stop, following, has_case=has_case)
    if spans[end].text in {",", ";", ":", ")", "]"} or spans[end].text[0] in ".!?…":
        return False
    if stop.text == "." and end == at + 1 and spans[end].start == stop.end and following.text[:1].islower():
        return False
    if at == begin + 1 and spans[begin].text.isdigit():
        return False  # "1." numbers what follows
    starts = following.text[:1].isupper() or not following.text[:1].isalpha()
    if not starts and end == at + 1 and spans[end].start > stop.end:
        starts = _careless(spans, at, begin=begin) and not _reported(spans, end)
    if not has_case and stop.text != "...":
        return True
    if spans[end].text in {"-", "--", "—", "–"}:
        return False
    if stop.text[0] in "?!" and end > at + 1:
        return starts and not _reported(spans, end)
    return starts


def _careless(spans: list[Span], at: int, *, begin: int) -> bool:
    """Whether a stop before lower case still ends a sentence: it follows a plain word, and is one sign."""
    before = spans[at - 1].text if at > begin else ""
    plain = len(before) >= _PLAIN_WORD and before.isalpha() and before[1:].islower()
    return spans[at].text in {".", "?", "!"} and (plain or spans[at].text != ".")


_PLAIN_WORD = 4  # shorter ones may be abbreviations that no list has


def _first_word(spans: list[Span], at: int) -> Span:
    while at + 1 < len(spans) and spans[at].text in _OPENERS:
        at += 1
    return spans[at]


def _abbreviation_ends(stop: Span, following: Span, *, has_case: bool) -> bool:
    """Whether a word with a stop of its own ends the sentence: only before a word that starts one."""
    word = stop.text[:-1].lower()
    facts = load_token_facts()
    if len(word) == 1 or word in facts.titles or word in facts.before_number or "://" in stop.text:
        return False
    if not has_case:
        return False
    return following.text[:1].isupper() and following.text.lower() in load_sentence_facts().starters


def _reported(spans: list[Span], end: int) -> bool:
    """Whether a quote that closed with ? or ! goes on with its speaker: "Why?" Amin asked."""
    near = {span.text.lower() for span in spans[end : end + 4]}
    return bool(near & load_sentence_facts().reporting)


def _soft_cut(spans: list[Span], begin: int, most: int) -> int:
    """Return the best place to cut a sentence that does not end: after its last ; : or comma."""
    for marks in ({";"}, {":", "--", "—"}, {","}):
        for at in range(most - 1, begin + (most - begin) // 2, -1):
            if spans[at].text in marks:
                return at + 1
    return most
