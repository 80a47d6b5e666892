"""What may be called certain is held against what people judged on real papers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from argmap.checks.registry import all_checks

JUDGED = Path(__file__).parents[2] / "benchmarks" / "data" / "judged.tsv"
FEWEST_FINDINGS, FEWEST_PAPERS = 20, 10


def judgements() -> list[dict[str, str]]:
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        names = next(lines).lstrip("# ").rstrip("\n").split("\t")
        return [dict(zip(names, row, strict=True)) for row in csv.reader(lines, delimiter="\t")]


def test_no_finding_that_is_called_certain_was_judged_false():
    wrong = [row for row in judgements() if row["called now"] == "certain" and row["verdict"] == "F"]
    assert not wrong


def test_what_is_called_certain_has_grounds_to_be():
    checks = all_checks()
    for row in judgements():
        if row["called now"] == "certain":
            assert checks[row["code"]].may_be_certain(row["format"]), row


MEASURED = [check for check in all_checks().values() if check.grounds and check.grounds.measured]


@pytest.mark.parametrize("check", MEASURED, ids=[check.code for check in MEASURED])
def test_measured_grounds_have_their_judgements(check):
    rows = [row for row in judgements() if row["code"] == check.code and check.may_be_certain(row["format"])]
    assert len(rows) >= FEWEST_FINDINGS
    assert len({row["paper"] for row in rows}) >= FEWEST_PAPERS
    assert not [row for row in rows if row["verdict"] == "F" and row["called now"] != "gone"]


def test_every_check_of_a_paper_says_why_it_may_be_certain_or_gives_candidates():
    for check in all_checks().values():
        if check.about == "paper":
            assert check.grounds is not None or check.certainty == "candidate", check.code
            assert check.grounds is None or check.grounds.why.endswith("."), check.code
