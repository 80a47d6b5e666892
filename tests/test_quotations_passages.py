"""Passages offered for a claim: the right one first, with what must be compared."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from argmap.quotations.passages import PassageIndex

SOURCE = """Trade in the valley was slow. Merchants came twice a year and left again.

In 1946 Albania signed a treaty of friendship with its neighbour. The treaty did not survive the quarrel of 1948.

Some writers say that Turkey may have supported the treaty. Others, Berisha among them, deny it. The harvest of that
year was poor, and prices rose by 12 per cent in the towns.
"""


def test_the_passage_that_speaks_of_the_claim_comes_first() -> None:
    best = PassageIndex(SOURCE).offer("A friendship treaty was signed by Albania in 1946")[0]
    assert SOURCE[best.start : best.end] == best.text
    assert "In 1946 Albania signed a treaty" in best.text


def test_words_are_found_under_other_endings() -> None:
    best = PassageIndex(SOURCE).offer("Turkish writers supporting treaties")[0]
    assert "Turkey may have supported" in best.text


def test_passages_do_not_overlap_and_fall_in_score() -> None:
    offered = PassageIndex(SOURCE).offer("the treaty of the year and the prices in the towns", limit=5)
    places = sorted((p.start, p.end) for p in offered)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert [p.score for p in offered] == sorted((p.score for p in offered), reverse=True)
    assert all(0 <= p.score <= 1 for p in offered)


@pytest.mark.parametrize(
    "claim, kind, agrees",
    [
        ("Albania signed a treaty of friendship in 1946", "number", True),
        ("Albania signed a treaty of friendship in 1964", "number", False),
        ("The treaty of friendship that Albania signed was kept", "name", True),
        ("The treaty of friendship that Greece signed was kept", "name", False),
        ("The treaty survived the quarrel", "negation", False),
        ("The treaty did not survive the quarrel", "negation", True),
        ("Turkey supported the treaty, writers say", "hedge", False),
        ("Turkey may have supported the treaty, writers say", "hedge", True),
    ],
)
def test_what_must_be_compared_is_compared(claim: str, kind: str, agrees: bool) -> None:
    compared = {c.kind: c for p in PassageIndex(SOURCE).offer(claim, limit=1) for c in p.compared}
    assert compared[kind].agrees is agrees


def test_a_claim_that_shares_no_word_gets_no_passage() -> None:
    assert PassageIndex(SOURCE).offer("Quantum chromodynamics explains hadrons") == ()
    assert PassageIndex("").offer("Albania signed a treaty") == ()


def test_given_sentences_are_the_units() -> None:
    at = SOURCE.index("The treaty did not")
    only = PassageIndex(SOURCE, sentences=[(at, at + 40)])
    assert [p.start for p in only.offer("the treaty survived")] == [at]


def test_an_encoder_may_change_the_order() -> None:
    def encode(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [[1.0, 0.0] if i == 0 or "Others" in t else [0.0, 1.0] for i, t in enumerate(texts)]

    index = PassageIndex(SOURCE)
    claim = "Berisha signed a treaty of friendship with Albania in 1946"
    assert "Others" not in index.offer(claim)[0].text
    assert "Others" in index.offer(claim, encoder=encode)[0].text
