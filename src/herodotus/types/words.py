"""Words of a fixed list: event types, modalities, acts, harms, scopes and precisions."""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    """PLOVER's sixteen event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Modality(StrEnum):
    """Whether the voice says that it happened; only ASSERTED is said to have happened."""

    ASSERTED = "asserted"
    DENIED = "denied"
    REQUESTED = "requested"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    SPECULATED = "speculated"


class Act(StrEnum):
    """What a voice does in speaking; ASSERT is also the report's own plain telling."""

    ASSERT = "assert"
    CONFIRM = "confirm"
    DENY = "deny"
    ACCUSE = "accuse"
    DEMAND = "demand"
    PLAN = "plan"
    THREATEN = "threaten"
    REQUEST = "request"
    BELIEVE = "believe"
    FEAR = "fear"
    HOPE = "hope"
    DISTANCE = "distance"
    EVIDENCE = "evidence"
    REFUSE_COMMENT = "refuse_comment"


class VoiceRole(StrEnum):
    """Where a voice stands in its chain: the report itself, who passes it on, who says it."""

    REPORT = "report"
    RELAY = "relay"
    SOURCE = "source"


class Harm(StrEnum):
    """The kinds of harm that are counted, never added to one another.

    CASUALTIES are killed or injured, where the words do not say which.
    """

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    CASUALTIES = "casualties"


class Scope(StrEnum):
    """What a count covers; only EVENT counts enter an event's toll."""

    EVENT = "event"
    PART = "part"
    CUMULATIVE = "cumulative"
    PERIOD = "period"


class DatePrecision(StrEnum):
    """How exactly a time is known, finest first."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class PlacePrecision(StrEnum):
    """How exactly a place is known, finest first."""

    POINT = "point"
    QUARTER = "quarter"
    TOWN = "town"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    REGION = "region"
    COUNTRY = "country"
    UNRESOLVED = "unresolved"
