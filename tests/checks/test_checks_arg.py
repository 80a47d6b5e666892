"""The checks of the argument: what must fire, and what must not."""

from __future__ import annotations

import dataclasses

import pytest

from argmap.checks import run_checks
from argmap.findings.finding import Finding


def found(project, code: str) -> list[Finding]:
    return [f for f in run_checks(project, select=[code]).findings if f.code == code]


FIRES = {
    "a claim with nothing under it": (
        "ARG001",
        "# S\n\n## main {conclusion}\n\nIt is so.\n\n- evidence: Seen.\n\n## loose\n\nA loose claim.\n",
        ["loose"],
    ),
    "an unsupported premise of the conclusion": (
        "ARG002",
        "# S\n\n## main {conclusion}\n\nIt is so.\n\n- because: bare\n\n## bare\n\nNothing under this.\n",
        ["bare"],
    ),
    "an unsupported conclusion": ("ARG002", "# S\n\n## main {conclusion}\n\nIt is so.\n", ["main"]),
    "no conclusion": ("ARG003", "# S\n\n## one\n\nOne.\n\n- evidence: Seen.\n", [None]),
    "a claim that leads nowhere": (
        "ARG004",
        "# S\n\n## main {conclusion}\n\nSo.\n\n- evidence: Seen.\n\n## aside\n\nAn aside.\n\n- evidence: Seen.\n",
        ["aside"],
    ),
    "a ring of three": (
        "ARG005",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n\n## b\n\nB.\n\n- because: c\n\n## c\n\nC.\n\n- because: a\n",
        ["a"],
    ),
    "a ring through a warrant": (
        "ARG005",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  warrant: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- because: a\n",
        ["a"],
    ),
    "two rings are two findings": (
        "ARG005",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- because: c\n\n## b\n\nB.\n\n- because: a\n\n"
        "## c\n\nC.\n\n- because: d\n\n## d\n\nD.\n\n- because: c\n",
        ["a", "c"],
    ),
    "a claim for and against the same": (
        "ARG006",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- but: b\n\n## b\n\nB.\n\n- evidence: E.\n",
        ["a"],
    ),
    "a premise that undercuts its own step": (
        "ARG006",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b + c\n  unless: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- evidence: E.\n",
        ["a"],
    ),
    "a claim as its own premise": (
        "ARG007",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b + a\n- but: a\n\n## b\n\nB.\n\n- evidence: E.\n",
        ["a", "a"],
    ),
    "a conclusion on one reason": (
        "ARG008",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n\n## b\n\nB.\n\n- evidence: E.\n",
        ["a"],
    ),
    "a hinge of two reasons": (
        "ARG009",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- because: c\n\n## b\n\nB.\n\n- because: d\n\n"
        "## c\n\nC.\n\n- because: d\n\n## d\n\nD.\n\n- evidence: E.\n",
        ["a"],
    ),
    "an assumption that everything hangs on": (
        "ARG010",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n\n## b {assumption}\n\nB.\n",
        ["b"],
    ),
    "an objection without an answer": (
        "ARG011",
        "# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n- but: b\n\n## b\n\nB.\n\n- evidence: E.\n",
        ["a"],
    ),
    "an undercutter without an answer": (
        "ARG012",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  unless: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- evidence: E.\n",
        ["a"],
    ),
    "from is to must": (
        "ARG013",
        "# S\n\n## a {conclusion}\n\nThe state must leave.\n\n- because: b\n\n## b\n\nIt rains.\n\n- evidence: E.\n",
        ["a"],
    ),
    "from is to a value": (
        "ARG013",
        "# S\n\n## a {value}\n\nPeace is good.\n\n- because: b\n\n## b\n\nIt rains.\n\n- evidence: E.\n",
        ["a"],
    ),
    "a last step without warrant or scheme": (
        "ARG014",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n\n## b\n\nB.\n\n- evidence: E.\n",
        ["a"],
    ),
    "a misspelt scheme": (
        "ARG015",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: practical reasonning\n\n## b\n\nB.\n\n- evidence: E.\n",
        ["a"],
    ),
    "critical questions open": (
        "ARG016",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: expert opinion\n  cq1: yes, she is\n\n"
        "## b\n\nB.\n\n- evidence: E.\n",
        ["a"],
    ),
    "a critical question answered by a claim that does not stand": (
        "ARG016",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: example\n"
        + "".join(f"  cq{n}: yes\n" for n in range(2, 6))
        + "  cq1: c\n\n## b\n\nB.\n\n- evidence: E.\n\n## c\n\nC.\n",
        ["a"],
    ),
    "may became is": (
        "ARG017",
        "# S\n\n## a {conclusion}\n\nTies create reactions.\n\n> the ties may create reactions in the country\n\n- evidence: E.\n",
        ["a"],
    ),
    "some became all": (
        "ARG017",
        "# S\n\n## a {conclusion}\n\nAll states followed.\n\n> Some states followed the call\n\n- evidence: E.\n",
        ["a"],
    ),
    "a reported view as a plain premise": (
        "ARG018",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n\n## b\n\nB.\n\n- said-by: the minister\n- evidence: E.\n",
        ["a"],
    ),
    "one view told twice with two owners": (
        "ARG019",
        "# S\n\n## a {conclusion}\n\nThe region remains a buffer between the great powers.\n\n- said-by: the minister\n"
        "- evidence: E.\n\n## b\n\nThe region remains a buffer between great powers.\n\n- evidence: E.\n",
        ["b"],
    ),
}


@pytest.mark.parametrize(("code", "claims", "expected"), FIRES.values(), ids=FIRES.keys())
def test_check_fires(make_project, code, claims, expected):
    assert [f.claim for f in found(make_project(claims), code)] == expected


QUIET = {
    "a cited claim": (
        "ARG001",
        "# S\n\n## main {conclusion}\n\nSo.\n\n- evidence: E.\n\n## x\n\nX.\n\n- cites: @k, p. 1\n",
    ),
    "an assumption": ("ARG002", "# S\n\n## main {conclusion}\n\nSo.\n\n- because: x\n\n## x {assumption}\n\nX.\n"),
    "a claim assumed for now": (
        "ARG002",
        "# S\n\n## main {conclusion}\n\nSo.\n\n- because: x\n\n## x\n\nX.\n\n- assume: everybody grants it\n",
    ),
    "an open question": ("ARG001", "# S\n\n## main {conclusion}\n\nSo.\n\n- evidence: E.\n\n## q {question}\n\nWhy?\n"),
    "no claims at all": ("ARG003", "<!-- nothing yet -->\n"),
    "an objection leads to the conclusion": (
        "ARG004",
        "# S\n\n## main {conclusion}\n\nSo.\n\n- evidence: E.\n- but: x\n\n## x\n\nX.\n\n- evidence: E.\n",
    ),
    "an answer to a critical question leads to the conclusion": (
        "ARG004",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: example\n  cq1: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- evidence: E.\n",
    ),
    "critical questions answered in words, by a claim that stands, and against the step": (
        "ARG016",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: example\n  unless: d\n  cq1: c\n  cq2: d\n  cq3: yes\n"
        "  cq4: far\n  cq5: no\n\n## b\n\nB.\n\n- evidence: E.\n\n## c\n\nC.\n\n- evidence: E.\n\n## d\n\nD.\n",
    ),
    "a diamond is no ring": (
        "ARG005",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- because: c\n\n## b\n\nB.\n\n- because: d\n\n"
        "## c\n\nC.\n\n- because: d\n\n## d\n\nD.\n\n- evidence: E.\n",
    ),
    "a ring of objections is no ring of support": (
        "ARG005",
        "# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n- but: b\n\n## b\n\nB.\n\n- evidence: E.\n- but: a\n",
    ),
    "for one claim and against another": (
        "ARG006",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: x\n\n## b\n\nB.\n\n- but: x\n\n## x\n\nX.\n\n- evidence: E.\n",
    ),
    "two reasons": (
        "ARG008",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- because: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- evidence: E.\n",
    ),
    "one reason and evidence of its own": (
        "ARG008",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- evidence: E.\n\n## b\n\nB.\n\n- evidence: E.\n",
    ),
    "two independent reasons have no hinge": (
        "ARG009",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n- because: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- evidence: E.\n",
    ),
    "an objection that is rebutted": (
        "ARG011",
        "# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n- but: b\n\n## b\n\nB.\n\n- but: c\n\n## c\n\nC.\n\n- evidence: E.\n",
    ),
    "an objection that is undercut": (
        "ARG011",
        "# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n- but: b\n  unless: c\n\n## b\n\nB.\n\n- evidence: E.\n\n"
        "## c\n\nC.\n\n- evidence: E.\n",
    ),
    "the warrant is given": (
        "ARG013",
        "# S\n\n## a {conclusion}\n\nThe state must leave.\n\n- because: b\n  warrant: Who is wet should leave.\n\n"
        "## b\n\nIt rains.\n\n- evidence: E.\n",
    ),
    "a value is linked": (
        "ARG013",
        "# S\n\n## a {conclusion}\n\nThe state must leave.\n\n- because: b + v\n\n## b\n\nIt rains.\n\n- evidence: E.\n\n"
        "## v {value}\n\nDryness is good.\n",
    ),
    "must in a word is no ought": (
        "ARG013",
        "# S\n\n## a {conclusion}\n\nMustard is yellow.\n\n- because: b\n\n## b\n\nIt rains.\n\n- evidence: E.\n",
    ),
    "a known scheme in any spelling": (
        "ARG015",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: Argument from Expert Opinion\n\n## b\n\nB.\n\n- evidence: E.\n",
    ),
    "the hedge is kept": (
        "ARG017",
        "# S\n\n## a {conclusion}\n\nTies may create reactions.\n\n> the ties may create reactions\n\n- evidence: E.\n",
    ),
    "the hedge belongs to another verb": (
        "ARG017",
        "# S\n\n## a {conclusion}\n\nTrade grew fast.\n\n> Trade grew fast, and reactions may follow later\n\n- evidence: E.\n",
    ),
    "a reported view with a warrant": (
        "ARG018",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  warrant: He decides it.\n\n## b\n\nB.\n\n- said-by: the minister\n"
        "- evidence: E.\n",
    ),
    "a reported view by testimony": (
        "ARG018",
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b\n  scheme: position to know\n\n## b\n\nB.\n\n- said-by: the minister\n"
        "- evidence: E.\n",
    ),
    "reported for reported": (
        "ARG018",
        "# S\n\n## a {conclusion}\n\nA.\n\n- said-by: the minister\n- because: b\n\n## b\n\nB.\n\n- said-by: the minister\n"
        "- evidence: E.\n",
    ),
}


@pytest.mark.parametrize(("code", "claims"), QUIET.values(), ids=QUIET.keys())
def test_check_stays_quiet(make_project, code, claims):
    assert found(make_project(claims), code) == []


def test_unsupported_claims_are_ranked_by_what_hangs_on_them(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: only\n\n## only\n\nOnly.\n\n- because: one\n- because: two\n"
        "- because: hinge + three\n\n## one\n\nOne.\n\n## two\n\nTwo.\n\n- because: deep\n- because: deeper\n\n"
        "## deep\n\nDeep.\n\n## deeper\n\nDeeper.\n\n## hinge\n\nHinge.\n\n- evidence: E.\n\n## three\n\nThree.\n"
    )
    ranked = [f.claim for f in found(project, "ARG002")]
    assert ranked.index("one") < ranked.index("deep")
    assert ranked.index("three") < ranked.index("deeper")


def test_a_waived_finding_is_not_shown_and_is_counted(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n- waive: EVD003 The visit is public record.\n"
    )
    outcome = run_checks(project, select=["EVD003"])
    assert outcome.findings == ()
    assert [(f.code, w.reason) for f, w in outcome.waived] == [("EVD003", "The visit is public record.")]


def test_a_waiver_of_an_unknown_code_is_told_with_the_nearest(make_project):
    project = make_project("# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n- waive: EVD033 no such check\n")
    (finding,) = found(project, "SYN097")
    assert "EVD033" in finding.message


def test_a_crashed_check_is_a_loud_finding_and_hides_nothing(make_project, monkeypatch):
    from argmap.checks import registry

    checks = registry.all_checks()

    def broken(project):
        raise RuntimeError("boom")

    monkeypatch.setitem(registry._CHECKS, "ARG001", dataclasses.replace(checks["ARG001"], run=broken))
    project = make_project("# S\n\n## a {conclusion}\n\nA.\n")
    codes = {f.code for f in run_checks(project, select=["ARG"]).findings}
    assert {"SYN099", "ARG002"} <= codes
