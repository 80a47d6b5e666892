"""A paper without a project: its own list is asked about, the answers are kept in the file that is named, nowhere else."""

import json

import pytest
from stand_in_registries import StandIn, serving, update, work
from test_lookup import TITLE

from argmap.registries import retraction_watch
from commands import argmap

SALT, TOLLS = "Salt and the law of small towns in Bohemia", "The ferries of the middle Rhine and their tolls"
PAPER = f"""# On trade

Trade grew in the valleys (Smith 2010), and law with it (Roe 2011). Tolls fell (Lee 2012).

## References

Lee, K. (2012). {TOLLS}. *Journal of Trade*, 5(2), 1–20. https://doi.org/10.1000/tolls12

Roe, J. (2011). {SALT}. *Journal of Trade*, 4(2), 11–31. https://doi.org/10.1000/salt

Smith, A. (2010). {TITLE}. *Journal of Trade*, 3(1), 101–120.
"""

NOTICES = """RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
2/3/2015 0:00,10.1/notice,10.1000/salt,0,Retraction,Error;
"""


@pytest.fixture
def held(tmp_path, monkeypatch, quick):
    """A folder with the paper, and a registry that has two of its works, one of them retracted and one under another DOI."""
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    works = [
        work("10.1000/x", TITLE, [("Smith", "Anna")], 2010, **{"updated-by": [update("retraction", 2012)]}),
        work("10.1000/salt", "Larval development of tree frogs under drought", [("Kim", "Soo")], 1999),
        work("10.1000/tolls123", TOLLS, [("Lee", "Kim")], 2012),
    ]
    with serving(StandIn(works)) as running:
        monkeypatch.setenv("ARGMAP_REGISTRIES", running.address)
        monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
        yield running


def test_the_works_of_a_bare_paper_are_asked_about_and_audited(tmp_path, held):
    done = argmap(tmp_path, "lookup", "paper.md", "--yes", "--now", "-o", "found.jsonl")
    assert done.returncode == 0 and "argmap audit paper.md --registry found.jsonl" in done.stdout, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found.jsonl", "paper.md"]
    audit = argmap(tmp_path, "audit", "paper.md", "--registry", "found.jsonl", "--format", "json", "--all")
    found = {f["code"]: f for f in json.loads(audit.stdout)["findings"] if f["code"].startswith("REG")}
    assert {code: f["certainty"] for code, f in found.items()} == {
        "REG001": "certain", "REG004": "candidate", "REG005": "candidate",
    }  # fmt: skip
    assert found["REG001"]["message"].startswith("Smith 2010 was retracted (2012-02-06")
    assert found["REG001"]["severity"] == "warning"
    assert "perhaps 10.1000/tolls123 is meant" in found["REG005"]["message"]
    lines = PAPER.split("\n")
    assert lines[found["REG001"]["line"] - 1].startswith("Smith, A.")
    plain = argmap(tmp_path, "audit", "paper.md", "--format", "json", "--all")
    assert not any(f["code"].startswith("REG") for f in json.loads(plain.stdout)["findings"])


def test_a_second_run_asks_only_what_is_open(tmp_path, held):
    argmap(tmp_path, "lookup", "paper.md", "--yes", "--now", "-o", "found.jsonl")
    sent = len(held.asked)
    assert argmap(tmp_path, "lookup", "paper.md", "--yes", "--now", "-o", "found.jsonl").returncode == 0
    assert len(held.asked) == sent


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lookup", "paper.md"), "-o ANSWERS.jsonl"),
        (("lookup", "plain.md", "-o", "found.jsonl"), "no list of works"),
        (("lookup", "paper.md", "-o", "found.jsonl", "--project", "."), "paper.md is a paper, and --project names"),
        (("audit", "paper.md", "--registry", "empty.jsonl"), "holds no answer"),
        (("audit", "paper.md", "--registry", "nothing.jsonl"), "does not exist"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_sent(tmp_path, held, arguments, told):
    (tmp_path / "plain.md").write_text("Trade grew in the valleys.\n", "utf-8")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    done = argmap(tmp_path, *arguments)
    assert done.returncode == 2 and told in done.stderr and not held.asked


def test_a_file_that_holds_something_else_is_left_as_it_is(tmp_path, held):
    done = argmap(tmp_path, "lookup", "paper.md", "--yes", "-o", "paper.md")
    assert done.returncode == 2 and "something else" in done.stderr and not held.asked
    assert (tmp_path / "paper.md").read_text("utf-8") == PAPER


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_lookup_without_a_network_says_where_there_is_nothing_to_look_into(tmp_path, held, form):
    asked = ("lookup", "paper.md", "--offline", "-o", "found.jsonl", "--format", form)
    done = argmap(tmp_path, *asked)
    said = {"text": done.stdout, "json": done.stderr}[form]
    assert done.returncode == 0 and "No data of registries are on this machine" in said, done.stderr
    assert ("Nothing is known of 3 works" in done.stdout) == (form == "text")
    retraction_watch.build(NOTICES.encode(), "2026-01-01T00:00:00Z")
    done = argmap(tmp_path, *asked)
    assert "No data" not in done.stdout + done.stderr and not held.asked
    if form == "text":
        assert "retracted" in done.stdout and "Nothing is known" not in done.stdout


def test_a_dry_run_needs_no_file(tmp_path, held):
    done = argmap(tmp_path, "lookup", "paper.md", "--dry-run")
    assert done.returncode == 0 and "10.1000%2Fsalt" in done.stdout and not held.asked
