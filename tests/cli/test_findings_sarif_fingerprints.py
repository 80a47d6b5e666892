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


def test_counts_of_other_claims_change_no_finding_on_a_claim() -> None:
    def on(claim: str | None, message: str) -> list[str]:
        return prints(replace(ONE, claim=claim, message=message))

    assert on("a", "Nothing supports a, and 1 claim hangs on it") == on(
        "a", "Nothing supports a, and 12 claims hang on it"
    )
    assert on("a", "3 of 5 questions are open") == on("a", "1 of 5 questions are open")
    assert on("a", "3 of 5 questions are open") != on("b", "3 of 5 questions are open")
    assert on(None, "Note 19 is missing") != on(None, "Note 20 is missing")


def test_candidates_stand_apart_with_how_likely_they_are() -> None:
    guess = replace(ONE, certainty="candidate", strength=0.8125)
    certain, candidates = sarif_document((guess, ONE), {}, {"CIT021": 4})["runs"]
    assert [run["automationDetails"]["id"] for run in (certain, candidates)] == ["argmap/certain/", "argmap/candidate/"]
    assert [r["message"]["text"] for r in certain["results"]] == ["Nobody cites (Hale 1964)"]
    (result,) = candidates["results"]
    assert result["message"]["text"].startswith("Candidate: ") and result["rank"] == 81.2
    assert candidates["properties"] == {"left_out": {"CIT021": 4}}
    empty = sarif_document((), {})["runs"]
    assert [run["results"] for run in empty] == [[], []], "what is not told again counts as mended"


def test_a_rule_brings_its_page_and_where_it_is_served() -> None:
    pages = {"CIT020": ("x", "A line.\n\nWhy: so.")}
    ((rule,), _) = (run["tool"]["driver"]["rules"] for run in sarif_document((ONE,), pages)["runs"])
    assert (rule["shortDescription"]["text"], rule["help"]["text"]) == ("A line.", "A line.\n\nWhy: so.")
    assert "helpUri" not in rule
    driver = sarif_document((ONE,), pages, documentation="https://example.org/argmap")["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == "https://example.org/argmap/"
    assert driver["rules"][0]["helpUri"] == "https://example.org/argmap/checks.html#cit020-x"
