"""Where a quotation may stand in a long text: which places are offered, and in which order."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.quotations import SearchText
from argmap.quotations.candidates import Parts, _pieces, _Search, windows

FEW_LETTERS = st.text("ab", max_size=300)


@given(FEW_LETTERS, st.text("ab", min_size=1, max_size=40))
def test_pieces_are_found_everywhere_but_where_they_stand_too_often(text: str, wanted: str) -> None:
    search = _Search(text, wanted, [(0, len(text))])
    for length in (12, 8, 6):
        pieces = _pieces(len(wanted), length)
        everywhere = {
            own: [found.start() for found in re.finditer(f"(?={wanted[own : own + length]})", text)] for own in pieces
        }
        expected = sorted((at, own) for own, places in everywhere.items() if len(places) <= 60 for at in places)
        assert search.hits(length, pieces)[0] == expected


def test_a_piece_that_stands_too_often_has_no_places_but_a_longer_one_has() -> None:
    text, wanted = "abcdef" * 61 + "ghijkl", "abcdefghijkl"
    search = _Search(text, wanted, [(0, len(text))])
    assert [hit for hit in search.hits(6, _pieces(12, 6))[0] if hit.own == 0] == []
    assert search.hits(12, _pieces(12, 12))[0] == [(360, 0)]


@given(FEW_LETTERS, st.text("ab", min_size=1, max_size=60))
def test_no_more_of_a_quotation_stands_in_a_row_than_is_told(text: str, wanted: str) -> None:
    stretches = (wanted[a:b] for a in range(len(wanted)) for b in range(a, len(wanted) + 1))
    longest = max(len(stretch) for stretch in stretches if stretch in text)
    assert all(window.in_a_row >= longest for window in windows(text, wanted))


def test_what_stands_in_a_row_is_told_to_the_letter_where_its_pieces_are_rare() -> None:
    passage = "".join(words(20, 6))[:100]
    text = "".join([*words(50, 7), passage[30:55], *words(50, 8)])
    assert [window.in_a_row for window in windows(text, passage)] == [25]


def words(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("abdefgiklmnoprstuv", k=chance.randint(3, 9))) for _ in range(count)]


def test_the_place_that_holds_most_is_offered_first() -> None:
    text = words(4000, 1)
    passage = text[2000:2020]
    twin = [*passage[:6], *words(14, 2)]
    letters = "".join([*text[:500], *twin, *text[500:]])
    wanted = "".join([*passage[:9], "notwithstanding", *passage[10:]])
    offered = list(windows(letters, wanted))
    assert letters[offered[0].first : offered[0].last].count("".join(passage)) == 1
    assert offered[0].share > 2 * offered[1].share


@given(FEW_LETTERS, st.text("ab", min_size=60, max_size=90))
def test_no_more_stands_in_a_row_than_is_told_where_few_blocks_are_searched(text: str, wanted: str) -> None:
    stretches, elsewhere = Parts(text).near(wanted, 0)
    for a in range(len(wanted) - elsewhere):
        assert wanted[a : a + elsewhere + 1] not in text or stretches


@pytest.mark.parametrize(
    ("own", "stands"),
    [
        (lambda w: w, True),
        (lambda w: [*w[:9], "notwithstanding", *w[10:]], True),
        (lambda w: [word[:2] + "q" + word[3:] if n % 2 else word for n, word in enumerate(w)], True),
        (lambda w: [*w[:10], *words(20, 4), *w[10:]], True),
        (lambda w: words(20, 5), False),
    ],
)
@pytest.mark.parametrize("letter", ["a", "\u03b1", "\u4e00"])
def test_the_blocks_of_a_text_that_share_most_hold_the_place(own, stands: bool, letter: str) -> None:
    text = words(20_000, 1)
    passage = text[12_000:12_020]
    letters, wanted, whole = ("".join(found).translate({ord("a"): letter}) for found in (text, own(passage), passage))
    offered = [letters[window.first : window.last] for window in windows(Parts(letters), wanted)]
    assert any(whole in stretch for stretch in offered) == stands


@pytest.mark.parametrize("around", [150, pytest.param(900, marks=pytest.mark.long)])
def test_a_copy_with_misread_letters_is_taken_before_the_place_with_another_word(around: int) -> None:
    """Neither copy of a passage is exact, and one differs in the print alone."""
    passage = (
        "the committee found that the ministry had delayed the agreement on the harbour for several years because "
        "foreign investment was expected from the neighbouring states"
    )
    damaged = passage.replace("committee", "cornmittee").replace("harbour", "liarbour")
    changed = passage.replace("several years", "fourteen winters").replace("foreign", "domestic")
    for first, second in ((damaged, changed), (changed, damaged)):
        text = f"{' '.join(words(around, 3))}. {first}. {' '.join(words(around, 4))}. {second}. {' '.join(words(around, 5))}"
        assert SearchText(text).find(passage).matched == damaged
