"""The page on what the tool says about this repository's paper says what the tool says today."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from argmap.evaluation.labels import LIVE
from argmap.evaluation.whatif import suppose
from argmap.outputs.letter.reasons import holds
from argmap.project import Project, load

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs" / "verdict.md").read_text("utf-8").split())


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


def test_the_table_of_conclusions_is_that_of_the_evaluation(project: Project) -> None:
    evaluation = project.evaluation
    for name in evaluation.conclusions:
        reasons = project.argument.claims[name].reasons
        low, middle, high = (f"{x:.2f}" for x in evaluation.strength[name] or ())
        live = sum(holds(project, step) for step in reasons)
        singles = len(set(evaluation.single_points[name]) - {name})
        band = f"{low} – {high}" if low != high else low
        row = (
            f"(`{name}`) | {evaluation.labels[name].label} | {live} of {len(reasons)} | {singles} | {band} ({middle}) |"
        )
        assert row in PAGE


def test_the_counts_are_those_of_the_evaluation(project: Project) -> None:
    counts = Counter(label.label for label in project.evaluation.labels.values())
    total = len(project.argument.claims)
    assert f"Of the {total} claims {counts['provisional']} are provisional, {counts['unsupported']} unsupported" in PAGE
    assert counts["defeated"] == 1 and counts["established"] == 0


@pytest.mark.parametrize(
    ("grant", "reject", "singles", "reasons"),
    [
        (["turkey-departs-from-nato"], [], 3, {1}),
        (["turkey-departs-from-nato"], ["turkey-turned-independent"], 3, {1}),
        (["albania-geared-to-eu"], [], 0, {1, 2}),
        (["albania-is-multi-religious"], [], 0, {1, 3}),
        (["albania-geared-to-eu", "albania-is-multi-religious"], [], 0, {1, 2, 3}),
        (["eu-competes-with-turkey"], [], 3, {1}),
        ([], ["ties-ran-inside-nato"], 0, {1, 4}),
        ([], ["turkey-turned-independent"], 0, set()),
    ],
)
def test_the_mends_do_what_the_page_says(
    project: Project, grant: list[str], reject: list[str], singles: int, reasons: set[int]
) -> None:
    after = suppose(project.evaluation, reject, grant).after
    main = project.argument.claims[after.conclusions[0]]
    live = {
        number
        for number, step in enumerate(main.reasons, 1)
        if after.granted.steps[after.network.step_index[step.id]] == LIVE
    }
    assert live == reasons
    assert len(set(after.single_points.get(main.id, ())) - {main.id}) == singles
    assert after.labels[main.id].label == ("provisional" if reasons else "defeated")


def test_every_claim_that_the_page_names_exists(project: Project) -> None:
    named = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", PAGE))
    assert named <= set(project.argument.claims)


def test_without_the_lost_notes_no_conclusion_falls(project: Project) -> None:
    cited = {c.key for claim in project.argument.claims.values() for c in claim.citations}
    lost = [f"@{key}" for key in sorted(cited) if key.startswith("lost-note")]
    found = suppose(project.evaluation, lost)
    assert f"The bodies of {len(lost)} notes" in PAGE and f"{len(found.flips)} labels would fall" in PAGE
    assert not {flip.claim for flip in found.flips} & set(project.evaluation.conclusions)
