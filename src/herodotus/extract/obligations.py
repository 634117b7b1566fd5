"""Claims without an event word: a voice's "must", and a state that a voice calls a lie."""

from __future__ import annotations

from herodotus.extract.arguments import is_passive, subjects, verb_roles
from herodotus.extract.evidence import quote
from herodotus.extract.participants import Mentions, participants
from herodotus.extract.sources import source_of
from herodotus.extract.tree import Tree
from herodotus.extract.triggers import Trigger
from herodotus.extract.words import in_class, words_of
from herodotus.types import Analysis, Claim, EventType, Modality, Participant, Report, Slot, Voice, VoiceRole

_SURE = 0.6  # a "must" in quotation marks is a demand more often than not


def demands_of(
    report: Report, analysis: Analysis, tree: Tree, *, mentions: Mentions, taken: list[Trigger]
) -> list[Claim]:
    """Return what a voice says must be done: a REQUEST of that voice to whoever must do it."""
    found = []
    requested = {trigger.head for trigger in taken if trigger.sense.event_type == EventType.REQUEST}
    for verb in range(len(tree)):
        words = _obligation(tree, verb)
        if words is None or verb in requested:
            continue
        attribution = source_of(report, analysis, tree.tokens[verb].start, tree.tokens[verb].end)
        voice = attribution.chain[-1]
        if voice.role == VoiceRole.REPORT:
            continue
        heads = _addressees(tree, verb)
        if not heads and not is_passive(tree, verb):
            continue
        start, end = tree.offsets(*words)
        clause = tree.offsets(min(_clause_tokens(tree, verb)), max(_clause_tokens(tree, verb)))
        found.append(
            Claim(
                report=report.id,
                event_type=EventType.REQUEST,
                trigger=quote(report, start, end),
                evidence=(quote(report, *clause),),
                attribution=attribution,
                modality=Modality.ASSERTED,
                actors=speaker(voice),
                recipients=participants(report, tree, heads, mentions=mentions),
                confidence=_SURE,
                why=(f"{report.text[start:end]} -> REQUEST (obligation in a voice)",),
            )
        )
    return found


def speaker(voice: Voice) -> tuple[Participant, ...]:
    """Return a voice as a participant, where its words stand in the text."""
    if voice.start is None or voice.end is None:
        return ()
    return (Participant(name=voice.name, entity=voice.entity, start=voice.start, end=voice.end),)


def _obligation(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Return first and last token of "must step up", "has to leave", "to be revised"."""
    if tree.upos(verb) not in {"VERB", "NOUN", "ADJ"}:
        return None
    if any(tree.low[kid] in {"if", "unless", "whether"} for kid in tree.kids(verb, "mark")):
        return None
    for kid in tree.kids(verb, "aux"):
        if (
            tree.low[kid] in words_of("obligation", "modals")
            and kid < verb
            and not _counterfactual(tree, verb)
        ):
            return kid, verb
    head = tree.head(verb)
    to = [kid for kid in tree.kids(verb, "mark") if tree.low[kid] == "to"]
    if (
        head >= 0
        and tree.rel(verb) == "xcomp"
        and tree.lemmas[head] in words_of("obligation", "verbs")
        and to
    ):
        return head, verb
    if (
        to
        and tree.rel(verb) == "acl"
        and is_passive(tree, verb)
        and (tree.kids(head, "cop") or tree.kids(head, "det"))
    ):
        return to[0], verb
    return None


def _counterfactual(tree: Tree, verb: int) -> bool:
    return any(tree.low[kid] == "have" for kid in tree.kids(verb, "aux"))


def _addressees(tree: Tree, verb: int) -> tuple[int, ...]:
    roles = verb_roles(tree, verb)
    heads = roles.get("by", []) if is_passive(tree, verb) else subjects(tree, verb)
    if not heads and is_passive(tree, verb):
        heads = roles.get("with", [])
    wanted = ("@person", "@force", "@name", "@pronoun", "country", "side", "party", "world")
    return tuple(
        index
        for head in heads
        for index in tree.conjuncts(head)
        if in_class(tree, index, wanted)
        and tree.low[index] not in {"it", "this", "that", "there", "which", "what"}
    )


def _clause_tokens(tree: Tree, verb: int) -> list[int]:
    clause = tree.clause(verb)
    left_out: set[int] = set()
    for kid in tree.kids(clause, "parataxis"):
        left_out.update(tree.subtree(kid))
    tokens = [
        index for index in tree.subtree(clause) if index not in left_out and tree.upos(index) != "PUNCT"
    ]
    return tokens or [verb]


def denials_of(report: Report, analysis: Analysis, tree: Tree) -> list[Claim]:
    """Return states that are called untrue: "claiming that it was calm was a lie"."""
    found = []
    for word in range(len(tree)):
        if tree.lemmas[word] not in words_of("states", "denials"):
            continue
        state = _denied_state(tree, word)
        if state is None:
            continue
        attribution = source_of(report, analysis, tree.tokens[word].start, tree.tokens[word].end)
        start, end = tree.offsets(word, word)
        tokens = _clause_tokens(tree, word)
        clause = tree.offsets(min(tokens), max(tokens))
        spot = tree.offsets(state, state)
        found.append(
            Claim(
                report=report.id,
                event_type=EventType.ACCUSE,
                trigger=quote(report, start, end),
                evidence=(quote(report, *clause),),
                attribution=attribution,
                modality=Modality.ASSERTED,
                mode="allege",
                actors=speaker(attribution.chain[-1]),
                confidence=_SURE,
                why=(f"{report.text[start:end]} -> ACCUSE (a state called untrue)",),
                slots=(
                    Slot(name="state", value=f"not {tree.lemmas[state]}", start=spot[0], end=spot[1]),
                    Slot(name="denial", value=tree.lemmas[state], start=start, end=end),
                ),
            )
        )
    return found


def _denied_state(tree: Tree, word: int) -> int | None:
    """Return the predicate of what is called untrue: below the subject, or below "called it a lie that"."""
    for top in (word, *tree.ancestors(word)):
        for subject in tree.kids(top, "csubj", "nsubj"):
            if tree.below(word, subject):
                continue
            for node in (*tree.kids(subject, "ccomp", "acl", "xcomp"), subject):
                if node != word and (
                    tree.kids(node, "cop") or (node != subject and tree.upos(node) in {"ADJ", "VERB"})
                ):
                    return node
        if tree.kids(top, "nsubj", "csubj", "cop"):
            break
    return None
