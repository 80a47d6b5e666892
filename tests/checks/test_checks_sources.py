"""The checks of evidence, entries, quotations, coverage and reviews: what must fire, and what must not."""

from __future__ import annotations

import json
import time

import pytest

from argmap.checks import run_checks
from argmap.editing.recording import record_verdict
from argmap.project import load
from argmap.reviews.judgements import subjects

BIB = """@book{smith2010, author = {Smith, Anna}, title = {On Trade}, year = {2010}, publisher = {Press}}
@mastersthesis{jones2009, author = {Jones, Bo}, title = {A Thesis}, year = {2009}, school = {X}}
@article{lee2012, author = {Lee, Cy}, title = {On Ships}, year = {2012}, journal = {J}, pages = {1--20}}
"""
TOP = "# S\n\n## main {conclusion}\n\nIt is so.\n\n"

FIRES = {
    "three places, one work": ("EVD001", TOP + "- cites: @smith2010, p. 1\n- cites: @smith2010, p. 9\n", BIB),
    "one work below two premises": (
        "EVD001",
        TOP
        + "- because: a\n- because: b\n\n## a\n\nA.\n\n- cites: @smith2010, p. 1\n\n## b\n\nB.\n\n- cites: @smith2010, p. 2\n",
        BIB,
    ),
    "a party on itself": (
        "EVD002",
        "# S\n\n## main {conclusion}\n\nSmith acted wisely.\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "evidence from nowhere": ("EVD003", TOP + "- evidence: It was seen.\n", ""),
    "quoted in another work": ("EVD004", TOP + "- cites: @smith2010, p. 1\n  via: @lee2012\n", BIB),
    "one example for all": (
        "EVD005",
        "# S\n\n## main {conclusion}\n\nSmall states always lose.\n\n- evidence: One lost.\n  type: example\n",
        "",
    ),
    "a source older than the event": (
        "EVD006",
        "# S\n\n## main {conclusion}\n\nIn 2013 the army got trucks.\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "the same citation twice": ("EVD008", TOP + "- cites: @smith2010, p. 1\n- cites: @smith2010, p. 1\n", BIB),
    "a key in no file": ("CIT001", TOP + "- cites: @smith2001, p. 1\n", BIB),
    "a via key in no file": ("CIT001", TOP + "- cites: @smith2010, p. 1\n  via: @nobody\n", BIB),
    "an entry nobody cites": ("CIT002", TOP + "- cites: @smith2010, p. 1\n- cites: @lee2012, p. 2\n", BIB),
    "an entry without year": (
        "CIT004",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, author = {Smith, A.}, title = {T}}\n",
    ),
    "a web page without the day it was looked at": (
        "CIT004",
        TOP + "- cites: @x, p. 1\n",
        "@misc{x, author = {Smith, A.}, title = {T}, url = {https://example.org/t}}\n",
    ),
    "a day without an address": (
        "CIT004",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, author = {Smith, A.}, title = {T}, urldate = {2021-01-29}}\n",
    ),
    "a web page without a title": (
        "CIT004",
        TOP + "- cites: @x, p. 1\n",
        "@misc{x, author = {Smith, A.}, url = {https://example.org/t}, urldate = {2021-01-29}}\n",
    ),
    "a number without a page": (
        "CIT005",
        "# S\n\n## main {conclusion}\n\nThere were 12 ships.\n\n- cites: @smith2010\n",
        BIB,
    ),
    "a wrong check digit": (
        "CIT006",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, author = {S, A}, title = {T}, year = {2000}, isbn = {978-0-306-40615-8}}\n",
    ),
    "a key twice": (
        "CIT010",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, author = {S, A}, title = {T}, year = {2000}}\n@book{x, author = {S, B}, title = {U}, year = {2001}}\n",
    ),
    "an unclosed entry": (
        "CIT011",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, author = {S, A}, title = {T}, year = {2000}}\n@book{y, title = {Never closed\n",
    ),
}


@pytest.mark.parametrize(("code", "claims", "bib"), FIRES.values(), ids=FIRES.keys())
def test_check_fires(make_project, code, claims, bib):
    findings = run_checks(make_project(claims, bib=bib), select=[code]).findings
    assert {f.code for f in findings} == {code}


QUIET = {
    "two works": ("EVD001", TOP + "- cites: @smith2010, p. 1\n- cites: @lee2012, p. 9\n", BIB),
    "one citation is not several": ("EVD001", TOP + "- cites: @smith2010, p. 1\n", BIB),
    "a party on its own view": (
        "EVD002",
        "# S\n\n## main {conclusion}\n\nSmith held that it was wise.\n\n- said-by: Smith\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "a name that only cites": (
        "EVD002",
        "# S\n\n## main {conclusion}\n\nAs Smith (2010) shows, it was wise (Smith 2010: 3).\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "evidence with its source": ("EVD003", TOP + "- evidence: It was seen.\n  from: @smith2010, p. 3\n", BIB),
    "two examples": (
        "EVD005",
        "# S\n\n## main {conclusion}\n\nSmall states always lose.\n\n- evidence: One.\n  type: example\n"
        "- evidence: Two.\n  type: example\n",
        "",
    ),
    "a forecast": (
        "EVD006",
        "# S\n\n## main {conclusion}\n\nBy 2030 trade will double.\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "a resolution's number is no year": (
        "EVD006",
        "# S\n\n## main {conclusion}\n\nIt voted for resolution 2077 on Cyprus.\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "the year of another work cited in the claim": (
        "EVD006",
        "# S\n\n## main {conclusion}\n\nIt ended (Lee & Hu, 2014; Oz et al., 2015).\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "the year of the source itself": (
        "EVD006",
        "# S\n\n## main {conclusion}\n\nIn 2010 it ended.\n\n- cites: @smith2010, p. 1\n",
        BIB,
    ),
    "two pages of one work": ("EVD008", TOP + "- cites: @smith2010, p. 1\n- cites: @smith2010, p. 2\n", BIB),
    "a known key": ("CIT001", TOP + "- cites: @smith2010, p. 1\n", BIB),
    "an editor instead of an author": (
        "CIT004",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, editor = {Smith, A.}, title = {T}, year = {1999}}\n",
    ),
    "a web page looked at on a day": (
        "CIT004",
        TOP + "- cites: @x, p. 1\n",
        "@misc{x, author = {Smith, A.}, title = {T}, url = {https://example.org/t}, urldate = {2021-01-29}}\n",
    ),
    "a web page has no pages": (
        "CIT005",
        "# S\n\n## main {conclusion}\n\nThere were 12 ships.\n\n- cites: @x\n",
        "@online{x, author = {A, B}, title = {T}, year = {2000}, url = {https://example.org}}\n",
    ),
    "a right check digit": (
        "CIT006",
        TOP + "- cites: @x, p. 1\n",
        "@book{x, author = {S, A}, title = {T}, year = {2000}, isbn = {978-0-306-40615-7}}\n",
    ),
}


@pytest.mark.parametrize(("code", "claims", "bib"), QUIET.values(), ids=QUIET.keys())
def test_check_stays_quiet(make_project, code, claims, bib):
    assert run_checks(make_project(claims, bib=bib), select=[code]).findings == ()


PAPER = """1. Trade

Trade between the two ports grew by 12 percent in 1998. Ships from the north came first.
The port was never closed in winter. Nobody remembers the old customs house today.

2. Law

The law of 1999 did not change the tariffs. The region is sensitive to tariffs.
"""


def anchored(words: str) -> str:
    return f"# S\n\n## main {{conclusion}}\n\nIt is so.\n\n> {words}\n\n- evidence: E.\n  from: @smith2010\n"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Trade between the two ports grew by 12 percent in 1998", set()),
        ("Trade between the two\nports grew by 12 percent".replace("\n", " "), set()),
        ("The Emperor of the South abolished all his seven provinces at once", {"QUO001"}),
        ("Trade between the two ports grew by 21 percent in 1998", {"QUO002"}),
        ("The port was closed in winter", {"QUO002"}),
    ],
)
def test_anchors_are_held_against_the_paper(make_project, words, codes):
    findings = run_checks(make_project(anchored(words), bib=BIB, paper=PAPER), select=["QUO"]).findings
    assert {f.code for f in findings} == codes


def test_an_anchor_without_a_paper_is_not_checkable_and_not_missing(make_project):
    (finding,) = run_checks(make_project(anchored("any words that stand nowhere"), bib=BIB), select=["QUO"]).findings
    assert (finding.code, finding.not_checkable) == ("QUO003", True)


def test_words_that_stand_twice_are_ambiguous(make_project):
    paper = PAPER + "\nThe port was never closed in winter.\n"
    findings = run_checks(
        make_project(anchored("The port was never closed in winter"), bib=BIB, paper=paper), select=["QUO"]
    )
    assert [f.code for f in findings.findings] == ["QUO005"]


def test_uncovered_assertions_are_named_and_counted(make_project):
    project = make_project(anchored("Trade between the two ports grew by 12 percent in 1998"), bib=BIB, paper=PAPER)
    findings = run_checks(project, select=["COV001"]).findings
    assert any("law of 1999" in f.message for f in findings)
    assert not any("12 percent" in f.message for f in findings)
    coverage = project.coverage
    assert coverage.covered == 1
    assert coverage.assertions_covered == 1
    assert coverage.sentences == 6


def test_a_section_that_is_mostly_uncovered_is_told_as_one(make_project):
    paper = PAPER + "Tolls rose to 9 percent in 2001. The pilots went on strike in 2003.\n"
    project = make_project(anchored("Trade between the two ports grew by 12 percent in 1998"), bib=BIB, paper=paper)
    told = [(f.code, f.message) for f in run_checks(project, select=["COV"]).findings]
    assert [message for code, message in told if code == "COV002"] == [
        "Claims account for 1 of 4 sentences of “Trade”",
        "Claims account for 0 of 4 sentences of “Law”",
    ]
    assert not [message for code, message in told if code == "COV001"]


@pytest.mark.parametrize(("more", "paper", "told"), [(9, PAPER, 1), (1, PAPER, 3), (9, None, 11)])
def test_works_that_nothing_cites_yet_are_counted_where_most_of_the_paper_is_not_claimed(
    make_project, more, paper, told
):
    bib = BIB + "".join(
        f"@book{{more{n}, title={{No. {n}}}, author={{Ash, Ann}}, year={{19{n}0}}}}\n" for n in range(more)
    )
    project = make_project(anchored("The region is sensitive to tariffs"), bib=bib, paper=paper)
    messages = [finding.message for finding in run_checks(project, select=["CIT002"]).findings]
    assert len(messages) == told
    assert ("No claim cites 11 of 12 works." in messages[0]) == (told == 1)


def quoting(words: str) -> str:
    return f"{TOP}- cites: @smith2010, p. 1\n  > {words}\n"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("the treaty was not effective in any of the provinces", set()),
        ("the treaty was effective in any of the provinces", {"QUO011"}),
        ("nothing like these words was ever written by anybody", {"QUO010"}),
    ],
)
def test_quotations_are_held_against_the_text_of_the_source(make_project, words, codes):
    text = "It is plain that the treaty was not effective in any of the provinces that signed it in that year.\n"
    project = make_project(quoting(words), bib=BIB, texts={"smith2010.txt": text})
    assert {f.code for f in run_checks(project, select=["QUO"]).findings} == codes


def test_a_quotation_without_the_text_of_its_source_is_not_checkable(make_project):
    findings = run_checks(make_project(quoting("the treaty was not effective"), bib=BIB), select=["QUO"]).findings
    assert [(f.code, f.not_checkable) for f in findings] == [("QUO013", True)]


def verdict_on(project, subject: str, verdict: str, note: str = "") -> str:
    judged = subjects(project.argument)[subject]
    return json.dumps(
        {
            "subject": subject,
            "fingerprint": judged.fingerprint,
            "verdict": verdict,
            "reviewer": "R",
            "date": "2026-01-01T00:00:00+00:00",
            "note": note,
            "seen": dict(judged.parts),
        }
    )


CITED = TOP + "- cites: @smith2010, p. 1\n"


def test_a_verdict_fits_until_the_claim_changes(make_project):
    line = verdict_on(make_project(CITED, bib=BIB), "main/cites-1", "supports")
    fits = make_project(CITED, bib=BIB, reviews=line + "\n")
    assert run_checks(fits, select=["REV"]).findings == ()
    assert fits.evaluation.labels["main"].label == "established"
    changed = make_project(CITED.replace("It is so", "It is not so"), bib=BIB, reviews=line + "\n")
    (finding,) = run_checks(changed, select=["REV"]).findings
    assert finding.code == "REV002"
    assert "It is so." in (finding.because or "") and "It is not so." in (finding.because or "")
    assert changed.evaluation.labels["main"].label == "provisional"


def test_a_negative_verdict_is_told_and_asks_for_its_reason(make_project):
    line = verdict_on(make_project(CITED, bib=BIB), "main/cites-1", "contradicts")
    project = make_project(CITED, bib=BIB, reviews=line + "\n")
    assert {f.code for f in run_checks(project, select=["REV"]).findings} == {"REV003", "REV004"}
    assert project.evaluation.labels["main"].label == "unsupported"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (("A", "does-not-support"), ("B", "supports"), True),
        (("A", "supports"), ("B", "partly"), True),
        (("A", "supports"), ("B", "accepted"), False),
        (("A", "contradicts"), ("B", "rejected"), False),
        (("A", "contradicts"), ("A", "supports"), False),
        (("A", "contradicts"), ("B", "cannot-access"), False),
    ],
)
def test_two_reviewers_who_differ_are_told_so_and_no_verdict_is_lost(make_project, first, second, told):
    project = make_project(CITED, bib=BIB)
    for reviewer, verdict in (first, second):
        record_verdict(project, "main/cites-1", verdict, note=f"{reviewer}'s reason", reviewer=reviewer)
        time.sleep(0.002)  # a log counts milliseconds
    found = [f for f in run_checks(load(project.root), select=["REV009"]).findings]
    assert bool(found) == told
    if told:
        assert "A judged main/cites-1" in found[0].message and found[0].because == "A: A's reason"
        # until the one gives way
        record_verdict(load(project.root), "main/cites-1", second[1], reviewer="A")
        assert run_checks(load(project.root), select=["REV009"]).findings == ()


def test_a_verdict_on_what_is_gone_is_told(make_project):
    line = verdict_on(make_project(CITED, bib=BIB), "main/cites-1", "supports")
    gone = make_project(TOP + "- evidence: E.\n", bib=BIB, reviews=line + "\n")
    assert "REV005" in {f.code for f in run_checks(gone, select=["REV"]).findings}


def test_nothing_is_asked_of_reviewers_before_the_first_verdict(make_project):
    assert run_checks(make_project(CITED, bib=BIB), select=["REV"]).findings == ()


def test_a_rejected_step_and_a_rejected_claim_carry_nothing(make_project):
    claims = TOP + "- because: b\n\n## b\n\nB.\n\n- cites: @smith2010, p. 1\n"
    assert make_project(claims, bib=BIB).evaluation.labels["main"].label == "provisional"
    for subject in ("main/because-1", "b"):
        line = verdict_on(make_project(claims, bib=BIB), subject, "rejected", "It does not follow.")
        assert make_project(claims, bib=BIB, reviews=line + "\n").evaluation.labels["main"].label == "unsupported"
