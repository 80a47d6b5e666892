"""The patterns of references that wait for a word or a form: what they wait for is in whatever they match."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from argmap.checks import cit_lost
from argmap.sources.references import imprint, issuers, law_reviews, legal, names, numbers, titles
from argmap.sources.references.grammar import Grammar
from argmap.tongues.awaited import Awaited


@cache
def _texts() -> tuple[str, ...]:
    """Every string in the tests of this folder that may be a reference or a part of one."""
    return tuple(
        {
            node.value: None
            for path in sorted(Path(__file__).parent.glob("test_*.py"))
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and 3 < len(node.value) < 400
        }
    )


@pytest.mark.parametrize(
    "grammar",
    [
        pytest.param(grammar, id=grammar.__module__)
        for grammar in (
            cit_lost._broken_forms, imprint._grammar, issuers.issuer_words, law_reviews._grammar, legal._grammar, names.grammar,
            numbers._grammar, titles._grammar,
        )
    ],
)  # fmt: skip
def test_a_pattern_that_waits_matches_as_if_it_did_not(grammar) -> None:
    known: Grammar = grammar()
    waiting = {name: made for name in known._patterns if isinstance(made := getattr(known, name), Awaited)}
    assert waiting
    for name, awaited in waiting.items():
        compiled = awaited._make()
        for text in _texts():
            if match := compiled.search(text):
                assert awaited.search(text), (name, text)
                # names are looked for where one may begin
                assert grammar is not names.grammar or awaited.match(text, match.start()), (name, text)
