"""What a reviewer meets in the workshop, in a real browser."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PLACES = (ROOT / "templates" / "workshop_places.js").read_text("utf-8")

# Everything that makes counting letters hard: letters beyond the first plane, lost letters, words broken at line ends,
# right-to-left script, marks of direction, a running head and a note between the halves of a paragraph.
HARD_PAPER = """A paper that is hard to count

Abstract

The lamp \U0001f4a1 of the to\ufffdn burns \U0001d4b6\U0001d4b7 all night. The council wrote \u05e9\u05dc\u05d5\u05dd
\u05dc\u05db\u05d5\u05dc\u05dd\u200f and nobody answered it\u00b9 before the end of the long sum-
mer of that year. \u202eevil\u202c text reads otherwise than it stands.

1. Lamps

   Indented lines hold    many   spaces, and the o\ufffdce counts them. Every well-
known lamp is lit by hand; \U0001f468\u200d\U0001f469\u200d\U0001f467 people walk below it.

1. Keller, Anna. Walking at night. Ebersau: Talverlag, 2014, p. 12.
\f
2. Streets

The paragraph that began on the first page goes on here with e\u0301 and \u00e9 and \ufb01ve more words.
"""

DRAW = """([seed, number]) => {
  let state = seed;
  const random = () => { state = (state * 1664525 + 1013904223) >>> 0; return state / 4294967296; };
  const style = document.createElement("style");
  style.textContent = ".beside, .page { user-select: none } .fix ins { display: none } .fix del { display: inline }";
  document.head.append(style);
  for (const row of document.querySelectorAll(".row")) row.style.contentVisibility = "visible";
  const places = readPlaces(document);
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest(".beside, [data-e], .page")) texts.push(walker.currentNode);
  const drawn = [];
  for (let tries = 0; drawn.length < number && tries < 20 * number; tries += 1) {
    const first = Math.floor(random() * texts.length), reach = [0, 1, 2, 6][Math.floor(random() * 4)];
    const one = texts[first], other = texts[Math.min(texts.length - 1, first + reach)];
    // a caret stands between what a reader sees as letters
    const caret = (text, at) => new Intl.Segmenter().segment(text).containing(at)?.index ?? text.length;
    const a = caret(one.data, Math.floor(random() * one.data.length));
    const b = caret(other.data, Math.floor(random() * (other.data.length + 1)));
    const backwards = random() < 0.5;
    getSelection().setBaseAndExtent(...(backwards ? [other, b, one, a] : [one, a, other, b]));
    const seen = getSelection().toString();
    if (seen.trim().length < 25) continue;
    const place = places.selected(places.placeOf), snapped = places.selected();
    const again = place && places.rangeOf(place.pieces);
    drawn.push({ seen, place, snapped, again: again && places.placeOf(again) });
  }
  return drawn;
}"""


def draw_selections(page: Any, seed: int, number: int) -> list[dict[str, Any]]:
    """Selections drawn on an open report, and what the page's own script makes of them."""
    drawn: list[dict[str, Any]] = page.evaluate(f"(given) => {{ {PLACES}\nreturn ({DRAW})(given); }}", [seed, number])
    return drawn


def letters(text: str) -> str:
    """Text without white space and without what is shown in place of what cannot be seen."""
    from argmap.ground.unseen import show_unseen

    return re.sub(r"\s+", "", show_unseen(text).replace("\u2010", "-"))


def check_selections(drawn: list[dict[str, Any]], document: Any) -> int:
    """Every selection stands, letter for letter, at its offsets; the number of them."""
    for selection in drawn:
        place = selection["place"]
        said = "".join(document.text[start:end] for start, end in place["pieces"])
        assert letters(said) == letters(selection["seen"]), (place, selection["seen"])
        assert place["start"] == min(p[0] for p in place["pieces"])
        assert selection["again"]["start"] == place["start"], selection
        assert selection["again"]["end"] == place["end"], selection
    return len(drawn)


def open_paper(chromium: Any, paper: Path, folder: Path) -> tuple[Any, Any]:
    """The report on a paper without claims, open in the browser; and the paper as read."""
    from argmap.outputs.report.render import render
    from argmap.project import project_of_paper

    project = project_of_paper(paper)
    (folder / "report.html").write_text(render(project, []), encoding="utf-8")
    page = chromium.new_context(bypass_csp=True).new_page()
    page.goto((folder / "report.html").as_uri())
    return page, project.document


def test_selections_on_a_paper_that_is_hard_to_count_stand_at_their_offsets(chromium: Any, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(HARD_PAPER, encoding="utf-8")
    page, document = open_paper(chromium, tmp_path / "paper.txt", tmp_path)
    assert check_selections(draw_selections(page, 20261126, 150), document) == 150


def test_selection_within_a_word_takes_the_whole_word(chromium: Any, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(HARD_PAPER, encoding="utf-8")
    page, document = open_paper(chromium, tmp_path / "paper.txt", tmp_path)
    for selection in draw_selections(page, 3, 60):
        place = selection["snapped"]
        assert place["start"] <= selection["place"]["start"] and place["end"] >= selection["place"]["end"]
        for at in (place["start"], place["end"]):
            around = document.text[max(0, at - 1) : at + 1]
            assert not (len(around) == 2 and around.isalnum()), (around, document.text[place["start"] : place["end"]])


@pytest.mark.skipif("ARGMAP_CORPORA" not in os.environ, reason="ARGMAP_CORPORA is not set")
def test_five_hundred_selections_over_six_papers_stand_at_their_offsets(chromium: Any, tmp_path: Path) -> None:
    papers = Path(os.environ["ARGMAP_CORPORA"]) / "papers"
    names = (
        "pdf/lina.pdf",
        "pdf/tost.pdf",
        "more/it-erika.pdf",
        "docx/lakens.docx",
        "html/privacy.html",
        "jats/ijm.xml",
    )
    told = 0
    for number, name in enumerate(names):
        page, document = open_paper(chromium, papers / name, tmp_path)
        told += check_selections(draw_selections(page, number, 84), document)
    assert told == 504
