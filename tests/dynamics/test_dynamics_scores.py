"""Our scores against scoringrules, and the shares of bands on counts that are lumpy."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules

from herodotus.dynamics.scores import covered, crps, interval_score, within


def forecasts(rng):
    mean = rng.gamma(0.8, 6, 400)
    return rng.poisson(mean[:, None], (400, 150)).astype(float), rng.poisson(mean).astype(float)


def test_crps_and_interval_score_are_those_of_scoringrules():
    draws, came = forecasts(np.random.default_rng(1))
    assert crps(draws, came) == pytest.approx(scoringrules.crps_ensemble(came, draws, estimator="nrg"))
    low, high = np.quantile(draws, [0.05, 0.95], axis=1)
    theirs = scoringrules.interval_score(came, low, high, 0.1)
    assert interval_score(draws, came) == pytest.approx(theirs)


def test_true_draws_of_small_counts_hold_as_much_as_they_say_only_by_the_randomised_share():
    draws, came = forecasts(np.random.default_rng(2))
    for level in (0.5, 0.8, 0.9):
        assert within(draws, came, level=level, seed=3) == pytest.approx(level, abs=0.06)
    assert covered(draws, came, level=0.5) > 0.58


def test_bands_that_are_too_wide_or_too_narrow_are_seen():
    rng = np.random.default_rng(4)
    came = rng.poisson(30, 500).astype(float)
    wide, narrow = rng.normal(30, 12, (500, 200)), rng.normal(30, 2, (500, 200))
    assert within(wide, came, level=0.8, seed=5) > 0.95
    assert within(narrow, came, level=0.8, seed=5) < 0.5
