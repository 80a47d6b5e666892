"""What has changed since people last judged, from the review log and from git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.comparison import changes_since_review
from argmap.editing.recording import record_verdict
from argmap.outputs.report.assemble import build_page
from argmap.outputs.report.render import render_page
from argmap.outputs.report.since_review import show_since_review
from argmap.project import Project, load

CLAIMS = "# S\n\n## main {conclusion}\n\nTrade may have grown.\n\n- because: ships\n\n## ships\n\nShips came.\n\n- cites: @smith2010, p. 1\n"
BIB = "@book{smith2010, author = {Smith, Anna}, title = {On Trade}, year = {2010}, publisher = {Press}}\n"


def git(folder: Path, *arguments: str) -> None:
    dated = {**os.environ, "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"}
    named = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run([*named, *arguments], cwd=folder, check=True, env=dated, capture_output=True)


def rewrite(project: Project, old: str, new: str) -> Project:
    path = project.root / "claims" / "all.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    return load(project.root)


@pytest.fixture
def judged(make_project) -> Project:
    project = make_project(CLAIMS, bib=BIB)
    git(project.root, "init", "-q")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", "all")
    record_verdict(project, "ships/cites-1", "supports", reviewer="Ada")
    record_verdict(project, "main", "accepted", reviewer="Ada")
    return load(project.root)


def test_there_is_nothing_to_show_before_the_first_verdict(make_project):
    assert changes_since_review(make_project(CLAIMS, bib=BIB)) is None


def test_there_is_nothing_to_show_while_nothing_changes(judged: Project):
    since = changes_since_review(judged)
    assert since is not None and since.revision and not since.anything
    assert show_since_review(since, ()) is None


def test_stale_verdicts_and_the_difference_from_that_day_are_shown(judged: Project):
    changed = rewrite(judged, "may have grown", "grew")
    since = changes_since_review(changed)
    assert since is not None and since.comparison is not None
    assert [j.subject.id for j in since.stale] == ["main"]
    assert [(c.kind, c.before, c.after) for c in since.comparison.changes if c.kind.startswith("claim")] == [
        ("claim-reworded", "Trade may have grown.", "Trade grew.")
    ]
    page = build_page(changed, run_checks(changed).findings, summaries={})
    html = render_page(page)
    assert "Since the last round of review" in html
    assert "Trade <del>may have grown.</del> <ins>grew.</ins>" in html


def test_a_change_that_no_verdict_is_about_is_shown_too(judged: Project):
    since = changes_since_review(rewrite(judged, "- because: ships\n", ""))
    assert since is not None and since.comparison is not None
    assert "step-lost" in {c.kind for c in since.comparison.changes}


def test_without_git_the_log_alone_tells_what_went_stale(make_project):
    project = make_project(CLAIMS, bib=BIB)
    record_verdict(project, "main", "accepted", reviewer="Ada")
    since = changes_since_review(rewrite(project, "may have grown", "grew"))
    assert since is not None and since.comparison is None
    shown = show_since_review(since, {"main"})
    assert shown is not None and shown.stale[0].href == "#claim-main"
    assert "only what was judged" in shown.lead


def test_a_verdict_older_than_the_history_is_compared_with_nothing(judged: Project):
    log = judged.review_log
    log.write_text(log.read_text().replace('"date": "2', '"date": "1'))
    since = changes_since_review(load(judged.root))
    assert since is not None and since.revision is None


@pytest.mark.parametrize(
    "date", ["yesterday", "--upload-pack=x", "9999-12-31", "0001-01-01T00:00:00+23:59", "2026\x00"]
)
def test_a_strange_date_in_the_log_does_no_harm(judged: Project, date: str):
    import json

    log = judged.review_log
    lines = [{**json.loads(line), "date": date} for line in log.read_text().splitlines()]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    project = load(judged.root)
    changes_since_review(project)
    assert len(project.reviews.verdicts) + len(project.reviews.diagnostics) == len(lines)


def test_hostile_words_stay_words(judged: Project):
    changed = rewrite(judged, "Trade may have grown.", "<script>alert(1)</script> grew.")
    html = render_page(build_page(changed, (), summaries={}))
    assert "<script>alert(1)" not in html
