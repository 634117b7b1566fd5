"""An engine that keeps what it parsed on disk, so that measuring a change of rules costs seconds."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from herodotus.types import Method, Sentence


class KeptEngine:
    """Parses with `engine` once for each text and set of weights; states are kept in half precision."""

    def __init__(self, engine: Any, path: Path) -> None:
        self._engine = engine
        self._version = engine.method.version
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("CREATE TABLE IF NOT EXISTS parses (key TEXT PRIMARY KEY, body BLOB)")

    @property
    def method(self) -> Method:
        return self._engine.method

    def parse(self, text: str) -> tuple[Sentence, ...]:
        key = hashlib.sha256(f"{self._version}\x1f{text}".encode()).hexdigest()
        row = self._base.execute("SELECT body FROM parses WHERE key = ?", (key,)).fetchone()
        if row is not None:
            return tuple(_wide(one) for one in pickle.loads(zlib.decompress(row[0])))
        found = self._engine.parse(text)
        narrow = tuple(_narrow(one) for one in found)
        body = zlib.compress(pickle.dumps(narrow, protocol=5), 1)
        self._base.execute("INSERT OR REPLACE INTO parses VALUES (?, ?)", (key, body))
        return tuple(_wide(one) for one in narrow)


def _narrow(sentence: Sentence) -> Sentence:
    return (
        sentence if sentence.states is None else replace(sentence, states=sentence.states.astype(np.float16))
    )


def _wide(sentence: Sentence) -> Sentence:
    return (
        sentence if sentence.states is None else replace(sentence, states=sentence.states.astype(np.float32))
    )
