"""Every noun of Herodotus: frozen, without behaviour beyond its own meaning, ids from content.

Offsets are Unicode code points into `Report.text`, half open, and `Report.text` never changes.
`None` always means "not stated" (or "not found"); it never means zero, today or everywhere.
Nouns of one text (Token to Analysis) are layers over it; nouns from Evidence on go into the record.
"""

from __future__ import annotations

from herodotus.types.base import content_id, noun
from herodotus.types.claims import Claim, Count, Participant, Slot
from herodotus.types.dating import DateClue, Dating
from herodotus.types.events import Actor, Copy, Disagreement, Event, Position, Tie, Toll
from herodotus.types.holdings import Holdings
from herodotus.types.layers import (
    Affiliation,
    Analysis,
    Attribution,
    Commitment,
    Entity,
    Mention,
    Name,
    Place,
    PlaceMention,
    Quantity,
    QuantityMention,
    Sentence,
    TimeMention,
    Token,
    Voice,
    Wording,
)
from herodotus.types.reports import Evidence, Report, Source, TimeInterval
from herodotus.types.runs import Issue, Judgement, Method
from herodotus.types.words import (
    Act,
    DatePrecision,
    EventType,
    Harm,
    Modality,
    PlacePrecision,
    Scope,
    VoiceRole,
)

__all__ = [
    "Act",
    "Actor",
    "Affiliation",
    "Analysis",
    "Attribution",
    "Claim",
    "Commitment",
    "Copy",
    "Count",
    "DateClue",
    "DatePrecision",
    "Dating",
    "Disagreement",
    "Entity",
    "Event",
    "EventType",
    "Evidence",
    "Harm",
    "Holdings",
    "Issue",
    "Judgement",
    "Mention",
    "Method",
    "Modality",
    "Name",
    "Participant",
    "Place",
    "PlaceMention",
    "PlacePrecision",
    "Position",
    "Quantity",
    "QuantityMention",
    "Report",
    "Scope",
    "Sentence",
    "Slot",
    "Source",
    "Tie",
    "TimeInterval",
    "TimeMention",
    "Token",
    "Toll",
    "Voice",
    "VoiceRole",
    "Wording",
    "content_id",
    "noun",
]
