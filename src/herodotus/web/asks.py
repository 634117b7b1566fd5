"""What a page may be asked: every parameter with its bounds, so that a wrong one is told and never fails."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from herodotus.record import ClaimFilter, EventFilter
from herodotus.types import EventType, Modality

# A form sends its empty fields too; empty means that nothing was asked.
_BLANK = BeforeValidator(lambda value: None if value == "" else value)
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
# Longer than any name; what is longer was not typed by a person.
_LONGEST = 300
_PAGES = 1_000_000

Text = Annotated[Annotated[str, Field(max_length=_LONGEST)] | None, _BLANK]
Day = Annotated[Annotated[str, Field(pattern=_DAY)] | None, _BLANK]
Flag = Annotated[bool | None, _BLANK]
PageNumber = Annotated[int, Field(ge=1, le=_PAGES)]


class Ask(BaseModel):
    """What every list may be asked: which page of it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    page: PageNumber = 1

    def offset(self, limit: int) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * limit


class EventAsk(Ask):
    """Which events, by which clock, in which order."""

    type: Annotated[EventType | None, _BLANK] = None
    actor: Text = None
    report: Text = None
    place: Text = None
    since: Day = None
    until: Day = None
    contested: Flag = None
    happened: Flag = None
    dated: Flag = None
    placed: Flag = None
    q: Text = None
    order: Literal["contested", "time", "latest", "reported", "origins"] = "contested"
    clock: Literal["happened", "reported"] = "happened"

    def wanted(self) -> EventFilter:
        """Return the filter of the record."""
        return EventFilter(
            event_type=self.type, actor=self.actor, report=self.report, place=self.place,
            since=self.since, until=self.until, contested=self.contested, happened=self.happened,
            dated=self.dated, placed=self.placed, words=self.q,
        )  # fmt: skip


class MapAsk(EventAsk):
    """Which events, and which window on the world; without a zoom, the one that shows them."""

    zoom: Annotated[Annotated[int, Field(ge=1, le=12)] | None, _BLANK] = None
    lat: Annotated[float, Field(ge=-85, le=85, allow_inf_nan=False)] = 20.0
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] = 0.0


class ClaimAsk(Ask):
    """Which claims, in which order."""

    type: Annotated[EventType | None, _BLANK] = None
    modality: Annotated[Modality | None, _BLANK] = None
    actor: Text = None
    voice: Text = None
    place: Text = None
    report: Text = None
    event: Text = None
    since: Day = None
    until: Day = None
    contested: Flag = None
    q: Text = None
    within: Annotated[Literal["claim", "report"], BeforeValidator(lambda value: value or "claim")] = "claim"
    order: Literal["text", "time"] = "text"

    def wanted(self) -> ClaimFilter:
        """Return the filter of the record."""
        return ClaimFilter(
            event_type=self.type, modality=self.modality, actor=self.actor, voice=self.voice,
            place=self.place, report=self.report, event=self.event, since=self.since, until=self.until,
            contested=self.contested, said=self.q if self.within == "claim" else None,
            words=self.q if self.within == "report" else None,
        )  # fmt: skip


class ListAsk(Ask):
    """Which rows of a list of reports, actors, places, voices or issues."""

    q: Text = None
    source: Text = None
    kind: Text = None
    level: Annotated[Literal["error", "warning", "note"] | None, _BLANK] = None


class RoleAsk(Ask):
    """In which role an actor is wanted; empty means any."""

    role: Literal["", "voice", "actor", "recipient"] = ""


class NetworkAsk(BaseModel):
    """As of which day, or so many days after the first tie; around which actor."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    as_of: Day = None
    day: Annotated[Annotated[int, Field(ge=0, le=4_000_000)] | None, _BLANK] = None
    ego: Text = None


class SideAsk(BaseModel):
    """Which reports stand side by side."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    report: Annotated[list[str], Field(max_length=20)] = []


class PartAsk(BaseModel):
    """Which part of a long report."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    part: PageNumber = 1


class FrontAsk(BaseModel):
    """Since which report changes are told; without it, since the last visit."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    since: Annotated[Annotated[int, Field(ge=0, le=2**53)] | None, _BLANK] = None
