from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_made import NEWER, filled, made_claim, made_layer, make_views, read_all
from sqlalchemy import text

from herodotus.errors import RecordError
from herodotus.record import ClaimFilter, Record
from herodotus.record.edits import edit
from herodotus.types import EventType, Judgement, Modality


def decided(claim, verdict="reject", *, at="2026-01-01T00:00:00", by="ada", **fields) -> Judgement:
    return Judgement(left=claim, right=fields.pop("right", None), verdict=verdict, by=by, at=at, **fields)


def withdrawal(of: Judgement, *, at="2026-02-01T00:00:00") -> Judgement:
    return replace(of, at=at, withdraws=of.id)


@pytest.fixture
def record(tmp_path):
    with filled(tmp_path / "a.herodotus", reports=2) as opened:
        yield opened


def first_claim(record: Record) -> str:
    return next(record.claims(judged=False)).id


def test_a_rejected_claim_is_in_no_view_and_withdrawing_restores_it(record):
    before = list(record.claims())
    rejection = decided(first_claim(record))
    assert record.judge(rejection)
    assert list(record.claims()) == before[1:]
    assert record.claim(before[0].id) is None
    assert record.claim(before[0].id, judged=False) == before[0]
    assert record.views_method() is None, "events are to be made anew"
    assert record.judge(withdrawal(rejection))
    assert list(record.claims()) == before
    again = withdrawal(withdrawal(rejection), at="2026-03-01T00:00:00")
    assert record.judge(again)
    assert list(record.claims()) == before[1:], "a withdrawal that is withdrawn withdraws nothing"


def test_the_same_judgement_twice_is_one_row(record):
    rejection = decided(first_claim(record))
    assert record.judge(rejection)
    assert not record.judge(rejection)
    assert list(record.judgements(withdrawn=True)) == [rejection]
    assert [row["action"] for row in record.audit()] == ["reject"]


def test_judgements_may_only_be_added_to(record):
    record.judge(decided(first_claim(record)))
    for statement in (
        "DELETE FROM judgements",
        "UPDATE judgements SET verdict = 'accept'",
        "DELETE FROM audit",
    ):
        with pytest.raises(RecordError, match="may only be added to"), record.store.writing() as connection:
            connection.execute(text(statement))
    assert len(list(record.judgements())) == 1


def test_judgements_survive_another_reading(record):
    claim = first_claim(record)
    record.judge(decided(claim, "edit", field="modality", value="denied"))
    read_all(record, method=NEWER)
    assert record.claim(claim).modality is Modality.DENIED
    assert record.claim(claim, judged=False).modality is Modality.ASSERTED


def test_an_edit_of_the_type_keeps_the_id_and_is_found(record):
    claim = first_claim(record)
    record.judge(decided(claim, "edit", field="event_type", value="COERCE"))
    assert record.claim(claim).event_type is EventType.COERCE
    assert record.claim(claim).id == claim
    found = record.find_claims(ClaimFilter(event_type=EventType.COERCE))
    assert [one.id for one in found.rows] == [claim]
    assert record.verify() == []


verdicts = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "edit", "withdraw"]),
        st.integers(0, 3),
        st.sampled_from(["denied", "planned"]),
    ),
    max_size=8,
)


def make_judgements(claims, drawn) -> list[Judgement]:
    judgements: list[Judgement] = []
    for turn, (verdict, number, value) in enumerate(drawn):
        at = f"2026-01-{turn // 2 + 1:02}"  # some at the same moment
        if verdict == "withdraw" and judgements:
            judgements.append(withdrawal(judgements[number % len(judgements)], at=at))
        elif verdict == "edit":
            chosen = claims[number % len(claims)]
            judgements.append(decided(chosen, "edit", at=at, field="modality", value=value))
        elif verdict != "withdraw":
            judgements.append(decided(claims[number % len(claims)], verdict, at=at))
    return list({judgement.id: judgement for judgement in judgements}.values())


@settings(max_examples=8, deadline=None)
@given(drawn=verdicts, order=st.randoms(use_true_random=False))
def test_the_order_in_which_judgements_arrive_changes_nothing(drawn, order):
    with tempfile.TemporaryDirectory() as folder:
        plain = filled(Path(folder) / "plain", reports=2)
        mixed = filled(Path(folder) / "mixed", reports=2)
        judgements = make_judgements([claim.id for claim in plain.claims()], drawn)
        for judgement in judgements:
            plain.judge(judgement)
        # A withdrawal can only come after what it withdraws; all else may come in any order.
        waiting = list(judgements)
        order.shuffle(waiting)
        known: set[str] = set()
        while waiting:
            ready = next(each for each in waiting if each.withdraws is None or each.withdraws in known)
            waiting.remove(ready)
            known.add(ready.id)
            mixed.judge(ready)
        assert list(mixed.claims()) == list(plain.claims())
        assert list(mixed.judgements()) == list(plain.judgements())
        assert mixed.verify() == []
        plain.close()
        mixed.close()


@pytest.mark.parametrize(("field", "value", "hint"), [
    ("event_type", "MAYHEM", "types: AGREE"),
    ("modality", "maybe", "modalities: asserted"),
    ("time", "last week", "write a day"),
    ("place", "Orlu @ north", "write a name"),
    ("killed", "17-12", "write `12`"),
    ("killed", "many", "write `12`"),
    ("colour", "red", "fields: event_type"),
])  # fmt: skip
def test_an_edit_that_cannot_be_read_is_refused_with_a_hint(record, field, value, hint):
    with pytest.raises(RecordError, match=f"hint: {hint}"):
        record.judge(decided(first_claim(record), "edit", field=field, value=value))
    assert list(record.judgements(withdrawn=True)) == []


def test_verdicts_are_of_a_fixed_list_and_comparing_needs_two(record):
    with pytest.raises(RecordError, match="`perhaps` is no verdict\nhint: verdicts: same, different"):
        record.judge(decided(first_claim(record), "perhaps"))
    with pytest.raises(RecordError, match="`same` needs two things"):
        record.judge(decided(first_claim(record), "same"))
    with pytest.raises(RecordError, match="there is no judgement `judgement:0`"):
        record.judge(decided(first_claim(record), withdraws="judgement:0"))


def test_edits_read_ranges_places_times_and_names(record):
    claim = next(record.claims())
    toll = edit(claim, field="killed", value="12-17").casualties[0].quantity
    assert (toll.low, toll.best, toll.high) == (12, None, 17)
    least = edit(claim, field="killed", value="12-").casualties[0].quantity
    assert (least.low, least.best, least.high) == (12, None, None)
    exact = edit(claim, field="killed", value="0").casualties[0].quantity
    assert (exact.low, exact.best, exact.high) == (0, 0, 0)
    place = edit(claim, field="place", value="Orlu @ 5.8, 7.04").place.place
    assert (place.name, place.lat, place.lon) == ("Orlu", 5.8, 7.04)
    time = edit(claim, field="time", value="2021-02-01/2021-02-03").time.time
    assert (time.start, time.end) == ("2021-02-01", "2021-02-03")
    assert [person.name for person in edit(claim, field="actors", value="Masked men; A mob").actors] == [
        "Masked men", "A mob",
    ]  # fmt: skip
    assert edit(claim, field="actors", value="Masked men").actors == claim.actors, (
        "known words keep their place"
    )
    assert edit(claim, field="actors", value="").actors == ()


def test_judging_what_is_no_more_is_named_an_orphan_and_never_anchored_again(record):
    claim = next(record.claims())
    record.judge(decided(claim.id))
    page = next(record.unread(NEWER, again=True))
    layers = [made_layer(unread.report, made_from=unread.made_from) for unread in page]
    without = [
        replace(layer, claims=() if layer.report == claim.report else layer.claims) for layer in layers
    ]
    record.put_layers(without, method=NEWER)
    make_views(record)
    assert [(problem.kind, problem.subject) for problem in record.verify()] == [
        ("orphan", decided(claim.id).id)
    ]
    assert len(list(record.judgements())) == 1


def test_a_fault_in_one_report_leaves_the_others_as_they_are(record):
    before = {claim.report: claim for claim in record.claims()}
    (page,) = record.unread(NEWER)
    broken = page[0].report
    twin = replace(made_claim(page[1].report), confidence=0.1)
    layers = [
        made_layer(page[0].report, made_from=page[0].made_from),
        made_layer(page[1].report, made_from=page[1].made_from),
    ]
    record.put_layers([replace(layers[0], claims=(), done=False), layers[1]], method=NEWER)
    assert {claim.report: claim for claim in record.claims()} == {twin.report: before[twin.report]}
    assert [[unread.report.id for unread in page] for page in record.unread(NEWER)] == [[broken.id]]
    record.put_layers([replace(layers[1], claims=(*layers[1].claims, twin))], method=NEWER)
    assert [issue.message for issue in record.issues()] == ["two claims on `burned` at 11; the first is kept"]
