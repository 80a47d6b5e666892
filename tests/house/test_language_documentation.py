"""The pages on the claims language and the bibliography: examples are understood, tables are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.ground.places import TextFile
from argmap.notation import parse
from argmap.notation.format import format_claims
from argmap.notation.vocabulary import ALL_PROPERTIES, EVIDENCE_TYPES, KEYS, KINDS, STANDARDS
from argmap.sources.bibliography.bibtex import read_bibtex

DOCS = Path(__file__).parents[2] / "docs"
CLAIMS_PAGE = (DOCS / "claims-language.md").read_text("utf-8")
BIBLIOGRAPHY_PAGE = (DOCS / "bibliography.md").read_text("utf-8")


def examples(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", examples(CLAIMS_PAGE, "claims"))
def test_an_example_of_the_page_is_well_formed_and_well_laid_out(text: str) -> None:
    assert parse(text, "example").diagnostics == ()
    assert format_claims(text, "example").text == text


@pytest.mark.parametrize("word", [*KEYS, *KINDS, *STANDARDS, *EVIDENCE_TYPES, *ALL_PROPERTIES])
def test_every_word_of_the_language_is_explained(word: str) -> None:
    assert f"`{word}`" in CLAIMS_PAGE


def test_the_bibtex_examples_are_well_formed() -> None:
    problems: list[object] = []
    for text in examples(BIBLIOGRAPHY_PAGE, "bibtex"):
        assert read_bibtex(TextFile("example", text), problems.append)
    assert problems == []
