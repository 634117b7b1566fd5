"""Real pages in a real Chromium: what every page must hold to, whatever its size, colours and scripts."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from herodotus.record import Record
from herodotus.web.app import create_app

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# What would be wrong for a person who cannot see, or sees badly, or uses no mouse.
WORST = {"serious", "critical"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@contextmanager
def served(record: Record, **more: Any) -> Iterator[str]:
    """Serve a record on a free port, and give its address."""
    import uvicorn

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(create_app(record, **more), log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser of this machine, without its sandbox, since tests run as root, too."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not on every machine)

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def axe_source() -> str:
    """The script of axe-core."""
    import axe_playwright_python  # noqa: PLC0415 (the same)

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def faults(page: Any, address: str, *, axe: str = "") -> list[str]:
    """Everything that is wrong with a page: errors, requests elsewhere, what sticks out, what axe finds."""
    found: list[str] = []
    base = "/".join(address.split("/")[:3])
    page.on("console", lambda message: found.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith(base) else found.append(f"elsewhere: {asked.url}"))
    answer = page.goto(address)
    if answer.status != 200:
        found.append(f"status {answer.status}")
    if not page.locator("h1").first.is_visible():
        found.append("no heading is seen")
    if not axe:
        return found
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"sticks out by {wide} pixels")
    found += [f"cut: {one}" for one in page.evaluate(_CUT)]
    page.evaluate(axe)
    run = "(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
    for violation in page.evaluate(run, RULES)["violations"]:
        if violation["impact"] in WORST:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            found.append(f"axe {violation['id']} ({violation['impact']}): {nodes}")
    return found


# Text that its own box hides, and words of a drawing that stand outside it.
_CUT = """() => {
  const found = [];
  for (const one of document.querySelectorAll('main *')) {
    const style = getComputedStyle(one);
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (text && !one.closest('.unseen, dialog, svg') && style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1)
      found.push(one.outerHTML.slice(0, 120));
  }
  for (const svg of document.querySelectorAll('main svg[role]')) {
    const frame = svg.getBoundingClientRect();
    for (const word of svg.querySelectorAll('text')) {
      const box = word.getBoundingClientRect();
      if (box.width && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2 || box.top < frame.top - 2))
        found.push(`in a drawing: ${word.textContent}`);
    }
  }
  return found.slice(0, 5);
}"""
