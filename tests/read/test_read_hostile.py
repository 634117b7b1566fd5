"""No file, however odd, stops a run: it becomes an Issue that says what to do, in bounded time."""

from __future__ import annotations

import time

import hostile
import pytest

from herodotus.read import find_files, read_path
from herodotus.settings import Settings
from herodotus.types import Issue, Report

# Given up only when their time is over, or large.
SLOW = {"many-attributes.html", "deep-parts.eml", "deep.rss", "bomb.rss", "empty-pages.pdf", "huge.csv", "huge.jsonl",
        "many-parts.eml", "many-pages.pdf", "many-entries.rss", "large.html", "entities.html", "open-tag.html",
        "many-paragraphs.html", "many-links.html", "nested-dicts.pdf"}
LONGEST = 10.0


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return folder, hostile.make(folder)


def check(folder, name, outcome):
    begun = time.monotonic()
    found = list(read_path(folder / name, settings=Settings()))
    took = time.monotonic() - begun
    reports = [one for one in found if isinstance(one, Report)]
    issues = [one for one in found if isinstance(one, Issue)]
    assert took < LONGEST, (name, took)
    assert all(issue.hint and issue.message and issue.path for issue in issues), (name, issues)
    assert not any("should not happen" in issue.hint for issue in issues), (name, issues)
    assert all(report.text.strip() and "\x00" not in report.text for report in reports), name
    for report in reports:
        report.text.encode("utf-8")
    met = {"issue": bool(issues) and not reports, "both": bool(issues and reports), "any": bool(issues or reports)}
    assert met[outcome], (name, outcome, len(reports), issues[:3])


def test_there_are_two_hundred_of_them(cases):
    assert len(cases[1]) >= 200


def test_each_becomes_an_issue_with_a_hint(cases):
    folder, outcomes = cases
    for name, outcome in outcomes.items():
        if name not in SLOW:
            check(folder, name, outcome)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW))
def test_a_hang_ends_in_time(cases, name):
    folder, outcomes = cases
    check(folder, name, outcomes[name])


def test_the_guarded_process_starts_again_after_a_hang(tmp_path):
    (tmp_path / "hang.html").write_bytes(hostile._pages()["many-attributes.html"][0])
    (tmp_path / "sound.html").write_text(f"<html><body><p>{hostile.STORY}</p></body></html>")
    settings = Settings(file_seconds=1)
    first = list(read_path(tmp_path / "hang.html", settings=settings))
    assert [found.level for found in first] == ["error"]
    assert "was not read within 1 s" in first[0].message
    assert any(isinstance(found, Report) for found in read_path(tmp_path / "sound.html", settings=settings))


def test_a_parser_is_bounded_in_memory(tmp_path):
    (tmp_path / "big.html").write_bytes(hostile._pages()["large.html"][0])
    found = list(read_path(tmp_path / "big.html", settings=Settings(file_memory_mb=128, file_seconds=60)))
    assert found
    assert all(one.hint for one in found if isinstance(one, Issue))


def test_a_folder_of_links_is_read_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(hostile.STORY)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    files = find_files([tmp_path], settings=Settings())
    assert sum(file.name == "one.txt" for file in files) == 1
    issues = [found for file in files if file.is_dir() for found in read_path(file, settings=Settings())]
    assert issues
    assert all("read already" in issue.message for issue in issues)


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "closed.txt"
    path.write_text(hostile.STORY)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    (issue,) = read_path(path, settings=Settings())
    assert issue.message == "`closed.txt` cannot be opened: Permission denied"
    assert issue.hint == "check who may read it"


def test_the_limits_of_an_archive_hold_for_all_archives_inside_it(tmp_path):
    inner = hostile.zipped({f"{number}.txt": hostile.STORY.encode() for number in range(6)})
    (tmp_path / "all.zip").write_bytes(hostile.zipped({f"{number}.zip": inner for number in range(4)}))
    found = list(read_path(tmp_path / "all.zip", settings=Settings(max_archive_members=15)))
    assert sum(isinstance(one, Report) for one in found) <= 15
    assert any("more than 15" in one.message for one in found if isinstance(one, Issue))
