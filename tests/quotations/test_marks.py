"""Marks of notes and pages are read over in a source, by the words of every tongue; numbers of anything else are not."""

from __future__ import annotations

import pytest

from argmap import find_quotation


@pytest.mark.parametrize(
    ("source", "read_over"),
    [
        ("The port grew[note 3] and the salt trade fell.", True),
        ("The port grew[Anm. 3] and the salt trade fell.", True),
        ("The port grew[nota 3] and the salt trade fell.", True),
        ("The port grew[Fußnote 12] and the salt trade fell.", True),
        ("The port grew[town 3] and the salt trade fell.", False),
        ("The port grew /45/ and the salt trade fell.", True),
        ("The port grew (p. 9) and the salt trade fell.", True),
        ("The port grew (9) and the salt trade fell.", False),
        ("The port grew 1/45/3 and the salt trade fell.", False),
        ("The port grew /never/ and the salt trade fell.", False),
        ("The port grew[3 towns] and the salt trade fell.", False),
    ],
)
def test_a_note_mark_in_the_source_is_no_difference(source, read_over):
    found = find_quotation("The port grew and the salt trade fell.", source)
    assert (found.state == "verbatim") is read_over, found
