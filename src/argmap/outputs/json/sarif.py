"""Findings as SARIF 2.1.0 (OASIS), which forges and editors show in place."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from argmap.findings.finding import Finding
from argmap.ground.version import VERSION

_NUMBERED_PLACE = re.compile(r"\b(?:lines?|pages?|columns?) \d+(?:[–-]\d+)?", re.IGNORECASE)
# the names of files that are not UTF-8 keep their bytes
_NOT_UTF8 = "surrogatepass" if sys.platform == "win32" else "surrogateescape"
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
                        "version": VERSION,
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
                "results": [
                    _result(f, codes.index(f.code), fingerprint)
                    for f, fingerprint in zip(findings, _fingerprints(findings), strict=True)
                ],
                "properties": {"left_out": dict(left_out or {})},
            }
        ],
    }


def _fingerprints(findings: Sequence[Finding]) -> list[str]:
    """What tells each finding from the others of a file, in the order given, and stays when text before it grows.

    It is made of code, file, claim, words and message with its places left out; the same ones are numbered.
    """
    seen: Counter[str] = Counter()
    prints = []
    for finding in findings:
        message = _NUMBERED_PLACE.sub("", finding.message)
        what = (finding.code, finding.path, finding.claim or "", " ".join((finding.quote or "").split()), message)
        digest = sha256("\0".join(what).encode("utf-8", "replace")).hexdigest()[:32]
        seen[digest] += 1
        prints.append(f"{digest}:{seen[digest]}")
    return prints


def _result(finding: Finding, rule: int, fingerprint: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path, errors=_NOT_UTF8)}}
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
        "partialFingerprints": {"argmap/v1": fingerprint},
        "locations": [{"physicalLocation": physical}],
        "properties": {"certainty": finding.certainty, "claim": finding.claim, "page": span.page if span else None},
    }
