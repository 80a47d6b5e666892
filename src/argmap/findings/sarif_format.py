"""Findings as SARIF 2.1.0 (OASIS), which forges and editors show in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from argmap import __version__
from argmap.findings.finding import Finding

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def sarif_document(
    findings: Sequence[Finding], summaries: Mapping[str, str], left_out: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The log as plain values; `summaries` gives one sentence for each code, `left_out` how many weak candidates of it
    are not among the findings.
    """
    codes = sorted({f.code for f in findings})
    slugs = {f.code: f.slug for f in findings}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "argmap",
                        "version": __version__,
                        "rules": [
                            {
                                "id": code,
                                "name": slugs[code],
                                "shortDescription": {"text": summaries.get(code) or slugs[code]},
                            }
                            for code in codes
                        ],
                    }
                },
                # columns are counted in characters here as everywhere in argmap
                "columnKind": "unicodeCodePoints",
                "results": [_result(f, codes.index(f.code)) for f in findings],
                "properties": {"left_out": dict(left_out or {})},
            }
        ],
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path)}}
    span = finding.span
    if span and span.page is None:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    text = finding.message + (f" ({finding.because})" if finding.because else "")
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text if finding.certainty == "certain" else f"Candidate: {text}"},
        "locations": [{"physicalLocation": physical}],
        "properties": {"certainty": finding.certainty, "claim": finding.claim, "page": span.page if span else None},
    }
