"""What argmap has drafted is open, and no fault: findings about it are notes until a person takes the mark off."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.checks.drafts import find_drafts
from argmap.drafting.project import draft_project
from argmap.manuscript.reading import read
from argmap.project import load

BARE = "# S\n\n## a {{conclusion}}\n\nThe mill pays.\n\n- because: b\n{a}\n## b\n\nThe mill runs.\n{b}"
CITING = "# S\n\n## a {conclusion}\n\nThe mill closed in 1931.\n\n- cites: @holt-1920, p. 3\n"
ENTRY = "@{kind}{{holt-1920,\n  author = {{Holt, Ida}},\n  year = {{1920}},\n  {more}\n}}\n"


def severities(project, code: str) -> set[str]:
    return {finding.severity for finding in run_checks(project).findings if finding.code == code}


@pytest.mark.parametrize(
    ("tag", "severity"),
    [
        ("- tags: draft\n", "note"),
        ("- tags: trade, draft\n", "note"),
        ("", "error"),
        ("- tags: drafted\n", "error"),
        ("- tags: trade\n", "error"),
    ],
)
def test_what_nothing_supports_is_an_error_only_where_the_claim_was_accepted(make_project, tag, severity):
    assert severities(make_project(BARE.format(a="", b=f"\n{tag}" if tag else "")), "ARG002") == {severity}


@pytest.mark.parametrize(
    ("field", "severity"),
    [
        ("keywords = {draft}", "note"),
        ("keywords = {mills; Draft}", "note"),
        ("keywords = {mills, draft},", "note"),
        ("keywords = {drafting}", "warning"),
        ("keywords = {mills}", "warning"),
        ("note = {A draft of the book.}", "warning"),
    ],
)
@pytest.mark.parametrize("code", ["CIT004", "EVD006"])
def test_what_an_entry_says_is_a_warning_only_where_it_was_accepted(make_project, field, severity, code):
    project = make_project(CITING, bib=ENTRY.format(kind="book", more=field))
    assert severities(project, code) == {severity}


def test_drafted_entries_are_not_counted_with_those_of_the_author(make_project):
    entries = "".join(
        f"@book{{k{n}, author={{Holt, Ida}}, year={{19{n}0}}{', keywords={draft}' if n < 6 else ''}}}\n"
        for n in range(1, 8)
    )
    findings = [f for f in run_checks(make_project(CITING, bib=entries)).findings if f.code == "CIT004"]
    assert sorted((f.severity, f.message) for f in findings) == [
        ("note", "5 entries name no title: @k1 to @k5"),
        ("warning", "@k6 names no title"),
        ("warning", "@k7 names no title"),
    ]


def test_the_severity_that_a_person_sets_is_kept(make_project):
    project = make_project(BARE.format(a="", b="\n- tags: draft\n"), settings='[severity]\nARG002 = "error"\n')
    assert severities(project, "ARG002") == {"error"}


@pytest.mark.parametrize(
    ("a", "b", "resting"),
    [("", "\n- tags: draft\n", {"a", "b"}), ("- tags: draft\n", "", {"a"}), ("", "", set())],
)
def test_what_stands_above_a_draft_rests_on_it(make_project, a, b, resting):
    assert find_drafts(make_project(BARE.format(a=a, b=b))).resting == resting


def test_a_project_just_drafted_has_only_notes_about_its_argument(tmp_path: Path):
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Mills\n\nThis paper argues that the mill of Oster paid its workers well.\n\n"
        "The mill opened in 1870 with 40 looms (Holt 1920). Therefore the town grew by 12 percent.\n\n"
        "It closed in 1931 [@brandt].\n",
        "utf-8",
    )
    draft_project(paper, tmp_path / "draft")
    findings = run_checks(load(tmp_path / "draft")).findings
    about_draft = [f for f in findings if f.code.startswith(("ARG", "EVD")) or f.code in ("CIT001", "CIT002", "CIT004")]
    assert about_draft and {f.severity for f in about_draft} == {"note"}


def test_a_drafted_entry_explains_nothing_in_the_paper(tmp_path: Path):
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Mills\n\nThe mill of the town opened in 1870 with 40 looms [@holt]. Therefore the town grew by 12 percent.\n",
        "utf-8",
    )
    draft_project(paper, tmp_path / "draft")
    again = read(tmp_path / "draft" / "sources" / "paper.md")
    assert again.references == read(paper).references == ()
