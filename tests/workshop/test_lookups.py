"""What the page asks for besides the state: a thing to be judged, passages that bear on a claim, words to complete."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from argmap.editing.recording import record_verdict
from argmap.ground.diagnostics import ArgmapError
from argmap.project import Project, load
from argmap.workshop.lookups import completions, passages_for, subject_card

PAPER = "Trains and towns\n\nTrains made the towns grow. Many towns doubled in ten years.\n"
SAID = "In ten years the number of towns on the line doubled, and nine towns grew by half."
FILLING = "The census tells of it at length. " * 30
WORKS = """@book{census-1890, author = {Holm, Ada}, title = {Census of the Towns}, year = {1890}}
@book{moser-1999, author = {Moser, Bo}, title = {Roads of the Line}, year = {1999}}
"""
CLAIMS = """# Towns

## towns-grew {conclusion}

Trains made the towns grow.

> Trains made the towns grow.

- because: towns-doubled
- cites: @census-1890, p. 12
  > the number of towns on the line trebled
- cites: @moser-1999, p. 3
  > roads were poor
- cites: @not-listed, p. 5

## towns-doubled

In ten years the number of towns on the line doubled.

- cites: @census-1890, p. 7
- cites: @moser-1999, p. 12
- evidence: Somebody told it.
"""


@pytest.fixture
def project(make_project: Any) -> Project:
    return make_project(CLAIMS, bib=WORKS, paper=PAPER, texts={"census-1890.txt": FILLING + SAID + " " + FILLING})


# A thing to be judged


def test_a_claim_is_shown_with_what_the_paper_says(project: Project) -> None:
    card = subject_card(project, "towns-grew")
    assert (card["kind"], card["claim"], card["claim_text"]) == ("claim", "towns-grew", "Trains made the towns grow.")
    assert card["paper"] == ["Trains made the towns grow."]
    assert (card["work"], card["locator"], card["quotations"], card["offers"]) == (None, None, [], [])
    assert card["verdict"] is None and not card["stale"] and card["changes"] == []


def test_a_step_is_shown_with_its_parts(project: Project) -> None:
    card = subject_card(project, "towns-grew/because-1")
    assert card["kind"] == "step" and card["why_no_offers"] == ""
    assert card["parts"]["premise 1"] == "In ten years the number of towns on the line doubled."


def test_quoted_words_are_shown_beside_those_of_the_work_and_what_stands_around_them(project: Project) -> None:
    card = subject_card(project, "towns-grew/cites-1")
    assert card["work"]["key"] == "census-1890" and card["work"]["name"] == "Holm 1890" and card["locator"] == "p. 12"
    assert "Census of the Towns" in card["work"]["reference"]
    (quotation,) = card["quotations"]
    assert (quotation["state"], quotation["matched"]) == ("altered", "the number of towns on the line doubled")
    assert "doubled" in quotation["why"]
    assert quotation["before"].endswith("In ten years") and quotation["after"].startswith(", and nine towns")
    assert 250 < len(quotation["before"]) <= 300 and 250 < len(quotation["after"]) <= 300
    assert quotation["place"] == "sources/texts/census-1890.txt:1"
    assert card["offers"] == [], "what is quoted needs no passage"


@pytest.mark.parametrize(
    ("handle", "work", "quoted"), [("towns-grew/cites-2", "moser-1999", 1), ("towns-grew/cites-3", None, 0)]
)
def test_of_a_work_without_a_text_or_an_entry_only_what_is_known_is_shown(
    project: Project, handle: str, work: str | None, quoted: int
) -> None:
    card = subject_card(project, handle)
    assert (card["work"] and card["work"]["key"]) == work
    assert len(card["quotations"]) == quoted and card["offers"] == []
    assert all("place" not in q and "before" not in q and q["matched"] == "" for q in card["quotations"])


def test_a_citation_without_quoted_words_is_offered_passages_or_told_why_there_are_none(project: Project) -> None:
    card = subject_card(project, "towns-doubled/cites-1")
    assert card["offers"][0]["text"] == SAID and card["offers"][0]["work"] == "census-1890"
    assert card["why_no_offers"] == ""
    without = subject_card(project, "towns-doubled/cites-2")
    assert without["offers"] == [] and without["why_no_offers"]


def test_a_passage_that_is_offered_can_be_judged_by_its_own_name(project: Project) -> None:
    offered = subject_card(project, "towns-doubled/cites-1")["offers"][0]
    card = subject_card(project, offered["handle"])
    assert (card["handle"], card["claim"], card["locator"]) == (offered["handle"], "towns-doubled", "p. 7")


def test_a_verdict_is_shown_and_that_it_is_stale_once_the_words_changed(project: Project) -> None:
    record_verdict(project, "towns-grew", "accepted", reviewer="Ada", note="as told")
    verdict = subject_card(load(project.root), "towns-grew")["verdict"]
    assert (verdict["verdict"], verdict["reviewer"], verdict["note"]) == ("accepted", "Ada", "as told")
    file = Path(project.root) / "claims" / "all.md"
    file.write_text(CLAIMS.replace("Trains made the towns grow.\n\n>", "Trains let the towns grow.\n\n>"), "utf-8")
    card = subject_card(load(project.root), "towns-grew")
    ((part, pieces),) = card["changes"]
    assert card["stale"] and part == "claim" and ("come", "let") in pieces and ("gone", "made") in pieces


@pytest.mark.parametrize("handle", ["", "nothing", "towns-grew/because-9", "towns-grew/cites-1/passage-00000000"])
def test_what_is_not_there_is_refused_in_words(project: Project, handle: str) -> None:
    with pytest.raises(ArgmapError):
        subject_card(project, handle)


# Passages


def test_passages_come_for_each_item_of_a_claim_with_what_stands_around_them(project: Project) -> None:
    offers = passages_for(project, "towns-doubled")
    assert list(offers) == ["towns-doubled/cites-1", "towns-doubled/cites-2", "towns-doubled/evidence-1"]
    first = offers["towns-doubled/cites-1"][0]
    assert first["handle"].startswith("towns-doubled/cites-1/passage-") and first["text"] == SAID
    assert first["before"].endswith("at length.") and first["after"].startswith("The census")
    assert offers["towns-doubled/cites-2"] == offers["towns-doubled/evidence-1"] == []
    assert passages_for(project, "no-such-claim") == {}


# Words to complete


@pytest.mark.parametrize(
    ("kind", "asked", "key", "first"),
    [
        ("claim", "", "", ["towns-grew", "towns-doubled"]),
        ("claim", "towns-d", "", ["towns-doubled"]),
        ("claim", "TEN number", "", ["towns-doubled"]),  # by its words, whatever their order and case
        ("claim", "number trains", "", []),
        ("key", "roads", "", ["moser-1999"]),
        ("key", "holm 1890", "", ["census-1890"]),
        ("kind", "concl", "", ["conclusion"]),
        ("standard", "doubt", "", ["beyond-reasonable-doubt"]),
        ("type", "stat", "", ["statistic"]),
        ("scheme", "expert", "", ["expert-opinion"]),
        ("locator", "", "census-1890", ["p. 12", "p. 7"]),
        ("locator", "7", "census-1890", ["p. 7"]),
        ("locator", "", "not-cited", []),
        ("code", "SYN002", "", ["SYN002"]),
        ("no such kind", "", "", []),
    ],
)
def test_names_that_hold_the_words_are_offered(
    project: Project, kind: str, asked: str, key: str, first: list[str]
) -> None:
    offered = [entry["value"] for entry in completions(project, kind, asked, key)]
    assert offered[: len(first)] == first and bool(offered) == bool(first)


def test_names_that_begin_with_the_words_come_first_and_twenty_are_enough(make_project: Any) -> None:
    claims = "".join(f"## about-town-{n}\n\nA town.\n\n" for n in range(30)) + "## town-hall\n\nA hall.\n"
    offered = [entry["value"] for entry in completions(make_project(claims), "claim", "town")]
    assert offered[:2] == ["town-hall", "about-town-0"] and len(offered) == 20


def test_of_a_place_that_is_cited_twice_the_first_claim_is_told(make_project: Any) -> None:
    claims = "".join(f"## {name}\n\nA town.\n\n- cites: @k, p. 4\n\n" for name in ("one", "two"))
    assert completions(make_project(claims, bib=WORKS), "locator", "", "k") == [{"value": "p. 4", "text": "one"}]
