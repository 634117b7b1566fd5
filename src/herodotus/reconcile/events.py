"""A cluster of claims as an Event: neutral title, where, when, who, tolls, disagreements, origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.accounts import Account
from herodotus.reconcile.disagreement import disagreements
from herodotus.reconcile.keys import ClaimKey
from herodotus.reconcile.origins import Issued, origin_groups
from herodotus.reconcile.places import is_fine, place_key
from herodotus.reconcile.tolls import tolls
from herodotus.types import Event, EventType, Modality, Place, TimeInterval, content_id


@dataclass(slots=True)
class Backdrop:
    """What an event needs beside its claims: reports' particulars, copies, Actors' names and sides."""

    reports: Mapping[str, Issued] = field(default_factory=dict)
    copies: frozenset[tuple[str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()


def make_event(keys: Sequence[ClaimKey], *, backdrop: Backdrop) -> Event:
    """Return the view over claims of one happening; its id is that of the least claim."""
    ordered = sorted(keys, key=lambda key: key.id)
    core = _core(ordered)
    accounts = tuple(account_of(key, backdrop) for key in ordered)
    reports = tuple(sorted({key.report for key in ordered}))
    place = _place(core)
    return Event(
        id=content_id("event", ordered[0].id),
        event_type=_commonest(key.event_type for key in core),
        title=title(core, place=place),
        claims=tuple(key.id for key in ordered),
        reports=reports,
        origins=count_origins(ordered, backdrop=backdrop),
        actors=_participants((key.actors for key in core), backdrop),
        place=place,
        time=_time(core),
        recipients=_participants((key.recipients for key in core), backdrop),
        tolls=tolls(accounts),
        disagreements=disagreements(accounts, names=backdrop.names, sides=backdrop.sides),
    )


def account_of(key: ClaimKey, backdrop: Backdrop) -> Account:
    """Return a claim with its holder: the root voice, the outlet where the report itself speaks."""
    issued = backdrop.reports.get(key.report)
    own = not key.speaks
    holder = (issued.source if own and issued is not None and issued.source else None) or key.holder
    party = "" if own or key.voice is None else backdrop.names.get(key.voice, "")
    outlet = issued.source if issued is not None and issued.source else key.report
    return Account(
        key=key,
        holder=party or holder,
        party=party,
        outlet=outlet,
        day=issued.day if issued is not None else None,
    )


def count_origins(keys: Iterable[ClaimKey], *, backdrop: Backdrop) -> int:
    """Return how many originals stand behind an event.

    Copies count once, and so do reports of one agency and reports that only pass on one named voice.
    """
    reports: dict[str, set[str]] = {}
    for key in keys:
        tag = key.relay or (key.voice if key.speaks and key.voice in backdrop.names else "")
        reports.setdefault(key.report, set()).add(tag or "")
    shared: list[tuple[str, str]] = []
    for report, tags in sorted(reports.items()):
        issued = backdrop.reports.get(report)
        if issued is not None and issued.agency is not None:
            shared.append((report, f"agency:{issued.agency}"))
        if len(tags) == 1 and "" not in tags:
            shared.append((report, f"voice:{min(tags)}"))
    return sum(1 for _ in origin_groups(reports, copies=backdrop.copies, shared=shared).groups())


def _core(keys: Sequence[ClaimKey]) -> list[ClaimKey]:
    """Return the claims of the act itself: those of the commonest kind that is no position on it."""
    stances = set(load_section("stances")["types"])
    acts = [key for key in keys if key.event_type.value not in stances]
    told = [key for key in acts if key.modality is Modality.ASSERTED]
    return told or acts or list(keys)


def _commonest(values: Iterable[EventType]) -> EventType:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], str(value)))


def _participants(groups: Iterable[tuple[str, ...]], backdrop: Backdrop) -> tuple[str, ...]:
    return tuple(sorted({one for group in groups for one in group if one in backdrop.names}))


def _place(keys: Sequence[ClaimKey]) -> Place | None:
    """Return the finest place, the one most claims give; nothing where nobody says."""
    counts: Counter[str] = Counter()
    places: dict[str, Place] = {}
    for key in keys:
        if key.place is not None:
            counts[place_key(key.place)] += 1
            places.setdefault(place_key(key.place), key.place)
    if not counts:
        return None
    return places[min(counts, key=lambda one: (not is_fine(places[one]), -counts[one], one))]


def _time(keys: Sequence[ClaimKey]) -> TimeInterval | None:
    """Return the shortest interval among those most claims give; unresolved words only if alone."""
    dated = [key.time for key in keys if key.time is not None and key.days is not None]
    if not dated:
        return next((key.time for key in keys if key.time is not None), None)
    spans = {(time.start, time.end): time for time in sorted(dated, key=lambda time: time.text, reverse=True)}
    counts = Counter((time.start, time.end) for time in dated)
    lengths = {
        (key.time.start, key.time.end): key.days[1] - key.days[0]
        for key in keys
        if key.time is not None and key.days is not None
    }
    return spans[min(counts, key=lambda one: (lengths[one], -counts[one], str(one)))]


def title(keys: Sequence[ClaimKey], *, place: Place | None) -> str:
    """Return a short neutral title: what, to whom, where. Never by whom: that may be what is disputed."""
    table = load_section("titles")
    key = min(keys, key=lambda key: (key.family.startswith("="), not key.recipient_names, key.at, key.id))
    said = table.get(key.family)
    opening = f"{said} {table['with'].get(key.family, table['with']['other'])}" if said else _opening(key)
    names = [name for name in key.recipient_names if _fits(name, place=place)]
    whom = min(names, key=lambda name: (len(name), name)) if names else None
    text = f"{opening} {_within(whom)}" if whom else said or opening.rpartition(" ")[0]
    if place is not None and place.name.casefold() not in text.casefold():
        text += f" in {place.name}"
    return text


def _opening(key: ClaimKey) -> str:
    """Return noun and preposition for a trigger of no family: "Seizure of", else what its type is called."""
    table = load_section("titles")
    for word in key.trigger.lower().split():
        for stem, opening in table["nouns"].items():
            if word.startswith(stem):
                return str(opening)
    return str(table["types"][str(key.event_type)])


def _fits(name: str, *, place: Place | None) -> bool:
    """Return whether a name can end a title: short, no pronoun, not the place that follows anyway."""
    table = load_section("titles")
    first = name.partition(" ")[0].lower()
    here = place is not None and name.casefold() == place.name.casefold()
    return (
        bool(first)
        and len(name.split()) <= table["words"]
        and first not in table["not_whom"]["first"]
        and not here
    )


def _within(name: str) -> str:
    """Return a phrase as it stands within a title: "Twelve sailors" opens a sentence, no title."""
    first, _, rest = name.partition(" ")
    small = first.lower() in load_section("titles")["not_whom"]["small"] and bool(rest)
    return f"{first.lower()} {rest}" if small else name
