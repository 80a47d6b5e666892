"""Every picture of docs/gallery.md is drawn from the text beside it by the command above it, and can be read."""

from __future__ import annotations

import os
import re
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli.map import command
from argmap.project import load

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "gallery.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^`argmap map (?P<name>[\w-]+)\.md (?P<options>[^`\n]*)`\n\n```markdown\n(?P<text>.*?)^```\n\n!\[[^\]]+\]\((?P<picture>[^)]+)\)",
    re.M | re.S,
)
EXAMPLES = {found["name"]: found for found in EXAMPLE.finditer(PAGE)}
SVG = "{http://www.w3.org/2000/svg}"


def project_of(name: str, folder: Path) -> Path:
    (folder / "claims").mkdir()
    (folder / "claims" / f"{name}.md").write_text(EXAMPLES[name]["text"], encoding="utf-8")
    return folder


def draw_map(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, ["--project", str(folder), *arguments], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.stdout


def test_the_gallery_has_an_example_in_every_section():
    assert len(EXAMPLES) == len(re.findall(r"^## [A-Z]", PAGE, re.M)) == PAGE.count("```markdown")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_short_and_without_fault(name, tmp_path):
    assert len(EXAMPLES[name]["text"].splitlines()) <= 15
    project = load(project_of(name, tmp_path))
    assert project.diagnostics == ()
    assert len(project.argument.conclusions) == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_picture_is_the_one_that_the_command_draws(name, tmp_path):
    """ARGMAP_UPDATE_GOLDEN=1 draws them anew."""
    example = EXAMPLES[name]
    drawn = draw_map(project_of(name, tmp_path), *shlex.split(example["options"]))
    picture = DOCS / example["picture"]
    if os.environ.get("ARGMAP_UPDATE_GOLDEN"):
        picture.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if "--plain" in example["options"]])
def test_a_plain_picture_has_no_red(name):
    root = ET.fromstring((DOCS / EXAMPLES[name]["picture"]).read_bytes())
    painted = {element.get(part) for element in root.iter() for part in ("fill", "stroke")}
    assert not painted & {"#B5331C", "#9C2A15", "#FDEDE8"}
    assert "#1F2A44" in painted


def test_the_standard_form_on_the_page_is_what_is_written(tmp_path):
    (shown,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.M | re.S)
    assert draw_map(project_of("socrates", tmp_path), "--standard-form") == shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wall", {"UNDERCUTS", "MISSING SUPPORT"}),
        ("nuclear", {"REBUTS", "ATTACKS"}),
        ("expert", {"ANSWERS", "WARRANT"}),
        ("harry", {"WARRANT", "UNDERCUTS"}),
    ],
)
def test_a_picture_shows_what_its_section_is_about(name, said):
    root = ET.fromstring((DOCS / EXAMPLES[name]["picture"]).read_bytes())
    legend = next(g for g in root.iter(f"{SVG}g") if g.get("class") == "legend")
    assert said <= {(text.text or "").upper() for text in legend.iter(f"{SVG}text")}
