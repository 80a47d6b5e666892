"""The command line as other programs and people meet it: exit codes, one document on standard output, clear errors."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from argmap import project as project_module
from argmap.cli import GROUPS, _argmap
from argmap.cli._findings import wants_colour
from commands import argmap

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"


def run(*arguments: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return argmap(cwd, *arguments, typed=stdin)


def valid(document: object, schema: str) -> None:
    Draft202012Validator(json.loads((SCHEMAS / f"{schema}.json").read_text())).validate(document)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "paper.txt").write_text("Trade grew by 12 percent in 1998. Ships came from the north.\n")
    (tmp_path / "sources" / "works.bib").write_text(
        "@book{smith2010, author = {Smith, Anna}, title = {On Trade}, year = {2010}}\n"
    )
    (tmp_path / "argmap.toml").write_text('paper = "sources/paper.txt"\nbibliography = "sources/works.bib"\n')
    (tmp_path / "claims" / "all.md").write_text(
        "# S\n\n## grew {conclusion}\n\nTrade grew.\n\n> Trade grew by 12 percent in 1998\n\n- cites: @smith2010, p. 4\n"
        "- because: ships\n  warrant: Ships carry trade.\n\n## ships\n\nShips came.\n\n> Ships came from the north\n\n"
        "- cites: @smith2010, p. 5\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "schema"),
    [
        (["check", "--format", "json"], "findings"),
        (["show", "--format", "json"], "argument"),
        (["evaluate", "--format", "json"], "evaluation"),
        (["read", "sources/paper.txt", "--format", "json"], "reading"),
        (["passages", "ships", "--format", "json"], "passages"),
        (["find", "Ships came from the north", "sources/paper.txt", "--format", "json"], "find"),
    ],
)
def test_json_is_one_document_that_keeps_to_its_schema(project: Path, arguments: list[str], schema: str):
    done = run(*arguments, cwd=project)
    assert done.returncode in (0, 1), done.stderr
    valid(json.loads(done.stdout), schema)


def test_the_findings_of_this_repository_keep_to_the_schema():
    done = run("check", "--format", "json")
    document = json.loads(done.stdout)
    valid(document, "findings")
    assert document["summary"]["claims"] >= 100
    assert "SYN" not in {f["code"][:3] for f in document["findings"]}


def test_sarif_names_every_rule_once(project: Path):
    log = json.loads(run("check", "--format", "sarif", "--select", "CIT,EVD,ARG", cwd=ROOT).stdout)
    for sarif_run in log["runs"]:
        rules = [rule["id"] for rule in sarif_run["tool"]["driver"]["rules"]]
        assert len(rules) == len(set(rules))
        assert {result["ruleId"] for result in sarif_run["results"]} == set(rules)
        assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in sarif_run["results"])


def test_exit_codes_tell_clean_findings_and_could_not_run(project: Path, tmp_path: Path):
    assert run("check", "--fail-on", "error", cwd=project).returncode == 0
    (project / "claims" / "all.md").write_text("# S\n\n## a {conclusion}\n\nA.\n")
    assert run("check", cwd=project).returncode == 1
    assert run("check", "--fail-on", "never", cwd=project).returncode == 0
    assert run("check", "no/such/place", cwd=project).returncode == 2
    assert run("check", "--select", "XYZ", cwd=project).returncode == 2


def test_nothing_checked_is_no_pass(tmp_path: Path):
    (tmp_path / "argmap.toml").write_text("")
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "Nothing was checked" in done.stderr


def test_ten_mistakes_in_a_file_are_ten_findings_with_places(project: Path):
    (project / "claims" / "all.md").write_text(
        "# S\n\n## a {conclusio}\n\nA.\n\n- becuase: b\n- because: nobody\n- standard: sure\n- cites: smith\n"
        "- because: a b\n  weight: 7\n- evidence:\n- tags: x\n  colour: red\n\n## B b\n\nB.\n\n## a\n\nAgain.\n\n"
        "### deep\n"
    )
    findings = json.loads(run("check", "--select", "SYN", "--format", "json", cwd=project).stdout)["findings"]
    assert len(findings) >= 10
    assert all(f["line"] and f["column"] and f["path"] == "claims/all.md" for f in findings)
    assert any("because" in (f["help"] or "") for f in findings)


def test_text_findings_show_the_line_with_carets(project: Path):
    (project / "claims" / "all.md").write_text("# S\n\n## a {conclusion}\n\nA.\n\n- because: b-c\n\n## b-d\n\nB.\n")
    out = run("check", "--select", "SYN", cwd=project).stdout
    assert "--> claims/all.md:7:12" in out
    assert "7 | - because: b-c\n" in out
    assert "           ^^^" in out
    assert "Did you mean b-d?" in out


def test_a_wrong_command_and_a_wrong_claim_name_the_nearest(project: Path):
    assert 'Did you mean "check"?' in run("chek", cwd=project).stderr
    done = run("show", "shps", cwd=project)
    assert done.returncode == 2
    assert '"ships"' in done.stderr


def test_every_code_has_a_page_with_reason_example_and_remedy():
    from argmap.checks.pages import pages

    for code, (slug, page) in pages().items():
        assert slug, code
        summary, *paragraphs = page.split("\n\n")
        assert summary.endswith("."), f"the page of {code} does not begin with a sentence"
        assert len(paragraphs) >= 2, f"the page of {code} does not say why"
        assert any(p.startswith("Mend:") for p in paragraphs), f"the page of {code} does not say how to mend it"
    listed = run("explain").stdout
    assert all(code in listed for code in pages())
    assert "Why:" in run("explain", "arg002").stdout


def test_a_verdict_is_recorded_and_counts(project: Path):
    done = run("verdict", "ships/cites-1", "supports", "--by", "Ada", cwd=project)
    assert done.returncode == 0, done.stderr
    valid(json.loads((project / "claims" / "reviews.jsonl").read_text()), "verdict")
    assert run("verdict", "ships/cites-9", "supports", "--by", "Ada", cwd=project).returncode == 2
    assert run("verdict", "ships/cites-1", cwd=project).returncode == 2
    assert "ships/cites-1\tcitation\tsupports\n" in run("verdict", "--list", cwd=project).stdout
    labels = json.loads(run("evaluate", "--format", "json", cwd=project).stdout)["claims"]
    assert labels["ships"]["label"] == "established"


def test_texts_are_pinned_judged_and_told_when_they_change(project: Path):
    text = project / "sources" / "texts" / "smith2010.txt"
    text.parent.mkdir()
    text.write_text("Ships came from the north in great numbers.\n")
    settings = (project / "argmap.toml").read_text()
    assert run("pin", cwd=project).stdout.startswith("smith2010: sha256 ")
    assert (project / "argmap.toml").read_text().startswith(settings)
    assert run("pin", cwd=project).stdout == "Every text is pinned already.\n"
    assert run("pin", "jones", cwd=project).returncode == 2
    offered = json.loads(run("passages", "ships/cites-1", "--format", "json", cwd=project).stdout)
    handle = offered["items"][0]["passages"][0]["handle"]
    assert run("verdict", handle, "supports", "--by", "Ada", cwd=project).returncode == 0
    assert run("verdict", "@smith2010", "accepted", "--by", "Ada", cwd=project).returncode == 0
    assert run("verdict", "@jones", "accepted", "--by", "Ada", cwd=project).returncode == 2
    labels = json.loads(run("evaluate", "--format", "json", cwd=project).stdout)["claims"]
    assert labels["ships"]["label"] == "established"
    text.write_text("Ships came from the south.\n")
    done = run("check", "--select", "REV", "--format", "concise", cwd=project)
    assert done.returncode == 1
    assert "REV006 error" in done.stdout and "2 verdicts on it went stale" in done.stdout


def test_a_review_walks_records_undoes_and_can_be_left(project: Path):
    done = run("review", "--by", "Ada", cwd=project, stdin="s\nu\ns\nn\np. 5 says less\nq\n")
    assert done.returncode == 0, done.stderr
    verdicts = [json.loads(line) for line in (project / "claims" / "reviews.jsonl").read_text().splitlines()]
    assert sorted((v["verdict"], v.get("note", "")) for v in verdicts) == [
        ("does-not-support", "p. 5 says less"),
        ("supports", ""),
    ]


def test_a_build_writes_everything_and_then_nothing(project: Path):
    first = run("build", cwd=project)
    assert first.returncode == 0, first.stderr
    written = {p.relative_to(project / "build").as_posix() for p in (project / "build").rglob("*") if p.is_file()}
    assert {"report/index.html", "findings.json", "findings.sarif", "maps/overview.svg"} <= written
    before = {name: (project / "build" / name).read_bytes() for name in written}
    second = run("build", cwd=project)
    assert "0 files written" in second.stdout
    assert {name: (project / "build" / name).read_bytes() for name in written} == before


def test_the_same_project_elsewhere_builds_the_same_bytes(project: Path, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("other") / project.name
    shutil.copytree(project, other)
    for place in (project, other):
        assert run("build", cwd=place).returncode == 0
    for path in (project / "build").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (other / path.relative_to(project)).read_bytes(), path


def test_every_option_and_command_has_a_help_text():
    for name in _argmap.list_commands(click.Context(_argmap)):
        helped = CliRunner().invoke(_argmap, [name, "--help"])
        assert helped.exit_code == 0 and "\n\n  " in helped.output.partition("\nOptions:")[0], name
        found = _argmap.get_command(click.Context(_argmap), name)
        options = [p for p in found.params if isinstance(p, click.Option) and p.name != "form"]
        assert all(option.help for option in options), name


def test_help_groups_every_command_once_by_what_people_do():
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(_argmap.list_commands(click.Context(_argmap)))
    helped = CliRunner().invoke(_argmap, ["--help"]).output
    assert [line.rstrip(":") for line in helped.splitlines() if line.rstrip(":") in GROUPS] == list(GROUPS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_an_output_that_takes_no_more_is_one_line_and_no_traceback(project: Path):
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "argmap", "check"], cwd=project, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ran.returncode == 2
    assert ran.stderr.splitlines() == ["argmap: error: No space left on device: the output"]


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "NO_COLOR", "dumb terminal"],
)
def test_colours_are_written_only_where_they_are_wanted(environment, coloured, monkeypatch):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert wants_colour() is coloured


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", "grew"],
        ["explain", "grew"],
        ["evaluate"],
        ["whatif", "--reject", "ships"],
        ["read", "sources/paper.txt"],
        ["check"],
        ["audit", "sources/paper.txt"],
        ["passages", "grew"],
        ["letter"],
        ["show", "\u202egrew"],
        ["verdict", "grew/cites-1", "supports", "--by", "A\u202eB"],
    ],
    ids=" ".join,
)
def test_what_a_terminal_would_obey_is_shown_and_not_sent(project: Path, arguments: list[str]):
    for file in (project / "claims" / "all.md", project / "sources" / "paper.txt", project / "sources" / "works.bib"):
        file.write_text(
            file.read_text().replace("Trade", "Trade \x9b31m\u202eis\x07").replace("Ships", "Ships \x07\u202e"),
            encoding="utf-8",
        )
    ran = run(*arguments, cwd=project)
    assert ran.returncode in (0, 1, 2) and "Traceback" not in ran.stderr
    assert not set("\x9b\u202e\x07\x1b") & set(ran.stdout + ran.stderr)


@pytest.mark.parametrize(("words", "searched"), [(("evaluate", "p"), False), (("whatif", "--project", "p"), True)])
def test_a_command_that_looks_once_looks_for_no_dead_rings_and_leaves_that_as_it_was(
    words: tuple[str, ...], searched: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p/claims").mkdir(parents=True)
    (tmp_path / "p/claims/a.md").write_text("## x {conclusion}\n\nYes.\n")
    seen = []
    whole = project_module.load
    monkeypatch.setattr("argmap.project.load", lambda *a, **k: (seen.append(gc.isenabled()), whole(*a, **k))[1])
    monkeypatch.setattr(sys, "argv", ["pytest"])
    gc.enable()
    assert run(*words, cwd=tmp_path).returncode == 0
    assert seen == [searched] and gc.isenabled()


def test_one_of_anything_is_counted_as_one(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.md").write_text("## x {conclusion}\n\nYes.\n")
    assert "1 claim, 0 steps, 0 works." in run("show", cwd=tmp_path).stdout
    assert "1 verdict given, 0 left." in run("review", "--by", "A", cwd=tmp_path, stdin="a\n\nq\n").stdout
    run("build", cwd=tmp_path)
    (tmp_path / "build/letter.md").unlink()
    assert "Built: 1 file written," in run("build", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        (("letter",), "letter.pdf", None),
        (("letter",), "letter.odt", None),
        (("letter",), "LETTER.HTM", b"<!doctype html>"),
        (("letter",), "letter.txt", b"# "),
        (("letter",), "letter", b"# "),
        (("report",), "report.pdf", None),
        (("report",), "page", b"<!doctype html>"),
        (("works",), "works.html", None),
        (("works",), "works.xls", None),
        (("works",), "works.csv", b"\xef\xbb\xbf"),
        (("audit", "sources/paper.txt"), "found.png", None),
        (("audit", "sources/paper.txt"), "found.pptx", None),
    ],
)
def test_a_file_is_never_written_under_an_ending_that_says_it_is_something_else(
    project: Path, command: tuple[str, ...], name: str, begins: bytes | None
):
    done = run(*command, "-o", name, cwd=project)
    if begins is None:
        assert (done.returncode, (project / name).exists()) == (2, False)
        assert "Name a file that ends in ." in done.stderr
    else:
        assert (project / name).read_bytes().startswith(begins), done.stderr
