"""In what order findings are told, and when one is grave enough: every list of findings takes its order from here."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.findings.finding import Finding
from argmap.ground.diagnostics import SEVERITIES


def gravity(severity: str, certainty: str, *, not_checkable: bool) -> tuple[int, bool, bool]:
    """What every order begins with: severity, what could be checked first, what is certain before what is guessed."""
    return SEVERITIES.index(severity), not_checkable, certainty != "certain"


def reaches(severity: str, limit: str) -> bool:
    """Whether a severity is as grave as the limit, or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(limit)


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, worst first, and of guesses the likeliest; those alike by code, by what hangs on them, by place."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[object, ...]:
    at = finding.span.start if finding.span else -1
    likely = finding.strength if finding.certainty == "candidate" else 1.0
    return (*_gravity(finding), -likely, finding.code, -finding.bearing, finding.path, at, finding.message)


def files_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as one screen has them: what is wrong with the files first, then by what hangs on them.

    Those alike keep their order. What could not be checked comes last.
    """
    return sorted(findings, key=_rank_on_screen)


def _rank_on_screen(finding: Finding) -> tuple[object, ...]:
    severity, unchecked, guessed = _gravity(finding)
    return unchecked, not finding.code.startswith("SYN"), severity, guessed, -finding.bearing


def _gravity(finding: Finding) -> tuple[int, bool, bool]:
    return gravity(finding.severity, finding.certainty, not_checkable=finding.not_checkable)
