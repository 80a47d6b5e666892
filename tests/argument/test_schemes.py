"""The table of argumentation schemes: complete, unambiguous, and found however people write a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.argument.schemes import find_scheme, load_schemes, suggest_scheme
from argmap.cli.explain import command
from argmap.ground.diagnostics import ArgmapError


def test_every_scheme_has_premises_a_conclusion_critical_questions_and_a_source() -> None:
    schemes = load_schemes()
    assert len(schemes) >= 40
    for scheme in schemes.values():
        assert scheme.premises, scheme.id
        assert scheme.conclusion, scheme.id
        assert "2008" in scheme.source
        assert len(scheme.questions) >= 2, scheme.id
        assert all(question.endswith("?") for question in scheme.questions), scheme.id


def test_no_two_schemes_share_a_name() -> None:
    for scheme in load_schemes().values():
        for name in (scheme.id, scheme.name, *scheme.aliases):
            assert find_scheme(name) is scheme, f"{name!r} also names another scheme than {scheme.id}"


@pytest.mark.parametrize(
    ("written", "scheme"),
    [
        ("argument from expert opinion", "expert-opinion"),
        ("Argument From Expert Opinions", "expert-opinion"),
        ("expert_opinion", "expert-opinion"),
        ("an argument from authority", "expert-opinion"),
        ("practical reasoning", "practical-reasoning"),
        ("from sign", "sign"),
        ("reasoning by analogy", "analogy"),
        ("Argument from negative consequence", "consequences"),
        ("inference to the best explanation", "abductive"),
        ("correlation to cause", "correlation-to-cause"),
    ],
)
def test_name_is_found_however_it_is_written(written: str, scheme: str) -> None:
    found = find_scheme(written)
    assert found is not None
    assert found.id == scheme


@pytest.mark.parametrize("written", ["", "astrology", "argument from", "because"])
def test_unknown_name_finds_nothing(written: str) -> None:
    assert find_scheme(written) is None


def test_misspelt_name_suggests_the_nearest_and_a_strange_one_suggests_nothing() -> None:
    assert suggest_scheme("exprt opinon") == "expert-opinion"
    assert suggest_scheme("argument from analgy") == "analogy"
    assert suggest_scheme("zzzzzz") is None


def explain(*arguments: str) -> str:
    return CliRunner().invoke(command, arguments, catch_exceptions=False).output


def test_the_page_of_schemes_is_what_the_table_says() -> None:
    written = (Path(__file__).parents[2] / "docs" / "schemes.md").read_text("utf-8")
    assert explain("--schemes") == written, "argmap explain --schemes > docs/schemes.md"
    assert all(scheme.name in written for scheme in load_schemes().values())


def test_a_scheme_is_explained_with_and_without_a_project(tmp_path: Path, make_project) -> None:
    alone = explain("expert opinion", "--project", str(tmp_path))
    assert "cq2: Is E an expert in the very field that A belongs to?" in alone
    make_project("# S\n\n## sign {conclusion}\n\nIt is a sign.\n")
    assert explain("expert opinion", "--project", str(tmp_path)) == alone
    claim = explain("sign", "--project", str(tmp_path))
    assert claim.startswith("sign: unsupported"), "a claim's id comes before a scheme's name"


@pytest.mark.parametrize(
    ("written", "near"), [("the-prt", 'the claim "the-port"'), ("exprt opinon", 'the scheme "expert-opinion"')]
)
def test_a_name_that_nothing_has_suggests_what_is_near(tmp_path: Path, make_project, written: str, near: str) -> None:
    make_project("# S\n\n## the-port {conclusion}\n\nThe port is open.\n")
    with pytest.raises(ArgmapError, match=f"Did you mean {near}"):
        explain(written, "--project", str(tmp_path))
