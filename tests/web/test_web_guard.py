"""Who may ask, how much, from where."""

from __future__ import annotations

from pathlib import Path

import pytest
from web_made import BASE, client

from herodotus.record import Record
from herodotus.web.guard import MOST_BODY

HEADERS = ("content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy")


def test_every_answer_forbids_what_comes_from_elsewhere(record: Record) -> None:
    browser = client(record)
    for address in ("/", "/nope", "/events?page=0", "/assets/herodotus.css", "/index.json"):
        answer = browser.get(address)
        assert all(name in answer.headers for name in HEADERS), address
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "herodotus:80@evil.example"])
def test_another_host_is_refused(record: Record, host: str) -> None:
    assert client(record).get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_this_machine_is_known(record: Record, host: str) -> None:
    assert client(record).get("/", headers={"host": host}).status_code == 200


def test_beyond_this_machine_a_token_is_needed(record: Record) -> None:
    browser = client(record, token="a long secret", hosts=["10.0.0.5"])
    assert browser.get("/").status_code == 403
    assert browser.get("/assets/herodotus.css").status_code == 403
    assert browser.get("/?token=wrong").status_code == 403
    entered = browser.get("/events?token=a long secret&page=1")
    assert entered.status_code == 303
    assert entered.headers["location"] == "/events?page=1"
    kept = entered.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert browser.get("/events").status_code == 200
    fresh = client(record, token="a long secret")
    assert fresh.get("/", headers={"authorization": "Bearer a long secret"}).status_code == 200
    assert fresh.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_token_leads_to_no_other_host(record: Record) -> None:
    answer = client(record, token="x").get("//evil.example/?token=x")
    assert answer.headers.get("location", "/").startswith("/")
    assert not answer.headers.get("location", "/").startswith("//")


def test_large_requests_are_refused(record: Record) -> None:
    browser = client(record)
    assert browser.post("/look", content=b"x" * (MOST_BODY + 1)).status_code == 413
    assert browser.get("/events?q=" + "x" * 9000).status_code == 414
    assert browser.get("/events?q=" + "x" * 400).status_code == 400


def test_forms_of_other_sites_are_refused(record: Record) -> None:
    browser = client(record)
    form = {"look": "dark", "back": "/events"}
    assert browser.post("/look", data=form, headers={"origin": "http://evil.example"}).status_code == 403
    assert browser.post("/look", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    own = browser.post("/look", data=form, headers={"origin": BASE, "sec-fetch-site": "same-origin"})
    assert own.status_code == 303
    assert own.headers["location"] == "/events"
    assert 'data-look="dark"' in browser.get("/").text


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "http://evil.example", "/a\r\nset-cookie: x=1"])
def test_a_form_leads_back_to_our_pages_only(record: Record, back: str) -> None:
    answer = client(record).post("/look", data={"look": "dark", "back": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "path", ["/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/..%2fapp.py", "/assets//etc/passwd", "/assets/x.css"]
)
def test_no_other_file_is_reached(record: Record, path: str) -> None:
    assert client(record).get(path).status_code == 404


def test_a_page_reads_only_below_its_folders(record: Record, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", "utf-8")
    (inside / "way-out").symlink_to(outside)
    browser = client(record, folders=[inside])
    assert "way-out" not in browser.get("/read").text
    for below in ("..", "../outside", "way-out", "/etc", str(outside), "a\x00b"):
        assert browser.get("/read", params={"below": below}).status_code == 404, below
    seal = browser.app.state.desk.seal
    for below in ("../outside", "way-out", str(outside)):
        assert browser.post("/read", data={"seal": seal, "path": below}).status_code == 404, below
    assert browser.post("/read", data={"seal": "guessed", "path": "."}).status_code == 403
    assert browser.post("/read/stop", data={}).status_code == 403
    assert not browser.app.state.desk.work.state.running
