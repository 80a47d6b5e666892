"""What a reviewer meets in the workshop, in a real browser."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from commands import argmap
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
        page.wait_for_timeout(20)
    return hear(page, hears)


def hear(page: Any, words: str) -> str:
    """What the page says, once it begins with these words."""
    for _ in range(1500):  # a busy machine may be late
        if said(page).startswith(words):
            return said(page)
        page.wait_for_timeout(20)
    raise AssertionError(f"the page says “{said(page)}”, not “{words}”")


def problems_on(page: Any) -> list[str]:
    """The findings that the page shows, by severity and code."""
    ids = page.locator("#panel-problems [data-finding]").evaluate_all("list => list.map((e) => e.dataset.finding)")
    entries = page.evaluate("async () => (await (await fetch('/api/state')).json()).findings")
    known = {entry["id"]: entry for entry in entries}
    return sorted(f"{known[name]['code']} {known[name]['message']}" for name in ids)


def problems_on_disk(root: Path) -> list[str]:
    return sorted(
        f"{f['code']} {f['message']}" for f in json.loads(argmap(root, "check", "--format", "json").stdout)["findings"]
    )


def focused(page: Any) -> str:
    return page.evaluate(
        "(() => { const e = document.activeElement; return e.id || e.dataset.f || e.getAttribute('name') || e.tagName; })()"
    )


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A project drafted of the invented paper; its claims stand in a file of their own, whatever a draft has today."""
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    argmap(tmp_path, "new", "paper.txt", "project")
    claims = Path(__file__).with_name("drafted_argument.md").read_text("utf-8")
    (tmp_path / "project" / "claims" / "argument.md").write_text(claims, encoding="utf-8")
    return tmp_path / "project"


def find(page: Any, words: str) -> None:
    """Select the sentence that holds these words, by keys."""
    press(page, "/", words, "Enter")


def test_entries_to_judge_and_the_numbers_above_can_be_told_and_read(served: Any, drafted: Path) -> None:
    file = drafted / "claims" / "argument.md"
    file.write_text(
        "## lamps-are-good {conclusion}\n\nLamps are good.\n\n- because: dark-is-bad\n- because: light-is-safe\n\n"
        "## dark-is-bad\n\nThe dark is bad.\n\n## light-is-safe\n\nLight is safe.\n"
    )
    (drafted / "sources" / "paper.txt").write_text(PAPER.replace("\n", " and how this came about in the long run\n", 1))
    page = served(drafted)
    press(page, "g", "q")
    told = page.locator("#panel-queue [data-handle^='lamps-are-good/because']").all_inner_texts()
    assert len(set(told)) == len(told) == 2, told
    for width in (1280, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        numbers = page.locator("#numbers")
        assert numbers.evaluate("e => e.scrollWidth <= e.clientWidth"), (width, numbers.inner_text())


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


def test_what_has_changed_since_it_was_judged_is_shown_with_the_verdict_and_asked_anew(
    served: Any, drafted: Path
) -> None:
    file = drafted / "claims" / "argument.md"
    file.write_text("## lamps {conclusion}\n\nLamps are good.\n\n- because: dark\n\n## dark\n\nThe dark is bad.\n")
    argmap(drafted, "verdict", "lamps/because-1", "does-not-support", "--by", "Ida Roth", "--note", "Bad for whom?")
    file.write_text(file.read_text().replace("The dark is bad", "The dark is bad for walkers"))
    page = served(drafted)
    press(page, "g", "q")
    page.locator("#panel-queue [data-handle='lamps/because-1']").click()
    page.locator("#subject .judged").wait_for()
    shown = page.locator("#subject").inner_text()
    assert "does not support, Ida Roth" in shown and "changed since: Bad for whom?" in shown
    assert page.locator("#subject .diffs ins").all_inner_texts() == ["bad for walkers."]
    assert page.locator("#subject .diffs del").all_inner_texts() == ["bad."]
    # what a verdict answers depends on what is judged, and none is given by Enter alone
    assert "Do these premises, if true, speak for" in shown
    log = drafted / "claims" / "reviews.jsonl"
    before = log.read_bytes()
    press(page, "v", "Enter", hears="Choose a verdict")
    assert log.read_bytes() == before and page.locator("[name=verdict]:checked").count() == 0
    assert page.locator("form legend").all_inner_texts()[-1].startswith("Do these premises")
    press(page, "Escape", "g", "c", "v")
    page.locator("form label", has_text="the claim as such").click()
    assert page.locator("form legend").all_inner_texts()[-1].startswith("Does the paper say this")
    page.locator("form label", has_text="accepted").click()
    press(page, "Enter", hears="Verdict recorded: accepted")
    assert page.complaints == []


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
    press(page, "v", "2", "Tab", "1", "Enter", hears="Verdict recorded")
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


@pytest.mark.skipif("ARGMAP_CORPORA" not in os.environ, reason="the corpora are not on this machine")
def test_a_published_pdf_is_mapped_by_keys_from_its_draft_on(served: Any, tmp_path: Path) -> None:
    from argmap.manuscript import read

    paper = Path(os.environ["ARGMAP_CORPORA"]) / "jose" / "10.21105.jose.00180.pdf"
    argmap(tmp_path, "new", str(paper), "project")
    project = tmp_path / "project"
    text = read(paper)
    # plain sentences of the body, each begun as no other, none of them in the draft
    there = "".join(file.read_text("utf-8") for file in (project / "claims").rglob("*.md"))
    starts = [" ".join(sentence.text.split()[:6]) for sentence in text.sentences]
    plain = [
        start
        for start, sentence in zip(starts, text.sentences, strict=True)
        if 60 < len(sentence.text) < 200 and re.fullmatch(r"[A-Za-z ]{20,60}", start)
        and starts.count(start) == 1 and start not in there
    ]  # fmt: skip
    chosen = plain[:: max(1, len(plain) // 5)][:5]
    assert len(chosen) == 5
    page = served(project)
    for start in chosen:
        find(page, start)
        press(page, "c", hears="Claim made. ")
    reasons = [" ".join(start.split()[:4]) for start in chosen[:4]]
    press(page, "b", reasons[0], "Enter", hears="Reason added.")
    press(page, "b", reasons[1], "Shift+Enter", reasons[2], "Enter", hears="Reason added.")
    press(page, "o", reasons[3], "Enter", hears="Objection added.")
    press(page, "u", "Shift+Tab", "2", "Tab", reasons[3], "Enter", hears="Step changed.")
    press(page, "v", "1", "Tab", "1", "Enter", hears="Verdict recorded")
    press(page, "v", "2", "Tab", "1", "Enter", hears="Verdict recorded")
    made = "".join(file.read_text("utf-8") for file in (project / "claims").rglob("*.md"))
    assert all(start in " ".join(made.replace("> ", "").split()) for start in chosen)
    assert len((project / "claims" / "reviews.jsonl").read_text("utf-8").splitlines()) == 2
    assert "QUO001" not in " ".join(f for f in problems_on_disk(project) if any(start in f for start in chosen))
    assert problems_on(page) == problems_on_disk(project)
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


# Conflicts and changes from outside


EDITED = "Nobody at all likes the dark."


def make_and_open_for_editing(page: Any, sentence: str) -> None:
    """A claim made of a sentence, and its editor open with another sentence typed into it."""
    find(page, "nobody likes")
    press(page, "c", hears="Claim made. ")
    page.settle()
    press(page, "Enter", sentence)


def change_outside(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize(
    ("button", "standing"),
    [
        ("Take theirs", "Nobody loves the dark.\n\n>"),
        ("Put mine beside it", f"Nobody loves the dark.\n\n{EDITED}\n\n>"),
    ],
)
def test_sentence_changed_meanwhile_is_told_in_a_bar_and_nothing_is_lost(
    served: Any, drafted: Path, button: str, standing: str
) -> None:
    file = drafted / "claims" / "argument.md"
    page = served(drafted)
    make_and_open_for_editing(page, EDITED)
    change_outside(file, "Nobody likes the dark.\n\n>", "Nobody loves the dark.\n\n>")
    page.wait_for_timeout(1500)
    page.keyboard.press("Enter")
    bar = page.locator("#conflict")
    bar.wait_for()
    assert "The file changed meanwhile" in bar.inner_text()
    assert "Nobody loves the dark." in file.read_text("utf-8") and EDITED not in file.read_text("utf-8")
    page.reload()
    page.locator("#numbers b").first.wait_for()
    bar.get_by_role("button", name="Show both").press("Enter")
    assert [t.strip() for t in bar.locator("pre").all_inner_texts()] == ["Nobody loves the dark.", EDITED]
    bar.get_by_role("button", name=button).press("Enter")
    bar.wait_for(state="hidden")
    assert standing in file.read_text("utf-8")


def test_what_is_being_written_outlives_a_reload(served: Any, drafted: Path) -> None:
    page = served(drafted)
    make_and_open_for_editing(page, EDITED)
    page.reload()
    page.locator("#compose textarea").wait_for()
    assert page.locator("#compose textarea").input_value() == EDITED
    press(page, "Enter", hears="Sentence changed.")
    assert EDITED in (drafted / "claims" / "argument.md").read_text("utf-8")


def test_change_from_outside_is_on_the_page_and_leaves_focus_and_selection(served: Any, drafted: Path) -> None:
    page = served(drafted)
    find(page, "nobody likes")
    before = page.evaluate("getSelection().toString()")
    file = drafted / "claims" / "argument.md"
    change_outside(file, "Every other town in the valley lights", "No other town in the valley lights")
    hear(page, "Changed from outside")
    press(page, "Escape", "/", "no other town", "Escape")
    page.locator("#list").get_by_text("No other town in the valley").wait_for()
    find(page, "nobody likes")
    assert page.evaluate("getSelection().toString()") == before
    assert focused(page) == "paper"
    other = page.another()
    press(other, "j", "n", "Seen.", "Enter", hears="Note added")
    page.wait_for_timeout(1500)
    assert page.evaluate("getSelection().toString()") == before
    assert focused(page) == "paper"
    press(page, "j")
    page.locator("#card").get_by_text("Seen.").wait_for()


# The map as a place of work, and the whiteboard


BOARD = """\
## town-should-light-streets {conclusion}

A town should light its streets.

- because: lamps-prevent-accidents
  unless: lamps-cost-money
- but: lamps-cost-money

## money-there

The money is there, says the council.

## lamps-prevent-accidents

Lamps prevent accidents.

## lamps-cost-money

Lamps cost money.

- but: money-there
"""


def test_blank_project_is_a_board_to_draw_on(served: Any, tmp_path: Path) -> None:
    page = served(tmp_path)
    press(page, "c", "A town should light its streets.", "Enter", hears="Claim made. ")
    press(page, "b", "Lamps prevent accidents.", "Enter", hears="Reason added.")
    press(page, "o", "Lamps cost money.", "Enter", hears="Objection added.")
    press(page, "Escape", "c", "The money is there.", "Enter", hears="Claim made. ")
    page.settle()
    money = page.locator("#atlas svg [data-claim=money-there]")
    cost = page.locator("#atlas svg [data-claim=lamps-cost-money]")
    one, other = money.bounding_box(), cost.bounding_box()
    page.mouse.move(one["x"] + 40, one["y"] + 20)
    page.mouse.down()
    page.mouse.move(other["x"] + 40, other["y"] + 20, steps=5)
    page.mouse.up()
    press(page, "2", "Enter", hears="Objection added.")
    page.settle()
    press(page, "g", "m", "l", "ArrowLeft", "Enter", "4", "Enter", hears="Step changed.")
    page.locator("#atlas svg [data-claim=money-there]").dblclick()
    press(page, "The money is there, says the council.", "Enter", hears="Sentence changed.")
    made = "".join(path.read_text("utf-8") for path in sorted((tmp_path / "claims").glob("*.md")))
    assert made == BOARD
    assert page.complaints == []


@pytest.mark.parametrize(("key", "said"), [("b", "Reason added."), ("o", "Objection added.")])
def test_enter_takes_no_claim_that_nobody_typed_or_marked(key: str, said: str, served: Any, tmp_path: Path) -> None:
    page = served(tmp_path)
    for sentence in ("Lamps prevent accidents.", "Lamps cost money.", "A town should light its streets."):
        press(page, "Escape", "c", sentence, "Enter", hears="Claim made. ")
    press(page, key, "Enter", hears="Type some words of a claim")
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    press(page, "ArrowUp", "ArrowUp", "Enter", hears=said)
    page.settle()
    made = "".join(path.read_text("utf-8") for path in sorted((tmp_path / "claims").glob("*.md")))
    assert re.findall(r"^- (?:because|but): (.*)", made, re.M) == ["lamps-prevent-accidents"]
    press(page, key, "cost", "Enter", hears=said)
    page.settle()
    made = "".join(path.read_text("utf-8") for path in sorted((tmp_path / "claims").glob("*.md")))
    assert len(re.findall(r"lamps-cost-money", made)) == 2


def test_a_scheme_and_a_warrant_are_given_to_a_step_by_keys(served: Any, tmp_path: Path) -> None:
    page = served(tmp_path)
    press(page, "c", "Sugar harms teeth.", "Enter", hears="Claim made. ")
    press(page, "s", hears="This claim has no step yet")
    press(page, "b", "Dentists say so.", "Enter", hears="Reason added.")
    press(page, "b", "Children who eat sugar have caries.", "Enter", hears="Reason added.")
    press(page, "s", "expert opin", "Enter")  # choosing goes on to the warrant
    assert "A reader may ask: 1." in page.locator("#w-said").text_content()
    press(page, "Dentists know teeth.", "Enter", hears="Step changed.")
    page.settle()
    press(page, "s")
    assert page.locator("#w-scheme").input_value() == "Argument from expert opinion"
    page.locator("#compose [name=step]").nth(1).check()
    assert page.locator("#w-scheme").input_value() == page.locator("#w-warrant").input_value() == ""
    page.locator("#w-warrant").fill("What goes with it often comes of it.")
    page.locator("#w-warrant").press("Enter")
    page.settle()
    steps = next((tmp_path / "claims").glob("*.md")).read_text("utf-8")
    assert (
        "\n- because: dentists-say-so\n  scheme: Argument from expert opinion\n  warrant: Dentists know teeth.\n"
        in steps
    )
    assert "\n  warrant: What goes with it often comes of it.\n" in steps and steps.count("scheme") == 1
    press(page, "s")
    for field in ("scheme", "warrant"):
        page.locator(f"#w-{field}").fill("")
    page.locator("#w-warrant").press("Enter")
    page.settle()
    assert "Dentists know" not in next((tmp_path / "claims").glob("*.md")).read_text("utf-8")
    assert page.complaints == []


def test_a_board_on_a_telephone_shows_the_claims_and_then_the_map(served: Any, tmp_path: Path) -> None:
    page = served(tmp_path, width=390, height=844)
    assert page.locator("#hand").is_visible() and not page.locator("#paper-pane").is_visible()
    press(page, "c", "A town should light its streets.", "Enter", hears="Claim made. ")
    page.locator(".panes button[data-pane=side]").click()
    page.settle()
    assert page.locator("#atlas svg [data-claim=town-should-light-streets]").is_visible()
    press(page, "g", "p")
    assert page.locator("#hand").is_visible()


def test_a_map_that_grows_stays_in_sight_unless_its_size_was_chosen(served: Any, tmp_path: Path) -> None:
    page = served(tmp_path)
    assert not page.locator("#map-tools").is_visible()  # there is nothing to make larger yet
    press(page, "c", "A town should light its streets.", "Enter", hears="Claim made. ")
    page.settle()
    beyond = "() => { const box = document.querySelector('#atlas .box'); return box.scrollWidth - box.clientWidth; }"
    press(page, "b", "Lamps prevent accidents.", "Enter", hears="Reason added.")
    page.settle()
    assert page.evaluate(beyond) <= 0
    page.locator("#map-tools [data-zoom=in]").click()
    wide = page.evaluate("document.querySelector('#atlas svg').getBoundingClientRect().width")
    press(page, "Escape", "o", "Lamps cost money.", "Enter", hears="Objection added.")
    page.settle()
    assert page.evaluate("document.querySelector('#atlas svg').getBoundingClientRect().width") == wide


def test_offered_sentence_is_taken_with_one_key(served: Any, drafted: Path) -> None:
    page = served(drafted)
    offered = page.locator(".offer").count()
    assert offered
    press(page, "a", hears="Offered")
    file = drafted / "claims" / "argument.md"
    before = file.read_text("utf-8").count("\n## ")
    press(page, "a", hears="Claim made. ")
    page.locator(".offer").nth(offered - 1).wait_for(state="detached")
    assert file.read_text("utf-8").count("\n## ") == before + 1


# What is hostile stays inert


HOSTILE = (
    '<img src=x onerror="window.got=1"><script>window.got=1</script> </script> \\u202eevil\\u202c javascript:alert(1)'
)


def test_hostile_paper_and_claims_stay_inert(served: Any, tmp_path: Path) -> None:
    from report_project import write_project

    claims = f"""# {HOSTILE}

## bad-claim {{conclusion}}

It is {HOSTILE} that lamps attract thieves.

> The mayor holds that lamps

{HOSTILE}

- because: other-claim
- waive: ARG002 {HOSTILE}

## other-claim

{HOSTILE}

- evidence: {HOSTILE}
"""
    paper = PAPER.replace("Nobody likes the dark.", f"Nobody {HOSTILE} likes the dark.").replace(
        "Lighting the streets", f"{HOSTILE} streets"
    )
    root = write_project(tmp_path / "hostile", paper=paper, claims=claims)
    page = served(root)
    page.evaluate("document.addEventListener('securitypolicyviolation', () => { window.violated = 1; })")
    for way in ("m", "f", "q", "l"):
        press(page, "g", way)
        page.settle()
    press(page, "Escape")
    find(page, "likes the dark")
    press(page, "c", hears="Claim made. ")
    press(page, "o", "it is", "Enter", hears="Objection added.")
    press(page, "b", HOSTILE, "Enter", hears="Reason added.")
    press(page, "n", HOSTILE, "Enter", hears="Note added.")
    page.settle()
    assert page.evaluate("[window.got ?? null, window.violated ?? null]") == [None, None]
    assert page.complaints == []
    assert page.locator("main img:not(#page-picture)").count() == 0


# Widths, themes, and readers who do not see


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_workshop_is_without_fault_for_axe(served: Any, drafted: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe (the dev extra)").Axe()
    page = served(drafted, width=width, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    press(page, "j")
    for keys in (("g", "c"), ("g", "m"), ("g", "f"), ("g", "q"), ("g", "l"), ("b",), ("Escape", "v"), ("Escape", "?")):
        press(page, *keys)
        page.settle()
        found = axe.run(page).response
        assert len(found["passes"]) > 5, "axe has not looked at the page"
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == [], keys
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), keys


def test_what_a_scheme_asks_is_answered_objected_to_and_opened_again_by_keys(served: Any, tmp_path: Path) -> None:
    page = served(tmp_path)
    press(page, "c", "Sugar harms teeth.", "Enter", hears="Claim made. ")
    press(page, "b", "Dentists say so.", "Enter", hears="Reason added.")
    press(page, "r", hears="No step of this claim has a scheme that asks anything")
    press(page, "s", "expert opin", "Enter", "Enter", hears="Step changed.")
    page.settle()

    def step() -> str:
        return next((tmp_path / "claims").glob("*.md")).read_text("utf-8").split("- because: dentists-say-so\n")[1]

    press(page, "r")
    assert page.locator("#compose [name=question]").count() == 6
    press(page, "They have studied teeth for years.", "Enter", hears="Step changed.")  # the first that is open
    assert step().startswith("  scheme: Argument from expert opinion\n  cq1: studied-teeth-years\n")
    page.settle()
    press(page, "r")
    assert "(answered: They have studied" in page.locator("#compose fieldset").first.text_content()
    assert page.locator("#compose [name=question]:checked").get_attribute("value") == "2"
    page.locator("#compose [name=how][value=against]").check()
    page.locator("#w-premise").focus()
    press(page, "They sell toothpaste.", "Enter", hears="Step changed.")
    answer = step().split("  cq2: ")[1].split("\n")[0]
    assert "toothpaste" in answer and f"  unless: {answer}\n" in step()
    page.settle()
    press(page, "r")
    assert "(an objection: They sell toothpaste.)" in page.locator("#compose fieldset").first.text_content()
    page.locator("#compose [name=question][value='2']").check()
    page.locator("#compose [name=how][value=open]").check()
    page.locator("#compose [name=how][value=open]").press("Enter")
    hear(page, "Step changed.")
    assert "cq2" not in step() and "unless" not in step()


def test_the_map_is_coloured_by_tags_and_says_where_there_are_none(served: Any, tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    claims = tmp_path / "claims" / "a.md"
    claims.write_text("# A\n\n## top {conclusion}\n\nTop.\n\n- tags: cost, health\n")
    page = served(tmp_path)
    page.locator("#colour").select_option("tag")
    page.locator("#drawing-live .on-key").first.wait_for()
    assert page.locator("#drawing-live .main .on-key").all_text_contents() == ["cost", "health"]
    colours = page.locator("#drawing-live .main rect[class^=key-]").evaluate_all(
        "list => list.map((e) => getComputedStyle(e).fill)"
    )
    assert len(set(colours)) == 2 and "rgb(0, 0, 0)" not in colours
    page.locator("#colour").select_option("speaker")
    hear(page, "No claim on this map bears what is to be coloured.")


def test_everything_with_a_button_has_its_key_told(served: Any, drafted: Path) -> None:
    page = served(drafted)
    press(page, "j")
    page.settle()
    keys = set(page.locator("button[data-key]").evaluate_all("list => list.map((b) => b.dataset.key)"))
    told = set(page.locator("#help kbd").evaluate_all("list => list.map((k) => k.textContent)"))
    assert keys and keys <= told


def test_read_only_workshop_shows_and_changes_nothing(served: Any, drafted: Path) -> None:
    before = (drafted / "claims" / "argument.md").read_bytes()
    page = served(drafted, "--read-only")
    for key in ("c", "b", "w", "Enter", "z"):  # also where no claim is in hand
        press(page, key, hears="This workshop is open for reading only.")
    find(page, "nobody likes")
    for key in ("c", "j", "b", "v", "z", "a"):
        press(page, key)
        page.wait_for_timeout(150)
    assert page.locator("#compose").is_hidden() and page.locator("#pick").is_hidden()
    assert page.locator("button[data-key]:visible").count() == 0
    assert (drafted / "claims" / "argument.md").read_bytes() == before


INTERRUPTED = """Where the lamps stand

Abstract

This paper asks where the lamps of Ebersau stand, and who pays for the light that they give.

1. Lamps

The council counted its lamps in the spring and said that every second one of them burns no more\u00b9
although the money for new ones was granted long ago, and it promised to look after the lamps that hang

1. Keller, Anna. Walking at night. Ebersau: Talverlag, 2014, p. 12.
\f
over the bridge and over the river road before the winter comes. Nobody believed it. The under-
standing between the town and the valley is that light is paid for by those who walk in it.
"""


@pytest.mark.parametrize(
    "words",
    [
        "burns no more although the money",  # a note's mark
        "lamps that hang over the bridge",  # a note and the end of a page
        "the understanding between the town",  # a word that a line's end breaks
        "NOBODY  believed it. The under-",  # two sentences, and half of that word
        "Talverlag",  # in the note, which is in no sentence
    ],
)
def test_words_are_found_across_what_interrupts_them(words: str, served: Any, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(INTERRUPTED, encoding="utf-8")
    argmap(tmp_path, "new", "paper.txt", "project")
    page = served(tmp_path / "project")
    press(page, "/", words, "Enter", hears="1 of 1 passage in the paper.")
    letters = "".join(page.evaluate("String(getSelection())").replace("-", "").split()).lower()
    assert all(word.strip("-") in letters for word in words.lower().split())
    press(page, "/", "words of another paper", "Enter", hears="The paper does not have these words.")
    assert not page.complaints
