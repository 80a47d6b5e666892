"""Which words of two sides are alike, and that asking few pairs leaves out none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.quotations.alignment import ALIKE, Group, _Sieve, align, likeness, likeness_in_print

WORDS = st.text("aeiostnrmhlucdvw015|\ufffd", min_size=1, max_size=9)


@given(WORDS, WORDS)
@example("corn", "com")
@example("nn", "im")
@example("modem", "rnoclern")
@example("1990", "23")
@example("th\ufffd", "the")
@example("office", "oce")
def test_no_word_that_is_alike_stays_behind(word: str, other: str) -> None:
    for alike, by_spelling in ((likeness, True), (likeness_in_print, False)):
        if alike(word, other) >= ALIKE:
            assert list(_Sieve([other], by_spelling).let_through(word)) == [0]


@pytest.mark.parametrize(
    ("ours", "theirs", "groups"),
    [
        pytest.param(
            "the old harbour", "in the old harbour of", [(0, 1, 1, 2), (1, 2, 2, 3), (2, 3, 3, 4)], id="equal"
        ),
        pytest.param("the harbour", "the har bour", [(0, 1, 0, 1), (1, 2, 1, 3)], id="split there"),
        pytest.param("the har bour", "the harbour", [(0, 1, 0, 1), (1, 3, 1, 2)], id="split here"),
        pytest.param("of them ost", "of the most", [(0, 1, 0, 1), (1, 3, 1, 3)], id="split in another place"),
        pytest.param("a modern town", "a rnodern town", [(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3)], id="misread"),
        pytest.param("a town", "a very old town", [(0, 1, 0, 1), (1, 1, 1, 3), (1, 2, 3, 4)], id="left out"),
        pytest.param("a very old town", "a town", [(0, 1, 0, 1), (1, 3, 1, 1), (3, 4, 1, 2)], id="put in"),
    ],
)
def test_words_answer_words(ours: str, theirs: str, groups: list[tuple[int, int, int, int]]) -> None:
    found = align(ours.split(), theirs.split(), set(), likeness)
    assert found[: len(groups)] == [Group(*group) for group in groups]


def test_the_print_alone_does_not_make_another_word_alike() -> None:
    assert likeness_in_print("office", "oce") >= ALIKE > likeness_in_print("harbour", "harbours")
