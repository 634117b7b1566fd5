from reconcile_marking import Shelf, World, told, town

from herodotus.reconcile import reconcile
from herodotus.types import Actor, Event, Tie

WORLD = World(
    people={
        "government troops": ("armed_force", "ML", False),
        "the army": ("armed_force", "ML", False),
        "the army of Sarwa": ("armed_force", "SX", True),
        "Governor Imre Tahl": ("person", "SX", True),
        "Tahl": ("person", "SX", True),
        "Imre Tahl": ("person", "SX", True),
        "the Northern Front": ("armed_group", "SX", True),
        "Northern Front": ("armed_group", "SX", True),
        "hospital officials": ("group", None, False),
        "Sarwan troops": ("armed_force", "SX", False),
        "the city hospital": ("organization", "SX", True),
        "villagers": ("group", None, False),
    },
    places={
        "Kessa": town("Kessa", lat=10.0, lon=10.0, country="SX", admin1="north"),
        "Old Kessa": town("Old Kessa", lat=10.02, lon=10.01, country="SX", admin1="north"),
        "Dorun": town("Dorun", lat=14.0, lon=12.0, country="SX", admin1="south"),
    },
)


def run(*reports, **more):
    rows = list(reconcile(Shelf(list(reports), **more)))
    return (
        [row for row in rows if isinstance(row, Event)],
        [row for row in rows if isinstance(row, Actor)],
        [row for row in rows if isinstance(row, Tie)],
    )


def raid_a():
    return told(
        "a",
        [
            (
                "ASSAULT",
                "asserted",
                "<a>Sarwan troops</a> <t>raided</t> <p>Old Kessa</p> on <d 1998-05-04>Monday</d>, killing <n killed>12</n> people.",
            ),
            (
                "ASSAULT",
                "asserted",
                "The <t>raid</t> was <s authority authorised>authorised</s> by the governor, <v>the army of Sarwa</v> said.",
            ),
        ],
        world=WORLD,
        source="Kessa Post",
        published="1998-05-05",
    )


def raid_b():
    return told(
        "b",
        [
            (
                "ASSAULT",
                "asserted",
                "<n killed>17</n> people died when <a>Sarwan troops</a> <t>stormed</t> <p>Kessa</p> on <d 1998-05-04>4 May</d>, <v>the city hospital</v> said.",
            ),
            (
                "REJECT",
                "asserted",
                "<a>Governor Imre Tahl</a> <s authority objected><t>objected</t></s> to the raid.",
            ),
            (
                "ASSAULT",
                "asserted",
                "In <d 1963>1963</d> <a>Sarwan troops</a> <t>stormed</t> <p>Kessa</p> too.",
            ),
        ],
        world=WORLD,
        source="Dorun Radio",
        published="1998-05-05",
    )


def event_of(events, claim):
    return next(event for event in events if claim.id in event.claims)


def test_one_raid_in_two_reports_is_one_event_with_both_tolls():
    a, b = raid_a(), raid_b()
    events, _, _ = run(a, b)
    event = event_of(events, a.claims[0])
    assert {a.claims[0].id, a.claims[1].id, b.claims[0].id} <= set(event.claims)
    toll = event.tolls[0]
    assert (toll.low, toll.high) == (12, 17)
    assert [position.value for position in toll.positions] == ["12", "17"]
    killed = next(one for one in event.disagreements if one.field == "killed")
    assert killed.positions[1].holders == ("city hospital",)


def test_a_background_raid_stays_apart():
    a, b = raid_a(), raid_b()
    events, _, _ = run(a, b)
    assert event_of(events, b.claims[2]) is not event_of(events, b.claims[0])


def test_authority_is_disputed_between_voices():
    a, b = raid_a(), raid_b()
    events, _, _ = run(a, b)
    event = event_of(events, a.claims[0])
    authority = next(one for one in event.disagreements if one.field == "authority")
    assert {position.value: position.holders for position in authority.positions}.keys() == {
        "authorised",
        "objected",
    }


def test_order_of_reports_changes_nothing():
    a, b = raid_a(), raid_b()
    assert run(a, b) == run(b, a)
    assert run(a, b, a) == run(a, b)
