"""The audit's pages on paper: what they say is what is printed, since no script is there to ask for more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands import argmap

pytestmark = pytest.mark.browser

_PAPER = """# Grain

## The port

The port grew fast.[^1] The guild was founded in 1712 by three merchants of the the coast.

[^1]: Anna Holm, *Grain and Guilds* (Lund: Northern Press, 1988), 14.
"""


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        (["one.md"], ("One thing is certainly wrong", "stands twice in a row", "The port grew fast")),
        (["one.md", "two.md"], ("2 papers", "one.md", "doubled word")),
    ],
    ids=["one paper", "many papers"],
)
def test_a_page_prints_its_findings_and_all_else_that_it_shows(
    tab: Callable[..., Any], tmp_path: Path, papers: list[str], told: tuple[str, ...]
) -> None:
    import pypdfium2

    for name in papers:
        (tmp_path / name).write_text(_PAPER, "utf-8")
    assert argmap(tmp_path, "audit", *papers, "-o", "page.html").returncode == 1
    page = tab((tmp_path / "page.html").as_uri())
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
        words = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    for one in told:
        assert one in words, one
