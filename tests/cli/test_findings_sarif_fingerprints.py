"""Fingerprints let a forge know a finding again after text was added above it."""

from __future__ import annotations

from dataclasses import replace

from argmap.findings.finding import Finding
from argmap.ground.places import TextFile
from argmap.outputs.json.sarif import sarif_document


def prints(*findings: Finding) -> list[str]:
    return [r["partialFingerprints"]["argmap/v1"] for r in sarif_document(findings, {})["runs"][0]["results"]]


ONE = Finding(
    "CIT020", "x", "error", "certain", "Nobody cites (Hale 1964)", "p.txt", TextFile("p.txt", "a b").span(0, 1)
)


def test_a_fingerprint_does_not_depend_on_the_place() -> None:
    moved = replace(ONE, span=TextFile("p.txt", "new\n\na b").span(5, 6))
    assert prints(ONE) == prints(moved)
    at = replace(ONE, message="As on line 4")
    assert prints(at) == prints(replace(at, message="As on line 9"))


def test_unlike_findings_and_repeated_ones_have_fingerprints_of_their_own() -> None:
    found = prints(ONE, ONE, replace(ONE, path="q.txt"), replace(ONE, quote="(Hale 1964)"), replace(ONE, code="CIT021"))
    assert len(set(found)) == 5
