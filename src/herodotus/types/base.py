"""How every noun is declared, and how ids are made from content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def noun(cls: type[T]) -> type[T]:
    """Make a frozen, slotted, keyword-only dataclass: how every noun here is declared."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def content_id(kind: str, *parts: object) -> str:
    """Return `kind` and sixteen hexadecimal digits that depend on nothing but `parts`.

    >>> content_id("claim", "report:1", 3, 9) == content_id("claim", "report:1", 3, 9)
    True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{kind}:{hashlib.sha256(joined.encode()).hexdigest()[:16]}"
