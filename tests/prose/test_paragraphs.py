"""What a paragraph is by its own words, in whatever tongue: an abstract, or one that speaks of a display."""

from __future__ import annotations

import pytest

from argmap.manuscript.reading import read
from argmap.prose.paragraphs import display_named, paragraphs


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Abstract — The port grew fast.", "opening"),
        ("Streszczenie: Port rósł szybko.", "opening"),
        ("Samenvatting. De haven groeide snel.", "opening"),
        ("Anahtar kelimeler: liman, tuz.", "opening"),
        ("Abstract art came to the port.", "body"),
        ("the summary: the port grew.", "body"),
    ],
)
def test_a_paragraph_that_names_itself_an_abstract_opens_the_paper(tmp_path, line, part):
    (tmp_path / "paper.md").write_text(f"# Port\n\n{line}\n\n# One\n\nIt was so.\n", encoding="utf-8")
    assert paragraphs(read(tmp_path / "paper.md"))[0].part == part


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("As Table 3 shows, it grew.", "Table 3"),
        ("Zie Figuur 2 voor de groei.", "Figuur 2"),
        ("Jak pokazuje rys. 4, port rósł.", "rys. 4"),
        ("El gráfico 5 lo muestra.", "gráfico 5"),
        ("It figures in 3 of them.", None),
    ],
)
def test_a_display_is_named_in_the_words_of_its_tongue(sentence, named):
    assert display_named(sentence) == named
