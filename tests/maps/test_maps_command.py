"""`argmap map` on a small project: every view and format, and a clear word where it cannot be done."""

import pytest
from click.testing import CliRunner

from argmap.cli.map import command
from argmap.ground.diagnostics import ArgmapError

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
        (["--view", "path"], "What the conclusion hangs on"),
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
