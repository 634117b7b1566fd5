"""Every page is there as HTML and as JSON, says what the record says, and leads only to this server."""

from __future__ import annotations

import html
import json
import re

from web_made import addresses, client, twin

import handmade
from herodotus.record import Record


def test_every_page_and_its_twin_answer(record: Record) -> None:
    browser = client(record)
    for address in addresses(record):
        page, data = browser.get(address), browser.get(twin(address))
        assert (page.status_code, data.status_code) == (200, 200), address
        assert page.headers["content-type"].startswith("text/html"), address
        json.loads(data.content)


def test_no_page_leads_to_another_host_or_holds_a_script(record: Record) -> None:
    browser = client(record)
    for address in addresses(record):
        text = browser.get(address).text
        found = re.findall(r"""(?:href|src|action|srcset|data|poster)\s*=\s*["']?([^"'\s>]*)""", text)
        assert found
        assert not [link for link in found if re.match(r"([a-z]+:)?//|[a-z]+:", link)], address
        assert not re.search(r"<script(?![^>]*\bsrc=)|\bon[a-z]+=|\bstyle=|<style|javascript:|@import", text), address


def test_the_files_of_the_pages_lead_nowhere_else(record: Record) -> None:
    browser = client(record)
    loaded = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', browser.get("/").text))
    assert len(loaded) == 3
    for address in loaded:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        # The name of the SVG format is no address that is loaded.
        text = answer.text.replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(^|\s)//[^\n]*", "", text), address


def test_all_links_of_all_pages_lead_to_a_page(record: Record) -> None:
    browser = client(record)
    waiting, seen = list(addresses(record)), set()
    while waiting and len(seen) < 100:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = browser.get(address)
        assert answer.status_code == 200, address
        links = [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', answer.text)]
        waiting += [link for link in links if ".json" not in link and "zoom" not in link and "/assets/" not in link]
    assert len(seen) > 40


def test_the_event_shows_each_figure_with_its_holder(record: Record) -> None:
    text = client(record).get(f"/events/{handmade.RAID.id}").text
    for side in handmade.SIDES:
        assert side.value in text
        assert side.holders[0] in text
    assert "4 reports, 3 origins" in text
    assert "How many were killed?" in text or "Killed: 6 to 14" in text


def test_denied_things_are_said_to_be_denied(record: Record) -> None:
    found = client(record).get("/search?modality=denied").text
    assert "We did not bomb the mill" in found
    assert re.search(r'class="modality other">denied', found)


def test_undated_and_unplaced_events_are_told_beside(record: Record) -> None:
    browser = client(record)
    assert "Undated (3)" in browser.get("/timeline").text
    assert "Unplaced (3)" in browser.get("/map").text


def test_a_report_shows_its_text_to_the_letter_with_its_evidence(record: Record) -> None:
    report = handmade.report("rebels")
    text = client(record).get(f"/reports/{report.id}").text
    body = text[text.index('class="reading"') :]
    shown = html.unescape(re.sub(r"<[^>]+>", "", "".join(re.findall(r'<p class="text" dir="auto">(.*?)</p>', body, re.DOTALL))))
    assert "".join(shown.split()) == "".join(report.text.split())
    claim = handmade.CLAIMS["fourteen"]
    assert f'id="t-{claim.id}"' in text
    assert f'href="#t-{claim.id}"' in text


def test_what_a_report_says_is_never_html(tmp_path_factory: object, record: Record) -> None:
    hostile = "<script>alert(1)</script>"
    found = client(record).get("/search", params={"q": hostile})
    assert hostile not in found.text
    assert "&lt;script&gt;" in found.text


def test_a_wrong_question_is_told_and_never_fails(record: Record) -> None:
    browser = client(record)
    for address, status in (
        ("/nope", 404), ("/events/event:0", 404), ("/reports/x", 404), ("/actors/x", 404), ("/claims/x", 404),
        ("/places/x", 404), ("/voices/x", 404), ("/events?since=yesterday", 400), ("/events?page=0", 400),
        ("/events?type=NONE", 400), ("/map?zoom=99", 400), ("/map?zoom=2&lat=nan", 400),
        ("/events?page=99999999999999999999", 400),
    ):  # fmt: skip
        answer = browser.get(address)
        assert answer.status_code == status, address
        assert "<h1>" in answer.text
        assert browser.get(twin(address)).json()["error"], address


def test_an_empty_field_of_a_form_asks_nothing(record: Record) -> None:
    browser = client(record)
    plain = browser.get("/events.json").json()
    assert browser.get("/events.json?q=&since=&until=&contested=&type=&place=").json() == plain
