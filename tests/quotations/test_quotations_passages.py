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


@pytest.mark.parametrize(
    "mark",
    ["(Miller, Stone and Field 1973)", "[12, 14–16]", "[@stone1973, p. 4]", "(see Stone et al., 1973; Field, 1981)"],
)
def test_a_citing_mark_in_a_claim_finds_nothing_by_itself(mark: str) -> None:
    source = "Miller and Stone 1973 wrote at length [12]. The mill was sold to the parish. Field stone is heavy: 1981."
    said = "The parish bought the mill"
    plain, marked = PassageIndex(source).offer(said), PassageIndex(source).offer(f"{said} {mark}.")
    assert [p.text for p in marked] == [p.text for p in plain]
    assert PassageIndex(source).offer(mark) == ()


def test_a_year_alone_in_brackets_is_part_of_the_claim() -> None:
    assert "1946" in PassageIndex(SOURCE).offer("A treaty of the neighbours (1946)")[0].text


@pytest.mark.parametrize("weaker_at", [2, 58])
def test_the_passage_that_says_more_comes_first_wherever_it_stands(weaker_at: int) -> None:
    body = [f"Chapter matter number {n} deals with weather." for n in range(60)]
    body[30] = "The ruined mill was sold to the parish."
    body[weaker_at] = "The mill was sold to the parish."
    text = " ".join(body)
    best, other = PassageIndex(text).offer("The parish was sold the ruined mill", limit=2)
    assert "ruined" in best.text and "ruined" not in other.text


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


def test_an_encoder_reads_each_sentence_of_a_source_once() -> None:
    read: list[str] = []

    def encode(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        read.extend(texts[1:])
        return [[1.0, 0.5] for _ in texts]

    index = PassageIndex(SOURCE)
    for claim in (
        "Albania signed a treaty",
        "The treaty did not survive",
        "The harvest was poor and the treaty signed",
    ):
        plain = index.offer(claim)
        assert [p.text for p in index.offer(claim, encoder=encode)] == [p.text for p in plain]
    assert sorted(read) == sorted(set(read)) and len(read) > 3


APART = " Nothing else was seen there. The guests went home. Nobody spoke of it again. A year went by. "


def test_words_that_begin_alike_are_found_as_the_same() -> None:
    index = PassageIndex("Die Waren kamen an. Nichts geschah. Keiner sprach. Die Entscheidung fiel.", language="de")
    assert ["Entscheidung" in p.text for p in index.offer("Der Rat hat entschieden", limit=1)] == [True]


def test_what_is_rare_in_the_language_counts_for_more_than_what_is_rare_in_the_work_alone() -> None:
    index = PassageIndex(f"The water was cold and grey.{APART}A stalactite was long and grey.")
    assert "stalactite" in index.offer("A stalactite grows where water drips", limit=1)[0].text


def test_two_words_that_stand_together_count_for_more_than_the_same_two_apart() -> None:
    index = PassageIndex(f"The harbour lay open and its dues rose.{APART}The harbour dues lay open and rose.")
    assert "harbour dues" in index.offer("Merchants complained of harbour dues", limit=1)[0].text


@pytest.mark.parametrize(
    "language, claim, told, other",
    [
        ("de", "Die Steuer stieg im Hafen", "Im Hafen stieg die Warensteuer.", "Im Hafen stieg Wasser."),
        ("en", "Overheating harms the engine", "The engine was heated too long.", "The engine was cleaned too long."),
    ],
)
def test_parts_of_words_put_a_passage_first(language: str, claim: str, told: str, other: str) -> None:
    index = PassageIndex(f"{other}{APART}{told}", language=language)
    assert told in index.offer(claim, limit=1)[0].text


@pytest.mark.parametrize(
    "claim, first",
    [
        ("The drug lowered the pressure significantly", "139 to 128"),
        ("The drug lowered the pressure: signifikant", "139 to 128"),
        ("The drug lowered the pressure", "We asked"),
    ],
)
def test_that_something_is_significant_is_looked_for_where_tests_are_told(claim: str, first: str) -> None:
    asked = "We asked whether the drug lowered pressure in all of them."
    tested = "With the drug the pressure was lowered from 139 to 128 (p < 0.01; 95% CI 5 to 17)."
    assert first in PassageIndex(f"{asked}{APART}{tested}").offer(claim, limit=1)[0].text
