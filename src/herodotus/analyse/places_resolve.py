"""Which place a name means: every name of a report together, so that each is context for the others.

Two passes: the words for countries vote first, then the places that became certain vote for their country,
division and neighbourhood. One name has one sense in a report. "None of these" is always a candidate.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from herodotus.analyse.places_kind import kind_beside
from herodotus.knowledge.gazetteer import Candidate, Gazetteer, distance_km, load_gazetteer
from herodotus.knowledge.gazetteer_countries import country_words
from herodotus.knowledge.gazetteer_keys import plain_key
from herodotus.knowledge.resolver import ResolverWeights, load_resolver
from herodotus.types import noun

_CAPITALISED = re.compile(r"(?:\b[A-Z]\.){2,}|\b[A-Z][\w'\u2019]+(?:[ -][A-Z][\w'\u2019]+)*")
_BETWEEN_CONTAINED = re.compile(
    r"^(?:,? (?:in|of|in the|of the)(?: (?:north|south|east|west)\w*)? |, (?:the )?|,? \()$"
)


@noun
class Spot:
    """A name to resolve: its characters, the words to look up, and the kind that a type word asked for."""

    start: int
    end: int
    name: str
    kind: str | None = None


@noun
class Sense:
    """A candidate and its probability; `None` of these is kept as `candidate=None`."""

    candidate: Candidate | None
    probability: float


@noun
class Votes:
    """What speaks for which country, division and neighbourhood."""

    countries: dict[str, float]
    admins: dict[tuple[str, str], float]
    points: tuple[tuple[float, float], ...]
    towns: frozenset[int]


def resolve(
    spots: Sequence[Spot], *, text: str, context: str = "", gazetteer: Gazetteer | None = None
) -> list[tuple[Sense, ...]]:
    """Return for each spot its senses, most probable first, at most four; `context` only votes (a title)."""
    weights, shelf = load_resolver(), gazetteer or load_gazetteer()
    spots = [spot if spot.kind else _with_kind(spot, text) for spot in spots]
    votes = Votes(
        countries=country_votes(f"{text}\n{context}", weights=weights),
        admins={},
        points=(),
        towns=frozenset(),
    )
    groups: dict[str, list[int]] = defaultdict(list)
    for index, spot in enumerate(spots):
        groups[plain_key(spot.name)].append(index)
    lists = _lists(spots, text=text)
    listed = {index for index, run in lists.items() if len(run) > _ENUMERATED}
    containers = {
        index: held
        for index, held in _containers(spots, text=text, shelf=shelf).items()
        if index not in listed
    }
    answers: dict[str, tuple[Sense, ...]] = {}
    for _ in range(3):
        asked = _asked(votes.countries, weights=weights)
        for key, indexes in groups.items():
            answers[key] = _rank(
                indexes,
                spots=spots,
                containers=containers,
                beside=_beside(indexes, lists=lists, spots=spots, answers=answers),
                votes=votes,
                weights=weights,
                candidates=shelf.candidates(spots[indexes[0]].name, countries=asked),
            )
        votes = _second_votes(
            answers,
            text=f"{text}\n{context}",
            weights=weights,
            sizes={key: len(i) for key, i in groups.items()},
        )
    return [answers[plain_key(spot.name)] for spot in spots]


def _with_kind(spot: Spot, text: str) -> Spot:
    kind, _ = kind_beside(spot.start, spot.end, text=text)
    return replace(spot, kind=kind) if kind else spot


_ENUMERATED = 3  # longer lists enumerate; in "Rawa, Anbar, Iraq" each name lies in the next
_LISTED = re.compile(r",? (?:and|or) (?:the )?|, (?:the )?")


def _lists(spots: Sequence[Spot], *, text: str) -> dict[int, list[int]]:
    """Return spot index -> the spots beside it in a list of three or more: "Rawa, Ana and Heit"."""
    order = sorted(range(len(spots)), key=lambda index: spots[index].start)
    runs: list[list[int]] = [[]]
    for here, there in pairwise(order):
        runs[-1].append(here)
        if not _LISTED.fullmatch(text[spots[here].end : spots[there].start]):
            runs.append([])
    runs[-1] += order[-1:]
    return {index: run for run in runs if len(run) > 2 for index in run}  # noqa: PLR2004 ("X, Y" is a container)


def _beside(
    indexes: list[int],
    *,
    lists: dict[int, list[int]],
    spots: Sequence[Spot],
    answers: dict[str, tuple[Sense, ...]],
) -> tuple[Candidate, ...]:
    """Return what the other names of the name's lists mean so far."""
    keys = sorted({plain_key(spots[other].name) for index in indexes for other in lists.get(index, ())})
    own = {plain_key(spots[index].name) for index in indexes}
    found = (answers[key][0].candidate for key in keys if key not in own and key in answers)
    return tuple(candidate for candidate in found if candidate is not None)


def country_votes(text: str, *, weights: ResolverWeights) -> dict[str, float]:
    """Return country code -> votes: every capitalised word that names a country or its people."""
    named, peoples = _country_counts(text)
    votes: dict[str, float] = defaultdict(float)
    for code, count in named:
        votes[code] += count * weights.votes["country_name"]
    for code, count in peoples:
        votes[code] += count * weights.votes["demonym"]
    return dict(votes)


@lru_cache(maxsize=4)
def _country_counts(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Return how often each country is named, and its people; kept, for one text is asked several times."""
    names, demonyms = country_words(which="names"), country_words(which="demonyms")
    named: Counter[str] = Counter()
    peoples: Counter[str] = Counter()
    for run in _CAPITALISED.findall(text):
        key = plain_key(run)
        if key in names:
            named[names[key]] += 1
            continue
        for word in key.split() if " " in key else [key]:
            if word in names:
                named[names[word]] += 1
            elif word in demonyms:
                peoples[demonyms[word]] += 1
    return tuple(named.items()), tuple(peoples.items())


def likely_countries(text: str) -> tuple[str, ...]:
    """Return the countries that a text is about, by its words for countries, most mentioned first."""
    weights = load_resolver()
    return _asked(country_votes(text, weights=weights), weights=weights)


def _asked(countries: dict[str, float], *, weights: ResolverWeights) -> tuple[str, ...]:
    total = sum(countries.values()) or 1.0
    ranked = sorted(countries.items(), key=lambda vote: (-vote[1], vote[0]))
    likely = [code for code, count in ranked if count / total >= weights.votes["asked_share"]]
    return tuple(likely[: int(weights.votes["asked"])])


def _containers(spots: Sequence[Spot], *, text: str, shelf: Gazetteer) -> dict[int, tuple[Candidate, ...]]:
    """Return spot index -> what its container may mean, for "X, Y", "X in Y", "X (Y)"."""
    found = {}
    order = sorted(range(len(spots)), key=lambda index: spots[index].start)
    for here, there in pairwise(order):
        between = text[spots[here].end : spots[there].start]
        if _BETWEEN_CONTAINED.match(between):
            wide = [
                c for c in shelf.candidates(spots[there].name) if c.kind in _WIDE or c.log_population > _CITY
            ]
            found[here] = tuple(wide)
    return found


_SHORT = 3  # letters of an abbreviation
_WIDE = frozenset({"country", "admin1", "admin2", "region"})
_CITY = 10.0  # ln of 22,000: towns that may hold a quarter of another name


def _contains(container: Candidate, candidate: Candidate) -> bool:
    if container.number == candidate.number or container.country != candidate.country:
        return False
    if container.kind == "country":
        return True
    if candidate.kind in {"country", "admin1"}:
        return False
    if container.kind == "admin1":
        return container.admin1 == candidate.admin1
    limit = 60.0 if container.kind in _WIDE else 25.0
    near = distance_km((container.lat, container.lon), (candidate.lat, candidate.lon)) < limit
    return near and candidate.log_population < container.log_population + (
        2.0 if container.kind in _WIDE else 0.0
    )


def _rank(
    indexes: list[int],
    *,
    spots: Sequence[Spot],
    containers: dict[int, tuple[Candidate, ...]],
    beside: tuple[Candidate, ...],
    votes: Votes,
    weights: ResolverWeights,
    candidates: tuple[Candidate, ...],
) -> tuple[Sense, ...]:
    wanted = Counter(spots[index].kind for index in indexes if spots[index].kind)
    kind = min(wanted, key=lambda word: (-wanted[word], str(word))) if wanted else None
    holders = [holder for index in indexes for holder in (containers.get(index, ()),) if holder]
    scored: list[tuple[float, Candidate | None]] = [(weights.weight["none"], None)]
    total = sum(votes.countries.values())
    candidates = _owned(candidates, key=plain_key(spots[indexes[0]].name))
    states = {c.country for c in candidates if c.kind == "country" and c.main and c.step == "exact"}
    for candidate in candidates:
        said = spots[indexes[0]].name
        short = said.isupper() and len(said) <= _SHORT and candidate.kind == "town"
        own = len(indexes) if candidate.kind == "country" else 0  # a name is no witness for itself
        score = _score(candidate, kind=kind, votes=votes, weights=weights, total=total, own=own)
        score += weights.weight["abbreviation"] * short
        if candidate.country in states and candidate.kind not in {"country", kind}:
            score += weights.weight["namesake"]
        if beside:
            alike = sum(
                other.kind == candidate.kind
                and (other.country == candidate.country or other.kind == "country")
                for other in beside
            )
            score += weights.weight["listed"] * alike / len(beside)
        if holders:
            held = sum(any(_contains(c, candidate) for c in holder) for holder in holders) / len(holders)
            score += weights.weight["container"] * held
        scored.append((score, candidate))
    return _soften(scored)


def _owned(candidates: tuple[Candidate, ...], *, key: str) -> tuple[Candidate, ...]:
    """Let the names that countries.tsv gives a country count as its own, whatever GeoNames calls it."""
    country = country_words(which="names").get(key)
    return tuple(
        replace(candidate, main=True, step="exact")
        if candidate.kind == "country" and candidate.country == country
        else candidate
        for candidate in candidates
    )


def _score(
    candidate: Candidate, *, kind: str | None, votes: Votes, weights: ResolverWeights, total: float, own: int
) -> float:
    weight = weights.weight
    score = weights.step[candidate.step] + weights.kind[candidate.kind] + weight["own"] * candidate.own
    score += weight["population"] * (candidate.log_population or weight["unknown_population"])
    score += weight["spellings"] * math.log1p(candidate.spellings) + weight["main"] * candidate.main
    if candidate.kind.startswith("admin") and not candidate.main:
        score += weight["admin_alias"]
    if candidate.wanted or kind == candidate.kind:
        score += weight["wanted"]
    elif kind:
        score += weight["unwanted"]
        if kind in {"quarter", "camp"} and not votes.countries.get(candidate.country):
            score += weight["strange"]
    if (
        candidate.kind == "town"
        and country_words(which="capitals").get(plain_key(candidate.name)) == candidate.country
    ):
        score += weight["capital"]
    mine = max(0.0, votes.countries.get(candidate.country, 0.0) - own)
    if not candidate.country:
        score += weight["world"]
    elif total:
        score += weight["country_vote"] * mine / (total + weights.votes["smoothing"])
        score += weight["no_country_vote"] * (mine == 0) * total / (total + weights.votes["scarce"])
    if votes.points:
        here = (candidate.lat, candidate.lon)
        close = sum(0 < distance_km(here, point) < weights.votes["near_km"] for point in votes.points)
        score += weight["near"] * close / len(votes.points)
        score += weight["admin_vote"] * votes.admins.get((candidate.country, candidate.admin1), 0.0)
    if candidate.within:
        score += weight["within"] if candidate.within in votes.towns else 0.0
        score += (
            weight["without"] if votes.towns and candidate.within not in votes.towns and not mine else 0.0
        )
    return score


def _soften(scored: list[tuple[float, Candidate | None]]) -> tuple[Sense, ...]:
    best = max(score for score, _ in scored)
    mass = [(math.exp(score - best), candidate) for score, candidate in scored]
    total = sum(share for share, _ in mass)
    ranked = sorted(mass, key=lambda pair: (-pair[0], pair[1].number if pair[1] else -1))
    return tuple(Sense(candidate=candidate, probability=share / total) for share, candidate in ranked[:4])


def _second_votes(
    answers: dict[str, tuple[Sense, ...]], *, text: str, weights: ResolverWeights, sizes: dict[str, int]
) -> Votes:
    countries = country_votes(text, weights=weights)
    admins: Counter[tuple[str, str]] = Counter()
    points: list[tuple[float, float]] = []
    towns = set()
    for key, senses in answers.items():
        sure = senses[0].candidate
        if (
            sure is None
            or senses[0].probability < weights.votes["confident"]
            or sure.kind in {"country", "continent"}
        ):
            continue
        times = min(sizes[key], 3)
        countries[sure.country] = countries.get(sure.country, 0.0) + weights.votes["place"] * times
        if sure.admin1:
            admins[sure.country, sure.admin1] += times
        if sure.kind not in {"admin1", "region"}:
            points.append((sure.lat, sure.lon))
            towns.add(sure.number)
    total = sum(admins.values())
    shares = {division: count / total for division, count in admins.items()}
    return Votes(countries=countries, admins=shares, points=tuple(points), towns=frozenset(towns))
