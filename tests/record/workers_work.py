"""Work for the tests of crews: importable, so that other processes find it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator


def count_to(task: int) -> Iterator[tuple[int, int]]:
    for step in range(task):
        yield task, step


def odd_jobs(task: str) -> Iterator[str]:
    yield f"{task} begun"
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "exit":
        os._exit(3)
    if task == "hang":
        time.sleep(600)
    if task == "raise":
        raise ValueError("no such thing")
    if task == "shy":
        yield lambda: task  # cannot be sent
    yield f"{task} done"


def threads(_task: int) -> Iterator[str | None]:
    yield os.environ.get("OMP_NUM_THREADS")


def big(task: int) -> Iterator[int]:
    for _ in range(task):
        yield len(b"x" * 1000)
