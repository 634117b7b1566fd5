"""One reading of reports at a time, in the background, with how far it is and a way to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from herodotus import pipeline
from herodotus.errors import HerodotusError
from herodotus.pipeline import ReadSummary
from herodotus.record import Record
from herodotus.settings import load_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a reading is; `done` of `total` in a stage, and in the end what came of it."""

    running: bool = False
    stopping: bool = False
    stage: str = ""
    done: int = 0
    total: int | None = None
    label: str = ""
    paths: tuple[str, ...] = ()
    began: float = 0.0
    ended: float = 0.0
    summary: ReadSummary | None = None
    error: str = ""
    hint: str = ""
    stopped: bool = False

    @property
    def seconds(self) -> float:
        """How long it has been going on, or took."""
        return round((self.ended or time.monotonic()) - self.began, 1) if self.began else 0.0


class StoppedError(HerodotusError):
    """A person asked that the reading stop."""


class Work:
    """Reads into a record, one thing after another; also the progress that the pipeline tells."""

    def __init__(self, record_path: str) -> None:
        """Do nothing yet."""
        self._path = record_path
        self._lock = threading.Lock()
        self._state = State()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> State:
        """How far it is, as it was at one moment."""
        return self._state

    def start(self, paths: Sequence[Path]) -> bool:
        """Begin to read; False where another reading is under way."""
        with self._lock:
            if self._state.running:
                return False
            shown = tuple(str(path) for path in paths)
            self._state = State(running=True, stage="begin", paths=shown, began=time.monotonic())
            self._thread = threading.Thread(target=self._run, args=(list(paths),), daemon=True)
            self._thread.start()
            return True

    def stop(self) -> None:
        """Ask the reading to stop at its next step; what it has read stays in the record."""
        with self._lock:
            if self._state.running:
                self._state = replace(self._state, stopping=True)

    def wait(self, seconds: float) -> None:
        """Wait until the reading is over, so long at most."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, paths: list[Path]) -> None:
        outcome: dict[str, object] = {}
        try:
            with Record.open(self._path) as record:
                outcome["summary"] = pipeline.read(
                    paths, record=record, settings=load_settings(), progress=self
                )
        except StoppedError:
            outcome["stopped"] = True
        except HerodotusError as error:
            outcome |= {"error": error.message, "hint": error.hint}
        except Exception as error:  # noqa: BLE001 (whatever it was, the page has to say so)
            outcome |= {"error": f"{type(error).__name__}: {error}", "hint": "try `herodotus read`"}
        with self._lock:
            self._state = replace(
                self._state, running=False, stopping=False, ended=time.monotonic(), **outcome  # type: ignore[arg-type]
            )

    def begin(self, stage: str, *, total: int | None) -> None:
        """Hear that a stage begins."""
        self._tell(stage=stage, total=total, done=0, label="")

    def advance(self, *, label: str = "") -> None:
        """Hear that one more step is done."""
        self._tell(done=self._state.done + 1, label=Path(label).name)

    def end(self) -> None:
        """Hear that a stage is over."""
        self._tell(label="")

    def _tell(self, **changes: object) -> None:
        with self._lock:
            if self._state.stopping:
                raise StoppedError("the reading was stopped")
            self._state = replace(self._state, **changes)  # type: ignore[arg-type]
