"""One sentence -> its claims: triggers, drafts, voices, modality and counts put together."""

from __future__ import annotations

from dataclasses import replace

from herodotus.extract.anaphora import DEFINITE
from herodotus.extract.beside import is_definite, is_indicative, is_past
from herodotus.extract.casualties import Found, add_up, find_counts, single_victims
from herodotus.extract.confidence import confidence_of
from herodotus.extract.contexts import contexts_of
from herodotus.extract.drafts import Draft, draft
from herodotus.extract.evidence import evidence_of, quote, trigger_span, voice_evidence
from herodotus.extract.modality import grammar_of
from herodotus.extract.model_confidence import evidence_for, with_heads
from herodotus.extract.obligations import demands_of, denials_of, speaker
from herodotus.extract.participants import Mentions, apart, participants
from herodotus.extract.slots import slots_of
from herodotus.extract.sources import source_of, with_act
from herodotus.extract.tree import Tree
from herodotus.extract.triggers import Trigger, find_triggers
from herodotus.extract.when import find_event_time
from herodotus.extract.where import find_event_place
from herodotus.extract.words import noun_class, words_of
from herodotus.types import (
    Analysis,
    Attribution,
    Claim,
    Count,
    EventType,
    Harm,
    Modality,
    Participant,
    PlaceMention,
    Report,
    TimeMention,
    VoiceRole,
)

_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
_HARMFUL = frozenset({EventType.ASSAULT, EventType.COERCE})
_TOLD = frozenset({Modality.THREATENED, Modality.SPECULATED, Modality.DENIED})
_DONE_SOMEWHERE = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT}
)


def claims_of_sentence(
    report: Report, analysis: Analysis, tree: Tree, *, before: Tree | None, mentions: Mentions
) -> list[Claim]:
    """Return the claims of one sentence."""
    triggers = find_triggers(tree, before=before)
    quantities = [one for one in analysis.quantities if tree.sentence.start <= one.start < tree.sentence.end]
    drafts = draft(tree, triggers, mentions=mentions)
    counts = find_counts(report, tree, quantities, victims=_victims(drafts))
    _share_counts(tree, drafts, counts)
    found = [_claim(report, analysis, tree, one, mentions=mentions) for one in drafts]
    found.extend(demands_of(report, analysis, tree, mentions=mentions, taken=[one.trigger for one in drafts]))
    found.extend(denials_of(report, analysis, tree))
    return [claim for claim in found if claim is not None]


def _victims(drafts: list[Draft]) -> dict[int, tuple[Harm, int]]:
    """Return token -> harm and trigger for each one harmed, and for the noun in "lost nine fighters"."""
    found: dict[int, tuple[Harm, int]] = {}
    for one in drafts:
        if one.trigger.sense.harm and one.event_type in _HARMFUL:
            for index in (*one.recipients, *one.trigger.words[1:]):
                found.setdefault(index, (Harm(one.trigger.sense.harm), one.trigger.head))
    return found


def _share_counts(tree: Tree, drafts: list[Draft], counts: list[Found]) -> None:
    """Give each count to the claim whose harm it is: its own trigger, else the nearest above or beside."""
    harmful = [one for one in drafts if one.event_type in _HARMFUL]
    for count in counts:
        owner = next((one for one in harmful if count.harm in one.trigger.words), None)
        owner = owner or next(
            (one for one in harmful for other in one.absorbed if count.harm in other.words), None
        )
        if owner is None:
            owner = _nearest(tree, harmful, count.harm)
        if owner is not None:
            owner.counts.append(count)


def _nearest(tree: Tree, drafts: list[Draft], index: int) -> Draft | None:
    if not drafts:
        return None

    def distance(one: Draft) -> tuple[int, int]:
        up = [index, *tree.ancestors(index)]
        other = [one.trigger.head, *tree.ancestors(one.trigger.head)]
        shared = next((node for node in up if node in other), None)
        steps = len(tree) if shared is None else up.index(shared) + other.index(shared)
        return steps, abs(one.trigger.head - index)

    return min(drafts, key=distance)


def _claim(report: Report, analysis: Analysis, tree: Tree, one: Draft, *, mentions: Mentions) -> Claim | None:
    start, end = trigger_span(tree, one)
    # Where counting is the saying ("registered 19 dead"), the dead are what is said.
    told = one.trigger.words[-1] if one.trigger.sense.frame == "count" else one.trigger.head
    attribution = source_of(report, analysis, tree.tokens[told].start, tree.tokens[told].end)
    modality, why = grammar_of(tree, one.trigger)
    modality, act = with_act(
        modality,
        attribution,
        presupposed=_is_presupposed(tree, one.trigger, attribution),
        past=is_past(tree, one.trigger.head),
    )
    actors = _people(report, tree, one.actors, attribution, mentions=mentions)
    named = _people(report, tree, one.recipients, attribution, mentions=mentions)
    actors = apart(actors, tuple(other for other in named if other.name[:1].isupper()), report, acting=True)
    recipients = apart(_people(report, tree, one.recipients, attribution, mentions=mentions), actors, report)
    event_type, modality = _as_threat(one.event_type, modality, actors, attribution, why=why)
    if event_type == EventType.THREATEN and one.event_type != EventType.THREATEN:
        actors = tuple(dict.fromkeys((*speaker(attribution.chain[-1]), *actors)))
    counts = _counts(report, tree, one, mentions=mentions)
    place, time = _where_and_when(report, analysis, tree, one)
    slots = slots_of(tree, one, modality=modality)
    told = any(slot.name in {"authority", "state"} for slot in slots) or modality in _TOLD
    vague = one.trigger.form == "noun" and tree.lemmas[one.trigger.head] in words_of(
        "modality", "states_of_things"
    )
    told = told and not (vague and modality != Modality.DENIED)
    if _has_no_speaker(tree, one, modality) or (not told and _says_nothing(tree, one, counts, place, time)):
        return None
    known = DEFINITE if one.trigger.form == "noun" and is_definite(tree, one.trigger.head) else None
    spans = [(count.start, count.end) for count in counts]
    spans += [(mention.start, mention.end) for mention in (place, time) if mention is not None]
    confidence, weights = confidence_of(
        one, (*actors, *recipients), placed=bool(place or time), modality=modality
    )
    head = evidence_for(tree, one, event_type=event_type, modality=modality)
    confidence, judged = with_heads(confidence, one, head)
    words = f"{report.text[start:end]} -> {event_type} ({one.trigger.sense.name})"
    return Claim(
        report=report.id,
        event_type=event_type,
        trigger=quote(report, start, end),
        evidence=(*evidence_of(report, tree, one, spans=spans), *voice_evidence(report, attribution)),
        attribution=attribution,
        modality=modality,
        actors=actors,
        recipients=recipients,
        place=place,
        time=time,
        casualties=counts,
        mode=one.mode,
        contexts=contexts_of(tree, one),
        confidence=confidence,
        why=tuple(part for part in (words, *why, act, *weights, *judged, known) if part),
        slots=slots,
    )


def _is_presupposed(tree: Tree, trigger: Trigger, attribution: Attribution) -> bool:
    """Return whether a voice's act leaves it standing: a relative clause, "knows that", a known noun."""
    cue = attribution.cue
    if cue is not None and any(
        token.start == cue[0] and token.lemma.lower() in words_of("modality", "factive")
        for token in tree.tokens
    ):
        return True
    if cue is not None and any(
        token.start == cue[0]
        and token.lemma.lower() in words_of("misreadings", "state_or_demand")
        and any(is_indicative(tree, clause) for clause in tree.kids(index, "ccomp"))
        for index, token in enumerate(tree.tokens)
    ):
        return True
    node = trigger.head
    while node >= 0:
        participle = tree.rel(node) in {"amod", "acl"} and tree.tokens[node].xpos == "VBN"
        if tree.full_rel(node) == "acl:relcl" or (participle and tree.upos(node) in {"VERB", "ADJ"}):
            return True
        if tree.rel(node) in {"ccomp", "parataxis", "root"}:
            asked = [
                kid for kid in tree.kids(node, "advmod", "mark") if tree.low[kid] in {"why", "how", "when"}
            ]
            if asked:
                return True
            break
        node = tree.head(node)
    if trigger.form != "noun":
        return False
    head = tree.head(trigger.head)
    light = head >= 0 and tree.lemmas[head] in words_of("arguments", "light")
    definite = is_definite(tree, trigger.head) or any(
        tree.low[kid] in words_of("modality", "definite") for kid in tree.kids(trigger.head, "det")
    )
    return definite and not light


def _people(
    report: Report, tree: Tree, heads: list[int], attribution: Attribution, *, mentions: Mentions
) -> tuple[Participant, ...]:
    """Return participants; "we" and "I" in somebody's words are that voice."""
    found = participants(report, tree, tuple(heads), mentions=mentions)
    voice = attribution.chain[-1]
    if voice.role == VoiceRole.REPORT or voice.start is None:
        return found
    mine = words_of("arguments", "first_person")
    said = {one: report.text[one.start : one.end] for one in found}
    return tuple(
        replace(one, name=voice.name, entity=voice.entity)
        if said[one].lower() in mine and said[one] != "US"  # the country, in text without capitals or with
        else one
        for one in found
    )


def _as_threat(
    event_type: EventType,
    modality: Modality,
    actors: tuple[Participant, ...],
    attribution: Attribution,
    *,
    why: tuple[str, ...],
) -> tuple[EventType, Modality]:
    """A voice that announces its own violence threatens: "we will strike hard"."""
    voice = attribution.chain[-1]
    if (
        event_type not in _FORCE
        or modality not in {Modality.PLANNED, Modality.THREATENED}
        or voice.role == VoiceRole.REPORT
    ):
        return event_type, modality
    futures = {f"planned: {word}" for word in ("will", "shall", "would", "'ll", "\u2019ll", "wo")}
    if modality == Modality.PLANNED and not futures.intersection(part.lower() for part in why):
        return event_type, modality
    for actor in actors:
        own = actor.entity is not None and actor.entity == voice.entity
        if (
            own
            or actor.name == voice.name
            or actor.name.lower().startswith(("his ", "her ", "their ", "our ", "its ", "my "))
        ):
            return EventType.THREATEN, Modality.THREATENED
    return event_type, modality


def _counts(report: Report, tree: Tree, one: Draft, *, mentions: Mentions) -> tuple[Count, ...]:
    counts = [found.count for found in one.counts]
    harm = one.trigger.sense.harm
    counted = {found.counted for found in one.counts}
    if harm and one.event_type in _HARMFUL:
        rest = tuple(head for head in one.recipients if head not in counted)
        counts.extend(single_victims(report, tree, rest, Harm(harm), mentions=mentions))
    return add_up(tuple(sorted(counts, key=lambda count: (count.start, count.end))), text=report.text)


def _where_and_when(
    report: Report, analysis: Analysis, tree: Tree, one: Draft
) -> tuple[PlaceMention | None, TimeMention | None]:
    """Return what the event's clause says of place and time; words and dealings carry no place over."""
    start, end = trigger_span(tree, one)
    trigger = quote(report, start, end)
    inside = tree.subtree(tree.clause(one.trigger.head))
    clause = tree.offsets(inside[0], inside[-1])
    done = one.event_type in _DONE_SOMEWHERE
    place = find_event_place(trigger, clause, tree.sentence, analysis, carry=done)
    return place, find_event_time(trigger, clause, tree.sentence, analysis, carry=done)


def _says_nothing(
    tree: Tree, one: Draft, counts: tuple[Count, ...], place: PlaceMention | None, time: TimeMention | None
) -> bool:
    """Return whether a trigger has nobody, no number, no where and no when: a mere mention."""
    if one.actors or one.recipients or counts:
        return False
    if one.event_type not in _HARMFUL and one.event_type != EventType.PROTEST:
        return True
    head = one.trigger.head
    if one.trigger.form != "noun":
        return False
    if tree.lemmas[head] in noun_class("mass"):
        return not (_takes_place(tree, head) and (place or time))
    return place is None and time is None and not _takes_place(tree, head)


def _has_no_speaker(tree: Tree, one: Draft, modality: Modality) -> bool:
    """Return whether a word of speech has nobody who speaks ("changes were required").

    "No such promise was made" and "the talks were postponed" tell something all the same.
    """
    if one.trigger.form == "noun" and modality == Modality.DENIED and _is_none_of(tree, one.trigger.head):
        return False
    if one.event_type == EventType.THREATEN and one.trigger.form == "noun":
        return not (one.actors or one.recipients)
    if one.event_type == EventType.CONSULT and one.trigger.form == "noun":
        return not (one.actors or one.recipients) and not _takes_place(tree, one.trigger.head)
    if one.event_type == EventType.REJECT and len(one.trigger.words) > 1 and one.trigger.form == "verb":
        return False
    if (
        one.event_type in {EventType.AGREE, EventType.SUPPORT}
        and one.trigger.form == "noun"
        and one.recipients
    ):
        return False
    spoken = {EventType.REQUEST, EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.REJECT}
    if one.event_type not in spoken or one.actors:
        return False
    asked = one.event_type == EventType.REQUEST and one.trigger.form == "verb" and one.recipients
    return not asked


def _is_none_of(tree: Tree, noun: int) -> bool:
    return any(tree.low[kid] == "no" for kid in tree.kids(noun, "det"))


def _takes_place(tree: Tree, noun: int) -> bool:
    """Return whether the noun is the subject of a verb that says that it came about."""
    verb = tree.head(noun)
    return verb >= 0 and tree.rel(noun) == "nsubj" and tree.lemmas[verb] in words_of("arguments", "occur")
