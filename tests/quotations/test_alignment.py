"""Which words of two sides are alike, and that asking few pairs leaves out none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.quotations.account import Comparison
from argmap.quotations.alignment import ALIKE, Group, _Pairs, align, likeness, likeness_in_print
from argmap.quotations.lexicon import Vocabulary, load_lexicon
from argmap.quotations.quoting import read_plainly
from argmap.quotations.tokens import tokenise

WORDS = st.text("aeiostnrmhlucdvw015|\ufffd", min_size=1, max_size=9)


@given(WORDS, WORDS)
@example("corn", "com")
@example("nn", "im")
@example("modem", "rnoclern")
@example("1990", "23")
@example("th\ufffd", "the")
@example("office", "oce")
def test_no_word_that_is_alike_stays_behind(word: str, other: str) -> None:
    for alike in (likeness, likeness_in_print):
        expected = alike(word, other)
        assert _Pairs([word], [other], alike).alike(1) == ({1: expected} if expected >= ALIKE else {})


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


FEW_WORDS = st.lists(
    st.from_regex(r"of|the|ofthe|oft|he|towns?|har|bour|harbour|at|rnodern|modern|1990|1919", fullmatch=True),
    min_size=1,
    max_size=25,
).map(" ".join)


@given(FEW_WORDS, FEW_WORDS, st.sampled_from((0.3, 0.6, 0.9)))
@example("har town the", "the town har", 0.9)
@example("of the harbour at town", "at town of the harbour", 0.9)
@example("of the town har bour", "ofthe town harbour", 0.9)
def test_a_place_is_only_passed_over_where_too_little_of_the_quotation_answers(
    quote: str, text: str, least: float
) -> None:
    quotation, source = read_plainly(quote), tokenise(text, 0, len(text))
    keys = [t.key for t in quotation.words], [t.key for t in source]
    groups = align(*keys, set(), likeness)
    held = Comparison(text, quotation, source, groups, lambda: Vocabulary(text, load_lexicon("en")), lambda *_: False)
    found = align(*keys, set(), likeness, least)
    assert found == groups or (not found and held.covered < least)


def test_a_place_with_few_like_words_is_passed_over() -> None:
    quote = "the harbour was closed by the ministry for fourteen winters"
    text = "in the summer people of several villages went to sea by the light of lamps"
    assert align(quote.split(), text.split(), set(), likeness)
    assert align(quote.split(), text.split(), set(), likeness, 0.6) == []


def test_the_print_alone_does_not_make_another_word_alike() -> None:
    assert likeness_in_print("office", "oce") >= ALIKE > likeness_in_print("harbour", "harbours")
