"""Diagnostics: findings as an editor shows them, on claims, paper and bibliography."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

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


def diagnostics_of(desk: Desk, room: Room, shown: str, held: Held | None = None) -> list[types.Diagnostic]:
    """What is to be shown on a file: at once after a change what the parser says, and what else still holds."""
    reading = room.reading
    if reading is None:
        return []
    found = findings_now(held, reading) if held else reading.by_path.get(shown, [])
    file = held.file if held else desk.file(room, shown)
    return [_diagnostic(desk, room, reading, file, finding) for finding in found]


def result_id(diagnostics: Sequence[types.Diagnostic]) -> str:
    """What tells one list of diagnostics from another."""
    return sha256(repr(diagnostics).encode("utf-8", "replace")).hexdigest()[:32]


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
