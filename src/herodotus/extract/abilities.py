"""Who can do, say or undergo something: a person, a force, a body or a state, never a view or a plan."""

from __future__ import annotations

from functools import cache

from herodotus.extract.nominals import noun_roles
from herodotus.extract.participants import Mentions, Sides
from herodotus.extract.tree import Tree
from herodotus.extract.triggers import Trigger
from herodotus.extract.words import countries, in_class, noun_class, settings, words_of
from herodotus.types import EventType

_COUNTED = frozenset({"NUM", "DET", "ADJ", "X", "SYM"})
_DEEPEST = 3  # steps down "hundreds of members of"


def can_do(tree: Tree, index: int, *, mentions: Mentions, depth: int = 0) -> bool:
    """Return whether a nominal is somebody: a person, a body, a name, a state, a pronoun for one."""
    if tree.upos(index) == "PRON":
        return tree.low[index] not in words_of("abilities", "no_one")
    if tree.label(index) is not None and tree.label(index) != "LOC":
        return True
    if tree.upos(index) in {"ADJ", "X"} and tree.tokens[index].text.islower():
        return mentions.at(tree, index) is not None or in_class(tree, index, ("@person",))
    if tree.tokens[index].text.isupper() and is_idea(tree, index):
        return False
    if tree.upos(index) in {"PROPN", *_COUNTED} or tree.label(index) is not None:
        return not in_class(tree, index, ("@time",))
    if mentions.at(tree, index) is not None or in_class(tree, index, ("@person", "@force")):
        return True
    lemma = tree.lemmas[index]
    if lemma in noun_class("place") or tree.tokens[index].text in countries():
        return True
    if lemma in words_of("arguments", "number_of") or lemma in words_of("abilities", "parts_of"):
        below = [kid for kid in tree.kids(index, "nmod") if tree.case(kid) == "of"]
        return not below or (
            depth < _DEEPEST and any(can_do(tree, kid, mentions=mentions, depth=depth + 1) for kid in below)
        )
    return lemma.endswith(tuple(settings("abilities")["doer_endings"])) and not is_idea(tree, index)


def is_idea(tree: Tree, index: int) -> bool:
    """Return whether a common noun names a thought, a happening or a time: what nobody can strike or ask."""
    shouted = tree.upos(index) == "PROPN" and len(tree.low[index]) > 1 and tree.tokens[index].text.isupper()
    if tree.label(index) is not None or (tree.upos(index) != "NOUN" and not shouted):
        return False
    lemma = tree.lemmas[index]
    if shouted and lemma not in _ideas() and lemma.removesuffix("s") not in _ideas():
        return False
    known = noun_class("person") | noun_class("force") | noun_class("place")
    if lemma in known or lemma.removesuffix("s") in known:
        return False
    return lemma in _ideas() or lemma.endswith(tuple(settings("abilities")["idea_endings"]))


@cache
def _ideas() -> frozenset[str]:
    return noun_class("abstract") | noun_class("time") | noun_class("strife") | noun_class("mass")


@cache
def needs_somebody(event_type: EventType) -> bool:
    """Return whether both sides of a type are always somebody: words and dealings, unlike blows and bans."""
    return str(event_type) in words_of("abilities", "between_people")


def checked(tree: Tree, trigger: Trigger, sides: Sides, *, mentions: Mentions) -> Sides | None:
    """Return the sides without what cannot take part; None where a mere thing is said to do it.

    "The flaw allowed hackers in" and "they met with success" tell no dealing between people.
    """
    people = needs_somebody(trigger.sense.event_type)
    away = set(trigger.roles.get("from", ())) if trigger.form == "noun" else set()
    actors = tuple(
        index
        for index in sides.actors
        if not (
            index in away and in_class(tree, index, ("@place",)) and not in_class(tree, index, ("@force",))
        )
        and (can_do(tree, index, mentions=mentions) if people else not _cannot_act(tree, index))
    )
    if sides.actors and not actors and trigger.form == "verb" and not _may_lack_doer(tree, trigger, sides):
        return None
    recipients = sides.recipients
    if people:
        recipients = _somebody(tree, trigger, recipients, mentions=mentions)
        if sides.recipients and not recipients and _needs_other_side(trigger):
            return None
    elif str(trigger.sense.event_type) in words_of("abilities", "aimed_at_bodies"):
        recipients = tuple(one for one in recipients if not is_idea(tree, one))
    elif trigger.sense.frame == "mutual":
        recipients = tuple(one for one in recipients if not _cannot_act(tree, one))
        if len(actors) == 1 and recipients == actors and len(sides.recipients) > 1:
            recipients = ()
    elif trigger.sense.harm and recipients:
        needed = trigger.sense.frame == "undergo"
        hurt = [
            one
            for one in recipients
            if not (is_idea(tree, one) or (needed and not can_do(tree, one, mentions=mentions)))
        ]
        if not hurt:
            return None
    recipients = tuple(
        index for index in recipients if tree.low[index] not in words_of("abilities", "selves")
    )
    if people and sides.recipients and not recipients and _needs_other_side(trigger):
        return None
    return Sides(actors, recipients)


def _cannot_act(tree: Tree, index: int) -> bool:
    return is_idea(tree, index) or tree.low[index] in words_of("abilities", "no_one")


def _may_lack_doer(tree: Tree, trigger: Trigger, sides: Sides) -> bool:
    """Return whether violence may be told without its doer: "a blast killed nine", "the raid struck them"."""
    if needs_somebody(trigger.sense.event_type):
        return False
    violent = any(in_class(tree, index, ("@violence", "@weapon", "@strife")) for index in sides.actors)
    hurt = any(
        in_class(tree, index, ("@person", "@force", "@name", "@pronoun")) for index in sides.recipients
    )
    return violent or hurt


def _needs_other_side(trigger: Trigger) -> bool:
    """Return whether a verb without another side tells nothing: "help", "meet", "train"."""
    return trigger.form == "verb" and trigger.sense.name in words_of("abilities", "needs_other_side")


def _somebody(tree: Tree, trigger: Trigger, heads: tuple[int, ...], *, mentions: Mentions) -> tuple[int, ...]:
    """Return who is meant: somebody stays, and for "condemned the army's raid" it is the army."""
    found: list[int] = []
    for head in heads:
        if can_do(tree, head, mentions=mentions):
            found.append(head)
        elif str(trigger.sense.event_type) in words_of("abilities", "through_deeds"):
            roles = noun_roles(tree, head)
            doers = next((roles[name] for name in ("by", "poss", "mod") if roles.get(name)), [])
            found.extend(
                doer
                for doer in doers
                if doer not in trigger.roles.get("subj", ()) and can_do(tree, doer, mentions=mentions)
            )
    attitude = str(trigger.sense.event_type) in words_of("abilities", "attitudes")
    if not found and attitude and trigger.sense.mode != "allege":
        return heads
    return tuple(dict.fromkeys(found))
