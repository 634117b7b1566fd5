"""Every exception that Herodotus raises on purpose.

HerodotusError
├── UsageError        the caller asked for something that cannot be (exit status 2)
├── SettingsError     a settings file, variable or flag is wrong (exit status 2)
├── KnowledgeError    a knowledge file that we ship, or the user's, is malformed
├── ReadError         one file could not be read; the run goes on and it becomes an Issue
├── EvidenceError     a quote does not stand at its characters
└── RecordError       the record cannot be opened, is of another schema, or fails its check

Each carries two sentences: what was wrong and where, then what to do.
"""

from __future__ import annotations


class HerodotusError(Exception):
    """What was wrong, where, and (after `hint:`) what to do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the message and the hint apart, so that a page can set them apart too."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message, and the hint on a line of its own."""
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message


class UsageError(HerodotusError):
    """The caller asked for something that cannot be."""


class SettingsError(HerodotusError):
    """A settings file, an environment variable or a flag is wrong."""


class KnowledgeError(HerodotusError):
    """A knowledge file is malformed."""


class ReadError(HerodotusError):
    """One file could not be read; the run goes on."""


class EvidenceError(HerodotusError):
    """A quote does not stand at its characters."""


class RecordError(HerodotusError):
    """The record cannot be opened, has another schema, or fails its check."""
