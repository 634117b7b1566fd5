"""Whose words a claim is: the innermost content around its trigger, else the report's own voice."""

from __future__ import annotations

from herodotus.extract.words import words_of
from herodotus.types import Act, Analysis, Attribution, Modality, Report, Voice, VoiceRole


def own_voice(report: Report) -> Attribution:
    """Return the attribution of what the report says itself."""
    name = report.source.name if report.source else (report.title or report.key)
    return Attribution(chain=(Voice(role=VoiceRole.REPORT, name=name, named=True),), cue=None, act=Act.ASSERT)


def source_of(report: Report, analysis: Analysis, start: int, end: int) -> Attribution:
    """Return the attribution whose content holds the trigger most closely; a cue is not its own content."""
    best: tuple[int, int, int] | None = None
    found = own_voice(report)
    for attribution in analysis.attributions:
        cue = attribution.cue
        if cue is not None and cue[0] < end and start < cue[1]:
            continue
        for first, last in attribution.content:
            if first <= start and end <= last:
                size = (last - first, -len(attribution.chain), -(cue[0] if cue else 0))
                if best is None or size < best:
                    best, found = size, attribution
    return found


_BY_ACT = {
    Act.DENY: Modality.DENIED,
    Act.DEMAND: Modality.REQUESTED,
    Act.REQUEST: Modality.REQUESTED,
    Act.PLAN: Modality.PLANNED,
    Act.THREATEN: Modality.THREATENED,
    Act.BELIEVE: Modality.SPECULATED,
    Act.FEAR: Modality.SPECULATED,
    Act.HOPE: Modality.SPECULATED,
}


_AHEAD = frozenset({Modality.PLANNED, Modality.THREATENED})  # what is told as past is neither


def with_act(
    modality: Modality, attribution: Attribution, *, presupposed: bool, past: bool
) -> tuple[Modality, str | None]:
    """Return the modality once the voice's act is taken in, and why; what is presupposed stands."""
    words = set(attribution.chain[-1].name.lower().split())
    if modality == Modality.ASSERTED and words & words_of("modality", "doubtful_sources"):
        return Modality.SPECULATED, f"source: {attribution.chain[-1].name}"
    wanted = _BY_ACT.get(attribution.act)
    if wanted is None or presupposed or (past and wanted in _AHEAD):
        return modality, None
    why = f"act: {attribution.act}"
    if wanted == Modality.DENIED:
        if attribution.negated:
            return modality, None
        if modality == Modality.DENIED:
            return modality, None
        return (Modality.DENIED if modality == Modality.ASSERTED else modality), why
    if modality == Modality.ASSERTED:
        return wanted, why
    return modality, None
