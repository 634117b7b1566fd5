"""Kill a read of 500 generated reports without warning, at random moments, and compare what is left.

    python benchmarks/kills.py [--reports 500] [--kills 20] [--seed 7] [--engine auto]

A run that is killed is started again on the same record. When it ends, its exports must be byte for
byte those of a run that nobody stopped, and the record must pass its check; if kills are still owed
then, a new record is begun. Moments are drawn evenly over the time that the undisturbed run took for
a fifth of its work, so that they fall in every stage. Exit status 1 if one difference is found.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import write_reports

READ = [sys.executable, "-m", "herodotus"]
# Of the undisturbed run's time; a fifth lets every run go on a little, and ends within a few dozen kills.
SHARE = 0.2


def start(folder: Path, record: Path) -> subprocess.Popen[bytes]:
    """Begin to read in a process group of its own, so that its workers can be killed with it."""
    return subprocess.Popen(
        [*READ, "read", str(folder / "reports"), "--record", str(record)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def killed(process: subprocess.Popen[bytes], *, after: float, workers: bool) -> bool:
    """Wait, then send SIGKILL to the main process, or to all of them; False if it had ended before."""
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL) if workers else process.kill()
        return process.wait() == -signal.SIGKILL
    _, told = process.communicate()
    if process.returncode:
        raise SystemExit(f"error: a run failed: {told.decode()[-2000:]}")
    return False


def exports(record: Path, folder: Path) -> Path:
    """Export the record and check it; the commands' failure is ours."""
    for command in (["export", "all", "-o", str(folder)], ["verify"]):
        subprocess.run([*READ, *command, "--record", str(record)], check=True, stdout=subprocess.DEVNULL)
    return folder


def differences(left: Path, right: Path) -> list[str]:
    """Return the files that are not byte for byte the same in both folders."""
    names = sorted({path.name for path in (*left.iterdir(), *right.iterdir())})
    _, other, missing = filecmp.cmpfiles(left, right, names, shallow=False)
    return sorted(other + missing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engine", default="auto")
    asked = parser.parse_args()
    os.environ["HERODOTUS_ENGINE"] = asked.engine
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_reports(folder / "reports", asked.reports)
        began = time.monotonic()
        if start(folder, folder / "plain.herodotus").wait():
            raise SystemExit("error: the undisturbed run failed")
        whole = time.monotonic() - began
        expected = exports(folder / "plain.herodotus", folder / "plain")
        sent, ended, wrong = 0, 0, []
        while sent < asked.kills or ended == 0 or (folder / "killed.herodotus").exists():
            moment = chance.uniform(0, whole * SHARE) if sent < asked.kills else 10 * whole + 600
            if killed(start(folder, folder / "killed.herodotus"), after=moment, workers=bool(sent % 2)):
                sent += 1
                continue
            ended += 1
            wrong += differences(expected, exports(folder / "killed.herodotus", folder / f"killed-{ended}"))
            for left in folder.glob("killed.herodotus*"):
                left.unlink()
            shutil.rmtree(folder / f"killed-{ended}")
        print(
            f"{asked.reports} reports in {whole:.1f} s undisturbed; {sent} kills, {ended} records ended;"
            f" {len(wrong)} exports differ {wrong or ''}"
        )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
