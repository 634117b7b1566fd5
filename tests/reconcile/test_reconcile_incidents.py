import pytest
import reconcile_incidents as incidents
from reconcile_marking import Shelf


@pytest.fixture(scope="module")
def found():
    return incidents.score(incidents.load())


def test_one_happening_is_one_event_and_two_are_two(found):
    figures, misses = found
    assert figures["pairs P"] >= 0.97, misses
    assert figures["pairs R"] >= 0.97, misses


def test_contradictions_are_found_and_updates_are_none(found):
    figures, misses = found
    assert figures["contradicts P"] >= 0.90, misses
    assert figures["contradicts R"] >= 0.90, misses
    assert figures["number F1"] >= 0.95
    assert figures["update called contradiction"] == 0


def test_incidents_in_any_order_are_the_same():
    gold = incidents.load()
    assert incidents.score(gold)[0] == incidents.score(gold, shelf=Shelf(gold.told[::-1]))[0]
