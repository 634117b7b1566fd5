"""A pool of processes on this machine that outlives its workers: one that dies or hangs costs one task.

The standard pools give up as a whole when a worker dies, so this one speaks with each worker over
a pipe of its own. A worker sends a step and waits until it is taken, so at most one step of each
worker lies in memory, however many tasks there are.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Self, TypeVar

from herodotus.workers import Outcome, Work

T = TypeVar("T")
R = TypeVar("R")

# Libraries for numbers start a thread for each core unless told otherwise, in each worker.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# For a new Python to start; much more than a slow disk needs, so that none waits for ever.
_START_SECONDS = 120
# What an ended worker may take to go before it is made to.
_PARTING_SECONDS = 2
# The shortest time in which it is looked after who is late.
_TICK_SECONDS = 0.05
_READY, _RESULT, _ENDED, _FAILED = "ready", "result", "ended", "failed"


class Processes:
    """A crew of `size` processes, each started when there is work for it and nobody is free."""

    def __init__(self, size: int) -> None:
        """Start nobody yet."""
        self._size = max(1, size)
        self._workers: list[_Worker] = []

    def run(
        self, work: Work[T, R], tasks: Iterable[T], *, seconds: Callable[[T], float]
    ) -> Iterator[Outcome[T, R]]:
        """Do the tasks; steps come in the order in which they are done."""
        waiting = iter(tasks)
        more = self._hand_out(work, waiting, seconds=seconds)
        while any(worker.busy for worker in self._workers):
            for outcome in self._take_in():
                # The next task is handed out before this step is used, so that nobody waits for it.
                if more and (outcome.ended or outcome.failure):
                    more = self._hand_out(work, waiting, seconds=seconds)
                yield outcome

    def _hand_out(self, work: Work[T, R], waiting: Iterator[T], *, seconds: Callable[[T], float]) -> bool:
        """Give a task to everybody who is free; False where there is no task left."""
        while True:
            free = next((worker for worker in self._workers if not worker.busy), None)
            if free is None and len(self._workers) >= self._size:
                return True
            try:
                task = next(waiting)
            except StopIteration:
                return False
            if free is None:
                free = _Worker()
                self._workers.append(free)
            free.begin(work, task, seconds=seconds(task))

    def _take_in(self) -> list[Outcome[Any, Any]]:
        """Return what has come in, and end those who are late."""
        busy = [worker for worker in self._workers if worker.busy]
        left = min(worker.deadline for worker in busy) - time.monotonic()
        # The sentinel too: a child of a dead worker may keep its end of the pipe open.
        signals: list[Any] = [worker.pipe for worker in busy] + [worker.sentinel for worker in busy]
        ready = set(wait(signals, timeout=max(_TICK_SECONDS, left)))
        outcomes = []
        for worker in busy:
            if worker.pipe in ready or worker.sentinel in ready:
                outcome = worker.receive()
            elif time.monotonic() >= worker.deadline:
                outcome = worker.fail(f"no answer within {worker.allowed:.0f} s")
            else:
                continue
            if outcome is not None:
                outcomes.append(outcome)
        self._workers = [worker for worker in self._workers if not worker.gone]
        return outcomes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers = []


class _Worker:
    """One process and what it is doing."""

    def __init__(self) -> None:
        # A new Python, not a copy of this one: copies of a process with threads may stand still.
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        # Not a daemon, since readers of risky formats start a process of their own.
        self._process = context.Process(target=_serve, args=(far,), name="herodotus worker")
        with _one_thread():
            self._process.start()
        far.close()
        self.sentinel = self._process.sentinel
        self.busy = self.gone = self._ready = False
        self.allowed = self.deadline = 0.0
        self._task: Any = None

    def begin(self, work: Work[T, R], task: T, *, seconds: float) -> None:
        """Send a task; its clock starts when the process is up."""
        self.busy, self._task, self.allowed = True, task, seconds
        self.deadline = time.monotonic() + (seconds if self._ready else _START_SECONDS)
        # A worker that died while it was idle is found when its answer is awaited.
        with contextlib.suppress(OSError):
            self.pipe.send((work, task))

    def receive(self) -> Outcome[Any, Any] | None:
        """Return the step that has come in; None where it only said that it is up."""
        try:
            kind, content = self.pipe.recv() if self.pipe.poll() else (_FAILED, None)
        except (EOFError, OSError, pickle.UnpicklingError):
            kind, content = _FAILED, None
        if kind == _FAILED and content is None:
            return self.fail(self._last_words())
        self.deadline = time.monotonic() + self.allowed
        if kind == _READY:
            self._ready = True
            return None
        if kind == _RESULT:
            with contextlib.suppress(OSError):
                self.pipe.send(None)
            return Outcome(task=self._task, result=content)
        self.busy = False
        return Outcome(task=self._task, ended=kind == _ENDED, failure=content)

    def fail(self, failure: str) -> Outcome[Any, Any]:
        """Give up on the process and on its task."""
        self.stop()
        return Outcome(task=self._task, failure=failure)

    def _last_words(self) -> str:
        """Return how the process came to its end."""
        self._process.join(_PARTING_SECONDS)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"the worker was ended by {signal.Signals(-code).name}"
        return "the worker ended by itself" if code is not None else "the worker fell silent"

    def stop(self) -> None:
        """End the process."""
        self.busy, self.gone = False, True
        self.pipe.close()
        self._process.terminate()
        self._process.join(_PARTING_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Let what is started here inherit one thread for each library."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _serve(pipe: Connection) -> None:
    """Do one task after another until the other side is gone."""
    # Control-C reaches every process of the terminal; only the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        pipe.send((_READY, None))
        while True:
            work, task = pipe.recv()
            _do(pipe, work, task)


def _do(pipe: Connection, work: Work[Any, Any], task: Any) -> None:  # noqa: ANN401 (any task)
    """Do one task; each step waits until it is taken."""
    steps = work(task)
    while True:
        try:
            result = next(steps)
        except StopIteration:
            pipe.send((_ENDED, None))
            return
        except Exception as error:  # noqa: BLE001 (a task may fail in any way; the others go on)
            pipe.send((_FAILED, f"{type(error).__name__}: {error}"))
            return
        pipe.send((_RESULT, result))
        pipe.recv()
