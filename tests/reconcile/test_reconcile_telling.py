"""What a report's own telling puts together, and what it keeps apart: gathering, denials, sums, standing words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reconcile_marking import Shelf, World, told, town

from herodotus.reconcile import reconcile
from herodotus.reconcile.actors import titled_names
from herodotus.types import Actor, Event, Tie

WORLD = World(
    people={
        "the Ridge Guard": ("armed_group", None, True),
        "Ridge Guard": ("armed_group", None, True),
        "Ardan army": ("armed_force", "XA", True),
        "Ardan ministry": ("government", "XA", True),
        "Dov Hallek": ("person", None, True),
        "the company": ("organization", None, True),
        "Lena Orr": ("person", None, True),
    },
    places={
        "Brakk": town("Brakk", lat=10.0, lon=10.0, country="XA"),
        "Sule": town("Sule", lat=14.0, lon=12.0, country="XA"),
    },
)


def events(*reports, runs=None):
    return [row for row in reconcile(Shelf(list(reports), runs=runs or {})) if isinstance(row, Event)]


def one(key, *sentences, published="2001-05-03", source=None):
    return told(key, sentences, world=WORLD, source=source, published=published)


def together(report, first, second, found):
    claims = [claim.id for claim in report.claims]
    return any({claims[first], claims[second]} <= set(event.claims) for event in found)


def test_the_blow_and_its_dead_are_one_though_no_word_is_shared():
    report = one(
        "a",
        ("ASSAULT", "asserted", "<a>the Ridge Guard</a> <t>stormed</t> a post at <p>Brakk</p> on <d 2001-05-02>Wednesday</d>."),
        ("ASSAULT", "asserted", "<n killed>Six 6</n> <r>sentries</r> <t>died</t>, <u>a nurse</u> said."),
    )
    assert together(report, 0, 1, events(report))


def test_two_blows_before_leave_the_dead_to_neither():
    report = one(
        "a",
        ("ASSAULT", "asserted", "<a>the Ridge Guard</a> <t>stormed</t> a post at <p>Brakk</p> on <d 2001-05-02>Wednesday</d>."),
        ("ASSAULT", "asserted", "A <t>bomb</t> went off in <p>Sule</p> on <d 2001-05-01>Tuesday</d>."),
        ("CONSULT", "asserted", "The cabinet, which has been divided since the spring over what to do, sat until late in the evening."),
        ("ASSAULT", "asserted", "<n killed>6</n> <r>people</r> <t>died</t>, <u>a nurse</u> said."),
    )
    found = events(report)
    assert not together(report, 0, 2, found)
    assert not together(report, 1, 2, found)


def test_a_sum_of_the_war_joins_no_blow():
    report = one(
        "a",
        ("ASSAULT", "asserted", "<a>the Ridge Guard</a> <t>stormed</t> <p>Brakk</p> on <d 2001-05-02>Wednesday</d>."),
        ("ASSAULT", "asserted", "<n killed cumulative>9000</n> people have been <t>killed</t> in the war."),
    )
    assert not together(report, 0, 1, events(report))


def test_a_day_of_a_whole_land_is_no_toll():
    report = one(
        "a", ("ASSAULT", "asserted", "<n killed>85</n> people were <t>killed</t> on <d 2001-05-02>Wednesday</d>.")
    )
    assert not [toll for event in events(report) for toll in event.tolls]


def test_a_town_s_dead_are_a_toll():
    report = one(
        "a",
        ("ASSAULT", "asserted", "<n killed>85</n> people were <t>killed</t> in <p>Brakk</p> on <d 2001-05-02>Wednesday</d>."),
    )
    assert [(toll.low, toll.high) for event in events(report) for toll in event.tolls] == [(85, 85)]


def test_a_bare_denial_answers_the_deed_told_before_it():
    report = one(
        "a",
        ("ASSAULT", "asserted", "<a>Ardan army</a> <t>shelled</t> <p>Brakk</p> on <d 2001-05-02>Wednesday</d>, <v>Lena Orr</v> said."),
        ("REJECT", "asserted", "<a>Ardan ministry</a> <t>rejected</t> <r>the allegation</r>."),
    )
    fields = {one.field: one for event in events(report) for one in event.disagreements}
    assert {position.value for position in fields["happened"].positions} == {"happened", "did not happen"}


def test_who_asked_for_it_is_disputed():
    report = one(
        "a",
        ("MOBILIZE", "asserted", "<r>the soldiers</r> were <t>deployed</t> in <p>Brakk</p> <s authority permitted>at the request</s> of the firm, <v>Lena Orr</v> said."),
        ("REQUEST", "denied", "<v>the company</v> said <a>the company</a> had not <t>asked</t> for <r>soldiers</r>."),
    )
    assert "authority" in {one.field for event in events(report) for one in event.disagreements}


def test_one_person_dies_once_and_the_day_is_in_dispute():
    first = one(
        "a", ("ASSAULT", "asserted", "<r>Lena Orr</r> was <t>killed</t> in <p>Brakk</p> on <d 2001-05-02>Wednesday</d>, <v>Ardan army</v> said.")
    )
    second = one(
        "b", ("ASSAULT", "asserted", "<a>Ardan army</a> <t>killed</t> <r>Lena Orr</r> in <p>Sule</p> on <d 2001-05-06>Sunday</d>, <v>Ridge Guard</v> said.")
    )
    (event,) = events(first, second)
    assert {"time", "place"} <= {one.field for one in event.disagreements}


def test_words_that_name_nobody_tie_the_one_body_they_hold():
    report = one(
        "a",
        ("ASSAULT", "asserted", "<a>a Ridge Guard squad</a> <t>attacked</t> <r>Ardan army</r> in <p>Brakk</p>."),
        ("REQUEST", "asserted", "<a>Ridge Guard</a> <t>demanded</t> talks."),
    )
    rows = list(reconcile(Shelf([report])))
    names = {row.id: row.name for row in rows if isinstance(row, Actor)}
    ties = {(names[row.a], row.sign, names[row.b]) for row in rows if isinstance(row, Tie)}
    assert ("Ridge Guard", -1, "Ardan army") in ties


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("the dockers' union STW", ["STW"], {"dockers' union STW"}),
        ("the ousted President Mobutu", ["Mobutu"], {"President Mobutu"}),
        ("Mobutu", ["Mobutu"], set()),
    ],
)
def test_descriptions_before_a_name_are_its_aliases(name, known, found):
    assert titled_names(name, names=known) >= found
    assert not titled_names(name, names=known) - found


REPORTS = [
    one("a", ("ASSAULT", "asserted", "<a>Ardan army</a> <t>raided</t> <p>Brakk</p> on <d 2001-05-02>Wednesday</d>, killing <n killed>4</n>.")),
    one("b", ("ASSAULT", "asserted", "<n killed>9</n> people died in the <t>raid</t> on <p>Brakk</p> on <d 2001-05-02>Wednesday</d>, <v>Lena Orr</v> said.")),
    one("c", ("ASSAULT", "denied", "<v>Ardan army</v> denied that <a>Ardan army</a> <t>raided</t> <p>Brakk</p> on <d 2001-05-02>Wednesday</d>.")),
    one("d", ("ASSAULT", "asserted", "A <t>bomb</t> killed <n killed>2</n> people in <p>Sule</p> on <d 2001-05-02>Wednesday</d>.")),
]


@given(st.permutations(range(len(REPORTS))), st.lists(st.integers(0, len(REPORTS) - 1), max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_order_and_repetition_change_nothing(order, again):
    shelf = Shelf([REPORTS[at] for at in (*order, *again)])
    assert list(reconcile(shelf)) == list(reconcile(Shelf(REPORTS)))


def test_a_copy_adds_no_origin():
    runs = {REPORTS[0].report.id: tuple(range(100)), REPORTS[1].report.id: tuple(range(100))}
    (plain,) = [event for event in events(*REPORTS[:2]) if len(event.reports) == 2]
    (copied,) = [event for event in events(*REPORTS[:2], runs=runs) if len(event.reports) == 2]
    assert (plain.origins, copied.origins) == (2, 1)
