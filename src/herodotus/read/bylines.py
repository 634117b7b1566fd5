"""Who wrote a report, where its own words say so: bylines, standfirsts, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from herodotus.knowledge.particulars import agencies, either, months, number, words

_TOKEN = re.compile(r"[^\s,;|]+")
_SPLIT = re.compile(r"\s*[,;/]\s*(?:(?:and|&|et|y|und)\s+)?|\s*[|•·–—]\s*|\s+-\s+")
_LONGEST_SHORT_FORM = 3
_NAME_SIGNS = "-.'’ʼ`´"


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The authors of a line; none where it names an agency or a role. `agency` is its full name."""

    authors: tuple[str, ...]
    agency: str | None = None


def is_name_word(token: str) -> bool:
    """Say whether a word can be part of a person's name: a capital and letters, or an initial."""
    letters = token.strip(_NAME_SIGNS)
    # A full stop ends a sentence there, unless the word is an initial or short for a title.
    if token.endswith(".") and len(letters) > _LONGEST_SHORT_FORM:
        return False
    if not letters or not all(letter.isalpha() or letter in _NAME_SIGNS for letter in token):
        return False
    head = letters.rsplit("-", 1)[-1] if letters[0].islower() else letters
    return not head[0].islower() and letters.lower() not in words("names", "not_names")


def is_name(text: str, *, least: int = 2, most: int = 5) -> bool:
    """Say whether these words are a person's name: two to five name words, particles between them.

    >>> is_name("Maria de la Cruz"), is_name("Northern Province")
    (True, False)
    """
    tokens = text.split()
    if not least <= len(tokens) <= most or not tokens[-1][:1].isalpha():
        return False
    particles = words("names", "particles")
    capitals = 0
    for position, token in enumerate(tokens):
        if is_name_word(token):
            capitals += 1
        elif position == len(tokens) - 1 or token.lower() not in particles:
            return False
    return capitals >= min(least, 2)


def split_names(text: str, *, least: int = 2) -> tuple[str, ...] | None:
    """Return the persons of a list such as "A, B and C", or None where a part is no name."""
    parts = [
        part for part in re.split(rf"\s*[,;/]\s*|\s+(?:{either('bylines', 'joiners')})\s+", text) if part
    ]
    parts = [re.sub(rf"^(?:{either('bylines', 'joiners')})\s+", "", part).strip() for part in parts]
    if not parts or not all(is_name(part, least=least) for part in parts):
        return None
    return tuple(dict.fromkeys(_plain_case(part) for part in parts))


def read_byline(line: str) -> Byline | None:
    """Return what a line such as "By A and B in Place" says, or None where it is no byline."""
    if len(line) > number("head", "byline_characters"):
        return None
    opener = re.match(rf"(?:{either('bylines', 'openers')})\s*[:：]?\s+(?=\S)", line, re.IGNORECASE)
    only = re.match(rf"(?:{either('bylines', 'only_names')})\s+(?=\S)", line, re.IGNORECASE)
    if opener:
        return _after_opener(line[opener.end():])
    if only:
        names = split_names(line[only.end():].strip(" .:"))
        return Byline(authors=names) if names else None
    return None


def read_names(line: str, *, beside_date: bool, same_line: bool, body: str) -> tuple[str, ...] | None:
    """Return the authors of a line of bare names under a headline.

    Two or more names are taken as they stand. One name needs a common given name, or else a date
    on the line above or below: on one line with a date it may as well be a town. No word of it
    may stand in small letters in the story: then it is a crosshead.
    """
    place = re.fullmatch(r"(?P<names>.+?)\s+(?:in|reporting from|for)\s+(?P<where>[^,]+(?:, [^,]+)?)", line)
    names = split_names((place["names"] if place else line).strip(" .:"))
    if names is None or line.rstrip().endswith((".", "?", "!", ":")) or any(map(_is_place, names)):
        return None
    certain = _has_given(names) or (beside_date and (not same_line or place is not None or len(names) > 1))
    if not certain and (len(names) == 1 or place):
        return None
    if any(_stands_small(word, body) for name in names for word in name.split()):
        return None
    return names


def find_standfirst(text: str) -> tuple[tuple[str, ...], int, int] | None:
    """Return the author of "..., writes Name" at the head of a text, with the name's characters."""
    head = text[: int(number("head", "standfirst_search"))]
    strong, weak = either("bylines", "verbs"), either("bylines", "weak_verbs")
    for found in re.finditer(rf"[,;–—]\s*[\"'’”]?\s*(?:(?P<strong>{strong})|(?P<weak>{weak}))\s+", head):
        if re.search(r"[.!?]\s+\S.*[.!?]\s+\S", head[: found.start()], re.DOTALL):
            return None
        name = _running_name(head, found.end(), weak=bool(found["weak"]))
        if name:
            return (_plain_case(name),), found.end(), found.end() + len(name)
    return None


def find_reporting(text: str) -> tuple[str, ...]:
    """Return the authors of "(Reporting by A in B and C; editing by D)" at the end; no editors."""
    tail = text[-int(number("tail", "characters")):]
    authors: list[str] = []
    for found in re.finditer(
        rf"\b(?:{either('bylines', 'reporting')})\s+(?P<names>[^;()\n]+)", tail, re.IGNORECASE
    ):
        for part in re.split(rf"\s*,\s*|\s+(?:{either('bylines', 'joiners')})\s+", found["names"]):
            name = re.split(r"\s+in\s+", part.strip(" ."))[0]
            if is_name(name) and name not in authors:
                authors.append(name)
    return tuple(authors)


def _after_opener(rest: str) -> Byline | None:
    """Return who stands after "By": names until a place, an outlet or a role begins."""
    rest = re.split(r"(?<=[^\W\d_]{4})\.\s", rest.strip(" .:|*_"), maxsplit=1)[0]
    known = agencies()
    if rest in known:
        return Byline(authors=(), agency=known[rest])
    if split := split_names(rest):
        return Byline(authors=split)
    authors: list[str] = []
    agency: str | None = None
    pieces = [piece for piece in _SPLIT.split(rest) if piece]
    for position, piece in enumerate(pieces):
        agency = agency or known.get(piece)
        names = _leading_names(piece)
        if names and agency is None and (position == len(authors) or position == 0):
            authors.extend(name for name in names if name not in authors)
        elif position == 0:
            single = split_names(piece, least=1)
            return Byline(authors=single) if single and len(pieces) == 1 and not _is_when(piece) else None
        else:
            break
    return Byline(authors=tuple(authors), agency=agency) if authors or agency else None


def _leading_names(piece: str) -> tuple[str, ...] | None:
    """Return the names at the start of a piece, before "in Place", "for Outlet" or a role."""
    cut = re.split(rf"\s+(?:{either('bylines', 'after')})\b", piece, maxsplit=1, flags=re.IGNORECASE)[0]
    return split_names(cut.strip(" .:"))


def _running_name(head: str, start: int, *, weak: bool) -> str | None:
    """Return the name that runs on from an offset into the next sentence, line or full stop."""
    line = head[start:].split("\n", 1)[0]
    tokens: list[str] = []
    # A headline may end in "says Name" too; a standfirst has a sentence before.
    before = head[:start].rsplit("\n", 1)[-1]
    follows = "end" if re.search(r"[.?!]\s", before) else "stop"
    for found in _TOKEN.finditer(line):
        token = found.group()
        closed = token.rstrip(".:!?)\"'”’")
        if tokens and closed.lower() in words("names", "starters") and not closed.islower():
            follows = "sentence"
            break
        if not is_name_word(closed) and not (tokens and closed.lower() in words("names", "particles")):
            follows = "place" if not weak and closed.lower() in words("bylines", "after") else "word"
            break
        tokens.append(closed)
        if closed != token or line[found.end():found.end() + 1] in {",", ";", "|"}:
            follows = "stop"
            break
    return _cut_name(tokens, follows, weak=weak)


def _cut_name(tokens: list[str], follows: str, *, weak: bool) -> str | None:
    """Return the name of a run of capitals, less the words that begin the next sentence."""
    if weak and follows == "stop":
        return None
    if follows == "word":
        # "writes Ana Lopes Thousands of people": the last capital begins the sentence that goes on.
        tokens = tokens[:-1]
        if weak and len(tokens) < 2:  # noqa: PLR2004 (a first and a last name)
            return None
    particles = words("names", "particles")
    while tokens and tokens[-1].lower() in particles:
        tokens.pop()
    full = [token for token in tokens if token.lower() not in particles]
    if len(full) > 3:  # noqa: PLR2004 (beyond three capitals a sentence has begun)
        last = tokens.index(full[1])
        tokens = tokens[: last + 1]
    name = " ".join(tokens)
    return name if is_name(name) else None


def _is_place(name: str) -> bool:
    """Say whether a name of two words is a well-known place, or starts as places do ("La", "El")."""
    return name.lower() in words("names", "not_persons") or name.split(maxsplit=1)[0].lower() in words(
        "names", "particles"
    )


def _has_given(names: tuple[str, ...]) -> bool:
    """Say whether each name starts with a common given name or holds an initial."""
    given = words("names", "given")
    return all(
        name.split()[0].lower().split("-")[0] in given or re.search(r"\b[A-Z]\.", name) for name in names
    )


def _stands_small(word: str, body: str) -> bool:
    """Say whether a word also stands in small letters in the story, so is no name."""
    if word.lower() in words("names", "particles") or word.lower() in words("names", "given"):
        return False
    return bool(re.search(rf"\b{re.escape(word.lower())}\b", body))


def _is_when(word: str) -> bool:
    """Say whether a word after "By" says when: "By Monday", "By May"."""
    return word.lower() in words("weekdays", "words") or word.lower() in months()


def _plain_case(name: str) -> str:
    """Return a name in capitals with plain case, since capitals there are the outlet's style."""
    if not name.isupper():
        return name
    particles = words("names", "particles")
    plain = (token.lower() if token.lower() in particles and position else _capital(token)
             for position, token in enumerate(name.split()))
    return " ".join(plain)


def _capital(token: str) -> str:
    """Return a word with a capital at its start and after each sign."""
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), token)
