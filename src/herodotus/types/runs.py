"""What people decided, what made a value, and what went wrong."""

from __future__ import annotations

from herodotus.types.base import content_id, noun


@noun
class Judgement:
    """What a person decided; append-only, and withdrawn only by another row.

    `verdict`: same, different, unsure (left and right are claim or entity ids), accept, reject
    (left is a claim id), or edit (left is a claim id, `field` and `value` what to read instead).
    """

    left: str
    right: str | None
    verdict: str
    by: str
    at: str
    why: str = ""
    field: str | None = None
    value: str | None = None
    withdraws: str | None = None

    @property
    def id(self) -> str:
        """From everything that was decided, by whom and when."""
        return content_id(
            "judgement",
            self.left,
            self.right,
            self.verdict,
            self.by,
            self.at,
            self.why,
            self.field,
            self.value,
            self.withdraws,
        )


@noun
class Method:
    """What made a value: name, version and settings; its id says whether to read again."""

    name: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """From name, version and settings."""
        return content_id("method", self.name, self.version, *self.settings)


@noun
class Issue:
    """Trouble that the user sees. `level`: error (nothing could be used), warning or note."""

    level: str
    stage: str
    path: str | None
    message: str
    hint: str = ""
    report: str | None = None
