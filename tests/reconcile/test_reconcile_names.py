from pathlib import Path

from herodotus.reconcile.names import name_tokens, same_name, same_token
from herodotus.reconcile.profiles import split_title

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "name_pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def may_be_one(first, second):
    left, right = sorted((name_tokens(split_title(name)[1]) for name in (first, second)), key=len)
    if len(left) > 1:
        return same_name(left, right)
    return any(same_token(left[0], part, alone=True) for part in (right[0], right[-1]))


def f1(rows):
    said = [may_be_one(first, second) for first, second, _ in rows]
    true = [label == "1" for *_, label in rows]
    right = sum(a and b for a, b in zip(said, true, strict=True))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(true))
    return 2 * precision * recall / (precision + recall)


def test_spellings_of_many_languages_meet_and_relatives_stay_apart():
    assert len(ROWS) >= 300
    assert f1(ROWS) >= 0.95


def test_likeness_is_symmetric():
    for first, second, _ in ROWS:
        assert may_be_one(first, second) == may_be_one(second, first), (first, second)
