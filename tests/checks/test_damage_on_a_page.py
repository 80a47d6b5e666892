"""Damage in the text of a page waits until it is asked for: on the page itself the letters stand as they should."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from argmap.checks.strongest import is_likely
from argmap.checks.txt_damage import letters_lost, letters_unreadable
from argmap.manuscript.document import Repair
from argmap.project import project_of_paper


@pytest.mark.parametrize(("kind", "likely"), [("pdf", False), ("text", True)])
@pytest.mark.parametrize(
    ("word", "proposed"), [("simpliĄes", "simplifies"), ("na\ufffd\ufffd\ufffd", None), ("vectors\ufffdlat", None)]
)
def test_a_word_of_a_page_that_may_be_damaged_waits(kind, likely, word, proposed, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(f"The rule {word} the toll of the harbour for all who came.", "utf-8")
    project = project_of_paper(tmp_path / "paper.txt")
    assert project.document is not None
    at = project.document.text.index(word)
    repairs = (Repair(word, proposed, 0.8, at, at + len(word)),) if proposed else ()
    document = replace(project.document, kind=kind, repairs=repairs)
    damaged = replace(project, document=document)
    found = [*letters_lost.run(damaged), *letters_unreadable.run(damaged)]
    assert [is_likely(finding) for finding in found] == [likely]
