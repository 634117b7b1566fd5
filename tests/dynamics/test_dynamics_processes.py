"""Processes that were simulated with known values give those values back, and nothing sees the future."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from herodotus.dynamics.comparing import Days, Window, compare
from herodotus.dynamics.hawkes import decayed, timed
from herodotus.dynamics.hawkes_fit import fit
from herodotus.dynamics.signs import Act, chances, encode, fit_logit
from herodotus.dynamics.simulation import poisson_at
from herodotus.errors import UsageError


def cascade(rng, *, rate, branching, decay, span):
    """A Hawkes process by its families: founders, their children, and theirs."""
    generation = rng.random(rng.poisson(rate * span)) * span
    times = [generation]
    while len(generation):
        children = rng.poisson(branching, len(generation))
        generation = np.repeat(generation, children) + rng.exponential(1 / decay, children.sum())
        generation = generation[generation < span]
        times.append(generation)
    return np.sort(np.concatenate(times))


@given(
    st.lists(st.floats(0, 400), min_size=1, max_size=40),
    st.floats(0.01, 50),
)
@settings(max_examples=40, deadline=None)
def test_the_decayed_past_equals_its_definition(times, rate):
    when = np.sort(np.array(times))
    weights = np.linspace(0.2, 1, len(when))
    by_pairs = [
        sum(w * np.exp(-rate * (t - u)) for u, w in zip(when, weights, strict=True) if u < t) for t in when
    ]
    assert decayed(when, weights, at=when, rate=rate) == pytest.approx(np.array(by_pairs), rel=1e-6, abs=1e-9)


def test_a_cascade_gives_its_branching_and_half_life_back():
    times = cascade(np.random.default_rng(2), rate=1.0, branching=0.5, decay=0.7, span=1500)
    found = fit(timed(times, span=1500), background=None)
    assert found.low[0] < 0.5 < found.high[0]
    assert found.half_life_low < np.log(2) / 0.7 < found.half_life_high
    assert found.misfit < 1.6 / len(times) ** 0.5


def test_steady_chance_sets_off_nothing_and_a_slow_wave_only_looks_like_it():
    rng = np.random.default_rng(3)
    steady = fit(timed(np.sort(rng.random(900) * 900), span=900), background=None)
    assert steady.branching[0] < 0.15
    hours = np.sort(rng.random(8000) * 900)
    wave = hours[rng.random(8000) < 0.12 * (1 + np.sin(hours / 60))]
    assert fit(timed(wave, span=900), background=None).branching[0] > 0.3
    assert fit(timed(wave, span=900), background=28).branching[0] < 0.2


def test_who_excites_whom_is_told_apart():
    rng = np.random.default_rng(4)
    first = np.sort(rng.random(800) * 800)
    back = first[rng.random(len(first)) < 0.6]
    second = back + rng.exponential(1.0, len(back))
    second = second[second < 800]
    times, kinds = np.concatenate([first, second]), np.array([0] * len(first) + [1] * len(second))
    itself, other = np.eye(2), np.array([[0.0, 1.0], [1.0, 0.0]])
    found = fit(timed(times, span=800, kinds=kinds, reach=[itself, other]), background=None)
    assert found.branching[1] > 0.2
    assert found.branching[0] < 0.1


def test_event_times_outside_the_span_are_refused():
    with pytest.raises(UsageError, match="between 0 and the span"):
        timed([1.0, 11.0], span=10)


@given(st.floats(0.01, 40), st.floats(0.001, 0.999))
@settings(max_examples=60, deadline=None)
def test_a_count_at_a_chance_is_the_poisson_quantile(rate, chance):
    kept = np.float32(chance)
    count = int(poisson_at(np.array([rate]), np.array([kept]))[0])
    mass, below = np.exp(-rate), 0.0
    for k in range(count):
        below += mass
        mass *= rate / (k + 1)
    assert below <= kept + 1e-6
    assert below + mass >= kept - 1e-6


def places(rng, *, weeks=150, rate=20):
    return {f"place {k}": list(rng.integers(0, weeks * 7, rng.poisson(rate * weeks / 4))) for k in range(8)}


def test_a_planted_doubling_is_outside_the_placebo_band_and_an_empty_date_is_not():
    events = places(np.random.default_rng(15))
    window = Window(first=500, start=528, then=528, last=556)
    assert compare(Days.of(events), "place 3", window=window).words == "no detectable difference"
    events["place 3"] += list(np.random.default_rng(6).integers(528, 556, 24))
    change = compare(Days.of(events), "place 3", window=window)
    assert change.words == "more"
    assert change.high < change.beyond


def test_what_all_places_share_is_no_effect():
    rng = np.random.default_rng(7)
    events = {name: days + [int(d) for d in days if d % 7 == 0] for name, days in places(rng).items()}
    slumps = range(60, 1000, 90)
    kept = {
        name: [d for d in days if not any(s <= d < s + 28 for s in slumps)] for name, days in events.items()
    }
    window = Window(first=500, start=510, then=510, last=538)
    assert compare(Days.of(kept), "place 1", window=window).words == "no detectable difference"


def test_a_table_that_ends_too_soon_is_no_ground():
    with pytest.raises(UsageError, match="does not cover the days"):
        compare(
            Days.of(places(np.random.default_rng(8))),
            "place 1",
            window=Window(first=1000, start=1030, then=1030, last=1100),
        )


def acts(rng, *, days=60):
    """Two peoples at peace within and at odds between."""
    made = []
    for day in range(days):
        for _ in range(12):
            a, b = (int(k) for k in rng.choice(10, 2, replace=False))
            hostile = bool(rng.random() < (0.9 if a % 2 != b % 2 else 0.1))
            made.append(
                Act(day=date(2012, 1, 1) + timedelta(days=day), source=f"a{a}", target=f"a{b}", hostile=hostile,
                    source_country=f"c{a % 2}", target_country=f"c{b % 2}")
            )  # fmt: skip
    return made


def test_the_sign_of_strangers_is_known_by_their_countries():
    told = acts(np.random.default_rng(9))
    stranger = [
        Act(
            day=date(2013, 1, 1),
            source="new",
            target="other",
            hostile=False,
            source_country="c0",
            target_country=c,
        )
        for c in ("c0", "c1")
    ]
    features, hostile = encode([*told, *stranger])
    slopes = fit_logit(features[200:-2], hostile[200:-2], ridge=5.0)
    friend, foe = chances(features[-2:], slopes)
    assert friend < 0.3
    assert foe > 0.7


def test_no_act_sees_its_own_day():
    told = acts(np.random.default_rng(10), days=20)
    last = told[-1].day
    turned = [
        Act(day=act.day, source=act.source, target=act.target, hostile=act.hostile != (act.day == last),
            source_country=act.source_country, target_country=act.target_country)
        for act in told
    ]  # fmt: skip
    assert np.array_equal(encode(told)[0], encode(turned)[0])
