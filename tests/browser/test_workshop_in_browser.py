"""What a reviewer meets in the workshop, in a real browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from report_project import PAPER

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


# The workshop itself.


KEY = re.compile(r"(?:(?:Shift|Alt)\+)?(?:Enter|Tab|Escape|Delete|Arrow\w+|.)")


def said(page: Any) -> str:
    return page.locator("#status").inner_text()


def press(page: Any, *keys: str, hears: str = "") -> str:
    """Press keys one after the other, then wait until the page says what begins with these words."""
    page.evaluate("document.getElementById('status').textContent = ''")
    for key in keys:
        page.keyboard.press(key) if KEY.fullmatch(key) else page.keyboard.type(key)
        page.wait_for_timeout(60)
    for _ in range(200):
        if hears and said(page).startswith(hears):
            return said(page)
        if not hears:
            return said(page)
        page.wait_for_timeout(50)
    raise AssertionError(f"{keys}: the page says “{said(page)}”, not “{hears}”")


def run(*arguments: str) -> str:
    command = [sys.executable, "-m", "argmap", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def problems_on(page: Any) -> list[str]:
    """The findings that the page shows, by severity and code."""
    ids = page.locator("#panel-problems [data-finding]").evaluate_all("list => list.map((e) => e.dataset.finding)")
    entries = page.evaluate("async () => (await (await fetch('/api/state')).json()).findings")
    known = {entry["id"]: entry for entry in entries}
    return sorted(f"{known[name]['code']} {known[name]['message']}" for name in ids)


def problems_on_disk(root: Path) -> list[str]:
    return sorted(
        f"{f['code']} {f['message']}" for f in json.loads(run("check", str(root), "--format", "json"))["findings"]
    )


def focused(page: Any) -> str:
    return page.evaluate(
        "(() => { const e = document.activeElement; return e.id || e.dataset.f || e.getAttribute('name') || e.tagName; })()"
    )


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A project that `argmap new` drafted of the invented paper."""
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    run("new", str(tmp_path / "paper.txt"), str(tmp_path / "project"))
    return tmp_path / "project"


def find(page: Any, words: str) -> None:
    """Select the sentence that holds these words, by keys."""
    press(page, "/", words, "Enter")


MADE_BY_KEYS = """\
## council-says-nobody-walks-night-2

The council says that nobody walks at night.

> The council says that nobody walks at night.

## nobody-likes-dark

Nobody likes the dark.

> Nobody likes the dark.

## 2014-town-counted-212-walkers

In 2014 the town counted 212 walkers a�er

> In 2014 the town counted 212 walkers a�er

## mayor-holds-lamps-attract-thieves

The mayor holds that lamps attract thieves

> The mayor holds that lamps attract thieves

## ebersau-should-therefore-light-streets {conclusion}

Ebersau should therefore light its streets all night.

> Ebersau should therefore light its streets all night.

- because: 2014-town-counted-212-walkers
- because: nobody-likes-dark + streets-lit-safer-cost-small
  unless: council-says-nobody-walks-night-2
- but: mayor-holds-lamps-attract-thieves

"""


def test_claims_steps_and_verdicts_are_made_by_keys_alone(served: Any, drafted: Path) -> None:
    file = drafted / "claims" / "argument.md"
    before = file.read_text("utf-8")
    page = served(drafted)
    for words, shorter in (("nobody walks", 0), ("nobody likes", 0), ("counted 212", 1), ("mayor holds", 3)):
        find(page, words)
        press(page, *["Shift+ArrowLeft"] * shorter, "c", hears="Claim made. ")
        assert focused(page) == "paper"
    find(page, "therefore light")
    press(page, "c", hears="Claim made. ")
    press(page, "K", "1", "Enter", hears="Its kind is conclusion now.")
    press(page, "b", "212 walkers", "Enter", hears="Reason added.")
    press(page, "b", "nobody likes", "Shift+Enter", "safer", "Enter", hears="Reason added.")
    press(page, "o", "lamps attract", "Enter", hears="Objection added.")
    press(page, "u", "Shift+Tab", "2", "Tab", "nobody walks", "ArrowDown", "Enter", hears="Step changed.")
    press(page, "v", "1", "Tab", "2", "Tab", "as the town told", "Enter", hears="Verdict recorded")
    press(page, "v", "2", "Enter", hears="Verdict recorded")
    after = file.read_text("utf-8")
    start = after.index(MADE_BY_KEYS)
    assert after[:start] + after[start + len(MADE_BY_KEYS) :] == before
    verdicts = [json.loads(line) for line in (drafted / "claims" / "reviews.jsonl").read_text("utf-8").splitlines()]
    claim = "ebersau-should-therefore-light-streets"
    assert [(v["subject"], v["reviewer"], v.get("note")) for v in verdicts] == [
        (f"{claim}/because-1", "Ida Roth", "as the town told"),
        (f"{claim}/because-2", "Ida Roth", None),
    ]
    assert problems_on(page) == problems_on_disk(drafted)
    assert page.complaints == []


def test_undo_by_keys_gives_every_byte_back(served: Any, drafted: Path) -> None:
    file = drafted / "claims" / "argument.md"
    before = file.read_bytes()
    page = served(drafted)
    find(page, "nobody likes")
    press(page, "c", hears="Claim made. ")
    press(page, "Enter", "Nobody loves the dark.", "Enter", hears="Sentence changed.")
    press(page, "o", "cheap", "Enter", hears="Objection added.")
    assert file.read_bytes() != before
    for _ in range(3):
        press(page, "z", hears="Undone")
    assert file.read_bytes() == before
    press(page, "Z", hears="Done again: Claim made.")
    assert b"Nobody likes the dark" in file.read_bytes()


def test_keys_pressed_before_the_last_answer_is_back_are_not_lost(served: Any, drafted: Path) -> None:
    page = served(drafted)
    find(page, "nobody likes")
    page.keyboard.press("c")
    page.keyboard.press("o")
    page.keyboard.type("safer")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.type("Ask the author.")
    page.keyboard.press("Enter")
    press(page, hears="Note added")
    made = (
        (drafted / "claims" / "argument.md")
        .read_text("utf-8")
        .partition("## nobody-likes-dark")[2]
        .partition("\n## ")[0]
    )
    assert (
        made
        == """

Nobody likes the dark.

> Nobody likes the dark.

Ask the author.

- but: streets-lit-safer-cost-small
"""
    )
