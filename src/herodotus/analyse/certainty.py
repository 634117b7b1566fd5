"""How sure a reading is: an attribution's probability, and what each voice commits itself to."""

from __future__ import annotations

import math

from herodotus.analyse.utterances import Utterance, length
from herodotus.knowledge.certainty import Certainty, load_certainty
from herodotus.knowledge.speech import Speech
from herodotus.types import Act, Commitment, Voice

_OPEN = "Uu"


def signs(utterance: Utterance, chain: tuple[Voice, ...]) -> tuple[str, ...]:
    """Return what of an attribution tells how sure it is: construction, source, quotation, length, depth."""
    voice = chain[-1]
    size = length(utterance.content)
    source = (
        "own"
        if len(chain) == 1
        else "unstated"
        if voice.start is None
        else "named"
        if voice.named
        else "told"
    )
    size_name = "none" if not size else "short" if size < 20 else "long" if size > 240 else "middle"  # noqa: PLR2004 - characters of a few words, of two long sentences
    return (
        f"frame:{utterance.frame}",
        f"act:{utterance.act}",
        f"quote:{utterance.quote}",
        f"source:{source}",
        f"size:{size_name}",
        f"spans:{min(len(utterance.content), 3)}",
        *(["negated"] if utterance.negated else []),
    )


def certainty(utterance: Utterance, chain: tuple[Voice, ...]) -> float:
    """Return the probability that source, cue and content are all right."""
    known = load_certainty()
    total = known.base + sum(known.weights.get(sign, 0.0) for sign in signs(utterance, chain))
    return round(min(max(1 / (1 + math.exp(-total)), known.least), known.most), 2)


def commitments(
    utterance: Utterance, chain: tuple[Voice, ...], speech: Speech, *, sure: float
) -> tuple[Commitment, ...]:
    """Return the value of each voice for what is said: "X denied that S" is X's CT-, the report's Uu."""
    known = load_certainty()
    lemma = utterance.tree.lemma(utterance.token) if utterance.token >= 0 else ""
    last = len(chain) - 1
    made = []
    for number, _ in enumerate(chain):
        if number == last:
            value = _value(utterance, lemma, known, spoken=chain[-1].start is not None or utterance.own)
            if lemma in speech.factive and utterance.act is Act.BELIEVE and not utterance.negated:
                value = "CT+"
            share = known.source
        else:
            holds = lemma in speech.factive and number == last - 1 and utterance.frame in {"that", "noun"}
            could = utterance.negated and utterance.act is Act.CONFIRM
            value, share = ("CT+", known.held) if holds and not could else (_OPEN, known.open)
        made.append(Commitment(voice=number, value=value, probability=round(sure * share, 2)))
    return tuple(made)


def _value(utterance: Utterance, lemma: str, known: Certainty, *, spoken: bool) -> str:
    """Return the value of who says it, by act, negation and a few verbs of doubt."""
    if lemma in known.doubting:
        return _OPEN if utterance.negated else "PR-"
    if not spoken and utterance.act in {Act.DISTANCE, Act.ASSERT, Act.BELIEVE}:
        return "PS+" if utterance.act is Act.DISTANCE else "PR+"
    value = known.values[str(utterance.act)]
    if not utterance.negated:
        return value
    return "PR-" if utterance.act is Act.BELIEVE else _OPEN
