"""Slides are native shapes with lines glued to them, each with words for people who do not see it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from argmap import load
from argmap.exchange.formats import write_foreign

pptx = pytest.importorskip("pptx", reason="needs python-pptx (the slides extra)")

CLAIMS = """# Conclusion

## light {conclusion}

We should light <b>the</b> streets & squares.

- because: dark + cheap
  unless: thieves
- but: dear

# Facts

## dark

Streets are dark.

## cheap

Lamps are cheap.

- evidence: a bill

## thieves

Lamps attract thieves.

## dear

Power is dear. =1+1
"""


def project_of(folder: Path, claims: str) -> Any:
    (folder / "claims").mkdir(parents=True)
    (folder / "argmap.toml").write_text('title = "Lamps"\n')
    (folder / "claims" / "a.md").write_text(claims)
    return load(folder)


def deck(project: Any) -> Any:
    return pptx.Presentation(io.BytesIO(write_foreign("pptx", project)[0]))


def many(number: int) -> str:
    """A conclusion and sections of ten claims, each a reason for the one before it."""
    text = "# Conclusion\n\n## c0 {conclusion}\n\nIt is so.\n\n- because: c1\n"
    for n in range(1, number):
        text += f"\n# Section {n // 10}\n" if n % 10 == 1 else ""
        text += f"\n## c{n}\n\nClaim number {n} says something of some length about what is under discussion here.\n"
        text += f"\n- because: c{n + 1}\n" if n + 1 < number else ""
    return text


def test_a_small_argument_is_a_verdict_and_one_map_with_glued_lines(tmp_path: Path) -> None:
    slides = deck(project_of(tmp_path, CLAIMS)).slides
    assert [slide.shapes.title.text for slide in slides] == ["Lamps", "The whole argument"]
    shapes = {shape.shape_id: shape for shape in slides[1].shapes}
    glued = set()
    for line in shapes.values():
        if line.element.tag.endswith("}cxnSp"):
            ends = line.element.nvCxnSpPr.cNvCxnSpPr
            glued.add((shapes[ends.stCxn.id].name, shapes[ends.endCxn.id].name))
    assert glued == {
        *(("dark", "step"), ("cheap", "step"), ("thieves", "step"), ("step", "light"), ("dear", "light")),
    }
    words = " ".join(shape.text_frame.text for shape in shapes.values() if shape.has_text_frame)
    assert "We should light <b>the</b> streets & squares." in words and "Power is dear. =1+1" in words


@pytest.mark.parametrize("number", [5, pytest.param(60, marks=pytest.mark.long)])
def test_every_shape_lies_on_its_slide_and_has_words_of_its_own(number: int, tmp_path: Path) -> None:
    made = deck(project_of(tmp_path, many(number)))
    shown = set()
    for slide in made.slides:
        assert slide.shapes.title.text.strip()
        for shape in slide.shapes:
            told = shape.element.xpath(".//p:cNvPr")[0].get("descr")
            assert shape == slide.shapes.title or told, shape.name
            assert shape.left >= 0 and shape.left + shape.width <= made.slide_width + 1
            assert shape.top >= 0 and shape.top + shape.height <= made.slide_height + 1
            shown.add(shape.name.partition("@")[0])
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                assert all(run.font.size.pt >= 5 for run in paragraph.runs)
    assert {f"c{n}" for n in range(number)} <= shown


def test_the_same_argument_gives_the_same_bytes_and_says_what_is_lost(tmp_path: Path) -> None:
    project = project_of(tmp_path, CLAIMS)
    data, report = write_foreign("pptx", project)
    assert data == write_foreign("pptx", load(tmp_path))[0]
    assert report.kept("claim") == 5 and report.lost("evidence item") == 1
    assert report.kept("step") == 2


def test_a_restatement_is_a_line_and_told_as_kept(tmp_path: Path) -> None:
    project = project_of(tmp_path, f"{CLAIMS}\n## costly\n\nPower costs much.\n\n- restates: dear\n")
    data, report = write_foreign("pptx", project)
    assert (report.kept("restatement"), report.lost("restatement")) == (1, 0)
    shapes = [shape for slide in pptx.Presentation(io.BytesIO(data)).slides for shape in slide.shapes]
    assert "costly restates dear" in [shape._element._nvXxPr.cNvPr.get("descr") for shape in shapes]


def test_a_title_longer_than_a_file_may_have_is_shortened_there_alone(tmp_path: Path) -> None:
    project = project_of(tmp_path, CLAIMS)
    title = "A long title of streets " * 30
    (tmp_path / "argmap.toml").write_text(f'title = "{title}"\n')
    made = deck(load(project.root))
    assert len(made.core_properties.title) <= 255 and title.startswith(made.core_properties.title.rstrip("… "))
    assert made.slides[0].shapes.title.text.startswith("A long title of streets")


def test_what_a_card_says_is_not_told_as_lost(tmp_path: Path) -> None:
    kinds = ("assumption", "definition", "value", "question")
    claims = "".join(f"\n## a-{kind} {{{kind}}}\n\nIt is so.\n" for kind in kinds)
    project = project_of(tmp_path, f"## light {{conclusion}}\n\nLight.\n\n- assume: Everybody says so.\n{claims}")
    data, loss = write_foreign("pptx", project)
    slides = pptx.Presentation(io.BytesIO(data)).slides
    said = " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    for kind in kinds:
        assert kind.upper() in said
        assert not loss.lost(kind)
    assert (loss.kept("assumption"), loss.changed("assumption")) == (1, 1), "why it is assumed stands on no card"
