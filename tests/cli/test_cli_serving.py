"""`herodotus serve` as a person starts it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

import handmade
from herodotus.cli import main
from herodotus.cli.serving import is_local


def test_it_prints_an_address_and_answers_there(tmp_path: Path) -> None:
    record = handmade.kept(tmp_path / "record.herodotus")
    script = "import sys; from herodotus.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            for _ in range(100):
                try:
                    answer = httpx.get(address)
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            assert "What 5 reports say" in answer.text
        finally:
            server.terminate()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_this_machine_is_told_from_others(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org", ""])
def test_other_addresses_need_a_token(host: str) -> None:
    assert not is_local(host)


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--record", str(tmp_path / "r.herodotus"), "--folder", str(tmp_path / "none")]) == 2
    assert "hint:" in capsys.readouterr().err
