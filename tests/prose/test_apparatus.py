"""What is said once of a paper as a whole: what could not be checked in it, and why."""

from __future__ import annotations

import pytest

from argmap.manuscript.reading import read
from argmap.prose.apparatus import limits, survey

NO_TONGUE = ("tro", "gru", "vla", "sko", "pre", "blu")


@pytest.mark.parametrize(("sentences", "is_said"), [(4, False), (5, True), (6, True)])
def test_a_tongue_that_cannot_be_told_is_said_of_what_is_long_enough_to_tell_it(tmp_path, sentences, is_said):
    lines = [f"Zqvor bnarg bnarg bnarg {word} plim.\n\n" for word in NO_TONGUE[:sentences]]
    (tmp_path / "paper.txt").write_text("".join(lines), encoding="utf-8")
    document = read(tmp_path / "paper.txt")
    assert len(document.sentences) == sentences
    said = limits(document, survey(document))
    assert any("language of the text could not be told" in sentence for sentence in said) == is_said


@pytest.mark.parametrize(
    ("text", "marks", "notes", "listed"),
    [
        ("The port grew.\n", {}, 0, 0),
        (
            "The port grew (Dawson 1990).\n\n# References\n\nDawson, Ann. 1990. *Basin*. Oslo: Kai.\n",
            {"author-date": 1},
            0,
            1,
        ),
        ("The port grew.[^1]\n\n[^1]: Dawson, Ann. *Basin*. Oslo: Kai, 1990.\n", {"note": 1}, 1, 0),
        ("The port grew [1].\n\n# References\n\n[1] Dawson, Ann. *Basin*. Oslo: Kai, 1990.\n", {"numeric": 1}, 0, 1),
    ],
)
def test_that_nothing_is_cited_is_said_where_no_kind_of_citation_was_found(tmp_path, text, marks, notes, listed):
    (tmp_path / "paper.md").write_text(text, encoding="utf-8")
    document = read(tmp_path / "paper.md")
    found = survey(document)
    assert (found.marks, found.notes, found.listed) == (marks, notes, listed)
    assert any("No citation of any kind" in sentence for sentence in limits(document, found)) == (not marks)
