"""Loading and joining a project: nothing raises, nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.ground.diagnostics import ArgmapError
from argmap.project import find_root, load


def codes(project) -> list[str]:
    return [d.code for d in project.diagnostics]


def test_links_are_written_once_and_known_both_ways(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: b + c\n  warrant: w\n  unless: u\n\n## b\n\nB.\n\n## c\n\nC.\n\n"
        "## w\n\nW.\n\n## u\n\nU.\n"
    )
    argument = project.argument
    (step,) = argument.claims["a"].reasons
    assert (step.id, step.premises, step.warrant_claim, step.unless) == ("a/because-1", ("b", "c"), "w", ("u",))
    assert argument.used_in["b"] == (step,) and argument.used_in["w"] == (step,)
    assert argument.undercuts["u"] == (step,)


def test_an_unresolved_id_is_told_with_the_nearest_and_left_out(make_project):
    project = make_project(
        "# S\n\n## a {conclusion}\n\nA.\n\n- because: trade-grew + trade-grow\n\n## trade-grew\n\nT.\n"
    )
    (problem,) = project.diagnostics
    assert "trade-grow" in problem.message and "trade-grew" in (problem.help or "")
    assert project.argument.claims["a"].reasons[0].premises == ("trade-grew",)


def test_an_id_used_in_two_files_keeps_the_first_and_names_both_places(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "1.md").write_text("# S\n\n## a\n\nFirst.\n")
    (tmp_path / "claims" / "2.md").write_text("# T\n\n## a\n\nSecond.\n")
    project = load(tmp_path)
    assert project.argument.claims["a"].text == "First."
    (problem,) = project.diagnostics
    assert problem.path == "claims/2.md" and problem.related[0][0].path == "claims/1.md"


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("- because: b\n  id: s\n- because: c\n  id: s\n", 7),  # line of the id that was there first
        ("- because: b\n  id: c\n", 13),
    ],
)
def test_an_id_of_a_step_that_is_taken_leads_to_the_first_and_the_step_gets_its_own(make_project, given, first):
    project = make_project("# S\n\n## a {conclusion}\n\nA.\n" + given + "\n## b\n\nB.\n\n## c\n\nC.\n")
    (problem,) = project.diagnostics
    assert problem.code == "SYN007" and problem.related[0][0].line == first
    assert project.argument.claims["a"].reasons[-1].id.startswith("a/because-")


def test_a_section_that_goes_on_in_another_file_is_one_section(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "1.md").write_text("# S\n\n## a\n\nA.\n")
    (tmp_path / "claims" / "2.md").write_text("# S\n\n## b\n\nB.\n")
    (section,) = load(tmp_path).argument.sections
    assert section.claims == ("a", "b")


def test_a_file_that_is_not_utf8_is_told_and_the_others_are_read(tmp_path: Path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "1.md").write_bytes(b"# S\n\n## a\n\nCaf\xe9.\n")
    (tmp_path / "claims" / "2.md").write_text("# S\n\n## b\n\nB.\n")
    project = load(tmp_path)
    assert list(project.argument.claims) == ["b"]
    assert codes(project) == ["SYN002"]


def test_a_paper_that_is_missing_is_told(make_project):
    project = make_project("# S\n\n## a\n\nA.\n", settings='paper = "sources/none.txt"')
    assert "none.txt" in project.diagnostics[0].message
    assert project.document is None and "a" in project.argument.claims


def test_where_there_is_no_project_the_error_says_what_to_do(tmp_path: Path):
    with pytest.raises(ArgmapError, match="argmap audit"):
        find_root(tmp_path / ".")


def test_a_project_is_found_from_a_folder_inside_it(make_project, tmp_path: Path):
    make_project("# S\n\n## a\n\nA.\n")
    root, settings = find_root(tmp_path / "claims")
    assert (root, settings) == (tmp_path.resolve(), (tmp_path / "argmap.toml").resolve())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("abc#-> {}:+@[]\n\"'"), max_size=200))
def test_any_claims_file_loads_checks_and_evaluates(tmp_path: Path, text: str):
    from argmap.checks import run_checks

    (tmp_path / "claims").mkdir(exist_ok=True)
    (tmp_path / "claims" / "all.md").write_text(f"# S\n\n## a {{conclusion}}\n\nA.\n\n{text}")
    project = load(tmp_path)
    findings = run_checks(project).findings
    assert "SYN099" not in {f.code for f in findings}
    assert set(project.evaluation.labels) == set(project.argument.claims)


def test_a_folder_or_a_pipe_named_like_a_claims_file_is_told_and_not_waited_for(tmp_path: Path):
    claims = tmp_path / "claims"
    claims.mkdir()
    (claims / "a.md").write_text("## a {conclusion}\n\nA.\n")
    (claims / "folder.md").mkdir()
    names = ["claims/folder.md"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(claims / "pipe.md")
        names.append("claims/pipe.md")
    project = load(tmp_path)
    assert [d.path for d in project.diagnostics if d.code == "SYN001"] == names
    assert list(project.argument.claims) == ["a"]


def test_a_standard_that_is_none_is_told_and_the_default_holds(make_project):
    project = make_project("## a {conclusion}\nA holds.\n- standard: clear-onvincing\n- evidence: Seen.\n")
    assert "SYN014" in codes(project)
    assert project.argument.claims["a"].standard is None
    assert project.evaluation.labels["a"].label == "provisional"


def test_the_inputs_are_all_files_that_a_project_is_made_of(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "argmap.toml").write_text('paper = "paper.tex"\nbibliography = ["w.bib"]\ntexts = "texts"\n', "utf-8")
    (tmp_path / "paper.tex").write_text(
        "\\documentclass{article}\\begin{document}\\input{part}\n\\bibliography{own}\\end{document}\n", "utf-8"
    )
    for name in ("claims/a.md", "texts/key.txt", "w.bib", "part.tex", "own.bib"):
        (tmp_path / name).write_text("Some words.\n", "utf-8")
    project = load(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in project.inputs()}
    assert names >= {"argmap.toml", "paper.tex", "part.tex", "own.bib", "w.bib", "claims/a.md", "texts/key.txt"}
    (tmp_path / "claims" / "new.md").write_text("# New\n", "utf-8")
    assert tmp_path / "claims" / "new.md" in project.inputs()


@pytest.mark.skipif(sys.platform == "win32", reason="asks for an interrupt")
def test_a_check_that_watches_sees_the_paper_change_wherever_it_lies(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.md").write_text(
        "# A\n\n## c {conclusion}\n\nIt works.\n\n> It works in most cases\n", "utf-8"
    )
    (tmp_path / "paper.txt").write_text("It works in most cases, as we saw.\n", "utf-8")
    (tmp_path / "argmap.toml").write_text('paper = "paper.txt"\n', "utf-8")
    command = [sys.executable, "-m", "argmap", "check", "--watch", "--select", "QUO", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as watching:
        try:
            assert watching.stderr and "Watching" in watching.stderr.readline()
            (tmp_path / "paper.txt").write_text("Something else entirely stands here.\n", "utf-8")
            assert "Watching" in watching.stderr.readline()
        finally:
            watching.kill()


CLAIMS = "# S\n\n## a {conclusion}\n\nA 🙂.\n\n> Trade grew.\n\n- cites: [@one]\n"


def _on_disk(root: Path) -> None:
    (root / "claims").mkdir()
    (root / "claims" / "1.md").write_text(CLAIMS)
    (root / "sources").mkdir()
    (root / "sources" / "works.bib").write_text("@book{one, title = {One}, author = {A. One}, year = 1999}\n")
    (root / "paper.md").write_text("# P\n\nTrade grew.\n")
    (root / "argmap.toml").write_text('paper = "paper.md"\n')


def test_unsaved_text_is_read_in_the_place_of_every_file_that_a_project_is_made_of(tmp_path: Path):
    _on_disk(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    overlay = {
        tmp_path / "claims" / "1.md": CLAIMS.replace("@one", "@two") + "\n## b\n\nB.\n",
        tmp_path / "claims" / "new" / "2.md": "# T\n\n## c\n\nC.\n",  # saved nowhere yet
        tmp_path / "sources" / "works.bib": "@book{two, title = {Two}, author = {B. Two}, year = 2001}\n",
        tmp_path / "paper.md": "# P\n\nTrade fell.\n",
        tmp_path / "argmap.toml": 'paper = "paper.md"\ntitle = "Unsaved"\n',
    }
    project = load(tmp_path, overlay)
    assert list(project.argument.claims) == ["a", "b", "c"]
    assert list(project.bibliography.sources) == ["two"] and project.title == "Unsaved"
    assert "Trade fell." in project.paper.text and project.text_files["paper.md"].text == overlay[tmp_path / "paper.md"]
    (anchor,) = project.argument.claims["a"].anchors
    assert anchor.match is not None and anchor.match.state != "verbatim"
    assert load(tmp_path).argument.claims["a"].citations[0].key == "one"  # it lasts no longer than the reading
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_unsaved_text_opens_no_file_outside_and_may_hold_anything(tmp_path: Path):
    root = tmp_path / "project"
    root.mkdir()
    _on_disk(root)
    (root / "argmap.toml").write_text('paper = "../secret.md"\n')
    project = load(
        root, {tmp_path / "secret.md": "A secret.", root / "claims" / "1.md": CLAIMS.replace("A ", "\ud83d ")}
    )
    assert project.document is None and "outside" in project.diagnostics[0].message
    assert (
        project.argument.claims["a"].text == "? 🙂."
        and project.argument.claims["a"].span == load(root).argument.claims["a"].span
    )


def test_what_a_killed_command_left_is_not_settled_by_unsaved_text(tmp_path: Path):
    """A journal compares what is on the disk: the text of an editor must not stand in there."""
    from argmap.ground.files import Change, unsaved, write_files

    file = tmp_path / "a.txt"
    file.write_text("old")
    with unsaved({file: "typed"}):
        write_files(tmp_path, [Change(file, b"new", b"old")])
    assert file.read_text() == "new"


def test_a_paper_that_has_not_changed_is_not_read_again(tmp_path: Path):
    _on_disk(tmp_path)
    first = load(tmp_path)
    assert first.prose
    file, paper = tmp_path / "claims" / "1.md", tmp_path / "paper.md"
    again = load(tmp_path, {file: CLAIMS.replace("Trade grew", "Trade fell")}, first)
    assert again.document is first.document and again.prose is first.prose
    assert again.argument.claims["a"].anchors[0].match.state != "verbatim" and again.text_files["paper.md"]
    typed = load(tmp_path, {paper: "# P\n\nTrade fell.\n"}, again)
    assert (
        "fell" in typed.paper.text and load(tmp_path, {paper: "# P\n\nTrade fell.\n"}, typed).document is typed.document
    )
    assert "grew" in load(tmp_path, None, typed).paper.text  # closed without saving
    (tmp_path / "argmap.toml").write_text('paper = "paper.md"\nlanguage = "de"\n')
    assert load(tmp_path, None, again).document is not first.document
    paper.write_text("# P\n\nTrade doubled.\n")
    assert "doubled" in load(tmp_path, None, again).paper.text
