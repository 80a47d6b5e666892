"""The semantic difference of two revisions."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from argmap.comparison import compare, project_at
from argmap.ground.diagnostics import ArgmapError
from argmap.outputs.json.difference import difference_document
from argmap.outputs.terminal.difference import difference_text, mark_difference
from argmap.project import load

BEFORE = """# S

## a {conclusion}

The ties may weaken the state.

- because: b
- because: c
  warrant: Why not.

## b

B is so.

- cites: @k, p. 1

## c

C is so and nothing else is.

- evidence: Seen.
"""
AFTER = """# S

## a {conclusion}

The ties weaken the state.

- because: c-renamed
  warrant: Because.
- because: d

## b

B is so.

- cites: @k, p. 2

## c-renamed

C is so and nothing else is.

- evidence: Seen twice.

## d

D is so.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments], cwd=tmp_path, check=True
        )

    git("init", "-q")
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "all.md").write_text(BEFORE)
    git("add", "-A")
    git("commit", "-qm", "before")
    (tmp_path / "claims" / "all.md").write_text(AFTER)
    return tmp_path


def test_every_kind_of_change_is_told_once(repository: Path):
    with project_at(repository, "HEAD") as old:
        changes = compare(old, load(repository)).changes
    told = {(c.kind, c.claim) for c in changes}
    assert {
        ("claim-added", "d"),
        ("claim-renamed", "c-renamed"),
        ("claim-reworded", "a"),
        ("step-gained", "a"),
        ("step-lost", "a"),
        ("step-changed", "a"),
        ("citation-gained", "b"),
        ("citation-lost", "b"),
        ("evidence-gained", "c-renamed"),
        ("evidence-lost", "c-renamed"),
        ("finding-opened", "d"),
    } <= told
    assert not any(kind == "claim-removed" for kind, _ in told)


def test_two_equal_revisions_do_not_differ(repository: Path):
    with project_at(repository, "HEAD") as old, project_at(repository, "HEAD") as same:
        assert compare(old, same).changes == ()


@pytest.mark.parametrize(
    ("was", "now", "before", "after"),
    [
        ("", "  scheme: sign\n", "nothing said", "scheme sign"),
        ("  warrant: Why not.\n", "  warrant: Because.\n", "warrant “Why not.”", "warrant “Because.”"),
        ("", "  unless: c\n", "nothing said", "unless c"),
        ("  weight: 0.5\n", "", "weight 0.5", "nothing said"),
        ("  scheme: sign\n  weight: 0.5\n", "  scheme: sign\n", "scheme sign; weight 0.5", "scheme sign"),
    ],
)
def test_what_else_is_said_of_a_step_is_told_as_it_was_and_as_it_is(make_project, was, now, before, after):
    claims = "# S\n\n## a {{conclusion}}\n\nA.\n\n- because: b\n{}\n## b\n\nB.\n\n## c\n\nC.\n"
    old = make_project(claims.format(was))
    told = compare(old, make_project(claims.format(now))).of("step-changed")
    assert [(change.before, change.after) for change in told] == [(before, after)]


def test_a_restatement_that_came_or_went_is_told_and_one_that_was_only_renamed_is_not(make_project):
    text = "# S\n\n## a {conclusion}\n\nA is so.\n\n## b {claim}\n\nIt is as A has it.\n\n- restates: a\n"
    old = make_project(text)
    assert not compare(old, make_project(text.replace("## a ", "## alpha ").replace(": a", ": alpha"))).of(
        "restatement-gained", "restatement-lost"
    )
    without = make_project(text.replace("- restates: a\n", ""))
    (lost,) = compare(old, without).of("restatement-lost")
    (gained,) = compare(without, old).of("restatement-gained")
    assert (lost.text, gained.text) == ("b no longer restates a", "b restates a")


def test_a_label_that_flips_says_why(make_project, tmp_path: Path):
    old = make_project("# S\n\n## a {conclusion}\n\nA.\n\n- evidence: E.\n")
    new = make_project("# S\n\n## a {conclusion}\n\nA.\n")
    (flip,) = compare(old, new).of("label-flipped")
    assert flip.text == "a: provisional → unsupported" and flip.before and flip.after


@pytest.mark.parametrize("paper", ["paper.txt", "paper.tex", "texte/päper.md"])
@pytest.mark.parametrize("below", ["", "of many/projects"])
def test_a_project_is_taken_out_whole_and_nothing_else(tmp_path: Path, paper: str, below: str):
    root = tmp_path / below
    (root / "claims").mkdir(parents=True)
    (root / paper).parent.mkdir(exist_ok=True)
    (root / paper).write_text("Trade grew in 1998 and nobody knew why it did.\n", encoding="utf-8")
    (root / "claims" / "all.md").write_text("# S\n\n## a {conclusion}\n\nA.\n\n> Trade grew in 1998 and nobody\n")
    (root / "argmap.toml").write_text(f'paper = "{paper}"\n', encoding="utf-8")
    (root / ".gitattributes").write_text("claims export-ignore\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "film.mov").write_bytes(b"0" * 1000)
    (root / "claims" / "link.md").symlink_to(tmp_path / "elsewhere")
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    with project_at(root, "HEAD") as project:
        assert project.diagnostics == ()
        assert project.argument.claims["a"].anchors[0].match.state == "verbatim"
        assert not list(project.root.rglob("film.mov")) or (paper == "paper.tex" and not below)


def test_all_that_a_project_is_made_of_is_taken_out(tmp_path: Path):
    (tmp_path / "web").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "argmap.toml").write_text('paper = "web/page.html"\nclaims = "all.md"\nbibliography = ["own.bib"]\n')
    (tmp_path / "all.md").write_text("# S\n\n## a {conclusion}\n\nA.\n\n- cites: @k\n")
    (tmp_path / "own.bib").write_text("@book{k, author = {Holm, A.}, title = {Grain}, year = {1988}}\n")
    (tmp_path / "web" / "page.html").write_text(
        '<html><body><p>Trade grew <d-cite key="k"></d-cite>.</p><d-bibliography src="page.bib"></d-bibliography></body>'
    )
    (tmp_path / "web" / "page.bib").write_text("@book{k, author = {Holm, A.}, title = {Grain}, year = {1988}}\n")
    (tmp_path / "reviews.jsonl").write_text('{"subject": "a", "date": "2026-01-01", "verdict": "accepted"}\n')
    (tmp_path / "sources" / "registry.jsonl").write_text("")
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    with project_at(tmp_path, "HEAD") as project:
        there = {path.relative_to(project.root).as_posix() for path in project.inputs() if path.is_file()}
        now = load(tmp_path)
    assert there == {path.relative_to(tmp_path).as_posix() for path in now.inputs() if path.is_file()}
    assert {"reviews.jsonl", "sources/registry.jsonl", "web/page.bib"} <= there


def test_an_unknown_revision_is_an_error_with_a_remedy(repository: Path):
    with pytest.raises(ArgmapError, match="git log"), project_at(repository, "no-such-thing"):
        pass


def test_a_folder_without_git_is_an_error(make_project, tmp_path: Path):
    make_project("# S\n\n## a\n\nA.\n")
    with pytest.raises(ArgmapError, match="git"), project_at(tmp_path, "HEAD"):
        pass


def test_text_and_json_show_the_same_changes(repository: Path):
    with project_at(repository, "HEAD") as old:
        comparison = compare(old, load(repository))
    text = difference_text(comparison, "HEAD", None)
    assert "[-may-]" in text and "Claims renamed (1)" in text
    assert len(difference_document(comparison, "HEAD", None)["changes"]) == len(comparison.changes)


def test_a_difference_is_marked_word_by_word():
    assert mark_difference("it may be so", "it is so") == "it [-may be-] {+is+} so"


@pytest.mark.parametrize(
    ("paper", "moved"),
    [
        ("# One\n\nFirst words.\n\n# Two\n\nThe toll was raised in May. Last words.\n", True),
        ("# One\n\nSome more.\n\nThe toll was raised\nin May. First words.\n\n# Two\n\nLast words.\n", False),
        ("# One\n\nFirst words.\n\n# Two\n\nThe toll was not raised in May. Last words.\n", False),
        ("# Another\n\nThe toll was raised in May. First words.\n\n# Two\n\nLast words.\n", False),
    ],
    ids=[
        "under another heading",
        "further down under its heading",
        "only like them elsewhere",
        "under a heading with another name",
    ],
)
def test_words_of_the_paper_that_moved_are_told_as_moved(make_project, paper: str, moved: bool):
    def project_on(words: str):
        project = make_project("# S\n\n## a\n\nA.\n\n> The toll was raised in May\n", paper=words)
        (project.root / "sources" / "paper.txt").rename(project.root / "paper.md")
        settings = project.root / "argmap.toml"
        settings.write_text(settings.read_text().replace("sources/paper.txt", "paper.md"))
        return load(project.root)

    old = project_on("# One\n\nThe toll was raised in May. First words.\n\n# Two\n\nLast words.\n")
    told = compare(old, project_on(paper)).of("anchor-moved")
    assert [(change.before, change.after) for change in told] == ([("One", "Two")] if moved else [])
