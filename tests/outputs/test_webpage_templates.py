"""Templates are compiled once in a process, and anew where their text has changed."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from jinja2 import Environment

from argmap.outputs.webpage import make_environment


def test_a_template_is_compiled_once_and_anew_when_its_text_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.html.j2"
    page.write_text("<p>{{ words }}", "utf-8")
    filled = [make_environment(tmp_path).get_template("page.html.j2").render(words="<1>")]
    with mock.patch.object(Environment, "compile", side_effect=AssertionError("compiled again")):
        filled.append(make_environment(tmp_path).get_template("page.html.j2").render(words="2"))
    page.write_text("<b>{{ words }}", "utf-8")
    filled.append(make_environment(tmp_path).get_template("page.html.j2").render(words="3"))
    assert filled == ["<p>&lt;1&gt;", "<p>2", "<b>3"]
