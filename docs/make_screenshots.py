# ruff: noqa: INP001 (a folder of pages, not a package)
"""Write docs/screenshots from the demo record, in this machine's own Chromium, and docs/screenshots.md.

Run: python docs/make_screenshots.py [RECORD]

Needs playwright and a Chromium; without them it says so and ends well, since not every machine has them.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from herodotus.cli import main
from herodotus.record import EventFilter, Record
from herodotus.record.browsing import browse_events
from herodotus.record.listing import list_actors, list_reports

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "screenshots"
WIDTH, HEIGHT, PHONE = 1280, 860, 390
EXTRA = {
    "brief-dark": "The brief in the dark.",
    "report-dark": "A report in the dark.",
    "brief-phone": "The brief on a telephone.",
    "event-phone": "An event on a telephone.",
}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def shots(record: Record) -> dict[str, tuple[str, str]]:
    """Return file name -> (address, what a newcomer sees there)."""
    event = browse_events(record, EventFilter(), order="contested", limit=2).rows[-1].event
    claim = next(claim for claim in record.claims() if claim.place and len(claim.attribution.chain) > 1)
    report = max(list_reports(record).rows, key=lambda row: (row.claims, row.id)).id
    actor = list_actors(record, limit=1).rows[0].id
    assert claim.place
    place, voice = quote(claim.place.place.name), quote(claim.attribution.chain[-1].name)
    return {
        "brief": ("/", "The brief: what is contested, who says what, when and where."),
        "event": (f"/events/{event}", "One event: every figure and every answer with whoever holds it."),
        "side-by-side": (f"/events/{event}/side-by-side", "Its reports in columns, one act a row."),
        "report": (f"/reports/{report}", "A report, its evidence marked by layer, its claims in the margin."),
        "claim": (f"/claims/{claim.id}", "One claim: all that was read, and from which words."),
        "events": ("/events", "All events, with facets."),
        "timeline": ("/timeline", "Two clocks: when it happened, when it was reported."),
        "map": ("/map", "Where; the pale circle is how exactly the place is known."),
        "network": ("/network", "Who is with and against whom, as the claims say."),
        "search": ("/search?q=soldiers", "Search in the words of claims, with facets, and in reports."),
        "actor": (f"/actors/{actor}", "An actor: what it says, what it is said to do, what befalls it."),
        "place": (f"/places/{place}", "A place and what is said of it."),
        "voice": (f"/voices/{voice}", "A voice and what it says."),
        "reports": ("/reports", "The reports."),
        "actors": ("/actors", "The actors."),
        "issues": ("/issues", "What was not understood."),
        "read": ("/read", "Reading a folder from the page."),
    }


@contextmanager
def served(record: Record) -> Iterator[str]:
    """Serve a record on a free port, and give its address."""
    import uvicorn

    from herodotus.web.app import create_app  # noqa: PLC0415 (the same)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(record, name="demo/record.herodotus", folders=[ROOT / "examples"])
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


def take(record: Record) -> None:
    """Take every page in light, some in dark and as on a telephone, and write the page that shows them."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not on every machine)

    OUT.mkdir(exist_ok=True)
    wanted = shots(record)
    with served(record) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for colours, width, names in (("light", WIDTH, list(wanted)), ("dark", WIDTH, ["brief", "report"]),
                                      ("light", PHONE, ["brief", "event"])):  # fmt: skip
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHT}, color_scheme=colours, reduced_motion="reduce"
            )
            page = context.new_page()
            for name in names:
                page.goto(base + wanted[name][0])
                more = ("-dark" if colours == "dark" else "") + ("-phone" if width == PHONE else "")
                page.screenshot(path=str(OUT / f"{name}{more}.png"))
            context.close()
        browser.close()
    write_page(wanted)


def write_page(wanted: dict[str, tuple[str, str]]) -> None:
    """Write docs/screenshots.md."""
    lines = [
        "<!-- Made by docs/make_screenshots.py; do not edit. -->",
        "",
        "# The pages",
        "",
        "`herodotus demo`, then `herodotus serve --record demo/record.herodotus`. The reports are invented.",
        "",
    ]
    for name, (_, about) in wanted.items():
        title = name.replace("-", " ").capitalize()
        lines += [f"## {title}", "", about, "", f"![{about}](screenshots/{name}.png)", ""]
    lines += ["## Dark, and small", ""]
    for name, about in EXTRA.items():
        lines += [f"![{about}](screenshots/{name}.png)", ""]
    (ROOT / "docs" / "screenshots.md").write_text("\n".join(lines), "utf-8")


def run(given: list[str]) -> int:
    """Take them of the record given, else of the demo's, read anew."""
    if CHROMIUM is None or importlib.util.find_spec("playwright") is None:
        sys.stderr.write("no screenshots: there is no Chromium or no playwright here\n")
        return 0
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        path = given[0] if given else f"{folder}/record.herodotus"
        if not given:
            reports = ["examples/reports", "--metadata", "examples/particulars.csv"]
            main(["read", *reports, "--record", path])
        with Record.open(path) as record:
            take(record)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
