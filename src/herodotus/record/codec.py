"""Nouns <-> JSON text; the only place that knows the codec."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from herodotus.errors import RecordError
from herodotus.types import Report, content_id

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 (a type, or a tuple of types)
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)
    return _DECODERS[kind]


def encode(noun: object) -> str:
    """Return the noun as JSON, its fields in the order of their declaration."""
    return _ENCODER.encode(noun).decode()


def decode(payload: str, *, kind: type[T]) -> T:
    """Return the noun that `encode` wrote; a payload of another shape is a RecordError."""
    try:
        noun: T = _decoder(kind).decode(payload)
    except msgspec.MsgspecError as error:
        raise RecordError(
            f"a stored {kind.__name__.lower()} cannot be understood: {error}",
            hint="run `herodotus verify`, then read its report again with `herodotus read --again`",
        ) from error
    return noun


def encode_head(report: Report) -> str:
    """Return all of a report but its text, which has a column of its own."""
    return encode(replace(report, text=""))


def decode_report(payload: str, *, text: str, path: str | None) -> Report:
    """Return the report again, with the least of the paths at which it was seen."""
    return replace(decode(payload, kind=Report), text=text, path=path)


def digest(*parts: Any) -> str:  # noqa: ANN401 (whatever has a text form)
    """Return a short hash by which two versions of the same thing are told apart."""
    return content_id("digest", *parts).partition(":")[2]
