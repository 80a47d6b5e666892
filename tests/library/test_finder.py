"""What was found in a text is not looked for again by the next command, and is what looking again would give."""

from pathlib import Path

import pytest

from argmap.ground.files import reading_project
from argmap.library import finder
from argmap.library.finder import Finder
from argmap.library.source_texts import searchable
from argmap.manuscript.document import Document
from argmap.manuscript.kept import read_kept
from argmap.quotations import SearchText

PAPER = "On harbours\n\nThe harbour silted up in 1911. Trade moved north, as Dawson said of it.\n"
QUOTES = (
    "harbour silted up in 1911",
    "harbour silted up in 1912",
    "Trade moved south",
    "Railways decided it all",
    "it",
)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path / "cache"))
    (tmp_path / "paper.txt").write_text(PAPER, "utf-8")
    return tmp_path / "paper.txt"


def never(_: Document) -> SearchText:
    raise AssertionError("looked for again")


def known(paper: Path) -> Document:
    with reading_project(paper.parent):
        return read_kept(paper, "paper.txt")


def test_the_next_command_finds_the_same_without_looking(paper: Path) -> None:
    first = Finder(known(paper), searchable)
    found = [first.find(quote) for quote in QUOTES]
    first.keep()
    again = Finder(known(paper), never)
    assert [again.find(quote) for quote in QUOTES] == found == [*map(searchable(known(paper)).find, QUOTES)]
    assert {match.state for match in found} == {"verbatim", "altered", "not-found", "not-checkable"}


def test_other_words_are_looked_for_and_kept_in_the_place_of_those_that_nobody_quotes(paper: Path) -> None:
    for quote in QUOTES[:2]:
        one = Finder(known(paper), searchable)
        one.find(quote)
        one.keep()
    assert Finder(known(paper), never).find(QUOTES[1])
    with pytest.raises(AssertionError, match="again"):
        Finder(known(paper), never).find(QUOTES[0])


@pytest.mark.parametrize("change", ["text", "broken", "not kept"])
def test_what_was_found_in_another_text_or_is_broken_does_not_count(
    change: str, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Finder(known(paper), searchable)
    first.find(QUOTES[0])
    first.keep()
    if change == "text":
        paper.write_text(PAPER.replace("north", "south"), "utf-8")
    elif change == "broken":
        assert first._place
        first._place.write_bytes(first._place.read_bytes()[:-3])
    else:
        monkeypatch.setattr(finder, "place_of", never)
    with pytest.raises(AssertionError, match="again"):
        Finder(searchable_only(paper) if change == "not kept" else known(paper), never).find(QUOTES[0])


def searchable_only(paper: Path) -> Document:
    """The paper as `audit` reads it, outside every project."""
    from argmap.manuscript import read

    return read(paper, "paper.txt")


def test_a_text_that_was_read_has_nothing_left_to_read(make_project) -> None:
    texts = make_project("# S\n\n## a\n\nA.\n", texts={"dawson.txt": PAPER}).texts
    assert texts.size_to_read("dawson") == len(PAPER) and texts.size_to_read("nobody") == 0
    texts.find("dawson", QUOTES[0])
    assert texts.size_to_read("dawson") == 0
