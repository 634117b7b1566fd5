"""Edits, paired runs, the district model: what they must do, and what they must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from herodotus.dynamics.districts import Land, Rules, nearness, run_districts
from herodotus.dynamics.districts_fit import fit_districts, summarise
from herodotus.dynamics.edges import find_edges
from herodotus.dynamics.event_tables import from_table
from herodotus.dynamics.factions import find_factions
from herodotus.dynamics.folding import fold_retellings
from herodotus.dynamics.happenings import Happening, System, Telling, spread_days
from herodotus.dynamics.mechanisms import Acts, Mechanisms, fit_mechanisms, published
from herodotus.dynamics.scenarios import Edit, apply, load_scenario
from herodotus.dynamics.simulation import leads_of, make_world, run_paired, run_world
from herodotus.errors import UsageError


def world():
    pairs = {(0, 1): (12.0, 0.0), (1, 0): (8.0, 0.0), (2, 1): (3.0, 1.0), (3, 0): (2.0, 0.0)}
    allies = np.zeros((4, 4))
    allies[0, 3] = allies[3, 0] = 0.7
    return make_world(["army", "front", "guard", "police"], pairs, allies=allies, weeks=20.0)


def paired(edited, *, runs=300):
    return run_paired(world(), edited, mechanisms=published(), runs=runs, weeks=12, seed=5)


def test_an_edit_of_nothing_changes_nothing_at_all():
    assert not paired(world()).difference.any()


def test_an_edit_leaves_the_chances_of_others_alone():
    after = paired(apply(world(), Edit(act="withdraw", actors=("guard",))))
    change = after.with_edit.by_pair - after.without.by_pair
    touched = (world().source == 2) | (world().target == 2)
    assert (change[:, touched] <= 0).all()
    # Others change only through what they are drawn into, never by other draws.
    assert (np.abs(change[:, ~touched]) > 0).mean() < 0.2


@pytest.mark.parametrize(
    ("edit", "sign"),
    [
        (Edit(act="ceasefire", actors=("army", "front")), -1),
        (Edit(act="withdraw", actors=("front",)), -1),
        (Edit(act="tie", actors=("army", "front"), sign=1), -1),
        (Edit(act="raid", actors=("army", "front")), 1),
    ],
)
def test_each_edit_moves_the_mean_as_it_must(edit, sign):
    assert np.sign(paired(apply(world(), edit)).difference.mean()) == sign


def test_a_cordon_alone_decides_nothing():
    drawn = paired(apply(world(), Edit(act="lift-cordon", actors=("front",)))).difference
    low, high = np.quantile(drawn, [0.05, 0.95])
    assert low < 0 < high


def test_mechanisms_come_back_from_acts_that_they_made():
    true = {"retaliation": 0.3, "repetition": 0.2, "help": 0.0, "unrest": 0.0, "restraint": 0.0}
    fixed = Mechanisms(ranges=tuple((k, v, v) for k, v in true.items()), half_life=(2.0, 2.0))
    busy = replace(world(), acts=world().acts * 2)
    runs = run_world(busy, mechanisms=fixed, runs=1, weeks=500, seed=1, keep=True)
    assert runs.weekly is not None
    back, same, *_ = leads_of(busy)
    found = {
        name: (low, high)
        for name, low, high in fit_mechanisms(Acts(counts=runs.weekly[0], leads=(back, same))).ranges
    }
    assert found["retaliation"][0] < 0.3 < found["retaliation"][1]
    assert found["repetition"][0] < 0.2 < found["repetition"][1]


def happening(name, day, *, dead=None, place="North", days=1):
    return Happening(id=name, kind="ASSAULT", start=date(2010, 1, 1) + timedelta(days=day), days=days, actors=("army",),
                     recipients=("front",), units=("Land", place), killed_low=dead, killed_high=dead, chance=1.0,
                     claims=(name,))  # fmt: skip


def test_retellings_weigh_less_and_what_is_merely_frequent_does_not():
    rng = np.random.default_rng(2)
    steady = [
        happening(f"e{k}", int(rng.integers(0, 3000)), dead=int(rng.integers(0, 5))) for k in range(400)
    ]
    assert np.mean([row.chance for row in fold_retellings(steady)]) > 0.95
    again = [replace(row, id=f"{row.id}b", start=row.start + timedelta(days=1)) for row in steady[::3]]
    folded = {row.id: row.chance for row in fold_retellings([*steady, *again])}
    assert np.mean([folded[row.id] for row in again]) < 0.4


def test_events_of_a_week_are_spread_over_it():
    rows = [happening(f"e{k}", 0, days=7) for k in range(14)]
    assert sorted(spread_days(rows)) == sorted([date(2010, 1, 1).toordinal() + k for k in range(7)] * 2)


def system(*told):
    tellings = {}
    for at, (a, b, sign, when, origin) in enumerate(told):
        row = Telling(claim=f"claim:{at}", sign=sign, kind="acts", when=when, vote=(origin, f"event:{at}"))
        tellings.setdefault((a, b), []).append(row)
    return System(label="made", happenings=(), actors={}, ties=(), quotes={},
                  tellings={pair: tuple(rows) for pair, rows in tellings.items()})  # fmt: skip


def test_an_edge_forgets_and_contradictions_stay():
    fresh, old, both = (
        find_edges(system(*told), as_of="2012-06-01")[0]
        for told in (
            [("a", "b", -1, "2012-05-31", "x")] * 3,
            [("a", "b", -1, "2010-05-31", "x")] * 3,
            [("a", "b", -1, "2012-05-31", "x"), ("a", "b", 1, "2012-05-31", "y")],
        )
    )
    assert fresh.sign < old.sign < 0.01
    assert fresh.high < old.high
    assert both.contested
    assert both.sign == 0
    assert "without which nothing is known" in old.change
    assert "without which" not in both.change


def test_nothing_is_known_before_it_was_told():
    assert find_edges(system(("a", "b", -1, "2012-05-31", "x")), as_of="2012-05-30") == ()


def test_factions_are_friends_of_friends_and_strangers_are_in_none():
    told = [("a", "b", 1, "2012-05-31", f"r{k}") for k in range(4)]
    told += [("b", "c", 1, "2012-05-31", f"r{k}") for k in range(4)]
    told += [("c", "d", -1, "2012-05-31", f"r{k}") for k in range(4)]
    (faction,) = find_factions(find_edges(system(*told)))
    assert faction.members == ("a", "b", "c")
    assert faction.chance > 0.7


def land():
    rng = np.random.default_rng(3)
    people = rng.gamma(0.6, 1000, (20, 2)) + 5
    return Land(names=tuple(f"d{k}" for k in range(20)), groups=("hill", "coast"), people=people,
                near=nearness(rng.uniform(0, 3, 20), rng.uniform(0, 3, 20), scale_km=60))  # fmt: skip


RULES = Rules(attack=0.2, retaliation=0.2, memory=4.0, flight=0.02, homing=1.5)


def test_districts_unmix_by_flight_and_attacks_fall_with_it():
    course = run_districts(land(), RULES, weeks=150, agents=600, seed=1)
    assert course.mixing[-1] < 0.6 * course.mixing[0]
    assert course.attacks[-30:].sum() < course.attacks[:30].sum()
    still = run_districts(land(), replace(RULES, flight=0.0), weeks=150, agents=600, seed=1)
    assert still.mixing[-1] == still.mixing[0]


def test_guards_stop_the_attacks_where_they_stand():
    guarded = np.zeros(20)
    guarded[4] = 1.0
    course = run_districts(land(), RULES, weeks=50, agents=600, seed=1, guarded=guarded)
    assert course.attacks[:, 4].sum() == 0


def test_the_fit_keeps_what_looks_like_the_told():
    told = run_districts(land(), RULES, weeks=60, agents=400, seed=9).attacks
    found = fit_districts(land(), told, runs=60, keep=6, agents=400, seed=2)
    other = np.abs(found.seen - summarise(told, land())).mean()
    assert other < np.abs(summarise(told[::-1], land()) - summarise(told, land())).mean() + 0.5
    assert found.interval("flight")[0] <= found.interval("flight")[2]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("weeks = 3\n", "changes nothing"),
        ("month = 3\n", "has an unknown key `month`"),
        ('[[edit]]\nact = "bomb"\n', "there is no act `bomb`"),
        ('[[edit]]\nact = "ceasefire"\na = "Army"\n', "the act `ceasefire` lacks `b`"),
        ('[[edit]]\nact = "withdraw"\nactor = "Nobody"\n', "no actor is called `Nobody`"),
        ('[[edit]]\nact = "tie"\na = "Army"\nb = "Front"\nsign = -1\n', "states no purpose"),
        ('[compare]\nplace = "North"\n', r"\[compare\] lacks `start`"),
        ('[districts]\ntable = "x.csv"\n', r"\[districts\] lacks `groups`"),
    ],
)
def test_a_scenario_says_what_is_wrong_in_it(tmp_path, written, said):
    table, file = tmp_path / "events.csv", tmp_path / "one.toml"
    table.write_text("date_start,side_a,side_b,country\n2012-01-02,Army,Front,Land\n")
    file.write_text(written)
    with pytest.raises(UsageError, match=said):
        load_scenario(file, system=from_table(table))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("id,when\n1,2\n", "has no column `date_start`"),
        ("date_start\n", "holds no event"),
        ("date_start\n31/12/2012\n", "row 1: `31/12/2012` is no date"),
        ("id,date_start\n1,2012-01-02\n1,2012-01-03\n", "two rows of .* have the id 1"),
    ],
)
def test_a_table_says_what_is_wrong_in_it(tmp_path, written, said):
    table = tmp_path / "events.csv"
    table.write_text(written)
    with pytest.raises(UsageError, match=said):
        from_table(table)


def test_what_is_vague_in_a_table_is_kept_apart(tmp_path):
    table = Path(tmp_path) / "events.csv"
    table.write_text(
        "date_start,date_end,date_prec,where_prec,country,adm_1,adm_2\n"
        "2012-01-02,2012-01-02,1,1,Land,North,Upper\n"
        "2012-01-02,2012-01-08,3,4,Land,North,Upper\n"
        "2012-01-01,2012-01-31,4,6,Land,North,Upper\n"
    )
    exact, week, month = from_table(table).happenings
    assert (exact.units, exact.days) == (("Land", "North", "Upper"), 1)
    assert (week.units, week.days) == (("Land", "North"), 7)
    assert (month.units, month.start, month.imprecise) == (("Land",), None, True)
