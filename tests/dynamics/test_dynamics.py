from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from herodotus.dynamics.floors import FLOORS
from herodotus.dynamics.mixture import mixed
from herodotus.dynamics.network import find_tensions, standing
from herodotus.dynamics.rates import compare_rates
from herodotus.dynamics.rolling import roll
from herodotus.dynamics.scores import covered, crps, interval_score, log_score, probability_transform
from herodotus.errors import UsageError
from herodotus.types import Tie


def tie(a: str, b: str, sign: int, *, start: str | None = None) -> Tie:
    return Tie(
        a=a,
        b=b,
        sign=sign,
        kind="fights",
        start=start,
        end=None,
        weight=1,
        low=0,
        high=1,
        claims=("claim:1",),
    )


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.integers(0, 40))
def test_crps_equals_its_definition_over_all_pairs(draws, came):
    x = np.array([draws], float)
    by_pairs = np.abs(x - came).mean() - 0.5 * np.abs(x[0][:, None] - x[0][None, :]).mean()
    assert crps(x, np.array([came], float))[0] == pytest.approx(by_pairs)


def test_a_sharp_right_forecast_beats_a_wide_and_a_wrong_one():
    came = np.array([10.0])
    sharp, wide, wrong = np.full((1, 100), 10.0), np.linspace(0, 20, 100)[None], np.full((1, 100), 30.0)
    for score in (crps, log_score, interval_score):
        assert score(sharp, came)[0] <= score(wide, came)[0] < score(wrong, came)[0]


def test_true_draws_cover_as_they_say_and_have_a_flat_transform():
    rng = np.random.default_rng(1)
    mean = rng.gamma(3, 4, 4000)
    draws, came = rng.poisson(mean[:, None], (4000, 200)).astype(float), rng.poisson(mean).astype(float)
    assert 0.88 < covered(draws, came) < 0.95
    heights = np.histogram(probability_transform(draws, came, seed=2), bins=10, range=(0, 1))[0]
    assert heights.min() > 340
    assert heights.max() < 460


@given(st.lists(st.one_of(st.integers(0, 50), st.none()), min_size=1, max_size=60), st.integers(1, 8))
@settings(max_examples=40)
def test_every_floor_gives_counts_or_says_that_nothing_was_observed(history, ahead):
    counts = np.array([np.nan if x is None else x for x in history], float)
    for floor in FLOORS.values():
        if np.isnan(counts).all():
            with pytest.raises(UsageError, match="no observed count"):
                floor(counts, ahead=ahead, draws=30, rng=np.random.default_rng(0))
            continue
        draws = floor(counts, ahead=ahead, draws=30, rng=np.random.default_rng(0))
        assert draws.shape == (30,)
        assert (draws >= 0).all()
        assert (draws == np.round(draws)).all()


def test_a_missing_week_is_not_read_as_peace():
    with_gap = np.array([9.0, 9.0, 9.0, np.nan, np.nan, np.nan])
    drawn = FLOORS["mean of 4"](with_gap, ahead=1, draws=2000, rng=np.random.default_rng(0))
    assert 8.5 < drawn.mean() < 9.5


def test_no_model_is_scored_without_the_floors_and_the_same_seed_gives_the_same_table():
    counts = np.random.default_rng(0).poisson(4, (60, 3)).astype(float)
    table = roll(counts, origins=range(50, 58), models={"mine": mixed()})
    assert {row.model for row in table} == {"mine", *FLOORS}
    assert table == roll(counts, origins=range(50, 58), models={"mine": mixed()})


def test_a_forecast_sees_nothing_after_its_origin():
    counts = np.random.default_rng(1).poisson(4, (60, 3)).astype(float)
    later = np.vstack([counts, np.full((5, 3), 1e6)])
    first, second = (
        mixed()(rows[:60], ahead=2, draws=50, rng=np.random.default_rng(0)) for rows in (counts, later)
    )
    assert np.array_equal(first, second)


def test_a_doubling_in_many_events_is_seen_and_in_few_is_not():
    many = compare_rates(40, 80, weeks_before=10, weeks_after=10)
    few = compare_rates(2, 4, weeks_before=10, weeks_after=10)
    assert (many.words, few.words) == ("more", "no detectable difference")
    assert "too few events" in few.power
    assert compare_rates(80, 40, weeks_before=10, weeks_after=10).words == "less"


def test_tensions_are_the_unbalanced_triads_and_mixed_pairs_take_no_part():
    ties = [
        tie("a", "b", 1),
        tie("b", "c", 1),
        tie("c", "a", -1),
        tie("a", "d", 1),
        tie("a", "d", -1),
        tie("b", "d", -1),
    ]
    assert [t.actors for t in find_tensions(ties)] == [("a", "b", "c")]
    assert len(find_tensions(ties)[0].ties) == 3
    assert set(standing([tie("b", "a", 1, start="2012-05-01"), tie("a", "c", -1)], as_of="2012-01-01")) == {
        ("a", "c")
    }
