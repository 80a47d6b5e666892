"""Where a quotation may stand in a long text: which places are offered, and in which order."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.quotations import SearchText
from argmap.quotations.candidates import _Search, windows

FEW_LETTERS = st.text("ab", max_size=200)


@given(FEW_LETTERS, st.lists(st.tuples(st.text("ab", min_size=6, max_size=12), st.booleans()), max_size=6))
def test_a_piece_is_found_everywhere_however_it_is_looked_for(text: str, pieces: list[tuple[str, bool]]) -> None:
    search = _Search(text)
    for piece, by_beginning in pieces:
        everywhere = [found.start() for found in re.finditer(f"(?={piece})", text)]
        assert list(search.places(piece, by_beginning)) == (everywhere if len(everywhere) <= 60 else [])


@pytest.mark.parametrize("by_beginning", [True, False])
def test_a_piece_that_stands_too_often_has_no_places_but_a_longer_one_has(by_beginning: bool) -> None:
    search = _Search("abcdef" * 61 + "ghijkl")
    assert search.places("abcdef", by_beginning) == ()
    assert list(search.places("abcdefghijkl", by_beginning)) == [360]


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


def test_a_copy_with_misread_letters_is_taken_before_the_place_with_another_word() -> None:
    """Neither copy of a passage is exact, and one differs in the print alone."""
    passage = (
        "the committee found that the ministry had delayed the agreement on the harbour for several years because "
        "foreign investment was expected from the neighbouring states"
    )
    damaged = passage.replace("committee", "cornmittee").replace("harbour", "liarbour")
    changed = passage.replace("several years", "fourteen winters").replace("foreign", "domestic")
    for first, second in ((damaged, changed), (changed, damaged)):
        text = f"{' '.join(words(900, 3))}. {first}. {' '.join(words(900, 4))}. {second}. {' '.join(words(900, 5))}"
        assert SearchText(text).find(passage).matched == damaged
