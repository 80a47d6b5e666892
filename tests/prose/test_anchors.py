"""From offsets to words that the paper holds at those offsets."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from argmap.ground.diagnostics import ArgmapError
from argmap.library.source_texts import search_text
from argmap.manuscript import read
from argmap.manuscript.document import Document
from argmap.prose.anchors import anchor_at

ROOT = Path(__file__).resolve().parents[2]
HARD = """Über 𝒜stral letters

The 𝒜stral plane 🙂 holds letters beyond the first plane, such as 𝕒 and 𝕓.[^1] A dam�ged word st�nds here, and the
word is not men-
ded by anyone who selects it. The census counts every town.[^2] It says “so much” (see p. 4).

הטענה הראשונה כתובה מימין לשמאל, והיא עומדת כאן. الادعاء الثاني مكتوب من اليمين إلى اليسار أيضا.

The census counts every town. Once more it is said in the same words, and then something follows.

[^1]: A note that stands between, with words of its own.
[^2]: Census 1890, p. 3.
"""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("paper") / "hard.md"
    path.write_text(HARD, encoding="utf-8")
    return read(path, "hard.md")


def held(document: Document, start: int, end: int) -> bool:
    """Whether the words of a selection are found again, verbatim, where they were selected."""
    anchor = anchor_at(document, start, end)
    match = search_text(document).find(anchor.text)
    inside = document.text[anchor.start : anchor.end]
    assert (match.start, match.end) == (anchor.start, anchor.end)
    assert inside[:1].strip() and anchor.start <= max(start, end - 1) and anchor.end >= min(start + 1, end)
    return match.state == "verbatim" and anchor.exact


@pytest.mark.parametrize("number", [100, pytest.param(1_000, marks=pytest.mark.long)])
def test_selections_stand_where_they_were_made(hard: Document, number: int) -> None:
    chance = random.Random(3)
    documents = [hard, read(ROOT / "sources" / "paper.txt", "paper.txt")]
    blocks = [
        (d, b) for d in documents for b in d.blocks if b.kind in ("paragraph", "item", "quote") and b.end - b.start > 12
    ]
    tried = 0
    while tried < number:
        document, block = chance.choice(blocks)
        start = chance.randrange(block.start, block.end - 6)
        end = min(len(document.text), start + chance.choice((6, 30, 90, 300, 900)))
        if document is hard and end > document.text.index("A note that"):
            continue
        assert held(document, start, end), (start, end, document.text[start:end])
        tried += 1


def test_whole_words_are_taken_and_white_space_is_left(hard: Document) -> None:
    at = hard.text.index("stral plane")
    anchor = anchor_at(hard, at, at + 9)
    assert anchor.selected == "𝒜stral plane"
    at = hard.text.index("  It") if "  It" in hard.text else hard.text.index(" It says")
    assert anchor_at(hard, at, at + 25).text.startswith("It says")


def test_words_that_stand_twice_are_told_by_those_around(hard: Document) -> None:
    at = hard.text.rindex("The census counts every town.")
    anchor = anchor_at(hard, at, at + len("The census counts every town."))
    assert anchor.selected == "The census counts every town."
    assert anchor.exact and "Once more" in anchor.text and anchor.start <= at < anchor.end


@pytest.mark.parametrize(("alike", "times"), [(1, 12), (3, 8), pytest.param(14, 4, marks=pytest.mark.long)])
def test_each_passage_of_a_paper_that_says_the_same_again_and_again_is_told(
    tmp_path: Path, alike: int, times: int
) -> None:
    block = "\n\n".join(f"The form is filled in again, point {chr(97 + n) * 3} of it as before." for n in range(alike))
    towns = ("Elbasan", "Berat", "Korçë", "Vlorë")
    texts = [f"{block}\n\nThis was {towns[n % 4]}.\n\n" if alike > 1 else f"{block}\n\n" for n in range(times)]
    (tmp_path / "forms.md").write_text("# Forms\n\n" + "".join(texts), encoding="utf-8")
    document = read(tmp_path / "forms.md", "forms.md")
    passages = [s for s in document.sentences if "form is filled" in document.text[s.start : s.end]]
    assert len(passages) == alike * times
    for passage in passages:
        for start, end in ((passage.start, passage.end), (passage.start + 9, passage.start + 20)):
            assert held(document, start, end), document.text[start:end]
            found = anchor_at(document, start, end)
            assert found.start <= start and end <= found.end + 1


def test_pieces_leave_out_what_stands_between(hard: Document) -> None:
    first, second = hard.text.index("The 𝒜stral"), hard.text.index("A dam")
    pieces = [(first, hard.marks[0].start), (second, second + 20)]
    anchor = anchor_at(hard, first, second + 20, pieces)
    assert hard.marks[0].text not in anchor.text and anchor.text.endswith("A dam\ufffdged word st\ufffdnds")
    assert anchor.start == first


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 5), (0, 10**9)])
def test_what_is_no_selection_is_refused(hard: Document, start: int, end: int) -> None:
    between = hard.text.index("\n\n")
    with pytest.raises(ArgmapError):
        anchor_at(hard, between, between + 2)
    with pytest.raises(ArgmapError):
        anchor_at(hard, start, end)
