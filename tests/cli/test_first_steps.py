"""What somebody does first: start a project, draw one file, press Tab, name the wrong file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from argmap.cli import _argmap
from commands import argmap

ONE_FILE = (
    "# S\n\n## mortal {conclusion}\n\nSocrates is mortal.\n\n- because: man + men-are-mortal\n\n## man\n\n"
    "Socrates is a man.\n\n- assume: so it is told\n\n## men-are-mortal\n\nAll men are mortal.\n\n- cites: @lind-2001\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(_argmap, list(arguments))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_project_is_started_without_a_question_and_says_what_next(here: Path):
    done = run("init", "mine")
    assert done.exit_code == 0
    for line in ("argmap check mine", "argmap map mine -o map.svg", "argmap build mine"):
        assert line in done.output
        assert run(*line.split()[1:]).exit_code == 0, line
    found = json.loads(run("check", "mine", "--format", "json").output)
    assert found["summary"]["error"] == found["summary"]["warning"] == 0 < found["summary"]["claims"]


def test_a_start_writes_over_nothing(here: Path):
    (here / "paper.txt").write_text("P")
    assert run("init").exit_code == 0
    (here / "claims" / "argument.md").write_text("mine")
    again = run("init")
    assert again.exit_code != 0 and "is a project already" in str(again.exception)
    assert (here / "claims" / "argument.md").read_text() == "mine" and (here / "paper.txt").read_text() == "P"


@pytest.mark.parametrize(("name", "said"), [("https://example.org/p.pdf", "is an address"), ("p.pdf", "is a file")])
def test_a_start_in_what_is_no_folder_is_refused(here: Path, name: str, said: str):
    (here / "p.pdf").write_text("%PDF-1.4")
    assert said in str(run("init", name).exception)
    assert [path.name for path in here.iterdir()] == ["p.pdf"]


def test_what_is_written_to_is_not_taken_for_what_is_read(here: Path):
    (here / "one.md").write_text(ONE_FILE)
    for _ in range(2):
        assert "looks like" not in run("report", "one.md", "-o", "one.html").stderr
    assert "This is an address" not in run("find", "https://example.org/a.b", "one.md").stderr


def test_one_claims_file_is_drawn_checked_and_explained_without_a_project(here: Path):
    (here / "one.md").write_text(ONE_FILE)
    (here / "works.bib").write_text("@book{lind-2001, author={Lind, A.}, title={Men}, year=2001}\n")
    assert run("map", "one.md", "-o", "one.svg").exit_code == 0
    assert all(words in (here / "one.svg").read_text() for words in ("Socrates is mortal.", "All men are mortal."))
    assert run("check", "one.md", "--select", "SYN,CIT001").exit_code == 0
    assert "Socrates is a man." in run("explain", "mortal", "--project", "one.md").output
    assert {path.name for path in here.iterdir()} == {"one.md", "works.bib", "one.svg"}


def test_one_file_of_a_project_is_drawn_alone(here: Path):
    run("init")
    (here / "claims" / "b.md").write_text("# T\n\n## other\n\nSomething else.\n")
    drawn = CliRunner().invoke(_argmap, ["map", "claims/b.md", "--format", "dot"]).output
    assert "Something else." in drawn and "Putting code in order" not in drawn


def test_verdicts_on_one_file_lie_beside_it(here: Path):
    (here / "one.md").write_text(ONE_FILE)
    run("verdict", "man", "accepted", "--by", "Ada", "--project", "one.md")
    assert (here / "reviews.jsonl").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str):
    told = run("completion", shell)
    assert told.exit_code == 0 and "_ARGMAP_COMPLETE" in told.output


def completed(words: list[str], begun: str, folder: Path) -> list[str]:
    done = argmap(
        folder,
        _ARGMAP_COMPLETE="bash_complete",
        COMP_WORDS=" ".join(["argmap", *words, begun]),
        COMP_CWORD=str(len(words) + 1),
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_commands_ids_and_keys_are_completed(here: Path):
    (here / "claims").mkdir()
    (here / "sources").mkdir()
    (here / "claims" / "a.md").write_text(ONE_FILE)
    (here / "sources" / "works.bib").write_text("@book{lind-2001, author={Lind, A.}, title={Men}, year=2001}\n")
    assert "explain" in completed([], "ex", here)
    assert completed(["show"], "m", here) == ["mortal", "man", "men-are-mortal"]
    assert completed(["pin"], "", here) == ["lind-2001"]
    assert completed(["whatif", "--reject"], "@", here) == ["@lind-2001"]
    assert completed(["verdict"], "men-are-mortal/", here) == ["men-are-mortal/cites-1"]
    assert {"mortal", "mortal/because-1"} <= set(completed(["explain"], "mortal", here))
    assert completed(["show"], "m", here.parent) == []  # no project, and no word of an error in the shell


@pytest.mark.parametrize(
    ("command", "name", "content", "said"),
    [
        ("audit", "https://example.org/a.pdf", None, "This is an address"),
        ("check", "10.1000/xyz.12", None, "This is an address"),
        ("map", "a.md", "[Men]: All men are mortal.\n  + <Plato> says so.\n  - [Gods]: Some are not.\n", "Argdown"),
        ("audit", "w.bib", "@book{a, title={B}}\n", "This is a bibliography"),
        ("new", "w.txt", "% my works\n@article{a,\n title={B}}\n", "This is a bibliography"),
        ("read", "c.md", ONE_FILE, "This looks like a claims file"),
        ("check", "p.pdf", "%PDF-1.4", "This looks like a paper"),
        ("check", "p.fodt", "<office:document/>", "This looks like a paper"),
        ("map", "p.md", "# A paper\n\nWords of it.\n\n# Method\n\nMore.\n", "There is no claim"),
        ("check", "c.md", ONE_FILE, None),
        ("audit", "p.md", "# A paper\n\n## Method\n\n- a list: of things\n\nWrite to a@b{c}.\n", None),
        ("audit", "p.txt", "In this paper\n  - [1] is a reference\n", None),
    ],
)
def test_a_file_that_is_something_else_is_called_by_its_name_first(
    here: Path, command: str, name: str, content: str | None, said: str | None
):
    if content is not None:
        (here / name).write_text(content)
    first = run(command, name).stderr.partition("\n")[0]
    assert (
        first.startswith("argmap: ") and said in first if said else "looks like" not in first and "This is" not in first
    )


def test_a_file_without_a_command_leads_to_the_audit(here: Path):
    (here / "p.md").write_text("# A paper\n\nWords of it.\n")
    assert "`argmap audit p.md`" in run("p.md").output
    assert "There is no command" in run("q.md").output


def test_a_map_is_drawn_of_the_project_that_is_named_as_every_command_is_told_it(here: Path):
    run("init", "mine")
    for place in (["mine"], ["--project", "mine"], ["mine/claims/argument.md"]):
        assert run("map", *place, "-o", "one.svg").exit_code == 0, place
        assert "Putting code in order costs authors time." in (here / "one.svg").read_text()
