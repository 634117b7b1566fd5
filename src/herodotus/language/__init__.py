"""Text -> sentences with tokens, tags, a tree and names: the embedded model, and rules where no model file is."""

from __future__ import annotations

from typing import Protocol

from herodotus.types import Method, Sentence


class Engine(Protocol):
    """One way of reading sentences; every other stage sees only this."""

    method: Method

    def parse(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of `text`, in order, with valid trees; "" gives none."""
        ...
