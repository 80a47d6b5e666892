"""Findings as one JSON document (docs/schemas/findings.json), stable for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from argmap.findings.finding import Finding
from argmap.ground.diagnostics import SEVERITIES
from argmap.ground.places import Span


def findings_document(
    findings: Sequence[Finding],
    *,
    paper: str | None,
    claims: int,
    coverage: Mapping[str, int],
    waived: int = 0,
    alarms: Sequence[str] = (),
    left_out: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """The document as plain values: version, alarms about the reading, summary, findings, coverage.

    `left_out` says for each code how many weak candidates are not among the findings.
    """
    summary: dict[str, int] = {word: sum(f.severity == word for f in findings) for word in SEVERITIES}
    summary["certain"] = sum(f.certainty == "certain" for f in findings)
    summary["candidate"] = len(findings) - summary["certain"]
    summary["not_checkable"] = sum(f.not_checkable for f in findings)
    summary["waived"] = waived
    summary["claims"] = claims
    return {
        "version": 1,
        "paper": paper,
        "alarms": list(alarms),
        "summary": summary,
        "findings": [_finding(f) for f in findings],
        "left_out": dict(left_out or {}),
        "coverage": dict(coverage),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "certainty": finding.certainty,
        "strength": finding.strength if finding.certainty == "candidate" else None,
        "message": finding.message,
        "help": finding.help,
        "because": finding.because,
        "path": finding.path,
        **_place(span),
        "quote": finding.quote,
        "claim": finding.claim,
        "related": [
            {"path": place.path, "line": place.line, "column": place.column, "message": message}
            for place, message in finding.related
        ],
        "not_checkable": finding.not_checkable,
    }


def _place(span: Span | None) -> dict[str, int | None]:
    return {
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "page": span.page if span else None,
    }
