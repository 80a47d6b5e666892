"""Looking for the words of argument in a sentence, whatever stands in it."""

from __future__ import annotations

import re

import pytest

from argmap.drafting.cues import Cues, cues_of, tongues_with_cues

ROWS = "." * 30 + "…" * 30 + "·." * 30
# a sign or class that is repeated without end; a backslash or a bracket before the star makes it a plain sign
_REPEATED = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\]|\)|.)(?<!\\\\)[*+]")


def _cues(tongue: str) -> Cues:
    cues = cues_of(tongue)
    assert cues is not None
    return cues


@pytest.mark.parametrize("tongue", tongues_with_cues())
def test_no_word_of_a_list_runs_along_a_row_of_dots(tongue: str) -> None:
    """From each place in a row of dots a pattern takes steps that do not grow with the row: linear work in all."""
    cues = _cues(tongue)
    searched = [cues._pattern(name) for name in cues._lists if cues.words(name)] + [cues._how_many]
    for pattern in searched:
        for repeated in _REPEATED.findall(pattern.pattern):
            assert re.search(f"{repeated}{{2}}", ROWS) is None, (repeated, pattern.pattern)


@pytest.mark.parametrize("tongue", tongues_with_cues())
def test_what_may_run_along_a_row_of_dots_is_tried_at_the_start_of_a_sentence_only(tongue: str) -> None:
    cues = _cues(tongue)
    for pattern in (cues.announcement, cues.presentation, cues.own_doing):
        head, *others = _REPEATED.findall(pattern.pattern)
        assert head == r"\W" and pattern.pattern.startswith(r"\W*")
        assert all(re.search(f"{other}{{2}}", ROWS) is None for other in others)
    assert all(re.search(f"{other}{{2}}", ROWS) is None for other in _REPEATED.findall(cues._points_back.pattern))


def test_words_are_found_behind_a_row_of_dots() -> None:
    cues = _cues("en")
    assert cues.find("draws-inside", f"{ROWS} and therefore it fell")
    assert cues.opening("draws", f"{ROWS} Therefore it fell") == "Therefore"
    assert cues.announcement.match(f"{ROWS} We argue that it fell")


@pytest.mark.parametrize(
    ("tongue", "text", "leans"),
    [
        ("en", "It pays for the lights of the harbour.", True),
        ("en", "It is important to light the harbour.", False),
        ("en", "There lay the wrecks of the guild.", True),
        ("en", "There are wrecks before the harbour.", False),
        ("de", "Es zahlte die Feuer des Hafens.", True),
        ("de", "Es gibt Wracks vor dem Hafen.", False),
        ("fr", "Il payait les feux du port.", True),
        ("fr", "Il faut des feux dans le port.", False),
    ],
)
def test_a_word_that_stands_for_nothing_leans_on_no_other_sentence(tongue: str, text: str, leans: bool) -> None:
    assert bool(_cues(tongue).opening("leans", text)) == leans
