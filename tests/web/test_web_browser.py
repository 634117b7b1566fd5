"""Every page in a real browser: small and wide, light and dark, with scripts and without."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_browser import CHROMIUM, axe_source, chromium, faults, served
from web_made import addresses

from herodotus.record import Record

MISSING = [name for name in ("playwright", "axe_playwright_python") if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    # The driver leaves an event loop to the end of the program.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SIZES = {"phone": 360, "desk": 1440}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def base(kept: Path) -> Iterator[str]:
    with Record.open(kept) as record, served(record, folders=[kept.parent]) as address:
        yield address


@pytest.fixture(scope="module")
def pages(kept: Path) -> list[str]:
    with Record.open(kept) as record:
        return [*addresses(record), "/read"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_page_with_scripts(browser: Any, base: str, pages: list[str], size: str, colours: str) -> None:
    axe, found = axe_source(), {}
    context = browser.new_context(viewport={"width": SIZES[size], "height": 900}, color_scheme=colours)
    for address in pages:
        page = context.new_page()
        wrong = faults(page, base + address, axe=axe)
        if wrong:
            found[address] = wrong
        page.close()
    context.close()
    assert found == {}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_page_without_scripts(browser: Any, base: str, pages: list[str], size: str, colours: str) -> None:
    context = browser.new_context(
        viewport={"width": SIZES[size], "height": 900}, color_scheme=colours, java_script_enabled=False
    )
    found = {}
    for address in pages:
        page = context.new_page()
        wrong = faults(page, base + address)
        if wrong:
            found[address] = wrong
        page.close()
    context.close()
    assert found == {}


def test_high_contrast_and_print(browser: Any, base: str, pages: list[str]) -> None:
    axe, found = axe_source(), {}
    context = browser.new_context(viewport={"width": 1024, "height": 900})
    host = base.removeprefix("http://").partition(":")[0]
    context.add_cookies([{"name": "herodotus_look", "value": "contrast", "domain": host, "path": "/"}])
    for address in pages[:8]:
        page = context.new_page()
        wrong = faults(page, base + address, axe=axe)
        if wrong:
            found[address] = wrong
        page.emulate_media(media="print")
        assert not page.locator("nav[aria-label=Pages]").is_visible()
        assert page.pdf()[:4] == b"%PDF"
        page.close()
    context.close()
    assert found == {}


def test_keys_move_open_search_and_help(browser: Any, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/events")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row].at").count() == 1
    second = page.locator("[data-row].at [data-open]").get_attribute("href")
    page.keyboard.press("k")
    assert page.locator("[data-row].at [data-open]").get_attribute("href") != second
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("j")
    assert page.locator("#find").input_value() == "j"
    page.close()


def test_a_filter_answers_at_once_and_the_address_keeps_it(browser: Any, base: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/events")
    page.select_option("select[name=contested]", "true")
    page.wait_for_url("**contested=true*")
    page.wait_for_function("document.querySelectorAll('#results tbody tr').length === 1")
    page.reload()
    assert page.locator("#results tbody tr").count() == 1
    page.close()


def test_a_layer_can_be_hidden_without_scripts(browser: Any, base: str, pages: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + next(address for address in pages if address.startswith("/reports/")))
    piece = page.locator(".reading .l-claim").first
    before = piece.screenshot()
    page.locator("#show-claim").uncheck()
    assert piece.screenshot() != before
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_reports_are_read_from_the_page(browser: Any, tmp_path: Path, scripts: bool) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(3):
        text = f"Residents said on Friday that soldiers killed {number + 2} men in Baidoa.\n"
        (reports / f"{number}.txt").write_text(text, "utf-8")
    with Record.open(tmp_path / "record.herodotus", create=True) as record, served(record, folders=[reports]) as base:
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{base}/")
        page.get_by_role("link", name="Read reports from a folder").click()
        page.get_by_role("button", name="Read everything in this folder").click()
        for _ in range(120):
            if page.get_by_role("heading", name="Read", exact=True).count():
                break
            time.sleep(0.5)
            if not scripts:
                page.reload()
        assert "3 new reports" in page.locator("main").inner_text()
        assert record.counts()["reports"] == 3
        context.close()
