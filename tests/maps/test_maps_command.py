"""`argmap map` on a small project: every view and format, and a clear word where it cannot be done."""

import pytest
from click.testing import CliRunner

from argmap.cli.map import command
from argmap.ground.diagnostics import ArgmapError
from argmap.maps.engine import ENGINE_NAMES, ENGINES
from argmap.maps.style import GROUND

CLAIMS = """\
# Conclusion

## ban-cars {conclusion}

Cars should be banned from the old town.

- because: air-is-bad + cars-cause-it
  unless: wind-clears-it
- but: shops-lose

# Facts

## air-is-bad

The air of the old town is bad.

- evidence: 42 µg/m³ of NO₂ in 2024
  type: statistic

## cars-cause-it

Cars are the cause.

## wind-clears-it

The wind clears the air.

## shops-lose

Shops lose their customers.
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "argument.md").write_text(CLAIMS, encoding="utf-8")
    return tmp_path


def run(project, *arguments):
    return CliRunner().invoke(command, ["--project", str(project), *arguments], standalone_mode=False)


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        ([], "The whole argument"),
        (["--view", "overview"], "Overview of the argument"),
        (["--section", "facts"], "Facts"),
        (["--section", "Facts"], "Facts"),
        (["--claim", "air-is-bad"], "Around air-is-bad"),
        (["--claim", "air-is-bad", "--radius", "1"], "Around air-is-bad"),
        (["--view", "path"], "What bears on the conclusion"),
        (["--view", "path", "--claim", "air-is-bad"], "From air-is-bad to the conclusion"),
        (["--view", "unsupported"], "What does not stand"),
        (["--view", "all", "--engine", "tidy"], "The whole argument"),
    ],
)
def test_every_view_is_drawn_to_a_file_and_says_what_it_is(project, arguments, title):
    out = project / "map.svg"
    result = run(project, *arguments, "-o", str(out))
    assert result.exception is None
    assert f">{title}</title>" in out.read_text(encoding="utf-8")
    assert title in result.stderr and "laid out by" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--page", "a4"], 'width="595.3pt"'),
        (["--page", "a4", "--landscape"], 'width="841.9pt"'),
        (["--direction", "TB"], 'data-engine="pages"'),
        (["--title", "A town"], ">A town</title>"),
        (["--no-ids"], "Cars should be banned"),
        (["--no-legend"], 'aria-label="Legend">\n</g>'),
        (["--scale", "2"], 'pt" height='),
        (["--depth", "1"], "All 5 claims."),
        (["--whole"], "All 5 claims."),
        (["--questions"], "All 5 claims."),
    ],
)
def test_a_map_is_drawn_as_it_is_asked_for(project, arguments, said):
    out = project / "map.svg"
    result = run(project, *arguments, "-o", str(out))
    assert result.exception is None
    assert said in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_fixes_the_colours(project, theme):
    run(project, "--theme", theme, "-o", str(project / "map.svg"))
    text = (project / "map.svg").read_text(encoding="utf-8")
    assert "@media" not in text
    assert (GROUND[theme].page in text) and GROUND["light" if theme == "dark" else "dark"].page not in text


def test_a_plain_map_judges_nothing(project):
    run(project, "--plain", "-o", str(project / "map.svg"))
    text = (project / "map.svg").read_text(encoding="utf-8")
    assert "UNSUPPORTED" not in text and "no reason, evidence" not in text


def test_several_pages_are_several_files_that_lead_to_one_another(project):
    result = run(project, "--page", "90x90mm", "-o", str(project / "town.svg"))
    assert result.exception is None
    pages = sorted(project.glob("town-*.svg"))
    assert len(pages) > 1 and not (project / "town.svg").exists()
    text = pages[1].read_text(encoding="utf-8")
    assert f'href="{pages[0].name}"' in text or "continued from page" in text
    assert f"on {len(pages)} pages" in result.stderr
    result = run(project, "--page", "90x90mm")
    assert "name a file with -o" in str(result.exception)


def test_standard_form_is_text_or_a_table(project):
    assert "∴ C1.  Cars should be banned from the old town." in run(project, "--standard-form").stdout
    out = project / "form.md"
    run(project, "--standard-form", "-o", str(out))
    assert out.read_text(encoding="utf-8").startswith("| | claim | from |")


def test_dot_goes_to_standard_output(project):
    result = run(project, "--format", "dot")
    assert result.stdout.startswith("digraph map {")
    assert '"ban-cars"' in result.stdout


def test_the_file_name_says_the_format(project):
    out = project / "map.dot"
    run(project, "-o", str(out))
    assert out.read_text(encoding="utf-8").startswith("digraph map {")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--claim", "air-is-bat"], 'Did you mean "air-is-bad"'),
        (["--section", "fact"], 'Did you mean "facts"'),
        (["--view", "section"], "needs --section: one of conclusion, facts"),
        (["--view", "claim"], "needs --claim"),
        (["--view", "overview", "--claim", "air-is-bad"], "--claim does not go with"),
        (["--view", "path", "--section", "facts"], "--section does not go with"),
        (["-o", "map.gif"], 'cannot be written as "gif"'),
        (["--link", "javascript:{id}"], "cannot link"),
        (["--page", "a7"], "No page is called"),
        (["--landscape"], "name one with --page"),
        (["--page", "a4", "--engine", "dot"], "--engine does not go with"),
        (["--standard-form", "-o", "x.svg"], "choose one of txt, md"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_a_remedy(project, arguments, message):
    result = run(project, *arguments)
    assert isinstance(result.exception, ArgmapError)
    assert message in str(result.exception)


def test_a_file_that_cannot_be_written_is_named(project):
    blocker = project / "file"
    blocker.write_text("")
    result = run(project, "-o", str(blocker / "map.svg"))
    assert isinstance(result.exception, ArgmapError)
    assert "cannot be written" in str(result.exception)


def test_every_engine_can_be_asked_for_and_has_a_name():
    choices = next(option.type.choices for option in command.params if option.name == "engine")
    assert tuple(choices) == ENGINES and ENGINE_NAMES.keys() >= {*ENGINES}
