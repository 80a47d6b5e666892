"""The letter on a paper that no project is about: what can be asked of its author without its argument."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.settings import LETTER_LANGUAGES
from commands import argmap

_CITES = "The port was small in those years, as the early reports of the harbour say (Holm 2010: 43). "
_LACKS = "It grew when the railway came to the northern shore of the bay (Berg 1998). "
_QUOTES = "One report says that “nobody in the town believed in the new harbour” (Holm 2010), and others agree. "
_LIST = """

# References

Dahl, Eva. 2005. “Rails.” *Journal of Harbours* 2: 1–20.

Holm, Ada. 2010. “Ports.” *Journal of Harbours* 4: 101–120.

Lund, Ib. 2001. *Rails and ships*. Oslo: Dal.

Moe, Per. 1999. *The bay*. Oslo: Dal.
"""
_LUND = "Lund, Ib. 2001. *Rails and ships*. Oslo: Dal.\n\n"
_TEXT = "# The port\n\nThe town lies on a bay. The bay is wide, and ships come to it. "
_REST = "Its quays were built twice (Dahl 2005: 7), and the second time for good (Moe 1999). "
_CLAIM = "## the-port\n\nThe port grew with the railway.\n\n- evidence: The railway came.\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(_TEXT + _CITES + _LACKS + _QUOTES + _REST + _LIST, "utf-8")
    return path


def test_it_asks_about_the_apparatus_and_says_nothing_of_an_argument(paper: Path) -> None:
    done = argmap(paper.parent, "letter", paper.name)
    assert done.returncode == 0, done.stderr
    for said in ("(Berg 1998)", "Page 43 is cited", "101–120", "On which pages do these quotations stand?", "Lund"):
        assert said in done.stdout, said
    for said in ("Summary", "Assessment", "conclusion", "claims"):
        assert said not in done.stdout, said


@pytest.mark.parametrize("tongue", LETTER_LANGUAGES)
@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_it_is_written_in_every_tongue_and_form(paper: Path, tongue: str, ending: str) -> None:
    done = argmap(paper.parent, "letter", paper.name, "--language", tongue, "-o", f"letter.{ending}")
    assert done.returncode == 0, done.stderr
    assert (paper.parent / f"letter.{ending}").stat().st_size > 500


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_TEXT + "No work is named in it. " * 2 + _LIST, "The list of references has 4 entries, and I recognised no"),
        (_TEXT + "Nothing is cited here at all.", "I recognised no citation of any kind"),
        (_TEXT + _CITES.replace("43", "104") + _REST + _LIST.replace(_LUND, ""), "I have no question"),
    ],
    ids=["list that nothing cites", "nothing", "in order"],
)
def test_it_says_what_there_was_to_read_where_it_has_no_point(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "paper.md").write_text(text, "utf-8")
    assert said in argmap(tmp_path, "letter", "paper.md").stdout


def test_a_project_s_own_paper_gets_the_letter_on_the_project_and_another_paper_its_own(paper: Path) -> None:
    folder = paper.parent
    (folder / "claims").mkdir()
    (folder / "claims" / "one.md").write_text(_CLAIM, "utf-8")
    (folder / "argmap.toml").write_text('paper = "own.txt"\n', "utf-8")
    (folder / "own.txt").write_text(_TEXT + _CITES + _LIST, "utf-8")
    (folder / "other.txt").write_text(_TEXT + _CITES + _LACKS + _LIST, "utf-8")
    assert argmap(folder, "letter", "own.txt").stdout.startswith("# Referee report")
    for other in ("other.txt", paper.name):
        assert argmap(folder, "letter", other).stdout.startswith("# Questions"), other
    assert argmap(folder, "letter", "claims/one.md").stdout.startswith("# Referee report")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("paper.md", "--since", "HEAD"), "`--since` goes through"),
        (("none.docx",), "does not exist"),
        ((".",), "No project"),
    ],
)
def test_what_it_cannot_write_about_is_refused(paper: Path, arguments: tuple[str, ...], said: str) -> None:
    done = argmap(paper.parent, "letter", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_one_that_asks_nothing_counts_no_findings_and_says_to_its_writer_that_an_audit_shows_more(
    tmp_path: Path,
) -> None:
    text = (
        _TEXT + _CITES.replace("43", "104") + _REST + "The harbour (and its quays is old. " + _LIST.replace(_LUND, "")
    )
    (tmp_path / "paper.md").write_text(text, "utf-8")
    done = argmap(tmp_path, "letter", "paper.md")
    assert "I have no question" in done.stdout and done.stdout.rstrip().endswith("Drafted with argmap.")
    assert "`argmap audit paper.md` shows 1 finding" in done.stderr
    (tmp_path / "paper.md").write_text(text.replace("(and its quays", "and its quays"), "utf-8")
    assert argmap(tmp_path, "letter", "paper.md").stderr == ""


@pytest.mark.parametrize(
    "heading", ["## Introduction", "## related-work", "## Past\n\n> They sailed at dawn, it says.\n\nSo"]
)
def test_a_paper_whose_headings_are_one_word_is_no_file_of_claims(paper: Path, heading: str) -> None:
    paper.write_text(f"# The port\n\n{heading}\n\n{_LACKS}{_CITES}{_QUOTES}{_REST}{_LIST}", "utf-8")
    done = argmap(paper.parent, "letter", paper.name)
    assert done.stdout.startswith("# Questions"), done.stdout
    (paper.parent / "claims.md").write_text(_CLAIM, "utf-8")
    assert argmap(paper.parent, "letter", "claims.md").stdout.startswith("# Referee report")
