"""Diagnostics: findings as an editor shows them, on claims, paper and bibliography."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from argmap.findings.finding import Finding
from argmap.ground.places import TextFile
from argmap.ground.unseen import show_unseen
from argmap.lsp.desk import Desk, Held, Reading, Room, findings_now

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_START = types.Range(types.Position(0, 0), types.Position(0, 0))


def found_in(room: Room, shown: str, held: Held | None = None) -> list[Finding]:
    """What is to be shown on a file: at once after a change what the parser says, and what else still holds."""
    if room.reading is None:
        return []
    return findings_now(held, room.reading) if held else room.reading.by_path.get(shown, [])


def diagnostics_of(
    desk: Desk, room: Room, shown: str, held: Held | None, found: Sequence[Finding]
) -> list[types.Diagnostic]:
    """Findings of a file as an editor shows them."""
    reading, file = room.reading, held.file if held else desk.file(room, shown)
    return [_diagnostic(desk, room, reading, file, finding) for finding in found] if reading else []


def result_id(desk: Desk, room: Room, shown: str, found: Sequence[Finding]) -> str:
    """What tells, while the server lives, whether the same would be shown on a file once more.

    Editors ask for the whole project every few seconds, so it is made of the findings and not of what is sent.
    """
    return f"{hash((desk.file(room, shown).text, tuple(found))):x}"


def _page(finding: Finding, pages: str) -> types.CodeDescription:
    return types.CodeDescription(f"{pages.rstrip('/')}/checks.html#{finding.code.lower()}-{finding.slug}")


def _diagnostic(desk: Desk, room: Room, reading: Reading, file: TextFile, finding: Finding) -> types.Diagnostic:
    span = finding.span
    within = span is not None and not reading.is_binary(finding.path)
    message = str(finding.message)
    if span and not within and span.page:
        message = f"Page {span.page}: {message}"
    # a candidate is a guess, and is never shown as more than that
    guess = finding.certainty == "candidate"
    more = filter(None, (finding.because, finding.help))
    pages = reading.project.settings.documentation
    return types.Diagnostic(
        range=desk.places.range(file, span.start, span.end) if span and within else _START,
        message=show_unseen("\n".join([f"Candidate, to be judged: {message}" if guess else message, *more])),
        severity=types.DiagnosticSeverity.Information if guess else _SEVERITIES[finding.severity],
        code=finding.code,
        code_description=_page(finding, pages) if pages else None,
        source="argmap",
        related_information=[
            types.DiagnosticRelatedInformation(desk.location(room, place), show_unseen(words))
            for place, words in finding.related
            if not reading.is_binary(place.path)
        ]
        or None,
    )
