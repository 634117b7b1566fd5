from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import select

import herodotus.analyse
import herodotus.read
from herodotus import pipeline
from herodotus.pipeline import methods
from herodotus.record import Record, schema
from herodotus.types import Issue, Judgement, Modality, Report
from herodotus.workers.inline import Inline
from herodotus.workers.processes import Processes
from pipeline_made import SETTINGS, Steps, report_text, state, write_files


def read(folder, record, *, crew=None, settings=SETTINGS, **kwargs):
    return pipeline.read([folder], record=record, settings=settings, crew=crew or Inline(), **kwargs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("line") / "reports"
    write_files(place, 12)
    return place


@pytest.fixture(scope="module")
def plain(folder, tmp_path_factory):
    """The record of an ordinary run in one process."""
    with Record.open(tmp_path_factory.mktemp("plain") / "a.herodotus", create=True) as record:
        summary = read(folder, record)
        yield record, summary


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "b.herodotus", create=True) as opened:
        yield opened


def test_the_summary_counts_files_reports_and_issues(plain):
    record, summary = plain
    assert (summary.files, summary.unchanged, summary.failed) == (12, 0, 1)
    # The copy in the other folder is the same report, since its name and text are the same.
    assert (summary.reports_new, summary.reports_read, summary.reports) == (12, 12, 12)
    assert summary.claims == record.counts()["claims"] > 12
    assert summary.events > 0
    assert summary.errors == 1
    assert not summary.nothing_read
    assert record.verify() == []


def test_reading_twice_changes_nothing_and_reads_nothing(plain, folder):
    record, _ = plain
    before = state(record)
    summary = read(folder, record)
    assert (summary.unchanged, summary.reports_new, summary.reports_read) == (12, 0, 0)
    assert summary.failed == 1
    assert state(record) == before
    again = read(folder, record, again=True)
    assert (again.unchanged, again.reports_read) == (0, 12)
    assert state(record) == before


def test_the_same_record_by_many_workers_as_by_one(plain, folder, record):
    read(folder, record, crew=Processes(2))
    assert state(record) == state(plain[0])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_record_for_any_order_of_files(plain, folder, record, monkeypatch, seed):
    found = herodotus.read.find_files([folder], settings=SETTINGS)
    random.Random(seed).shuffle(found)
    monkeypatch.setattr(herodotus.read, "find_files", lambda *_, **__: found)
    read(folder, record)
    assert state(record) == state(plain[0])


def test_the_same_record_in_two_runs_as_in_one(plain, folder, record):
    pipeline.read([folder / "table.csv", folder / "again"], record=record, settings=SETTINGS, crew=Inline())
    assert record.counts()["reports"] == 4
    read(folder, record)
    assert state(record) == state(plain[0])


class CancelledError(Exception):
    pass


class Cancelling(Steps):
    def __init__(self, after: int) -> None:
        self.left = after

    def advance(self, *, label: str = "") -> None:
        del label
        self.left -= 1
        if self.left == 0:
            raise CancelledError


@pytest.mark.parametrize("after", [1, 7, 13, 20])
def test_a_run_that_is_cancelled_goes_on_to_the_same_record(plain, folder, record, after):
    with pytest.raises(CancelledError):
        read(folder, record, progress=Cancelling(after))
    read(folder, record)
    assert state(record) == state(plain[0])


def test_a_fault_in_one_report_is_an_issue_and_leaves_the_others(plain, folder, record, monkeypatch):
    analyse = herodotus.analyse.analyse

    def faulty(report, *, engine):
        if report.key == "report-003.txt":
            raise RuntimeError("no tree")
        return analyse(report, engine=engine)

    monkeypatch.setattr(herodotus.analyse, "analyse", faulty)
    read(folder, record)
    (issue,) = [issue for issue in record.issues() if issue.stage == "analyse"]
    assert issue.message == "analysing `report-003.txt` was given up: RuntimeError: no tree"
    assert issue.level == "error"
    broken = next(report.id for report in record.reports() if report.key == "report-003.txt")
    expected = [claim for claim in plain[0].claims() if claim.report != broken]
    assert list(record.claims()) == expected
    assert record.verify() == []


def test_a_reader_that_raises_is_an_issue(folder, record, monkeypatch):
    def faulty(path, **_):
        yield Report(key=path.name, text=report_text(1))
        raise RuntimeError("out of ideas")

    monkeypatch.setattr(herodotus.read, "read_path", faulty)
    summary = pipeline.read([folder / "report-001.txt"], record=record, settings=SETTINGS, crew=Inline())
    assert (summary.failed, summary.reports) == (0, 1)
    assert "out of ideas" in next(record.issues()).message


def test_a_file_of_which_the_worker_dies_is_an_issue_and_is_tried_again(folder, record, monkeypatch):
    class Mortal(Inline):
        def run(self, work, tasks, *, seconds):
            for outcome in super().run(work, tasks, seconds=seconds):
                doomed = getattr(outcome.task, "file", None)
                if doomed is None or not doomed.path.endswith("report-002.txt"):
                    yield outcome
                elif outcome.ended:
                    yield replace(outcome, ended=False, failure="the worker was ended by SIGKILL")

    summary = read(folder, record, crew=Mortal())
    assert (summary.reports, summary.failed) == (11, 2)
    messages = [issue.message for issue in record.issues()]
    assert "reading `report-002.txt` was given up: the worker was ended by SIGKILL" in messages
    summary = read(folder, record)
    assert (summary.unchanged, summary.reports, summary.failed) == (11, 12, 1)
    assert not [issue for issue in record.issues() if "given up" in issue.message]


def test_a_large_table_is_recorded_in_parts(folder, record, monkeypatch):
    monkeypatch.setattr("herodotus.pipeline.files.PART_REPORTS", 2)
    parts = []
    put_file = Record.put_file

    def counting(self, file, *, reports, **kwargs):
        parts.append(len(reports))
        return put_file(self, file, reports=reports, **kwargs)

    monkeypatch.setattr(Record, "put_file", counting)
    pipeline.read([folder / "table.csv"], record=record, settings=SETTINGS, crew=Inline())
    assert sum(parts) == 3
    assert max(parts) == 2
    assert [report.key for report in record.reports()] != []


def test_particulars_given_later_change_reports_and_keep_their_ids(folder, record, tmp_path):
    pipeline.read([folder / "report-001.txt"], record=record, settings=SETTINGS, crew=Inline())
    (before,) = record.reports()
    sidecar = tmp_path / "particulars.csv"
    sidecar.write_text("path,source,published\nreport-001.txt,Valley Post,2014-03-05\n")
    given = {"particulars": sidecar, "record": record, "settings": SETTINGS, "crew": Inline()}
    summary = pipeline.read([folder / "report-001.txt"], **given)
    (after,) = record.reports()
    assert after.id == before.id
    assert (before.source, after.source.name, after.published.start) == (None, "Valley Post", "2014-03-05")
    assert (summary.reports_new, summary.reports_read) == (0, 1)
    assert pipeline.read([folder / "report-001.txt"], **given).unchanged == 1
    # Without the list nothing is taken back, also when the file is read again.
    without = {**given, "particulars": None}
    assert pipeline.read([folder / "report-001.txt"], **without).unchanged == 1
    pipeline.read([folder / "report-001.txt"], **without, again=True)
    assert list(record.reports()) == [after]


def test_a_report_in_another_language_is_kept_and_listed(folder, record, monkeypatch):
    def foreign(path, **_):
        yield Report(key="a", text="Hombres armados mataron a dos soldados.", path=str(path), language="es")

    monkeypatch.setattr(herodotus.read, "read_path", foreign)
    pipeline.read([folder / "report-001.txt"], record=record, settings=SETTINGS, crew=Inline())
    (issue,) = record.issues()
    assert issue.message == "the report is in `es`, which is not analysed; its text is kept"
    assert record.counts()["claims"] == 0
    assert record.count_unread(methods.understanding(SETTINGS)) == 0


def test_judgements_change_events_and_withdrawing_restores_them(folder, record):
    read(folder, record)
    before = state(record)
    claim = next(record.claims())
    rejection = Judgement(left=claim.id, right=None, verdict="reject", by="ada", at="2026-01-01T00:00:00")
    record.judge(rejection)
    assert pipeline.reconcile(record, settings=SETTINGS)
    assert not pipeline.reconcile(record, settings=SETTINGS)
    assert all(claim.id not in event.claims for event in record.events())
    assert state(record)["events"] != before["events"]
    record.judge(replace(rejection, at="2026-01-02T00:00:00", withdraws=rejection.id))
    pipeline.reconcile(record, settings=SETTINGS)
    assert state(record) == before


def test_judgements_survive_another_version_of_the_reading(folder, record, monkeypatch):
    read(folder, record)
    claim = next(claim for claim in record.claims() if claim.modality is Modality.ASSERTED)
    edit = {"verdict": "edit", "field": "modality", "value": "denied"}
    record.judge(Judgement(left=claim.id, right=None, by="ada", at="2026-01-01", **edit))
    monkeypatch.setattr(methods, "_content", lambda _: "another version")
    assert read(folder, record).reports_read == 12
    assert record.claim(claim.id).modality is Modality.DENIED
    assert record.verify() == []


def test_methods_change_with_what_matters_and_with_nothing_else():
    base = [method(SETTINGS).id for method in (methods.reading, methods.understanding, methods.viewing)]

    def changed(**fields) -> list[bool]:
        other = replace(SETTINGS, **fields)
        now = [method(other).id for method in (methods.reading, methods.understanding, methods.viewing)]
        return [new != old for new, old in zip(now, base, strict=True)]

    assert changed(workers=7, file_seconds=99, worker_seconds=3) == [False, False, False]
    assert changed(max_report_chars=5) == [True, False, False]
    assert changed(languages=("en", "ar")) == [False, True, False]
    assert changed(profile="median") == [False, False, True]


def test_a_model_of_the_users_own_counts_by_its_content(tmp_path):
    own = replace(SETTINGS, model=str(tmp_path))
    (tmp_path / "weights.bin").write_bytes(b"1")
    first = methods.understanding(own).id
    (tmp_path / "weights.bin").write_bytes(b"2")
    methods._content.cache_clear()
    assert methods.understanding(own).id != first


def test_runs_and_their_methods_are_kept(plain):
    record, _ = plain
    with record.store.reading() as connection:
        runs = connection.execute(select(schema.runs)).all()
        known = set(connection.scalars(select(schema.methods.c.id)))
    assert all(run.ended and run.started for run in runs)
    assert set(runs[0].methods.split()) == known


def test_issues_are_nouns_with_hints(plain):
    issues = list(plain[0].issues())
    assert all(isinstance(issue, Issue) and issue.hint for issue in issues)
