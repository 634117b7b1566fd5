"""Triggers -> drafts of claims: what is told twice in one clause becomes one claim."""

from __future__ import annotations

from dataclasses import dataclass, field

from herodotus.extract.abilities import checked
from herodotus.extract.arguments import subjects
from herodotus.extract.casualties import Found
from herodotus.extract.modality import grammar_of
from herodotus.extract.participants import Mentions, assign
from herodotus.extract.tree import Tree
from herodotus.extract.triggers import Trigger
from herodotus.extract.words import in_class, noun_class, words_of
from herodotus.types import EventType, Modality

_VERBAL = frozenset({"VERB", "AUX"})
_HARMS = frozenset({"killed", "injured"})
_CAUSES = frozenset({"in", "during", "by", "from", "as a result of", "because of", "due to", "through"})


@dataclass(slots=True)
class Draft:
    """A claim in the making; `absorbed` are triggers that tell the same happening."""

    trigger: Trigger
    event_type: EventType
    actors: list[int]
    recipients: list[int]
    mode: str | None
    manner: str | None
    counts: list[Found] = field(default_factory=list)
    absorbed: list[Trigger] = field(default_factory=list)


def draft(tree: Tree, triggers: list[Trigger], *, mentions: Mentions) -> list[Draft]:
    """Return one draft for each happening that a sentence tells."""
    started = {trigger.head: _start(tree, trigger, mentions=mentions) for trigger in triggers}
    drafts = {head: one for head, one in started.items() if one is not None}
    triggers = [trigger for trigger in triggers if trigger.head in drafts]
    gone: set[int] = set()
    for trigger in triggers:
        for other in _same_happening(tree, trigger, triggers):
            if other.head in gone or trigger.head in gone:
                continue
            _absorb(tree, drafts[trigger.head], drafts[other.head])
            gone.add(other.head)
    kept = [one for head, one in drafts.items() if head not in gone]
    for one in kept:
        _lift_speaker(tree, one)
        _retype_by_content(tree, one, triggers)
    kept = [one for one in kept if not _is_weak(tree, one, triggers)]
    return [one for one in kept if not _is_help(tree, one, kept)]


def _start(tree: Tree, trigger: Trigger, *, mentions: Mentions) -> Draft | None:
    sides = checked(tree, trigger, assign(tree, trigger, mentions=mentions), mentions=mentions)
    if sides is None:
        return None
    return Draft(
        trigger=trigger,
        event_type=trigger.sense.event_type,
        actors=list(sides.actors),
        recipients=list(sides.recipients),
        mode=trigger.sense.mode,
        manner=trigger.sense.manner,
    )


def _lift_speaker(tree: Tree, one: Draft) -> None:
    """Give "said the strikes were wrong and vowed to answer" its speaker: strikes do not vow."""
    spoken = {EventType.THREATEN, EventType.REQUEST, EventType.AGREE, EventType.ACCUSE, EventType.REJECT}
    if one.event_type not in spoken or not one.actors:
        return
    if any(tree.lemmas[index] not in noun_class("strife") for index in one.actors):
        return
    for node in tree.ancestors(one.trigger.head):
        above = [index for index in subjects(tree, node) if index not in one.actors]
        if tree.upos(node) == "VERB" and any(
            in_class(tree, index, ("@person", "@name", "@force")) for index in above
        ):
            one.actors = above
            return


def _same_happening(tree: Tree, trigger: Trigger, triggers: list[Trigger]) -> list[Trigger]:
    """Return the nominal triggers that only say how the harm of this trigger came about.

    "A bomb killed nine", "nine were killed in clashes"; and for a noun that causes harm, the word of
    harm below it ("clashes left nine dead" has its own trigger; "a raid caused nine deaths" has not).
    """
    found = []
    for other in triggers:
        if other is trigger or other.sense.event_type != EventType.ASSAULT:
            continue
        if _is_result(tree, trigger, other) or _is_subject(tree, trigger, other):
            found.append(other)
        elif trigger.sense.harm in _HARMS and trigger.form != "noun" and other.form == "noun":
            if _is_cause(tree, trigger.head, other.head):
                found.append(other)
        elif trigger.form == "noun" and other.sense.harm in _HARMS and _is_effect(tree, trigger, other):
            found.append(other)
    return found


def _is_result(tree: Tree, trigger: Trigger, other: Trigger) -> bool:
    """Return whether a participle tells what the violence did: "set off a bomb, killing nine"."""
    if _is_second_harm(tree, trigger, other):
        return True
    if trigger.form != "verb" or other.form != "verb" or trigger.sense.event_type != EventType.ASSAULT:
        return False
    participle = (
        tree.tokens[other.head].xpos == "VBG"
        and tree.rel(other.head) == "advcl"
        and not tree.case(other.head)
    )
    return (
        participle
        and other.sense.harm in _HARMS
        and tree.head(other.head) == trigger.head
        and trigger.sense.harm not in _HARMS
    )


def _is_subject(tree: Tree, trigger: Trigger, other: Trigger) -> bool:
    """Return whether one violence is told twice, by subject and verb: "a car bomb exploded"."""
    violent = (
        trigger.sense.event_type == EventType.ASSAULT and trigger.form == "verb" and other.form == "noun"
    )
    return violent and (
        other.head in tree.kids(trigger.head, "nsubj")
        or (trigger.sense.frame == "mutual" and other.head in tree.kids(trigger.head, "obj"))
    )


def _is_second_harm(tree: Tree, trigger: Trigger, other: Trigger) -> bool:
    """Return whether a word of harm goes on with the first one: "left nine dead and thirty injured"."""
    if trigger.sense.harm not in _HARMS or other.sense.harm not in _HARMS or trigger.head > other.head:
        return False
    if tree.kids(other.head, "nsubj", "aux", "obj") or other.form == "noun":
        return False
    head = tree.head(other.head)
    bare = other.form == "adjective" or (
        tree.tokens[other.head].xpos == "VBN" and not tree.kids(other.head, "obl")
    )
    below = head in trigger.words or head == tree.head(trigger.head)
    return bare and below and tree.rel(other.head) in {"xcomp", "conj", "advcl", "acl"}


def _is_cause(tree: Tree, harm: int, noun: int) -> bool:
    head = tree.head(noun)
    if tree.rel(noun) == "conj" and head >= 0:
        noun, head = head, tree.head(head)
    if noun in subjects(tree, harm) and not tree.below(harm, noun):
        return True
    if noun in subjects(tree, harm) and tree.head(harm) == noun:
        return True
    return head == harm and tree.rel(noun) in {"obl", "nmod"} and tree.case(noun) in _CAUSES


def _is_effect(tree: Tree, trigger: Trigger, other: Trigger) -> bool:
    """Return whether a word of harm tells what came of the noun: "a raid caused nine deaths"."""
    if other.form == "verb" or trigger.sense.event_type != EventType.ASSAULT:
        return False
    verb = tree.head(other.head)
    while verb >= 0 and tree.upos(verb) not in _VERBAL:
        verb = tree.head(verb)
    causes = verb >= 0 and tree.lemmas[verb] in words_of("harm", "cause_verbs")
    return causes and trigger.head in subjects(tree, verb)


def _absorb(tree: Tree, host: Draft, other: Draft) -> None:
    host.absorbed.append(other.trigger)
    host.actors = [
        index
        for index in host.actors
        if index != other.trigger.head
        and (not tree.below(index, other.trigger.head) or tree.case(index) in {"with", "against"})
    ]
    if not host.actors and host.trigger.sense.frame != "count":
        host.actors = [
            index
            for index in other.actors
            if index not in host.recipients and not tree.below(host.trigger.head, index)
        ]
    aimed = [index for role in ("on", "against", "of") for index in other.trigger.roles.get(role, ())]
    host.recipients += [
        index
        for index in other.recipients
        if index not in (*host.actors, *host.recipients) and (index in aimed or not host.recipients)
    ]
    if _is_result(tree, host.trigger, other.trigger):
        host.recipients += [
            index for index in other.recipients if index not in (*host.recipients, *host.actors)
        ]
    host.recipients = [index for index in host.recipients if index != other.trigger.head]
    host.mode = host.mode or other.mode
    host.manner = other.manner or host.manner


def content_of(tree: Tree, head: int, triggers: list[Trigger]) -> Trigger | None:
    """Return the trigger that completes a verb or noun of promise, demand or refusal, the highest one."""
    tops = [*tree.kids(head, "xcomp", "ccomp", "acl", "advcl")]
    tops += [kid for kid in tree.kids(head, "obj", "obl", "nmod") if tree.upos(kid) == "NOUN"]
    for top in tops:
        inside = [trigger for trigger in triggers if trigger.head != head and tree.below(trigger.head, top)]
        inside = [trigger for trigger in inside if trigger.head == top or _is_near(tree, trigger.head, top)]
        if inside:
            return inside[0]
    return None


def _is_near(tree: Tree, index: int, top: int) -> bool:
    """Return whether a trigger carries the clause of `top`: a light verb's noun, or what is joined to it."""
    if tree.head(index) != top:
        return False
    return tree.rel(index) == "conj" or (
        tree.rel(index) == "obj" and tree.lemmas[top] in words_of("arguments", "light")
    )


_PROMISED = {
    EventType.ASSAULT: EventType.THREATEN,
    EventType.COERCE: EventType.THREATEN,
    EventType.SANCTION: EventType.THREATEN,
    EventType.MOBILIZE: EventType.THREATEN,
    EventType.PROTEST: EventType.THREATEN,
    EventType.RETREAT: EventType.CONCEDE,
    EventType.CONCEDE: EventType.CONCEDE,
}
_PROMISES = frozenset(
    {
        "promise",
        "vow",
        "pledge",
        "swear",
        "plan",
        "intend",
        "decide",
        "offer",
        "commit",
        "undertake",
        "prepare",
        "hope",
        "consider",
        "agree",
    }
)


def _retype_by_content(tree: Tree, one: Draft, triggers: list[Trigger]) -> None:
    """A promise to attack is a threat, a promise to withdraw a concession."""
    if one.event_type in {EventType.THREATEN, EventType.REQUEST, EventType.AGREE}:
        content = content_of(tree, one.trigger.head, triggers)
        if content is None:
            return
        if one.event_type == EventType.AGREE and tree.lemmas[one.trigger.head] in _PROMISES:
            one.event_type = _PROMISED.get(content.sense.event_type, one.event_type)
            if (
                tree.lemmas[one.trigger.head] in {"plan", "intend", "decide", "consider", "hope"}
                and one.event_type == EventType.THREATEN
            ):
                one.event_type = EventType.AGREE
        if not one.recipients and one.event_type == EventType.THREATEN:
            one.recipients = [
                index for name in ("obj", "against", "on") for index in content.roles.get(name, ())
            ][:1]


def _is_weak(tree: Tree, one: Draft, triggers: list[Trigger]) -> bool:
    """Return whether a trigger that only counts with a content has none ("hope", "plan")."""
    if one.trigger.sense.name == "warn" and _warns_of_others(tree, one):
        return True
    wanted = one.trigger.sense.needs_content
    if wanted:
        content = content_of(tree, one.trigger.head, triggers)
        if content is None or content.sense.event_type not in wanted:
            return True
        return grammar_of(tree, content)[0] == Modality.DENIED  # "decided to suspend talks" agrees to none
    return False


def _warns_of_others(tree: Tree, one: Draft) -> bool:
    """Return whether a warning tells what somebody else may do: no threat, as "they would shoot" is."""
    for clause in tree.kids(one.trigger.head, "ccomp"):
        own = tree.kids(clause, "nsubj")
        if own and in_class(tree, own[0], ("@person", "@force", "@name")) and tree.upos(own[0]) != "PRON":
            return not any(tree.lemmas[own[0]] == tree.lemmas[actor] for actor in one.actors)
    return False


def _is_help(tree: Tree, one: Draft, drafts: list[Draft]) -> bool:
    """Return whether "backed by tanks" only says who else acted in another draft."""
    verb = one.trigger.head
    if tree.lemmas[verb] not in words_of("arguments", "helped") or tree.rel(verb) not in {"acl", "advcl"}:
        return False
    helpers = set(one.actors)
    return bool(helpers) and any(other is not one and helpers <= set(other.actors) for other in drafts)
