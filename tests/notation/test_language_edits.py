"""`argmap fmt` and `argmap rename`: what they change, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli.fmt import command as fmt
from argmap.cli.rename import command as rename
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit, apply_edits, read_for_edit, write_changes
from argmap.notation.format import format_claims
from argmap.notation.rename import rename_claim, rename_source

UNTIDY = """#   Section
##  a-claim   { conclusion }
Two lines
   of a sentence.
>words of the paper
>   and more


- because:b+c+
      d
     scheme:   analogy
  <!-- kept   as it is
 is -->
-   tags: x ,y
# Next #
<!-- about b -->
## b
Y.
"""
TIDY = """# Section

## a-claim {conclusion}

Two lines
of a sentence.

> words of the paper
> and more

- because: b + c +
  d
  scheme: analogy
  <!-- kept   as it is
 is -->
- tags: x, y

# Next
<!-- about b -->
## b

Y.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_layout_is_made_canonical(mark: str, end: str) -> None:
    done = format_claims(mark + UNTIDY.replace("\n", end), "x")
    assert done.refused == ()
    assert done.text == mark + TIDY.replace("\n", end)


def test_a_missing_final_line_end_is_added() -> None:
    assert format_claims("## a\n\nX.", "x").text == "## a\n\nX.\n"


def test_one_empty_line_between_items_is_the_authors_choice() -> None:
    text = "## a\n\nX.\n\n- because: b\n\n- because: c\n"
    assert format_claims(text, "x").text == text


@pytest.mark.parametrize("line", ["stray *", "* because: b", "> q\nlazy", "<!-- open", "### deep"])
def test_a_file_with_lines_without_meaning_is_left_alone(line: str) -> None:
    text = f"##  a\nX.\n\n{line}\n" if line != "stray *" else "stray *\n##  a\nX.\n"
    done = format_claims(text, "x")
    assert done.text == text
    assert done.refused


def test_a_slip_in_a_word_does_not_keep_a_file_from_being_laid_out() -> None:
    assert format_claims("## a\n\nX.\n\n-  becuase:  b\n", "x").text == "## a\n\nX.\n\n- becuase: b\n"


CLAIMS = """# S

## old {conclusion}

The word old in prose stays, and so does older-claim.

- because: older-claim + old-one + b
- tags: old
- evidence: old
- cites: @old, p. 3 [^1]

## b

B.

- because: c +   old
  scheme: old
  warrant: old
  unless: old
  cq1: old
  cq2: the old one
- but: old
- evidence: words
  from: @{old}, p. 4
- cites: @x
  via: @old
"""


def test_a_claim_is_renamed_everywhere_and_nothing_else_is() -> None:
    done = apply_edits(CLAIMS, rename_claim({"x": CLAIMS}, "old", "brand-new")["x"])
    expected = (
        CLAIMS.replace("## old", "## brand-new")
        .replace("c +   old", "c +   brand-new")
        .replace("warrant: old", "warrant: brand-new")
        .replace("unless: old", "unless: brand-new")
        .replace("cq1: old", "cq1: brand-new")
        .replace("but: old", "but: brand-new")
    )
    assert done == expected


@pytest.mark.parametrize(
    ("settings", "claims", "log"),
    [
        ("", "claims/all.md", "claims/reviews.jsonl"),
        ('claims = "notes"\n', "notes/a/all.md", "notes/reviews.jsonl"),
        ('claims = "all.md"\n', "all.md", "reviews.jsonl"),
    ],
)
def test_a_claim_is_renamed_wherever_the_settings_put_the_claims_and_their_verdicts(
    tmp_path: Path, settings: str, claims: str, log: str
) -> None:
    (tmp_path / claims).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "argmap.toml").write_text(settings)
    (tmp_path / claims).write_text("# S\n\n## old {conclusion}\n\nIt holds.\n")
    (tmp_path / log).write_text('{"subject": "old", "verdict": "accepted"}\n')
    done = CliRunner().invoke(rename, ["old", "new", "--project", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "## new {conclusion}" in (tmp_path / claims).read_text()
    assert '"subject": "new"' in (tmp_path / log).read_text()


def test_a_citation_key_is_renamed_everywhere_and_braced_where_it_must_be() -> None:
    done = apply_edits(CLAIMS, rename_source({"x": CLAIMS}, "old", "new")["x"])
    assert done == CLAIMS.replace("@old", "@new").replace("@{old}", "@{new}")
    done = apply_edits(CLAIMS, rename_source({"x": CLAIMS}, "old", "a--b")["x"])
    assert done == CLAIMS.replace("@old", "@{a--b}").replace("@{old}", "@{a--b}")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("odl", "new", "Did you mean `old`"),
        ("old", "b", "already"),
        ("old", "New One", "new-one"),
    ],
)
def test_a_rename_that_cannot_be_is_refused_with_a_remedy(old: str, new: str, says: str) -> None:
    with pytest.raises(ArgmapError, match=says):
        rename_claim({"x": CLAIMS}, old, new)


def test_a_file_that_is_not_understood_is_not_renamed_in() -> None:
    with pytest.raises(ArgmapError, match="y:5"):
        rename_claim({"x": CLAIMS, "y": "## z\n\nZ.\n\nbecause: old\n"}, "old", "new")


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    one, two = tmp_path / "1.md", tmp_path / "2.md"
    for path in (one, two):
        path.write_text("before")
    reads = [read_for_edit(path) for path in (one, two)]
    two.write_text("changed by somebody")
    with pytest.raises(ArgmapError, match="changed since"):
        write_changes(tmp_path, [(read, "after") for read in reads])
    assert (one.read_text(), two.read_text()) == ("before", "changed by somebody")


def test_overlapping_edits_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "argmap.toml").write_text('bibliography = "sources/works.bib"\n')
    (tmp_path / "claims").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "claims" / "a.md").write_bytes(CLAIMS.replace("\n", "\r\n").encode())
    (tmp_path / "claims" / "b.md").write_text("## z\n\nZ.\n\n- because: old\n")
    (tmp_path / "claims" / "reviews.jsonl").write_text(
        '{"subject": "old", "note": "old"}\n{"subject": "old/cites-1"}\n{"subject": "older-claim"}\n'
    )
    (tmp_path / "sources" / "works.bib").write_text("@book{old, title={Old}}\n@book{kid, crossref = {old}}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rename_reaches_every_file_and_the_verdicts(project: Path) -> None:
    (project / "claims" / "b.md").chmod(0o640)
    done = CliRunner().invoke(rename, ["old", "brand-new"])
    assert done.exit_code == 0, done.output
    assert (project / "claims" / "b.md").read_text() == "## z\n\nZ.\n\n- because: brand-new\n"
    assert (project / "claims" / "b.md").stat().st_mode & 0o777 == 0o640
    assert b"## brand-new {conclusion}\r\n" in (project / "claims" / "a.md").read_bytes()
    assert (project / "claims" / "reviews.jsonl").read_text() == (
        '{"subject": "brand-new", "note": "old"}\n{"subject": "brand-new/cites-1"}\n{"subject": "older-claim"}\n'
    )


def test_rename_source_reaches_the_bibliography(project: Path) -> None:
    done = CliRunner().invoke(rename, ["--source", "old", "new"])
    assert done.exit_code == 0, done.output
    assert (project / "sources" / "works.bib").read_text() == "@book{new, title={Old}}\n@book{kid, crossref = {new}}\n"
    assert b"@old" not in (project / "claims" / "a.md").read_bytes()


def test_rename_of_a_key_that_nobody_has_is_refused(project: Path) -> None:
    done = CliRunner().invoke(rename, ["--source", "nobody", "new"])
    assert isinstance(done.exception, ArgmapError)


def test_fmt_checks_without_writing_and_then_writes(project: Path) -> None:
    path = project / "claims" / "a.md"
    before = path.read_bytes()
    checked = CliRunner().invoke(fmt, ["--check"])
    assert (checked.exit_code, path.read_bytes()) == (1, before)
    assert "a.md would change" in checked.output
    assert CliRunner().invoke(fmt, []).exit_code == 0
    assert b"c + old\r\n" in path.read_bytes()
    assert CliRunner().invoke(fmt, ["--check", "claims"]).exit_code == 0


def test_fmt_names_the_lines_that_keep_it_from_working(project: Path) -> None:
    (project / "claims" / "b.md").write_text("stray\n")
    done = CliRunner().invoke(fmt, ["claims/b.md"])
    assert done.exit_code == 1
    assert "claims/b.md:1:1: SYN009" in done.output
