"""What a count adds up: one happening's dead, or a month's, a war's, a whole land's day."""

from __future__ import annotations

import re
from dataclasses import replace

from herodotus.knowledge.reconcile import load_section
from herodotus.reconcile.families import content_words, trigger_family
from herodotus.reconcile.places import is_fine
from herodotus.types import Claim, Count, DatePrecision, Evidence, Scope, TimeMention

_SPAN = re.compile(r"[\dX]{3,4}(?:-(?:[\dX]{2}|Q\d|S[UP]|FA|WI))?")
"""A TIMEX3 value of a month, a season or a year."""


def scoped(claim: Claim, clause: Evidence) -> tuple[Count, ...]:
    """Return the counts; a sum of the dead of a month or of a whole land's day is no happening's toll."""
    bare = trigger_family(claim.trigger.quote, claim.event_type.value)[0] in {"killing", "wounding"}
    if not bare:
        return claim.casualties
    head = _head(claim, clause)
    place, time = claim.place, claim.time
    placed = place is not None and is_fine(place.place) and place.start < clause.start + len(head)
    long = not placed and time is not None and (_is_span(time) or _is_digest(claim, head))
    if not (long or _is_sum(clause.quote)):
        return claim.casualties
    return tuple(
        replace(count, scope=Scope.PERIOD) if count.scope is Scope.EVENT else count
        for count in claim.casualties
    )


def _head(claim: Claim, clause: Evidence) -> str:
    """Return a clause up to its parts, where a part has a killing of its own ("and 9 were killed in X")."""
    rules = load_section("digest")
    after = claim.trigger.end - clause.start
    parts = re.search(rules["parts"], clause.quote[after:])
    if parts is None:
        return clause.quote
    tail = clause.quote[after + parts.start() :]
    return clause.quote[: after + parts.start()] if re.search(rules["again"], tail) else clause.quote


def _is_sum(quote: str) -> bool:
    """Say whether a clause's own words add up many blows ("in other incidents") or many days."""
    rules, low = load_section("digest"), quote.lower()
    return any(phrase in low for phrase in rules["sums"]) or re.search(rules["spans"], low) is not None


def _is_digest(claim: Claim, head: str) -> bool:
    """Say whether a claim adds up a day, of no place and no blow ("85 were killed yesterday")."""
    rules = load_section("digest")
    acts = set(load_section("gathering")["acts"])
    if claim.actors or acts & {trigger_family(word)[0] for word in content_words(head)}:
        return False
    if claim.place is not None and claim.place.start < claim.evidence[0].start + len(head):
        return False
    whole = [count.quantity.low or 0 for count in claim.casualties if count.scope is Scope.EVENT]
    parts = any(count.scope is Scope.PART for count in claim.casualties)
    return parts or max(whole, default=0) >= rules["least"]


def _is_span(time: TimeMention) -> bool:
    if time.time.precision in {DatePrecision.MONTH, DatePrecision.YEAR, DatePrecision.DECADE}:
        return True
    return time.value is not None and _SPAN.fullmatch(time.value) is not None
