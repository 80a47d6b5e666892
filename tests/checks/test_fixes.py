"""What is mended by rule: a safe fix takes its finding away and nothing else; every other one makes what it says."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.checks import run_checks
from argmap.checks.fixes.applying import mend_safely
from argmap.checks.fixes.registry import fixes_of
from argmap.ground.edits import BLANK, apply_edits, difference
from argmap.ground.places import Span
from argmap.project import load
from commands import argmap

HEAD = "# S\n\n## end {conclusion}\n\nIt ends.\n\n- because: trade-grew\n\n## trade-grew\n\nTrade grew.\n\n- evidence: The log.\n"


def fixed(project, code: str, number: int = 0, answer: str | None = None) -> dict[str, str]:
    """The files after the n-th fix of the first finding with a code."""
    finding = next(f for f in run_checks(project).findings if f.code == code)
    fix = fixes_of(project, finding)[number]
    if answer is not None:
        assert fix.asks and sum(edit.text.count(BLANK) for edits in fix.edits.values() for edit in edits) == 1
        fix = fix.answered(answer)
    return {path: apply_edits(project.text_files[path].text, edits) for path, edits in fix.edits.items()}


SAFE = [
    ("SYN003", "- becuase: x", "- because: x"),
    ("SYN004", "- because: x\n  warant: W it is.", "- because: x\n  warrant: W it is."),
    ("SYN005", "## b {asumption}\n\nB.", "## b {assumption}\n\nB."),
    ("SYN005", "## b {value\n\nB.", "## b {value}\n\nB."),
    ("SYN006", "## Trade Grew\n\nB.", "## trade-grew\n\nB."),
    ("SYN006", "- because: x\n  unless: Trade_Grew", "- because: x\n  unless: trade-grew"),
    ("SYN018", "##b\n\nB.", "## b\n\nB."),
    ("SYN018", "### b\n\nB.", "## b\n\nB."),
    ("SYN019", "* because: x", "- because: x"),
    ("SYN019", "– because: x", "- because: x"),
    ("SYN019", "-\u00a0because: x", "- because: x"),
    ("SYN019", "- because: x\n weight: 0.5", "- because: x\n  weight: 0.5"),
    ("SYN019", "- because: x\n  - but: y", "- because: x\n- but: y"),
    ("SYN020", "> Words of the paper\nthat go on.", "> Words of the paper\n> that go on."),
    ("SYN020", "- evidence: E.\n  > Words of it\nthat go on.", "- evidence: E.\n  > Words of it\n  > that go on."),
    ("SYN023", "- because: x, y and z", "- because: x + y + z"),
    ("SYN024", "- because: x + x", "- because: x"),
    ("SYN027", "because: x", "- because: x"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("code", "wrong", "right"), SAFE)
def test_a_safe_fix_takes_the_finding_away_and_leaves_the_argument_as_it_is(tmp_path: Path, code, wrong, right, end):
    rest = "\n\n## x\n\nX 🙂.\n\n## y\n\nY.\n\n## z\n\nZ.\n\n- but: trade-grew\n"
    top = "# S\n\n## a {conclusion}\n\nA.\n\n" + (
        "- because: x\n\n## trade-grew\n\nT.\n" if "Trade_Grew" in wrong else ""
    )
    top += "" if "trade-grew" in top or "trade-grew" in right else "## trade-grew\n\nT.\n\n"
    file = tmp_path / "claims" / "1.md"
    file.parent.mkdir()
    file.write_bytes(f"{top}{wrong}{rest}".replace("\n", end).encode())
    project = load(tmp_path)
    assert code in {f.code for f in run_checks(project).findings}
    mended = mend_safely(tmp_path, run_checks)
    ((_, text),) = mended.changes
    assert text == f"{top}{right}{rest}".replace("\n", end)
    mended.write()
    after = load(tmp_path)
    assert bare(after.argument) == bare(project.argument)
    assert code not in {f.code for f in run_checks(after).findings}


def bare(value):
    """A value of the argument without its places."""
    if isinstance(value, Span):
        return None
    if is_dataclass(value):
        return {field.name: bare(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    return [bare(item) for item in value] if isinstance(value, (tuple, list)) else value


_LINES = ["## Bad Id", "###c", "##d {vallue", "Text.", "becuase: a", "* but: a, b and c", "- becauze: a + a", " weight: .5",
          "  wieght: .5", "  unless: A b", "> Words", "go on", "  > In item", "– cites: @k", "", "", "- evidence: E", "  - but: a", "<!-- c"]  # fmt: skip


@given(st.lists(st.sampled_from(_LINES), max_size=14))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_wrong_the_safe_fixes_never_change_the_argument(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("p")
    (folder / "claims").mkdir()
    (folder / "claims" / "1.md").write_text(
        "\n".join(["# S", "", "## a", "", "A.", *lines, "", "## b", "", "B."]) + "\n"
    )
    project = load(folder)
    mended = mend_safely(folder, run_checks)
    mended.write()
    assert bare(load(folder).argument) == bare(project.argument)
    assert not mend_safely(folder, run_checks).changes  # once is enough


ASKING = [
    ("SYN008", HEAD + "\n- because: trade-grow\n", 0, None, "- because: trade-grew\n"),
    ("SYN008", HEAD + "\n- because: war-came\n", 0, "War came.", "- because: war-came\n\n## war-came\n\nWar came.\n"),
    ("ARG002", "# S\n\n## a {conclusion}\n\nA.\n", 2, "All grant it.", "A.\n\n- assume: All grant it.\n"),
    ("ARG002", "# S\n\n## a {conclusion}\n\nA.\n\n## b\n\nB.\n", 2, "Granted.", "A.\n\n- assume: Granted.\n\n## b\n"),
    ("ARG002", "# S\n\n## a {conclusion}\n\nA.\n\n- tags: x\n", 0, "k, p. 3", "- tags: x\n- cites: @k, p. 3\n"),
    ("ARG002", "# S\n\n## a {conclusion}\n\nA.\n", -1, "Plain.", "A.\n\n- waive: ARG002 Plain.\n"),
    ("ARG014", HEAD, 0, "Logs tell.", "- because: trade-grew\n  warrant: Logs tell.\n"),
    ("ARG015", HEAD.replace("trade-grew\n\n##", "trade-grew\n  scheme: expert opinon\n\n##"), 0, None, "scheme: expert-opinion\n"),
    ("ARG016", HEAD.replace("trade-grew\n\n##", "trade-grew\n  scheme: expert opinion\n\n##"), 1, "It is.", "trade-grew\n  cq2: It is.\n  scheme"),
    ("ARG008", HEAD.replace("because: trade-grew", "because: trade-grew + b") + "\n## b\n\nB.\n", 0, None, "- because: trade-grew\n- because: b\n"),
    ("EVD003", HEAD, 0, "k, p. 4", "- evidence: The log.\n  from: @k, p. 4\n"),
    ("EVD008", HEAD + "- evidence: The log.\n", 0, None, "- evidence: The log.\n"),
    ("CIT001", HEAD + "- cites: @smth-2010, p. 3\n", 0, None, "- cites: @smith-2010, p. 3\n"),
    ("CIT001", HEAD + "- cites: [see @{smth-2010}, p. 3]\n", 0, None, "- cites: [see @{smith-2010}, p. 3]\n"),
    ("CIT001", HEAD + "- evidence: E\n  from: @smith-2001\n", 0, None, "  from: @smith-2010\n"),
    ("CIT001", HEAD + "- cites: @smith--2010, p. 3\n", 0, None, "- cites: @smith-2010, p. 3\n"),
    ("CIT005", HEAD + "- cites: @{smith-2010}\n  > Words of it.\n", 0, "54", "- cites: @{smith-2010}, p. 54\n"),
    ("SYN097", HEAD + "- waive: ARG999 x\n", 0, None, "- waive: ARG0"),
    ("SYN009", "Stray.\n" + HEAD, 0, None, "<!-- Stray. -->\n"),
    ("SYN021", HEAD + "\n<!-- open \n", 0, None, "<!-- open --> \n"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "claims", "number", "answer", "part"), ASKING)
def test_a_fix_makes_what_its_title_says_and_what_it_makes_is_understood(
    make_project, code, claims, number, answer, part
):
    bib = "@book{smith-2010, title = {T}, author = {A. Smith}, year = 2010}\n"
    project = make_project(claims, bib=bib)
    text = fixed(project, code, number, answer)["claims/all.md"]
    assert part in text
    after = make_project(text, bib=bib)
    before = {f.code for f in run_checks(project).findings if f.code.startswith("SYN")}
    assert {f.code for f in run_checks(after).findings if f.code.startswith("SYN")} <= before


def test_the_words_of_the_paper_and_of_a_source_can_be_put_in(make_project):
    paper = "Title\n\nTrade grew by 12 per cent in 1993 because the road was mended.\n\nOther things happened too.\n"
    claims = "# S\n\n## a {conclusion}\n\nTrade grew since the road was mended.\n\n- cites: @k\n  > The road was not mended before 1999, as the log says.\n"
    source = "It is known that the road was mended before 1999, as the log says. And more."
    bib = "@book{k, title = {T}, author = {A. B}, year = 2010}\n"
    project = make_project(claims, paper=paper, bib=bib, texts={"k.txt": source})
    made = fixed(project, "QUO004")["claims/all.md"]
    assert "> Trade grew by 12 per cent in 1993 because the road was mended.\n" in made
    project = make_project(made.replace("1993", "1992"), paper=paper, bib=bib, texts={"k.txt": source})
    assert fixed(project, "QUO002")["claims/all.md"] == made.replace("mended.\n\n- cites", "mended\n\n- cites")
    assert "  > the road was mended before 1999, as the log says" in fixed(project, "QUO011")["claims/all.md"]
    pinned = fixed(project, "REV008")["argmap.toml"]
    project = make_project(made, paper=paper, bib=bib, settings=pinned.split("\n", 2)[2])
    assert "k" in project.texts.pins and not any(f.code == "REV008" for f in run_checks(project).findings)


@given(st.text("ab\n"), st.text("ab\n"))
def test_the_difference_of_two_texts_makes_the_one_of_the_other(before, after):
    edit = difference(before, after)
    assert apply_edits(before, [edit]) == after and edit.end - edit.start <= len(before)


def test_the_command_shows_first_and_writes_only_the_safe_ones(tmp_path: Path):
    file = tmp_path / "claims" / "1.md"
    file.parent.mkdir()
    wrong = HEAD.replace("- because: trade-grew", "becuase: trade-grew\n* becuase: trade-grow")
    file.write_text(wrong.replace("becuase: trade-grew", "because: trade-grew", 1))
    before = file.read_bytes()
    shown = argmap(tmp_path, "check", "--diff")
    assert shown.returncode == 1 and file.read_bytes() == before
    assert (
        "-because: trade-grew\n-* becuase: trade-grow\n+- because: trade-grew\n+- because: trade-grow\n" in shown.stdout
    )
    done = argmap(tmp_path, "check", "--fix")
    assert "3 findings mended." in done.stderr and done.returncode == 1  # the unknown claim is still told
    assert "- because: trade-grew\n- because: trade-grow\n" in file.read_text() and "SYN008" in done.stdout
    again = argmap(tmp_path, "check", "--diff")
    assert (again.returncode, again.stdout) == (0, "")
