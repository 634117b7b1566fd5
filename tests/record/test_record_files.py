from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from record_made import METHOD, NEWER, made_file, made_report, make_views, read_all

from herodotus.record import Record
from herodotus.types import Issue, Source

TEXTS = (
    "Masked men burned the mill at Orlu, a fisherman said.",
    "Masked men burned nothing at all, the old mayor of Orlu said.",
)


def contents(record: Record) -> list[object]:
    """All that exports show, and every path."""
    reports = list(record.reports())
    return [
        reports,
        [record.report_paths(report.id) for report in reports],
        list(record.entities()),
        list(record.claims()),
        list(record.fingerprints()),
        list(record.issues()),
    ]


# Few keys, texts and titles, so that the same report is often seen in several files.
pools = st.builds(
    made_report,
    st.sampled_from(["a.txt", "b.txt"]),
    words=st.sampled_from(TEXTS),
    path=st.sampled_from(["x/1.csv", "x/2.csv", "y/1.csv"]),
    title=st.sampled_from([None, "Fire", "The mill"]),
    source=st.sampled_from([None, Source(name="Valley Post")]),
)
files = st.dictionaries(
    st.sampled_from(["x/1.csv", "x/2.csv", "y/1.csv"]), st.lists(pools, max_size=4), min_size=1
)


def put(record: Record, path: str, reports, *, size: int = 100) -> None:
    for first in range(0, max(1, len(reports)), size):
        part = reports[first : first + size]
        ended = first + size >= len(reports)
        note = Issue(level="note", stage="read", path=path, message=f"part at {first}")
        record.put_file(
            made_file(path),
            reports=part,
            issues=[note] if first == 0 else [],
            first=first,
            begins=first == 0,
            ended=ended,
        )


@settings(max_examples=10, deadline=None)
@given(held=files, order=st.randoms(use_true_random=False), size=st.integers(1, 3))
def test_the_same_record_for_any_order_of_files_parts_and_repetitions(held, order, size):
    with tempfile.TemporaryDirectory() as folder:
        plain = Record.open(Path(folder) / "plain", create=True)
        for path in sorted(held):
            put(plain, path, held[path])
        read_all(plain)
        mixed = Record.open(Path(folder) / "mixed", create=True)
        paths = sorted(held) * 2
        order.shuffle(paths)
        for turn, path in enumerate(paths):
            put(mixed, path, held[path], size=size)
            if turn % 2:
                read_all(mixed)
        read_all(mixed)
        assert contents(mixed) == contents(plain)
        assert mixed.verify() == []
        assert read_all(mixed) == 0
        plain.close()
        mixed.close()


def test_better_particulars_change_the_row_and_keep_the_id(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    plain, rich = made_report("a.txt"), made_report("a.txt", title="Fire at the mill")
    assert record.put_file(made_file("a.txt"), reports=[plain]) == 1
    read_all(record)
    assert record.put_file(made_file("a.txt", particulars=(("title", "Fire"),)), reports=[rich]) == 0
    assert [report.title for report in record.reports()] == ["Fire at the mill"]
    assert plain.id == rich.id
    assert record.count_unread(METHOD) == 1, "claims depend on particulars, so they are read anew"


def test_a_lesser_path_alone_asks_for_no_new_reading(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    record.put_file(made_file("n/a.txt"), reports=[made_report("a.txt", path="n/a.txt")])
    read_all(record)
    record.put_file(made_file("b/a.txt"), reports=[made_report("a.txt", path="b/a.txt")])
    (report,) = record.reports()
    assert report.path == "b/a.txt"
    assert record.report_paths(report.id) == ["b/a.txt", "n/a.txt"]
    assert record.count_unread(METHOD) == 0


def test_what_a_newer_reading_no_longer_finds_is_gone(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    first, second = made_report("1", words=TEXTS[0]), made_report("2", words=TEXTS[0] + " More.")
    record.put_file(made_file("t.csv"), reports=[first, second])
    read_all(record)
    make_views(record)
    record.put_file(made_file("t.csv", method="method:newer"), reports=[second])
    assert [report.key for report in record.reports()] == ["2"]
    assert {claim.report for claim in record.claims()} == {second.id}
    assert record.views_method() is None
    make_views(record)
    assert record.verify() == []


def test_a_changed_file_is_another_report_and_the_first_one_stays(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    record.put_file(made_file("a.txt", sha256="01"), reports=[made_report("a.txt", words=TEXTS[0])])
    record.put_file(made_file("a.txt", sha256="02"), reports=[made_report("a.txt", words=TEXTS[1])])
    assert sorted(report.text for report in record.reports()) == sorted(TEXTS)


def test_a_file_is_done_only_when_it_ended(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    file = made_file("t.csv", particulars=(("source", "Post"),))
    record.put_file(file, reports=[made_report("1")], ended=False)
    assert record.seen_file("t.csv", sha256="00") is None
    record.put_file(file, reports=[made_report("2")], first=1)
    assert record.seen_file("t.csv", sha256="00") == file
    assert record.seen_file("t.csv", sha256="other") is None
    assert record.count_reports_of("t.csv", sha256="00") == 2
    assert record.known_particulars("t.csv") == (("source", "Post"),)


def test_a_newer_method_reads_everything_again_and_an_unfinished_layer_too(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    record.put_file(made_file("a.txt"), reports=[made_report("a.txt")])
    read_all(record)
    assert record.count_unread(METHOD) == 0
    assert record.count_unread(NEWER) == 1
    assert record.count_unread(METHOD, again=True) == 1
    assert [len(page) for page in record.unread(NEWER)] == [1]


def test_issues_of_a_first_part_without_reports_stay(tmp_path):
    record = Record.open(tmp_path / "a", create=True)
    note = Issue(level="note", stage="read", path="a.pdf", message="page 1 is a picture")
    record.put_file(made_file("a.pdf"), reports=[], issues=[note], ended=False)
    record.put_file(made_file("a.pdf"), reports=[made_report("a.pdf")], begins=False)
    assert list(record.issues()) == [note]
    record.put_file(made_file("a.pdf"), reports=[made_report("a.pdf")])
    assert list(record.issues()) == []
