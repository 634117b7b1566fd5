from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from herodotus.errors import RecordError
from herodotus.record.codec import decode, decode_report, encode, encode_head
from herodotus.types import Actor, Claim, Copy, Entity, Event, Issue, Judgement, Method, Report, Tie

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
NOUNS = (Claim, Entity, Actor, Event, Tie, Copy, Issue, Judgement, Method, Report)


@pytest.mark.parametrize("kind", NOUNS, ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=None)
@given(content=st.data())
def test_every_noun_comes_back_as_it_was(kind, content):
    noun = content.draw(st.from_type(kind))
    assert decode(encode(noun), kind=kind) == noun


@settings(max_examples=25, deadline=None)
@given(report=st.from_type(Report))
def test_a_report_comes_back_with_its_text_and_keeps_its_id(report):
    again = decode_report(encode_head(report), text=report.text, path=report.path)
    assert again == report
    assert again.id == report.id


def test_a_payload_of_another_shape_names_the_field():
    with pytest.raises(RecordError, match=r"mentions.*\n?hint: run `herodotus verify`"):
        decode('{"id":"e","report":"r","name":"n","kind":"k","named":true,"mentions":"many"}', kind=Entity)


def test_a_number_that_is_none_is_not_stored_as_zero():
    entity = Entity(id="e", report="r", name="n", kind="k", named=True)
    assert '"country":null' in encode(entity)
    assert decode(encode(replace(entity, country="")), kind=Entity).country == ""
    assert math.isclose(decode(encode(0.1), kind=float), 0.1, rel_tol=0)
