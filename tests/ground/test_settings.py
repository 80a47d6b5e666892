"""Settings: a mistake in them is told with its place, and costs nothing else."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from argmap.settings import Settings, read_settings, settings_page


def read(tmp_path: Path, text: str, name: str = "argmap.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_settings(path, name)


def test_all_settings_are_taken(tmp_path: Path):
    settings, problems = read(
        tmp_path,
        'paper = "p.txt"\nbibliography = "w.bib"\nselect = ["ARG"]\nfail-on = "error"\nstandard = "beyond-reasonable-doubt"\n'
        '[severity]\nCIT = "note"\n',
    )
    assert problems == ()
    assert settings == Settings(
        paper="p.txt",
        bibliography=("w.bib",),
        select=("ARG",),
        fail_on="error",
        standard="beyond-reasonable-doubt",
        severity={"CIT": "note"},
    )


@pytest.mark.parametrize(("written", "taken"), [("de", "de"), ("sq", "sq"), ("German", None), ("", None), ("d1", None)])
def test_the_tongue_of_the_paper_is_named_by_its_code(tmp_path: Path, written: str, taken: str | None):
    settings, problems = read(tmp_path, f'language = "{written}"\n')
    assert (settings.language, len(problems)) == (taken, taken is None)


def test_pyproject_holds_the_settings_in_its_table(tmp_path: Path):
    settings, problems = read(tmp_path, '[project]\nname = "x"\n[tool.argmap]\npaper = "p.txt"\n', "pyproject.toml")
    assert (settings.paper, problems) == ("p.txt", ())


BROKEN = {
    "an unknown key": ('papr = "p.txt"\n', 1, "paper"),
    "the table of another file": ('[tool.argmap]\npaper = "p.txt"\n', 1, "leave that line out"),
    "a text without quotes": ("paper = p.txt\n", 1, "quotes"),
    "a wrong type": ("paper = 3\n", 1, "path"),
    "a wrong choice": ('claims = "c"\nfail-on = "errors"\n', 2, "error"),
    "broken toml": ('paper = "p.txt"\nclaims = \n', 2, "Mend"),
    "a build folder elsewhere": ('build = "../../elsewhere"\n', 1, "inside"),
    "a wrong severity": ('severity = {ARG = "loud"}\n', 1, "off"),
}


@pytest.mark.parametrize(("text", "line", "help_"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_names_its_line_and_a_remedy(tmp_path: Path, text: str, line: int, help_: str):
    _, (problem,) = read(tmp_path, text)
    assert problem.span is not None and problem.span.line == line
    assert help_ in (problem.help or "")


def test_a_mistake_leaves_the_other_settings_in_force(tmp_path: Path):
    settings, problems = read(tmp_path, 'paper = "p.txt"\ncolour = "red"\n')
    assert settings.paper == "p.txt"
    assert len(problems) == 1


def test_settings_that_are_no_text_are_told(tmp_path: Path):
    path = tmp_path / "argmap.toml"
    path.write_bytes(b"\xff\xfe\x00")
    settings, problems = read_settings(path, "argmap.toml")
    assert settings == Settings()
    assert len(problems) == 1


def test_settings_may_begin_with_a_byte_order_mark(tmp_path: Path):
    settings, problems = read(tmp_path, '\ufeffpaper = "p.txt"\n')
    assert (settings.paper, problems) == ("p.txt", ())


def test_settings_in_another_encoding_are_told_with_a_remedy(tmp_path: Path):
    path = tmp_path / "argmap.toml"
    path.write_bytes('title = "\u00e4"\n'.encode("latin-1"))
    _, (problem,) = read_settings(path, "argmap.toml")
    assert "byte 10" in problem.message and "UTF-8" in (problem.help or "")


@pytest.mark.parametrize("text", ["tool = 3\n", "[tool]\nargmap = 3\n", "tool = []\n", "x = " + "9" * 5000 + "\n"])
def test_a_project_file_of_any_shape_leaves_the_defaults(tmp_path: Path, text: str):
    settings, _ = read(tmp_path, text, "pyproject.toml")
    assert settings == Settings()


def test_the_page_of_settings_names_each_as_the_table_has_it():
    written = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    assert settings_page() in written, "argmap explain --settings, and put it into docs/settings.md"
    assert all(f"| `{field.name.replace('_', '-')}` |" in written for field in fields(Settings))
