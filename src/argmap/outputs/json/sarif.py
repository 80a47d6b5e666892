"""Findings as SARIF 2.1.0 (OASIS), which forges and editors show in place."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from argmap.findings.finding import Finding
from argmap.findings.fingerprint import fingerprints
from argmap.ground.version import VERSION

# the names of files that are not UTF-8 keep their bytes
_NOT_UTF8 = "surrogatepass" if sys.platform == "win32" else "surrogateescape"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def sarif_document(
    findings: Sequence[Finding],
    pages: Mapping[str, tuple[str, str]],
    left_out: Mapping[str, int] | None = None,
    documentation: str | None = None,
) -> dict[str, Any]:
    """The log as plain values: one run of what is certain and one of candidates, each with a category of its own, so
    that a forge can hold up a change for the one and only show the other. Both are there even where one is empty: what
    is not told again counts as mended.

    `pages` gives slug and page for each code, `left_out` how many weak candidates of it are not among the findings,
    `documentation` the address where the pages of argmap are served.
    """
    told = list(zip(findings, fingerprints(findings), strict=True))
    runs = []
    for certainty in ("certain", "candidate"):
        run = _run([(f, print_) for f, print_ in told if f.certainty == certainty], pages, documentation)
        run["automationDetails"] = {"id": f"argmap/{certainty}/"}
        run["properties"] = {"left_out": dict(left_out or {}) if certainty == "candidate" else {}}
        runs.append(run)
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": runs}


def _run(
    told: Sequence[tuple[Finding, str]], pages: Mapping[str, tuple[str, str]], documentation: str | None
) -> dict[str, Any]:
    slugs = {f.code: f.slug for f, _ in told}
    codes = sorted(slugs)
    driver: dict[str, Any] = {"name": "argmap", "version": VERSION}
    if documentation:
        driver["informationUri"] = f"{documentation.rstrip('/')}/"
    driver["rules"] = [_rule(code, slugs[code], pages.get(code, ("", ""))[1], documentation) for code in codes]
    return {
        "tool": {"driver": driver},
        # columns are counted in characters here as everywhere in argmap
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), print_) for finding, print_ in told],
    }


def _rule(code: str, slug: str, page: str, documentation: str | None) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code,
        "name": slug,
        "shortDescription": {"text": page.partition("\n")[0] or slug},
        "help": {"text": page or slug, "markdown": page or slug},
    }
    if documentation:
        rule["helpUri"] = f"{documentation.rstrip('/')}/checks.html#{code.lower()}-{slug}"
    return rule


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
    properties = {"certainty": finding.certainty, "claim": finding.claim, "page": span.page if span else None}
    text = finding.message + (f" ({finding.because})" if finding.because else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text if finding.certainty == "certain" else f"Candidate: {text}"},
        "partialFingerprints": {"argmap/v1": fingerprint},
        "locations": [{"physicalLocation": physical}],
        "properties": properties,
    }
    if finding.certainty == "candidate":
        result["rank"] = round(100 * finding.strength, 1)
    return result
