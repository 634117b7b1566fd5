"""What people's judgements make of one claim: it stands, it is read otherwise, or it is in no view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from herodotus.errors import RecordError
from herodotus.types import (
    Act,
    Attribution,
    Claim,
    Count,
    DatePrecision,
    EventType,
    Evidence,
    Harm,
    Judgement,
    Modality,
    Participant,
    Place,
    PlaceMention,
    Quantity,
    TimeInterval,
    TimeMention,
)

VERDICTS = ("same", "different", "unsure", "accept", "reject", "edit")


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return those that nobody withdrew, in the order in which they were made.

    A withdrawal can itself be withdrawn, and then what it withdrew stands again.
    """
    ordered = sorted(judgements, key=lambda judgement: (judgement.at, judgement.id))
    by_target: dict[str, list[Judgement]] = {}
    for judgement in ordered:
        if judgement.withdraws:
            by_target.setdefault(judgement.withdraws, []).append(judgement)
    return [judgement for judgement in ordered if not judgement.withdraws and _stands(judgement, by_target)]


def _stands(judgement: Judgement, by_target: dict[str, list[Judgement]]) -> bool:
    # Ids come from content, withdrawn id included, so there can be no circle.
    return not any(_stands(other, by_target) for other in by_target.get(judgement.id, ()))


def judge(claim: Claim, *, judgements: Sequence[Judgement]) -> tuple[Claim, bool]:
    """Return the claim with its edits, and whether it was rejected; `judgements` as `standing` gives them.

    Of two edits of one field, and of accept and reject, the later one holds.
    """
    rejected = False
    for judgement in judgements:
        if judgement.verdict == "edit":
            claim = edit(claim, field=judgement.field, value=judgement.value)
        elif judgement.verdict in {"accept", "reject"}:
            rejected = judgement.verdict == "reject"
    return claim, rejected


def edit(claim: Claim, *, field: str | None, value: str | None) -> Claim:
    """Return the claim with one field read as a person says; an empty value means "not stated".

    Fields: event_type, modality, mode, actors and recipients (names, `;` between), place (a name,
    or `name @ lat, lon`), time (`2006-10-23` or `2006-10-23/2006-10-25`), and each kind of harm
    (`12`, `12-17`, `12-` for "at least 12", `-17` for "up to 17").
    """
    change = _EDITS.get(field or "") or (_edit_count if field in tuple(Harm) else None)
    if change is None:
        known = ", ".join([*_EDITS, *Harm])
        raise RecordError(f"a claim has no field `{field}` that can be edited", hint=f"fields: {known}")
    try:
        return change(claim, field or "", (value or "").strip())
    except ValueError as error:
        raise RecordError(
            f"`{value}` cannot be read as `{field}`: {error}", hint=_HINTS.get(field or "", _COUNT_HINT)
        ) from error


def check_edit(*, field: str | None, value: str | None) -> None:
    """Raise RecordError unless `edit` would understand this field and value on any claim."""
    nowhere = Evidence(report="", start=0, end=0, quote="")
    voice = Attribution(chain=(), cue=None, act=Act.ASSERT)
    blank = Claim(
        report="",
        event_type=EventType.ASSAULT,
        trigger=nowhere,
        evidence=(nowhere,),
        attribution=voice,
        modality=Modality.ASSERTED,
    )
    edit(blank, field=field, value=value)


def _edit_type(claim: Claim, _field: str, value: str) -> Claim:
    as_read = claim.type_as_read or claim.event_type
    return replace(claim, event_type=EventType(value.upper()), type_as_read=as_read)


def _edit_modality(claim: Claim, _field: str, value: str) -> Claim:
    return replace(claim, modality=Modality(value.lower()))


def _edit_mode(claim: Claim, _field: str, value: str) -> Claim:
    return replace(claim, mode=value or None)


def _edit_participants(claim: Claim, field: str, value: str) -> Claim:
    """Keep whom the report's words already name; a name that a person adds points at no characters."""
    before = {person.name: person for person in (*claim.actors, *claim.recipients)}
    at = claim.trigger.start
    people = tuple(
        before.get(name) or Participant(name=name, entity=None, start=at, end=at)
        for name in (part.strip() for part in value.split(";"))
        if name
    )
    return replace(claim, actors=people) if field == "actors" else replace(claim, recipients=people)


def _edit_place(claim: Claim, _field: str, value: str) -> Claim:
    if not value:
        return replace(claim, place=None)
    name, _, point = value.partition("@")
    place = Place(name=name.strip())
    if point:
        lat, lon = (float(part) for part in point.split(","))
        place = replace(place, lat=lat, lon=lon)
    at = claim.trigger.start
    old = claim.place or PlaceMention(start=at, end=at, text="", place=place)
    return replace(claim, place=replace(old, place=place))


def _edit_time(claim: Claim, _field: str, value: str) -> Claim:
    if not value:
        return replace(claim, time=None)
    start, _, end = (part.strip() for part in value.partition("/"))
    for day in (start, end or start):
        _check_day(day)
    precision = DatePrecision.DAY if (end or start) == start else DatePrecision.DAYS
    time = TimeInterval(start=start, end=end or start, precision=precision, text=value)
    old, at = claim.time, claim.trigger.start
    if old is None:
        return replace(claim, time=TimeMention(start=at, end=at, text="", time=time, anchor="judgement"))
    return replace(claim, time=replace(old, time=time, anchor="judgement"))


def _check_day(day: str) -> None:
    from datetime import date  # noqa: PLC0415 (only edits of times need it)

    date.fromisoformat(day)


def _edit_count(claim: Claim, field: str, value: str) -> Claim:
    """Replace every count of this harm by one; the scope and group of the first stay."""
    others = tuple(count for count in claim.casualties if count.harm != field)
    if not value:
        return replace(claim, casualties=others)
    low_text, dash, high_text = value.partition("-")
    low = int(low_text) if low_text.strip() else None
    high = (int(high_text) if high_text.strip() else None) if dash else low
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise ValueError("not a range from low to high")
    best = low if low == high else None
    old = next((count for count in claim.casualties if count.harm == field), None)
    at = claim.trigger.start
    quantity = Quantity(low=low, best=best, high=high, text=value)
    base = old or Count(harm=Harm(field), quantity=quantity, start=at, end=at)
    return replace(claim, casualties=(*others, replace(base, quantity=quantity)))


_COUNT_HINT = "write `12`, `12-17`, `12-` for at least 12, or `-17` for up to 17"
_HINTS = {
    "event_type": "types: " + ", ".join(EventType),
    "modality": "modalities: " + ", ".join(Modality),
    "place": "write a name, or a name with its point, such as `Amara @ 31.8, 47.1`",
    "time": "write a day, or its first and last, such as `2006-10-23/2006-10-25`",
}
_EDITS: dict[str, Callable[[Claim, str, str], Claim]] = {
    "event_type": _edit_type,
    "modality": _edit_modality,
    "mode": _edit_mode,
    "actors": _edit_participants,
    "recipients": _edit_participants,
    "place": _edit_place,
    "time": _edit_time,
}
