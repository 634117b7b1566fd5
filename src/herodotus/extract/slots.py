"""Further values on which reports differ: whose will, what was agreed, what for, how, to whom."""

from __future__ import annotations

from herodotus.extract.casualties import group_of
from herodotus.extract.drafts import Draft
from herodotus.extract.tree import Tree
from herodotus.extract.words import settings, words_of
from herodotus.types import EventType, Modality, Slot

_ARMED = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT, EventType.PROTEST}
)


def slots_of(tree: Tree, draft: Draft, *, modality: Modality) -> tuple[Slot, ...]:
    """Return the slots of a claim in the order of their characters, each with the words that fill it."""
    found = [
        *_authority(tree, draft),
        *_agreement(tree, draft),
        *_purpose(tree, draft),
        *_manner(tree, draft),
        *_status(tree, draft),
        *_state(tree, draft),
    ]
    if modality == Modality.DENIED or draft.trigger.sense.polarity == "denial":
        found.append(_slot(tree, "denial", tree.lemmas[draft.trigger.head], draft.trigger.head))
    return tuple(sorted(set(found), key=lambda slot: (slot.start, slot.end, slot.name, slot.value)))


def _slot(tree: Tree, name: str, value: str, first: int, last: int | None = None) -> Slot:
    start, end = tree.offsets(first, first if last is None else last)
    return Slot(name=name, value=value, start=start, end=end)


def _authority(tree: Tree, draft: Draft) -> list[Slot]:
    head = draft.trigger.head
    found: list[Slot] = []
    if draft.event_type in {EventType.REJECT, EventType.ACCUSE}:
        if tree.lemmas[head] in words_of_authority("objected"):
            found.append(_slot(tree, "authority", "objected", head))
        return found
    if draft.event_type == EventType.REQUEST and tree.lemmas[head] in words_of_authority("ordered"):
        return [_slot(tree, "authority", "ordered", head)]
    if draft.event_type == EventType.AGREE and tree.lemmas[head] in words_of_authority("authorised"):
        return [_slot(tree, "authority", "authorised", head)]
    if draft.event_type not in _ARMED:
        return found
    for node in dict.fromkeys((head, *_governor(tree, head))):
        found.extend(_authority_at(tree, node))
    return found


def words_of_authority(value: str) -> frozenset[str]:
    """Return the lemmas of one kind of authority."""
    return frozenset(settings("slots")["authority"][value])


def _governor(tree: Tree, head: int) -> tuple[int, ...]:
    governor = tree.head(head)
    return (governor,) if governor >= 0 and tree.rel(head) in {"obj", "nsubj", "xcomp", "ccomp"} else ()


def _authority_at(tree: Tree, node: int) -> list[Slot]:
    found: list[Slot] = []
    rules = settings("slots")["authority"]
    for kid in tree.kids(node, "acl", "advcl", "amod"):
        found.extend(
            _slot(tree, "authority", value, kid)
            for value in ("ordered", "authorised", "permitted", "unauthorised")
            if tree.lemmas[kid] in rules[value] or tree.low[kid] in rules[value]
        )
    for kid in tree.kids(node, "obl", "nmod"):
        if tree.lemmas[kid] not in rules["will_nouns"]:
            continue
        case = tree.case(kid)
        if case in rules["without"]:
            found.append(_slot(tree, "authority", "unauthorised", kid))
        elif case in rules["with"]:
            value = (
                "ordered"
                if tree.lemmas[kid] in {"order", "orders", "instruction", "command"}
                else "permitted"
            )
            found.append(_slot(tree, "authority", value, kid))
    if tree.lemmas[node] in rules["ordered"] or tree.lemmas[node] in rules["authorised"]:
        value = "ordered" if tree.lemmas[node] in rules["ordered"] else "authorised"
        found.append(_slot(tree, "authority", value, node))
    return found


def _agreement(tree: Tree, draft: Draft) -> list[Slot]:
    rules = settings("slots")["agreement"]
    head = draft.trigger.head
    if (
        draft.event_type in {EventType.AGREE, EventType.CONCEDE, EventType.SUPPORT}
        and tree.lemmas[head] in rules["accepted"]
    ):
        return [_slot(tree, "agreement", "accepted", head)]
    if draft.event_type == EventType.REJECT and tree.lemmas[head] in rules["rejected"]:
        return [_slot(tree, "agreement", "rejected", head)]
    return []


def _purpose(tree: Tree, draft: Draft) -> list[Slot]:
    """Return what for: "to free hostages" is stated, "ostensibly" doubts, "the real reason" corrects."""
    found: list[Slot] = []
    text = " ".join(tree.low)
    rules = settings("states")
    head = draft.trigger.head
    nodes = (head, *_governor(tree, head)) if draft.trigger.form == "noun" else (head,)
    for node in nodes:
        for kid in tree.kids(node, "advcl"):
            if tree.case(kid) in {"to", "in order to", "so as to"} and kid > node:
                value = "ostensible" if any(word in text for word in rules["ostensible"]) else "stated"
                found.append(_slot(tree, "purpose", value, kid, max(tree.subtree(kid))))
    for phrase in rules["real"]:
        if f" {phrase} " in f" {text} ":
            index = next(
                i for i in range(len(tree)) if " ".join(tree.low[i : i + len(phrase.split())]) == phrase
            )
            found.append(_slot(tree, "purpose", "real", index, index + len(phrase.split()) - 1))
    if not found and any(word in tree.low for word in ("ostensibly", "supposedly", "purportedly")):
        index = next(
            i for i in range(len(tree)) if tree.low[i] in {"ostensibly", "supposedly", "purportedly"}
        )
        if draft.event_type in _ARMED:
            found.append(_slot(tree, "purpose", "ostensible", index))
    return found


def _manner(tree: Tree, draft: Draft) -> list[Slot]:
    if draft.manner is None or draft.event_type not in _ARMED:
        return []
    source = next((one for one in draft.absorbed if one.sense.manner == draft.manner), draft.trigger)
    return [
        _slot(
            tree,
            "manner",
            draft.manner,
            min(source.words) if source.form == "noun" else source.head,
            source.head,
        )
    ]


def _status(tree: Tree, draft: Draft) -> list[Slot]:
    if draft.event_type != EventType.ASSAULT:
        return []
    found: list[Slot] = []
    for head in draft.recipients:
        group = group_of(tree, head)
        if group is not None:
            found.append(_slot(tree, "status", group, head))
    return found


def _state(tree: Tree, draft: Draft) -> list[Slot]:
    """Read "withdrew on the grounds that it was calm": the state that a reason asserts."""
    found: list[Slot] = []
    nodes = [draft.trigger.head, *tree.ancestors(draft.trigger.head)][:3]
    for node in nodes:
        for kid in tree.kids(node, "obl", "nmod"):
            if tree.lemmas[kid] in words_of("states", "grounds"):
                found.extend(
                    _slot(tree, "state", tree.lemmas[clause], clause)
                    for clause in tree.kids(kid, "acl", "ccomp")
                    if tree.kids(clause, "cop")
                )
    return found
