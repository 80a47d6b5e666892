"""One of many words as an expression finds what the words tried one after the other find."""

from __future__ import annotations

import re

import pytest

from argmap.tongues.alternatives import one_of
from argmap.tongues.prose import either


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["paragraphs", "paragraph", "part"], "part of paragraphs 3, Paragraph 4", ["part", "paragraphs", "Paragraph"]),
        # one letter in two cases: the order in which they are tried is kept
        (["Abcdef", "abcd", "Abc"], "abcd Abcd abc", ["abcd", "Abcd", "abc"]),
        # letters that are one where case is ignored
        (["ıslak", "i"], "islak", ["islak"]),
        (["ſalz", "s"], "Salz", ["Salz"]),
        (["a", "of", "a of"], "a of of", ["a of", "of"]),
        (["*graph", "graph"], "paragraph graph", ["paragraph", "graph"]),
        (["'s", "so"], "it’s so", ["’s", "so"]),
        ([], "nothing", []),
    ],
)
def test_each_place_gives_the_longest_word_that_stands_there(words: list[str], text: str, found: list[str]) -> None:
    assert (
        re.compile(rf"(?<!\w){either(words)}(?!\w)|(?<=\w){either(words)}(?!\w)", re.IGNORECASE).findall(text) == found
    )


def test_words_of_one_letter_stand_behind_it() -> None:
    assert one_of([("section", "section"), ("sec.", r"sec\.?"), ("part", "part")]) == r"(?:s(?:ection|ec\.?)|part)"
