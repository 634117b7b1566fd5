"""A report's own title: a heading, or a short first line that stands apart."""

from __future__ import annotations

import re

from herodotus.knowledge.particulars import either, number, phrases, words
from herodotus.read.bylines import read_byline
from herodotus.read.datelines import find_dateline
from herodotus.read.dates import find_date, leftover
from herodotus.read.lines import Line

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?<!\w)[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?!\w)")
_BARE_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$")


def find_letterhead(lines: list[Line], text: str) -> tuple[Line, Line] | None:
    """Return the lines that say who issues the text, and of what kind it is, above its title.

    "Ministry of X / Press statement No. 3" is one, and "The Daily Y" over a headline.
    """
    if len(lines) < 2 or _is_other(lines[0], text) or lines[0].is_body or lines[0].heading:  # noqa: PLR2004 (name and kind)
        return None
    first, second = lines[0], lines[1]
    if not first.blank_after and is_kicker(second.text) and not first.ends_sentence:
        return first, second
    named = first.text.split()
    outlet = len(named) <= 5 and any(word.lower() in words("names", "outlets") for word in named)  # noqa: PLR2004 (longer is a headline)
    titled = all(
        not word[0].islower() or word.lower() in words("names", "particles") or word == "of" for word in named
    )
    if (
        outlet
        and titled
        and first.blank_after
        and not _is_other(second, text)
        and _stands_apart([second], lines[2:])
    ):
        return first, first
    return None


def is_kicker(line: str) -> bool:
    """Say whether a line only names a kind of text, perhaps with its number."""
    plain = re.sub(r"\s{2,}.*|\s*(?:page|p\.)\s*\d.*", "", line.strip(" .:|-"), flags=re.IGNORECASE)
    plain = re.sub(
        r"[\s,:–-]*(?:no\.?|nr\.?|number|nº|n°|#)?\s*[\d][\d/.-]*$", "", plain, flags=re.IGNORECASE
    )
    return plain.lower().strip(" .:|-") in words("labels", "kickers")


def find_title(lines: list[Line], text: str, *, after: int) -> tuple[str, int, int] | None:
    """Return the title and its characters, or None where the text begins without one."""
    labelled = _labelled(lines)
    if labelled:
        return labelled
    for line in lines:
        if line.heading and not _is_other(line, text):
            return plain_title(line.text), line.start, line.end
        if line.is_body or find_dateline(text, start=line.start):
            break
    for position, line in enumerate(lines):
        if _is_other(line, text) or line.start < after:
            continue
        block = _block(lines, position, text)
        if block and _stands_apart(block, lines[position + len(block):]):
            title = " ".join(part.text for part in block)
            label = re.search(rf"\s+(?:{either('labels', 'inline')})\s*[:：]", title)
            end = block[0].start + label.start() if label else block[-1].end
            return plain_title(title[: label.start()] if label else title), block[0].start, end
        return None
    return None


def plain_title(title: str) -> str:
    """Return a title without Markdown's marks and with single spaces.

    >>> plain_title("**Talks**  in [the north](http://x.example)")
    'Talks in the north'
    """
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", title)).split())


def _labelled(lines: list[Line]) -> tuple[str, int, int] | None:
    """Return the title of a line such as "Headline: Talks begin"."""
    for line in lines:
        found = re.match(rf"(?:{either('labels', 'title')})\s*[:：]\s*(?=\S)", line.text, re.IGNORECASE)
        if found and not line.is_body:
            return plain_title(line.text[found.end():]), line.start + found.end(), line.end
    return None


def _is_other(line: Line, text: str) -> bool:
    """Say whether a line above the story is a kicker, a date, a byline, a label or an address."""
    plain = plain_title(line.text).strip(" .:|-")
    if is_kicker(line.text) or _BARE_ADDRESS.match(plain) or _is_page_part(plain):
        return True
    if re.match(rf"(?:{_labels()})\s*[:：]", line.text, re.IGNORECASE) or read_byline(line.text):
        return True
    written = find_date(line.text)
    if written and not leftover(line.text, written):
        return True
    return bool(re.fullmatch(r"[\W\d_]*|(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?", plain, re.IGNORECASE)
                ) or bool(_is_dateline_alone(line, text))


def _is_page_part(plain: str) -> bool:
    """Say whether a line is part of the page around a text: a caption, a button, a place alone."""
    if any(re.match(pattern, plain, re.IGNORECASE) for pattern in phrases("labels", "page_parts")):
        return True
    return bool(re.fullmatch(r"[A-Z][A-Z .'-]+, [A-Z][\w.]+(?: [A-Z][\w.]+)*", plain))


def _is_dateline_alone(line: Line, text: str) -> bool:
    """Say whether a short line is only a dateline with its dash at the end."""
    found = find_dateline(text, start=line.start)
    return found is not None and found.end >= line.end - 2


def _labels() -> str:
    """Return the pattern of every label that is not a title's."""
    return "|".join(either("labels", key) for key in ("published", "other_dates", "authors", "source"))


def _block(lines: list[Line], position: int, text: str) -> list[Line]:
    """Return the headline's lines from here: one, or a few without a blank line between."""
    block: list[Line] = []
    for line in lines[position:position + int(number("head", "title_lines")) + 1]:
        if block and (_is_other(line, text) or line.is_body or _is_mixed(line)
                      or find_dateline(text, start=line.start)):
            break
        block.append(line)
        if line.blank_after:
            break
    return block


def _is_mixed(line: Line) -> bool:
    """Say whether a line holds a date beside a place, an outlet or a name."""
    written = find_date(line.text)
    if written is None or written.time is None:
        return False
    return len(leftover(line.text, written).split()) <= number("head", "beside_date_words")


def _stands_apart(block: list[Line], below: list[Line]) -> bool:
    """Say whether these lines are a headline over a story, not the story's first lines."""
    title = " ".join(line.text for line in block)
    if len(block) > number("head", "title_lines") or not below or _reads_as_sentence(title):
        return False
    if len(title) > number("head", "title_characters") or len(title.split()) > number("head", "title_words"):
        return False
    if not any(letter.isalpha() for letter in title) or title[0].islower():
        return False
    last = block[-1]
    if last.blank_after:
        return True
    following = below[0]
    if read_byline(following.text) or _is_mixed(following):
        return True
    longer = len(following.text) >= number("head", "body_times_title") * len(last.text)
    return len(block) == 1 and longer and following.is_body


def _reads_as_sentence(title: str) -> bool:
    """Say whether a line ends as a sentence or opens a list; headlines end in neither."""
    bare = title.rstrip("'\"’”»)] ")
    return bare.endswith((".", ":", ";", ",", "،", "。")) and not bare.endswith(("...", ". . ."))
