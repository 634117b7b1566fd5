"""Roles -> actors and recipients: whole noun phrases, helpers beside, both sides of what is mutual."""

from __future__ import annotations

from dataclasses import dataclass, replace

from herodotus.extract.arguments import Roles, is_passive
from herodotus.extract.nominals import can_act
from herodotus.extract.tree import NOMINAL, Tree
from herodotus.extract.triggers import Trigger
from herodotus.extract.words import noun_class, words_of
from herodotus.knowledge import load_frames
from herodotus.types import Analysis, Entity, EventType, Mention, Participant, Report

# Acts that are done together: whoever backs the doers is one of them.
_FORCEFUL = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE})
_LONGEST_LIST = 9  # words up to which "A, B and C" is also kept whole


@dataclass(frozen=True, slots=True)
class Sides:
    """Heads of those who act and of those acted on, in order."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


class Mentions:
    """Look-ups from characters to the entities of one report."""

    def __init__(self, analysis: Analysis) -> None:
        """Index mentions by the offset at which their head word starts."""
        self.entities: dict[str, Entity] = {entity.id: entity for entity in analysis.entities}
        self._by_head: dict[int, Mention] = {}
        for mention in analysis.mentions:
            self._by_head.setdefault(mention.head, mention)
        self._times = frozenset(offset for time in analysis.times for offset in range(time.start, time.end))

    def at(self, tree: Tree, index: int) -> Mention | None:
        """Return the mention whose head word is the token, or one of its flat name."""
        for node in (index, *tree.kids(index, "flat", "compound")):
            found = self._by_head.get(tree.tokens[node].start)
            if found is not None:
                return found
        return None

    def is_time(self, tree: Tree, index: int) -> bool:
        """Return whether the token belongs to words that say when."""
        return tree.tokens[index].start in self._times


def assign(tree: Tree, trigger: Trigger, *, mentions: Mentions) -> Sides:
    """Return who acts and who is acted on, by the frame of the trigger's sense."""
    frame = load_frames()[trigger.sense.frame]
    noun = trigger.form == "noun"
    acting = list(frame.noun_actor if noun else frame.actor)
    acted_on = list(frame.noun_recipient if noun else frame.recipient)
    _turn(trigger, acting, acted_on)
    actors = _pick(tree, trigger.roles, acting, mentions=mentions, several=frame.mutual)
    recipients = _pick(tree, trigger.roles, acted_on, mentions=mentions, several=False, taken=actors)
    if trigger.sense.frame == "go" and not noun and not actors:
        # "Troops were withdrawn": they go, whoever sent them.
        actors = _pick(tree, trigger.roles, ["obj"], mentions=mentions, several=False)
    if trigger.sense.harm and not actors and not noun:
        actors = _fought(tree, trigger)
    if trigger.sense.frame == "undergo" and not recipients:
        actors = [index for index in actors if not mentions.is_time(tree, index)]
    actors = _with_helpers(tree, trigger, actors)
    if frame.mutual or (trigger.sense.frame == "meet" and noun):
        both = [*actors, *(index for index in recipients if index not in actors)]
        if frame.mutual and _is_one_side(tree, both):
            opposed = noun and both[0] in [*trigger.roles.get("with", ()), *trigger.roles.get("against", ())]
            return Sides((), tuple(both)) if opposed else Sides(tuple(both), ())
        if frame.mutual:
            return Sides(tuple(both), tuple(both))
        return Sides(tuple(actors or (both if len(both) > 1 else ())), tuple(recipients))
    return Sides(tuple(actors), tuple(index for index in recipients if index not in actors))


def _fought(tree: Tree, trigger: Trigger) -> list[int]:
    """Return whom the dead fought: "were killed in a clash with an army patrol"."""
    fights = [head for head in trigger.roles.get("in", ()) if tree.lemmas[head] in noun_class("strife")]
    return [
        kid for head in fights for kid in tree.kids(head, "nmod") if tree.case(kid) in {"with", "against"}
    ]


def _is_one_side(tree: Tree, heads: list[int]) -> bool:
    """Return whether only one side of what two sides do is named: "the army fought on two fronts"."""
    if len(heads) != 1:
        return False
    head = heads[0]
    many = tree.tokens[head].xpos in {"NNS", "NNPS"} or tree.lemmas[head] in words_of(
        "arguments", "number_of"
    )
    first, last = tree.phrase(head)
    return not (many and set(tree.low[first : last + 1]) & words_of("arguments", "rivals"))


def _turn(trigger: Trigger, acting: list[str], acted_on: list[str]) -> None:
    """Apply what the sense says of prepositions, "of" and the possessive."""
    sense = trigger.sense
    if sense.to is not None:
        first = [role for role in acted_on if role in {"obj", "iobj", "comp"}]
        rest = [role for role in (*sense.to, *acted_on) if role not in {*first, "poss"}]
        acted_on[:] = [*first, *(role for role in dict.fromkeys(rest) if role != "of" or "of" in acted_on)]
    if trigger.form == "noun":
        for role, side in (("of", sense.of), ("poss", sense.poss)):
            if side is None:
                continue
            for roles in (acting, acted_on):
                if role in roles:
                    roles.remove(role)
            (acting if side == "actor" else acted_on).append(role)
        aimed = any(trigger.roles.get(role) for role in ("of", "on", "against", "by"))
        if sense.harm and sense.poss is None and not aimed and "poss" in acting:
            acting.remove("poss")
            acted_on.append("poss")


def _pick(
    tree: Tree,
    roles: Roles,
    wanted: list[str],
    *,
    mentions: Mentions,
    several: bool,
    taken: list[int] | None = None,
) -> list[int]:
    """Return the heads of the first role that is filled (of all roles where `several`), lists split."""
    found: list[int] = []
    for role in wanted:
        for head in roles.get(role, ()):
            if (
                head < tree.opening
                or mentions.is_time(tree, head)
                or not _can_take_part(tree, head, role)
                or _is_title(tree, head)
            ):
                continue
            new = [index for index in tree.conjuncts(head) if index not in (taken or ())]
            found.extend(index for index in new if index not in found)
        if found and not several:
            break
    return found


def _is_title(tree: Tree, head: int) -> bool:
    """Return whether the next phrase is the name or force that this one only introduces."""
    after = head + 1
    if after >= len(tree):
        return False
    if tree.rel(head) in {"compound", "amod"} and tree.head(after) == tree.head(head):
        return tree.rel(after) in {"compound", "amod"} and can_act(tree, after)
    start = next(
        (
            kid
            for kid in range(after, len(tree))
            if tree.head(kid) == tree.head(head) and tree.rel(kid) == tree.rel(head)
        ),
        None,
    )
    return start is not None and min(tree.subtree(start)) == after and _is_torn(tree, head, start)


def _can_take_part(tree: Tree, head: int, role: str) -> bool:
    if tree.upos(head) not in NOMINAL and not tree.kids(head, "det", "nmod") and tree.label(head) is None:
        return role == "mod"
    if (
        tree.low[head] in {"there", "who", "which", "what", "whom", "whoever", "how", "why"}
        or tree.rel(head) == "expl"
        or tree.lemmas[head] in noun_class("weapon")
    ):
        return False
    return tree.lemmas[head] not in noun_class("time") or tree.label(head) in {"PER", "ORG"}


def _with_helpers(tree: Tree, trigger: Trigger, actors: list[int]) -> list[int]:
    """Add "supported by", "together with", "with the help of" to those who act.

    Who backs a king backs him; who backs an attacking force takes part in the attack.
    """
    found = list(actors)
    forceful = trigger.sense.event_type in _FORCEFUL
    for head in (*actors, trigger.head) if forceful else ():
        for kid in tree.kids(head, "acl", "advcl"):
            if tree.lemmas[kid] in words_of("arguments", "helped") and is_passive(tree, kid):
                for ally in tree.kids(kid, "obl", "nmod"):
                    if tree.case(ally) == "by":
                        found.extend(index for index in tree.conjuncts(ally) if index not in found)
    for head in (trigger.head, *actors):
        for kid in tree.kids(head, "advmod"):
            if tree.low[kid] in {"together", "along", "jointly"}:
                helpers = [one for one in tree.kids(kid, "obl", "nmod") if tree.case(one) == "with"]
                found.extend(index for one in helpers for index in tree.conjuncts(one) if index not in found)
    if not actors:
        return found
    for head in (*actors, trigger.head):
        for kid in tree.kids(head, "obl", "nmod", "conj"):
            case = tree.case(kid)
            if case in words_of("arguments", "together"):
                found.extend(index for index in tree.conjuncts(kid) if index not in found)
            elif case == "with" and tree.lemmas[kid] in words_of("arguments", "help_nouns"):
                helpers = [index for index in tree.kids(kid, "nmod") if tree.case(index) in {"of", "from"}]
                found.extend(index for index in helpers if index not in found)
    return found


def participants(
    report: Report, tree: Tree, heads: tuple[int, ...], *, mentions: Mentions
) -> tuple[Participant, ...]:
    """Return the noun phrases of heads with their entities; a short list is also kept whole."""
    found = [participant(report, tree, head, mentions=mentions) for head in heads]
    for head in heads:
        joined = tree.conjuncts(head)
        if len(joined) > 1 and all(index in heads for index in joined):
            first, last = tree.phrase(head, whole=True)
            start, end = tree.offsets(first, last)
            if last - first < _LONGEST_LIST:
                found.append(
                    Participant(name=_squeeze(report.text[start:end]), entity=None, start=start, end=end)
                )
    unique = {(one.start, one.end): one for one in reversed(found)}
    return tuple(one for one in found if unique.pop((one.start, one.end), None) is not None)


def apart(
    recipients: tuple[Participant, ...],
    actors: tuple[Participant, ...],
    report: Report,
    *,
    acting: bool = False,
) -> tuple[Participant, ...]:
    """Return recipients without a wrong reference: in "police beat them" they are not the police.

    With `acting` the first are those who act: in "she praised Marr" she is not Marr.
    """
    others = {one.entity for one in actors if one.entity is not None}
    same = {(one.start, one.end) for one in actors}
    plain = words_of("arguments", "subject_pronouns" if acting else "object_pronouns")
    return tuple(
        replace(one, name=word, entity=None)
        if (word := report.text[one.start : one.end]).lower() in plain
        and one.entity in others
        and (one.start, one.end) not in same
        else one
        for one in recipients
    )


def participant(report: Report, tree: Tree, head: int, *, mentions: Mentions) -> Participant:
    """Return one noun phrase; a pronoun is called by the name of what it stands for."""
    mention = mentions.at(tree, head)
    start, end = _phrase_offsets(tree, head)
    name = _squeeze(report.text[start:end])
    entity = mentions.entities.get(mention.entity) if mention else None
    if entity is not None and tree.upos(head) in {"PRON", "DET"} and not tree.tokens[head].text.isupper():
        name = entity.name
    return Participant(name=name, entity=entity.id if entity else None, start=start, end=end)


def _phrase_offsets(tree: Tree, head: int) -> tuple[int, int]:
    """Return the characters of a noun phrase, never less than the name its head belongs to."""
    first, last = tree.phrase(head)
    if tree.rel(head) in {"compound", "amod", "nmod"} and not tree.case(head):
        while first and tree.head(first - 1) == tree.head(head) and can_act(tree, first - 1):
            first -= 1
    if tree.rel(head) in {"nsubj", "obj", "obl"} and first and _is_torn(tree, first - 1, head):
        first = min(tree.subtree(first - 1))
    start, end = tree.offsets(first, last)
    token = tree.tokens[head]
    for name in tree.names:
        if name.start <= token.start < name.end:
            start, end = min(start, name.start), max(end, name.end)
    return start, end


def _is_torn(tree: Tree, before: int, head: int) -> bool:
    """Return whether the noun right before is a title that the parse took for another argument."""
    same = tree.head(before) == tree.head(head) and tree.rel(before) == tree.rel(head)
    introduced = tree.upos(head) == "PROPN" and not tree.kids(head, "det")
    return same and introduced and tree.upos(before) in {"NOUN", "PROPN"}


def _squeeze(text: str) -> str:
    return " ".join(text.split())
