"""The command that opens the record in a browser: serve."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from herodotus.cli.console import note, out
from herodotus.cli.options import DEFAULT_RECORD, RecordOption
from herodotus.errors import UsageError
from herodotus.record import Record

if TYPE_CHECKING:
    from fastapi import FastAPI

SERVE_HELP = """Examples:

\b
  herodotus serve
  herodotus serve --record mali.herodotus --folder reports/ --open
  herodotus serve --redact-voices
  herodotus serve --host 0.0.0.0 --token "a long secret"

Only this machine can see the pages, unless `--host` says otherwise; then a token is needed, and one is
made if none is given. Control-C ends it."""


def serve(
    record: RecordOption = DEFAULT_RECORD,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
    token: Annotated[
        str | None, typer.Option(metavar="SECRET", help="Asked of every visitor; needed beyond this machine.")
    ] = None,
    folder: Annotated[
        list[Path] | None,
        typer.Option("--folder", metavar="FOLDER", help="Pages may read reports from it; may be repeated."),
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact-voices", help="Blot out the people who speak, in JSON too.")
    ] = False,
    browse: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
) -> None:
    """Open the record in a browser: brief, events, reports, timeline, map, network, search."""
    chosen = [Path.cwd()] if folder is None and not redact else list(folder or ())
    for one in chosen:
        if not one.is_dir():
            raise UsageError(f"there is no folder `{one}`", hint="name a folder that the page may read from")
    if token is None and not is_local(host):
        token = secrets.token_urlsafe(24)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _listen(listening, host, port)
        address = _address(host, listening.getsockname()[1], token)
        with Record.open(record, create=not redact) as opened, tempfile.TemporaryDirectory() as scratch:
            from herodotus.web.app import create_app  # noqa: PLC0415 (loaded when it is asked for)
            from herodotus.web.redacted import redacted_copy  # noqa: PLC0415 (the same)

            shown = redacted_copy(opened, Path(scratch)) if redact else opened
            app = create_app(
                shown, name=record.name, folders=chosen, token=token, hosts=[host], redacted=redact
            )
            out(f"{address}\n")
            note("Control-C ends it")
            if browse:
                webbrowser.open(address)
            _run(app, listening)


def is_local(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(listening: socket.socket, host: str, port: int) -> None:
    try:
        listening.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"`{host}` port {port} cannot be used: {error.strerror}",
            hint="choose another with `--port`, or 0",
        ) from error


def _address(host: str, port: int, token: str | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")


def _run(app: FastAPI, listening: socket.socket) -> None:
    import uvicorn

    # No access log: what an analyst looks at is nobody's business, and a token may stand in an address.
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(epilog=SERVE_HELP)(serve)
