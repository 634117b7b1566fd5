"""Copies share fingerprints whatever an editor does to them; different stories do not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from herodotus.knowledge.particulars import number
from herodotus.read.copies import fingerprint

LEAST = number("copies", "containment", file="agencies.toml")
WHO = ["the army", "two farmers", "a police patrol", "residents of the port", "the rebel front", "a bus driver",
       "the governor", "aid workers", "three officers", "the relief committee", "traders", "the mayor's office"]
DID = ["blocked the road to", "left the camp near", "opened fire outside", "asked for talks in", "withdrew from",
       "searched every house in", "carried the wounded out of", "counted nine bodies in", "lit fires around",
       "denied having entered", "promised to rebuild", "took photographs of"]
WHERE = ["the northern market", "the old bridge", "a school in Tarim", "the grain store", "the border post", "Lower Anka",
         "the hospital yard", "the airfield", "the river crossing", "the salt works", "the tax office", "Camp Seven"]
WHEN = ["before dawn", "on the second day of the strike", "while the rain lasted", "after the curfew began",
        "for the third time this month", "without giving a reason", "as the convoy passed", "late on Friday"]


def sentences(seed: int, count: int = 24) -> list[str]:
    chance = random.Random(seed)
    made = (f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHERE)} {chance.choice(WHEN)}, "
            f"{chance.choice(WHO)} said, and {chance.randint(2, 90)} {chance.choice(WHERE)} workers {chance.choice(DID)} "
            f"{chance.choice(WHERE)}." for _ in range(count))
    return [sentence[0].upper() + sentence[1:] for sentence in made]


def containment(one: str, other: str) -> float:
    first, second = set(fingerprint(one)), set(fingerprint(other))
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def with_head_and_tail(story: list[str]) -> str:
    body = " ".join(story)
    return ("Markets close as talks stall\n\nBy Jane Doe\n3 May 2007\n\nTARIM, 3 May 2007 (Reuters) - " + body
            + "\n\nFor more information contact the press office.\nCopyright 2007 The Example. All rights reserved.")


def edited(story: list[str], chance: random.Random, share: float) -> str:
    return " ".join("edited" if chance.random() < share else word for word in " ".join(story).split())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_every_kind_of_copy_shares_enough(seed):
    story, chance = sentences(seed), random.Random(seed)
    whole = "\n\n".join(story)
    shuffled = story[:]
    chance.shuffle(shuffled)
    copies = {
        "byline and boilerplate": with_head_and_tail(story),
        "first half": " ".join(story[: len(story) // 2]),
        "reordered, a third dropped": " ".join(shuffled[: len(story) * 2 // 3]),
        "8 % of words edited": edited(story, chance, 0.08),
        "capitals": whole.upper(),
        "hard-wrapped": whole.replace(" ", "\n", 60),
    }
    for kind, copy in copies.items():
        assert containment(whole, copy) >= LEAST, kind


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_other_stories_with_the_same_frame_are_no_copies(seed):
    one, other = with_head_and_tail(sentences(seed)), with_head_and_tail(sentences(seed + 1))
    assert containment(one, other) < LEAST


def test_the_fingerprint_is_the_same_in_every_run():
    counted = fingerprint("one two three four five six seven eight nine ten " * 3)
    assert counted[:2] == (391452482570037003, 2110391405108154925)
    assert list(counted) == sorted(set(counted))


def test_a_text_that_is_too_short_has_none():
    assert fingerprint("Two people were killed.") == ()


def test_kept_hashes_fit_the_record():
    assert all(0 <= kept < 2**63 for kept in fingerprint(" ".join(sentences(5))))
