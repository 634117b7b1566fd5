"""Words that say what happened, by sense: what is attacked decides whether it is an attack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from herodotus.extract.arguments import Roles, verb_roles
from herodotus.extract.misreadings import is_misread
from herodotus.extract.nominals import noun_roles
from herodotus.extract.tree import Tree
from herodotus.extract.words import in_class, near_phrases, noun_class
from herodotus.knowledge import Sense, load_events

_REACH = 8  # words between the parts of a trigger ("gave the striking dockers a day's ultimatum")
_VERBAL = frozenset({"VERB", "AUX"})
_COMPLETES = frozenset({"obj", "obl", "nmod", "xcomp", "advcl", "acl", "compound", "fixed", "amod", "ccomp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A trigger: its head, all its words, the sense they have here and the roles around them."""

    head: int
    words: tuple[int, ...]
    sense: Sense
    roles: Roles
    form: str
    score: float


@cache
def _index() -> dict[str, dict[str, list[tuple[tuple[str, ...], Sense]]]]:
    """Form -> lemma of the head -> (all lemmas, sense)."""
    index: dict[str, dict[str, list[tuple[tuple[str, ...], Sense]]]] = {
        "verb": {},
        "noun": {},
        "adjective": {},
    }
    for event in load_events():
        for sense in event.senses:
            for form, patterns in (
                ("verb", sense.verbs),
                ("noun", sense.nouns),
                ("adjective", sense.adjectives),
            ):
                for pattern in patterns:
                    words = tuple(pattern.split())
                    head = words[-1] if form != "verb" else words[0]
                    index[form].setdefault(head, []).append((words, sense))
    return index


def find_triggers(tree: Tree, *, before: Tree | None = None) -> list[Trigger]:
    """Return the triggers of a sentence, each word in one at most; `before` is the sentence before."""
    found: list[Trigger] = []
    for head in range(len(tree)):
        best = _best_at(tree, head, before=before)
        if best is not None:
            found.append(best)
    return _without_overlap(tree, found)


def _best_at(tree: Tree, head: int, *, before: Tree | None) -> Trigger | None:
    options: list[Trigger] = []
    for form in _forms(tree, head):
        for words, sense in _index()[form].get(_lemma_for(tree, head, form), ()):
            matched = _match_verb(tree, head, words) if form == "verb" else _match_noun(tree, head, words)
            if matched is None or is_misread(tree, head, matched, sense, form=form):
                continue
            roles = noun_roles(tree, head, matched) if form == "noun" else verb_roles(tree, head, matched)
            score = _fit(tree, sense, roles, matched, form=form, before=before)
            if score is not None:
                options.append(
                    Trigger(head=head, words=matched, sense=sense, roles=roles, form=form, score=score)
                )
    return max(options, key=lambda trigger: trigger.score, default=None)


def _lemma_for(tree: Tree, head: int, form: str) -> str:
    """Return the lemma under which a word may be known, trying its stem where the lemma is unknown."""
    known = _index()[form]
    lemma = tree.lemmas[head]
    if lemma in known:
        return lemma
    word = tree.low[head]
    stems = [word]
    for ending in ("es", "s") if form == "noun" else ("ed", "ing", "es", "s"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            stems += [stem, stem + "e", word[:-1], stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return next((stem for stem in stems if stem in known), lemma)


def _forms(tree: Tree, head: int) -> tuple[str, ...]:
    """Return how a word may trigger; a noun before a noun only names it ("riot police")."""
    upos = tree.upos(head)
    if _is_people(tree, head):
        return ()
    if (
        upos == "VERB"
        and tree.low[head] in _index()["noun"]
        and tree.rel(head) in {"nsubj", "obj", "obl", "nmod"}
    ):
        return ("noun",)
    if upos in _VERBAL:
        return ("verb", "adjective") if tree.rel(head) not in {"aux", "cop"} else ()
    if upos in {"NOUN", "PROPN"}:
        return (
            ()
            if tree.rel(head) in {"compound", "flat"} or tree.full_rel(head) == "nmod:unmarked"
            else ("noun", "adjective")
        )
    if upos == "ADJ":
        return ("adjective", "verb") if tree.low[head].endswith(("ed", "en", "ing")) else ("adjective",)
    return ("adjective",) if upos in {"ADP", "ADV"} else ()


def _is_people(tree: Tree, head: int) -> bool:
    """Return whether a participle stands for people: "food for the displaced"."""
    return any(tree.low[kid] in {"the", "those"} for kid in tree.kids(head, "det")) and tree.upos(
        head
    ) not in {"NOUN", "PROPN"}


def _match_verb(tree: Tree, head: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the tokens of a verb and its further words, which hang close below it and follow in order."""
    matched = [head]
    at = head
    for place, word in enumerate(words[1:], start=1):
        found = None
        last = place == len(words) - 1
        for index in range(at + 1, min(len(tree), at + 1 + _REACH)):
            if word in {tree.lemmas[index], tree.low[index]} and _belongs(tree, index, matched, last=last):
                found = index
                break
        if found is None:
            return _match_passive(tree, head, words)
        matched.append(found)
        at = found
    return tuple(matched)


def _belongs(tree: Tree, index: int, matched: list[int], *, last: bool) -> bool:
    """Return whether a word completes the verb: a particle, its preposition, its object, nothing deeper."""
    parent = tree.head(index)
    if parent in matched:
        return tree.rel(index) not in {"nsubj", "conj", "parataxis"}
    if any(
        tree.full_rel(node) == "acl:relcl" for node in (index, *tree.ancestors(index)) if node > matched[0]
    ):
        return False
    if tree.rel(index) in {"case", "mark"}:
        if parent < 0 or tree.head(parent) not in matched or tree.rel(parent) not in _COMPLETES:
            return False
        return not last or not any(kid < index and kid not in matched for kid in tree.kids(matched[0], "obj"))
    grand = tree.head(parent) if parent >= 0 else -1
    near = grand in matched and tree.rel(index) in _COMPLETES and tree.rel(parent) in _COMPLETES
    return near or (index == matched[-1] + 1 and tree.below(index, matched[0]))


def _match_passive(tree: Tree, head: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return "the curfew was lifted" for "lift curfew"; the object stands before its verb."""
    if len(words) != 2:  # noqa: PLR2004 (verb and object)
        return None
    subject = next((kid for kid in tree.kids(head, "nsubj") if tree.full_rel(kid) == "nsubj:pass"), None)
    if subject is None and tree.rel(head) == "acl" and tree.tokens[head].xpos == "VBN":
        subject = tree.head(head)
    return (subject, head) if subject is not None and tree.lemmas[subject] == words[1] else None


def _match_noun(tree: Tree, head: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the tokens of a noun and the words before it, which must touch (hyphens apart)."""
    matched = [head]
    at = head
    for word in reversed(words[:-1]):
        at -= 1
        while at >= 0 and tree.upos(at) == "PUNCT" and tree.low[at] == "-":
            at -= 1
        if at < 0 or word not in {tree.lemmas[at], tree.low[at]}:
            return None
        matched.insert(0, at)
    return tuple(matched)


def _fit(
    tree: Tree, sense: Sense, roles: Roles, words: tuple[int, ...], *, form: str, before: Tree | None
) -> float | None:
    """Return how well the sense fits, or None where something speaks against it."""
    objects = _heads(roles, form=form, side="object")
    subjects = _heads(roles, form=form, side="subject")
    objects = [
        index for index in objects if index not in words and tree.lemmas[index] not in noun_class("time")
    ]
    if any(in_class(tree, index, sense.not_objects) for index in objects):
        return None
    if any(_is_barred(tree, index, sense.not_subjects) for index in subjects):
        return None
    score = 2.0 * len(words) + sense.weight
    for wanted, got in ((sense.only_objects, objects), (sense.only_subjects, subjects)):
        if wanted and not any(in_class(tree, index, wanted) for index in got):
            if got or (form == "verb" and not any(tree.upos(word) in {"NOUN", "ADJ"} for word in words)):
                return None
            score -= 0.3
        elif wanted:
            score += 0.5
    if sense.not_near and near_phrases(tree, sense.not_near, skip=words):
        return None
    if sense.needs and not (
        near_phrases(tree, sense.needs, skip=words)
        or (before is not None and near_phrases(before, sense.needs, skip=()))
    ):
        return None
    if sense.needs_object and not objects:
        return None
    if sense.needs_governor and not _governed_by(tree, words[-1], sense.needs_governor):
        return None
    if sense.needs_roles and not (objects or subjects):
        return None
    return score


def _is_barred(tree: Tree, index: int, barred: tuple[str, ...]) -> bool:
    """Return whether a doer is barred, by its word or by a class; a parliament can act, place or not."""
    if in_class(tree, index, tuple(entry for entry in barred if not entry.startswith("@"))):
        return True
    return in_class(tree, index, barred) and not in_class(tree, index, ("@force", "@person"))


def _governed_by(tree: Tree, noun: int, verbs: tuple[str, ...]) -> bool:
    """Return whether a noun is carried by one of these verbs, above it or in a participle on it."""
    head = tree.head(noun)
    above = head >= 0 and tree.lemmas[head] in verbs and tree.rel(noun) in {"obj", "nsubj"}
    return above or any(tree.lemmas[kid] in verbs for kid in tree.kids(noun, "acl"))


def _heads(roles: Roles, *, form: str, side: str) -> list[int]:
    names = {
        ("verb", "object"): ("obj",),
        ("verb", "subject"): ("subj", "by"),
        ("noun", "object"): ("of", "against", "on"),
        ("noun", "subject"): ("poss", "by", "mod"),
    }[(("noun" if form == "noun" else "verb"), side)]
    return [index for name in names for index in roles.get(name, ())]


def _without_overlap(tree: Tree, found: list[Trigger]) -> list[Trigger]:
    """Keep the longer of two triggers that share a word, then the better one."""
    kept: list[Trigger] = []
    taken: set[int] = set()
    for trigger in sorted(found, key=lambda trigger: (-len(trigger.words), -trigger.score, trigger.head)):
        if not taken.intersection(trigger.words):
            kept.append(trigger)
            taken.update(_consumed(tree, trigger))
    return sorted(kept, key=lambda trigger: trigger.head)


def _consumed(tree: Tree, trigger: Trigger) -> list[int]:
    """Return the words no other trigger may use; what is refused or promised may be told by itself."""
    infinitive = (
        trigger.form == "verb"
        and any(tree.low[word] == "to" for word in trigger.words[1:-1])
        and tree.upos(trigger.words[-1]) == "VERB"
    )
    told_apart = infinitive or trigger.sense.mode == "meet"  # "ruled out talks" also tells that none are held
    return [trigger.head] if told_apart else list(trigger.words)
